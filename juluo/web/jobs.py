"""Background work that no app of the desk keeps: the simulated community, and pages made ready."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from juluo.shell.accounts.roles import May
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.web.members.people import prepare_people
from juluo.web.needs.found import find_needs
from juluo.web.personal.erasing import erase_member
from juluo.web.portal.day import prepare_portal
from juluo.web.preparing import prepare
from juluo.web.questions.found import look_back
from juluo.web.reading import read_words
from juluo.wording.sentence import ToldError, told

__all__ = [
    "erase_member",
    "find_needs",
    "look_back",
    "make_demo",
    "prepare",
    "prepare_people",
    "prepare_portal",
    "read_words",
]


@job("demo.make", called="做模拟社群", may=May.CHANGE_SETTINGS, heavy=True, deadline=timedelta(minutes=30))
def make_demo(run: Run, *, lang: str = "zh", again: bool = False) -> int:
    """Make the simulated community, `again` in place of one from before. Returns how many entries were new."""
    from juluo.demo.taken import SLUG, BeingMadeError  # noqa: PLC0415 - only the process that makes it needs them
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same
    from juluo.web.simulated import TakenError, make  # noqa: PLC0415 - the same

    run.check()
    store = EmbeddedStore(settings.HOME)
    try:
        made = make(store, datetime.now(UTC), lang=lang, again=again)
    except TakenError as error:
        raise ToldError(told("这里已经有一个叫 {slug} 的真社群：编的人和话不放进去。", slug=SLUG)) from error
    except BeingMadeError as error:
        raise ToldError(told("模拟社群正在做，在另一个窗口或网页里：等一会儿再来。")) from error
    finally:
        store.close()
    return made.receipt.added if made.receipt else 0
