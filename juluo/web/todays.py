"""The facts of 今天, made for one reader or, sharing what was read, for every kind of reader at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from juluo.chart.svg import plan_svg
from juluo.ledger.period import Grain, Period
from juluo.report.scene import Scene
from juluo.report.today import Today
from juluo.report.today import today as told_of
from juluo.report.whole_day import last_whole_day
from juluo.shell.days import day_of
from juluo.store.view import View
from juluo.web.seen import Form, Key, last_seen, seen, there
from juluo.wording.catalogue import LANGUAGES

# Little wider than a phone leaves, so that one picture does for both.
_PLAN, _HIGH = 380, 170


@dataclass(frozen=True, slots=True)
class Told:
    """A day's facts and its 聚落图: everybody's place takes as long as all the rest of the page."""

    today: Today
    plan: str


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the page is told."""

    lang: str
    nameless: bool


READERS = tuple(Reader(lang, nameless) for lang in LANGUAGES for nameless in (False, True))
_READ = msgspec.msgpack.Decoder(Told | None)


def todays(community: str, reader: Reader, asked: date | None, now: datetime) -> Told | None:
    """The day's facts; the last whole day's if none is asked for. None where there is no record yet."""

    def made(view: View) -> Told | None:
        scene = _scene(view, reader, asked, now)
        return _told(scene) if scene else None

    if asked is None or _is_latest(community, reader, asked, now):
        return seen(community, key_of(reader), made, form=form(community, now))
    return seen(community, ("today", reader, asked, day_of(community, now)), made)


def for_every_reader(view: View, now: datetime) -> Iterator[tuple[Reader, Told | None]]:
    """The last whole day's facts."""
    first = _scene(view, READERS[0], None, now)
    for reader in READERS:
        yield reader, _told(first.told_in(reader.lang, nameless=reader.nameless)) if first else None


def at_hand(community: str, reader: Reader, now: datetime) -> bool:
    """Whether the last whole day's facts as they stand need only be read."""
    return there(community, key_of(reader), form(community, now))


def before_the_change(community: str, reader: Reader, now: datetime) -> Told | None:
    """The last whole day as it was told before the ledger changed."""
    return last_seen(community, key_of(reader), form(community, now))


def key_of(reader: Reader) -> Key:
    return ("today", reader)


def form(community: str, now: datetime) -> Form[Told | None]:
    """How they are kept; not as JSON, where no interval is infinite. What was late yesterday is later today."""
    return Form(msgspec.msgpack.encode, _READ.decode, day_of(community, now))


def _is_latest(community: str, reader: Reader, asked: date, now: datetime) -> bool:
    if not at_hand(community, reader, now):
        return False
    latest = todays(community, reader, None, now)
    return latest is not None and latest.today.day == asked


def _scene(view: View, reader: Reader, asked: date | None, now: datetime) -> Scene | None:
    last = last_whole_day(view)
    if last is None:
        return None
    day = asked or last
    return Scene(view, Period(day, day), Grain.DAY, reader.lang, now, nameless=reader.nameless)


def _told(scene: Scene) -> Told:
    facts = told_of(scene)
    if facts.plan is None:
        return Told(facts, "")
    return Told(replace(facts, plan=None), plan_svg(facts.plan, width=_PLAN, height=_HIGH))
