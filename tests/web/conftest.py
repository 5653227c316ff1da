"""The desk's tests have Django, a home whose ledger knows `tea` and `go`, the cast, and a browser for each of them."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import needful
import pytest
from django_home import MORNING, NOWHERE, on_postgres, records, records_template, scene, set_up, use

from juluo.ledger.period import Calendar
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore

set_up()

from cast import Cast, entered  # noqa: E402 - actions need Django set up
from chromium import chromium  # noqa: E402 - the same
from django.test import Client  # noqa: E402 - the same
from in_browser import served  # noqa: E402 - the same
from playwright.sync_api import Browser  # noqa: E402 - the same
from talkative import SLUG, bring, make  # noqa: E402 - the same
from visitor import Visitor  # noqa: E402 - the same

from juluo.shell.accounts.facts import Colleague  # noqa: E402 - the same
from juluo.shell.accounts.models import User  # noqa: E402 - the same
from juluo.shell.guests.actions.portal import open_portal  # noqa: E402 - the same
from juluo.shell.guests.facts import portal  # noqa: E402 - the same
from juluo.web import watched  # noqa: E402 - the same
from juluo.web.seen import SHELF, TABLES  # noqa: E402 - the same

__all__ = ["records", "records_template", "scene"]


# On a machine that is busy with other tests, a worker that was here ten seconds ago isn't gone.
watched._SILENT = 600.0


@pytest.fixture(autouse=True)
def no_surprises() -> Iterator[None]:
    """What Django logs as an error is one: a page that broke prints its story, and the test sees it."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("django.request").setLevel(logging.ERROR)


@pytest.fixture(scope="session")
def peopled(records_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """A home in which everybody came in once, with the ledger's two communities; copied by every test."""
    home = tmp_path_factory.mktemp("peopled")
    with closing(EmbeddedStore(home)) as store:
        for slug in ("tea", "go"):
            store.add_community(slug, Calendar("Asia/Shanghai"))
    shutil.copy(records_template, home / "juluo.sqlite3")
    use(home / "juluo.sqlite3")
    cast = entered(Scene(MORNING, "192.0.2.1"))
    use(NOWHERE)
    return home, cast


@pytest.fixture
def colleagues(records: Path, peopled: tuple[Path, Cast]) -> Cast:
    """The cast alone, in the records of this test's home."""
    home, cast = peopled
    shutil.copy(home / "juluo.sqlite3", records / "juluo.sqlite3")
    use(records / "juluo.sqlite3")
    return cast


@pytest.fixture
def cast(records: Path, peopled: tuple[Path, Cast], colleagues: Cast) -> Cast:
    """The cast, and a ledger that knows `tea` and `go` and nothing of them."""
    bring(peopled[0], records)
    return colleagues


@pytest.fixture
def visitor() -> Visitor:
    """A browser in which somebody is signed in, or nobody."""

    def come(who: Colleague | None = None, *, csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=csrf, HTTP_HOST="127.0.0.1", REMOTE_ADDR="192.0.2.1")
        if who is not None:
            client.force_login(User.objects.get(pk=who.id))
        return client

    return come


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose ledger holds what the made-up community said."""
    return make(tmp_path_factory.mktemp("talk"))


@pytest.fixture(scope="session")
def needy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose ledger holds what a community said that needs something."""
    return needful.make(tmp_path_factory.mktemp("needful"))


@pytest.fixture
def team(records: Path, made: Path, colleagues: Cast) -> Cast:
    """The cast, over the made-up community."""
    SHELF.clear()
    TABLES.clear()
    bring(made, records)
    return colleagues


@pytest.fixture
def needy_team(records: Path, needy: Path, colleagues: Cast) -> Iterator[Cast]:
    """The cast, over the community that needs something; what was found of it once is at hand for the next test."""
    SHELF.clear()
    bring(needy, records)
    if (needy / "cache").exists():
        shutil.copytree(needy / "cache", records / "cache", dirs_exist_ok=True)
    yield colleagues
    if not (needy / "cache").exists() and (records / "cache").exists():
        shutil.copytree(records / "cache", needy / "cache", ignore=shutil.ignore_patterns(".watched"))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, team: Cast, scene: Scene) -> Iterator[Cast]:
    """The cast over the made-up community, their records in either database."""
    if request.param == "sqlite":
        yield team
        return
    with on_postgres(request.getfixturevalue("postgres")):
        yield entered(scene)


@pytest.fixture(scope="module")
def browser() -> Browser:
    return chromium()


@pytest.fixture
def desk(colleagues: Cast, tmp_path: Path) -> Iterator[str]:
    """The desk on a real port, over what `cast` or `team` or a test itself puts into this test's home."""
    assert colleagues
    with served(tmp_path) as address:
        yield address


@pytest.fixture
def link(team: Cast) -> str:
    """The portal of the talkative community, opened by its owner; the way in."""
    open_portal(team.lin, SLUG, Scene(datetime.now(UTC)))
    found = portal(SLUG)
    assert found is not None
    return f"/c/{SLUG}/join/{found.link}"
