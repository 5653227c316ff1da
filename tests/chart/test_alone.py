"""Charts that leave their page: colours worked out, drawn as PNG by what is installed here."""

import re
import struct
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as some

from juluo.chart.inks import Theme, drawing_sheet, inks
from juluo.chart.spec import Bar, Bars, Course, Tone
from juluo.chart.svg import alone, bars_svg, course_svg
from juluo.chart.svg.alone import NoTypeError, chart_png, standing_alone

THEMES: tuple[Theme, ...] = ("light", "dark")
BARS = Bars(
    ("频道", "消息", "上周四"), (Bar("答疑群", 812, "812", "496", Tone.GOOD), Bar("一群", 3, "3", "9")), "两个频道"
)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_colours_are_worked_out_as_browsers_do() -> None:
    # What Chromium paints for these on a canvas.
    assert inks("light")["--warm"] == "#da6912"
    assert inks("light")["--good"] == "#006d4f"
    assert inks("dark")["--bad"] == "#f6838c"
    assert inks("dark")["--paper"] == "#161311"


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_of_the_sheet_is_known_and_nothing_is_left_to_work_out(theme: Theme) -> None:
    told = set(re.findall(r"(--[\w-]+): light-dark", (files("juluo.chart") / "tokens.css").read_text("utf-8")))
    assert told <= inks(theme).keys()
    sheet = drawing_sheet(theme)
    assert not re.search(r"oklch|light-dark|var\(|color-mix|:is|@|/\*", sheet)
    classes = set(re.findall(r"\.([a-z][\w-]*)", (files("juluo.chart") / "charts.css").read_text("utf-8")))
    assert classes - set(re.findall(r"\.([a-z][\w-]*)", sheet)) == set()


def test_shades_lie_between_paper_and_ink() -> None:
    shades = [re.search(rf"\.h{step} {{ fill: (#\w+)", drawing_sheet("light")) for step in range(1, 6)]
    lightness = [channels(one[1]) for one in shades if one]
    assert lightness == sorted(lightness, reverse=True)
    assert channels(inks("light")["--ink"]) < lightness[-1] < lightness[0] < channels(inks("light")["--sheet"])


def test_a_standing_picture_carries_its_own_colours() -> None:
    drawn = standing_alone(bars_svg(BARS))
    assert drawn.count("<style>") == 1
    assert f".c-dot.good, .c-bar.good {{ fill: {inks('light')['--good']}; }}" in drawn


@pytest.mark.parametrize("theme", THEMES)
def test_a_chart_is_drawn_twice_as_dense_with_title_and_note(theme: Theme) -> None:
    plain = chart_png(bars_svg(BARS), theme)
    titled = chart_png(bars_svg(BARS), theme, title="消息最多的频道", note="2026-11-19")
    assert size(titled)[0] == size(plain)[0] > 2 * 600
    assert size(titled)[1] > size(plain)[1]
    assert len(titled) < 200_000
    assert chart_png(bars_svg(BARS), "light") != chart_png(bars_svg(BARS), "dark")


@given(name=some.text(some.characters(codec="utf-8"), max_size=30))
def test_whatever_a_channel_is_called_the_picture_is_drawn(name: str) -> None:
    hostile = Bars(("频道", "消息", "上周四"), (Bar(name, 1, "1"),), name)
    assert size(chart_png(bars_svg(hostile), title=name, note=name, scale=0.25))


def test_a_name_reads_no_file() -> None:
    """What a name says is words: an image of a file, an entity or a style stays what was written."""
    written = '<image href="/etc/hostname" width="9" height="9"/>'
    one = chart_png(bars_svg(Bars(("a", "b", "c"), (Bar(written, 1, "1"),), written)))
    other = chart_png(
        bars_svg(Bars(("a", "b", "c"), (Bar(written.replace("hostname", "nosuchfi"), 1, "1"),), written))
    )
    assert size(one) == size(other)
    assert "&lt;image" in bars_svg(Bars(("a", "b", "c"), (Bar(written, 1, "1"),), written))


def test_without_chinese_type_nothing_is_drawn_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "_drawn", lambda *_: b"the same box")
    alone.writes_chinese.cache_clear()
    with pytest.raises(NoTypeError):
        chart_png(bars_svg(BARS))
    alone.writes_chinese.cache_clear()


def test_a_course_has_its_own_line_and_band() -> None:
    course = Course(("11-01", "11-02"), (1, 2), ("1", "2"), ((0, 3), (0, 3)), (), "", None, 1, (), Tone.GOOD, "走势")
    assert size(chart_png(course_svg(course)))[0] > 1000
