"""Which questions mean the same, told by their words: how rare the words are that two of them share.

Each text is its telling words weighed by rarity (tf–idf, Spärck Jones 1972), and two are as alike as the cosine of the
angle between them. Groups are stars: whoever has most neighbours is a centre and takes those that are left (Aslam,
Pelekhov and Rus 2004), so that nothing chains from one subject to another.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import log
from typing import Any

from juluo.text.normal import bare
from juluo.text.words import stem, words

# Two questions that share nearly half their weight ask the same; a fifth is the same field.
SAME, AKIN = 0.45, 0.2
# A question with fewer telling words says too little to be compared; nor do two that share fewer.
_LEAST = 2
_LONGEST = 1_000
# Kinds of word that say nothing of a subject: particles, pronouns, numbers, adverbs and the like.
_SKIPPED = frozenset("c d e f h k m o p q r rr ry rz t u ud ug uj ul uv uz w x y zg".split())  # noqa: SIM905 - as below
# Words of asking itself, and the commonest of chat.
_EMPTY = frozenset(
    word
    for words_ in tomllib.loads(files(__package__).joinpath("empty_words.toml").read_text(encoding="utf-8")).values()
    for word in words_.split()
)
_INLINE_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def telling(text: str) -> tuple[str, ...]:
    """The words that say what a text is about, each once, in order."""
    found = (
        stem(word.text)
        for word in words(bare(_INLINE_CODE.sub(r" \1 ", text[:_LONGEST])))
        if word.tag not in _SKIPPED and word.text not in _EMPTY and len(word.text) > 1 and "'" not in word.text
    )
    return tuple(dict.fromkeys(one for one in found if one not in _EMPTY))


@dataclass(frozen=True, slots=True)
class Star:
    """Texts that mean the same, by their places; `centre` is the one most like all the others."""

    centre: int
    members: tuple[int, ...]


class Alike:
    """Texts as vectors. Places are those of the texts given."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._told = [telling(text) for text in texts]
        counts = Counter(word for told in self._told for word in told)
        self._column = {word: place for place, word in enumerate(sorted(counts))}
        self._rarity = {word: _rarity(n, len(texts)) for word, n in counts.items()}
        self._rarest = max(self._rarity.values(), default=1.0)
        self._rows = self._vectors(self._told)

    def likeness(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a sparse matrix
        """How alike other texts are to each of these: a row each."""
        return (self._vectors([telling(text) for text in texts]) @ self._rows.T).tocsr()

    def stars(self, among: Sequence[int] | None = None, least: float = SAME) -> list[Star]:
        """Groups of two and more, of all texts or of some, the largest first."""
        near = (self._rows @ self._rows.T).tocsr()
        shared = (self._rows.sign() @ self._rows.sign().T).tocsr()
        # One word in common may be any: two tell of a subject.
        near = near.multiply(near >= least).multiply(shared >= _LEAST).tocsr()
        left = {at for at in (range(len(self._told)) if among is None else among) if len(self._told[at]) >= _LEAST}
        neighbours = {
            at: [one for one in near.indices[near.indptr[at] : near.indptr[at + 1]].tolist() if one in left]
            for at in left
        }
        stars: list[Star] = []
        for centre in sorted(left, key=lambda at: (-len(neighbours[at]), at)):
            if centre in left:
                members = tuple(sorted(at for at in neighbours[centre] if at in left))
                left -= {centre, *members}
                if len(members) > 1:
                    stars.append(Star(centre, members))
        return sorted(stars, key=lambda star: (-len(star.members), star.centre))

    def _vectors(self, told: Sequence[tuple[str, ...]]) -> Any:  # noqa: ANN401 - a sparse matrix
        import numpy as np  # noqa: PLC0415 - only where questions are compared
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - the same

        data, columns, ends = [], [], [0]
        for words_ in told:
            known = [word for word in words_ if word in self._column]
            # Words that nobody else has count towards the length, or every text would be all it shares.
            length = sum(self._rarity.get(word, self._rarest) ** 2 for word in words_) ** 0.5
            data += [self._rarity[word] / length for word in known]
            columns += [self._column[word] for word in known]
            ends.append(len(columns))
        shape = len(told), max(len(self._column), 1)
        return csr_matrix((np.array(data, np.float32), np.array(columns, np.int32), np.array(ends, np.int32)), shape)


def _rarity(n: int, texts: int) -> float:
    return log((1 + texts) / (1 + n)) + 1
