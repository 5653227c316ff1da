"""One desk for all tests of a process: `juluo up` over a home in which every name and every text is an attack."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from chromium import chromium
from django.conf import settings
from django_home import records_template, set_up, use
from made_once import made_once
from playwright.sync_api import Browser, StorageState, expect

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Calendar
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore

set_up()

from cast import PASSWORD, entered  # noqa: E402 - actions need Django set up
from hostile import PAYLOADS, SLUG, export  # noqa: E402 - the same
from lived import LINK, lived_in  # noqa: E402 - the same
from served import Desk, up  # noqa: E402 - beside this file
from windows import Window, window  # noqa: E402 - the same

__all__ = ["records_template"]

# Real processes answer on a machine that is busy with other tests: what comes late is not wrong.
expect.set_options(timeout=60_000)
Windows = Callable[..., AbstractContextManager[Window]]


@pytest.fixture(scope="session")
def hostile_home(tmp_path_factory: pytest.TempPathFactory, records_template: Path) -> Path:
    """Made once for all processes of a run, and copied by each."""
    shared = made_once(tmp_path_factory, "hostile", partial(_make, records_template))
    return Path(shutil.copytree(shared, tmp_path_factory.mktemp("siege") / "home"))


def _make(records_template: Path, home: Path) -> None:
    store = EmbeddedStore(home)
    for slug in (SLUG, "go"):
        store.add_community(slug, Calendar("Asia/Shanghai"))
    take_in(store, SLUG, [export(home / "files")], Wish())
    store.close()
    shutil.rmtree(home / "files")
    shutil.copy(records_template, home / "juluo.sqlite3")
    use(home / "juluo.sqlite3")
    before, settings.HOME = settings.HOME, home
    lived_in(entered(Scene(datetime.now(UTC), "192.0.2.1")).lin)
    settings.HOME = before
    use(Path("no-such-home"))


@pytest.fixture(scope="session")
def desk(hostile_home: Path) -> Iterator[Desk]:
    with up(hostile_home) as opened:
        yield opened
    assert opened.strangers() == []


@pytest.fixture(scope="session")
def browser() -> Browser:
    return chromium()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, desk: Desk) -> Callable[[str], StorageState]:
    """The cookies of a colleague, who gives the password once, and is a guest on the members' pages, too."""

    @cache
    def cookies(name: str) -> StorageState:
        with window(browser, desk) as opened:
            page = opened.open("/sign-in")
            page.fill("#name", name)
            page.fill("#password", PASSWORD)
            page.click("button.main")
            page.wait_for_url("**/desk/**")
            page = opened.open(f"/c/{SLUG}/join/{LINK}")
            page.fill("#name", PAYLOADS[4][:40])
            page.check("[value=grown]")
            page.check("[name=agreed]")
            page.click(".go")
            page.wait_for_url(f"**/c/{SLUG}/")
            return opened.context.storage_state()

    return cookies


@pytest.fixture
def windows(browser: Browser, desk: Desk, signed_in: Callable[[str], StorageState]) -> Windows:
    """A window in which somebody is signed in; whoever is nobody sees the doors."""

    def opens(name: str = "lin", **how: Any) -> AbstractContextManager[Window]:  # noqa: ANN401 - Playwright's options
        return window(browser, desk, storage_state=signed_in(name) if name else None, **how)

    return opens
