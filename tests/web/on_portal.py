"""Guests of the members' pages, for tests: the way in, and a browser that took it."""

from datetime import UTC, date, datetime

from django.test import Client
from talkative import SLUG
from visitor import Visitor

from juluo.ledger.period import Calendar
from juluo.shell.accounts.scene import Scene

COOKIE = f"juluo_guest_{SLUG}"
FORM = {"name": "阿满", "age": "grown", "agreed": "yes"}


def now() -> Scene:
    return Scene(datetime.now(UTC))


def today() -> date:
    """The community's day, asked anew each time: a run of all tests may well go on over midnight."""
    return Calendar("Asia/Shanghai").day_of(datetime.now(UTC))


def joined(visitor: Visitor, link: str, **more: str) -> Client:
    """A browser of somebody who came by the group's link."""
    browser = visitor()
    assert browser.post(link, FORM | more).url == f"/c/{SLUG}/"
    return browser


def text(browser: Client, address: str) -> str:
    """A page of the portal, by the last part of its address."""
    return browser.get(f"/c/{SLUG}/{address}").content.decode()
