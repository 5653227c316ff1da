"""Texts that mean the same in other words: how rare the words are that two of them share.

Each text is its telling words weighed by rarity (tf–idf, Spärck Jones 1972), and two are as alike as the cosine of the
angle between them. Copies with small changes are told by `juluo.text.near`. Groups are stars: whoever has most
neighbours is a centre and takes those that are left (Aslam, Pelekhov and Rus 2004), so that nothing chains from one
subject to another. What is found of pairs written for it, and why each limit is what it is: docs/why/text.md.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import log, sqrt
from typing import Any, NamedTuple, Self

from juluo.text.near import Likeness, key
from juluo.text.normal import bare
from juluo.text.words import stem, words

# Raise it with every change of what a text is compared by: what was kept by an older rule is made anew.
RULE = 1
KEPT = f"{RULE} "
"""How every line begins that was made by the rule of now."""
_LONGEST = 1_000
# Kinds of word that say nothing of a subject: particles, pronouns, numbers, adverbs and the like.
_SKIPPED = frozenset("c d e f h k m o p q r rr ry rz t u ud ug uj ul uv uz w x y zg".split())  # noqa: SIM905 - as below
# Words of asking itself, and the commonest of chat.
_EMPTY = frozenset(
    word
    for words_ in tomllib.loads(files(__package__).joinpath("asking_words.toml").read_text(encoding="utf-8")).values()
    for word in words_.split()
)
_INLINE_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


@dataclass(frozen=True, slots=True)
class Enough:
    """From when on two texts are taken for alike: their cosine, and how many telling words they share at least."""

    likeness: float
    shared: int


# What is put together, or offered instead, with nobody looking: nearly half the weight, and not by one word alone,
# which may be any.
SAME = Enough(0.45, 2)
# What a person who looks is shown: one word may do, since what isn't shown can't be chosen.
SHOWN = Enough(0.4, 1)
# Answers to one question share what it asks about unsaid, so that less of them has to agree.
ONE_THEME = Enough(0.3, 2)
# The same field, so that who answered one may know the other.
AKIN = Enough(0.2, 1)


def telling(text: str) -> tuple[str, ...]:
    """The words that say what a text is about, each once, in order."""
    found = (
        stem(word.text)
        # Cut again: one sign may stand for eighteen letters, and whoever writes a thousand such makes everybody wait.
        for word in words(bare(_INLINE_CODE.sub(r" \1 ", text[:_LONGEST]))[:_LONGEST])
        if word.tag not in _SKIPPED and word.text not in _EMPTY and len(word.text) > 1 and "'" not in word.text
    )
    return tuple(dict.fromkeys(one for one in found if one not in _EMPTY))


class Told(NamedTuple):
    """What a text is compared by, to be kept beside it: its letters alone, and a line of the rule and telling words.

    Whole lists of them are searched without being taken apart, so that a question costs as much as two thousand do.
    """

    letters: str
    line: str

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(key(text), " ".join((str(RULE), *telling(text), "")))

    @property
    def words(self) -> list[str]:
        return self.line.split()[1:]

    def and_then(self, other: "Told") -> "Told":
        """The same of both texts, one after the other."""
        return Told(self.letters + other.letters, " ".join((str(RULE), *dict.fromkeys(self.words + other.words), "")))


@dataclass(frozen=True, slots=True)
class Star:
    """Texts that mean the same, by their places; `centre` is the one most like all the others."""

    centre: int
    members: tuple[int, ...]


class Alike:
    """A list of texts, to be asked what in it is alike. Places are those of the texts given."""

    def __init__(self, texts: Iterable[str | Told]) -> None:
        self._told = [Told.of(one) if isinstance(one, str) else one for one in texts]
        # Each line ends in a space; what stands before its words is one digit, which no telling word is.
        self._held = Counter("".join(one.line for one in self._told).split())
        del self._held[str(RULE)]

    def likest(self, text: str | Told, most: int, enough: Enough = SAME) -> list[tuple[int, float]]:
        """The places of the likest texts and how alike they are, the likest first; copies with small changes are 1."""
        mine = Told.of(text) if isinstance(text, str) else text
        weights = self._weights(mine.words)
        wanted = {f" {word} ": weight**2 for word, weight in weights.items()}
        found = dict.fromkeys(self._near.near_to(mine.letters, (letters for letters, _ in self._told)), 1.0)
        for at, (_, line) in enumerate(self._told):
            shared = [word for word in wanted if word in line]
            # No more than the part of its own vector that is shared can agree (Cauchy 1821).
            if len(shared) >= enough.shared and sum(map(wanted.__getitem__, shared)) >= enough.likeness**2:
                theirs = self._weights(self._told[at].words)
                cosine = sum(weights[word.strip()] * theirs[word.strip()] for word in shared)
                found[at] = max(found.get(at, 0.0), cosine)
        likest = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]
        return [(at, cosine) for at, cosine in likest if cosine >= enough.likeness]

    def likeness(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a sparse matrix
        """The cosine of other texts with each of these: a row each."""
        return (self._vectors([telling(text) for text in texts]) @ self._rows.T).tocsr()

    def stars(self, among: Sequence[int] | None = None, enough: Enough = SAME) -> list[Star]:
        """Groups of two and more, of all texts or of some, the largest first.

        Copies count by their telling words alone: 怎么办 is asked of a hundred things in as many conversations.
        """
        near = (self._rows @ self._rows.T).tocsr()
        shared = (self._rows.sign() @ self._rows.sign().T).tocsr()
        near = near.multiply(near >= enough.likeness).multiply(shared >= enough.shared).tocsr()
        texts = range(len(self._told)) if among is None else among
        left = {at for at in texts if len(self._told[at].words) >= enough.shared}
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

    @cached_property
    def _near(self) -> Likeness:
        return Likeness([one.letters for one in self._told])

    def _weights(self, told: Sequence[str]) -> Mapping[str, float]:
        """Rarities as parts of a vector one long. A word that nobody else has counts as the rarest does.

        Without it every text would be all it shares; smoothed, for lists may be short.
        """
        texts = len(self._told)
        rarity = {word: _rarity(self._held[word] or 1, texts) for word in told}
        length = sqrt(sum(one * one for one in rarity.values()))
        return {word: one / length for word, one in rarity.items()}

    @cached_property
    def _column(self) -> Mapping[str, int]:
        return {word: place for place, word in enumerate(sorted(self._held))}

    @cached_property
    def _rows(self) -> Any:  # noqa: ANN401 - a sparse matrix
        return self._vectors([one.words for one in self._told])

    def _vectors(self, told: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401 - a sparse matrix
        import numpy as np  # noqa: PLC0415 - only where many are compared with many
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - the same

        data, columns, ends = [], [], [0]
        for weights in map(self._weights, told):
            known = [word for word in weights if word in self._column]
            data += [weights[word] for word in known]
            columns += [self._column[word] for word in known]
            ends.append(len(columns))
        shape = len(told), max(len(self._column), 1)
        return csr_matrix((np.array(data, np.float32), np.array(columns, np.int32), np.array(ends, np.int32)), shape)


@cache
def _rarity(held: int, texts: int) -> float:
    return log((1 + texts) / (1 + held)) + 1
