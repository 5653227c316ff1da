"""The rest of an address, which knows what of it was read: what a page doesn't know must not be ignored silently."""

from typing import Any

from django.http import QueryDict

# What makes a number another one: whose, of where, of which days. The rest of an address changes how a page looks, or
# was put there by whatever passed the link on.
_NARROWS = frozenset(
    "segment group person people channel channels platform actors hours day days range grain as_of".split()  # noqa: SIM905 - as it is read
)


class Heard(QueryDict):
    """A request's query, by which the names are known that somebody asked for."""

    def __init__(self, query: str, *, mutable: bool = False, encoding: str | None = None) -> None:
        self._asked: set[str] = set()
        super().__init__(query, mutable, encoding)
        # Taking the address apart asks for all of it.
        self._asked.clear()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as Django has it
        self._asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._asked.add(str(name))
        return super().__contains__(name)

    def getlist(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - the same
        self._asked.add(key)
        return super().getlist(key, default)

    @property
    def ignored(self) -> tuple[str, ...]:
        """What would have changed what is counted, and nobody read."""
        return tuple(sorted(name for name in self.keys() & _NARROWS if name not in self._asked and self._said(name)))

    def _said(self, name: str) -> bool:
        return any(str(one).strip() for one in super().getlist(name))
