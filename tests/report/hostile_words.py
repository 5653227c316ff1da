"""A report whose every word is hostile, for each of the ways in which words have broken out of documents."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar

from juluo.report.daily import Report

HOSTILE = (
    "<script>window.pwned=1</script>",
    "</style><script>window.pwned=1</script>",
    "</title><img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' onmouseover='window.pwned=1",
    "</svg><iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "--><!--<math><mtext></p><style><img src=x onerror=window.pwned=1>",
    "{{ 7*7 }}{% include 'blocks.html' %}${7*7}",
    "javascript:window.pwned=1",
    "[a](javascript:window.pwned=1) ![b](https://evil.example/x.png)",
    "# heading\n> quote\n- list\n1. one\n```\ncode\n```\n| a | b |\n| - | - |",
    "a|b\r\nc\u2028d\u0085e\tf",
    "\u202etxt.exe\u202c \x00\x1b[31m\x07 \ud800 \ufffe",
    "&lt;script&gt; &#60;b&#62; &amp;amp;",
    "**bold** _em_ ~~gone~~ `code` \\* <https://evil.example> <b>x</b>",
    "@everyone @here @所有人",
    "，。“”（31）",
    "   ",
)

Value = TypeVar("Value")


def poisoned(report: Report, words: str) -> Report:
    """The report with `words` in the place of every text that is not a switch of ours."""
    return replace(_poisoned(report, words), lang=report.lang, labels={"skip": words, "new": words})


def _poisoned(value: Value, words: str) -> Value:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return words  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_poisoned(one, words) for one in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _poisoned(getattr(value, field.name), words) for field in fields(value)}
        return replace(value, **changed)
    return value
