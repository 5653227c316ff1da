"""One JSON value out of a table: a line, or a cell that holds JSON. What is nested beyond reason is no value."""

import re
from typing import Any

import msgspec

_DEEPEST = 100
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]]', re.DOTALL)


def decoded(words: str) -> Any:  # noqa: ANN401 - any JSON
    """The value. Raises msgspec.DecodeError; nothing that comes back is too deep to be written again."""
    if words.count("[") + words.count("{") > _DEEPEST and _is_deep(words):
        msg = "nested too deep"
        raise msgspec.DecodeError(msg)
    try:
        return msgspec.json.decode(words)
    except UnicodeError as error:
        raise msgspec.DecodeError(str(error)) from error


def decoded_object(words: str) -> dict[str, Any]:
    """The value if it is an object. Raises msgspec.DecodeError."""
    found = decoded(words)
    if not isinstance(found, dict):
        msg = "not an object"
        raise msgspec.DecodeError(msg)
    return found


def _is_deep(words: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(words):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > _DEEPEST:
            return True
    return False
