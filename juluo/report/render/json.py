"""The whole report for machines: `schema` is `juluo.report/1`, and fields keep their names and meaning within it.

Entry ids and seats are 64-bit numbers and JavaScript is exact only to 2**53, so they are strings everywhere. Dates
are ISO 8601, moments carry their zone. A number that is not finite is null. A block names its kind in `type`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import get_args

from juluo.chart.spec import Bars, CauseBars, HeatMap
from juluo.report.daily import Block, Report
from juluo.report.render.kinds import kind_of

SCHEMA = "juluo.report/1"

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_BLOCKS = get_args(Block)
_CHARTS = {Bars: "bars", CauseBars: "cause_bars", HeatMap: "heat_map"}
_EXACT_AS_TEXT = frozenset({"entry_id", "entry_ids", "seat"})
_EXACT_IN_JAVASCRIPT = 2**53
_HALF = re.compile("[\ud800-\udfff]")  # half a character, as broken exports hold it: UTF-8 cannot, an escape can


def report_json(report: Report) -> str:
    written = json.dumps(report_fields(report), ensure_ascii=False, allow_nan=False, indent=2)
    return _HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"


def report_fields(report: Report) -> dict[str, Json]:
    return {
        "schema": SCHEMA,
        **_record(report),
        "lead": [{"name": name, "line": _plain(line)} for name, line in report.lead],
    }


def _plain(value: object) -> Json:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _EXACT_IN_JAVASCRIPT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return _compound(value)


def _compound(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return _typed(value)
    if isinstance(value, Mapping):
        return {str(key): _field(str(key), inner) for key, inner in value.items()}
    if isinstance(value, AbstractSet):
        return [_plain(inner) for inner in sorted(value, key=str)]
    if isinstance(value, Sequence):
        return [_plain(inner) for inner in value]
    return str(value)


def _typed(value: object) -> dict[str, Json]:
    if isinstance(value, _BLOCKS):
        return {"type": kind_of(value), **_record(value)}
    if isinstance(value, (Bars, CauseBars, HeatMap)):
        return {"type": _CHARTS[type(value)], **_record(value)}
    return _record(value)


def _record(value: object) -> dict[str, Json]:
    names = [field.name for field in fields(value)]  # type: ignore[arg-type]  # callers have checked
    return {name: _field(name, getattr(value, name)) for name in names}


def _field(name: str, value: object) -> Json:
    if name in _EXACT_AS_TEXT:
        return (
            [str(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
        )
    if name == "rows" and isinstance(value, tuple) and value and _is_pair(value[0]):
        return [{"name": pair[0], "line": _plain(pair[1])} for pair in value]
    return _plain(value)


def _is_pair(row: object) -> bool:
    """A row of `Pairs`: a label and a line of spans."""
    return isinstance(row, tuple) and len(row) == 2 and isinstance(row[0], str) and isinstance(row[1], tuple)
