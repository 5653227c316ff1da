"""The report's head as a picture for group chats: what it says, that it fits, that it names nobody."""

import re
import struct
from dataclasses import replace

import pytest
from hostile_words import HOSTILE, poisoned
from hypothesis import given
from hypothesis import strategies as some
from sample_report import sample_report

from juluo.chart.svg import alone
from juluo.chart.svg.element import spoken
from juluo.report.daily import Span
from juluo.report.render.picture import NoPictureError, report_png, report_svg
from juluo.report.render.setting import broken, measured

_HANGING = "，。、；：？！）》」』】”’…～％%,.;:?!)]}°（《「『【“‘([{ "
MOST_BYTES = 2 * 1024 * 1024  # what a group robot of WeCom takes


def size(content: bytes) -> tuple[int, int]:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def said(svg: str) -> str:
    return re.sub(r"<title>.*?</title>|<[^>]*>", "", svg)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_900_wide_and_light_enough_for_a_group(lang: str) -> None:
    content = report_png(sample_report(lang))
    width, height = size(content)
    assert width == 900
    assert 1200 < height < 4000
    assert len(content) < MOST_BYTES / 4


def test_it_says_who_spoke_and_how_it_went() -> None:
    report = sample_report("zh")
    told = said(report_svg(report))
    assert "11月19日，296人在这里说话" in told
    for _, line in report.lead:
        assert "".join(span.words for span in line).replace(" ", "") in told.replace(" ", "")
    assert "模拟数据" in told


def test_a_headline_that_nobody_knows_is_left_out() -> None:
    report = sample_report("zh")
    unknown = [tile for row in report.tiles for tile in row.tiles if tile.missing]
    assert unknown
    assert not any(tile.missing in said(report_svg(report)) for tile in unknown)


def test_nobody_is_named_or_quoted() -> None:
    """Names and words of members stand in quotes, folds and tables of a report: none of those is drawn."""
    report = sample_report("zh")
    without = replace(
        report, sections=tuple(replace(one, blocks=()) for one in report.sections if one.key != "feedback")
    )
    kept = replace(report, sections=tuple(one for one in report.sections if one.key != "feedback"))
    assert report_svg(without) == report_svg(kept)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_drawn_as_words(words: str) -> None:
    svg = report_svg(poisoned(sample_report("zh"), words))
    assert not re.search(r"<(?!/?(svg|g|path|rect|text|tspan|title)\b)[a-zA-Z/!]", svg)
    assert not re.search(r'\s(on\w+|href|xlink:href|style)="', svg)


def test_the_most_hostile_picture_is_still_a_picture() -> None:
    assert size(report_png(poisoned(sample_report("zh"), "".join(HOSTILE))))[0] == 900


def test_a_seal_stands_on_a_signed_one() -> None:
    signed = replace(sample_report("zh"), seal=("青禾", "签发"))
    assert said(report_svg(signed)).count("签发") == 1
    assert "签发" not in said(report_svg(sample_report("zh")))


def test_an_empty_day_is_told_too() -> None:
    report = replace(sample_report("zh"), plan=None, tiles=())
    assert "运营日报" in said(report_svg(report))
    assert size(report_png(report))[0] == 900


def test_without_chinese_type_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "writes_chinese", lambda: False)
    with pytest.raises(NoPictureError) as refused:
        report_png(sample_report("zh"))
    assert "fonts-noto-cjk" in refused.value.sentence


@given(words=some.text(some.characters(codec="utf-8"), max_size=60), room=some.floats(200, 800))
def test_lines_keep_their_room_and_lose_no_word(words: str, room: float) -> None:
    lines = broken((Span(words),), room, 30)
    assert "".join("".join(span.words for line in lines for span in line).split()) == "".join(spoken(words).split())
    # Signs that may not begin a line hang out of it rather than go down alone.
    assert all(measured("".join(span.words for span in line).rstrip(_HANGING), 30) <= room for line in lines)


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    for room in range(90, 400, 7):
        lines = broken((Span("一半提问要等38分钟以上，明显变慢（+4～+31），还有2个没人答。"),), room, 30)
        starts, ends = [line[0].words[0] for line in lines], [line[-1].words[-1] for line in lines]
        assert not set(starts) & set("，。）～")
        assert not set(ends) & set("（")
