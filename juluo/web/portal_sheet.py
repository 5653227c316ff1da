"""The styles of the members' pages: the house's colours and type, and a few kilobytes of their own.

A phone on a slow line loads these alone, not what the desk needs.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def portal_sheet() -> str:
    shell = Path(str(files("juluo.shell"))) / "static" / "css" / "base.css"
    tokens = Path(str(files("juluo.chart"))) / "tokens.css"
    return "\n".join(path.read_text("utf-8") for path in (tokens, shell, Path(__file__).parent / "portal.css"))
