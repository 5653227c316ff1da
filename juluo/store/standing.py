"""What stands in a home at this moment, read again only when its files changed: pages ask at every request."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community

# Two changes within one tick of the file system's clock look like one: what changed just now isn't trusted yet.
_SETTLED_NS = 100_000_000
_HOMES = 8
Mark = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The home's communities by slug, the ledger's version, and how many accounts were erased in each community.

    `mark` is another one after every change of the ledger or of the register.
    """

    communities: Mapping[str, Community]
    version: int
    erased: Mapping[str, int]
    mark: Mark


_known: OrderedDict[Path, tuple[Mark, Standing]] = OrderedDict()
_door = Lock()


def standing(home: Path) -> Standing:
    """What stands in the home; a home that has no ledger yet gets an empty one."""
    mark = _mark(home)
    with _door:
        before, found = _known.get(home, (None, None))
    if found is not None and before == mark:
        return found
    found = _read(home, mark)
    if _mark(home) == mark and time.time_ns() - max(changed for changed, _, _ in mark) > _SETTLED_NS:
        with _door:
            _known[home] = mark, found
            while len(_known) > _HOMES:
                _known.popitem(last=False)
    return found


def _read(home: Path, mark: Mark) -> Standing:
    store = EmbeddedStore(home)
    try:
        erased = store.register.rows("SELECT community, count(*) FROM suppressed GROUP BY community")
        return Standing(
            MappingProxyType({one.slug: one for one in store.communities()}),
            store.ledger.latest(),
            MappingProxyType({str(community): int(str(count)) for community, count in erased}),
            mark,
        )
    finally:
        store.close()


def _mark(home: Path) -> Mark:
    """When the register, its log and the ledger's log changed, and how long they are."""
    register = home / "ledger" / "register.sqlite3"
    return tuple(
        _one(path)
        for path in (register, register.with_name(f"{register.name}-wal"), home / "ledger" / "table" / "_delta_log")
    )


def _one(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    # SQLite makes an empty log when it opens the register and takes it away again: nothing has changed.
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found.st_size else (0, 0, 0)
