"""A member's code on the portal: theirs alone, the one that the door knows, and a picture that can be read."""

import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined
from talkative import EVIL
from visitor import Visitor

from juluo.desk.events.actions.holding import cancel
from juluo.desk.events.actions.places import open_signup
from juluo.desk.events.actions.planning import plan
from juluo.desk.events.actions.portal import come, give_back
from juluo.desk.events.codes import code_of, read
from juluo.desk.events.models import SignUp
from juluo.desk.events.values import Form, Plan
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts, guests


@pytest.fixture
def night(team: Cast) -> str:
    now = Scene(datetime.now(UTC))
    starts = now.now + timedelta(hours=3)
    slug = plan(team.lin, "tea", Plan(Form.MEETUP, EVIL, starts=starts, capacity=1), now)
    open_signup(team.lin, "tea", slug, now)
    return slug


def who(name: str) -> GuestFacts:
    return next(one for one in guests("tea") if one.name == name)


def signed(browser: Client, slug: str) -> str:
    answer = browser.get(f"/c/tea/events/{slug}/code")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everybody_has_their_own_and_sees_no_others(night: str, link: str, visitor: Visitor, team: Cast) -> None:
    man, wei, stranger = (joined(visitor, link, name=name) for name in ("阿满", "阿伟", "路人"))
    now = Scene(datetime.now(UTC))
    for name in ("阿满", "阿伟"):
        come(who(name), night, name, now, remind=False)
    first, second = (code_of("tea", night, row.pk) for row in SignUp.objects.order_by("pk"))
    page, other = signed(man, night), signed(wei, night)
    assert first in page
    assert "阿满" in page
    assert second not in page
    assert second in other
    assert "还在候补" in other
    assert EVIL not in page
    at = f"/c/tea/events/{night}/code"
    assert f'href="{at}"' in man.get(f"/c/tea/events/{night}").content.decode()
    for nobody in (stranger, visitor(team.lin), visitor()):
        answer = nobody.get(at)
        assert answer.status_code == 302
        assert "code" not in answer.url
        assert nobody.get(f"{at}/png").status_code in {302, 404}
    assert man.get("/c/tea/events/nothing/code").status_code == 404
    assert man.get(f"{at}/gif").status_code == 404
    give_back(who("阿伟"), night, now)
    assert wei.get(at).status_code == 302
    cancel(team.lin, "tea", night, "下雨", now)
    assert "取消了" in signed(man, night)


def test_the_picture_stands_in_the_page_and_is_taken_along(night: str, link: str, visitor: Visitor) -> None:
    browser = joined(visitor, link)
    come(who("阿满"), night, "阿满", Scene(datetime.now(UTC)), remind=False)
    page = signed(browser, night)
    sources = re.findall(r'<img src="([^"]+)"', page)
    assert len(sources) == 1
    assert sources[0].startswith("data:image/svg+xml")
    assert "<svg" in unquote(sources[0])
    assert "<script" not in page, "it works without"
    assert b64decode("iVBORw0KGgo=") == browser.get(f"/c/tea/events/{night}/code/png").content[:8]
    svg = browser.get(f"/c/tea/events/{night}/code/svg")
    assert svg.content.decode().rstrip().endswith("</svg>")
    letters = re.search(r"-(\w{4}-\w{4}-\w{4})\.svg", svg.headers["Content-Disposition"])
    assert letters is not None
    assert read(letters[1]) is not None
    assert "sandbox" in svg.headers["Content-Security-Policy"]
