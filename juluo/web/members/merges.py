"""Suggestions of who is one person, and who was tied, as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from juluo.desk.members.facts import Verdict, decisions, on_their_way
from juluo.insights.merges.known import Known, everybody
from juluo.insights.merges.signs import Sure
from juluo.insights.merges.suggesting import Suggestion, suggestions, undecided
from juluo.insights.merges.telling import SURE_WORDS, evidence_words
from juluo.ledger.entry import Account
from juluo.ledger.kinds import Kind
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.members.everybody import everybody as table_of_everybody
from juluo.web.seen import seen
from juluo.wording.platforms import platform_name

_PLACES = 3
# In so many people suggestions are found within a quarter of a second.
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Merges:
    """What is kept of the ledger for a version of it: suggestions, and the persons of several accounts."""

    suggested: tuple[Suggestion, ...]
    tied: tuple[Known, ...]
    channels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what they are called and where they are known."""

    person: int
    name: str
    accounts: tuple[str, ...]
    first: date | None
    last: date | None
    said: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion in words: what speaks for it, and what against."""

    one: Side
    other: Side
    sure: str
    likely: bool
    fors: tuple[str, ...]
    againsts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TiedAccount:
    code: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class TiedPerson:
    """A person of several accounts; `on_its_way`: an untying is not in the ledger yet."""

    person: int
    name: str
    accounts: tuple[TiedAccount, ...]
    on_its_way: bool


def merges_of(community: str) -> Merges:
    return seen(community, ("merges",), _merges)


def _merges(view: View) -> Merges:
    tied = tuple(one for one in everybody(view).values() if len(one.accounts) > 1) if view.persons else ()
    return Merges(suggestions(view), tied, {one.code: one.name for one in view.channels_used})


def waiting_suggestions(visit: Visit, person: int | None = None) -> tuple[Shown, ...]:
    """What nobody has decided yet; of one person, or of everybody."""
    found = merges_of(visit.community)
    apart = {one.pair for one in decisions(visit.community, Verdict.APART)}
    under_way = {frozenset(codes) for kind, codes in on_their_way(visit.community) if kind is Kind.ACCOUNT_TIED}
    left = undecided(found.suggested, apart)
    wanted = (one for one in left if person is None or person in one.pair)
    return tuple(_shown(visit, found, one) for one in wanted if frozenset(one.pair) not in under_way)


def same_person(visit: Visit, person: int) -> tuple[Shown, ...]:
    """Suggestions about one person for whom may decide; none where finding them would keep a page waiting."""
    table = table_of_everybody(visit.community)
    if not visit.may(May.IMPORT) or table is None or table.size > _AT_ONCE:
        return ()
    return waiting_suggestions(visit, person)


def _shown(visit: Visit, known: Merges, found: Suggestion) -> Shown:
    def told(*, speaks_for: bool) -> tuple[str, ...]:
        signs = (sign for sign in found.evidence if (sign.weight > 0) is speaks_for)
        return tuple(evidence_words(sign, visit.say) for sign in signs)

    return Shown(
        _side(visit, known, found.one),
        _side(visit, known, found.other),
        visit.say(SURE_WORDS[found.sure]),
        found.sure is Sure.LIKELY,
        told(speaks_for=True),
        told(speaks_for=False),
    )


def _side(visit: Visit, known: Merges, one: Known) -> Side:
    most = sorted(one.channels, key=lambda code: (-one.channels[code], code))[:_PLACES]
    places = tuple(known.channels[code] for code in most if code in known.channels)
    labels = tuple(_label(visit, account) for account in one.accounts)
    return Side(one.person, _name(one), labels, one.first, one.last, one.said, places)


def _name(one: Known) -> str:
    return next(account.name for account in one.accounts if account.code == one.person) if one.accounts else ""


def _label(visit: Visit, account: Account) -> str:
    platform = platform_name(account.platform, visit.lang)
    return visit.say("{platform}：{id}", platform=platform, id=account.account_id)


def tied_people(visit: Visit) -> tuple[TiedPerson, ...]:
    untying = {code for kind, codes in on_their_way(visit.community) if kind is Kind.ACCOUNT_UNTIED for code in codes}

    def shown(one: Known) -> TiedPerson:
        rows = (TiedAccount(a.code, a.name, _label(visit, a)) for a in one.accounts)
        codes = {account.code for account in one.accounts}
        return TiedPerson(one.person, _name(one), tuple(rows), bool(codes & untying))

    return tuple(shown(one) for one in sorted(merges_of(visit.community).tied, key=lambda one: one.person))


def ties_on_their_way(visit: Visit) -> int:
    return sum(kind is Kind.ACCOUNT_TIED for kind, _ in on_their_way(visit.community))


def others_of(community: str, code: int) -> Sequence[int]:
    """The other accounts of the person who has this one."""
    found = merges_of(community).tied
    groups: Iterable[set[int]] = ({account.code for account in one.accounts} for one in found)
    return sorted(next((group for group in groups if code in group), {code}) - {code})


def names_of(community: str, codes: Iterable[int]) -> dict[int, str]:
    """What accounts are called now; who was erased has no name."""

    def look(view: View) -> dict[int, str]:
        return {code: one.name for code, one in view.accounts(wanted).items() if not one.erased}

    wanted = sorted(set(codes))
    return seen(community, ("merged names", *wanted), look) if wanted else {}
