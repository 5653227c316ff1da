"""The mood of a community: told only of what was read, corrected for how the models err, never of a person."""

from pathlib import Path

import numpy as np
import pytest
from lines import AN, BO, CEN, Opened, line, on, open_from

from juluo.intake.analysis import analyse
from juluo.metrics.feedback import sentiment
from juluo.metrics.feedback.mood_accuracy import BY_LANGUAGE, COUNTED, Counted
from juluo.metrics.feedback.sentiment import net_mood
from juluo.metrics.prevalence import Accuracy, corrected
from juluo.metrics.sample import ByMember
from juluo.metrics.verdict import Verdict
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View
from juluo.text.moods import VERSION, Tone, moods

BENCH = Path(__file__).parents[2] / "bench/text"
GLAD, SORE, PLAIN = "太好用了，非常满意！", "客服态度恶劣，太让人失望了！", "周五下午三点开会"
TONES = {"+": Tone.POSITIVE, "-": Tone.NEGATIVE}


def said(day: str, glad: int, sore: int, plain: int) -> list[dict[str, object]]:
    """So many messages of each mood by three members, one a minute."""
    texts = [GLAD] * glad + [SORE] * sore + [PLAIN] * plain
    return [
        line(f"{day}T10:{number:02d}:00", (AN, BO, CEN)[number % 3], text=f"{text}{number}")
        for number, text in enumerate(texts)
    ]


def read(ledger: Opened, *days: list[dict[str, object]]) -> View:
    """A town whose messages were read after their import."""
    view = ledger([*open_from("2026-03-01", "2026-03-31"), *(one for day in days for one in day)])
    store = EmbeddedStore(view.snapshot.folder.parent)
    analyse(store, view.community, processes=1)
    store.close()
    return ledger()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_accuracy_is_what_the_models_that_ship_do(language: str) -> None:
    """Whoever trains the models anew counts anew: `python bench/text/polarity.py --chat`."""
    assert COUNTED == VERSION
    rows = [row.split("\t", 1) for row in (BENCH / f"moods_{language}.tsv").read_text("utf-8").splitlines()]
    told = [mood.decided for mood in moods([text for _, text in rows])]
    for mark, counted in (("+", BY_LANGUAGE[language].glad), ("-", BY_LANGUAGE[language].annoyed)):
        hit = [tone is TONES[mark] for (_, _), tone in zip(rows, told, strict=True)]
        of_mood = [found for (given, _), found in zip(rows, hit, strict=True) if given == mark]
        others = [not found for (given, _), found in zip(rows, hit, strict=True) if given != mark]
        assert counted == Counted(sum(of_mood), len(of_mood), sum(others), len(others))


def test_the_net_share_is_corrected_for_the_models_errors(ledger: Opened) -> None:
    """Of 40 messages 12 are told to be glad, 4 annoyed and 24 neither way: more are, as the model misses some."""
    view = read(ledger, said("2026-03-10", 12, 4, 24))
    reading = on(view, "sentiment", "2026-03-10")
    told, measured = BY_LANGUAGE["zh"], reading.measured
    glad, annoyed = corrected(12 / 40, told.glad.accuracy), corrected(4 / 40, told.annoyed.accuracy)
    assert measured.parts == {
        "glad": pytest.approx(glad), "annoyed": pytest.approx(annoyed), "undecided": 24 / 40, "read": 1.0
    }  # fmt: skip
    assert measured.value == pytest.approx(glad - annoyed)
    assert measured.n == 40
    assert measured.estimated
    assert measured.interval is not None
    assert measured.interval.low < glad - annoyed < measured.interval.high
    assert isinstance(measured.sample, ByMember)
    assert net_mood(np.array([measured.sample.did]))[0] == pytest.approx(measured.value)


def test_what_was_not_read_is_unknown(ledger: Opened) -> None:
    lines = said("2026-03-10", 12, 4, 24)
    view = ledger([*open_from("2026-03-01", "2026-03-31"), *lines])
    before = on(view, "sentiment", "2026-03-10")
    assert (before.value, before.verdict) == (None, Verdict.UNKNOWN)
    assert "还没有读过" in before.measured.reason
    assert on(read(ledger, lines), "sentiment", "2026-03-10").value is not None
    later = ledger([line("2026-03-10T23:00:00", AN, text="刚发的")])
    assert "还没有全部读过" in on(later, "sentiment", "2026-03-10").measured.reason


def test_another_version_of_the_models_is_not_taken_for_the_one_measured(
    ledger: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = read(ledger, said("2026-03-10", 12, 4, 24))
    monkeypatch.setattr(sentiment, "COUNTED", "moods-0-another")
    measured = on(view, "sentiment", "2026-03-10").measured
    assert measured.value is None
    assert "另一版" in measured.reason


def test_few_messages_tell_no_mood(ledger: Opened) -> None:
    measured = on(read(ledger, said("2026-03-10", 5, 1, 10)), "sentiment", "2026-03-10").measured
    assert (measured.value, measured.n) == (None, 16)
    assert "30" in measured.reason


def test_few_labelled_lines_widen_the_interval() -> None:
    few, many = Counted(27, 50, 129, 130), Counted(2700, 5000, 12900, 13000)
    assert few.accuracy == many.accuracy == Accuracy(0.54, 129 / 130)
    assert few.doubt(0.3) > 50 * many.doubt(0.3) > 0
    assert Counted(30, 30, 90, 90).doubt(0.3) > 0
