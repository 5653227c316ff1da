"""What the page of components shows in its parts: 模拟数据, in every state that a part has."""

from juluo.chart.spec import Sparkline, Tone
from juluo.metrics.metric import metrics
from juluo.report.daily import EntryLine, Span, Tile, TileRow
from juluo.shell.page import NAV_WORDS, Nav, Section
from juluo.web.search.place import Kind, Place
from juluo.wording.catalogue import Say, capital

_WEEK = (61.0, 74.0, 78.0, 83.0, 79.0, 70.0, 52.0)
_ROOM = 12.0


def sample_sections(say: Say) -> tuple[Section, ...]:
    """Where one is, where one can go, and where this role can't."""
    states = ((Nav.TODAY, "/", True), (Nav.REPORTS, "/", False), (Nav.MEMBERS, "", False))
    return tuple(Section(nav, capital(say(NAV_WORDS[nav])), "", url, here) for nav, url, here in states)


def sample_places(say: Say) -> tuple[Place, ...]:
    """A place to go, one with a note, one whose name is members' own words, and a deed."""
    return (
        Place(Kind.PAGE, capital(say(NAV_WORDS[Nav.METRICS])), "/"),
        Place(Kind.DEED, say("写最近一份日报"), "/", "2026-11-19"),
        Place(Kind.COMMUNITY, "<b>qinghe</b>", "/", theirs=True),
        Place(Kind.DEED, say("暗色"), "/settings/face", field=("theme", "dark")),
    )


def sample_tiles(say: Say, lang: str) -> TileRow:
    """One tile for each verdict there is, and one without data."""
    told = (
        ("active_members", "296", Tone.GOOD, "↑ ", "明显上升", "+75"),
        ("questions_asked", "41", Tone.BAD, "↓ ", "明显下降", "−18"),
        ("messages", "1,842", Tone.MAYBE, "↑ ", "可能上升", "+160"),
        ("unanswered_questions", "7", Tone.NONE, "", "看不出变化", "+2"),
        ("newcomers_answered", "4/7", Tone.FEW, "", "数据太少", ""),
    )
    tiles = tuple(_tile(say, lang, one) for one in told)
    unknown, why = capital(say("未知")), say("还没有记录")
    missing = Tile("csat", _title("csat", lang), "", unknown, "", "", Span(""), "", (), why)
    return TileRow(say("模拟数据"), "", (*tiles, missing))


def _tile(say: Say, lang: str, told: tuple[str, str, Tone, str, str, str]) -> Tile:
    key, value, tone, arrow, verdict, change = told
    title = _title(key, lang)
    words = Span(arrow + capital(say(verdict)), tone)
    return Tile(key, title, "", value, "", "", words, change, (), spark=_spark(tone, title))


def _title(key: str, lang: str) -> str:
    metric = metrics()[key]
    return metric.title if lang == "zh" else metric.title_en


def _spark(tone: Tone, label: str) -> Sparkline:
    days = range(28)
    values = tuple(None if day == 9 else _WEEK[day % 7] + (day * 37) % 11 - 5 for day in days)
    band = tuple((_WEEK[day % 7] - _ROOM, _WEEK[day % 7] + _ROOM) for day in days)
    last = values[-1] or 0.0
    return Sparkline(values, band, ring=20, whisker=(last - 6, last + 6), tone=tone, label=label)


def sample_entries(say: Say) -> tuple[EntryLine, ...]:
    """A message, and somebody's first."""
    words = say("模拟数据")
    return EntryLine(1, "09:12", "An", "#1", words), EntryLine(2, "09:14", "<b>Mei</b>", "", words, new=True)
