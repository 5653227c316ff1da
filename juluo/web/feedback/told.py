"""What is said of feedback in other places: text to copy into the group, what was said there, a report's lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.desk.feedback.facts import pieces
from juluo.desk.feedback.values import DECIDED, SORT_WORDS, STATE_WORDS, How, Piece, State, Told
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.text.near import key
from juluo.web.members.timeline import dated_lines
from juluo.web.reports.composed import here
from juluo.web.seen import asked

# The place of a report that these lines belong to.
TOLD = "told"
# What was said in the group is imported within days, and may have been said a little before it was noted.
_BEFORE, _AFTER = timedelta(days=1), timedelta(days=3)
# A shorter text stands in anybody's message by chance.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Done:
    """One line of 你说的，我们做了: never anybody's own words."""

    piece: Piece
    title: str
    answer: str
    people: int


def group_words(visit: Visit, one: Piece, called: Sequence[str]) -> str:
    """What is pasted into the group to tell askers: whom, what of, how it came out."""
    say = visit.say
    who = "".join(f"@{name} " for name in called)
    what = one.title or say("你提的{sort}", sort=say(SORT_WORDS[one.sort]))
    told = "{who}“{what}”做好了：{answer}" if one.state is State.DONE else "{who}“{what}”这次不做：{answer}"
    if one.state is State.NEW:
        return say("{who}“{what}”收到了，有结果告诉你。", who=who, what=what)
    if one.state not in DECIDED:
        return say("{who}“{what}”收到了，{state}。", who=who, what=what, state=say(STATE_WORDS[one.state]))
    return say(told, who=who, what=what, answer=one.answer)


def proofs(visit: Visit, tellings: Sequence[Told]) -> dict[int, EntryLine]:
    """For tellings in the group that nothing proves yet: the message of a colleague that holds their words."""
    open_ones = [
        one for one in tellings if one.how is How.GROUP and one.entry_id is None and len(key(one.words)) >= _TELLING
    ]
    if not open_ones:
        return {}
    calendar = here(visit).calendar
    days = [calendar.day_of(one.at) for one in open_ones]
    period = Period(min(days) - _BEFORE, max(days) + _AFTER)

    def ask(view: View) -> dict[int, EntryLine]:
        staff = tuple(code for code, one in view.accounts([*view.aside]).items() if not one.is_bot)
        query = EntryQuery(period, tuple(sorted(ORIGINAL)), accounts=staff, people_only=False)
        said = [(entry, key(entry.text or "")) for entry in view.lines(query)] if staff else []
        found = {}
        for one, day in zip(open_ones, days, strict=True):
            near = [
                entry for entry, text in said if key(one.words) in text and day - _BEFORE <= entry.day <= day + _AFTER
            ]
            if near:
                found[one.id] = dated_lines(visit, view, near[:1])[0]
        return found

    return asked(visit.community, ask)


def you_said(visit: Visit, period: Period) -> tuple[Done, ...]:
    """What was decided in a stretch of days, what was done first."""
    calendar = here(visit).calendar
    found = [
        Done(
            one,
            one.title or visit.say("一条{sort}", sort=visit.say(SORT_WORDS[one.sort])),
            one.answer,
            one.people,
        )
        for one in pieces(visit.community)
        if one.answered_at is not None
        and not one.into
        and not one.dropped
        and period.first <= calendar.day_of(one.answered_at) <= period.last
    ]
    return tuple(sorted(found, key=lambda one: (one.piece.state is not State.DONE, -one.people, -one.piece.votes)))


def you_said_words(visit: Visit, found: Sequence[Done]) -> str:
    """The same to copy into the group."""
    say, lines = visit.say, [visit.say("【你说的，我们做了】")]
    for one in found:
        told = "✓ {title}：{answer}" if one.piece.state is State.DONE else "× {title}，这次不做：{answer}"
        lines.append(say(told, title=one.title, answer=one.answer))
    return "\n".join(lines)


def feedback_lines_for(visit: Visit, place: str, period: Period) -> tuple[str, ...]:
    """Lines that the writer of a report may take over: what came out, and who was told of it."""
    if place != TOLD:
        return ()
    return tuple(_line(visit, one) for one in you_said(visit, period))


def _line(visit: Visit, one: Done) -> str:
    words = {"title": one.title, "answer": one.answer, "n": one.piece.people_told}
    left = one.piece.people_left
    if one.piece.state is State.DONE:
        if left:
            return visit.say("“{title}”做好了：{answer}（回告了{n}人，还差{left}人）", left=left, **words)
        return visit.say("“{title}”做好了：{answer}（回告了{n}人）", **words)
    if left:
        return visit.say("“{title}”不做：{answer}（回告了{n}人，还差{left}人）", left=left, **words)
    return visit.say("“{title}”不做：{answer}（回告了{n}人）", **words)


def spans(today: date) -> Mapping[int, Period]:
    """The stretches of days that one may ask for, up to today."""
    return {days: Period(today - timedelta(days=days - 1), today) for days in (7, 30, 90)}
