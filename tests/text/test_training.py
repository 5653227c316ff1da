"""Weights are made from lines of our own, the same bytes every time, and those that ship are of the lines at hand."""

from pathlib import Path

import numpy as np
import pytest

from juluo.text import weights
from juluo.text.grams import cleaned
from juluo.text.training.lines import digest_of_lines, lists_of, of_moods, own
from juluo.text.training.shipped import acts, moods
from juluo.text.weights import HERE, save

BENCH = Path(__file__).parents[2] / "bench/text"


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(tmp_path / f"{name}.npz", {"zh": moods(fillings=1, bits=10), "en": acts("en", fillings=1, bits=10)})
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_model_keeps_what_it_says_when_saved(tmp_path: Path) -> None:
    made = moods(fillings=2, bits=12)
    save(tmp_path / "kept.npz", {"zh": made})
    lines = cleaned(["这家店真不错", "客服不理人，太失望了", "周五下午开会"])
    assert np.allclose(made.odds(lines), weights.read(tmp_path / "kept.npz")["zh"].odds(lines), atol=0.05)


def test_the_weights_that_ship_were_made_of_the_lines_at_hand() -> None:
    """Whoever changes a line runs `make models`."""
    with np.load(HERE / "acts.npz") as acts_kept, np.load(HERE / "moods.npz") as moods_kept:
        assert str(acts_kept["made_of"]) == str(moods_kept["made_of"]) == digest_of_lines()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_a_measure_is_trained_on(language: str) -> None:
    trained = {line.text.rstrip("?？。!！").lower() for line in own(language)}
    if language == "zh":
        trained |= {line.text.rstrip("?？。!！").lower() for line in of_moods(20)}
    for kind, least in (("questions", 300), ("questions_fresh", 150), ("moods", 120)):
        rows = (BENCH / f"{kind}_{language}.tsv").read_text("utf-8").splitlines()
        measured = {row.split("\t", 1)[1].rstrip("?？。!！").lower() for row in rows}
        assert len(measured) >= least
        assert not trained & measured


def test_lists_of_one_name_are_one_list() -> None:
    lists = lists_of("mood_zh")
    assert {"满意", "靠谱"} <= set(lists["好"])
    assert not set(lists["好"]) & set(lists["坏"])


def test_patterns_are_filled_the_same_way_every_time() -> None:
    once, again = own("zh", 3), own("zh", 3)
    assert once == again
    assert not [line.text for line in once if "{" in line.text or "}" in line.text or "@" in line.text]
