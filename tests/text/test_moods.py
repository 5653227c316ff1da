"""Moods of made-up lines."""

import pytest

from juluo.text.moods import Tone, moods


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("新版相册真不错，非常满意", Tone.POSITIVE),
        ("客服态度恶劣，太让人失望了", Tone.NEGATIVE),
        ("周五下午三点在二号会议室", Tone.NEUTRAL),
        ("this is awesome, great work", Tone.POSITIVE),
        ("this is terrible, i hate it", Tone.NEGATIVE),
        ("the meeting is in room two", Tone.NEUTRAL),
        ("👍👍", Tone.POSITIVE),
    ],
)
def test_a_plain_mood_is_decided(text: str, tone: Tone) -> None:
    assert moods([text])[0].decided == tone
