"""How surely somebody is still here, and intervals, as they are said."""

import pytest

from juluo.insights.influence.board import Part
from juluo.insights.influence.words import alive_words, between_words
from juluo.metrics.ranked import Score
from juluo.wording.catalogue import speaker


@pytest.mark.parametrize(
    ("alive", "told", "english"),
    [
        (None, "未知", "unknown"),
        (1.0, "还在（>99%）", "here (>99%)"),
        (0.95, "还在（95%）", "here (95%)"),
        (0.7, "多半还在（70%）", "probably here (70%)"),
        (0.5, "可能要安静了（50%）", "may go quiet (50%)"),
        (0.3, "可能要安静了（30%）", "may go quiet (30%)"),
        (0.29, "多半不来了（29%）", "probably gone (29%)"),
        (0.0, "多半不来了（0%）", "probably gone (0%)"),
    ],
)
def test_a_chance_is_a_word_with_its_number(alive: float | None, told: str, english: str) -> None:
    assert (alive_words(alive, speaker("zh")), alive_words(alive, speaker("en"))) == (told, english)


def test_intervals_are_written_as_each_language_does() -> None:
    one = Score(0.5, 0.25, 0.75, 1, 1, 3)
    assert between_words(Part.THANKED, one, speaker("zh")) == "25%～75%"
    assert between_words(Part.THANKED, one, speaker("en")) == "25% to 75%"
    assert between_words(Part.REACH, Score(9, 4.4, 12.6, 1, 1, 3), speaker("en")) == "4 to 13"
