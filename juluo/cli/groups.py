"""A group of members as a command is told of it: a segment that the team shares, by name or number, or a rule."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from juluo.cli.desk import desk_ready
from juluo.cli.home import fail, spoken, words
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.rule import Rule
from juluo.insights.segments.tokens import RuleError
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Kept:
    """A shared segment: its number on the desk, its name, and its rule's text."""

    number: int
    name: str
    rule: str


def shared_in(home: Path, slug: str) -> tuple[Kept, ...]:
    """What the team shares; none where the home has no desk."""
    if not desk_ready(home):
        return ()
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.segments.facts import shared_segments  # noqa: PLC0415 - the same

    try:
        return tuple(Kept(one.id, one.name, one.rule) for one in shared_segments(slug))
    finally:
        connections.close_all()


def shared_named(kept: Sequence[Kept], told: str) -> Kept:
    found = _called(kept, told)
    if found is None:
        fail(words()("没有叫“{name}”的分群，或者没有给同事看：juluo segment 短名 list 列出有哪些。", name=told))
    return found


def _called(kept: Sequence[Kept], told: str) -> Kept | None:
    return next((one for one in kept if told in {one.name, str(one.number)}), None)


def group_told(view: View, kept: Sequence[Kept], told: str) -> tuple[Kept, Rule]:
    """The shared segment of that name or number; else what was told is a rule, called by its own words."""
    one = _called(kept, told)
    if one is not None:
        return one, read_rule(one.rule)
    return Kept(0, told, told), read_rule(told, [channel.name for channel in view.channels_used])


def read_rule(text: str, channels: Sequence[str] | None = None) -> Rule:
    """The rule; where it can't be read, its text with a mark below the place, and what is wrong there."""
    try:
        return parsed(text, channels)
    except RuleError as error:
        line = " ".join(text.split("\n"))
        under = " " * _wide(line[: error.start]) + "^" * max(1, _wide(line[error.start : error.end]))
        fail(f"{line}\n{under}\n{error.sentence.words(spoken())}")


def _wide(text: str) -> int:
    """How many columns a terminal gives it."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
