"""What one cell of a table says: lists, counts, reactions, flags, and JSON in text."""

from typing import Any

import msgspec

from juluo.sources.json_value import decoded as value_of

TRUE = frozenset({True, "1", "true", "True", "TRUE", "yes", "是"})


def record_of(value: object) -> dict[str, Any]:
    """A cell that holds named values: a struct, or a JSON object as text; anything else holds none."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or len(value) <= 2:
        return {}
    try:
        decoded = value_of(value)
    except msgspec.DecodeError:
        return {}
    return decoded if isinstance(decoded, dict) else {}


def items_of(value: object) -> list[Any]:
    """A list cell: a list, a JSON list, or names parted by commas."""
    if isinstance(value, list):
        return value
    if not isinstance(value, str) or not value:
        return []
    if value.startswith("["):
        try:
            decoded = value_of(value)
        except msgspec.DecodeError:
            return []
        return decoded if isinstance(decoded, list) else []
    return [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]


def count_of(value: object) -> int:
    """How many: a number, its digits, or the length of a list. What is no count is none."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, str):
        return int(value) if value.isdecimal() and len(value) < 10 else 0
    if isinstance(value, (int, float)) and 0 <= value < 2**31:
        return int(value)
    return 0


def reactions_of(value: object, extra: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """How many reactions, and which. Who reacted is left out: it is another person's data without a time."""
    told = value if value is not None else extra.get("reactions", extra.get("likes"))
    if isinstance(told, (int, float)) or (isinstance(told, str) and told.isdecimal()):
        return count_of(told), {}
    listed = [item for item in items_of(told) if isinstance(item, dict)]
    emoji = {str(r.get("emoji") or r.get("name") or "?"): count_of(r.get("count")) for r in listed}
    return min(sum(emoji.values()), 2**31 - 1), {"reactions": emoji} if emoji else {}
