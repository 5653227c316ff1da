"""The short name of a community: it names a partition folder and stands in every path and address."""

import re

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


def is_slug(told: str) -> bool:
    return _SLUG.fullmatch(told) is not None
