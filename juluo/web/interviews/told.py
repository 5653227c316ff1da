"""What the pages of interviews share: whom they are with, when, and what stands on all of them."""

from collections.abc import Iterable

from juluo.desk.interviews.values import CHOSEN_WORDS, CONSENT_WORDS, STATE_WORDS, InterviewFacts, Plan
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.events.shown import clock
from juluo.web.local_time import zone_of
from juluo.web.members.everybody import everybody
from juluo.wording.numbers import long_date
from juluo.wording.zones import zone_words


def names_of(visit: Visit, persons: Iterable[int | None]) -> dict[int, str]:
    """What members are called, by the ledger's number."""
    table = everybody(visit.community)
    if table is None:
        return {}
    places = {person: table.place(person) for person in persons if person is not None}
    return {person: str(table.names[at]) for person, at in places.items() if at is not None}


def with_whom(visit: Visit, plan: Plan, names: dict[int, str]) -> str:
    """The name of who is interviewed; gone with whoever was erased."""
    if plan.person is not None:
        return names.get(plan.person, visit.say("一位成员"))
    return plan.name or visit.say("名字已抹去")


def context(visit: Visit, found: Iterable[InterviewFacts]) -> dict[str, object]:
    zone, lang = zone_of(visit.community), visit.lang
    names = names_of(visit, [one.plan.person for one in found])
    return {
        "states": {state: visit.say(words) for state, words in STATE_WORDS.items()},
        "consents": {consent: visit.say(words) for consent, words in CONSENT_WORDS.items()},
        "reasons": {chosen: visit.say(words) for chosen, words in CHOSEN_WORDS.items()},
        "whom": lambda plan: with_whom(visit, plan, names),
        "clock": lambda moment: clock(moment, zone, lang),
        "date": lambda day: long_date(day, lang),
        "second": second_words,
        "team": team(visit.community),
        "keeps": visit.may(May.KEEP_TASKS),
        "zone": zone_words(zone.key, lang),
    }


def second_words(second: float | None) -> str:
    """How far into the recording: 1:02, 1:00:05."""
    if second is None:
        return ""
    minutes, rest = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
