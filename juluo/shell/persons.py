"""Which accounts are one person, for whoever counts people: one of two accounts counts once.

Read again only once the ledger changed: a page that counts votes opens no ledger for it.
"""

from collections.abc import Collection
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from juluo.ledger.persons import Persons
from juluo.store.embedded import EmbeddedStore
from juluo.store.standing import standing

_KEPT = 32
EACH = Persons()
"""Everybody has one account."""


def persons_of(community: str, among: Collection[int] | None = None) -> Persons:
    """As the ledger stands; for fewer than two accounts, of whom none can be another's, it isn't asked."""
    if among is not None and len(among) < 2:
        return EACH
    now = standing(settings.HOME)
    if community not in now.communities:
        return EACH
    return _persons_of(settings.HOME, community, now.version, now.erased.get(community, 0))


@lru_cache(_KEPT)
def _persons_of(home: Path, community: str, _version: int, _erased: int) -> Persons:
    with closing(EmbeddedStore(home)) as store:
        found = store.community(community)
        if found is None:
            return EACH
        with closing(store.view(found)) as view:
            return view.persons
