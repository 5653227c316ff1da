"""The simulated community's desk, filled once."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from juluo.demo.desk.asking import asked_now, held_before, trick_a_day
from juluo.demo.desk.cast import at, cast, joined
from juluo.demo.desk.draws import among_who_came, still_open
from juluo.demo.desk.evenings import hold, meet, talk
from juluo.demo.desk.listening import asked, said, talked
from juluo.shell.accounts.actions.simulated import simulated_colleague
from juluo.shell.guests.actions.portal import PortalWords, open_portal, write_words
from juluo.shell.guests.facts import portal
from juluo.store.embedded import EmbeddedStore

OPENED = date(2026, 10, 8)
MEMBERS = 24
# Among who came to this evening three copies of a book were drawn.
DRAWN_AT = 5
_WELCOME = "这里聊做表单和自动化。新来的，先说说你在做什么。（模拟数据：人和话都是编的。）"
_RULES = """一、先搜再问，问的时候贴文字。
二、不发广告，不私下加人卖东西。
三、说事不说人。有人越线，请 @ 管理员，不要回骂。"""


def act(store: EmbeddedStore, truth: Path, community: str, now: datetime) -> bool:
    """Fill the desk of the simulated community that was imported with this `truth`; False if it was filled before.

    What the ledger is to know waits in the outbox until it is carried there.
    """
    if portal(community) is not None:
        return False
    by = simulated_colleague("lin-simulated", "林晚", community, at(OPENED, 9))
    open_portal(by, community, at(OPENED, 9))
    write_words(by, community, PortalWords(_WELCOME, _RULES), at(OPENED, 9))
    found = cast(store, truth, by, community, now)
    last = found.evenings[-1]
    # Who came only because of the last evening signs up for it; the others are regulars.
    found = replace(found, members=joined(found, [*last.regulars, *last.drawn_in][:MEMBERS], OPENED))
    newcomers = tuple(one for one in found.members if one.account.account_id in last.drawn_in)
    for evening in found.evenings:
        event = hold(found, evening, newcomers if evening is last else ())
        if evening.number == DRAWN_AT:
            among_who_came(found, evening, event)
    held_before(found)
    said(found)
    asked(found)
    talked(found)
    meet(found)
    talk(found)
    still_open(found)
    asked_now(found)
    trick_a_day(found)
    return True
