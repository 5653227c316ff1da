"""Sessions, questions and votes, as frozen values."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from juluo.desk.qa.models import AskedQuestion, QaSession, QuestionVote
from juluo.desk.qa.values import Answer, Counts, Plan, QuestionFacts, SessionFacts, Shown, Stage
from juluo.ledger.persons import Persons
from juluo.shell.guests.facts import GuestFacts, by_guest
from juluo.shell.persons import EACH, persons_of
from juluo.shell.titled import NEWEST, Titled

# Words in which an erased person may be named: operators' and members'.
WRITTEN: dict[type, tuple[str, ...]] = {
    QaSession: ("title", "answerers", "about"),
    AskedQuestion: ("name", "words", "flags", "answer"),
}


def sessions(community: str) -> tuple[SessionFacts, ...]:
    """Every session, the latest on top."""
    rows = QaSession.objects.filter(community=community).order_by("-made_at", "-pk")
    return tuple(map(_session, rows))


def sessions_of(community: str, event: str) -> tuple[SessionFacts, ...]:
    """Those of an event, the latest on top."""
    rows = QaSession.objects.filter(community=community, event=event).order_by("-made_at", "-pk")
    return tuple(map(_session, rows))


def sessions_now(community: str, now: datetime, since: datetime, most: int) -> tuple[SessionFacts, ...]:
    """Those that collect, and after them those whose answers were published since a moment; the latest on top."""
    rows = QaSession.objects.filter(community=community).order_by("-made_at", "-pk")
    open_now = rows.filter(Q(opens_at=None) | Q(opens_at__lte=now), Q(closes_at=None) | Q(closes_at__gt=now))
    found = [*open_now.filter(ended_at=None, published_at=None)[:most]]
    return tuple(map(_session, [*found, *rows.filter(published_at__gt=since)[:most]][:most]))


def session(community: str, slug: str) -> SessionFacts | None:
    row = QaSession.objects.filter(community=community, slug=slug).first()
    return _session(row) if row else None


def questions(number: int) -> tuple[QuestionFacts, ...]:
    """All questions of a session in the order of asking, merged ones too, which have their votes in the other's."""
    rows = list(AskedQuestion.objects.filter(session_id=number).order_by("at", "pk"))
    into = {row.pk: row.into_id for row in rows if row.into_id is not None}
    voters: dict[int, set[str]] = defaultdict(set)
    last: dict[str, datetime] = {}
    voted_for = QuestionVote.objects.filter(question__session_id=number)
    votes = [*voted_for.values_list("question_id", "key", "person", "at")]
    same = _same([number], [*(row.person for row in rows), *(person for _, _, person, _ in votes)])
    for question, own, person, at in votes:
        key = _who(own, person, same)
        voters[into.get(question, question)].add(key)
        last[key] = max(at, last.get(key, at))
    for row in rows:
        key = _who(row.key, row.person, same)
        last[key] = max(row.at, last.get(key, row.at))
    merged: dict[int, list[int]] = defaultdict(list)
    for one, other in into.items():
        merged[other].append(one)
    return tuple(_question(row, len(voters[row.pk]), _chances(row, last), merged.get(row.pk, ())) for row in rows)


def voted(number: int, guest: GuestFacts) -> frozenset[int]:
    """The questions of a session for which somebody voted; of merged ones the one that stands."""
    rows = QuestionVote.objects.filter(by_guest(guest), question__session_id=number)
    return frozenset(into or one for one, into in rows.values_list("question_id", "question__into_id"))


def asked_by(number: int, guest: GuestFacts) -> int:
    """How many questions somebody asked in a session."""
    return AskedQuestion.objects.filter(by_guest(guest), session_id=number).count()


def counts(numbers: Collection[int]) -> Mapping[int, Counts]:
    """Of each of some sessions how much there is."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    people: dict[int, set[str]] = defaultdict(set)
    asked = AskedQuestion.objects.filter(session__in=numbers)
    rows = [*asked.values_list("session_id", "key", "person", "state", "stage")]
    votes = QuestionVote.objects.filter(question__session__in=numbers)
    voters = [*votes.values_list("question__session_id", "key", "person").distinct()]
    same = _same(numbers, [*(person for _, _, person, *_ in rows), *(person for *_, person in voters)])
    for number, key, person, state, stage in rows:
        found[number][0] += state == Shown.SHOWN
        found[number][1] += state == Shown.WAITING
        found[number][2] += state == Shown.SHOWN and stage == Stage.DONE
        people[number].add(_who(key, person, same))
    for number, key, person in voters:
        people[number].add(_who(key, person, same))
    return {
        number: Counts(found[number][0], found[number][1], found[number][2], len(some))
        for number, some in people.items()
    }


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    rows = AskedQuestion.objects.filter(session__community=community, person__in=persons).order_by("at", "pk")
    votes = QuestionVote.objects.filter(question__session__community=community, person__in=persons).select_related(
        "question"
    )
    asked = [("qa_question", row.words, "", row.at) for row in rows]
    return (*asked, *(("qa_vote", "", "", row.at) for row in votes.order_by("at", "pk")))


def held(guest: int) -> dict[str, list[dict[str, object]]]:
    """What goes into somebody's own copy: what they asked, and for what they voted, by the session."""
    asked = AskedQuestion.objects.filter(guest=guest).select_related("session").order_by("at", "pk")
    votes = QuestionVote.objects.filter(guest=guest).select_related("question__session").order_by("at", "pk")
    return {
        "questions": [
            {"session": row.session.title, "name": row.name, "words": row.words, "at": row.at.isoformat()}
            for row in asked
        ],
        "question_votes": [{"session": row.question.session.title, "at": row.at.isoformat()} for row in votes],
    }


def how_many_of_guest(community: str, guest: int) -> int:
    """How many questions a guest asked, of those whose words are still there."""
    return _of_guest(community, guest).count()


def of_guest(community: str, guest: int, first: int, last: int) -> tuple[tuple[SessionFacts, QuestionFacts], ...]:
    """Some of these, the latest first, each with its session."""
    rows = _of_guest(community, guest).select_related("session")[first:last]
    return tuple((_session(row.session), _question(row, 0, 0, ())) for row in rows)


def of_guest_in(number: int, guest: int) -> tuple[QuestionFacts, ...]:
    """What a guest asked in a session, first things first."""
    rows = AskedQuestion.objects.filter(session_id=number, guest=guest).order_by("at", "pk")
    return tuple(_question(row, 0, 0, ()) for row in rows)


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = QaSession.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(slug__in=keys)
    told = rows.values_list("slug", "title", "made_at")[:NEWEST]
    return {key: Titled(title, at=at) for key, title, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Sessions and questions in whose words somebody is named: the words, who wrote them, when."""
    found: list[tuple[str, str, datetime]] = []
    for row in QaSession.objects.filter(community=community).order_by("made_at"):
        found += [(words, row.made_by, row.made_at) for words in _said(row) if find.search(words)]
    for one in AskedQuestion.objects.filter(session__community=community).order_by("at"):
        found += [(words, "", one.at) for words in _said(one) if find.search(words)]
    return tuple(found)


def _same(sessions: Collection[int], persons: Iterable[int | None]) -> Persons:
    """Which of these accounts are one person; of sessions of one community."""
    known = {one for one in persons if one is not None}
    if len(known) < 2:
        return EACH
    community = QaSession.objects.filter(pk__in=sessions).values_list("community", flat=True).first()
    return EACH if community is None else persons_of(community, known)


def _who(key: str, person: int | None, same: Persons) -> str:
    """Under what somebody counts once, whichever phone they pressed on and whichever account of theirs it knows."""
    return key if person is None else f"a{same.of(person)}"


def _of_guest(community: str, guest: int) -> QuerySet[AskedQuestion]:
    rows = AskedQuestion.objects.filter(session__community=community, guest=guest).exclude(words="")
    return rows.order_by("-at", "-pk")


def _said(row: QaSession | AskedQuestion) -> list[str]:
    return [str(getattr(row, name)) for name in WRITTEN[type(row)]]


def _chances(row: AskedQuestion, last: Mapping[str, datetime]) -> int:
    since = row.shown_at
    return 0 if since is None else sum(at >= since for at in last.values())


def _session(row: QaSession) -> SessionFacts:
    plan = Plan(
        row.title,
        row.answerers,
        row.about,
        row.event,
        row.opens_at,
        row.closes_at,
        row.nameless,
        row.moderated,
        row.most,
    )
    return SessionFacts(row.pk, row.slug, plan, row.made_by, row.made_at, row.ended_at, row.published_at)


def _question(row: AskedQuestion, votes: int, chances: int, merged: Iterable[int]) -> QuestionFacts:
    return QuestionFacts(
        row.pk,
        row.words,
        row.name,
        row.guest,
        row.person,
        tuple(row.flags.split("\n")) if row.flags else (),
        row.first,
        Shown(row.state),
        Stage(row.stage),
        Answer(row.answer, row.answer_entry, row.answer_day, row.answered_by, row.answered_at),
        row.at,
        votes,
        chances,
        row.into_id,
        tuple(merged),
    )
