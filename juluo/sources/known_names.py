"""Which account a name belongs to, where only one of a channel has it; two of a name are nobody's."""

import re

_MENTION = re.compile(r"@([^\s@][^\n@]{0,60})")
_WORDS_IN_A_NAME = 4


class KnownNames:
    """The names that people of one channel have gone by."""

    def __init__(self) -> None:
        self._owners: dict[str, set[str]] = {}

    def meet(self, name: str, account_id: str) -> None:
        self._owners.setdefault(name, set()).add(account_id)

    def owner(self, name: str) -> str | None:
        """The one account of that name."""
        owners = self._owners.get(name, ())
        return next(iter(owners)) if len(owners) == 1 else None

    def mentioned(self, text: str) -> list[str]:
        """The accounts that @names in the text call, each once, in order; a name may hold spaces."""
        called = (self._longest(words) for words in _MENTION.findall(text))
        return list(dict.fromkeys(owner for owner in called if owner))

    def _longest(self, words: str) -> str | None:
        parts = re.split(r"([\s，。！？,!?：:]+)", words)[: _WORDS_IN_A_NAME * 2]
        for end in range(len(parts), 0, -1):
            if owner := self.owner("".join(parts[:end]).rstrip()):
                return owner
        return None
