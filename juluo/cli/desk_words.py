"""What operators wrote on the desk, for reports that are made without it. A home without records loads no Django."""

import os
from pathlib import Path

from juluo.cli.home import warn, words
from juluo.ledger.period import Calendar, Grain, Period
from juluo.report.desk import NOTHING, Desk
from juluo.web.database import FILE


def desk_of(home: Path, slug: str, grain: Grain, period: Period, calendar: Calendar) -> Desk:
    """What was written in a report's places, and what became of earlier tasks; nothing where there are no records."""
    if not (home / FILE).exists() and not os.environ.get("DATABASE_URL"):
        return NOTHING
    return _recorded(home, slug, grain, period, calendar)


def _recorded(home: Path, slug: str, grain: Grain, period: Period, calendar: Calendar) -> Desk:
    os.environ["JULUO_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.web.settings")
    import django  # noqa: PLC0415 - only where there are records
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - the same
    from django.db import Error, connection  # noqa: PLC0415 - the same

    try:
        django.setup()
        from juluo.web.report_desk import desk_now  # noqa: PLC0415 - models need Django set up

        return desk_now(slug, grain, period, calendar)
    except (Error, ImproperlyConfigured, ValueError) as error:
        sentence = "读不到网页上写的话（{why}），这份里没有：用 juluo up 打开一次网页，再来一次。"
        warn(words()(sentence, why=str(error).strip().splitlines()[0]))
        return NOTHING
    finally:
        connection.close()
