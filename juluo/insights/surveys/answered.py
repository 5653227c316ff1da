"""A survey as it is counted: what was asked, who was asked by stratum, and one sheet for each who began."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# A score, an option, options, an option for each row, options in order, or words.
Value = int | str | tuple[str, ...] | Mapping[str, str]

# Fewer answers are counted and nothing more is said of them: an interval would reach over most of the scale.
FEWEST = 10
# In an anonymous survey fewer answers are not told apart: who answered could be guessed.
FEWEST_TOLD = 5


class Kind(StrEnum):
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    CHOICE = "choice"
    MULTI = "multi"
    MATRIX = "matrix"
    RANKING = "ranking"
    TEXT = "text"

    @property
    def is_score(self) -> bool:
        return self in {Kind.NPS, Kind.CSAT, Kind.CES}


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `options` are those of choices, of a matrix's columns, or what is ranked; `rows` a matrix's."""

    key: str
    kind: Kind
    words: str
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person answered. A question that isn't in `answers` wasn't answered, or wasn't put to them.

    `stratum` and `tenure` are "" where they aren't known; who wasn't `invited` came by the link.
    """

    number: int
    stratum: str
    finished: bool
    answers: Mapping[str, Value]
    invited: bool = True
    tenure: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """`asked` is how many people of each stratum were asked, `among` how many there are: of them the drawn ones stand.

    Both are empty where they aren't known (an open link); strata stand in the order of how near they are.
    `waiting`: of an anonymous one that is still open, how many answers haven't joined the results; those that have are
    told apart by nothing. None where everything is here.
    """

    questions: tuple[Asked, ...]
    sheets: tuple[Sheet, ...]
    asked: Mapping[str, int]
    among: Mapping[str, int]
    is_anonymous: bool = False
    waiting: int | None = None
    # Those there are by stratum and tenure; empty where that wasn't written down.
    cells: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def invited(self) -> tuple[Sheet, ...]:
        return tuple(one for one in self.sheets if one.invited)

    @property
    def people(self) -> int | None:
        """How many were asked; None where nobody was, or that isn't known."""
        total = sum(self.asked.values())
        return total if total and total >= len(self.invited) else None


def scores(question: Asked, sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    """Places of sheets and their scores."""
    return [(at, value) for at, one in enumerate(sheets) if isinstance(value := one.answers.get(question.key), int)]
