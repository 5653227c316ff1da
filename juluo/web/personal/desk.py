"""What the desk's records say of a person: what operators wrote with their name in it, and who looked at them."""

import re
from collections.abc import Iterator, Sequence

from juluo.desk.communities.facts import naming as naming_in_notices
from juluo.desk.cooperations.facts import about as about_cooperating
from juluo.desk.cooperations.facts import naming as naming_in_cooperations
from juluo.desk.draws.facts import about as about_draws
from juluo.desk.draws.facts import naming as naming_in_draws
from juluo.desk.events.facts import about as about_events
from juluo.desk.events.facts import naming as naming_in_events
from juluo.desk.feedback.facts import about as about_feedback
from juluo.desk.feedback.facts import naming as naming_in_feedback
from juluo.desk.interviews.facts import about as about_interviews
from juluo.desk.interviews.facts import naming as naming_in_interviews
from juluo.desk.needs.facts import naming as naming_in_needs
from juluo.desk.numbers.facts import naming as naming_in_notes
from juluo.desk.qa.facts import about as about_qa
from juluo.desk.qa.facts import naming as naming_in_qa
from juluo.desk.questions.facts import naming as naming_in_questions
from juluo.desk.readings.facts import every_click
from juluo.desk.readings.facts import naming as naming_in_readings
from juluo.desk.reports.facts import naming as naming_in_reports
from juluo.desk.segments.facts import naming as naming_in_segments
from juluo.desk.streaks.facts import about as about_check_ins
from juluo.desk.streaks.facts import naming as naming_in_streaks
from juluo.desk.surveys.facts import about as about_surveys
from juluo.desk.surveys.facts import naming as naming_in_surveys
from juluo.desk.tasks.facts import naming as naming_in_tasks
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.shell.accounts.facts import about_person
from juluo.shell.guests.facts import about as about_on_portal
from juluo.store.traces import finder, traces
from juluo.web.personal.bundle import Told
from juluo.web.personal.held import HeldAccount
from juluo.web.seen import asked

# What each app keeps of a person by their numbers.
_ABOUT = (
    about_cooperating,
    about_draws,
    about_events,
    about_check_ins,
    about_feedback,
    about_qa,
    about_surveys,
    about_interviews,
)
# How often somebody may have been looked at, and it is still told one by one.
_MOST = 20_000


def told_of(community: str, accounts: Sequence[HeldAccount], *, by_name: bool = True) -> tuple[Told, ...]:
    """Everything, in order of time.

    Without `by_name` only what is kept by their numbers: anybody may call themselves like another member, or by a word
    that stands in every report, so what names them goes to nobody before a colleague has looked at it.
    """
    # What was agreed with them may name them too: it is told once.
    held = {*_kept(community, accounts), *_looks(community, accounts), *_judged(community, accounts)}
    if by_name:
        held |= {
            *_written(community, finder(traces((one.account_id, name) for one in accounts for name in one.names)))
        }
    return tuple(sorted(held, key=lambda one: (one.at, one.what, one.words)))


def written_with(community: str, name: str) -> int:
    """In how many of the texts that colleagues wrote a name stands."""
    return sum(1 for _ in _written(community, finder(traces([("", name)]))))


def _written(community: str, find: re.Pattern[str]) -> Iterator[Told]:
    for what, naming in (
        ("report", naming_in_reports),
        ("task", naming_in_tasks),
        ("question", naming_in_questions),
        ("watch_word", naming_in_readings),
        ("need", naming_in_needs),
        ("note", naming_in_notes),
        ("segment", naming_in_segments),
        ("cooperation", naming_in_cooperations),
        ("draw", naming_in_draws),
        ("event", naming_in_events),
        ("programme", naming_in_streaks),
        ("feedback_named", naming_in_feedback),
        ("qa", naming_in_qa),
        ("interview_named", naming_in_interviews),
        ("survey", naming_in_surveys),
        ("notice", naming_in_notices),
    ):
        for words, by, at in naming(community, find):
            yield Told(what, at, by, words)


def _kept(community: str, accounts: Sequence[HeldAccount]) -> Iterator[Told]:
    codes = [one.code for one in accounts]
    for about in _ABOUT:
        for what, words, by, at in about(community, codes):
            yield Told(what, at, by, words)
    for guest in about_on_portal(community, tuple(one.code for one in accounts)):
        yield Told("guest", guest.joined_at, "", guest.name)
        if guest.guardian:
            yield Told("guardian", guest.joined_at, "", guest.guardian)


def _judged(community: str, accounts: Sequence[HeldAccount]) -> Iterator[Told]:
    """What colleagues said of their messages: what these are, or are not."""
    said = every_click(community)
    if not said:
        return
    days = [one.lesson.day for one in said]
    query = EntryQuery(
        Period(min(days), max(days)),
        accounts=tuple(one.code for one in accounts),
        ids=tuple(sorted({one.lesson.entry_id for one in said})),
        people_only=False,
        retracted=True,
    )
    theirs = set(asked(community, lambda view: view.ids(query)))
    for one in said:
        if one.lesson.entry_id in theirs:
            yield Told(f"{'is' if one.lesson.right else 'no'}_{one.lesson.reading}", one.made_at, one.made_by, "")


def _looks(community: str, accounts: Sequence[HeldAccount]) -> Iterator[Told]:
    for deed in about_person(community, [one.code for one in accounts], last=_MOST):
        yield Told(deed.deed, deed.at, deed.name, "")
