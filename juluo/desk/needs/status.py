"""How a need stands, and what that is called."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """How a need stands."""

    NEW = "new"
    CONSIDERED = "considered"
    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"


STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.NEW: "新提出",
        Status.CONSIDERED: "考虑中",
        Status.PLANNED: "已计划",
        Status.DONE: "已做",
        Status.DECLINED: "不做",
    }
)
