"""Feedback in a report: what came in, of which kind, what waits for an answer and since when, and who was told."""

from collections import Counter
from collections.abc import Sequence

from juluo.ledger.entry import Entry
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.feedback.received import Feedback, Received, ever, open_at, received_in
from juluo.report.daily import Block, Fold, Heading, Paragraph, Span
from juluo.report.figures import figures
from juluo.report.scene import SORTS, Scene

FIGURES = ("feedback_received", "feedback_open", "feedback_closed", "feedback_wait", "feedback_told")


def received_blocks(scene: Scene) -> list[Block]:
    """What members told the desk, and what became of it; nothing where the desk never heard any."""
    if not ever(scene.view):
        return []
    (got,) = received_in(scene.view, [scene.period])
    waits = open_at(scene.view, scene.period)
    words = scene.in_a_row(_came(scene, got), _waiting(scene, waits))
    fold = _fold(scene, waits) if waits else None
    return [Heading(scene.say("收到的反馈")), Paragraph((Span(words),), fold), figures(scene, FIGURES)]


def _came(scene: Scene, got: Received) -> str:
    say, many = scene.say, Counter(one.sort for one in got.feedback)
    n = len(got.feedback) + got.erased
    if not n:
        return scene.by_grain("当天没有收到反馈。", "本周没有收到反馈。", "当月没有收到反馈。")
    if not many:
        return say("收到{n}条反馈，提的人后来都抹去了。", n=n)
    told = [say("{sort}{n}条", sort=say(words), n=many[sort]) for sort, words in SORTS.items() if many[sort]]
    return scene.by_grain(
        "当天收到{n}条反馈：{sorts}。",
        "本周收到{n}条反馈：{sorts}。",
        "当月收到{n}条反馈：{sorts}。",
        n=n,
        sorts=say("、").join(told),
    )


def _waiting(scene: Scene, waits: Sequence[Feedback]) -> str:
    if not waits:
        return scene.say("没有反馈在等答复。")
    end = scene.view.calendar.bounds(scene.period)[1]
    return scene.say(
        "还有{n}条没答复，其中{late}条过了时限，最久的等了{longest}。",
        n=len(waits),
        late=sum(one.due is not None and one.due <= scene.period.last for one in waits),
        longest=scene.waited(min(one.at for one in waits), end),
    )


def _fold(scene: Scene, waits: Sequence[Feedback]) -> Fold:
    """Those that wait, by the names under which the desk has them."""
    calendar = scene.view.calendar
    days, end = [calendar.day_of(one.at) for one in waits], calendar.bounds(scene.period)[1]
    ids = tuple(one.entry_id for one in waits)
    query = EntryQuery(Period(min(days), max(days)), (Kind.FEEDBACK_RECEIVED,), ids=ids, people_only=False)

    def note(entry: Entry) -> str:
        return scene.say("等了{time}", time=scene.waited(entry.at, end))

    return scene.fold("feedback_open", scene.say("看没答复的{n}条反馈", n=len(waits)), query, note)
