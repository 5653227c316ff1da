"""The name a block goes by in templates, in JSON and in the Markdown writers."""

import re

from juluo.report.daily import Block

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def kind_of(block: Block) -> str:
    """`ToWrite` is `to_write`."""
    return _HUMP.sub("_", type(block).__name__).lower()
