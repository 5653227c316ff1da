"""A community's members in columns, as pages and the palette share them."""

from juluo.insights.members.table import MemberTable, member_table
from juluo.web.seen import TABLES, seen


def everybody(community: str) -> MemberTable | None:
    """Made once for a version of the ledger; None where there is no record."""
    return seen(community, ("members",), member_table, shelf=TABLES)


def names_of(community: str) -> tuple[str, ...]:
    """What everybody is called: names that must not leave the house."""
    table = everybody(community)
    return () if table is None else tuple(map(str, table.names))
