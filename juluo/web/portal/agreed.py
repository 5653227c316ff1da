"""To what a guest agreed, as they and their guardian see it: each purpose, whether it holds, and when it was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from juluo.shell.guests.actions.agreeing import agree, take_back
from juluo.shell.guests.facts import GuestFacts, agreements
from juluo.shell.guests.values import PURPOSE_WORDS, Purpose
from juluo.shell.visit import Visit
from juluo.web.local_time import calendar_of
from juluo.wording.numbers import long_date

# What comes of it, and what doesn't where it is not given.
MEANS: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.REMIND: "不同意就不提醒，报的名照样算。",
        Purpose.ASK: "不同意就不来请你；公开的问卷你还是能自己答。",
        Purpose.SHOWN: "不同意就不写你的称呼，只算在人数里。",
        Purpose.LINKED: "不同意就只算在总数里。收回以后问卷里马上分开；先前记进群记录的分数，要抹去才没有。",
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One purpose; `log` is every yes and its end, in words, the latest first."""

    purpose: Purpose
    words: str
    means: str
    holds: bool
    log: tuple[str, ...]


def asked_of(visit: Visit, guest: GuestFacts) -> tuple[Asked, ...]:
    """Every purpose, and how it stands with this guest."""
    given = agreements(guest.id)
    day, say = calendar_of(visit.community).day_of, visit.say

    def log(purpose: Purpose) -> tuple[str, ...]:
        lines = []
        for one in (said for said in reversed(given) if said.purpose is purpose):
            if one.withdrawn_at is not None:
                lines.append(say("{day}收回", day=long_date(day(one.withdrawn_at), visit.lang)))
            lines.append(say("{day}同意", day=long_date(day(one.given_at), visit.lang)))
        return tuple(lines)

    holding = {one.purpose for one in given if one.withdrawn_at is None}
    return tuple(
        Asked(purpose, say(words), say(MEANS[purpose]), purpose in holding, log(purpose))
        for purpose, words in PURPOSE_WORDS.items()
    )


def settle(visit: Visit, guest: GuestFacts) -> bool:
    """Do what a press on one purpose asks for; False where the form names none."""
    purpose = next((one for one in Purpose if one == visit.field("purpose")), None)
    if purpose is None or visit.field("say") not in {"yes", "no"}:
        return False
    (agree if visit.field("say") == "yes" else take_back)(guest, purpose, visit.scene)
    return True
