"""设置 › 团队 as an owner does it: invite, change a role, take a token back, read what was done."""

import ast
import re
from http import HTTPStatus
from pathlib import Path
from zoneinfo import ZoneInfo

from cast import PASSWORD, Cast
from visitor import Visitor

import juluo
from juluo.shell.accounts.actions.tokens import use_token
from juluo.shell.accounts.facts import audit_of, team
from juluo.shell.accounts.roles import May, Role
from juluo.shell.accounts.scene import Scene
from juluo.web.team_words import DEED_WORDS

TEAM, TOKENS, AUDIT = (f"/desk/tea/settings/{page}" for page in ("team", "tokens", "audit"))


def test_a_colleague_comes_by_a_link_that_is_shown_once(cast: Cast, visitor: Visitor) -> None:
    owner = visitor(cast.of_tea[Role.OWNER])
    shown = owner.post(TEAM, {"deed": "invite", "role": "analyst"}).content.decode()
    link = re.search(r"http://127\.0\.0\.1(/welcome/[\w-]+)", shown)
    assert link is not None
    assert link[1] not in owner.get(TEAM).content.decode()
    visitor().post(link[1], {"name": "yu", "password": PASSWORD})
    (yu,) = [one for one in team("tea") if one.name == "yu"]
    assert yu.role("tea") is Role.ANALYST
    assert (
        "角色换好了"
        in owner.post(TEAM, {"deed": "role", "role": "operator", "colleague": str(yu.id)}).content.decode()
    )
    assert "请出去了" in owner.post(TEAM, {"deed": "remove", "colleague": str(yu.id)}).content.decode()
    assert "yu" not in {one.name for one in team("tea")}
    audit = owner.get(AUDIT).content.decode()
    for deed in ("发出邀请", "接受邀请", "换角色", "请出同事"):
        assert deed in audit


def test_a_colleague_who_lost_the_password_gets_a_link(cast: Cast, visitor: Visitor) -> None:
    owner, viewer = visitor(cast.of_tea[Role.OWNER]), cast.of_tea[Role.VIEWER]
    shown = owner.post(TEAM, {"deed": "reset", "colleague": str(viewer.id)}).content.decode()
    link = re.search(r"http://127\.0\.0\.1(/reset/[\w-]+)", shown)
    assert link is not None
    assert "1天内有效" in shown
    visitor().post(link[1], {"password": "a new tea of autumn"})
    assert visitor().post("/sign-in", {"name": viewer.name, "password": "a new tea of autumn"}).url == "/"
    assert "造换密码的链接" in owner.get(AUDIT).content.decode()
    foreign = owner.post(TEAM, {"deed": "reset", "colleague": str(cast.an.id)})
    assert foreign.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "/reset/" not in foreign.content.decode()


def test_who_is_no_colleague_here_gets_no_role(cast: Cast, visitor: Visitor) -> None:
    owner = visitor(cast.of_tea[Role.OWNER])
    answer = owner.post(TEAM, {"deed": "role", "role": "owner", "colleague": str(cast.an.id)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert cast.an.role("tea") is None


def test_a_token_is_shown_once_and_never_allows_more_than_its_maker_may(
    cast: Cast, visitor: Visitor, scene: Scene
) -> None:
    analyst = visitor(cast.of_tea[Role.ANALYST])
    form = {"label": "BI", "scope": ["see_numbers", "read_messages"]}
    shown = analyst.post(TOKENS, form).content.decode()
    found = re.search(r"juluo_[\w-]{20,}", shown)
    assert found is not None
    assert found[0] not in analyst.get(TOKENS).content.decode()
    allowed = use_token(found[0], scene)
    assert allowed is not None
    assert allowed.scopes == {May.SEE_NUMBERS, May.READ_MESSAGES}
    assert analyst.post(TOKENS, {"label": "x", "scope": ["erase_people"]}).status_code == 422
    assert analyst.post(TOKENS, {"label": "", "scope": ["see_numbers"]}).status_code == 422
    number = re.search(r'name="revoke" value="(\d+)"', analyst.get(TOKENS).content.decode())
    assert number is not None
    assert visitor(cast.of_tea[Role.OPERATOR]).post(TOKENS, {"revoke": number[1]}).status_code == 422
    analyst.post(TOKENS, {"revoke": number[1]})
    assert use_token(found[0], scene) is None


def test_every_deed_of_a_community_has_its_word() -> None:
    """What the log shows is told in words, not by the name a program gave it."""
    noted = set()
    for path in Path(juluo.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "note" and len(call.args) > 2:
                deed, inside = call.args[2], any(word.arg == "community" for word in call.keywords)
                noted |= {deed.value} if inside and isinstance(deed, ast.Constant) else set()
    assert len(noted) > 20
    assert noted <= set(DEED_WORDS)
    assert {f"{status}_task" for status in ("done", "dropped", "open")} <= set(DEED_WORDS)


def test_the_log_names_who_and_which_role_and_the_hour_there(cast: Cast, visitor: Visitor) -> None:
    owner = visitor(cast.of_tea[Role.OWNER])
    owner.post(TEAM, {"deed": "role", "role": "analyst", "colleague": str(cast.of_tea[Role.VIEWER].id)})
    audit = owner.get(AUDIT).content.decode()
    assert "<bdi>tea-viewer 分析</bdi>" in audit
    assert "Asia/Shanghai" in audit
    line = audit_of("tea")[0]
    assert f"{line.at.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M}</time>" in audit


def test_settings_lead_there(cast: Cast, visitor: Visitor) -> None:
    assert TEAM in visitor(cast.of_tea[Role.OWNER]).get("/settings").content.decode()
    assert TEAM not in visitor(cast.of_tea[Role.VIEWER]).get("/settings").content.decode()
