"""Members' states, standings and comings as a person says them, and what each means."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.insights.members.finding import Standing
from juluo.insights.members.states import State
from juluo.ledger.kinds import Kind
from juluo.web.members.asked import Column

STATE_WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.NEW: "新开口",
        State.STEADY: "一直在说",
        State.RETURNING: "又回来了",
        State.QUIET: "这阵子没说",
        State.AWAY: "很久没说",
        State.SILENT: "没开过口",
        State.LEFT: "退群了",
        State.UNKNOWN: "分不清",
    }
)
# Said in full where the short word stands.
STATE_MEANINGS: Mapping[State, str] = MappingProxyType(
    {
        State.NEW: "近28天里第一次发言",
        State.STEADY: "近28天发过言，再往前28天也发过",
        State.RETURNING: "近28天发过言，再往前28天没有，更早有过",
        State.QUIET: "近28天没发言，再往前28天发过",
        State.AWAY: "56天没发言，更早有过",
        State.SILENT: "记录里有他，但没有他的发言",
        State.LEFT: "退群以后没再出现",
        State.UNKNOWN: "记录从半路开始或中间缺了一段，说不出他是哪一种",
    }
)
STANDING_WORDS: Mapping[Standing, str] = MappingProxyType(
    {Standing.MEMBER: "成员", Standing.STAFF: "工作人员", Standing.BOT: "机器人"}
)
COLUMN_WORDS: Mapping[Column, str] = MappingProxyType(
    {
        Column.STATE: "近况",
        Column.WORDS: "近28天发言",
        Column.DAYS: "近28天来几天",
        Column.RECEIVED: "收到回复",
        Column.GIVEN: "回复别人",
        Column.ALL_WORDS: "一共发言",
        Column.LAST: "最近出现",
        Column.FIRST: "最早出现",
    }
)
MOVE_WORDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.JOIN: "进群", Kind.INVITE: "受邀进群", Kind.LEAVE: "退群", Kind.KICK: "被移出"}
)
MOVE_BY_WORDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.JOIN: "{name}带进群", Kind.INVITE: "{name}邀请进群", Kind.LEAVE: "被{name}移出", Kind.KICK: "被{name}移出"}
)
