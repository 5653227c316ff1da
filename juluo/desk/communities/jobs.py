"""Every night the words of members go that are older than their community keeps them."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings

from juluo.shell.accounts.roles import May
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job


@job(
    "communities.forget_text",
    called="抹去旧的正文",
    may=May.CHANGE_SETTINGS,
    heavy=True,
    deadline=timedelta(hours=6),
    schedule=Daily(time(3, 30)),
)
def forget_old_text(run: Run, *, slug: str = "") -> dict[str, int]:
    """Take away what is due, in one community or, every night, in all. Killed anywhere, it goes on with the rest."""
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - only the process that does it needs its 80 MB
    from juluo.store.text_rule import text_rule  # noqa: PLC0415 - the same

    run.check()
    taken: dict[str, int] = {}
    store = EmbeddedStore(settings.HOME)
    try:
        for community in store.communities():
            today = community.calendar.day_of(datetime.now(UTC))
            before = text_rule(store.register, community.slug).due_before(today)
            if before is not None and slug in {"", community.slug}:
                taken[community.slug] = store.forget_text(
                    community.slug, before, lambda done, of: _heard(run, done, of)
                )
    finally:
        store.close()
    return taken


def _heard(run: Run, done: int, of: int) -> None:
    with run.step(done, done=done, total=of):
        """Whoever stops the work is heard here; every file that is done stays done."""
