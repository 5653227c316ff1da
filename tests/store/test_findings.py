"""What text analysis finds stands beside the ledger: found once, kept through edits and kills, gone with a person."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from backups import saved
from crashing import killed_at
from ledgers import MEMBER, NOON, SLUG, Said, bring, files_below

from juluo.intake import analysis
from juluo.intake.analysis import analyse, read_so_far
from juluo.ledger.period import Period
from juluo.store import findings as kept_findings
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.findings import LAYERS, Findings
from juluo.store.restore import restore
from juluo.store.view import View

SAID = [
    Said(1, "怎么升级？"),
    Said(2, "升级好了", who="林晓"),
    Said(3, "在哪里下载呢", at=NOON + timedelta(days=40)),
]
WHILE = Period(date(2024, 1, 1), date(2024, 12, 31))


def community(store: EmbeddedStore) -> Community:
    found = store.community(SLUG)
    assert found is not None
    return found


def questions_in(view: View) -> dict[int, bool | None]:
    """Entry id → whether it asks, as far as it has been read."""
    view.lay_findings("told", WHILE)
    return {
        entry: asked if asked is None else asked > 0.5
        for entry, asked in view.ask("SELECT entry_id, question FROM told")
    }


def asked(store: EmbeddedStore, known_at: int | None = None) -> dict[int, bool | None]:
    with closing(store.view(community(store), known_at)) as view:
        return questions_in(view)


def rows(store: EmbeddedStore) -> int:
    """How many contents have been read; fails if any stands twice."""
    found = store.findings(SLUG)
    with closing(store.view(community(store))) as view:
        source = found.source(found.shown("content"), "content")
        (count, apart) = view.ask(f"SELECT count(*), count(DISTINCT (entry_id, sum)) FROM ({source})")[0]
    assert count == apart
    return int(count)


def read(store: EmbeddedStore) -> int:
    return analyse(store, community(store)).read


def test_nothing_is_found_before_it_is_read_and_all_is_found_once(store: EmbeddedStore) -> None:
    bring(store, SAID)
    assert asked(store) == {1: None, 2: None, 3: None}
    assert read(store) == 3
    assert asked(store) == {1: True, 2: False, 3: True}
    assert read(store) == 0
    assert rows(store) == 3


def test_what_comes_later_is_read_alone(store: EmbeddedStore) -> None:
    bring(store, SAID)
    read(store)
    bring(store, [*SAID, Said(4, "有人吗？", at=NOON + timedelta(days=2))])
    assert read(store) == 1
    assert asked(store) == {1: True, 2: False, 3: True, 4: True}


def test_an_edit_is_read_anew_and_the_earlier_words_keep_what_was_found_of_them(store: EmbeddedStore) -> None:
    bring(store, SAID)
    read(store)
    bring(store, [replace(SAID[0], text="已经会升级了", edited_at=NOON + timedelta(hours=1))])
    assert asked(store)[1] is None
    assert read(store) == 1
    assert asked(store)[1] is False
    assert asked(store, 1)[1] is True


def test_words_that_were_edited_before_anybody_read_them_are_known_as_of_then(store: EmbeddedStore) -> None:
    bring(store, SAID)
    bring(store, [replace(SAID[0], text="已经会升级了", edited_at=NOON + timedelta(hours=1))])
    assert read(store) == 4
    assert (asked(store)[1], asked(store, 1)[1]) == (False, True)


def test_an_import_taken_back_leaves_its_findings_unused(store: EmbeddedStore) -> None:
    bring(store, SAID[:2])
    bring(store, SAID[2:])
    read(store)
    store.undo(2)
    assert asked(store) == {1: True, 2: False}
    assert read(store) == 0
    bring(store, SAID[2:])
    assert read(store) == 0
    assert asked(store)[3] is True


def test_whoever_is_erased_takes_theirs_along(store: EmbeddedStore) -> None:
    bring(store, SAID)
    read(store)
    store.erase(SLUG, [one for one in store.register.accounts(SLUG).values() if one.name == MEMBER])
    assert rows(store) == 1
    assert asked(store) == {1: None, 2: False, 3: None}
    assert len(list(store.findings(SLUG).folder.glob("content-*.parquet"))) == 1
    assert read(store) == 0


def test_who_is_erased_while_their_words_are_read_leaves_nothing_there(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, SAID)
    judged = analysis.judged

    def judged_late(texts: list[str]) -> dict[str, pa.Array]:
        if theirs := [one for one in store.register.accounts(SLUG).values() if one.name == MEMBER]:
            store.erase(SLUG, theirs)
        return judged(texts)

    monkeypatch.setattr(analysis, "judged", judged_late)
    read(store)
    assert asked(store) == {1: None, 2: False, 3: None}


def test_words_that_are_forgotten_leave_their_numbers(store: EmbeddedStore) -> None:
    bring(store, SAID)
    read(store)
    store.forget_text(SLUG, date(2024, 3, 20))
    assert asked(store) == {1: True, 2: False, 3: True}


def test_a_backup_holds_what_was_found(store: EmbeddedStore, tmp_path: Path) -> None:
    bring(store, SAID)
    read(store)
    store.forget_text(SLUG, date(2024, 3, 20))
    saved(store, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    with closing(EmbeddedStore(tmp_path / "again")) as again:
        assert asked(again) == {1: True, 2: False, 3: True}


def test_who_was_erased_after_the_backup_is_not_in_the_restored_findings(store: EmbeddedStore, tmp_path: Path) -> None:
    bring(store, SAID)
    read(store)
    saved(store, tmp_path / "backup")
    store.erase(SLUG, [one for one in store.register.accounts(SLUG).values() if one.name == MEMBER])
    restore(tmp_path / "backup", tmp_path / "again")
    with closing(EmbeddedStore(tmp_path / "again")) as again:
        assert rows(again) == 1


def test_another_model_reads_everything_anew_and_is_shown_when_it_has(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, SAID)
    read(store)
    before = analysis.version()
    monkeypatch.setattr(analysis, "version", lambda: "2-other")
    found = store.findings(SLUG)
    with store.at_rest():
        found.append(
            "content",
            "2-other",
            pa.table(
                {
                    "entry_id": [1],
                    "sum": pa.array([SAID[0].sum], pa.int32()),
                    **{name: pa.nulls(1) for name in LAYERS["content"].columns},
                }
            ),
        )
    shown = found.shown("content")
    assert shown is not None
    assert shown.version == before
    assert read(store) == 2
    assert [one.version for one in found.kept() if one.layer == "content"] == ["2-other"]
    assert len(list(found.folder.glob("content-*.parquet"))) == 2


def test_two_processes_find_what_one_finds(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_WORTH_TWO", 2)
    monkeypatch.setattr(analysis, "_BATCH", 1)
    bring(store, SAID)
    assert read(store) == 3
    assert asked(store) == {1: True, 2: False, 3: True}


def test_many_small_files_are_laid_together(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_findings, "_MANY", 3)
    monkeypatch.setattr(kept_findings, "_AT_ONCE", 3)
    for day in range(kept_findings._MANY + 2):
        bring(store, [Said(100 + day, f"第{day}天吗？", at=NOON + timedelta(days=day))])
        read(store)
    assert rows(store) == kept_findings._MANY + 2
    assert len(list(store.findings(SLUG).folder.glob("content-*.parquet"))) <= kept_findings._MANY


def test_how_far_the_reading_is(store: EmbeddedStore) -> None:
    bring(store, SAID)
    with closing(store.view(community(store))) as view:
        (told,) = read_so_far(store, view)
    assert (told.read, told.entries, told.version) == (0, 3, "")
    read(store)
    with closing(store.view(community(store))) as view:
        (told,) = read_so_far(store, view)
    assert (told.read, told.entries, told.version) == (3, 3, told.wanted)


STEPS = [
    ("juluo.intake.analysis:judged", "after"),
    ("juluo.store.findings:flush", "before"),
    ("juluo.store.findings:Findings._publish", "before"),
    ("juluo.store.findings:Findings._publish", "after"),
    ("juluo.store.findings:Findings.settle", "before"),
]


@pytest.mark.parametrize(("target", "when"), STEPS, ids=lambda word: word.split(":")[-1])
def test_a_reading_killed_anywhere_goes_on(store: EmbeddedStore, target: str, when: str) -> None:
    bring(store, SAID)
    assert killed_at(target, when, "analyse", store.home) == -9
    before = asked(store)
    assert set(before.values()) in ({None}, {True, False})
    assert read(store) in {0, 3}
    assert asked(store) == {1: True, 2: False, 3: True}
    assert rows(store) == 3
    assert len(files_below(store.findings(SLUG).folder)) == 4


def test_an_erasure_killed_in_the_findings_is_done_by_the_same_wish(store: EmbeddedStore) -> None:
    bring(store, SAID)
    read(store)
    assert killed_at("juluo.store.findings:Findings._publish", "before", "erase", store.home) == -9
    store.erase(SLUG, [one for one in store.register.accounts(SLUG).values() if one.name == MEMBER])
    assert rows(store) == 1
    assert len(files_below(store.findings(SLUG).folder)) == 4


def test_a_community_without_findings_has_no_files(store: EmbeddedStore) -> None:
    bring(store, SAID)
    assert Findings.of(store.folder, SLUG).kept() == ()
    assert not store.findings(SLUG).folder.exists()
