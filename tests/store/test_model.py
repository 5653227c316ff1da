"""Imports and undoings in any order, against a model in plain dictionaries: what holds, and what held then."""

import random
import tempfile
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from ledgers import NOON, SLUG, Said, assert_indexed, bring, held

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

_IMPORTED = 10**9  # exports are made before they are imported


@dataclass
class Model:
    """What holds follows from the standing imports alone."""

    imports: dict[int, list[Said]] = field(default_factory=dict)

    def state(self) -> "State":
        said = {(one.entry_id, one.sum): one for file in self.imports.values() for one in file}
        moments = [one.at for file in self.imports.values() for one in file]
        span = (min(moments), max(moments)) if moments else (None, None)
        return State(tuple(said[found] for found in sorted(self.held().items())), span)

    def held(self) -> dict[int, int]:
        seen: dict[tuple[int, int], list[tuple[int, Said]]] = defaultdict(list)
        for no, said in self.imports.items():
            for one in said:
                seen[one.entry_id, one.sum].append((no, one))
        best: dict[int, tuple[tuple[float, float, int, int], int]] = {}
        for (entry_id, version), backers in seen.items():
            found = (self._rank(backers), version)
            best[entry_id] = max(best.get(entry_id, found), found)
        return {entry_id: version for entry_id, (_, version) in best.items()}

    def _rank(self, backers: list[tuple[int, Said]]) -> tuple[float, float, int, int]:
        one = backers[0][1]
        dated = [(b.exported_at - NOON).total_seconds() for _, b in backers if b.exported_at]
        undated = [_IMPORTED + no for no, b in backers if not b.exported_at]
        known = max([*dated, *([min(undated)] if undated else [])])
        edited = (one.edited_at - NOON).total_seconds() + 1 if one.edited_at else 0
        return edited, known, min(no for no, _ in backers), one.offset or 0


@dataclass(frozen=True)
class State:
    """The versions that held at a time, and from when to when the imports of then told."""

    held: tuple[Said, ...]
    span: tuple[datetime | None, datetime | None]

    def counted(self) -> Counter[tuple[date, str, str, str]]:
        """Entries per day, person, channel and kind, and the reactions to them."""
        rows: Counter[tuple[date, str, str, str]] = Counter()
        for one in self.held:
            if not one.deleted:
                rows[one.day, one.who, one.channel, one.kind] += 1
                rows[one.day, one.who, one.channel, "reactions"] += one.reactions
        return +rows

    def spoke(self) -> dict[date, set[str]]:
        found: dict[date, set[str]] = defaultdict(set)
        for one in self.held:
            if not one.deleted:
                found[one.day].add(one.who)
        return dict(found)


EVER = Period(NOON.date(), NOON.date() + timedelta(days=100))


def assert_shown(view: View, state: State) -> None:
    """The view's entries, roll-up, presence and coverage are those of the state."""
    names = {code: account.name for code, account in view.register.accounts(SLUG).items()}
    shown = sorted(view.lines(EntryQuery(EVER, retracted=True)), key=lambda entry: entry.entry_id)
    told = [(one.entry_id, one.text, one.who, one.at, one.reactions, one.deleted) for one in state.held]
    assert [(e.entry_id, e.text, names[e.account or 0], e.at, e.reactions, e.deleted) for e in shown] == told
    view.lay_rollup("rollup", EVER)
    counted: Counter[tuple[date, str, str, str]] = Counter()
    for day, account, channel, kind, n, _, reactions in view.ask("FROM rollup"):
        counted[day, names[account], view.channels[channel].name, kind] += n
        counted[day, names[account], view.channels[channel].name, "reactions"] += reactions
    assert +counted == state.counted()
    spoke = {day: {names[code] for code in bits} for day, bits in view.presence.spoke_by_day().items()}
    assert spoke == state.spoke()
    assert (view.coverage.first, view.coverage.last) == state.span


def assert_known_then(store: EmbeddedStore, then: dict[int, State], moments: dict[int, datetime]) -> None:
    """The ledger as of every version is what it was then; every other one is asked for by the moment after it."""
    community = store.community(SLUG)
    assert community is not None
    for version, state in then.items():
        known_at = version if version % 2 else moments[version]
        with closing(store.view(community, known_at)) as view:
            assert view.as_of is not None
            assert view.as_of.version == version
            assert_shown(view, state)


def versions(dice: random.Random) -> list[Said]:
    """Entries in one to four versions: on another day, edited or not, with more reactions, deleted."""
    pool = []
    for entry in range(dice.randint(3, 12)):
        for place in range(dice.choice((1, 1, 2, 3, 4))):
            day = dice.choice((0, 0, 1, 31, 62))
            edited = NOON + timedelta(hours=dice.randint(1, 3)) if place and dice.random() < 0.4 else None
            one = Said(entry, f"第{place}版", NOON + timedelta(days=entry % 5 + day), edited_at=edited)
            pool.append(
                Said(
                    **{
                        **one.__dict__,
                        "who": dice.choice(("陈默", "林晓")) if place == 0 else "阿海",
                        "reactions": place,
                        "deleted": dice.random() < 0.1,
                        "offset": entry * 10 + place,
                    },
                ),
            )
    return pool


def export(dice: random.Random, pool: list[Said]) -> list[Said]:
    """A file of some of the versions: dated, undated, or of two exports at once."""
    size = dice.choice((len(pool), dice.randint(1, len(pool))))
    dates = [dice.choice((None, NOON + timedelta(days=dice.randint(100, 104)))) for _ in range(dice.choice((1, 1, 2)))]
    return [Said(**{**one.__dict__, "exported_at": dice.choice(dates)}) for one in dice.sample(pool, size)]


def run(seed: int, home: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    pool = versions(dice)
    files: list[list[Said]] = []
    model = Model()
    then: dict[int, State] = {}
    moments: dict[int, datetime] = {}
    store = EmbeddedStore(home)
    try:
        for _ in range(dice.randint(4, 9)):
            before = model.held()
            if model.imports and dice.random() < 0.35:
                no = dice.choice(sorted(model.imports))
                store.undo(no)
                del model.imports[no]
            else:
                said = dice.choice(files) if files and dice.random() < 0.4 else export(dice, pool)
                files.append(said)
                counted = bring(store, said)
                model.imports[store.imports(SLUG)[-1].no] = said
                after = model.held()
                assert counted.added == len(after.keys() - before.keys())
                assert counted.replaced == sum(after[entry] != before[entry] for entry in before)
                assert counted.added + counted.replaced + counted.duplicate == len(said)
            assert held(store) == model.held()
            assert_indexed(store)
            version = max(max(r.version, r.undone_version or 0) for r in store.imports(SLUG))
            assert version not in then
            then[version], moments[version] = model.state(), datetime.now(UTC)
        assert_known_then(store, then, moments)
        assert_indexed(store)
    finally:
        store.close()


@pytest.mark.parametrize("seed", range(12))
def test_what_holds_follows_from_the_standing_imports(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path)


if __name__ == "__main__":
    import sys

    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        with tempfile.TemporaryDirectory() as folder:
            run(seed, Path(folder))
