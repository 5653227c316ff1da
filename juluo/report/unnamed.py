"""A report without anybody's name or words: marks stand in their places, and they are looked up when it is shown.

What is kept of a signed report is this form, so whoever is erased from the ledger is gone from every report too, and
a reader who may not see people sees the same numbers without them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import cast

from juluo.ledger.entry import Account, Channel, Entry
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.report.compose import composed
from juluo.report.daily import Report
from juluo.report.needed import NeedsKnown, need_blocks, with_needs
from juluo.report.scene import Scene, on_one_line, part
from juluo.report.sections.community import FIELDS
from juluo.store.register import Register
from juluo.store.view import View
from juluo.wording.catalogue import speaker

# What people write into a community's profile.
_PROFILE = ("name", *(key for key, _ in FIELDS), "operator")
# From Unicode's private use area: no message brings them, for what members wrote is never in a report of this form.
_OPEN, _CLOSE = "\ue0a0", "\ue0a1"
_MARK = re.compile(f"{_OPEN}([pcteds])(-?\\d+)(?:/(\\w+))?{_CLOSE}")


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A report with marks for names and words. `first` and `last` are the days of the entries it shows."""

    report: Report
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for marks: people, channels and topics by code, words by entry id, a profile's by their field.

    Parts of what was said stand beside the profile's fields, under the letters they are.
    """

    people: Mapping[int, str]
    channels: Mapping[int, str]
    topics: Mapping[int, str]
    words: Mapping[int, str]
    profile: Mapping[tuple[int, str], str]


def unnamed(view: View, period: Period, grain: Grain, lang: str, now: datetime) -> Unnamed:
    """The report of a period, without names and words."""
    veiled = _Unnamed(view)
    try:
        scene = _UnnamedScene(veiled, period, grain, lang, now)
        report = composed(scene)
    finally:
        veiled.close()
    return Unnamed(report, min(veiled.days, default=period.first), max(veiled.days, default=period.last))


def needs_unnamed(view: View, found: Unnamed, known: NeedsKnown) -> Unnamed:
    """The same report with what members need, also without names and words."""
    report, veiled = found.report, _Unnamed(view)
    try:
        lang, period = "en" if report.lang.startswith("en") else "zh", Period(report.first, report.last)
        scene = _UnnamedScene(veiled, period, Grain(report.grain), lang, report.made_at)
        told = with_needs(report, need_blocks(scene, known))
    finally:
        veiled.close()
    return Unnamed(told, min({found.first, *veiled.days}), max({found.last, *veiled.days}))


def names(view: View, found: Unnamed, lang: str) -> Names:
    """Everything that a report's marks stand for, as this view of the ledger knows it."""
    every = _marks(found.report)
    wanted = {kind: {mark.number for mark in marks} for kind, marks in every.items()}
    accounts = view.accounts(sorted(wanted["p"]))
    say = speaker(lang)
    people = {code: say("已抹去的成员") if one.erased else one.name for code, one in accounts.items()}
    lines = _lines(view, found, wanted["e"] | wanted["d"] | wanted["s"])
    texts = {line.entry_id: line.text for line in lines if line.text}
    fields = {(line.entry_id, name): str(words) for line in lines for name, words in line.detail.items() if words}
    parts = {(one.number, one.field): part(texts[one.number], *one.ends) for one in every["s"] if one.number in texts}
    return Names(
        people,
        {code: view.channels[code].name for code in wanted["c"] if code in view.channels},
        view.register.thread_titles(sorted(wanted["t"])) if wanted["t"] else {},
        {entry_id: on_one_line(text) for entry_id, text in texts.items()},
        fields | parts,
    )


def _lines(view: View, found: Unnamed, ids: set[int]) -> list[Entry]:
    query = EntryQuery(Period(found.first, found.last), ids=tuple(sorted(ids)), people_only=False, retracted=True)
    return view.lines(query) if ids else []


def named(report: Report, known: Names, lang: str) -> Report:
    """The report with names and words. What isn't known any more is said to be gone."""
    say = speaker(lang)
    places = {"p": known.people, "c": known.channels, "t": known.topics, "e": known.words}
    gone = {"p": say("已抹去的成员"), "e": say("［原话已经不在了］"), "s": say("［原话已经不在了］")}

    def instead(mark: Mark) -> str:
        if mark.kind in "ds":
            return known.profile.get((mark.number, mark.field)) or gone.get(mark.kind, "")
        found = places[mark.kind].get(mark.number) or gone.get(mark.kind, "")
        return part(found, *mark.ends) if mark.kind == "t" and mark.field else found

    return _marked(report, instead)


def hidden(report: Report, known: Names, lang: str) -> Report:
    """The report for who may not see members and what they said: channels keep their names."""
    say = speaker(lang)
    unseen = say("［原话不给你的角色看］")
    nobody = {"p": say("一位成员"), "e": unseen, "s": unseen, "t": say("［话题］")}

    def instead(mark: Mark) -> str:
        if mark.kind == "d":
            return known.profile.get((mark.number, mark.field), "")
        return nobody.get(mark.kind) or known.channels.get(mark.number, "")

    return _marked(report, instead)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for a person, channel, topic, entry (their codes) or a field of the community's profile.

    Of an entry or a topic's title it may be some letters: their `field` says which.
    """

    kind: str
    number: int
    field: str = ""

    @property
    def ends(self) -> tuple[int, int]:
        first, _, last = self.field.partition("_")
        return int(first), int(last)

    def __str__(self) -> str:
        return f"{_OPEN}{self.kind}{self.number}{f'/{self.field}' if self.field else ''}{_CLOSE}"


class _Titles:
    """The register, with marks for the titles of threads."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def thread_titles(self, codes: Iterable[int]) -> dict[int, str]:
        return {code: str(Mark("t", code)) for code in self._register.thread_titles(codes)}

    def __getattr__(self, name: str) -> object:
        return getattr(self._register, name)


class _Unnamed(View):
    """A view of the same state in which people, channels and topics have marks for names."""

    def __init__(self, view: View) -> None:
        super().__init__(view.snapshot, view.actors, opened=False)
        self.register = cast("Register", _Titles(view.register))
        self.days: set[date] = set()

    def accounts(self, codes: Iterable[int]) -> dict[int, Account]:
        found = super().accounts(list(codes))
        return {code: one if one.erased else replace(one, name=str(Mark("p", code))) for code, one in found.items()}

    @cached_property
    def channels(self) -> dict[int, Channel]:
        return {code: replace(one, name=str(Mark("c", code))) for code, one in self.snapshot.channels.items()}

    def lines(self, query: EntryQuery, limit: int | None = None, offset: int = 0) -> list[Entry]:
        """Operators write names into the community's profile: these words are marks too."""
        found = super().lines(query, limit, offset)
        return [self._without(one) if one.kind is Kind.COMMUNITY else one for one in found]

    def _without(self, entry: Entry) -> Entry:
        self.days.add(entry.day)
        words = {name: str(Mark("d", entry.entry_id, name)) for name in _PROFILE if entry.detail.get(name)}
        return replace(entry, detail=entry.detail | words)


class _UnnamedScene(Scene):
    """A scene that writes a mark where it would quote."""

    def words_of(self, entry: Entry) -> str:
        if not (entry.text or "").strip():
            return super().words_of(entry)
        cast("_Unnamed", self.view).days.add(entry.day)
        return str(Mark("e", entry.entry_id))

    def part_of(self, entry: Entry, first: int, last: int) -> str:
        cast("_Unnamed", self.view).days.add(entry.day)
        return str(Mark("s", entry.entry_id, f"{first}_{last}"))

    def part_of_title(self, thread: int, title: str, first: int, last: int) -> str:  # noqa: ARG002 - a mark needs none
        return str(Mark("t", thread, f"{first}_{last}"))

    def called(self, name: str, entry: Entry, title: str, thread: int | None) -> str:  # noqa: ARG002 - the same
        """What isn't said anywhere can't be looked up when somebody is erased: the thread's own words stand for it."""
        return str(Mark("t", thread)) if title and thread is not None else self.words_of(entry)


def _marks(report: Report) -> dict[str, set[Mark]]:
    found: dict[str, set[Mark]] = {kind: set() for kind in "pcteds"}

    def noted(mark: Mark) -> str:
        found[mark.kind].add(mark)
        return ""

    _marked(report, noted)
    return found


def _marked(report: Report, instead: Callable[[Mark], str]) -> Report:
    """The report with every mark replaced."""

    def said(words: str) -> str:
        return _MARK.sub(lambda mark: instead(Mark(mark[1], int(mark[2]), mark[3] or "")), words)

    return cast("Report", _rewritten(report, lambda words: said(words) if _OPEN in words else words))


def _rewritten(value: object, said: Callable[[str], str]) -> object:
    """The same value with its words rewritten; what holds none is left as it is."""
    if isinstance(value, str):
        return said(value) if type(value) is str else value
    if is_dataclass(value) and not isinstance(value, type):
        found = {one.name: getattr(value, one.name) for one in fields(value)}
        changed = {name: new for name, old in found.items() if (new := _rewritten(old, said)) is not old}
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        parts = tuple(_rewritten(one, said) for one in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if isinstance(value, Mapping):
        return {key: _rewritten(one, said) for key, one in value.items()}
    if isinstance(value, list):
        return [_rewritten(one, said) for one in value]
    return value
