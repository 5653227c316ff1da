"""What is set of the optional language model for a community."""

import os

from django.conf import settings

from juluo.insights.drafting.setup import Setup, setup_of


def current(community: str) -> Setup:
    return setup_of(settings.HOME, community, os.environ)
