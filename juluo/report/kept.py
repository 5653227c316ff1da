"""A report as it is kept once it is signed, and read again as the same value, whatever was added to reports since."""

import json
import math
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from juluo.report.daily import Report

_KIND = "is"


def kept(report: Report) -> str:
    """The report as JSON: every dataclass names itself, so that a block is known by its kind."""
    return json.dumps(_plain(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def read_kept(content: str) -> Report:
    """The report again. Parts that a later version added take their defaults."""
    found: Report = _read(Report, json.loads(content))
    return found


def _plain(value: object, *, shown: bool = True) -> object:
    """As JSON has it. `shown`: it is drawn again; in a reading, which machines read, what has no end is nothing."""
    if is_dataclass(value) and not isinstance(value, type):
        return {_KIND: type(value).__name__} | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return _plain(value.value, shown=shown)
    if isinstance(value, Mapping):
        return {str(key): _plain(one, shown=False) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one, shown=shown) for one in value]
    return _bare(value, shown=shown)


def _bare(value: object, *, shown: bool) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value) if shown and math.isinf(value) else None
    return value


def _read(hint: Any, value: Any) -> Any:  # noqa: ANN401 - a type and JSON in, a value of that type out
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {UnionType, Union}:
        return _one_of(inner, value)
    if origin is tuple:
        return _several(inner, value)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        known = {one.name: value[one.name] for one in fields(hint) if one.name in value or _must(one)}
        return hint(**{name: _read(hints[name], one) for name, one in known.items()})
    if isinstance(hint, type) and issubclass(hint, datetime | date):
        return hint.fromisoformat(value)
    # JSON has no number without end, which an interval may have: it stands as a word.
    named = (isinstance(hint, type) and issubclass(hint, Enum)) or (hint is float and isinstance(value, str))
    return hint(value) if named else value


def _must(one: Any) -> bool:  # noqa: ANN401 - a dataclass's field
    return one.default is MISSING and one.default_factory is MISSING


def _one_of(hints: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401 - the same
    if value is None and NoneType in hints:
        return None
    if isinstance(value, dict):
        kinds = {hint.__name__: hint for hint in hints if isinstance(hint, type) and is_dataclass(hint)}
        return _read(kinds[value[_KIND]], value)
    return _read(next(hint for hint in hints if hint is not NoneType), value)


def _several(hints: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if len(hints) == 2 and hints[1] is ...:
        return tuple(_read(hints[0], one) for one in value)
    if hints == (float, float):
        # What was signed by the first release lost its ends: a limit that isn't there is one without end.
        value = [end if one is None else one for one, end in zip(value, (-math.inf, math.inf), strict=True)]
    return tuple(_read(hint, one) for hint, one in zip(hints, value, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
