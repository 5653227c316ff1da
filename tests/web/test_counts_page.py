"""Members are counted on a page, as on the command line: what no export shows is stated by somebody."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from django.test import Client
from visitor import Visitor

from juluo.ledger.period import Period
from juluo.metrics.metric import metrics
from juluo.shell.accounts.facts import audit_of
from juluo.store.embedded import EmbeddedStore

HERE = "/desk/tea/imports/counts"


@pytest.fixture
def lin(cast: Cast, visitor: Visitor) -> Client:
    return visitor(cast.lin)


def members_on(home: Path, day: date) -> float | None:
    with closing(EmbeddedStore(home)) as store:
        found = store.community("tea")
        assert found is not None
        with closing(store.view(found)) as view:
            return metrics()["members"].measure(view, [Period(day, day)])[0].value


def test_what_is_stated_counts_and_is_shown(lin: Client, records: Path) -> None:
    assert lin.post(HERE, {"day": "2026-11-19", "members": "408", "joined": "11"}).status_code == 302
    assert lin.post(HERE, {"day": "2026-11-19", "left": "2"}).status_code == 302
    assert members_on(records, date(2026, 11, 19)) == 408
    page = lin.get(HERE).content.decode()
    assert all(f'<td class="n">{n}</td>' in page for n in (408, 11, 2))
    assert [line.deed for line in audit_of("tea")].count("state_members") == 2


@pytest.mark.parametrize(
    "said",
    [
        {"day": "2026-11-19"},
        {"day": "2026-11-19", "members": "-3"},
        {"day": "2026-11-19", "members": "4", "left": "many"},
        {"day": "2999-01-01", "members": "4"},
        {"day": "19. November", "members": "4"},
        {"day": "2026-11-19", "members": "9" * 12},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(lin: Client, records: Path, said: dict[str, str]) -> None:
    answer = lin.post(HERE, said)
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode() or 'role="alert"' in answer.content.decode()
    assert members_on(records, date(2026, 11, 19)) is None


def test_a_community_is_found_without_its_last_slash_and_called_by_its_name_at_once(lin: Client) -> None:
    assert lin.get("/desk/tea").url == "/desk/tea/"
    founded = {"slug": "dushu", "name": "夜读会", "zone": "Asia/Shanghai", "day_starts_at": "0"}
    assert lin.post("/communities", founded).url == "/desk/dushu/imports"
    assert "<b><bdi>夜读会</bdi></b>" in lin.get("/desk/dushu/imports").content.decode()
    assert "正在算" not in lin.get("/desk/dushu/").content.decode()
