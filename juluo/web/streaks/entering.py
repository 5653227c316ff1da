"""For whom a colleague enters a check-in, by their exact name or a member's number; and for which days."""

from datetime import date, timedelta

from juluo.desk.streaks.actions.checking_in import Whom, enter
from juluo.desk.streaks.values import ProgrammeFacts, moment
from juluo.insights.members.names import folded
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import guests, guests_of
from juluo.shell.persons import persons_of
from juluo.shell.visit import Visit
from juluo.web.asking import day_sent, number_of
from juluo.web.local_time import calendar_of
from juluo.web.members.everybody import everybody
from juluo.wording.sentence import told


def enter_sent(visit: Visit, slug: str) -> None:
    """Enter what the form says."""
    day = day_sent(visit, "day")
    if day is None:
        raise RefusedError(told("哪一天？选一天。"))
    enter(visit.who, whom(visit, visit.field("who")), slug, day, calendar_of(visit.community), visit.scene)


def whom(visit: Visit, typed: str) -> Whom:
    """Who is meant. Raises RefusedError where that is nobody, or could be several."""
    if not visit.may(May.SEE_MEMBERS):
        raise RefusedError(told("你看不到成员的名字：请能看的同事来记。"))
    community, name = visit.community, folded(typed).strip()
    members, number = _members(community, name), number_of(typed.strip())
    alone = [one for one in guests(community) if one.account is None and folded(one.name).strip() == name]
    if number is not None and not members and not alone:
        members = _of_number(community, number)
    if not name or not (members or alone):
        raise RefusedError(told("没有叫“{name}”的成员：照群里的名字写全，或者写成员编号。", name=typed.strip()[:40]))
    if len(members) + len(alone) > 1:
        raise RefusedError(told("叫“{name}”的不止一位：写成员编号。", name=typed.strip()[:40]))
    if alone:
        return Whom(community, guest=alone[0].id, guests=(alone[0].id,))
    (code,) = members
    accounts = persons_of(community).accounts(code) or (code,)
    phones = tuple(one.id for some in guests_of(community, accounts).values() for one in some)
    return Whom(community, person=code, persons=tuple(accounts), guests=phones)


def days_to_enter(visit: Visit, one: ProgrammeFacts) -> tuple[date, ...]:
    """Days that may be entered at all, the latest first; whether one may for somebody is said once they are named."""
    at = moment(calendar_of(visit.community), one.plan.grace, visit.scene.now)
    since = at.today - timedelta(days=one.plan.within) if one.plan.repairs else at.open_since
    return tuple(reversed([*one.rules.due_days(min(since, at.open_since), at.today)])) if one.is_on(at.today) else ()


def _members(community: str, name: str) -> set[int]:
    table = everybody(community)
    if table is None or not name:
        return set()
    pairs = zip(table.codes, table.names, strict=True)
    return {int(code) for code, called in pairs if folded(str(called)).strip() == name}


def _of_number(community: str, number: int) -> set[int]:
    table = everybody(community)
    return {number} if table is not None and table.place(number) is not None else set()
