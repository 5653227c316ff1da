"""抽奖 on the desk's pages: planned, previewed, sealed, drawn, checked; hostile names, wrong input, each role."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer
from cast import Cast
from django.test import Client
from talkative import EVIL, FORMULA, LAST, MEMBERS
from visitor import Visitor

from juluo.cli.draws import draws as draws_command
from juluo.cli.verify_draw import verify_draw
from juluo.desk.draws.drand import address, round_from
from juluo.desk.draws.facts import draw, draws, picks, tickets
from juluo.desk.draws.models import Draw, Entrant
from juluo.desk.draws.values import State
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.models import Guest

DESK = "/desk/tea/draws"
ZONE = ZoneInfo("Asia/Shanghai")
VERIFIER = Path(__file__).parents[2] / "docs/verify_draw.py"
SAID = {"way": "said", "since": f"{LAST}T00:00", "until": f"{LAST}T23:59", "word": f"第69天，{EVIL}"}
Do = Callable[..., str]


def soon(hours: float = 2) -> str:
    return f"{datetime.now(UTC).astimezone(ZONE) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def form(**more: str) -> dict[str, str]:
    told = {"title": f"冬日{EVIL}", "prize": EVIL, "rule": f"说过话{EVIL}", "winners": "3", "mode": "sha256"}
    return told | {"closes": soon(), "kind": "named", "source": "双色球第2026135期", "staff": "yes"} | SAID | more


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


@pytest.fixture
def slug(lin: Client) -> str:
    answer = lin.post(f"{DESK}/new", form())
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url).removeprefix(f"{DESK}/")


@pytest.fixture
def do(lin: Client, slug: str) -> Do:
    """Send one of its forms; what comes back must be the way back."""

    def sent(deed: str, **more: object) -> str:
        answer = lin.post(f"{DESK}/{slug}/deed", {"deed": deed, **more})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.url)

    return sent


@pytest.fixture
def drawn(do: Do, slug: str) -> str:
    do("seal")
    # The moment of the draw has come.
    Draw.objects.filter(slug=slug).update(closes=datetime.now(UTC))
    do("value", value="03 08 14")
    do("draw")
    return slug


def words(page: Client, where: str, status: int = 200) -> str:
    answer = page.get(f"{DESK}{where}")
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_draw_goes_from_its_list_to_its_winners_on_its_page(lin: Client, drawn: str) -> None:
    page = words(lin, f"/{drawn}")
    assert "开奖了" in page
    assert page.count('class="good">对') == 3
    found = picks("tea", drawn)
    assert len(found) == 3
    assert all(one.tag in page for one in found)
    assert EVIL not in page
    assert "&lt;img" in page
    assert "【开奖】" in page
    assert drawn in words(lin, "")


def test_the_preview_says_who_is_in_and_who_is_left_out_and_keeps_nothing(lin: Client) -> None:
    answer = lin.post(f"{DESK}/new", form(preview="1", kept_out="安", word="早"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r"机器人 <small>1人", page)
    assert draws("tea") == ()
    page = lin.post(f"{DESK}/new", form(preview="1", kept_out="安\n岑")).content.decode()
    assert f"{len(MEMBERS) - 2}人在名单里" in page
    assert re.search(r"你列出不算的 <small>2人", page)
    assert EVIL not in page


def test_the_file_of_a_page_passes_both_verifiers_and_a_forged_one_neither(
    lin: Client, drawn: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = draw("tea", drawn)
    assert found is not None
    file, forged = tmp_path / "draw.json", tmp_path / "forged.json"
    content = lin.get(f"{DESK}/{drawn}/file").content
    file.write_bytes(content)
    told = json.loads(content)
    came = {one["tag"] for one in told["picks"]}
    told["picks"][0]["tag"] = next(tag for tag, _ in told["entrants"] if tag not in came)
    forged.write_text(json.dumps(told), "utf-8")
    for path, right in ((file, True), (forged, False)):
        said = [sys.executable, str(VERIFIER), str(path), found.seal]
        check = subprocess.run(said, capture_output=True, text=True, check=False)  # noqa: S603 - our own verifier
        assert (check.returncode == 0) is right, check.stdout + check.stderr
    verify_draw(file, found.seal)
    assert capsys.readouterr().out.count("[对]") == 4
    with pytest.raises(typer.Exit) as ended:
        verify_draw(forged, found.seal)
    assert ended.value.exit_code == 1


def test_the_sealed_text_is_what_the_seal_is_of(lin: Client, do: Do, slug: str) -> None:
    assert lin.get(f"{DESK}/{slug}/list").status_code == 404
    do("seal")
    found = draw("tea", slug)
    assert found is not None
    content = lin.get(f"{DESK}/{slug}/list").content
    assert sha256(content).hexdigest() == found.seal
    assert not any(name.encode() in content for name in MEMBERS if name != EVIL)


def test_a_change_behind_the_desks_back_is_shown(lin: Client, do: Do, slug: str) -> None:
    do("seal")
    assert "被动过" not in words(lin, f"/{slug}")
    Entrant.objects.filter(draw__slug=slug).first().delete()  # type: ignore[union-attr]
    assert "被动过" in words(lin, f"/{slug}")


def test_a_redraw_shows_whom_it_passed_over_and_why(lin: Client, do: Do, drawn: str) -> None:
    do("pass_over", place=1, why=f"三天联系不上{EVIL}")
    do("hand_over", place=2)
    page = words(lin, f"/{drawn}")
    assert "换下了：三天联系不上" in page
    assert EVIL not in page
    assert len(picks("tea", drawn)) == 4
    answer = lin.post(f"{DESK}/{drawn}/deed", {"deed": "pass_over", "place": "2", "why": "后悔"})
    assert answer.status_code == 422
    assert "奖已经给了" in answer.content.decode()


def test_the_winners_file_holds_no_formula(lin: Client, drawn: str) -> None:
    Entrant.objects.filter(tag=picks("tea", drawn)[0].tag).update(person=None, name=FORMULA)
    table = lin.post(f"{DESK}/{drawn}/winners").content.decode("utf-8-sig")
    assert table.startswith("次序,名字,代号")
    assert f"'{FORMULA}" in table
    assert len(table.splitlines()) == 4


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"closes": ""}, "什么时候开奖"),
        ({"closes": "soon"}, "时间读不懂"),
        ({"winners": "三"}, "不是一个数"),
        ({"kind": "named", "source": ""}, "写明用哪个公开数"),
        ({"way": "luck"}, "选一个有的"),
        ({"way": "came", "event": ""}, "选一场活动"),
        ({"way": "came", "event": "no-such", "preview": "1"}, "没有这场活动"),
        ({"way": "segment", "segment": "99", "preview": "1"}, "分群不在了"),
        ({"way": "said", "word": ""}, "说了哪个词"),
        ({"rule": ""}, "写清谁能参加"),
        ({"mode": "rfc3797", "kind": "none"}, "RFC 3797 只靠公开数"),
        ({"weight_days": "1", "weight_most": "0"}, "权重"),
    ],
)
def test_what_does_not_hold_together_comes_back_with_one_sentence(
    lin: Client, more: dict[str, str], said: str
) -> None:
    answer = lin.post(f"{DESK}/new", form(**more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert draws("tea") == ()


@pytest.mark.parametrize(
    ("more", "people"),
    [
        ({"way": "spoke"}, 8),
        ({"way": "replied", "since": "2026-09-11T00:00"}, 4),
        ({"way": "listed", "listed": "1. 安\n2. 外人\n3. 岑"}, 3),
        ({"way": "spoke", "since": "2020-01-01T00:00", "until": "2020-01-02T00:00"}, 0),
    ],
)
def test_each_rule_finds_whom_it_means(lin: Client, more: dict[str, str], people: int) -> None:
    page = lin.post(f"{DESK}/new", form(preview="1", **more)).content.decode()
    assert f"{people}人在名单里" in page


def test_drands_round_is_the_first_from_the_moment_on(lin: Client) -> None:
    genesis = datetime.fromtimestamp(1_692_803_367, UTC)
    assert round_from(genesis) == 1
    assert round_from(genesis + timedelta(seconds=1)) == 2
    assert round_from(genesis + timedelta(seconds=3)) == 2
    answer = lin.post(f"{DESK}/new", form(kind="drand"))
    found = draw("tea", answer.url.rpartition("/")[2])
    assert found is not None
    assert found.plan.source.endswith(address(round_from(found.plan.closes)))
    assert 'value="drand" selected' in lin.get(f"{answer.url}/edit").content.decode()


def test_it_is_changed_until_it_is_sealed(lin: Client, do: Do, slug: str) -> None:
    assert lin.post(f"{DESK}/{slug}/edit", form(title="改了", channels="1")).status_code == 302
    found = draw("tea", slug)
    assert found is not None
    assert found.plan.title == "改了"
    do("publish")
    assert "可以参加" in words(lin, f"/{slug}")
    assert "人在名单里" in words(lin, f"/{slug}?who=1")
    do("seal")
    assert lin.get(f"{DESK}/{slug}/edit").status_code == 302
    answer = lin.post(f"{DESK}/{slug}/deed", {"deed": "value", "value": "1"})
    assert "还没到开奖时刻" in answer.content.decode()
    do("call_off", why="奖品没到")
    found = draw("tea", slug)
    assert found is not None
    assert found.state is State.CALLED_OFF
    assert "奖品没到" in words(lin, f"/{slug}")


def test_weights_are_days_of_words_and_stop_at_the_cap(lin: Client) -> None:
    answer = lin.post(f"{DESK}/new", form(weight_days="28", weight_most="5"))
    slug = answer.url.rpartition("/")[2]
    lin.post(f"{DESK}/{slug}/deed", {"deed": "seal"})
    assert {one.weight for one in tickets("tea", slug)} == {5}


def test_names_are_for_who_may_see_members(visitor: Visitor, team: Cast, drawn: str) -> None:
    page = words(visitor(team.of_tea[Role.VIEWER]), f"/{drawn}")
    assert "一位成员" in page
    assert not re.search(r"/members/\d", page)
    assert "导出中奖名单" not in page
    assert visitor(team.of_tea[Role.VIEWER]).post(f"{DESK}/{drawn}/deed", {"deed": "draw"}).status_code == 403
    assert visitor(team.an).get(f"{DESK}/{drawn}").status_code == 404
    assert visitor(team.lin).post(f"{DESK}/{drawn}/deed", {"deed": "cheat"}).status_code == 404
    assert visitor(team.lin).get(f"{DESK}/no-such").status_code == 404


def test_the_command_line_lists_and_shows_by_pseudonyms(
    drawn: str, records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from_page = draw("tea", drawn)
    assert from_page is not None
    draws_command("tea", home=records, lang="en")
    listed = capsys.readouterr().out
    assert f"8 on the list, 3 to win  ({drawn})" in listed
    draws_command("tea", drawn, home=records, lang="zh")
    shown = capsys.readouterr().out
    assert from_page.seal in shown
    assert shown.count("中奖：") == 3
    draws_command("tea", drawn, home=records, json_=True)
    (facts,) = json.loads(capsys.readouterr().out)
    assert (facts["state"], facts["value"], len(facts["picks"])) == ("drawn", "03 08 14", 3)
    assert not any(name in listed + shown for name in MEMBERS if name != EVIL)


def test_where_members_are_recognised_only_they_are_in_unless_said_otherwise(
    team: Cast, lin: Client, scene: Scene
) -> None:
    ticked = re.compile(r'name="known" value="yes" checked')
    assert not ticked.search(words(lin, "/new"))
    Guest.objects.create(community="tea", key_hash="1", name="小满", joined_at=scene.now, account=3)
    page = words(lin, "/new")
    assert ticked.search(page)
    assert "现在认出了1位" in page
    chosen = lin.post(f"{DESK}/new", form(known="", title="")).content.decode()
    assert not ticked.search(chosen)
    assert "公开数一出来" in page
    assert 'value="sha256" selected' in page
    assert team


def test_its_address_tells_the_day_and_its_page_what_counts(lin: Client) -> None:
    def facts(**more: str) -> tuple[str, str]:
        address = str(lin.post(f"{DESK}/new", form(**more)).url)
        page = re.sub(r"<[^>]*>", "", words(lin, address.removeprefix(DESK)))
        return address, " ".join(page.split())

    tomorrow = datetime.now(UTC).astimezone(ZONE).date() + timedelta(days=1)
    address, page = facts(closes=f"{tomorrow}T02:00")
    assert address == f"{DESK}/{tomorrow:%Y%m%d}draw"
    assert re.search(rf"算哪段时间{LAST.month}月{LAST.day}日 00:00到{LAST.month}月{LAST.day}日 23:59", page)
    assert "算哪些频道全部频道" in page
    _, page = facts(channels="1")
    assert re.search(r"算哪些频道#\S", page)
