"""The desk's records from the command line: Django is loaded only for a home that has them."""

import os
from collections.abc import Sequence
from pathlib import Path

from juluo.cli.home import fail, words
from juluo.intake.lessons import Lessons
from juluo.ledger.entry import Account
from juluo.store.embedded import EmbeddedStore


def desk_ready(home: Path) -> bool:
    """Make the home's records readable in this process. False where it has none."""
    if not (home / "juluo.sqlite3").exists() and not os.environ.get("DATABASE_URL"):
        return False
    make_desk_ready(home)
    return True


def make_desk_ready(home: Path) -> None:
    """The same, and make them where there are none."""
    os.environ["JULUO_HOME"] = str(home)
    from juluo.web.start import NotReadyError, prepare  # noqa: PLC0415 - Django, for homes that have a desk alone

    try:
        prepare(home)
    except NotReadyError as error:
        fail(words()("打不开数据库：{why}", why=error))


def forget_on_desk(store: EmbeddedStore, slug: str, accounts: Sequence[Account]) -> int:
    """What operators wrote forgets a person first: their names are known only until the ledger has forgotten them."""
    if not desk_ready(store.home):
        return 0
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.web.forgetting import forget  # noqa: PLC0415 - the same

    try:
        return forget(store, slug, accounts)
    finally:
        connections.close_all()


def taught_on_desk(home: Path, slug: str) -> Lessons | None:
    """What operators taught of a community's readings; None where the home has no desk."""
    if not desk_ready(home):
        return None
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.readings.facts import lessons  # noqa: PLC0415 - the same

    try:
        return lessons(slug)
    finally:
        connections.close_all()
