"""What every page of a community's numbers must say of them: that they are made up, where they are."""

from datetime import date, datetime

from django.conf import settings

from juluo.demo.schedule import yesterday
from juluo.demo.taken import SLUG, last_day
from juluo.ledger.period import Grain, Period
from juluo.report.compose import SIMULATED
from juluo.report.scene import Scene
from juluo.report.sections.community import profile
from juluo.report.whole_day import last_whole_day
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.seen import seen
from juluo.wording.numbers import long_date


def made_up_until(slug: str, now: datetime) -> date | None:
    """The last day of the simulated community, where that is before yesterday: it was made some time ago."""
    last = last_day(settings.HOME) if slug == SLUG else None
    return last if last is not None and last < yesterday(now) else None


def made_up_words(visit: Visit, slug: str) -> str:
    """That day in words; "" where there is none."""
    day = made_up_until(slug, visit.scene.now)
    return long_date(day, visit.lang) if day else ""


def simulated(visit: Visit) -> bool:
    """Whether the community's data are simulated (模拟数据)."""

    def made(view: View) -> bool:
        day = last_whole_day(view)
        if day is None:
            return False
        scene = Scene(view, Period(day, day), Grain.DAY, visit.lang, visit.scene.now)
        return profile(scene).get(SIMULATED) == "yes"

    return seen(visit.community, ("simulated",), made)
