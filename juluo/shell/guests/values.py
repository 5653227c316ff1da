"""What guests can be asked to agree to."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Purpose(StrEnum):
    """Something that is done with a guest's data only once they agreed to exactly that."""

    REMIND = "remind"
    ASK = "ask"
    SHOWN = "shown"
    LINKED = "linked"


PURPOSE_WORDS: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.REMIND: "我报了名的事，开始前在这里提醒我",
        Purpose.ASK: "可以请我答问卷",
        Purpose.SHOWN: "我的称呼可以给别的成员看到，比如在榜上",
        Purpose.LINKED: "我答的可以和我在群里的账号连起来看",
    }
)
