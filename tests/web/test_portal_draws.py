"""Draws on the members' pages: who takes part, what a stranger can check, who claims."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cast import Cast
from django.test import Client
from on_portal import COOKIE, joined, now, text
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.desk.draws.actions.drawing import draw as hold
from juluo.desk.draws.actions.drawing import say_value
from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.facts import draw, mine, picks, pressed
from juluo.desk.draws.models import Draw, DrawnPick, Entrant
from juluo.desk.draws.values import Plan, Way, Who
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import guests

VERIFIER = Path(__file__).parents[2] / "docs/verify_draw.py"


@pytest.fixture
def slug(team: Cast, link: str) -> str:
    """A draw that members may enter; the portal is open."""
    assert link
    closes = datetime.now(UTC) + timedelta(hours=2)
    wanted = Plan(f"冬日{EVIL}", EVIL, f"按过参加{EVIL}", 1, closes, Who(Way.PRESSED), source=f"双色球{EVIL}")
    made = plan(team.lin, SLUG, wanted, now())
    publish(team.lin, SLUG, made, now())
    return made


def seal(team: Cast, visitor: Visitor, slug: str) -> None:
    answer = visitor(team.lin).post(f"/desk/{SLUG}/draws/{slug}/deed", {"deed": "seal"})
    assert answer.status_code == 302, answer.content.decode()


def drawn(team: Cast, slug: str) -> None:
    later = Scene(datetime.now(UTC) + timedelta(hours=3))
    say_value(team.lin, SLUG, slug, f"03 08 {EVIL}", later)
    hold(team.lin, SLUG, slug, later)


def enter(browser: Client, slug: str, **more: str) -> int:
    return int(browser.post(f"/c/{SLUG}/draws/{slug}/in", more).status_code)


def test_a_guest_takes_part_gets_a_number_wins_and_claims(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    me = joined(visitor, link)
    assert "参加" in text(me, "")
    assert (enter(me, slug), enter(me, slug)) == (302, 302)
    assert "你参加了" in text(me, f"draws/{slug}")
    assert "你参加了" in text(me, "")
    seal(team, visitor, slug)
    assert "1人在名单里，你是第1号" in text(me, "")
    page = text(me, f"draws/{slug}")
    assert "1人在名单里，你是第1号" in page
    (line,) = Entrant.objects.all()
    assert line.tag in page
    assert enter(me, slug) == 422
    drawn(team, slug)
    page = text(me, f"draws/{slug}")
    assert "你中了" in page
    assert EVIL not in page
    assert "里你中了：去领奖" in text(me, "")
    answer = me.post(f"/c/{SLUG}/draws/{slug}/claim", {"contact": f"群里找我{EVIL}"})
    assert answer.status_code == 302
    page = text(me, f"draws/{slug}")
    assert "群里找我" in page
    assert EVIL not in page
    assert "你中了" in text(me, "me")
    desk = visitor(team.lin).get(f"/desk/{SLUG}/draws/{slug}").content.decode()
    assert "群里找我" in desk
    assert EVIL not in desk
    held = json.loads(me.post(f"/c/{SLUG}/me/file").content)
    assert "群里找我" in json.dumps(held, ensure_ascii=False)


def test_who_steps_back_is_not_on_the_list(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    me, other = joined(visitor, link), joined(visitor, link, name="小满")
    enter(me, slug)
    enter(other, slug)
    enter(me, slug, out="yes")
    assert len(pressed(SLUG, slug)) == 1
    seal(team, visitor, slug)
    assert "你是第" not in text(me, f"draws/{slug}")
    assert "你是第1号" in text(other, f"draws/{slug}")


def test_a_tied_guest_and_the_account_count_once(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    phones = [joined(visitor, link, name=name) for name in ("手机一", "手机二")]
    for phone in phones:
        enter(phone, slug)
    for one in guests(SLUG):
        tie_guest(team.lin, SLUG, one.id, 3, now())
    seal(team, visitor, slug)
    assert Entrant.objects.count() == 1
    assert all("1人在名单里，你是第1号" in text(phone, f"draws/{slug}") for phone in phones)


def test_a_stranger_checks_everything_and_learns_no_name(
    team: Cast, visitor: Visitor, link: str, slug: str, tmp_path: Path
) -> None:
    for nth in range(5):
        enter(joined(visitor, link, name=f"客人{nth}"), slug)
    stranger = visitor()
    assert stranger.get(f"/c/{SLUG}/draws/{slug}/file").status_code == 404
    seal(team, visitor, slug)
    found = draw(SLUG, slug)
    assert found is not None
    page = text(stranger, f"draws/{slug}")
    assert found.seal in page
    assert found.promise in page
    assert sha256(stranger.get(f"/c/{SLUG}/draws/{slug}/list").content).hexdigest() == found.seal
    secret = Draw.objects.get(slug=slug).secret
    assert secret not in page
    drawn(team, slug)
    page = text(stranger, f"draws/{slug}?seal={found.seal}")
    assert secret in page
    assert page.count('class="good">对') == 4
    assert 'class="no"' not in page
    assert "客人" not in page
    assert 'class="no">不对' in text(stranger, f"draws/{slug}?seal={'0' * 64}")
    # What is no seal at all accuses nobody.
    mistyped = text(stranger, f"draws/{slug}?seal=9c1e4d07")
    assert "你写的不是" in mistyped
    assert 'class="no">不对' not in mistyped
    file = tmp_path / "draw.json"
    file.write_bytes(stranger.get(f"/c/{SLUG}/draws/{slug}/file").content)
    said = [sys.executable, str(VERIFIER), str(file), found.seal]
    assert subprocess.run(said, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own verifier
    assert EVIL not in text(stranger, "draws")
    assert slug in text(stranger, "draws")


def test_a_change_after_sealing_is_shown_to_everybody(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    for nth in range(3):
        enter(joined(visitor, link, name=f"客人{nth}"), slug)
    seal(team, visitor, slug)
    assert "被动过" not in text(visitor(), f"draws/{slug}")
    Entrant.objects.create(draw=Draw.objects.get(slug=slug), tag="LATELATE22", key="p500", person=500)
    assert "被动过" in text(visitor(), f"draws/{slug}")


def test_without_a_public_value_the_page_says_plainly_what_that_means(
    team: Cast, visitor: Visitor, slug: str, link: str
) -> None:
    Draw.objects.filter(slug=slug).update(source="", closes=datetime.now(UTC) + timedelta(hours=1))
    enter(joined(visitor, link), slug)
    seal(team, visitor, slug)
    assert "组织者有办法影响结果" in text(visitor(), f"draws/{slug}")
    hold(team.lin, SLUG, slug, Scene(datetime.now(UTC) + timedelta(hours=3)))
    assert "组织者有办法影响结果" in text(visitor(), f"draws/{slug}")


def test_nobody_claims_for_another(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    me, other = joined(visitor, link), joined(visitor, link, name="阿满")
    enter(me, slug)
    seal(team, visitor, slug)
    drawn(team, slug)
    answer = other.post(f"/c/{SLUG}/draws/{slug}/claim", {"contact": "给我"})
    assert answer.status_code == 422
    assert "没有你" in answer.content.decode()
    assert visitor().post(f"/c/{SLUG}/draws/{slug}/claim", {"contact": "给我"}).url == f"/c/{SLUG}/"
    assert me.post(f"/c/{SLUG}/draws/{slug}/claim", {"contact": "长" * 301}).status_code == 422
    assert not DrawnPick.objects.exclude(contact="").exists()
    assert me.get(f"/c/go/draws/{slug}").status_code == 404


def test_a_planned_draw_is_nobodys_to_see(team: Cast, visitor: Visitor, link: str) -> None:
    wanted = Plan("还没公布", "", "规则", 1, datetime.now(UTC) + timedelta(hours=2), Who(Way.PRESSED))
    slug = plan(team.lin, SLUG, wanted, now())
    me = joined(visitor, link)
    for last in ("", "/file", "/list"):
        assert me.get(f"/c/{SLUG}/draws/{slug}{last}").status_code == 404
    assert enter(me, slug) == 404
    assert "还没公布" not in text(me, "")
    assert "还没公布" not in text(me, "draws")


def test_forms_want_their_token(visitor: Visitor, link: str, slug: str) -> None:
    me = joined(visitor, link)
    strict = visitor(None, csrf=True)
    strict.cookies[COOKIE] = me.cookies[COOKIE].value
    assert strict.post(f"/c/{SLUG}/draws/{slug}/in").status_code == 403
    assert pressed(SLUG, slug) == ()


def test_who_leaves_leaves_a_pseudonym(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    me = joined(visitor, link)
    enter(me, slug)
    (who,) = guests(SLUG)
    seal(team, visitor, slug)
    drawn(team, slug)
    me.post(f"/c/{SLUG}/draws/{slug}/claim", {"contact": "某某路"})
    me.post(f"/c/{SLUG}/me/leave", {"sure": "yes"})
    assert mine(SLUG, slug, who.id, ()) is None
    (pick,) = picks(SLUG, slug)
    assert (pick.guest, pick.contact) == (None, "")
    assert not re.search("被动过", text(visitor(), f"draws/{slug}"))
    assert "名字已抹去" in visitor(team.lin).get(f"/desk/{SLUG}/draws/{slug}").content.decode()


def test_a_list_sealed_early_says_so_to_everybody(team: Cast, visitor: Visitor, link: str, slug: str) -> None:
    ends = datetime.now(UTC) + timedelta(hours=1)
    Draw.objects.filter(slug=slug).update(entries_until=ends)
    me, lin = joined(visitor, link), visitor(team.lin)
    enter(me, slug)
    assert "参加到" in text(me, f"draws/{slug}")
    desk = f"/desk/{SLUG}/draws/{slug}"
    assert 'name="early"' in lin.get(desk).content.decode()
    refused = lin.post(f"{desk}/deed", {"deed": "seal"})
    assert refused.status_code == 422
    assert "要提前封存，写一句为什么" in refused.content.decode()
    assert lin.post(f"{desk}/deed", {"deed": "seal", "early": f"名额满了{EVIL}"}).status_code == 302
    for page in (text(visitor(), f"draws/{slug}"), lin.get(desk).content.decode()):
        assert "名单提前封存了：名额满了" in page
        assert EVIL not in page


def test_before_leaving_they_read_what_becomes_of_their_draws(
    team: Cast, visitor: Visitor, link: str, slug: str
) -> None:
    me, out, kept = joined(visitor, link), "你就不在里面了", "中了也不能再领"
    page = text(me, "me")
    assert out not in page
    assert kept not in page
    enter(me, slug)
    assert out in text(me, "me")
    seal(team, visitor, slug)
    page = text(me, "me")
    assert out not in page
    assert kept in page
