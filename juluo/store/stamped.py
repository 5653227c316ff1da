"""Facts in files that say what they are true of: the program, who was erased, the ledger's version, and what else.

What a stamp says no longer is made anew, or shown as what was known before.
"""

from collections.abc import Hashable
from functools import cache
from importlib.resources import files
from pathlib import Path

from xxhash import xxh3_64_hexdigest

from juluo.store.shown import Shown
from juluo.store.standing import Standing, standing

Key = tuple[Hashable, ...]


def keep(home: Path, now: Standing, community: str, what: Key, also: object, content: bytes) -> None:
    """Write them down, if they are still true then: whoever was erased meanwhile must not stand in a file."""
    true_of, shown = stamp(now, community, also), Shown(home, community)
    if stamp(standing(home), community, also) != true_of:
        return
    shown.write(name_of(what), true_of, content)
    if stamp(standing(home), community, also) != true_of:
        shown.remove(name_of(what))


def last_kept(home: Path, community: str, what: Key, also: object) -> tuple[bytes, bool] | None:
    """What was kept last by this program, if nobody was erased since; and whether it is true as things stand."""
    true_of = stamp(standing(home), community, also)
    kept = Shown(home, community).read(name_of(what))
    if kept is None or kept[0].split()[:2] != true_of.split()[:2]:
        return None
    return kept[1], kept[0] == true_of


def stamp(now: Standing, community: str, also: object) -> str:
    """What facts are true of: the program, who was erased, the ledger's version, and what else they depend on."""
    return f"{code()} {now.erased.get(community, 0)} {now.version} {also}"


def name_of(what: Key) -> str:
    """The file that holds what is asked by this key."""
    return xxh3_64_hexdigest(repr(what).encode())


@cache
def code() -> str:
    """A name for the program as it is installed here: another release may tell other facts, or tell them otherwise."""
    root = Path(str(files("juluo")))
    told = [
        f"{path.relative_to(root)} {path.stat().st_mtime_ns} {path.stat().st_size}"
        for kind in ("py", "sql", "mo")
        for path in sorted(root.rglob(f"*.{kind}"))
    ]
    return xxh3_64_hexdigest("\n".join(told).encode())
