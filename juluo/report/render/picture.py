"""The report's head as a picture for a group chat (长图): a town at night over two sentences and eight headlines.

900 wide, body at least 30 pixels, captions 26: read on a phone without being opened. Numbers and channels only; nobody
is named or quoted, whatever the report itself shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from juluo.chart.inks import drawing_sheet, inks
from juluo.chart.svg import plan_svg
from juluo.chart.svg.alone import NoTypeError, png
from juluo.chart.svg.element import element, picture, text
from juluo.report.daily import Line, Report, Span, Tile, TileRow
from juluo.report.render.chat import needed, waiting
from juluo.report.render.setting import broken, measured, text_line
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import short_date, whole
from juluo.wording.sentence import Sentence, ToldError, told

_WIDTH, _SIDE = 900.0, 62.0
_INNER = _WIDTH - 2 * _SIDE
_ZOOM = 26 / 12  # the plan's own captions come out at 26 pixels
_COLUMN = _INNER / 2
_CELL = _COLUMN - 34
_LARGEST, _SMALLEST = 84.0, 48.0
NO_TYPE: Sentence = told("这台机器没有中文字体，画不了图：请装一套（Debian、Ubuntu 上是 fonts-noto-cjk），再来一次。")
_SHEET = """
svg text {{ font-family: {sans}; font-size: 30px; fill: {ink} }}
.night {{ fill: {night} }} .wash {{ fill: {wash} }} .paper {{ fill: {paper} }}
.rule {{ fill: {rule} }} .hair {{ fill: {line} }} .lamp {{ fill: {lamp} }} .moon {{ fill: {moon} }}
.name {{ font-family: {song}; font-size: 34px; font-weight: 700; fill: {moon}; letter-spacing: 2px }}
.day {{ font-size: 28px; fill: {moon2} }} .key {{ font-size: 26px; fill: {moon3} }}
.title {{ font-family: {song}; font-size: {title}px; font-weight: 700; fill: {moon} }}
.lead {{ font-family: {song}; font-size: 38px }}
.part {{ font-family: {song}; font-size: 38px; font-weight: 700 }}
.said {{ font-size: 30px; fill: {ink2} }} .small {{ font-size: 26px; fill: {ink3} }}
.lab {{ font-size: 30px; fill: {ink2} }}
.value {{ font-family: {song}; font-size: 68px }} .unit {{ font-size: 30px; fill: {ink2} }}
.seal {{ font-family: {song}; font-size: 34px; font-weight: 700; fill: {seal} }}
.frame {{ fill: none; stroke: {seal}; stroke-width: 4 }}
.badge {{ fill: none; stroke: {mark}; stroke-width: 2; stroke-dasharray: 6 4 }}
.strong {{ font-weight: 700 }}
.good {{ fill: {good}; font-weight: 700 }} .bad {{ fill: {bad}; font-weight: 700 }}
.maybe {{ fill: {ink}; font-weight: 700 }}
.none, .few {{ fill: {ink3} }}
"""
_MARK = (
    "M0 0h9v6H0zM11 0h5v6h-5zM18 0h6v9h-6zM0 8h5v8H0zM19 11h5v6h-5zM0 18h8v6H0zM10 19h7v5h-7zM19 19h5v5h-5z",
    "M8.6 9h6.8v6.8H8.6z",
)


class NoPictureError(ToldError):
    """No picture can be drawn here; the sentence says what is missing."""


@dataclass(slots=True)
class _Sheet:
    """What is drawn so far, and how far down it reaches."""

    say: Say
    lang: str
    down: float = 0.0
    drawn: list[str] = field(default_factory=list)

    def put(self, *elements: str) -> None:
        self.drawn.extend(elements)

    def lines(
        self, line: Line, cls: str, size: float, step: float, *, at: float = _SIDE, room: float = _INNER
    ) -> None:
        """Words from here on downward."""
        for one in broken(line, room, size):
            self.down += step
            self.put(text_line(one, at, self.down - step * 0.3, cls))

    def bar(self, cls: str, height: float) -> None:
        self.put(element("rect", cls=cls, x=_SIDE, y=self.down, width=_INNER, height=height))
        self.down += height


def report_png(report: Report) -> bytes:
    """The picture as PNG. Raises NoPictureError where no Chinese type is installed."""
    try:
        return png(report_svg(report), drawing_sheet("dark") + _sheet(report))
    except NoTypeError as error:
        raise NoPictureError(NO_TYPE) from error


def report_svg(report: Report) -> str:
    """The picture before it is drawn; its sheet comes beside it."""
    lang = "en" if report.lang.startswith("en") else "zh"
    sheet = _Sheet(speaker(lang), lang)
    _night(sheet, report)
    night = sheet.down
    _day(sheet, report)
    day = sheet.down
    _foot(sheet, report)
    ground = (
        element("rect", cls="paper", width=_WIDTH, height=sheet.down),
        element("rect", cls="night", width=_WIDTH, height=night),
        element("rect", cls="wash", y=day, width=_WIDTH, height=sheet.down - day),
    )
    label = f"{report.community} {report.title} {report.dateline}"
    return picture("long", label, _WIDTH, sheet.down, "".join([*ground, *sheet.drawn]))


def _night(sheet: _Sheet, report: Report) -> None:
    """The community's name, how many spoke, the town with its windows lit."""
    scaled = f"translate({_SIDE} 44) scale(1.667)"
    sheet.put(element("path", cls="moon", d=_MARK[0], transform=scaled))
    sheet.put(element("path", cls="lamp", d=_MARK[1], transform=scaled))
    room = _INNER - 56 - measured(report.dateline, 28) - 24
    for one in broken((Span(report.community),), max(room, 200), 36)[:1]:
        sheet.put(text_line(one, _SIDE + 56, 76, "name"))
    sheet.put(text(report.dateline, _WIDTH - _SIDE, 74, cls="day", anchor="end"))
    sheet.down = 44 + 40 + 36
    title = _title(sheet.say, sheet.lang, report)
    size = _title_size(title)
    for words in title:
        sheet.lines((Span(words),), "title", size, size * 1.28)
    if report.plan and any(quarter.squares for quarter in report.plan.quarters):
        sheet.down += 34
        _town(sheet, report)
    sheet.down += 44


def _title_size(title: tuple[str, ...]) -> float:
    """As large as its lines allow."""
    return max(min(_LARGEST, *(_INNER / measured(words, 1, strong=True) for words in title)), _SMALLEST)


def _title(say: Say, lang: str, report: Report) -> tuple[str, ...]:
    day = short_date(report.first, lang)
    if report.last != report.first:
        day = say("{first}～{last}", first=day, last=short_date(report.last, lang))
    if report.plan is None:
        return day, report.title
    people = sum(len(quarter.squares) for quarter in report.plan.quarters)
    if not people:
        return day, say("没有人说话")
    return say("{day}，", day=day), say("{n}人在这里说话", n=whole(people))


def _town(sheet: _Sheet, report: Report) -> None:
    if report.plan is None:
        return
    drawn = plan_svg(report.plan, width=_INNER / _ZOOM, height=236)
    head, _, inner = drawn.partition(">")
    height = float(head.split(' height="')[1].split('"')[0]) * _ZOOM
    sheet.put(
        element("g", inner.removesuffix("</svg>"), transform=f"translate({_SIDE} {sheet.down:.1f}) scale({_ZOOM:.4f})")
    )
    sheet.down += height + 46
    key = sheet.say("一格一人，越亮说得越多")
    sheet.put(text(key, _SIDE, sheet.down, cls="key"))
    new = sum(square.new for quarter in report.plan.quarters for square in quarter.squares)
    if new:
        words = sheet.say("第一次开口，{n}人", n=whole(new))
        at = min(_SIDE + measured(key, 26) + 36, _WIDTH - _SIDE - measured(words, 26) - 28)
        sheet.put(element("rect", cls="lamp", x=at, y=sheet.down - 20, width=18, height=18, rx=2))
        sheet.put(text(words, at + 28, sheet.down, cls="key"))


def _day(sheet: _Sheet, report: Report) -> None:
    """The sentences, what must be known before the numbers, the headlines, who waits."""
    sheet.down += 34
    for _, line in report.lead:
        sheet.lines(line, "lead", 38, 62)
        sheet.down += 14
    for line in report.notices:
        top = sheet.down + 14
        sheet.down += 10
        sheet.lines(line, "said", 30, 50, at=_SIDE + 26, room=_INNER - 26)
        sheet.put(element("rect", cls="rule", x=_SIDE, y=top, width=4, height=sheet.down - top))
        sheet.down += 8
    for row in report.tiles:
        if known := tuple(tile for tile in row.tiles if not tile.missing):
            _tiles(sheet, replace(row, tiles=known))
    told = [sheet.say("在等：{what}", what=words) for words in waiting(report)]
    for words in (*told, *(sheet.say("成员需要：{what}", what=words) for words in needed(report))):
        sheet.down += 40
        sheet.bar("rule", 4)
        sheet.down += 12
        sheet.lines((Span(words),), "said", 30, 52)
    sheet.down += 48


def _tiles(sheet: _Sheet, row: TileRow) -> None:
    sheet.down += 46
    sheet.bar("rule", 4)
    sheet.down += 54
    sheet.put(text(row.name, _SIDE, sheet.down, cls="part"))
    told_at = _SIDE + measured(row.name, 38, strong=True) + 20
    for one in broken((Span(row.told),), _WIDTH - _SIDE - told_at, 26)[:1]:
        sheet.put(text_line(one, told_at, sheet.down, "small"))
    sheet.down += 18
    for pair in _in_pairs(row.tiles):
        sheet.bar("hair", 2)
        top = sheet.down
        ends = [_tile(sheet, tile, _SIDE + at * (_COLUMN + 17), top) for at, tile in enumerate(pair)]
        sheet.down = max(ends) + 18
        sheet.put(element("rect", cls="hair", x=_SIDE + _COLUMN - 8, y=top, width=2, height=sheet.down - top))
    sheet.bar("hair", 2)


def _in_pairs(tiles: tuple[Tile, ...]) -> Iterable[tuple[Tile, ...]]:
    edges = [*range(0, len(tiles), 2), len(tiles)]
    return (tiles[start:end] for start, end in pairwise(edges))


def _tile(sheet: _Sheet, tile: Tile, left: float, top: float) -> float:
    """One headline; how far down it reaches."""
    sheet.down = top + 8
    room = _CELL - (17 if left > _SIDE else 0)
    sheet.lines((Span(tile.name),), "lab", 30, 46, at=left, room=room)
    sheet.down += 76
    sheet.put(text(tile.value, left, sheet.down - 12, cls="value"))
    if tile.unit:
        sheet.put(text(tile.unit, left + measured(tile.value, 68) + 12, sheet.down - 12, cls="unit"))
    change = (Span(f" {tile.change}"),) if tile.change else ()
    sheet.lines((tile.verdict, *change), "said", 30, 44, at=left, room=room)
    return sheet.down


def _foot(sheet: _Sheet, report: Report) -> None:
    """By whom and from what; whether it is a simulation, whether it is signed."""
    sheet.down += 40
    room = _INNER
    if report.seal:
        room -= _seal(sheet, report.seal) + 40
    if report.simulated:
        badge = sheet.say("模拟数据")
        wide = measured(badge, 26) + 24
        sheet.put(element("rect", cls="badge", x=_SIDE, y=sheet.down, width=wide, height=42, rx=3))
        sheet.put(text(badge, _SIDE + 12, sheet.down + 30, cls="small"))
        sheet.down += 54
    for line in report.footer[:1]:
        sheet.lines(line, "small", 26, 42, room=room)
    sheet.lines((Span(sheet.say("聚落制图")),), "small", 26, 42, room=room)
    sheet.down += 44


def _seal(sheet: _Sheet, lines: tuple[str, ...]) -> float:
    """The seal, tilted, at the right; how wide it is."""
    wide = max(measured(line, 34, strong=True) for line in lines) + 36
    left, top = _WIDTH - _SIDE - wide, sheet.down - 8
    inner = element("rect", cls="frame", x=left, y=top, width=wide, height=28 + 44 * len(lines), rx=8)
    for at, line in enumerate(lines):
        inner += text(line, left + wide / 2, top + 46 + 44 * at, cls="seal", anchor="middle")
    sheet.put(element("g", inner, transform=f"rotate(-6 {left + wide / 2:.1f} {top + 58:.1f})"))
    return wide


def _sheet(report: Report) -> str:
    day, night = inks("light"), inks("dark")
    lang = "en" if report.lang.startswith("en") else "zh"
    return _SHEET.format(
        title=_title_size(_title(speaker(lang), lang, report)),
        sans=day["--sans"],
        song=day["--song"],
        **{name: day[f"--{name}"] for name in ("ink", "wash", "paper", "rule", "line", "mark", "good", "bad")},
        ink2=day["--ink-2"],
        ink3=day["--ink-3"],
        seal=day["--warm-text"],
        night=night["--paper"],
        moon=night["--ink"],
        moon2=night["--ink-2"],
        moon3=night["--ink-3"],
        lamp=night["--warm"],
    )
