"""What an address asks for and a page doesn't know: the page says so, a file is refused; never ignored silently."""

import pytest
from cast import Cast
from django.test import Client
from visitor import Visitor

from juluo.shell.accounts.roles import Role
from juluo.shell.heard import Heard

SAID = 'id="ignored"'


@pytest.fixture
def owner(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.of_tea[Role.OWNER])


@pytest.mark.parametrize(
    "page",
    ["", "reports", "metrics", "needs", "questions", "readings", "feedback", "events", "metrics/active_members"],
)
def test_a_page_says_what_it_does_not_know(owner: Client, page: str) -> None:
    told = owner.get(f"/desk/tea/{page}?segment=7").content.decode()
    assert told.count(SAID) == 1
    assert "地址里写了segment，这一页不认得：下面没有照它挑。" in told
    assert SAID not in owner.get(f"/desk/tea/{page}?day=").content.decode()


def test_what_a_page_knows_and_what_narrows_nothing_is_not_told(owner: Client) -> None:
    for address in (
        "members?segment=0",
        "metrics/active_members?day=2026-11-01&people=newcomers&group=0",
        "members?q=",
    ):
        assert SAID not in owner.get(f"/desk/tea/{address}").content.decode(), address
    assert SAID not in owner.get("/desk/tea/needs?from=groupmessage&utm_source=chat&isappinstalled=0").content.decode()


def test_an_address_with_bare_chinese_is_read_as_it_was_written(owner: Client) -> None:
    """Not every program writes 阿海 as %E9%98%BF%E6%B5%B7 into an address."""
    assert 'value="阿海"' in owner.get("/desk/tea/members?q=阿海").content.decode()


def test_a_file_that_cannot_be_picked_so_is_refused(owner: Client) -> None:
    there = "/desk/tea/metrics/active_members/export?file=csv"
    assert owner.get(there).status_code == 200
    refused = owner.get(f"{there}&segment=7")
    assert refused.status_code == 400
    assert "地址里写了segment，这个文件不能照它挑" in refused.content.decode()


def test_a_name_is_known_once_it_was_read_however_it_was() -> None:
    def left(query: str, *read: str) -> tuple[str, ...]:
        heard = Heard(query)
        for name in read:
            heard.get(name)
        return heard.ignored

    assert left("segment=7&day=2026-11-19&q=x") == ("day", "segment")
    assert left("segment=7&day=2026-11-19", "day", "q") == ("segment",)
    assert left("segment=&day=+") == ()
    again = Heard("segment=7&q=阿海").copy()
    again["q"] = "小满"
    assert (again["segment"], again["q"]) == ("7", "小满")
    heard = Heard("day=1&segment=2&channels=3&channels=4")
    assert "day" in heard
    assert heard.getlist("channels") == ["3", "4"]
    assert heard.ignored == ("segment",)
