"""What pages show of the ledger, kept while it stays true: for a version of the ledger, the same facts every time.

    facts = seen(visit.community, ("today", visit.lang, day), lambda view: today(scene_of(view, day)))

Opening the ledger costs more than everything else on a page, so an unchanged page opens nothing. What is kept must
not hold on to the view that made it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import closing
from datetime import datetime
from threading import Lock
from typing import TypeVar, cast

from django.conf import settings

from juluo.ledger.actors import Actors
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.view import View

Key = tuple[Hashable, ...]
Facts = TypeVar("Facts")
# A page's facts are some tens of kilobytes, those of a big day a few hundred.
MOST = 256


class Shelf:
    """The facts used last, each made once however many ask for it at the same moment."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._facts: OrderedDict[Key, object] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._door = Lock()

    def get(self, key: Key, make: Callable[[], tuple[Facts, bool]]) -> Facts:
        """The facts of a key; made if they aren't there, and kept if their maker says that they may be."""
        with self._door:
            if key in self._facts:
                self._facts.move_to_end(key)
                return cast("Facts", self._facts[key])
            making = self._making.setdefault(key, Lock())
        with making:
            with self._door:
                if key in self._facts:
                    return cast("Facts", self._facts[key])
            try:
                facts, lasting = make()
            finally:
                with self._door:
                    self._making.pop(key, None)
            if lasting:
                self._put(key, facts)
            return facts

    def _put(self, key: Key, facts: object) -> None:
        with self._door:
            self._facts[key] = facts
            while len(self._facts) > self._most:
                self._facts.popitem(last=False)

    def clear(self) -> None:
        with self._door:
            self._facts.clear()


SHELF = Shelf()


def seen(
    community: str,
    what: Key,
    make: Callable[[View], Facts],
    *,
    actors: Actors = Actors.MEMBERS,
    known_at: int | datetime | None = None,
) -> Facts:
    """Facts of a community's ledger as it stands, or stood; KeyError if there is no such community."""
    store = EmbeddedStore(settings.HOME)
    try:
        found = store.community(community)
        if found is None:
            raise KeyError(community)
        version = store.ledger.latest()

        def made() -> tuple[Facts, bool]:
            with closing(store.view(found, known_at, actors)) as view:
                return make(view), known_at is not None or view.version == version

        key = (str(settings.HOME), community, version, actors, known_at, *what)
        return SHELF.get(key, made)
    finally:
        store.close()


def asked(
    community: str,
    ask: Callable[[View], Facts],
    *,
    actors: Actors = Actors.MEMBERS,
    known_at: int | datetime | None = None,
) -> Facts:
    """The same for what is asked too seldom to be kept: a page of messages, an export."""
    store = EmbeddedStore(settings.HOME)
    try:
        found: Community | None = store.community(community)
        if found is None:
            raise KeyError(community)
        with closing(store.view(found, known_at, actors)) as view:
            return ask(view)
    finally:
        store.close()
