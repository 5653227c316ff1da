"""The rows of a compound metric as a table that people read: columns and kinds by name, shares in percent."""

from collections.abc import Mapping, Sequence

from juluo.metrics.metric import metrics, unseen
from juluo.metrics.reading import lacking_words
from juluo.report.daily import Table
from juluo.report.scene import Scene
from juluo.wording.numbers import minutes, percent, plain, whole

_COLUMNS = {
    "platform": "平台",
    "brought_by": "谁带来的",
    "hits": "人数",
    "n": "共多少",
    "share": "占比",
    "within_7_days": "7天内开口",
    "step": "走到哪一步",
    "did": "做到的人数",
    "channel": "频道",
    "messages": "消息数",
    "people": "人数",
    "days": "天数",
    "metric": "指标",
    "weight": "份量",
    "value": "数值",
    "mean": "前12周平均",
    "spread": "平常起伏",
    "weeks": "周数",
    "z": "高出几个起伏",
    "reason": "备注",
    "tier": "档",
    "message_share": "占消息",
    "type": "谁写的",
    "low": "区间下限",
    "high": "区间上限",
    "person": "成员",
    "reach": "不同的人回应",
    "rank": "名次",
    "rank_low": "名次不低于",
    "rank_high": "名次不高于",
    "kind": "种类",
    "posts": "条数",
    "minutes": "时间",
}
_KINDS = {
    "member": "成员",
    "others": "其他",
    "not_shown": "来源没写",
    "joined": "来了",
    "read": "看过",
    "spoke": "说了话",
    "replied": "回了别人",
    "started": "开了话头",
    "organised": "组织了活动",
    "lurking": "潜水",
    "occasional": "偶尔",
    "heavy": "常客",
    "staff": "工作人员",
    "new": "第一次发言",
    "returning": "以前发过言",
    "unnamed": "没写是谁",
    "message": "消息",
    "poll": "投票",
}
_NAMES = frozenset({"person", "account"})
_KINDRED = frozenset({"brought_by", "step", "tier", "type", "kind"})
_ALWAYS_SHARES = frozenset({"share", "message_share"})


def rows_told(scene: Scene, rows: Sequence[Mapping[str, object]]) -> Table | None:
    """A table of the rows; nobody is named in it where nobody may be. None where there is nothing to tell."""
    columns = [name for name in dict.fromkeys(key for row in rows for key in row) if name in _COLUMNS]
    if scene.nameless:
        columns = [name for name in columns if name not in _NAMES]
    if not columns or any("cohort" in row for row in rows):
        return None
    cells = tuple(tuple(_cell(scene, row, name) for name in columns) for row in rows)
    numeric = tuple(n for n, name in enumerate(columns) if any(_is_number(row.get(name)) for row in rows))
    return Table(tuple(scene.say(_head(name, columns)) for name in columns), cells, numeric)


def _head(name: str, columns: Sequence[str]) -> str:
    """What a column is called: of who wrote the messages it is these that are counted, elsewhere people."""
    return _COLUMNS["posts" if name == "hits" and "type" in columns else name]


def rows_bare(rows: Sequence[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
    """The rows without whom they are of."""
    return tuple({name: value for name, value in row.items() if name not in _NAMES} for row in rows)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(scene: Scene, row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float):
        return _number(scene, row, name, value)
    words = str(value)
    if name == "metric" and words in metrics():
        return metrics()[words].title if scene.lang == "zh" else metrics()[words].title_en
    if name in _KINDRED and words in _KINDS:
        return scene.say(_KINDS[words])
    if name == "reason" and row.get("hidden"):
        return lacking_words(unseen(metrics()[str(row["metric"])], scene.view.coverage.sights), scene.say)
    return scene.say(words) if name == "reason" and words else words


def _number(scene: Scene, row: Mapping[str, object], name: str, value: float) -> str:
    if name in _ALWAYS_SHARES or (name in {"low", "high"} and "share" in row):
        return percent(value)
    if name == "minutes":
        return minutes(value, scene.lang)
    return whole(value) if isinstance(value, int) or value >= 100 else plain(value)
