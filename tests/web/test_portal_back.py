"""The way back for a browser that forgets: one's own link, shown once, a hash to us, ended at any time."""

import re

import pytest
from django.test import Client
from on_portal import COOKIE, joined, now, text
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.shell.accounts.secrets import hashed
from juluo.shell.guests.actions.coming_back import MOST_BROWSERS, come_back
from juluo.shell.guests.facts import guests
from juluo.shell.guests.models import Guest, ReturnedBrowser

ME = f"/c/{SLUG}/me"


@pytest.fixture
def browser(visitor: Visitor, link: str) -> Client:
    return joined(visitor, link, name="小满")


def way_back(browser: Client) -> str:
    page = browser.post(f"{ME}/back", {"deed": "make"}).content.decode()
    (address,) = re.findall(rf">http://[^/<]+(/c/{SLUG}/back/[^<]+)<", page)
    return str(address)


def knows(browser: Client) -> bool:
    return bool(browser.get(ME).status_code == 200)


def test_a_phone_that_forgot_knows_them_again(browser: Client, visitor: Visitor) -> None:
    address, phone = way_back(browser), visitor()
    assert "你是小满吗？" in phone.get(address).content.decode()
    assert not knows(phone), "opening it does nothing: chat apps look at links"
    assert phone.post(address).url == f"/c/{SLUG}/"
    held = phone.cookies[COOKIE]
    assert (held["httponly"], held["samesite"]) == (True, "Lax")
    assert "小满" in text(phone, "me")
    assert knows(browser), "and the first one stays in"


def test_it_is_shown_once_and_kept_as_a_hash(browser: Client) -> None:
    key = way_back(browser).rsplit("/", 1)[1]
    assert key not in text(browser, "me")
    row = Guest.objects.get()
    assert row.return_hash == hashed(key)
    assert key not in str([*Guest.objects.values()])


def test_another_one_ends_it_and_so_does_a_press(browser: Client, visitor: Visitor) -> None:
    old, new = way_back(browser), way_back(browser)
    assert visitor().post(old).status_code == 404
    phone, other = visitor(), visitor()
    phone.post(new)
    other.post(new)
    phone.post(f"{ME}/back", {"deed": "end"})
    assert visitor().get(new).status_code == 404
    assert (knows(browser), knows(phone), knows(other)) == (True, True, False)


def test_who_left_does_not_come_back(browser: Client, visitor: Visitor) -> None:
    address, phone = way_back(browser), visitor()
    phone.post(address)
    browser.post(f"{ME}/leave", {"sure": "yes"})
    assert visitor().post(address).status_code == 404
    assert not knows(phone)
    assert not ReturnedBrowser.objects.exists()


def test_a_link_of_one_community_opens_nothing_elsewhere(browser: Client, visitor: Visitor) -> None:
    key = way_back(browser).rsplit("/", 1)[1]
    assert come_back("go", key, now()) is None
    assert come_back(SLUG, "", now()) is None
    assert visitor().post(f"/c/go/back/{key}").status_code == 404
    assert visitor().post(f"/c/{SLUG}/back/{hashed(key)}").status_code == 404, "the hash is no key"


def test_anothers_link_asks_before_it_takes_the_phone_over(browser: Client, visitor: Visitor, link: str) -> None:
    """Somebody sends theirs, so that what I write is theirs: the page says whom this phone knows."""
    address, mine = way_back(browser), joined(visitor, link, name="阿海")
    assert "这台手机现在认得的是阿海" in mine.get(address).content.decode()
    assert "阿海" in text(mine, "me")


def test_a_child_comes_back_as_they_left(visitor: Visitor, link: str) -> None:
    child = joined(visitor, link, age="child", guardian="妈妈")
    assert child.post(f"{ME}/back", {"deed": "make"}).status_code == 403


def test_only_the_latest_browsers_stay(browser: Client) -> None:
    key = way_back(browser).rsplit("/", 1)[1]
    for _ in range(MOST_BROWSERS + 3):
        assert come_back(SLUG, key, now())
    assert ReturnedBrowser.objects.count() == MOST_BROWSERS


def test_names_stand_as_they_are(visitor: Visitor, link: str) -> None:
    page = visitor().get(way_back(joined(visitor, link, name=EVIL))).content.decode()
    assert "&lt;img" in page
    assert "<img src=x" not in page
    assert guests(SLUG)[0].name == EVIL
