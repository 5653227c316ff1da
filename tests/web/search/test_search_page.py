"""查找: what everybody may find, and nothing else is even named."""

import re

import pytest
from cast import Cast
from visitor import Visitor

from juluo.metrics.metric import metrics
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import Role
from juluo.web.doors import found

HX = {"HTTP_HX_REQUEST": "true"}
CHINESE = re.compile("[\u4e00-\u9fff]")


def looked(visitor: Visitor, who: Colleague, typed: str, at: str = "tea") -> list[str]:
    page = visitor(who).get("/search", {"q": typed, "in": at}, **HX).content.decode()
    return re.findall(r'role="option"[^>]*href="([^"]+)"', page)


def test_pages_metrics_and_days_are_found_by_name_and_by_sound(cast: Cast, visitor: Visitor) -> None:
    analyst = cast.of_tea[Role.ANALYST]
    assert looked(visitor, analyst, "数据")[0] == "/desk/tea/metrics"
    assert looked(visitor, analyst, "sj")[0] == "/desk/tea/metrics"
    assert "/desk/tea/metrics/active_members" in looked(visitor, analyst, "members who spoke")
    days = looked(visitor, analyst, "2026-11-19")
    assert days == ["/desk/tea/reports/day/2026-11-19", "/desk/tea/?day=2026-11-19"]
    assert looked(visitor, analyst, "2026-10") == ["/desk/tea/reports/month/2026-10-01"]


@pytest.mark.parametrize("role", Role)
def test_nobody_is_led_to_what_they_may_not_open(role: Role, cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.of_tea[role])
    for typed in ("", "团队", "settings", "审", "导入", "import", "令牌", "操作", "日报", "2026-11-19", "a b", "成员"):
        page = browser.get("/search", {"q": typed, "in": "tea"}, **HX).content.decode()
        for address in re.findall(r'href="(/[^"#]*)', page):
            assert browser.get(address.replace("&amp;", "&")).status_code in {200, 302}, (typed, address)
    assert ("/desk/tea/settings/team" in looked(visitor, cast.of_tea[role], "团队")) == (role is Role.OWNER)


def test_a_community_of_others_is_not_named(cast: Cast, visitor: Visitor) -> None:
    for typed in ("", "tea", "2026-11-19", "数据"):
        page = visitor(cast.an).get("/search", {"q": typed, "in": "tea"}).content.decode()
        assert "/desk/tea/" not in page
        assert "/desk/go/" in page
    assert "/desk/go/" in looked(visitor, cast.lin, "go")


def test_every_metric_is_found_by_its_names(cast: Cast, visitor: Visitor) -> None:
    for metric in list(metrics().values())[::9]:
        for name in (metric.title, metric.title_en, metric.name):
            assert f"/desk/tea/metrics/{metric.name}" in looked(visitor, cast.lin, name), name


def test_a_deed_is_a_form_with_its_token_and_leads_back(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.lin, csrf=True)
    page = browser.get("/search", {"q": "english", "here": "/settings"}, **HX).content.decode()
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert form["lang"] == "en"
    assert browser.post("/settings/face", form).url == "/settings"
    page = browser.get("/search", {"q": "zhongwen", "here": "//evil.example"}, **HX).content.decode()
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert browser.post("/settings/face", form).url == "/"


def test_without_a_script_it_is_a_page_in_either_language(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.lin)
    assert "没有叫“&lt;img src=x&gt;”的" in browser.get("/search", {"q": "<img src=x>"}).content.decode()
    browser.post("/settings/face", {"lang": "en"})
    for typed in ("", "a", "sign", "11-19", "nothing of the kind"):
        page = browser.get("/search", {"q": typed, "in": "tea"}).content.decode()
        assert not CHINESE.search(page.replace("中文", "").replace(cast.lin.shown_as, "")), typed


def test_every_title_leads_somewhere() -> None:
    assert {"team_page", "tokens_page", "audit_page", "communities"} <= {
        page.name for page in found().values() if page.title
    }
