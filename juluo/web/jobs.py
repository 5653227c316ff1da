"""Background work that no app of the desk keeps: the simulated community, and pages made ready."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

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


@job("demo.make", heavy=True, deadline=timedelta(minutes=30))
def make_demo(run: Run, *, lang: str = "zh") -> int:
    """Make the simulated community and import it; made again, it is the same. Returns how many entries were new."""
    from juluo.demo.export import write_export  # noqa: PLC0415 - only the process that makes it needs them
    from juluo.demo.taken import SLUG, is_taken  # noqa: PLC0415 - the same
    from juluo.intake.take_in import Wish, take_in  # noqa: PLC0415 - the same
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same
    from juluo.web.simulated import fill_desk  # noqa: PLC0415 - the same

    run.check()
    store = EmbeddedStore(settings.HOME)
    try:
        if is_taken(store, SLUG):
            raise ToldError(told("这里已经有一个叫 {slug} 的真社群：编的人和话不放进去。", slug=SLUG))
        files = write_export(store.home / "files" / SLUG)
        with run.step("written"):
            pass
        added = take_in(store, SLUG, [files.export], Wish(timezone="Asia/Shanghai", lang=lang)).added
        fill_desk(store, files.truth, datetime.now(UTC))
        return added
    finally:
        store.close()
