"""What a reader must know of numbers that show another state of the ledger than today's, or count others than members.

state_words(say, Actors.STAFF, AsOf(3), zone) == ["这是账本第3版的样子…", "工作人员也算在内…"]
"""

from datetime import tzinfo

from juluo.ledger.actors import Actors
from juluo.ledger.as_of import AsOf
from juluo.wording.catalogue import Say

_COUNTED = {
    Actors.STAFF: "下面的数字把工作人员也算在内，机器人不算。",
    Actors.ALL: "下面的数字把工作人员和机器人都算在内。",
}


def state_words(say: Say, actors: Actors, as_of: AsOf | None, zone: tzinfo) -> list[str]:
    """Whole sentences; none for the present state of members."""
    words = [] if as_of is None else [_as_of_words(say, as_of, zone)]
    return words + ([say(_COUNTED[actors])] if actors in _COUNTED else [])


def _as_of_words(say: Say, as_of: AsOf, zone: tzinfo) -> str:
    if as_of.moment is None:
        told = "这是账本第{version}版的样子：之后才导入的、改的、退回的都不算。名字用现在的，抹去的人不会回来。"
        return say(told, version=as_of.version)
    told = "这是{moment}的账本（第{version}版）：之后才导入的、改的、退回的都不算。名字用现在的，抹去的人不会回来。"
    return say(told, moment=f"{as_of.moment.astimezone(zone):%Y-%m-%d %H:%M}", version=as_of.version)
