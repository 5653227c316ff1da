"""A real community that happens to be called demo is nobody's stage."""

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from cli_words import Juluo, one_sentence
from simulated_town import LAST

from juluo.cli import demo as command
from juluo.demo.notices import PROFILE
from juluo.demo.taken import BeingMadeError, is_taken, making, unfinished
from juluo.intake.operator import state_profile
from juluo.ledger.period import Calendar
from juluo.store.embedded import EmbeddedStore

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)


def test_nothing_made_up_goes_into_a_real_community(juluo: Juluo, tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    assert not is_taken(store, "demo")
    community = store.add_community("demo", Calendar("Asia/Shanghai"))
    assert not is_taken(store, "demo"), "nothing was ever said there"
    state_profile(store, community, {"name": "演示小组"}, NOW)
    assert is_taken(store, "demo")
    store.close()
    said = one_sentence(juluo("demo", home=tmp_path))
    assert said.startswith("这里已经有一个叫 demo 的真社群")
    assert not (tmp_path / "files" / "demo").exists()


def test_a_simulated_one_is_made_again(demo_home: Path) -> None:
    store = EmbeddedStore(demo_home)
    try:
        assert not is_taken(store, "demo")
    finally:
        store.close()
    assert PROFILE["simulated"] == "yes"


def test_a_database_with_real_records_is_asked_for_first(juluo: Juluo, tmp_path: Path) -> None:
    address = {"DATABASE_URL": "postgres://op:secret@db.example:5432/real"}
    said = one_sentence(juluo("demo", home=tmp_path / "home", env=address))
    assert "会放进数据库 real（db.example）" in said
    assert "juluo demo --into-database" in said
    assert "secret" not in said
    assert not (tmp_path / "home").exists()


def test_one_made_some_time_ago_says_so_and_how_to_make_another(
    juluo: Juluo, demo_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_made", Mock(return_value=Mock(last=LAST, receipt=None)))
    result = juluo("demo", "--last-day", "2026-12-31", home=demo_copy)
    assert result.exit_code == 0
    assert "到2026-11-19为止，那以后没有人说话" in result.stderr
    assert "juluo demo --again" in result.stderr
    assert "2026年11月19日" in result.stdout


def test_half_of_it_is_known_as_such_and_one_makes_it_at_a_time(tmp_path: Path) -> None:
    assert not unfinished(tmp_path)
    with pytest.raises(OSError), making(tmp_path):  # noqa: PT011, PT012 - whatever stopped it
        with pytest.raises(BeingMadeError), making(tmp_path):
            raise AssertionError
        raise OSError
    assert unfinished(tmp_path)
    with making(tmp_path):
        assert unfinished(tmp_path)
    assert not unfinished(tmp_path)
