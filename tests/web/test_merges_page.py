"""同一个人？ as colleagues use it: what is suggested, decided, and taken back; invented people."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cast import Cast
from visitor import Visitor
from work_off import work_off

from juluo.desk.members.facts import Verdict, decisions
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.entry import Account
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.store.embedded import EmbeddedStore
from juluo.web.seen import SHELF, TABLES

AT = "/desk/tea/members/merges"
DECIDE = f"{AT}/decide"
EVIL = "一叶知秋<script>alert(1)</script>"
Got = Callable[..., str]


@pytest.fixture
def team(cast: Cast, records: Path, tmp_path: Path) -> Cast:
    """Somebody on two platforms, somebody with a new phone, and a bot of their name."""
    SHELF.clear()
    TABLES.clear()
    store = EmbeddedStore(records)
    told = {"qq": [("q1", EVIL, 12), ("q2", "别人", 13)], "telegram": [("t1", EVIL, 14), ("bot", EVIL, 15)]}
    for platform, people in told.items():
        path = tmp_path / f"{platform}.jsonl"
        rows = (
            {"id": f"{who}{day}", "ts": f"2026-11-{day:02d}T{hour}:00:00+00:00", "author": who, "author_name": name}
            | {"channel": "茶", "text": "好", "is_bot": who == "bot"}
            for day in range(1, 15)
            for who, name, hour in people
        )
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        take_in(store, "tea", [path], Wish(mapping={"platform_name": platform}))
    store.close()
    return cast


@pytest.fixture
def got(team: Cast, visitor: Visitor) -> Got:
    def page(address: str = AT, role: Role = Role.OPERATOR) -> str:
        answer = visitor(team.of_tea[role]).get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    return page


@pytest.fixture
def post(team: Cast, visitor: Visitor) -> Callable[..., int]:
    def decide(role: Role = Role.OPERATOR, **fields: object) -> int:
        return int(visitor(team.of_tea[role]).post(DECIDE, fields).status_code)

    return decide


def accounts(records: Path) -> dict[str, Account]:
    with closing(EmbeddedStore(records)) as store:
        return {account.account_id: account for account in store.register.accounts("tea").values()}


def persons(records: Path) -> list[tuple[int, ...]]:
    with closing(EmbeddedStore(records)) as store:
        found = store.community("tea")
        assert found is not None
        with closing(store.view(found)) as view:
            return sorted(view.persons.groups.values())


def test_a_suggestion_stands_with_its_evidence_and_is_never_made_by_itself(got: Got, records: Path) -> None:
    page = got()
    assert page.count('<article class="merge"') == 1
    assert "很可能</b>是同一个人" in page
    assert "有14天两个账号都说了话，从没同时开口。" in page
    assert "QQ：q1" in page
    assert "<script>alert" not in page
    assert persons(records) == []


def test_tied_by_an_operator_once_the_ledger_has_it_and_untied_again(
    got: Got, post: Callable[..., int], records: Path, team: Cast
) -> None:
    one, other = accounts(records)["q1"].code, accounts(records)["t1"].code
    assert post(deed="tie", one=one, other=other) == 302
    assert "1处正在记入账本" in got()
    assert '<article class="merge"' not in got()
    work_off()
    assert persons(records) == [(one, other)]
    page = got()
    assert "正在记入账本" not in page
    assert f'name="one" value="{other}"' in page
    assert post(deed="untie", one=other) == 302
    assert "正在分开" in got()
    work_off()
    assert persons(records) == []
    assert "没有等你来定的" in got()  # whom somebody took apart is not suggested again
    log = [(line.deed, line.about) for line in audit_of("tea", last=9)]
    assert ("tie_accounts", f"{one}、{other}") in log
    assert ("untie_account", f"{other}") in log
    assert all(EVIL not in line.about for line in audit_of("tea", last=9))
    assert team.of_tea[Role.OPERATOR].id


def test_who_was_told_apart_is_not_suggested_until_somebody_asks_again(
    got: Got, post: Callable[..., int], records: Path
) -> None:
    pair = {"one": accounts(records)["q1"].code, "other": accounts(records)["t1"].code}
    assert post(deed="apart", **pair) == 302
    page = got()
    assert '<article class="merge"' not in page
    assert "说过不是同一个人的" in page
    assert [one.pair for one in decisions("tea", Verdict.APART)] == [tuple(pair.values())]
    assert post(deed="again", **pair) == 302
    assert got().count('<article class="merge"') == 1


def test_what_cannot_be_tied(post: Callable[..., int], records: Path) -> None:
    codes = {name: account.code for name, account in accounts(records).items()}
    assert post(deed="tie", one=codes["q1"], other=codes["bot"]) == 422
    assert post(deed="tie", one=codes["q1"], other=codes["q1"]) == 422
    assert post(deed="tie", one=codes["q1"], other=99_999) == 422
    assert post(deed="tie", one="x", other=codes["q1"]) == 404
    assert post(deed="marry", one=codes["q1"], other=codes["t1"]) == 404
    assert post(Role.ANALYST, deed="tie", one=codes["q1"], other=codes["t1"]) == 403
    work_off()
    assert persons(records) == []


def test_a_member_s_page_asks_it_of_whom_may_decide(got: Got, records: Path) -> None:
    address = f"/desk/tea/members/{accounts(records)['q1'].code}"
    assert got(address).count('<article class="merge"') == 1
    assert 'name="member"' in got(address)
    assert '<article class="merge"' not in got(address, Role.ANALYST)
    assert '<article class="merge"' not in got(f"/desk/tea/members/{accounts(records)['q2'].code}")
