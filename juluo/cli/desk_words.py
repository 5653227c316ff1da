"""What operators wrote and signed on the desk, for reports made without it. A home without records loads no Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from juluo.cli.home import fail, warn, words
from juluo.insights.needs.memory import Memory
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Report
from juluo.report.desk import NOTHING, Desk
from juluo.report.unnamed import names
from juluo.store.view import View
from juluo.web.database import FILE


class NoRecordsError(Exception):
    """The home has no records, or none that can be read; the message is the database's own."""


def desk_of(home: Path, view: View, grain: Grain, period: Period) -> Desk:
    """What was written in a report's places, what became of earlier tasks, of needs and of segments.

    Nothing where there are no records.
    """
    if not _has_records(home):
        return NOTHING
    try:
        with _records(home):
            from juluo.web.reports.desk import desk_now  # noqa: PLC0415 - models need Django set up

            return desk_now(view, grain, period)
    except NoRecordsError as error:
        sentence = "读不到网页上写的话（{why}），这份里没有：用 juluo up 打开一次网页，再来一次。"
        warn(words()(sentence, why=error))
        return NOTHING


def memory_of(home: Path, slug: str) -> Memory:
    """What colleagues decided about needs, as what finds needs takes it; nothing where there are no records."""
    if not _has_records(home):
        return Memory()
    try:
        with _records(home):
            from juluo.desk.needs.facts import memory  # noqa: PLC0415 - models need Django set up

            return memory(slug)
    except NoRecordsError as error:
        warn(words()("读不到网页上对需求的决定（{why}），这里没有照它们找。", why=error))
        return Memory()


def signed_version(
    view: View, home: Path, grain: Grain, period: Period, no: int, lang: str, *, people: bool
) -> Report:
    """A signed version of the period's report as it was signed, names and words as the ledger knows them."""
    made = None
    try:
        if _has_records(home):
            with _records(home):
                made = _signed(view, grain, period, no, lang, people=people)
    except NoRecordsError as error:
        fail(words()("读不到签过的日报：{why}", why=error))
    if made is None:
        fail(words()("{day} 这份没有签过第{no}版。", day=period.first, no=no))
    return made


def _signed(view: View, grain: Grain, period: Period, no: int, lang: str, *, people: bool) -> Report | None:
    from juluo.desk.reports.facts import frozen, versions  # noqa: PLC0415 - models need Django set up
    from juluo.web.reports.desk import as_signed  # noqa: PLC0415 - the same

    slug = view.community.slug
    found = frozen(slug, grain, period, no)
    version = next((one for one in versions(slug, grain, period) if one.no == no), None)
    if found is None or version is None:
        return None
    kept = lang if lang in found.contents else next(iter(found.contents))
    return as_signed(found, version, lambda bare: names(view, bare, kept), kept, view.calendar.zone, people=people)


def _has_records(home: Path) -> bool:
    return (home / FILE).exists() or bool(os.environ.get("DATABASE_URL"))


@contextmanager
def _records(home: Path) -> Iterator[None]:
    """Django set up over the home's records. Raises NoRecordsError where they can't be read."""
    os.environ["JULUO_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.web.settings")
    import django  # noqa: PLC0415 - only where there are records
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - the same
    from django.db import Error, connection  # noqa: PLC0415 - the same

    try:
        django.setup()
        yield
    except (Error, ImproperlyConfigured, ValueError) as error:
        raise NoRecordsError(str(error).strip().splitlines()[0]) from error
    finally:
        connection.close()
