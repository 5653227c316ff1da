"""可能 beside an interval across 0 says that only 80 % stand behind it; beside another one it has another reason."""

from dataclasses import dataclass
from datetime import date
from typing import cast

import pytest

from juluo.insights.effects.effect import Gain
from juluo.insights.effects.words import word
from juluo.ledger.period import Period
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Measured, metrics
from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Change, Verdict
from juluo.report.figures import interval_words
from juluo.report.scene import Scene
from juluo.wording.catalogue import speaker

DAY = Period(date(2026, 11, 19), date(2026, 11, 19))


@dataclass
class Spoken:
    """As much of a scene as words need."""

    lang: str = "zh"

    def say(self, sentence: str, **told: object) -> str:
        return speaker(self.lang)(sentence, **told)


def change(low: float, verdict: Verdict) -> Change:
    return Change(8.0, Interval(low, 45.0), verdict)


@pytest.mark.parametrize(
    ("low", "verdict", "words"),
    [
        (-2.0, Verdict.MAYBE, "−2～+45，只过了80%"),
        (0.0, Verdict.MAYBE, "0～+45，只过了80%"),
        (6.0, Verdict.MAYBE, "+6～+45"),
        (-2.0, Verdict.NO_CHANGE, "−2～+45"),
    ],
)
def test_an_interval_across_0_tells_why_it_is_perhaps(low: float, verdict: Verdict, words: str) -> None:
    found = change(low, verdict)
    reading = Reading(metrics()["active_members"], DAY, Measured(20.0), 12.0, 12.0, found, complete=True)
    assert interval_words(cast("Scene", Spoken()), reading, found.interval) == words


def test_so_does_an_effect() -> None:
    say = speaker("zh")
    perhaps = Gain(DAY, 20.0, 12.0, change(-2.0, Verdict.MAYBE), None, None)
    assert word(Verdict.MAYBE, perhaps, say) == "可能上升，只过了80%"
    assert word(Verdict.MAYBE, Gain(DAY, 20.0, 12.0, change(1.0, Verdict.MAYBE), None, None), say) == "可能上升"
