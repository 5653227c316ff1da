"""Lines that the writer of a report may take over: surveys that closed in its days, and what pulses said."""

from juluo.desk.surveys.facts import surveys
from juluo.insights.surveys.results import results
from juluo.insights.surveys.silence import silence
from juluo.insights.surveys.words import plain_words, silence_words
from juluo.ledger.period import Period
from juluo.shell.visit import Visit
from juluo.web.reports.composed import here
from juluo.web.surveys.counted import Counted, counted

# The place of a report that these lines belong to: what was heard and told back.
TOLD = "told"


def survey_lines_for(visit: Visit, key: str, period: Period) -> tuple[str, ...]:
    """Proposed lines of a place: a survey that closed in the period; a pulse that is still asked in it."""
    if key != TOLD:
        return ()
    since, until = here(visit).calendar.bounds(period)
    lines = []
    for one in surveys(visit.community):
        closed = one.closed_at is not None and since <= one.closed_at < until
        asking = one.is_pulse and one.opened_at is not None and one.opened_at < until and one.closed_at is None
        if (closed or asking) and (told := counted(visit.community, one.slug, visit.lang)) is not None:
            lines.append(_line(visit, told, closed=closed))
    return tuple(line for line in lines if line)


def _line(visit: Visit, told: Counted, *, closed: bool) -> str:
    say, title = visit.say, told.form.title.of(visit.lang)
    if not told.told:
        return say("问卷“{title}”结束了，还没有能看的答卷。", title=title) if closed else ""
    said = " ".join(
        say(
            "{question}：{value}。",
            question=one.asked.words,
            value=plain_words(one.scored.leading, one.asked.kind, say),
        )
        for one in results(told.survey).questions
        if one.scored
    )
    named = "问卷“{title}”结束了：{said}" if closed else "还在问的“{title}”：{said}"
    return say(named, title=title, said=" ".join([*silence_words(silence(told.survey), say), said]).strip())
