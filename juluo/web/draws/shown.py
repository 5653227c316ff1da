"""What the pages of draws show beside the records: words, who stands behind a line, the steps, texts to copy."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from juluo.desk.draws.drand import CHAIN
from juluo.desk.draws.facts import proof, still_sealed
from juluo.desk.draws.proof import Checked, checked
from juluo.desk.draws.sealed import DrawError
from juluo.desk.draws.values import STATE_WORDS, Candidate, DrawFacts, PickFacts, State, Way, Why
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import guests_named
from juluo.shell.visit import Visit
from juluo.web.events.shown import clock, near_clock
from juluo.web.members.everybody import everybody
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import whole
from juluo.wording.zones import zone_words

WAY_WORDS: Mapping[Way, str] = {
    Way.PRESSED: "在成员的页面上按了“参加”的",
    Way.SAID: "一段时间里说过某个词的",
    Way.SPOKE: "一段时间里说过话的",
    Way.REPLIED: "一段时间里回复过别的成员的",
    Way.SEGMENT: "一个分群里的",
    Way.SIGNED: "报名了一场活动的",
    Way.CAME: "到了一场活动的",
    Way.LISTED: "贴一份名单",
}
WHY_WORDS: Mapping[Why, str] = {
    Why.BOT: "机器人",
    Why.STAFF: "工作人员",
    Why.UNKNOWN: "没认出是哪位成员的",
    Why.OWN: "你列出不算的",
    Why.WON: "前面中过奖的",
    Why.TWICE: "同一个人已经在名单里",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a page names them; `person` leads to a member's page, `guest` says that they came by the portal."""

    name: str
    person: int | None
    guest: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a draw: whether it is done, when, and what there is to see of it."""

    words: str
    done: bool
    when: str
    detail: str = ""


def named(visit: Visit, found: Iterable[Candidate | PickFacts]) -> list[Named]:
    """Who they are, for who may see members: by their name in the group, as a guest, or as it was typed."""
    lines = list(found)
    if not visit.may(May.SEE_MEMBERS):
        return [Named(visit.say("一位成员"), None, guest=False) for _ in lines]
    table = everybody(visit.community)
    at_portal = guests_named(visit.community, {one.guest for one in lines if one.guest is not None})
    told = []
    for one in lines:
        place = None if table is None or one.person is None else table.place(one.person)
        guest = at_portal.get(one.guest) if one.guest is not None else None
        if table is not None and place is not None:
            told.append(Named(str(table.names[place]), one.person, guest=False))
        elif guest is not None:
            told.append(Named(guest.name, None, guest=True))
        else:
            told.append(Named(one.name or visit.say("名字已抹去"), None, guest=False))
    return told


def words_of(visit: Visit, zone: ZoneInfo) -> dict[str, object]:
    """What the templates of draws say things with."""
    say, lang = visit.say, visit.lang
    return {
        "states": {state: say(words) for state, words in STATE_WORDS.items()},
        "whys": {str(why): say(words) for why, words in WHY_WORDS.items()},
        "ways": {way: say(words) for way, words in WAY_WORDS.items()},
        "clock": lambda moment: near_clock(moment, visit.scene.now, zone, lang),
        "whole": whole,
        "zone": zone_words(zone.key, lang),
    }


def steps(one: DrawFacts, now: datetime, zone: ZoneInfo, lang: str) -> tuple[Step, ...]:
    """名单封存 → 种子封存 → 开奖: what is done of it, and what of it anybody can hold against us later."""
    say = speaker(lang)

    def when(moment: datetime | None) -> str:
        return "" if moment is None else near_clock(moment, now, zone, lang)

    people = say("{n}人", n=whole(one.entrants)) if one.is_sealed else ""
    drawn = one.state is State.DRAWN
    return (
        Step(say("名单封存"), one.is_sealed, when(one.sealed_at), people),
        Step(say("种子封存"), one.is_sealed, when(one.sealed_at), short(one.promise)),
        Step(say("开奖，公布种子"), drawn, when(one.drawn_at if drawn else one.plan.closes), short(one.secret)),
    )


def lookup(one: DrawFacts) -> str:
    """Where a round of drand stands, for the source that Juluo worded itself; no other address is led to."""
    found = re.search(rf"https://api\.drand\.sh/{CHAIN}/public/\d+", one.plan.source)
    return found[0] if found else ""


def short(digits: str) -> str:
    """A hash as it is compared by eye: its two ends."""
    return f"{digits[:4]} {digits[4:8]} … {digits[-8:-4]} {digits[-4:]}" if digits else ""


def checks(community: str, one: DrawFacts, noted: str = "") -> tuple[Checked, ...]:
    """Everything that can be checked, reckoned anew from the records; nothing before the draw.

    `noted` is the seal as a reader wrote it down before.
    """
    try:
        found = proof(community, one.slug)
    except DrawError:
        return ()
    return () if found is None else checked(found, noted)


def is_whole(community: str, one: DrawFacts) -> bool:
    """Whether the list is still the one that was sealed; nothing can be wrong with one that isn't yet."""
    return not one.is_sealed or still_sealed(community, one.slug)


def announcement(one: DrawFacts, picks: Sequence[PickFacts], zone: ZoneInfo, lang: str, address: str) -> str:
    """What is pasted into the group now, in one language."""
    say, wanted = speaker(lang), one.plan
    lines = [say("【抽奖】{title}", title=wanted.title)]
    if wanted.prize:
        lines.append(say("奖品：{prize}", prize=wanted.prize))
    lines.append(say("谁能参加：{rule}", rule=wanted.rule))
    lines.append(say("抽{n}位，{when}开奖。", n=whole(wanted.winners), when=clock(wanted.closes, zone, lang)))
    if wanted.entries_end is not None and not one.is_sealed:
        lines.append(say("参加到{when}。", when=clock(wanted.entries_end, zone, lang)))
    if one.early:
        lines.append(say("名单提前封存了：{why}", why=one.early))
    if one.is_sealed:
        lines.append(say("名单已经封存，{n}人。封签：{seal}", n=whole(one.entrants), seal=one.seal))
        lines.append(say("种子的承诺：{promise}", promise=one.promise))
        lines.append(
            say("公开数用：{source}", source=wanted.source)
            if wanted.source
            else say("没有用事先谁也不知道的公开数：组织者有办法影响结果，只能信得过组织者。")
        )
    if one.state is State.DRAWN:
        lines = [say("【开奖】{title}", title=wanted.title)]
        if wanted.source:
            lines.append(say("公开数：{value}（{source}）", value=one.value, source=wanted.source))
        tags = say("、").join(pick.tag for pick in picks if not pick.why)
        lines.append(say("中奖的代号：{tags}", tags=tags))
        lines.append(say("在成员的页面上看自己的代号；中了就在那里领奖。"))
    lines.append(say("谁都能核对：{address}", address=address))
    return "\n".join(lines)
