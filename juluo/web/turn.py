"""A list a page at a time: which rows stand on it, and the ways to the pages before and after. No script needed.

    turn = turn_of(visit, f"/c/{visit.community}/draws", facts.many(...), 20)
    rows = facts.some(..., turn.first, turn.last)

`?page=` is the address. Where a page holds several lists, `?of=draws&page=2` turns the one of that name alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from juluo.shell.visit import Visit
from juluo.web.asking import number_of

Row = TypeVar("Row")
# Addresses with larger numbers were written by nobody.
_FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Turn:
    """One page of a list of `n`: its rows are those from `first` to before `last`.

    `back` and `on` are the addresses of the pages before and after, "" where there is none.
    """

    n: int
    page: int
    pages: int
    first: int
    last: int
    back: str = ""
    on: str = ""

    def of(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows of this page, of a list that is at hand as a whole."""
        return tuple(rows[self.first : self.last])


def turn_of(visit: Visit, at: str, n: int, size: int, of: str = "", **kept: str) -> Turn:  # where, what and how much
    """The page that is asked for of a list of `n` at an address; one past the end is the last one.

    `of` names the list on a page that holds several. `kept` is what else stands in the addresses.
    """
    pages = max(-(-n // size), 1)
    page = min(_asked(visit, of), pages)
    first = (page - 1) * size

    def to(other: int) -> str:
        told = {**kept, "of": of, "page": str(other) if other > 1 else ""}
        rest = urlencode({name: value for name, value in told.items() if value})
        return f"{at}{'?' if rest else ''}{rest}{'#' if of else ''}{of}"

    back, on = to(page - 1) if page > 1 else "", to(page + 1) if page < pages else ""
    return Turn(n, page, pages, first, first + size, back, on)


def turn_pressed(visit: Visit, button: str, n: int, size: int, of: str) -> Turn:
    """The same of a list that a form shows before it is kept: `back` and `on` are what its buttons send, as “who/2”.

    By them the form is sent again as it is filled in, and nothing of it is lost.
    """
    named, _, told = str(visit.request.POST.get(button, "")).partition("/")
    pages = max(-(-n // size), 1)
    page = min(max(number_of(told) or 1, 1) if named == of else 1, pages)
    first = (page - 1) * size
    back, on = f"{of}/{page - 1}" if page > 1 else "", f"{of}/{page + 1}" if page < pages else ""
    return Turn(n, page, pages, first, first + size, back, on)


def _asked(visit: Visit, of: str) -> int:
    """By the address; or by the form that was refused, which comes back to where it was pressed."""
    sent = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    if str(sent.get("of", "")) != of:
        return 1
    return min(max(number_of(str(sent.get("page", ""))) or 1, 1), _FARTHEST)
