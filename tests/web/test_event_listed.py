"""Long lists of an event, a check-in programme and a draw's preview: found by name, turned, and come back to."""

import re
from datetime import timedelta

import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markupsafe import escape
from talkative import EVIL
from test_draws_pages import form
from test_event_guests import night, tonight
from visitor import Visitor

from juluo.desk.draws.models import Draw
from juluo.desk.events.models import Event, SignUp
from juluo.desk.streaks.models import CheckIn, Programme
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene

__all__ = ["night", "tonight"]

MANY = 2_000


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


def signed(night: str, first: int, last: int, scene: Scene) -> None:
    event = Event.objects.get(slug=night)
    SignUp.objects.bulk_create(
        SignUp(event=event, key=f"g{n}", name=f"客人{n:04d}", state="in", turn=n, at=scene.now)
        for n in range(first, last)
    )
    Event.objects.filter(slug=night).update(taken=last, capacity=None)


def listed(page: str) -> list[str]:
    return re.findall(r'<(?:tr|li) id="p\d+">.*?<bdi>(.*?)</bdi>', page)


def asked(browser: Client, address: str) -> tuple[str, int]:
    """The page, and how many questions to the database it takes whoever was there before."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


def test_two_thousand_sign_ups_turn_and_take_as_many_questions_as_sixty(lin: Client, night: str, scene: Scene) -> None:
    at = f"/desk/tea/events/{night}"
    signed(night, 0, 60, scene)
    few = {tab: asked(lin, f"{at}?tab={tab}")[1] for tab in ("people", "day")}
    signed(night, 60, MANY, scene)
    for tab in ("people", "day"):
        page, questions = asked(lin, f"{at}?tab={tab}&of=list&page=7")
        assert listed(page) == [f"客人{n:04d}" for n in range(300, 350)]
        assert "第7页，共40页" in page
        assert questions == few[tab]
    page, _ = asked(lin, f"{at}?tab=people&of=missed&page=2")
    assert re.findall("客人([0-9]{4})", page.partition('id="missed"')[2]) == [f"{n:04d}" for n in range(50, 100)]
    assert listed(page)[0] == "客人0000"


def test_somebody_is_found_by_name_or_note(lin: Client, night: str, scene: Scene) -> None:
    signed(night, 0, 120, scene)
    SignUp.objects.filter(name="客人0113").update(note="带两只猫")
    SignUp.objects.filter(name="客人0114").update(name=EVIL)
    at = f"/desk/tea/events/{night}"
    for q in ("客人0113", "０１１３", "两只猫"):
        page = lin.get(at, {"tab": "day", "q": q}).content.decode()
        assert listed(page) == ["客人0113"]
        assert "找到1人，一共120人" in page
    page = lin.get(at, {"tab": "people", "q": EVIL}).content.decode()
    assert listed(page) == [str(escape(EVIL))]
    assert EVIL not in page
    assert "找到0人" in lin.get(at, {"tab": "people", "q": "没有这个人"}).content.decode()


def test_whoever_sees_no_names_finds_nobody_by_one(visitor: Visitor, team: Cast, night: str, scene: Scene) -> None:
    signed(night, 0, 120, scene)
    page = visitor(team.of_tea[Role.VIEWER]).get(f"/desk/tea/events/{night}", {"tab": "people", "q": "客人0113"})
    assert 'id="q"' not in page.content.decode()
    assert len(re.findall(r'<tr id="p\d+">', page.content.decode())) == 50


def test_a_check_in_on_page_seven_comes_back_to_it(lin: Client, night: str, scene: Scene) -> None:
    signed(night, 0, 400, scene)
    at = f"/desk/tea/events/{night}"
    page = lin.get(f"{at}?tab=day&of=list&page=7").content.decode()
    number = SignUp.objects.get(name="客人0321").pk
    row = page.partition(f'<li id="p{number}">')[2].partition("</li>")[0]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', row))
    sent.pop("csrfmiddlewaretoken", None)
    answer = lin.post(f"{at}/deed", sent | {"deed": "here"})
    assert answer.url == f"{at}?tab=day&of=list&page=7#p{number}"
    assert SignUp.objects.get(pk=number).came_at is not None
    back = lin.get(answer.url).content.decode()
    assert "没来" in back.partition(f'<li id="p{number}">')[2].partition("</li>")[0]
    found = lin.post(f"{at}/deed", {"deed": "away", "tab": "day", "number": number, "q": "客人03"})
    assert found.url == f"{at}?tab=day&q=%E5%AE%A2%E4%BA%BA03#p{number}"
    wrong = lin.post(f"{at}/deed", sent | {"deed": "here", "number": "999999"})
    assert wrong.status_code == 422
    assert listed(wrong.content.decode())[0] == "客人0300"


def test_everybody_of_a_programme_is_read_page_by_page(lin: Client, scene: Scene) -> None:
    first = scene.now.date() - timedelta(days=3)
    run = Programme.objects.create(community="tea", slug="s1", title="早起", first=first, made_at=scene.now)
    CheckIn.objects.bulk_create(
        CheckIn(programme=run, key=f"n{n}", day=first + timedelta(days=day), how="portal", at=scene.now)
        for n in range(130)
        for day in range(2)
    )
    few = asked(lin, "/desk/tea/streaks/s1")[1]
    for page, rows in ((1, 50), (3, 30)):
        text, questions = asked(lin, f"/desk/tea/streaks/s1?of=board&page={page}")
        table = text.partition('id="board"')[2].partition("</tbody>")[0]
        assert len(re.findall("<tr><td>", table)) == rows
        assert f"第{page}页，共3页" in text
        assert questions == few


def test_the_preview_in_a_form_turns_with_everything_as_it_was_typed(lin: Client) -> None:
    names = [f"路人{n:03d}" for n in range(700)]
    typed = form(way="listed", listed="\n".join([*names, *names]), title="还没存的")

    def turned(button: str) -> str:
        answer = lin.post("/desk/tea/draws/new", typed | {"preview": button})
        assert answer.status_code == 200
        return str(answer.content.decode())

    inside = r'<ul class="draw-names">(.*?)</ul>'
    seen: list[str] = []
    for page in (1, 2, 3):
        text = turned(f"who/{page}")
        seen += re.findall("路人[0-9]{3}", re.findall(inside, text, re.DOTALL)[0])
        assert 'value="还没存的"' in text
        assert f"第{page}页，共3页" in text
    assert sorted(seen) == names
    out = re.findall(inside, turned("out-twice/3"), re.DOTALL)
    assert len(re.findall("路人", out[0])) == 300
    assert len(re.findall("路人", out[1])) == 100
    assert re.search(r'<button[^>]*value="who/2"[^>]*>下一页', turned("who/1"))
    assert "第1页，共3页" in turned("who/x")
    assert not Draw.objects.exists()
