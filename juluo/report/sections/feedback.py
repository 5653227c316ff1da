"""四 用户反馈与沟通: who asked, who was answered, who still waits."""

from datetime import datetime

from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import unseen
from juluo.metrics.replies.answers import Asked, questions, told_until
from juluo.report.daily import Block, EntryLine, Fold, Heading, Paragraph, Quotes, Section, Span, ToWrite
from juluo.report.figures import figures
from juluo.report.received import received_blocks
from juluo.report.scene import SHOWN, Scene

FIGURES = ("questions_asked", "reply_rate", "time_to_first_response", "newcomers_answered")
# A day's questions have not had their 24 hours when the day's report is written.
WEEKLY = ("reply_rate", "newcomers_answered")
# Older questions are still open, but the asker has likely gone.
LOOK_BACK = 7
_OPEN = 8


def section(scene: Scene) -> Section:
    say = scene.say
    blocks: list[Block] = [figures(scene, FIGURES, WEEKLY), Heading(say("谁在等回应")), *_waiting_blocks(scene)]
    blocks += received_blocks(scene)
    blocks += [Heading(say("告诉了谁")), ToWrite(say("值班的人来写：收到什么反馈，怎么处理的，回给了谁。"), "told")]
    side = ((Span(say("提问是按规则认出来的（问号、吗、呢、疑问词），所以标“推测”。")),),)
    return Section(say("四"), "feedback", say("用户反馈与沟通"), tuple(blocks), side)


def can_tell(scene: Scene) -> bool:
    """Whether the source shows who answered whom."""
    return not unseen(scene.reading("reply_rate").metric, scene.view.coverage.sights)


def waiting(scene: Scene) -> list[Asked]:
    """Questions of the period and the seven days before that nobody has answered, the longest wait first."""
    if not can_tell(scene) or scene.view.coverage.last is None:
        return []
    period = scene.period if scene.period.length >= LOOK_BACK else Period.trailing(scene.period.last, LOOK_BACK)
    return [asked for asked in questions(scene.view, [period])[0] if asked.answered_at is None]


def as_of(scene: Scene) -> datetime:
    """Up to when waiting is counted: the period's end, or the ledger's where that comes first."""
    return min(told_until(scene.view), scene.view.calendar.bounds(scene.period)[1])


def _waiting_blocks(scene: Scene) -> list[Block]:
    say = scene.say
    if not can_tell(scene):
        words = say("这里看不出谁回应了谁（没有回复链接、话题，也没有@），所以说不出谁在等。")
        return [Paragraph((Span(words),))]
    if not scene.view.coverage.overlaps(scene.period):
        return [Paragraph((Span(say("这段时间没有记录，说不出谁在等。")),))]
    found = waiting(scene)
    if not found:
        told = scene.by_grain("近7天没有提问在等。", "本周没有提问在等。", "当月没有提问在等。")
        return [Paragraph((Span(told),))]
    now = as_of(scene)
    today = [asked for asked in found if scene.period.first <= scene.view.calendar.day_of(asked.at)]
    words = scene.by_grain(
        "近7天还有{n}个提问没人回应，其中{today}个是当天问的；等得最久的等了{longest}。",
        "本周还有{n}个提问没人回应；等得最久的等了{longest}。",
        "当月还有{n}个提问没人回应；等得最久的等了{longest}。",
        n=len(found),
        today=len(today),
        longest=scene.waited(min(asked.at for asked in found), now),
    )
    return [Paragraph((Span(words),)), *_listed(scene, today[::-1], now), *_older(scene, found, today, now)]


def _listed(scene: Scene, today: list[Asked], now: datetime) -> list[Block]:
    """The period's own questions, the latest open to see."""
    if not today:
        return []
    entries = _entries(scene, today[:_OPEN])[::-1]
    blocks: list[Block] = [Quotes(scene.lines(entries, lambda entry: _note(scene, entry, now)))]
    if rest := today[_OPEN:]:
        told = scene.by_grain("当天更早的还有{n}个。", "本周更早的还有{n}个。", "当月更早的还有{n}个。", n=len(rest))
        blocks.append(Paragraph((Span(told),), _fold(scene, "waiting", rest, now)))
    return blocks


def _older(scene: Scene, found: list[Asked], today: list[Asked], now: datetime) -> list[Block]:
    """Those from before the period, the longest wait first."""
    older = [asked for asked in found if asked not in today]
    if not older:
        return []
    told = scene.say("之前问的还有{n}个，等得最久的在前。", n=len(older))
    return [Paragraph((Span(told),), _fold(scene, "waiting_longer", older, now))]


def _entries(scene: Scene, asked: list[Asked]) -> list[Entry]:
    if not asked:
        return []
    days = [scene.view.calendar.day_of(question.at) for question in asked]
    query = EntryQuery(Period(min(days), max(days)), ids=tuple(q.entry_id for q in asked))
    return scene.view.lines(query)


def asked_lines(scene: Scene, found: list[Asked], now: datetime) -> tuple[EntryLine, ...]:
    """Questions as they are shown, in order of time, each with how long it has waited."""
    return scene.lines(_entries(scene, found), lambda entry: _note(scene, entry, now))


def _note(scene: Scene, entry: Entry, now: datetime) -> str:
    return scene.say("等了{time}", time=scene.waited(entry.at, now))


def _fold(scene: Scene, key: str, found: list[Asked], now: datetime) -> Fold:
    shown = scene.lines(_entries(scene, found[:SHOWN]), lambda entry: _note(scene, entry, now))
    more = scene.say("还有{n}条", n=len(found) - SHOWN) if len(found) > SHOWN else ""
    label = scene.say("看这{n}个提问", n=len(found))
    return Fold(key, label, len(found), shown, more, tuple(q.entry_id for q in found))
