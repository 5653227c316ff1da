"""Who was asked by name and how they hear of it: on their own page, or in the group, with words to copy.

Of an anonymous survey everybody who was asked is written to, whether or not they answered: a list of who still waits
would say who doesn't.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from juluo.desk.surveys.values import Invitation, Survey
from juluo.shell.guests.facts import portal
from juluo.shell.visit import Visit
from juluo.web.events.shown import clock
from juluo.web.local_time import zone_of
from juluo.web.surveys.takers import guests_by_person
from juluo.wording.catalogue import speaker

# So many names in one message to a group: more of them nobody reads, and chats cut them off.
NAMES = 20
# So many people are written to one by one; of more only together.
ALONE = 60


@dataclass(frozen=True, slots=True)
class Hearing:
    """One person who was asked. `words` are to be copied, "" for who has it on their own page or needs none."""

    number: int
    person: int | None
    name: str
    on_portal: bool
    words: str = ""
    answered: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """`together`: the same for up to twenty people a message, by language."""

    people: tuple[Hearing, ...]
    on_portal: int
    untold: int
    together: Mapping[str, tuple[str, ...]]
    alone: bool


def heard(visit: Visit, one: Survey, invited: Sequence[Invitation], names: Mapping[int, str]) -> Heard:
    """`names` of those who may be named; of who was erased there is none."""
    guests = guests_by_person(visit.community, [each.person for each in invited if each.person is not None])
    told = [_hearing(one, each, names, guests) for each in invited]
    untold = [each for each in told if each.name and not each.on_portal and not each.answered and not each.declined]
    alone = len(untold) <= ALONE
    words = {each.number: _words(visit, one, [each.name], visit.lang) for each in untold} if alone else {}
    batches = [untold[at : at + NAMES] for at in range(0, len(untold), NAMES)]
    return Heard(
        tuple(replace(each, words=words.get(each.number, "")) for each in told),
        sum(each.on_portal for each in told),
        len(untold),
        {
            lang: tuple(_words(visit, one, [each.name for each in batch], lang) for batch in batches)
            for lang in ("zh", "en")
        },
        alone,
    )


def _hearing(one: Survey, asked: Invitation, names: Mapping[int, str], guests: Mapping[int, Sequence[int]]) -> Hearing:
    person = asked.person
    name, known = ("", False) if person is None else (names.get(person, ""), bool(guests.get(person)))
    by_name = not one.is_anonymous
    return Hearing(
        asked.number,
        person,
        " ".join(name.split()),
        known,
        answered=by_name and asked.answered,
        declined=by_name and asked.declined,
    )


def _words(visit: Visit, one: Survey, names: Sequence[str], lang: str) -> str:
    """What is pasted into the group, in one language: whom, what, where, until when."""
    say = speaker(lang)
    address = visit.request.build_absolute_uri(f"/c/{visit.community}/surveys/{one.slug}")
    at = " ".join(f"@{name}" for name in names)
    title = one.form.title.of(lang)
    if one.is_anonymous:
        lines = [say("{at} 想请你答一份问卷：{title}（匿名；答过的不用理）", at=at, title=title)]
    else:
        lines = [say("{at} 想请你答一份问卷：{title}", at=at, title=title)]
    if one.closes_at is not None:
        lines.append(say("{when}截止。", when=clock(one.closes_at, zone_of(visit.community), lang)))
    lines.append(say("打开就能答：{address}", address=address))
    found = portal(visit.community)
    if found is not None and found.is_open:
        join = visit.request.build_absolute_uri(f"/c/{visit.community}/join/{found.link}")
        lines.append(say("第一次来的先点这里，认一认你是群里的哪一位：{address}", address=join))
    return "\n".join(lines)
