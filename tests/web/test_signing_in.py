"""In and out, as a browser does it."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from cast import PASSWORD, Cast
from visitor import Visitor

from juluo.shell.accounts.actions.invitations import invite, invite_first_owner
from juluo.shell.accounts.actions.reset import reset_from_terminal
from juluo.shell.accounts.actions.second_step import confirm_second_step, start_second_step
from juluo.shell.accounts.facts import Colleague, colleague
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene


def now() -> Scene:
    return Scene(datetime.now(UTC))


@pytest.mark.usefixtures("records")
def test_from_the_printed_link_to_the_first_step(visitor: Visitor) -> None:
    browser = visitor()
    link = f"/welcome/{invite_first_owner(now())}"
    assert "你来做负责人" in browser.get(link).content.decode()
    assert browser.post(link, {"name": "lin", "password": "short"}).status_code == 422
    assert browser.post(link, {"name": "lin", "password": PASSWORD}).url == "/"
    assert "第一步" in browser.get("/").content.decode()
    assert visitor().get(link).status_code == 404


def test_an_invited_colleague_lands_in_the_community(cast: Cast, visitor: Visitor) -> None:
    browser = visitor()
    link = f"/welcome/{invite(cast.lin, 'tea', Role.VIEWER, now())}"
    assert "角色是只看" in browser.get(link).content.decode()
    browser.post(link, {"name": "yu", "password": PASSWORD})
    assert browser.get("/").url == "/desk/tea/"


def test_who_has_an_account_joins_another_community_with_it(cast: Cast, visitor: Visitor) -> None:
    link = f"/welcome/{invite(cast.lin, 'tea', Role.VIEWER, now())}"
    stranger = visitor()
    assert f"/sign-in?next={link}" in stranger.get(link).content.decode()
    there = stranger.post(f"/sign-in?next={link}", {"name": "an", "password": PASSWORD})
    assert there.url == link
    page = stranger.get(link).content.decode()
    assert "用 an 的账号加入" in page
    assert 'name="password"' not in page
    assert stranger.post(link).url == "/desk/tea/"
    assert stranger.get("/desk/tea/").status_code == 200
    assert visitor(cast.lin).get(link).status_code == 404


def test_a_lost_password_is_written_anew_and_old_sessions_end(cast: Cast, visitor: Visitor) -> None:
    old, browser = visitor(cast.an), visitor()
    link = f"/reset/{reset_from_terminal('an', now())}"
    assert "给 an 写一个新的" in browser.get(link).content.decode()
    assert browser.post(link, {"password": "short"}).status_code == 422
    assert browser.post(link, {"password": "a new tea of autumn"}).url == "/sign-in?changed=1"
    assert "密码换好了" in browser.get("/sign-in?changed=1").content.decode()
    assert old.get("/settings").status_code == 302
    assert browser.get("/settings").status_code == 302, "one signs in with it, second step and all"
    assert browser.get(link).status_code == browser.post(link, {"password": PASSWORD}).status_code == 404
    assert browser.post("/sign-in", {"name": "an", "password": "a new tea of autumn"}).url == "/"


def test_a_session_planted_beforehand_is_worth_nothing(cast: Cast, visitor: Visitor) -> None:
    """Fixation: at each step the key changes, with what was in it; the old one opens nothing."""
    totp, browser = stepped(cast.lin), visitor()
    keys = []
    for address, form in (
        ("/sign-in", {"name": cast.lin.name, "password": PASSWORD}),
        ("/sign-in/code", {"code": totp.now()}),
    ):
        browser.post(address, form)
        keys.append(browser.cookies["juluo_session"].value)
    assert len(set(keys)) == 2
    thief = visitor()
    thief.cookies["juluo_session"] = keys[0]
    assert thief.get("/settings").status_code == 302
    assert thief.get("/sign-in/code").url == "/sign-in"
    browser.post("/sign-out")
    thief.cookies["juluo_session"] = keys[1]
    assert thief.get("/settings").status_code == 302


def test_a_code_is_good_for_one_browser(cast: Cast, visitor: Visitor) -> None:
    totp = stepped(cast.lin)
    code = totp.now()
    answers = []
    for browser in (visitor(), visitor()):
        browser.post("/sign-in", {"name": cast.lin.name, "password": PASSWORD})
        answers.append(browser.post("/sign-in/code", {"code": code}).status_code)
    assert answers == [302, 422]


def test_signing_in_leads_where_one_wanted_and_out_again(cast: Cast, visitor: Visitor) -> None:
    browser = visitor()
    asked = browser.get("/desk/tea/?range=28d")
    assert asked.url == "/sign-in?next=/desk/tea/%3Frange%3D28d"
    before = browser.cookies.get("juluo_session")
    entered = browser.post(asked.url, {"name": cast.lin.name, "password": PASSWORD})
    assert entered.url == "/desk/tea/?range=28d"
    assert browser.cookies["juluo_session"] != before
    assert browser.get("/desk/tea/").status_code == 200
    assert browser.post("/sign-out").url == "/sign-in"
    assert browser.get("/desk/tea/").status_code == 302


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(there: str, cast: Cast, visitor: Visitor) -> None:
    entered = visitor().post("/sign-in", {"name": cast.lin.name, "password": PASSWORD, "next": there})
    assert entered.url == "/"


def test_names_are_not_given_away_and_doors_lock(cast: Cast, visitor: Visitor) -> None:
    def tries(name: str) -> list[tuple[int, str]]:
        answers = [visitor().post("/sign-in", {"name": name, "password": "wrong"}) for _ in range(6)]
        return [(answer.status_code, shown(answer.content.decode(), name)) for answer in answers]

    assert tries(cast.lin.name) == tries("nobody")
    locked = visitor().post("/sign-in", {"name": cast.lin.name, "password": PASSWORD})
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "3600")


def shown(page: str, name: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(f'value="{name}"', "")


def stepped(who: Colleague) -> pyotp.TOTP:
    totp = pyotp.parse_uri(start_second_step(who))
    assert isinstance(totp, pyotp.TOTP)
    confirm_second_step(who, totp.at(datetime.now(UTC) - timedelta(seconds=30)), now())
    return totp


def test_the_second_step_stands_between_password_and_desk(cast: Cast, visitor: Visitor) -> None:
    totp, browser = stepped(cast.lin), visitor()
    half_way = browser.post("/sign-in?next=/settings", {"name": cast.lin.name, "password": PASSWORD})
    assert half_way.url == "/sign-in/code"
    assert browser.get("/settings").status_code == 302
    assert browser.post("/sign-in/code", {"code": "12345"}).status_code == 422
    assert browser.post("/sign-in/code", {"code": totp.now()}).url == "/settings"
    assert browser.get("/settings").status_code == 200


def test_the_second_step_is_set_up_on_the_page(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.an)
    page = browser.post("/settings/second-step", {"deed": "start"}).content.decode()
    secret = re.search(r"secret=(\w+)", page)
    assert secret is not None
    assert "data:image/svg+xml" in page
    assert re.search(r'aria-current="page">设置', page)
    assert set(re.findall(r'name="next" value="([^"]+)"', page)) == {"/settings"}, "this address takes forms only"
    done = browser.post("/settings/second-step", {"deed": "confirm", "code": pyotp.TOTP(secret[1]).now()})
    assert len(re.findall(r"<li>\w{4}-\w{4}-\w{4}</li>", done.content.decode())) == 8
    assert browser.post("/settings/second-step", {"deed": "stop", "code": "000000"}).status_code == 422


def test_a_new_password_ends_other_sessions(cast: Cast, visitor: Visitor) -> None:
    here, elsewhere = visitor(cast.an), visitor(cast.an)
    answer = here.post("/settings/password", {"old": PASSWORD, "new": "a new tea of autumn"})
    assert "密码换好了" in answer.content.decode()
    assert here.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 302


def test_language_and_light_stay_with_the_account(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.an)
    browser.post("/settings/face", {"lang": "en"})
    browser.post("/settings/face", {"theme": "dark"})
    page = visitor(cast.an).get("/settings").content.decode()
    assert '<html lang="en" data-theme="dark">' in page
    found = colleague(cast.an.id)
    assert found is not None
    assert (found.lang, found.theme) == ("en", "dark")


def test_before_signing_in_language_stays_with_the_browser(cast: Cast, visitor: Visitor) -> None:
    assert cast.lin
    browser = visitor()
    assert browser.post("/settings/face", {"lang": "en", "theme": "plaid", "next": "/sign-in"}).url == "/sign-in"
    page = browser.get("/sign-in").content.decode()
    assert "Sign in" in page
    assert "data-theme" not in page
