"""What members are called: no need and no topic goes by a member's name.

Known are the names of accounts and those that are called with @ in what is read. A word that stands in a name is also
a word, so of a single Latin one it is asked whether people write it with a capital letter.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from juluo.insights.needs.reading import Read
from juluo.insights.needs.terms import literally
from juluo.store.view import View
from juluo.text.words import stem

# Zulip's and Discourse's way of calling somebody whose name has spaces; other platforms' names stand in the accounts.
_CALLED = re.compile(r"@_?\*\*([^*|\n]{2,60})")
_PART = re.compile(r"[^\W\d_]{3,}")
_CAPITAL = 0.8


class Called:
    """The names of a community's members."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(_plain(name) for name in self._names)

    @cached_property
    def _parts(self) -> frozenset[str]:
        """First and last names, as words are counted."""
        latin = (name for name in self._names if name.isascii() and " " in name.strip())
        return frozenset(stem(part.lower()) for name in latin for part in _PART.findall(name))

    def is_name(self, phrase: str, texts: Sequence[str]) -> bool:
        """Whether a phrase is somebody's name in these texts."""
        words = phrase.split(" ")
        known = _plain(phrase) in self._whole or all(word in self._parts for word in words)
        return known and (not phrase.isascii() or _is_written_large(phrase, texts))


NOBODY = Called(())


def members_called(view: View, told: Read) -> Called:
    """What the members of a community are called, by their accounts and by each other."""
    accounts = view.register.accounts(view.community.slug).values()
    called = (name for thread in told.threads for line in thread.lines for name in _CALLED.findall(line.text))
    return Called({*(one.name for one in accounts if len(one.name) > 1), *called})


def _is_written_large(phrase: str, texts: Sequence[str]) -> bool:
    written = [match.group() for text in texts for match in literally(phrase).finditer(text)]
    return sum(word[0].isupper() for word in written) >= _CAPITAL * len(written)


def _plain(name: str) -> str:
    return "".join(name.lower().split())
