"""The simulated community's name, and whether it belongs to a real one: then nothing made up goes into it."""

from contextlib import closing

from juluo.demo.notices import PROFILE
from juluo.intake.operator import stated_profile
from juluo.store.embedded import EmbeddedStore

SLUG = "demo"


def is_taken(store: EmbeddedStore, slug: str) -> bool:
    """Whether a community of that name holds anything, and doesn't say of itself that it is simulated."""
    community = store.community(slug)
    if community is None:
        return False
    with closing(store.view(community)) as view:
        told = stated_profile(view)
        return told.get("simulated") != PROFILE["simulated"] and (bool(told) or view.coverage.first is not None)
