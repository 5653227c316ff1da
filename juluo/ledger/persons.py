"""Which accounts are one person: what follows from the ties and untyings that the ledger tells of.

Persons are told in the order of those acts. A tie lays the persons of its accounts together; an untying takes its
accounts out of their person, and those it takes out of one person stay together. So every later act can undo an
earlier one, and an earlier state follows from the acts that were known then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from juluo.ledger.kinds import Kind

NOBODY: Mapping[int, int] = MappingProxyType({})
# A tie or an untying: its kind, and the codes of its accounts.
Tying = tuple[Kind, tuple[int, ...]]


@dataclass(frozen=True)
class Persons:
    """Persons of several accounts. `heads` has the person of every tied account: the account that was met first.

    Whoever has one account is their own person, and isn't listed.
    """

    heads: Mapping[int, int] = field(default_factory=lambda: NOBODY)

    def __bool__(self) -> bool:
        return bool(self.heads)

    def of(self, code: int) -> int:
        """The person of an account."""
        return self.heads.get(code, code)

    @cached_property
    def groups(self) -> Mapping[int, tuple[int, ...]]:
        """Each person's accounts, in the order in which they were met."""
        found: dict[int, list[int]] = {}
        for code in sorted(self.heads):
            found.setdefault(self.heads[code], []).append(code)
        return {head: tuple(codes) for head, codes in found.items()}

    def accounts(self, code: int) -> tuple[int, ...]:
        """All accounts of the person who has this one."""
        return self.groups.get(self.of(code), (code,))

    def all_of(self, codes: Iterable[int]) -> tuple[int, ...]:
        """All accounts of the persons who have these."""
        return tuple(sorted({other for code in codes for other in self.accounts(code)}))


def persons(acts: Iterable[Tying], alone: Iterable[int] = ()) -> Persons:
    """Who is one person after these acts, in order; accounts that have to stand `alone` are of nobody else."""
    apart = frozenset(alone)
    group: dict[int, set[int]] = {}
    for kind, codes in acts:
        meant = {code for code in codes if code not in apart}
        if kind is Kind.ACCOUNT_TIED:
            _lay_together(group, meant)
        else:
            _take_out(group, meant)
    return Persons({code: min(together) for code, together in group.items() if len(together) > 1})


def _lay_together(group: dict[int, set[int]], codes: set[int]) -> None:
    together = {other for code in codes for other in group.get(code, {code})}
    for code in together:
        group[code] = together


def _take_out(group: dict[int, set[int]], codes: set[int]) -> None:
    for together in {id(found): found for code in codes if (found := group.get(code))}.values():
        for part in (together & codes, together - codes):
            for code in part:
                group[code] = part
