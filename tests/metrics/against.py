"""Communities, made up and real, imported and beside it as a table for plain SQL: what every number is compared on."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_once import made_once
from plain_sql import Told
from town import build

from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.acts import AccountsTied
from juluo.ledger.period import Period
from juluo.metrics.metric import Measured, metrics
from juluo.metrics.reading import read
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.view import View

REAL = os.environ.get("JULUO_REAL_DATA")
NO_REAL = "JULUO_REAL_DATA names no folder of real communities"


@dataclass(frozen=True)
class Case:
    """A community, imported, and the same table for plain SQL; `first` and `last` are the days compared."""

    view: View
    told: Told
    days: tuple[date, ...]

    def values(self, name: str) -> dict[date, float | None]:
        readings = read(self.view, metrics()[name], [Period(day, day) for day in self.days])
        return {reading.period.first: reading.value for reading in readings}

    def measured(self, name: str) -> dict[date, Measured]:
        """Each day measured, without a comparison."""
        periods = [Period(day, day) for day in self.days]
        return dict(zip(self.days, metrics()[name].measure(self.view, periods), strict=True))

    def parts(self, name: str, part: str) -> dict[date, Any]:
        readings = read(self.view, metrics()[name], [Period(day, day) for day in self.days])
        return {reading.period.first: reading.measured.parts.get(part) for reading in readings}

    def only(self, told: Mapping[date, Any]) -> dict[date, Any]:
        return {day: told.get(day) for day in self.days}


@dataclass(frozen=True)
class Setting:
    """What is imported, and how its days are counted."""

    files: tuple[str, ...]
    zone: str
    starts: int
    first: date
    last: date
    shows: tuple[str, ...] = ()
    before: int = 90
    after: int = 10
    persons: tuple[tuple[str, ...], ...] = ()

    def paths(self, folder: Path) -> list[Path]:
        """The town's table, or what a real one tells of these days and of some before and after."""
        if not self.files:
            return [build(folder, len(self.zone) + self.starts, *self.shows)]
        since, until = self.first - timedelta(days=self.before), self.last + timedelta(days=self.after)
        for name in self.files:
            whole = f"{REAL}/communities/{name}.parquet"
            part = f"SELECT * FROM '{whole}' WHERE ts >= '{since}' AND ts < '{until}'"
            duckdb.sql(f"COPY ({part}) TO '{folder / name}.parquet' (FORMAT parquet)")
        return [folder / f"{name}.parquet" for name in self.files]


ALL = ("replies", "topics", "mentions", "moves")
# Members with two or three accounts, two of whom never spoke on the same day; one of the staff's, one with a bot.
PERSONS = (("p02", "p10"), ("p11", "p30", "p31"), ("p04", "p68"), ("p05", "bot"), ("p00", "p20"), ("p07", "p16"))
AUTUMN = (date(2021, 11, 1), date(2022, 3, 16))  # New York's clocks change on 7 November and 13 March
SETTINGS = {
    "town in UTC": Setting((), "UTC", 0, *AUTUMN, ALL),
    "town in Shanghai, day from 4:00": Setting((), "Asia/Shanghai", 4, *AUTUMN, ("replies", "moves")),
    "town in New York": Setting((), "America/New_York", 0, *AUTUMN, ("topics",)),
    "town in New York, day from 4:00": Setting((), "America/New_York", 4, *AUTUMN, ("mentions",)),
    "town in Kathmandu": Setting((), "Asia/Kathmandu", 0, *AUTUMN, ("mentions", "moves")),
    "town of persons with several accounts": Setting((), "UTC", 0, *AUTUMN, ALL, persons=PERSONS),
}
REAL_SETTINGS = {
    "lean 2021": Setting(("lean_zulip_2021",), "UTC", 0, date(2021, 4, 1), date(2021, 6, 20)),
    "lean 2020 and 2021": Setting(
        ("lean_zulip_2020", "lean_zulip_2021"), "America/New_York", 4, date(2020, 12, 1), date(2021, 2, 10)
    ),
    "irc": Setting(("irc_raku_2022_2023",), "Asia/Shanghai", 0, date(2022, 9, 1), date(2022, 11, 10)),
    "urho": Setting(("discourse_urho3d",), "UTC", 0, date(2017, 5, 1), date(2017, 7, 20)),
}


def folder_of(setting: Setting, factory: pytest.TempPathFactory) -> Path:
    """What was imported once for all processes of a run, in a folder of one's own."""
    (name,) = (name for name, one in (SETTINGS | REAL_SETTINGS).items() if one is setting)
    made = made_once(factory, f"against-{name}", partial(brought, setting))
    return Path(shutil.copytree(made, factory.mktemp("against") / "town"))


def brought(setting: Setting, folder: Path) -> None:
    """Import it into the folder's home; its tables lie beside it."""
    with closing(EmbeddedStore(folder / "home")) as store:
        paths = setting.paths(folder)
        take_in(store, "town", paths, Wish(timezone=setting.zone, day_starts_at=setting.starts))
        community = store.community("town")
        assert community is not None
        tie(store, community, setting.persons)


def opened(setting: Setting, folder: Path) -> Case:
    """What was brought into a folder."""
    paths = sorted(folder.glob("*.parquet"))
    store = EmbeddedStore(folder / "home")
    community = store.community("town")
    assert community is not None
    length = (setting.last - setting.first).days + 1
    days = tuple(setting.first + timedelta(days=n) for n in range(length))
    heads = {name: names[0] for names in setting.persons for name in names if "bot" not in names}
    told = Told.of(paths, setting.zone, setting.starts, setting.first, setting.last, heads)
    return Case(store.view(community), told, days)


def tie(store: EmbeddedStore, community: Community, persons: Iterable[Sequence[str]]) -> None:
    """Tie the accounts of each of these persons."""
    codes = {account.account_id: code for code, account in store.register.accounts(community.slug).items()}
    acts = [Act(datetime.now(UTC), AccountsTied(tuple(codes[name] for name in names))) for names in persons]
    if acts:
        append_acts(store, community, acts)
