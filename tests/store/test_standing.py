"""What stands is told anew after every change and read once while nothing changes; kept facts go with whoever goes."""

import os
import time
from pathlib import Path
from unittest.mock import patch

import pytest

from juluo.ledger.period import Calendar
from juluo.store import standing as module
from juluo.store.embedded import EmbeddedStore
from juluo.store.shown import Shown
from juluo.store.standing import standing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    add(tmp_path, "tea")
    return tmp_path


def add(home: Path, slug: str) -> None:
    store = EmbeddedStore(home)
    store.add_community(slug, Calendar("UTC"))
    store.close()


def settle(home: Path) -> None:
    """As if the last change were a second ago."""
    past = time.time_ns() - 1_000_000_000
    for path in (home / "ledger" / "register.sqlite3", home / "ledger" / "table" / "_delta_log"):
        os.utime(path, ns=(past, past))


def test_a_new_community_is_there_at_once(home: Path) -> None:
    assert set(standing(home).communities) == {"tea"}
    add(home, "go")
    assert set(standing(home).communities) == {"go", "tea"}


def test_while_nothing_changes_nothing_is_opened(home: Path) -> None:
    standing(home)
    settle(home)
    before = standing(home)
    with patch.object(module, "EmbeddedStore", side_effect=AssertionError):
        assert standing(home) is before


def test_a_change_of_this_moment_is_not_trusted_yet(home: Path) -> None:
    standing(home)
    path = home / "ledger" / "register.sqlite3"
    os.utime(path, ns=(time.time_ns() + 1_000_000_000,) * 2)
    assert standing(home) is not standing(home)


def test_every_state_has_a_mark_of_its_own(home: Path) -> None:
    before = standing(home).mark
    add(home, "go")
    assert standing(home).mark != before


def test_facts_are_read_as_they_were_written_and_replaced(tmp_path: Path) -> None:
    shown = Shown(tmp_path, "tea")
    assert shown.read("today") is None
    shown.write("today", "v1 x", b"one\ntwo")
    assert shown.read("today") == ("v1 x", b"one\ntwo")
    shown.write("today", "v2", b"")
    assert shown.read("today") == ("v2", b"")
    assert (shown.folder / "today").stat().st_mode & 0o077 == 0


def test_the_oldest_facts_go(tmp_path: Path) -> None:
    shown = Shown(tmp_path, "tea")
    for number in range(40):
        shown.write(f"n{number:02}", "v", b"")
        os.utime(shown.folder / f"n{number:02}", ns=(number, number))
    left = sorted(path.name for path in shown.folder.iterdir())
    assert left == [f"n{number:02}" for number in range(16, 40)]


def test_one_community_s_facts_are_cleared_and_no_other_s(tmp_path: Path) -> None:
    for slug in ("tea", "go"):
        Shown(tmp_path, slug).write("today", "v", b"")
    Shown(tmp_path, "tea").clear()
    assert Shown(tmp_path, "tea").read("today") is None
    assert Shown(tmp_path, "go").read("today") is not None
