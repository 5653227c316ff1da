"""What communities are called, for the frame around every page: prepared after each change, kept at hand."""

from collections.abc import Iterable, Mapping

from django.conf import settings

from juluo.intake.operator import stated_profile
from juluo.store.standing import standing
from juluo.store.view import View
from juluo.web.seen import Form, keep, last_seen, seen

KEY = ("name",)
FORM = Form(str.encode, bytes.decode)


def name_of(view: View) -> str:
    """The name that its profile gives a community now; its slug where nobody wrote one down."""
    return stated_profile(view).get("name") or view.community.slug


def call(community: str, name: str) -> None:
    """Write down what a community was just called, before a worker looks."""
    keep(standing(settings.HOME), community, KEY, FORM, name)


def called(communities: Iterable[str]) -> Mapping[str, str]:
    """What each is called; a community that isn't there is called by its slug."""
    return {slug: last_seen(slug, KEY, FORM) or _looked_up(slug) for slug in communities}


def _looked_up(slug: str) -> str:
    """Its name in the ledger: after an upgrade or an erasure nothing is at hand until somebody looks."""
    return seen(slug, KEY, name_of, form=FORM) if slug in standing(settings.HOME).communities else slug
