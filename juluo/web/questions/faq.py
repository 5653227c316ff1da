"""The FAQ as pages show it: colleagues' words, and what members said, looked up in the ledger as it stands now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from juluo.desk.questions.facts import Faq, FaqStatus
from juluo.insights.questions.repeated import Repeated
from juluo.report.daily import EntryLine
from juluo.shell.visit import Visit
from juluo.web.questions.found import Before, lines_of
from juluo.web.seen import seen
from juluo.web.unnamed_words import standing, unnamed

_MOST = 20


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the FAQ. `question` of "": nobody wrote one, and whoever asked it is gone from the ledger."""

    faq: Faq
    question: str
    quotes: tuple[tuple[EntryLine, date], ...]

    @property
    def published(self) -> bool:
        return self.faq.status is FaqStatus.PUBLISHED


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer worth quoting in an entry that is not written yet."""

    entry_id: int
    day: date
    words: str
    name: str
    person: int | None
    thanked: bool
    reactions: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is asked again and again and stands in no FAQ yet."""

    asked: Repeated
    answers: tuple[Answer, ...]


def told(visit: Visit, found: Sequence[Faq]) -> tuple[Told, ...]:
    """Entries with the words they rest on; what the ledger forgot is missing."""
    worded = {
        (one.wording, one.wording_day) for one in found if one.wording is not None and one.wording_day is not None
    }
    wanted = tuple(sorted({*worded, *(pair for one in found for pair in one.quotes)}))
    lines = _lines(visit, wanted)

    def question(one: Faq) -> str:
        return one.question or (lines[one.wording].words if one.wording is not None and one.wording in lines else "")

    return tuple(
        Told(one, question(one), tuple((lines[entry], day) for entry, day in one.quotes if entry in lines))
        for one in found
    )


def _lines(visit: Visit, wanted: tuple[tuple[int, date], ...]) -> Mapping[int, EntryLine]:
    key = ("faq lines", visit.lang, wanted)
    found = seen(visit.community, key, lambda view: lines_of(visit, view, wanted)) if wanted else ()
    return {line.entry_id: line for line in found}


def candidates(past: Before | None, kept: Iterable[Faq]) -> tuple[Candidate, ...]:
    """What is asked again and isn't kept: an entry that shares half its questions is the same one."""
    if past is None:
        return ()
    known = [one.asked_again | ({one.wording} if one.wording is not None else set()) for one in kept]
    found = [one for one in past.repeated if not any(_same(one, ids) for ids in known)]
    return tuple(Candidate(one, tuple(_answers(past, one))) for one in found[:_MOST])


def _same(one: Repeated, ids: frozenset[int]) -> bool:
    return one.wording in ids or 2 * len(ids.intersection(one.ids)) >= min(len(one.ids), len(ids))


def _answers(past: Before, one: Repeated) -> Iterable[Answer]:
    for answer in one.answers:
        if answer.account in past.names:
            yield Answer(
                answer.entry_id,
                answer.day,
                answer.text,
                past.names[answer.account],
                answer.account,
                answer.thanked,
                answer.reactions,
            )


def as_text(published: Iterable[Told], names: Iterable[str]) -> str:
    """What is published, as Markdown that is read as plain text too.

    Nobody is named in what members said, and no number in it leads to anybody; colleagues' own words stay as they are.
    """
    every, parts = tuple(names), []
    for one in published:
        question = one.faq.question or " ".join(_unnamed(one.question, every).split())
        quotes = (
            "\n".join(f"> {line}" for line in _unnamed(said.words, every).splitlines()) for said, _ in one.quotes
        )
        parts.append("\n\n".join([f"## {question}", *(said for said in (one.faq.answer, *quotes) if said)]))
    return "\n\n".join(parts) + "\n" if parts else ""


def _unnamed(said: str, names: tuple[str, ...]) -> str:
    return unnamed(said, standing(names, said))
