"""What the page of an event sends: each deed's form, parsed, and its verb called."""

from collections.abc import Callable, Mapping
from contextlib import closing
from secrets import token_hex
from types import MappingProxyType

from django.conf import settings
from django.http import Http404

from juluo.desk.events.actions import door, guests, holding, keeping, lists, places, planning
from juluo.desk.events.facts import whole
from juluo.desk.events.values import How, Reflection, Scan, Told
from juluo.ledger.entry import Account
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.guests.actions.portal import show_out
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.web.events.asked import amount_asked, day_typed, hours_asked, owner_asked, run_asked
from juluo.wording.sentence import told

Deed = Callable[[Visit, str], object]
_MOST_AT_ONCE = 5_000


def account_of(community: str, code: int) -> Account:
    """The account of a number; refused where nobody has it."""
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(community, [code]).get(code)
    if found is None or found.erased:
        raise RefusedError(told("没有这位成员，或者已经抹去了。"))
    return found


def accounts_of(community: str, codes: list[int]) -> dict[int, Account]:
    """Those of some numbers that there are."""
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(community, sorted(set(codes)))
    return {code: one for code, one in found.items() if not one.erased}


def _number(visit: Visit, name: str = "number") -> int:
    words = visit.field(name)
    if not (words.isascii() and words.isdigit() and len(words) < 10):
        raise Http404
    return int(words)


def _numbers(told_of: list[str], letter: str) -> list[int]:
    """The numbers of those that begin with a letter: others, and “²”, which is a digit and no number, mean nobody."""
    rest = [one[1:] for one in told_of if one.startswith(letter)]
    return [int(words) for words in rest if words.isascii() and words.isdigit() and len(words) < 10]


def _announce(visit: Visit, slug: str) -> None:
    places.open_signup(visit.who, visit.community, slug, visit.scene)


def _add_item(visit: Visit, slug: str) -> None:
    due = day_typed(visit.field("due"))
    who, words = owner_asked(visit), visit.field("words")
    planning.add_item(visit.who, visit.community, slug, words, visit.scene, owner=who, due=due)


def _tick(visit: Visit, slug: str) -> None:
    done = visit.field("deed") == "tick"
    planning.tick(visit.who, visit.community, slug, _number(visit), visit.scene, done=done)


def _drop_item(visit: Visit, slug: str) -> None:
    planning.drop_item(visit.who, visit.community, slug, _number(visit), visit.scene)


def _set_run(visit: Visit, slug: str) -> None:
    planning.set_run(visit.who, visit.community, slug, run_asked(visit.field("run")), visit.scene)


def _sign_up(visit: Visit, slug: str) -> None:
    """A member by their number, or a guest by a name."""
    by, scene, words = visit.who, visit.scene, visit.field("note")
    who: places.Who = (
        account_of(visit.community, _number(visit, "person"))
        if visit.field("person")
        else places.Guest(visit.field("guest"))
    )
    places.sign_up(visit.community, slug, who, scene, by=by, words=words)


def _withdraw(visit: Visit, slug: str) -> None:
    places.withdraw(visit.community, slug, _number(visit), visit.scene, by=visit.who)


def _admit(visit: Visit, slug: str) -> None:
    places.admit_next(visit.who, visit.community, slug, visit.scene)


def _came(visit: Visit, slug: str) -> None:
    came = visit.field("deed") == "here"
    holding.check_in_row(visit.who, visit.community, slug, _number(visit), visit.scene, came=came)


def _settle(visit: Visit, slug: str) -> None:
    """Whether somebody whom a device met at the door counts as having come."""
    told_of = Told.YES if visit.field("deed") == "counts" else Told.NO
    scan = Scan(token_hex(16), visit.scene.now, told_of, of=visit.field("scan"))
    door.take_scans(visit.who, visit.community, slug, [scan], visit.scene)


def _take_list(visit: Visit, slug: str) -> None:
    """Those ticked on a list that was read: members by number, guests by name, rows of the event by theirs."""
    told_of = [str(one) for one in visit.request.POST.getlist("who")][:_MOST_AT_ONCE]
    codes = _numbers(told_of, "a")
    known = accounts_of(visit.community, codes)
    who: list[places.Who] = [known[code] for code in codes if code in known]
    who += [places.Guest(one[1:]) for one in told_of if one.startswith("g")]
    rows = _numbers(told_of, "s")
    if not who and not rows:
        raise RefusedError(told("一个人也没选：勾上要记的人。"))
    if visit.field("as") == "signed":
        lists.sign_up_all(visit.who, visit.community, slug, who, visit.scene)
        return
    how = How.WORDS if visit.field("how") == "words" else How.LIST
    lists.check_in_all(visit.who, visit.community, slug, who, rows, visit.scene, how=how)


def _spend(visit: Visit, slug: str) -> None:
    amount = amount_asked(visit.field("amount"))
    if amount is None:
        raise RefusedError(told("花了多少？写一个不小于0的数。"))
    holding.spend(visit.who, visit.community, slug, visit.field("words"), amount, visit.scene)


def _unspend(visit: Visit, slug: str) -> None:
    holding.unspend(visit.who, visit.community, slug, _number(visit), visit.scene)


def _reflect(visit: Visit, slug: str) -> None:
    thought = Reflection(visit.field("went_well"), visit.field("went_badly"), visit.field("next_time"))
    holding.reflect(visit.who, visit.community, slug, thought, visit.scene)


def _close(visit: Visit, slug: str) -> None:
    holding.close(visit.who, visit.community, slug, visit.scene, hours=hours_asked(visit.field("hours")))


def _reopen(visit: Visit, slug: str) -> None:
    holding.reopen(visit.who, visit.community, slug, visit.scene)


def _cancel(visit: Visit, slug: str) -> None:
    holding.cancel(visit.who, visit.community, slug, visit.field("why"), visit.scene)


def _forget_guest(visit: Visit, slug: str) -> None:
    guests.forget_guest(visit.who, visit.community, slug, _number(visit), visit.scene)


def _drop_file(visit: Visit, slug: str) -> None:
    keeping.drop_file(visit.who, visit.community, slug, _number(visit), visit.scene)


def _show_out(visit: Visit, slug: str) -> None:
    """Somebody from the portal who is none of the group; the page is the event's, and so must they be."""
    found = whole(visit.community, slug)
    number = _number(visit)
    if found is None or not any(one.is_unknown and one.guest == number for one in found.people):
        raise RefusedError(told("名单里没有这个人，或者已经不在。"))
    show_out(visit.who, visit.community, number, visit.scene)


def _withdraw_unknown(visit: Visit, slug: str) -> None:
    places.withdraw_unknown(visit.who, visit.community, slug, visit.scene)


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "announce": _announce,
        "add_item": _add_item,
        "tick": _tick,
        "untick": _tick,
        "drop_item": _drop_item,
        "set_run": _set_run,
        "sign_up": _sign_up,
        "withdraw": _withdraw,
        "show_out": _show_out,
        "withdraw_unknown": _withdraw_unknown,
        "admit": _admit,
        "here": _came,
        "away": _came,
        "counts": _settle,
        "counts_not": _settle,
        "take_list": _take_list,
        "spend": _spend,
        "unspend": _unspend,
        "reflect": _reflect,
        "close": _close,
        "reopen": _reopen,
        "cancel": _cancel,
        "forget_guest": _forget_guest,
        "drop_file": _drop_file,
    }
)
