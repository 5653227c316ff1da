"""Who asks faster than a person can is told to wait, in one sentence and in seconds."""

import pytest
from cast import PASSWORD, Cast
from visitor import Visitor

from juluo.shell import limits
from juluo.shell.limits import Cost, Rate
from juluo.web.doors import found


@pytest.fixture(autouse=True)
def two_and_then_one_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this machine is, a minute is longer than a test."""
    monkeypatch.setattr(limits, "RATES", dict.fromkeys(Cost, Rate(2, 1)))


def test_the_form_sent_too_often_is_not_taken(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.an)
    for _ in range(2):
        assert browser.post("/settings/face", {"theme": "dark"}).status_code == 302
    refused = browser.post("/settings/face", {"theme": "light"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert f"请等{refused.headers['Retry-After']}秒再试" in refused.content.decode()
    assert 'data-theme="dark"' in browser.get("/settings").content.decode(), "it was not done, and pages still open"
    assert visitor(cast.lin).post("/settings/face", {"theme": "dark"}).status_code == 302, "others go on"


def test_signing_in_with_name_after_name_is_slowed_down(cast: Cast, visitor: Visitor) -> None:
    assert cast.lin
    tries = [visitor().post("/sign-in", {"name": f"name-{number}", "password": PASSWORD}) for number in range(3)]
    assert [answer.status_code for answer in tries] == [422, 422, 429]
    assert visitor().get("/sign-in").status_code == 200


def test_what_costs_much_has_its_own_count(cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.lin)
    address = "/desk/tea/metrics/messages/export"
    codes = [browser.get(address).status_code for _ in range(3)]
    assert codes[2] == 429
    assert 429 not in codes[:2]
    assert browser.post("/settings/face", {"theme": "dark"}).status_code == 302


def test_every_form_and_every_export_has_a_rate() -> None:
    for page in found().values():
        assert ("POST" in page.methods) == (page.cost_of("POST") is not None), page.name
        if page.name.endswith(("_export", "_quarantine")):
            assert page.cost_of("GET") is Cost.EXPORT, page.name
    assert found()["import_piece"].cost_of("POST") is Cost.PIECE
    assert found()["report_take"].cost_of("POST") is Cost.EXPORT
