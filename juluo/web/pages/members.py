"""成员: everybody who left an entry, searched, narrowed, sorted and turned; and the same as a file."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import Http404, HttpResponse
from pyroaring import BitMap

from juluo.desk.segments.facts import kept_segment, kept_segments
from juluo.insights.members.finding import FoundMembers, Sorting, Spoke, Standing, Wanted, members_found
from juluo.insights.members.states import State
from juluo.insights.members.table import MemberTable
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.members.asked import REPLIES, SIZES, SORTS, USUAL, Column, MembersAsk, members_asked
from juluo.web.members.everybody import everybody
from juluo.web.members.words import COLUMN_WORDS, STANDING_WORDS, STATE_MEANINGS, STATE_WORDS
from juluo.web.pages.metric_export import File
from juluo.web.segments.shown import day_of, inside_of, readable
from juluo.web.sheet_file import Cell, Row, csv_file, xlsx_file
from juluo.web.taken_away import as_file
from juluo.wording.numbers import long_date

_SPOKE = {Spoke.WEEK: "近7天说过话", Spoke.WINDOW: "近28天说过话"}


@page("desk/<slug:community>/members", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def members(visit: Visit) -> HttpResponse:
    note_visit(visit)
    ask, table = _within(visit, members_asked(visit)), everybody(visit.community)
    if table is None:
        return visit.render("members_empty.html", tab="members")
    found = members_found(table, ask.wanted, ask.by, down=ask.down, first=ask.first, most=ask.size)
    pages = max(1, -(-found.count // ask.size))
    if ask.page > pages:
        ask = replace(ask, page=pages)
        found = members_found(table, ask.wanted, ask.by, down=ask.down, first=ask.first, most=ask.size)
    part = visit.request.headers.get("HX-Request") == "true"
    response = visit.render(
        "members_part.html" if part else "members.html",
        HTTPStatus.OK,
        made_up=simulated(visit),
        ask=ask,
        shown=shown(ask, table),
        found=found,
        pages=pages,
        table=table,
        chips=chips(visit, ask, table),
        dateline=long_date(table.day, visit.lang),
        narrowed_in_form=bool(chips(visit, replace(ask, wanted=replace(ask.wanted, name="", states=())), table)),
        exports=visit.may(May.EXPORT_PEOPLE),
        **_choices(visit, table),
    )
    if part:
        # What was typed stands in the address without the fields that were left empty.
        response.headers["HX-Replace-Url"] = f"/desk/{visit.community}/members{_page_address(ask)}"
    response.headers["Vary"] = "HX-Request"
    return response


def _within(visit: Visit, ask: MembersAsk) -> MembersAsk:
    """The same among those in the segment that it names; 404 where there is no such segment."""
    if ask.segment is None:
        return ask
    one, day = kept_segment(visit.community, visit.who.id, ask.segment), day_of(visit.community)
    rule = None if one is None else readable(one.rule)
    if rule is None or day is None:
        raise Http404
    return replace(ask, wanted=replace(ask.wanted, among=inside_of(visit.community, rule, day)))


def shown(ask: MembersAsk, table: MemberTable) -> tuple[Column, ...]:
    """The columns asked for; of the usual ones, those that say something here."""
    if ask.columns != USUAL or table.received is not None:
        return ask.columns
    return tuple(column for column in USUAL if column not in REPLIES)


def _page_address(ask: MembersAsk) -> str:
    told = ask.address(page="" if ask.page == 1 else ask.page)
    return "" if told == "?" else told


def _choices(visit: Visit, table: MemberTable) -> dict[str, object]:
    """What can be chosen, in words."""
    say = visit.say
    names = sorted(table.channel_names.items(), key=lambda one: (one[1], one[0]))
    return {
        "sizes": SIZES,
        "sorts": SORTS,
        "columns": {column: say(words) for column, words in COLUMN_WORDS.items()},
        "states": {state: say(words) for state, words in STATE_WORDS.items()},
        "meanings": {state: say(words) for state, words in STATE_MEANINGS.items()},
        "standings": {standing: say(words) for standing, words in STANDING_WORDS.items()},
        "segments": kept_segments(visit.community, visit.who.id),
        "spokes": {spoke: say(words) for spoke, words in _SPOKE.items()},
        "channels": names,
        "sortings": {Sorting.NAME: say("名字")} | {by: say(COLUMN_WORDS[column]) for column, by in SORTS.items()},
        "by_name": Sorting.NAME,
        "member": Standing.MEMBER,
        "unknown": State.UNKNOWN,
    }


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that holds, and the address without it. `name` is members' own words, shown as they are."""

    words: str
    without: str
    name: str = ""


def chips(visit: Visit, ask: MembersAsk, table: MemberTable) -> tuple[Chip, ...]:
    """What narrows the list, in the order of the form."""
    say, wanted = visit.say, ask.wanted
    found = [Chip(say("名字或编号"), ask.address(q=""), wanted.name)] if wanted.name else []
    found += [Chip(say(STATE_WORDS[state]), ask.without_state(state)) for state in wanted.states]
    if wanted.standing is not None:
        found.append(Chip(say(STANDING_WORDS[wanted.standing]), ask.address(role="")))
    if wanted.channel is not None:
        name = table.channel_names.get(wanted.channel, str(wanted.channel))
        found.append(Chip(say("说话的频道"), ask.address(channel=""), name))
    if wanted.spoke is not None:
        found.append(Chip(say(_SPOKE[wanted.spoke]), ask.address(spoke="")))
    if ask.segment is not None and (one := kept_segment(visit.community, visit.who.id, ask.segment)) is not None:
        found.append(Chip(say("分群"), ask.address(segment=""), one.name))
    if wanted.newcomers:
        found.append(Chip(say("近28天第一次出现"), ask.address(new="")))
    bounds = (
        ("最早出现不早于{day}", "first-from", wanted.first_from),
        ("最早出现不晚于{day}", "first-to", wanted.first_to),
        ("最近出现不早于{day}", "last-from", wanted.last_from),
        ("最近出现不晚于{day}", "last-to", wanted.last_to),
    )
    found += [Chip(say(words, day=day), ask.address(**{name: ""})) for words, name, day in bounds if day is not None]
    return tuple(found)


@page("desk/<slug:community>/members/export", nav=Nav.MEMBERS, may=May.EXPORT_PEOPLE, cost=Cost.EXPORT)
def members_export(visit: Visit) -> HttpResponse:
    """All who match, with every column, whatever the page shows of them."""
    ask, kind, table = (
        _within(visit, members_asked(visit)),
        choice_asked(visit, "file", File, File.CSV),
        everybody(visit.community),
    )
    if table is None:
        raise Http404
    found = members_found(table, ask.wanted, ask.by, down=ask.down, first=0, most=None)
    note(visit.scene, visit.who, "export_members", community=visit.community, about=f"{found.count}")
    return _file(visit, export_rows(visit, found), kind, f"{visit.community}-members-{table.day.isoformat()}")


def export_file(visit: Visit, among: BitMap, name: str) -> HttpResponse:
    """Some members as a file, as the directory has them."""
    kind, table = choice_asked(visit, "file", File, File.CSV), everybody(visit.community)
    if table is None:
        raise Http404
    found = members_found(table, Wanted(among=among), Sorting.WORDS, down=True, first=0, most=None)
    return _file(visit, export_rows(visit, found), kind, name)


def _file(visit: Visit, rows: list[Row], kind: File, name: str) -> HttpResponse:
    content = xlsx_file(rows, visit.say("成员")) if kind is File.XLSX else csv_file(rows)
    return as_file(f"{name}.{kind}", content)


def export_rows(visit: Visit, found: FoundMembers) -> list[Row]:
    """A row a member; what a source can't show is 未知, never 0."""
    say = visit.say
    states = {state: say(words) for state, words in STATE_WORDS.items()}
    standings = {standing: say(words) for standing, words in STANDING_WORDS.items()}
    head = ("编号", "名字", "身份", *COLUMN_WORDS.values(), "一共来几天")
    unknown: Cell = say("未知")
    rows: list[Row] = [tuple(say(words) for words in head)]
    rows += [
        (
            one.person,
            one.name,
            standings[one.standing],
            states[one.state],
            one.words,
            one.days,
            unknown if one.received is None else one.received,
            unknown if one.given is None else one.given,
            one.all_words,
            one.last.isoformat(),
            one.first.isoformat(),
            one.all_days,
        )
        for one in found.rows
    ]
    return rows
