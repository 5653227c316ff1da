"""Which line answers which, where no platform says it: by quotes, names, turns and words. What it finds is 推测."""

from juluo.text.links.line import How, Line, Link
from juluo.text.links.linker import Linker, links

__all__ = ["How", "Line", "Link", "Linker", "links"]
