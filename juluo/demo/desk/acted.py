"""The simulated community's desk, filled once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from juluo.demo.desk.asking import asked_now, held_before, trick_a_day
from juluo.demo.desk.cast import OPENED, Cast, at, cast, joined
from juluo.demo.desk.draws import among_who_came, still_open
from juluo.demo.desk.evenings import hold, meet, talk
from juluo.demo.desk.listening import asked, said, talked
from juluo.shell.guests.actions.portal import PortalWords, open_portal, write_words
from juluo.store.embedded import EmbeddedStore

MEMBERS = 24
# So many join in one go.
_AT_ONCE = 8
# Among who came to this evening three copies of a book were drawn.
DRAWN_AT = 5
_WELCOME = "这里聊做表单和自动化。新来的，先说说你在做什么。（模拟数据：人和话都是编的。）"
_RULES = """一、先搜再问，问的时候贴文字。
二、不发广告，不私下加人卖东西。
三、说事不说人。有人越线，请 @ 管理员，不要回骂。"""
_LATER: tuple[Callable[[Cast], object], ...] = (
    held_before,
    said,
    asked,
    talked,
    meet,
    talk,
    still_open,
    asked_now,
    trick_a_day,
)


def act(store: EmbeddedStore, truth: Path, community: str, now: datetime) -> Iterator[None]:
    """Fill the desk of the simulated community that was imported with this `truth`, piece by piece.

    Each piece is whole in itself. What the ledger is to know waits in the outbox until it is carried there.
    """
    found = cast(store, truth, community, now)
    opened = at(found.before(OPENED), 9)
    open_portal(found.by, community, opened)
    write_words(found.by, community, PortalWords(_WELCOME, _RULES), opened)
    yield
    last = found.evenings[-1]
    # Who came only because of the last evening signs up for it; the others are regulars.
    coming = [*last.regulars, *last.drawn_in][:MEMBERS]
    for nth in range(0, len(coming), _AT_ONCE):
        some = joined(found, coming[nth : nth + _AT_ONCE], nth)
        found = replace(found, members=found.members + some)
        yield
    newcomers = tuple(one for one in found.members if one.account.account_id in last.drawn_in)
    for evening in found.evenings:
        event = hold(found, evening, newcomers if evening is last else ())
        if evening.number == DRAWN_AT:
            among_who_came(found, evening, event)
        yield
    for piece in _LATER:
        piece(found)
        yield
