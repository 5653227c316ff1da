"""What pages show of question sessions: questions in order, answers with the messages they point to, a digest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from juluo.desk.qa.facts import questions, session
from juluo.desk.qa.ordering import ordered
from juluo.desk.qa.values import QuestionFacts, SessionFacts, Shown, Stage
from juluo.desk.readings.facts import watch_list
from juluo.insights.members.table import whole_record
from juluo.ledger.query import EntryQuery
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.text.watching import Watch
from juluo.web.events.shown import near_clock
from juluo.web.local_time import zone_of
from juluo.web.members.everybody import names_of
from juluo.web.questions.found import lines_of
from juluo.web.seen import asked, seen
from juluo.web.unnamed_words import standing, unnamed
from juluo.wording.catalogue import speaker


@dataclass(frozen=True, slots=True)
class Listed:
    """A session's questions by where they stand; each list in its order."""

    now: QuestionFacts | None
    open: tuple[QuestionFacts, ...]
    done: tuple[QuestionFacts, ...]
    waiting: tuple[QuestionFacts, ...]
    hidden: tuple[QuestionFacts, ...]
    merged: tuple[QuestionFacts, ...]


def listed(one: SessionFacts) -> Listed:
    found = questions(one.id)
    shown = [row for row in found if row.shown is Shown.SHOWN]
    done = sorted((row for row in shown if row.stage is Stage.DONE), key=lambda row: (row.answer.at or row.at, row.id))
    return Listed(
        next((row for row in shown if row.stage is Stage.NOW), None),
        ordered(row for row in shown if row.stage is Stage.OPEN),
        tuple(done),
        tuple(row for row in found if row.shown is Shown.WAITING),
        tuple(row for row in found if row.shown is Shown.HIDDEN),
        tuple(row for row in found if row.shown is Shown.MERGED),
    )


def session_of(visit: Visit, slug: str) -> SessionFacts | None:
    return session(visit.community, slug)


def quoted(visit: Visit, found: Iterable[QuestionFacts]) -> Mapping[int, str]:
    """What the messages say that answers point to, by the question, without anybody's name."""
    wanted = {
        row.id: (row.answer.entry, row.answer.day)
        for row in found
        if row.answer.entry is not None and row.answer.day is not None
    }
    pairs = tuple(sorted({*wanted.values()}))
    if not pairs:
        return {}
    lines = seen(visit.community, ("qa lines", visit.lang, pairs), lambda view: lines_of(visit, view, pairs))
    words, names = {line.entry_id: line.words for line in lines}, names_of(visit.community)
    return {
        number: unnamed(words[entry], standing(names, words[entry]))
        for number, (entry, _) in wanted.items()
        if entry in words
    }


def day_of_entry(visit: Visit, entry: int) -> date | None:
    """The day of a message of the ledger; None where there is no such one."""

    def found(view: View) -> date | None:
        record = whole_record(view)
        lines = view.lines(EntryQuery(record, ids=(entry,), people_only=False)) if record else []
        return lines[0].day if lines else None

    return asked(visit.community, found)


def flagged(community: str, words: str) -> tuple[str, ...]:
    """The watch-words in what somebody writes, however they are spelled."""
    watch = Watch(one.word for one in watch_list(community) if one.on)
    return tuple(dict.fromkeys(hit.word.text for hit in watch.find(words)))


def called(row: QuestionFacts, lang: str) -> str:
    return row.name or speaker(lang)("一位成员")


def digest(visit: Visit, one: SessionFacts, done: Sequence[QuestionFacts], lang: str) -> str:
    """Questions and their answers as Markdown that is read as plain text too; nobody's name is in it."""
    say, said = speaker(lang), quoted(visit, done)
    head = [f"# {one.plan.title}"]
    if one.plan.answerers:
        head.append(say("回答的人：{who}", who=one.plan.answerers))
    parts = []
    for row in done:
        answers = [row.answer.words] if row.answer.words else []
        if row.id in said:
            answers.append("\n".join(f"> {line}" for line in said[row.id].splitlines()))
        question = row.words or say("（提问的人删掉了）")
        parts.append("\n\n".join([f"## {question}", *(answers or [say("现场答了。")])]))
    return "\n\n".join([*head, *parts]) + "\n"


def when(visit: Visit, one: SessionFacts) -> str:
    """Until when questions are collected, by the community's clock."""
    zone, say, plan = zone_of(visit.community), visit.say, one.plan
    if plan.opens_at is not None and visit.scene.now < plan.opens_at:
        return say("{when}开始收问题", when=near_clock(plan.opens_at, visit.scene.now, zone, visit.lang))
    if plan.closes_at is not None:
        return say("问题收到{when}", when=near_clock(plan.closes_at, visit.scene.now, zone, visit.lang))
    return ""
