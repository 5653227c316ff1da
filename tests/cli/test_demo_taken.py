"""A real community that happens to be called demo is nobody's stage."""

from datetime import UTC, datetime
from pathlib import Path

from cli_words import Juluo, one_sentence

from juluo.demo.notices import PROFILE
from juluo.demo.taken import is_taken
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
