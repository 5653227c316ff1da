"""Imports and undoings in any order, against a model in plain dictionaries."""

import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from ledgers import NOON, SLUG, Said, assert_indexed, bring, held

from juluo.store.embedded import EmbeddedStore

_IMPORTED = 10**9  # exports are made before they are imported


@dataclass
class Model:
    """What holds follows from the standing imports alone."""

    imports: dict[int, list[Said]] = field(default_factory=dict)

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
