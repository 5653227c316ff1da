"""The twelve channels and how much is said in each."""

from dataclasses import dataclass
from datetime import date

from juluo.demo.phrases.smalltalk import CHAT, MEETUPS
from juluo.demo.phrases.subject import Subject
from juluo.demo.phrases.workshop import DEFECTS, IDEAS, MIGRATION, PLUGINS, SERVERS, TEMPLATES, WORKS
from juluo.demo.schedule import Season


@dataclass(frozen=True, slots=True)
class Place:
    """A channel. `weight` is its part of the ordinary conversations, `asking` the share of them that ask."""

    id: str
    name: str
    weight: int = 0
    asking: float = 0.0
    subjects: tuple[Subject, ...] = ()


NEWS = Place("c01", "更新公告")
HELP = Place("c02", "答疑", 250, 0.8)
CHAT_ROOM = Place("c03", "闲聊", 250, 0.13, CHAT)
DOORSTEP = Place("c04", "新人报到")
SHOWROOM = Place("c05", "作品展示", 75, 0.12, (WORKS,))
WISHES = Place("c06", "功能建议", 75, 0.2, (IDEAS,))
FAULTS = Place("c07", "缺陷反馈", 80, 0.3, (DEFECTS,))
SWAPS = Place("c08", "模板交换", 65, 0.3, (TEMPLATES,))
PLUGIN_ROOM = Place("c09", "插件开发", 65, 0.28, (PLUGINS,))
SERVER_ROOM = Place("c10", "部署运维", 65, 0.3, (SERVERS,))
MEETUP = Place("c11", "线下活动", 40, 0.25, MEETUPS)
OLD_HOUSE = Place("c12", "旧版迁移", 90, 0.3, (MIGRATION,))

PLACES: tuple[Place, ...] = (
    NEWS,
    HELP,
    CHAT_ROOM,
    DOORSTEP,
    SHOWROOM,
    WISHES,
    FAULTS,
    SWAPS,
    PLUGIN_ROOM,
    SERVER_ROOM,
    MEETUP,
    OLD_HOUSE,
)
# Channels that an evening in 答疑 doesn't reach: what went on there as ever tells what the evening did.
UNTOUCHED = ("闲聊", "作品展示", "模板交换", "插件开发", "部署运维", "缺陷反馈")


def weights_on(day: date, season: Season) -> list[int]:
    """The channels' weights of a day; 旧版迁移 fades out and falls silent."""
    return [_fading(place.weight, day, season) if place is OLD_HOUSE else place.weight for place in PLACES]


def _fading(weight: int, day: date, season: Season) -> int:
    if day <= season.dying_from:
        return weight
    left = max(0, (season.died - day).days)
    return weight * left // (season.died - season.dying_from).days
