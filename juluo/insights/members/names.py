"""How members are looked up by name, and in which order their names stand."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from juluo.store.view import View

# Between the names of one member: no search holds it.
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Called:
    """What one member is called: the name of now, and everything that a search finds them by."""

    code: int
    name: str
    sought: str


def folded(words: str) -> str:
    """Words as they are compared: full width as half, capital as small."""
    return unicodedata.normalize("NFKC", words).casefold()


def called(view: View) -> list[Called]:
    """Every person the register knows and nobody who was erased, with every name and id they were ever seen with."""
    slug, of = view.community.slug, view.persons.of
    names: dict[int, str] = {}
    also: dict[int, set[str]] = defaultdict(set)
    for code, account_id, name in view.register.people(slug):
        person = of(code)
        # Of several accounts the first one met stands for all.
        if names.setdefault(person, name) != name:
            also[person].add(name)
        if account_id != name:
            also[person].add(account_id)
    for code, name in view.register.former_names(slug):
        also[of(code)].add(name)
    return [Called(code, names[code], _sought(names[code], also.get(code))) for code in sorted(names)]


def _sought(name: str, also: set[str] | None) -> str:
    return folded(_BETWEEN.join([name, *sorted(also)]) if also else name)


def split_up(sought: str) -> tuple[str, ...]:
    """The names and ids that a search goes through, each alone."""
    return tuple(sought.split(_BETWEEN))


def sort_key(name: str) -> bytes:
    """The order of names: digits, Latin letters, then the common Chinese characters by their sound.

    GB 18030 lays the 3,755 characters of GB 2312's first level by pinyin, so its bytes sort as a reader expects.
    """
    return folded(name.strip()).encode("gb18030", "replace")
