"""How many words two lines share, the rare ones weighing more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_WORD = re.compile(r"[a-z0-9](?:[a-z0-9._+-]*[a-z0-9])?|[\u3400-\u9fff]+")
_PLURAL = 5


def tokens(text: str) -> list[str]:
    """Latin words without their plural; of Chinese every two characters in a row, which needs no dictionary."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word[0] >= "\u3400":
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            found.append(word[:-1] if len(word) >= _PLURAL and word[-1] == "s" != word[-2] else word)
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """Each distinct word of each line once, ordered by word, with what it weighs."""

    places: Ints
    codes: Ints
    weights: Floats
    norms: Floats
    lengths: Floats


def words(texts: Sequence[str]) -> Words:
    """The words of lines. A word weighs by inverse document frequency among them (Spärck Jones, 1972)."""
    numbers: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    lengths = np.zeros(len(texts), dtype=np.float32)
    for place, text in enumerate(texts):
        line = tokens(text)
        lengths[place] = len(line)
        found += [(numbers.setdefault(word, len(numbers)), place) for word in dict.fromkeys(line)]
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    codes, places = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
    weights = np.log((len(texts) + 1) / (np.bincount(codes, minlength=1) + 0.5)).astype(np.float32)
    norms = np.sqrt(np.bincount(places, weights=weights[codes] ** 2, minlength=len(texts))) + 1e-6
    return Words(places, codes, weights, norms.astype(np.float32), lengths)


def shared(told: Words, since: int, until: int, reach: int) -> Floats:
    """For each line of a stretch and the `reach` before it: weight of shared words, their cosine, the weightiest."""
    near = (told.places >= since - reach) & (told.places < until)
    places, codes = told.places[near], told.codes[near]
    found = np.zeros((3, (until - since) * reach), dtype=np.float32)
    for step in range(1, reach + 1):
        apart = places[step:] - places[:-step]
        same = codes[step:] == codes[:-step]
        if not same.any():
            break
        same &= (apart <= reach) & (places[step:] >= since)
        later, earlier, weight = places[step:][same], places[:-step][same], told.weights[codes[step:][same]]
        cell = (later - since) * reach + (later - earlier - 1)
        np.add.at(found[0], cell, weight)
        np.add.at(found[1], cell, weight**2 / (told.norms[later] * told.norms[earlier]))
        np.maximum.at(found[2], cell, weight)
    return found.reshape(3, until - since, reach).transpose(1, 2, 0)
