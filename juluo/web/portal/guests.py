"""Who joined the members' pages, as operators look through them: found by name and kind, a page at a time."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from juluo.shell.guests.facts import MOST_UNTIED, Guarded, GuestFacts, came_untied
from juluo.shell.guests.listing import Kind, found_guests, how_many, how_many_agree
from juluo.shell.guests.values import PURPOSE_WORDS
from juluo.shell.visit import Visit
from juluo.web.asking import Asking

_SIZE = 30
KIND_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ALL: "所有加入的",
        Kind.TIED: "认出来了",
        Kind.WAITING: "等他说暗号",
        Kind.NOBODY: "还没认",
        Kind.CHILD_WAITING: "等监护人同意",
        Kind.CHILD_AGREED: "监护人同意了",
        Kind.CHILD_WITHDRAWN: "监护人收回了",
    }
)
_GUARDED: Mapping[Guarded, Kind] = MappingProxyType(
    {
        Guarded.WAITING: Kind.CHILD_WAITING,
        Guarded.AGREED: Kind.CHILD_AGREED,
        Guarded.WITHDRAWN: Kind.CHILD_WITHDRAWN,
    }
)


def guests_shown(visit: Visit) -> dict[str, object]:
    """What the list of the page needs; what is looked for stands in the address, or in the form that was refused."""
    ask = asked(visit)
    kind, name = ask.choice("show", Kind, Kind.ALL), ask.words("q")[:100]
    found = found_guests(visit.community, kind, name, ask.number("page", 1), _SIZE)
    counts, agreeing = how_many(visit.community), how_many_agree(visit.community)
    return {
        "listed": found,
        "kind": kind,
        "q": name,
        "kinds": [(one, visit.say(KIND_WORDS[one]), n) for one, n in counts.items() if n or one in {Kind.ALL, kind}],
        "everyone": counts[Kind.ALL],
        "agreeing": [(visit.say(words), agreeing[purpose]) for purpose, words in PURPOSE_WORDS.items()],
        "guarded": lambda one: _guarded(visit, one),
        "rests": came_untied(visit.community, visit.scene.now) >= MOST_UNTIED,
        "most_untied": MOST_UNTIED,
        "turned": lambda page: turned(kind, name, page),
    }


def asked(visit: Visit) -> Asking:
    """What is looked for: by the address, or by a form of the list, which comes back to where it was pressed."""
    sent = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    return Asking({name: str(sent.get(name, "")) for name in ("show", "q", "page")}, visit.today)


def where(visit: Visit) -> str:
    """The same list once something was done."""
    ask = asked(visit)
    return turned(ask.choice("show", Kind, Kind.ALL), ask.words("q")[:100], ask.number("page", 1))


def turned(kind: Kind, name: str, page: int) -> str:
    """The rest of an address of the list."""
    told = {"q": name, "show": kind if kind is not Kind.ALL else "", "page": page if page > 1 else ""}
    kept = {key: value for key, value in told.items() if value}
    return f"?{urlencode(kept)}#guests" if kept else "#guests"


def _guarded(visit: Visit, one: GuestFacts) -> str:
    return visit.say(KIND_WORDS[_GUARDED[one.guarded]]) if one.guarded in _GUARDED else ""
