"""Over all apps at once: what a guest did stands in their own copy, is theirs alone, and goes with them."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from cast import Cast
from django.apps import apps
from django.conf import settings
from django.test import Client
from home_words import files_saying
from on_portal import joined, now, text
from talkative import SLUG
from test_portal_home import account_of, made
from visitor import Visitor
from whole_portal import Offered, offered, takes_part
from work_off import work_off

from juluo.desk.draws.facts import pressed
from juluo.desk.events.models import SignUp
from juluo.desk.feedback.facts import pieces
from juluo.desk.qa.models import AskedQuestion
from juluo.desk.streaks.models import CheckIn
from juluo.desk.surveys.facts import responses
from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import guests
from juluo.web.portal.part import parts
from juluo.web.portal.record import portal_record

MARK = "独角鲸阿满"


@pytest.fixture
def there(team: Cast, visitor: Visitor, link: str) -> Offered:
    assert link
    return offered(team, visitor)


@pytest.fixture
def browser(there: Offered, visitor: Visitor, link: str, team: Cast) -> Client:
    """A member whom the records know, who took part in everything."""
    found = joined(visitor, link, name=MARK)
    tie_guest(team.lin, SLUG, guests(SLUG)[0].id, account_of("岑"), now())
    takes_part(found, there, MARK)
    return found


def counts(there: Offered) -> tuple[int, ...]:
    """How many there are of each, whoever they were. A list that isn't sealed yet loses who can't win any more."""
    return (
        SignUp.objects.filter(event__slug=there.event).count(),
        CheckIn.objects.count(),
        len(responses(SLUG, there.pulse, finished_only=True)),
        AskedQuestion.objects.count(),
        len(pieces(SLUG)),
    )


def said_in_records() -> Iterator[str]:
    """Every value of every row of ours."""
    for model in apps.get_models():
        if model.__module__.startswith("juluo."):
            for row in model.objects.values():  # type: ignore[attr-defined] # - every model has its manager
                yield from (f"{model.__name__}: {value}" for value in row.values() if not isinstance(value, datetime))


def of_them() -> list[str]:
    return [line for line in said_in_records() if MARK in line]


def test_the_first_page_shows_a_part_of_every_app(browser: Client, there: Offered) -> None:
    made()
    page = text(browser, "")
    linked = (f"events/{there.event}", f"draws/{there.draw}", f"surveys/{there.pulse}", f"questions/{there.session}")
    for address in (*linked, "checkins", "feedback"):
        assert f"/c/{SLUG}/{address}" in page, address
    assert "<figure>" in page
    assert len(parts()) >= 8
    assert MARK in text(browser, "me")


def test_the_own_copy_holds_it_all(browser: Client) -> None:
    file = browser.post(f"/c/{SLUG}/me/file")
    with zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))) as bundle:
        data = bundle.read("data.json").decode()
    assert "夜间模式" in data
    assert "怎么弄？" in data
    record = portal_record(guests(SLUG)[0])
    for name in ("events", "draws", "check_ins", "surveys", "questions", "feedback"):
        assert any(key.startswith(name) and value for key, value in record.items()), (name, sorted(record))


def test_another_guest_sees_nothing_of_it(browser: Client, there: Offered, visitor: Visitor, link: str) -> None:
    assert browser
    other = joined(visitor, link, name="别人")
    for address in (
        "",
        "me",
        "events",
        f"events/{there.event}",
        f"draws/{there.draw}",
        "checkins",
        "feedback",
        "board",
    ):
        assert MARK not in text(other, address), address
    held = json.dumps(portal_record(guests(SLUG)[0]), ensure_ascii=False)
    assert MARK not in held
    assert "夜间模式" not in held


def test_who_leaves_takes_names_and_words_along_and_counts_stay(browser: Client, there: Offered) -> None:
    assert of_them()
    before = counts(there)
    assert all(before)
    browser.post(f"/c/{SLUG}/me/leave", {"sure": "yes"})
    assert of_them() == []
    assert not any("夜间模式" in line for line in said_in_records())
    assert counts(there) == before
    assert pressed(SLUG, there.draw) == ()


def test_who_is_erased_is_in_no_file_of_the_home_and_counts_stay(
    browser: Client, there: Offered, team: Cast, visitor: Visitor
) -> None:
    """From the portal to the ledger: the wish, the owner who sees to it, and every file from then on."""
    work_off()
    before, account = counts(there), account_of("岑")
    browser.post(f"/c/{SLUG}/me/leave", {"sure": "yes", "everywhere": "yes"})
    owner = visitor(team.lin)
    assert f"/desk/{SLUG}/members/{account}/erase" in owner.get(f"/desk/{SLUG}/settings/portal").content.decode()
    assert owner.post(f"/desk/{SLUG}/members/{account}/erase", {"name": "岑"}).status_code == 302
    work_off()
    assert of_them() == []
    assert files_saying(Path(settings.HOME), MARK) == []
    assert counts(there) == before
    page = owner.get(f"/desk/{SLUG}/members").content.decode()
    assert ">岑<" not in page
