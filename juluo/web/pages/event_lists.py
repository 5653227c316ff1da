"""活动 › a list that is read: pasted names or 接龙, and who said in the group that they are here; then taken over."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse

from juluo.desk.events.facts import whole
from juluo.desk.events.values import EventFacts
from juluo.insights.members.names import folded
from juluo.insights.rollcalls import MOST_READ, Match, RollCall, matched, roll_call
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.text.rollcall import names_of as names_told
from juluo.web.events.shown import HOW_WORDS, PLACE_WORDS
from juluo.web.local_time import zone_of
from juluo.web.members.everybody import everybody
from juluo.web.pages.events import names_of, one_of, words_of
from juluo.web.seen import asked
from juluo.web.sheet_file import csv_file
from juluo.web.taken_away import as_file

_ONE = "desk/<slug:community>/events/<slug:event>"
# Who says 打卡 half an hour early or the morning after means this event, too.
_EARLY, _LATE = timedelta(minutes=30), timedelta(hours=12)
_LONGEST_PASTE = 100_000


@dataclass(frozen=True, slots=True)
class Option:
    """One whom a line may mean; `value` is how the form says it."""

    value: str
    name: str
    there: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of the list: whom it may mean. `party` more than 1: they bring others, who are noted by themselves."""

    words: str
    options: tuple[Option, ...]
    party: int = 1
    note: str = ""

    @property
    def sure(self) -> bool:
        return len(self.options) == 1 and not self.options[0].there


@page(_ONE + "/roll", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def event_roll(visit: Visit, event: str) -> HttpResponse:
    """What was read, line by line, for a colleague to confirm."""
    one, pasted = one_of(visit, event), visit.field("pasted")[:_LONGEST_PASTE]
    if visit.request.method == "POST":
        lines = matched(names_told(pasted), everybody(visit.community))
        found, how = _candidates(visit, event, lines), "list"
        wrong = "" if found else visit.say("没读到名字：一行一个，或者用逗号隔开，也可以整段贴接龙。")
        return _shown(visit, one, found, how, RollCall(), wrong)
    said = _said(visit, one)
    return _shown(visit, one, _speakers(visit, event, said), "words", said)


@page(_ONE + "/people", nav=Nav.EVENTS, may=May.EXPORT_PEOPLE, methods=("POST",), cost=Cost.EXPORT)
def event_people_file(visit: Visit, event: str) -> HttpResponse:
    """The list as a table for a spreadsheet."""
    one_of(visit, event)
    found, zone = whole(visit.community, event), zone_of(visit.community)
    people = found.people if found else ()
    names = names_of(visit, found) if found else {}
    head = [visit.say(words) for words in ("名字", "报名", "报名时间", "到场时间", "怎么知道的", "备注")]
    rows = [
        [
            names.get(one.person, "") if one.person is not None else one.name,
            visit.say(PLACE_WORDS[one.place]),
            f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}",
            f"{one.came_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.came_at else "",
            visit.say(HOW_WORDS[one.how]) if one.how else "",
            one.note,
        ]
        for one in people
    ]
    note(visit.scene, visit.who, "export_event_people", community=visit.community, about=event)
    return as_file(f"{event}.csv", csv_file([head, *rows]))


def _shown(
    visit: Visit, one: EventFacts, found: list[Candidate], how: str, said: RollCall, wrong: str = ""
) -> HttpResponse:
    return visit.render(
        "event_roll.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        one=one,
        found=found,
        how=how,
        chains=said.chains,
        read_until=said.read_until,
        most_read=MOST_READ,
        pasted=visit.field("pasted"),
        wrong=wrong,
        **words_of(visit, zone_of(visit.community)),
    )


def _said(visit: Visit, one: EventFacts) -> RollCall:
    starts = one.plan.starts
    if starts is None:
        return RollCall()
    until = (one.plan.ends or starts) + _LATE
    return asked(visit.community, lambda view: roll_call(view, starts - _EARLY, until, one.plan.channel))


def _speakers(visit: Visit, slug: str, said: RollCall) -> list[Candidate]:
    """Those who said that they are here, by what they are called now."""
    table, zone, there = everybody(visit.community), zone_of(visit.community), _there(visit, slug)
    found = []
    for one in said.here:
        at = None if table is None else table.place(one.account)
        if table is None or at is None:
            continue
        name = str(table.names[at])
        when = f"{one.at.astimezone(zone):%m-%d %H:%M} {one.word}"
        found.append(Candidate(name, (Option(f"a{one.account}", name, f"a{one.account}" in there),), 1, when))
    return found


def _candidates(visit: Visit, slug: str, lines: tuple[Match, ...]) -> list[Candidate]:
    """Each line with those it may mean: members of that name, a guest of the list, or a guest that is new."""
    found, there, table = whole(visit.community, slug), _there(visit, slug), everybody(visit.community)
    guests = [one for one in (found.people if found else ()) if one.person is None and one.name]
    made = []
    for match in lines:
        line = match.line
        spots = [(code, table.place(code)) for code in match.codes] if table is not None else []
        options = [
            Option(f"a{code}", str(table.names[at]), f"a{code}" in there)
            for code, at in spots
            if table is not None and at is not None
        ]
        called = {folded(line.name), folded(line.rest)}
        options += [
            Option(f"s{one.id}", one.name, one.came_at is not None) for one in guests if folded(one.name) in called
        ]
        made.append(Candidate(line.rest, tuple(options) or (Option(f"g{line.name[:60]}", line.name),), line.party))
    return made


def _there(visit: Visit, slug: str) -> set[str]:
    """Members who are noted as having come."""
    found = whole(visit.community, slug)
    people = found.people if found else ()
    return {f"a{one.person}" for one in people if one.person is not None and one.came_at is not None}
