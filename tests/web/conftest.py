"""The desk's tests have Django, a home whose ledger knows `tea` and `go`, the cast, and a browser for each of them."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django_home import records, records_template, scene, set_up

from juluo.ledger.period import Calendar
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore

set_up()

from cast import Cast, entered  # noqa: E402 - actions need Django set up
from django.test import Client  # noqa: E402 - the same
from visitor import Visitor  # noqa: E402 - the same

from juluo.shell.accounts.facts import Colleague  # noqa: E402 - the same
from juluo.shell.accounts.models import User  # noqa: E402 - the same

__all__ = ["records", "records_template", "scene"]


@pytest.fixture(autouse=True)
def no_surprises() -> Iterator[None]:
    """What Django logs as an error is one: a page that broke prints its story, and the test sees it."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("django.request").setLevel(logging.ERROR)


@pytest.fixture
def cast(records: Path, scene: Scene) -> Cast:
    store = EmbeddedStore(records)
    for slug in ("tea", "go"):
        store.add_community(slug, Calendar("Asia/Shanghai"))
    store.close()
    return entered(scene)


@pytest.fixture
def visitor() -> Visitor:
    """A browser in which somebody is signed in, or nobody."""

    def come(who: Colleague | None = None, *, csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=csrf, HTTP_HOST="127.0.0.1", REMOTE_ADDR="192.0.2.1")
        if who is not None:
            client.force_login(User.objects.get(pk=who.id))
        return client

    return come
