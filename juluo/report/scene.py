"""What the sections of a report are written from: one community, one period, its readings, and a language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from juluo.insights.anomalies.alarm import Alarm
from juluo.insights.anomalies.alarms import alarms
from juluo.insights.causes.explain import causes
from juluo.insights.causes.part import Causes
from juluo.insights.headline import Tile, headline
from juluo.ledger.entry import Account, Entry
from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Grain, Period, zone_named
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import metrics, unseen
from juluo.metrics.reading import Reading, read
from juluo.metrics.windows import ripening
from juluo.report.daily import EntryLine, Fold, Line, Span
from juluo.report.moves import Move, moves
from juluo.store.forget import words_since
from juluo.store.view import View
from juluo.wording.catalogue import Say, in_a_row, speaker
from juluo.wording.numbers import last_four_weekdays, last_weekday, long_date, long_range, short_date, waited, weekday

SHOWN = 20
MANY = 100_000
_LONGEST = 240


@dataclass
class Scene:
    """One report under way. Readings are taken once and shared by the sections.

    A `nameless` one is for who may see numbers and not members: nobody is named in it.
    """

    view: View
    period: Period
    grain: Grain
    lang: str
    now: datetime
    with_ids: bool = False
    nameless: bool = False
    _readings: dict[tuple[str, Period], Reading] = field(default_factory=dict)
    _causes: dict[tuple[str, Period], Causes] = field(default_factory=dict)

    @cached_property
    def say(self) -> Say:
        return speaker(self.lang)

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone_named(self.view.calendar.zone)

    def told_in(self, lang: str, *, nameless: bool) -> "Scene":
        """The same for another reader: what was read and found out is shared, only the words are new."""
        other = replace(self, lang=lang, nameless=nameless)
        found = ("zone", "moves", "tiles", "_corrected", "alarms")
        other.__dict__.update({name: value for name, value in self.__dict__.items() if name in found})
        return other

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """How many spoke in each channel, before and now."""
        return moves(self.view, self.period)

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """The page's headlines, their verdicts corrected together."""
        return headline(self.view, self.period, self._taken)

    @cached_property
    def _corrected(self) -> dict[tuple[str, Period], Reading]:
        """What the headlines judge, with the verdict that is left of it: everywhere in the report the same word."""
        return {
            (tile.judged.metric.name, tile.judged.period): replace(
                tile.judged, change=replace(tile.judged.change, verdict=tile.verdict)
            )
            for tile in self.tiles
        }

    def corrected(self, reading: Reading) -> Reading:
        """The reading with the word that the page leaves it."""
        return self._corrected.get((reading.metric.name, reading.period), reading)

    def reading(self, name: str) -> Reading:
        return self._reading(name, self.period)

    def weekly(self, name: str) -> Reading:
        """A reading over the days whose questions have had their 24 hours by the period's end."""
        return self._reading(name, ripening(self.period))

    def _reading(self, name: str, period: Period) -> Reading:
        return self._corrected.get((name, period)) or self._taken(name, period)

    def _taken(self, name: str, period: Period) -> Reading:
        if (name, period) not in self._readings:
            self._readings[name, period] = read(self.view, metrics()[name], [period])[0]
        return self._readings[name, period]

    def causes(self, reading: Reading) -> Causes:
        """Why a reading changed; found once, told in the lead, the headlines and section 2."""
        key = reading.metric.name, reading.period
        if key not in self._causes:
            self._causes[key] = causes(self.view, reading)
        return self._causes[key]

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """What was unusual in the period."""
        return alarms(self.view, self.period)

    def series(
        self, name: str, period: Period, over: Callable[[Period], Period] = lambda day: day
    ) -> dict[date, float | None]:
        """A metric's value on each day that exports tell of; `over`: the days that one day's value is of."""
        days = [(day, over(Period(day, day))) for day in period.days]
        known = [(day, window) for day, window in days if self.view.coverage.holds(window)]
        if not known or unseen(metrics()[name], self.view.coverage.sights):
            return {}
        measured = metrics()[name].measure(self.view, [window for _, window in known])
        return {day: one.value for (day, _), one in zip(known, measured, strict=True)}

    # words for the period

    def by_grain(self, day: str, week: str, month: str, **values: object) -> str:
        """The one of three sentences that fits a day, a week or a month."""
        return self.say({Grain.DAY: day, Grain.WEEK: week, Grain.MONTH: month}[self.grain], **values)

    def line(self, sentence: str, **values: object) -> Line:
        """A sentence some of whose places are spans: they keep their tone, the words between them are plain."""
        marked = {name: f"\0{name}\0" if isinstance(value, Span) else value for name, value in values.items()}
        spans: list[Span] = []
        for nth, words in enumerate(self.say(sentence, **marked).split("\0")):
            toned = values[words] if nth % 2 else Span(words)
            if isinstance(toned, Span) and toned.words:
                spans.append(toned)
        return tuple(spans)

    def in_a_row(self, *sentences: str) -> str:
        return in_a_row(self.lang, *sentences)

    @property
    def period_name(self) -> str:
        return self.by_grain("当天", "本周", "当月")

    @property
    def before_name(self) -> str:
        """What a change is measured against: 上周四, 前一周, 前一个月."""
        if self.grain is Grain.DAY:
            return last_weekday(self.period.first, self.lang)
        return self.by_grain("", "前一周", "前一个月")

    @property
    def mean_name(self) -> str:
        if self.grain is Grain.DAY:
            return last_four_weekdays(self.period.first, self.lang)
        return self.by_grain("", "前4周", "前4个月")

    @property
    def dateline(self) -> str:
        first, last = self.period.first, self.period.last
        if self.grain is Grain.DAY:
            return self.say("{date}　{weekday}", date=long_date(first, self.lang), weekday=weekday(first, self.lang))
        return long_range(first, last, self.lang)

    # entries as lines

    def clock(self, moment: datetime) -> str:
        """21:12; with the day where the period has several."""
        local = moment.astimezone(self.zone)
        if self.period.length == 1 and self.view.calendar.day_of(moment) == self.period.first:
            return f"{local:%H:%M}"
        return f"{short_date(local.date(), self.lang)} {local:%H:%M}"

    def lines(
        self,
        entries: Sequence[Entry],
        note: Callable[[Entry], str] = lambda _entry: "",
        new: frozenset[int] = frozenset(),
    ) -> tuple[EntryLine, ...]:
        """Entries as the report shows them, with names; long words are cut."""
        codes = {e.account for e in entries if e.account is not None}
        accounts = self.view.accounts(sorted(codes)) if codes else {}
        return tuple(
            EntryLine(
                entry.entry_id,
                self.clock(entry.at),
                self.named(accounts.get(entry.account) if entry.account is not None else None),
                self.channel(entry.channel),
                self.words_of(entry),
                note(entry),
                entry.account in new,
                self.person(accounts.get(entry.account) if entry.account is not None else None),
                entry.day,
            )
            for entry in entries
        )

    def person(self, account: Account | None) -> int | None:
        """Whose page tells more of an account's person; None where nobody may be named."""
        return None if account is None or account.erased or self.nameless else account.code

    def named(self, account: Account | None) -> str:
        if account is None:
            return self.say("系统")
        if self.nameless:
            return self.say("一位成员")
        return self.say("已抹去的成员") if account.erased else account.name

    def words_of(self, entry: Entry) -> str:
        words = on_one_line(entry.text or "")
        return words or self._wordless(entry)

    def _wordless(self, entry: Entry) -> str:
        if entry.deleted:
            return self.say("［已撤回］")
        if entry.media:
            return self.say("［图片或文件］")
        gone = entry.kind in SPOKE and self._words_since is not None and entry.day < self._words_since
        words = self.say("［正文到期抹去了］" if gone else WORDLESS[entry.kind])
        named, sort = entry.detail.get("feedback"), entry.detail.get("sort")
        told = self.say(SORTS.get(sort, "")) if isinstance(sort, str) and sort else ""
        return " ".join(one for one in (f"{words}{told}", named) if isinstance(one, str))

    def part_of(self, entry: Entry, first: int, last: int) -> str:
        """Some letters of what was said."""
        return part(entry.text or "", first, last)

    def part_of_title(self, thread: int, title: str, first: int, last: int) -> str:  # noqa: ARG002 - marks need it
        """The same of a thread's title."""
        return part(title, first, last)

    def called(self, name: str, entry: Entry, title: str, thread: int | None) -> str:  # noqa: ARG002 - the same
        """A name that stands in none of what is quoted: a colleague's, or put together of what several say."""
        return name

    @cached_property
    def _words_since(self) -> date | None:
        return words_since(self.view)

    def channel(self, code: int) -> str:
        found = self.view.channels.get(code)
        return found.name if found else ""

    def fold(self, key: str, label: str, query: EntryQuery, note: Callable[[Entry], str] = lambda _entry: "") -> Fold:
        """The entries behind a number: the first twenty and the count; all their ids where machines ask for them.

        Beyond MANY only the count: four weeks of a big community would be all of a report's JSON.
        """
        shown = self.lines(self.view.lines(query, SHOWN), note)
        count = self.view.count(query) if len(shown) == SHOWN else len(shown)
        ids = self.view.ids(query) if self.with_ids and count <= MANY else ()
        more = self.say("还有{n}条", n=f"{count - len(shown):,}") if count > len(shown) else ""
        return Fold(key, label, count, shown, more, ids)

    def waited(self, since: datetime, until: datetime) -> str:
        return waited(until - since, self.lang)

    def since(self, day: date) -> str:
        return short_date(day, self.lang)


def part(text: str, first: int, last: int) -> str:
    """Some letters of a text, on one line."""
    return " ".join(text[first:last].split())


def on_one_line(text: str) -> str:
    """What was said, as a list shows it: long words are cut."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


# The kinds of feedback as the desk tells them.
SORTS: Mapping[str, str] = {
    "bug": "使用问题",
    "idea": "建议",
    "complaint": "投诉",
    "praise": "表扬",
    "other": "其他",
    "": "没分类的",
}

# How an entry without words stands in a list.
WORDLESS = {
    "message": "［没有文字］",
    "repost": "［转发］",
    "reaction": "［回应］",
    "join": "［进群］",
    "leave": "［退群］",
    "invite": "［受邀进群］",
    "kick": "［被移出］",
    "edit": "［编辑］",
    "delete": "［撤回］",
    "pin": "［置顶］",
    "poll": "［投票］",
    "call": "［通话］",
    "rename": "［改名］",
    "topic": "［话题］",
    "announce": "［公告］",
    "system": "［系统消息］",
    "member_count": "［报成员数］",
    "community": "［社群资料］",
    "event.opened": "［活动开放报名］",
    "event.signed_up": "［报名］",
    "event.attended": "［到场］",
    "event.closed": "［活动结束］",
    "feedback.received": "［收到反馈］",
    "feedback.answered": "［答复反馈］",
    "feedback.told": "［回告］",
    "survey.asked": "［发出问卷］",
    "survey.answered": "［答卷］",
    "case.opened": "［举报］",
    "case.decided": "［处理举报］",
    "draw.opened": "［抽奖公布］",
    "draw.entered": "［进抽奖名单］",
    "draw.won": "［中奖］",
    "account.tied": "［算作同一个人］",
    "account.untied": "［分开算］",
}
