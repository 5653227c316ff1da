"""What pages show of the ledger, kept while it stays true: for a version of the ledger, the same facts every time.

    facts = seen(visit.community, ("today", visit.lang, day), lambda view: today(scene_of(view, day)))

Opening the ledger costs more than everything else on a page, so an unchanged page opens nothing. What is kept must
not hold on to the view that made it.

Facts with a `Form` are kept in a file too: a worker prepares them once a version, and every web process reads them.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar, cast

from django.conf import settings

from juluo.ledger.actors import Actors
from juluo.store import stamped
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community, ImportRecord
from juluo.store.shown import Shown
from juluo.store.standing import Standing, standing
from juluo.store.view import View

Key = stamped.Key
Facts = TypeVar("Facts")
# A page's facts are some tens of kilobytes, those of a big day a few hundred.
MOST = 256


class Shelf:
    """The facts used last, each made once however many ask for it at the same moment."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._facts: OrderedDict[Key, object] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._states: dict[Key, Key] = {}
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

    def let_go(self, of: Key, state: Key) -> None:
        """Drop the facts of an earlier state: they may hold names and words that are gone since.

        Keys begin with what facts are of, and the state in which they were true.
        """
        with self._door:
            if self._states.get(of, state) != state:
                ends = len(of), len(of) + len(state)
                old = [key for key in self._facts if key[: ends[0]] == of and key[ends[0] : ends[1]] != state]
                for key in old:
                    del self._facts[key]
            self._states[of] = state

    def __contains__(self, key: Key) -> bool:
        with self._door:
            return key in self._facts

    def _put(self, key: Key, facts: object) -> None:
        with self._door:
            self._facts[key] = facts
            while len(self._facts) > self._most:
                self._facts.popitem(last=False)

    def clear(self) -> None:
        with self._door:
            self._facts.clear()


SHELF = Shelf()
# Tables of everybody, some tens of megabytes each: of a few communities, and of no version that has passed.
TABLES = Shelf(4)


@dataclass(frozen=True, slots=True)
class Form(Generic[Facts]):
    """How facts are written to a file and read again. `also` is what they were true of beside the ledger: a date."""

    write: Callable[[Facts], bytes]
    read: Callable[[bytes], Facts]
    also: object = None


def seen(
    community: str,
    what: Key,
    make: Callable[[View], Facts],
    *,
    actors: Actors = Actors.MEMBERS,
    known_at: int | datetime | None = None,
    form: Form[Facts] | None = None,
    shelf: Shelf = SHELF,
) -> Facts:
    """Facts of a community's ledger as it stands, or stood; KeyError if there is no such community."""
    now = standing(settings.HOME)
    found = now.communities[community]

    def made() -> tuple[Facts, bool]:
        if form is not None and (kept := _kept(now, community, what, form)) is not None:
            return kept, True
        facts, lasting = _made(found, make, actors, known_at, now.version)
        if form is not None and lasting:
            keep(now, community, what, form, facts)
        return facts, lasting

    key = _key(now, community, what, actors, known_at, form)
    shelf.let_go(key[:2], key[2:4])
    return shelf.get(key, made)


def there(community: str, what: Key, form: Form[Facts]) -> bool:
    """Whether facts as they stand are at hand, so that asking for them costs nothing."""
    now = standing(settings.HOME)
    if _key(now, community, what, Actors.MEMBERS, None, form) in SHELF:
        return True
    kept = stamped.last_kept(settings.HOME, community, what, form.also)
    return kept is not None and kept[1]


def last_seen(community: str, what: Key, form: Form[Facts]) -> Facts | None:
    """The facts as they were before the ledger changed, if nobody was erased since."""
    kept = stamped.last_kept(settings.HOME, community, what, form.also)
    return None if kept is None else form.read(kept[0])


def told_of_imports(community: str, what: Key, make: Callable[[Community, tuple[ImportRecord, ...]], Facts]) -> Facts:
    """Facts of a community's imports alone, which need no view; KeyError if there is no such community."""
    now = standing(settings.HOME)
    found = now.communities[community]

    def made() -> tuple[Facts, bool]:
        store = EmbeddedStore(settings.HOME)
        try:
            return make(found, store.imports(community)), True
        finally:
            store.close()

    return SHELF.get((str(settings.HOME), community, now.mark, *what), made)


def _key(
    now: Standing,
    community: str,
    what: Key,
    actors: Actors,
    known_at: int | datetime | None,
    form: Form[Facts] | None,
) -> Key:
    also = str(form.also) if form is not None else ""
    return (str(settings.HOME), community, now.version, now.erased.get(community, 0), actors, known_at, also, *what)


def _made(
    community: Community,
    make: Callable[[View], Facts],
    actors: Actors,
    known_at: int | datetime | None,
    version: int,
) -> tuple[Facts, bool]:
    """The facts, and whether they are of the version that stood when they were asked for."""
    store = EmbeddedStore(settings.HOME)
    try:
        with closing(store.view(community, known_at, actors)) as view:
            return make(view), known_at is not None or view.version == version
    finally:
        store.close()


def _kept(now: Standing, community: str, what: Key, form: Form[Facts]) -> Facts | None:
    kept = Shown(settings.HOME, community).read(stamped.name_of(what))
    is_true = kept is not None and kept[0] == stamped.stamp(now, community, form.also)
    return form.read(kept[1]) if kept is not None and is_true else None


def keep(now: Standing, community: str, what: Key, form: Form[Facts], facts: Facts) -> None:
    """Write them down, if they are still true then."""
    stamped.keep(settings.HOME, now, community, what, form.also, form.write(facts))


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
