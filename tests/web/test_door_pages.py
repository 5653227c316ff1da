"""What the door's page and a device say to each other: nothing broken stops the rest, and no code leaves the desk."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cast import Cast
from django.test import Client
from talkative import EVIL
from test_event_verbs import account
from visitor import Visitor

from juluo.desk.events.actions.holding import close, reopen
from juluo.desk.events.actions.places import Guest, open_signup, sign_up, withdraw
from juluo.desk.events.actions.planning import plan
from juluo.desk.events.codes import code_of, hashed, plain, salt_of
from juluo.desk.events.models import DoorScan, SignUp
from juluo.desk.events.values import Form, Plan
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene


def before(hours: float) -> Scene:
    return Scene(datetime.now(UTC) - timedelta(hours=hours))


@pytest.fixture
def night(team: Cast) -> str:
    slug = plan(team.lin, "tea", Plan(Form.MEETUP, EVIL, starts=before(2).now), before(5))
    open_signup(team.lin, "tea", slug, before(5))
    sign_up("tea", slug, account(EVIL), before(4), by=team.lin)
    sign_up("tea", slug, Guest("老王"), before(4), by=team.lin)
    return slug


@pytest.fixture
def moderator(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.of_tea[Role.MODERATOR])


def sync(browser: Client, slug: str, body: object, status: int = 200) -> dict[str, list[dict[str, object]]]:
    sent = body if isinstance(body, bytes) else json.dumps({"scans": body}).encode()
    answer = browser.post(f"/desk/tea/events/{slug}/door/sync", sent, content_type="application/json")
    assert answer.status_code == status, answer.content
    told: dict[str, list[dict[str, object]]] = answer.json()
    return told


def scan(key: str, **more: object) -> dict[str, object]:
    return {"key": key, "at": before(1).now.isoformat(), "told": "row", **more}


def test_the_list_has_hashes_and_no_codes(moderator: Client, night: str) -> None:
    told = moderator.get(f"/desk/tea/events/{night}/door/list").json()
    assert [one["name"] for one in told["people"]] == [EVIL, "老王"]
    codes = [code_of("tea", night, one["number"]) for one in told["people"]]
    assert [one["hashes"] for one in told["people"]] == [[hashed(salt_of("tea", night), plain(one))] for one in codes]
    assert not [one for one in codes if one in json.dumps(told) or plain(one) in json.dumps(told)]
    page = moderator.get(f"/desk/tea/events/{night}/door")
    assert EVIL not in page.content.decode()
    assert "老王" not in page.content.decode(), "what is kept for offline names nobody"
    moderator.get(f"/desk/tea/events/{night}/door", headers={"Sec-Fetch-Dest": "empty"})
    assert AuditLine.objects.filter(deed="open_door", about=night).count() == 1


def test_codes_are_printed_for_those_who_are_expected(moderator: Client, night: str, team: Cast) -> None:
    first, second = SignUp.objects.order_by("pk").values_list("pk", flat=True)
    sync(moderator, night, [scan("here-already", number=first)])
    page = moderator.get(f"/desk/tea/events/{night}/codes").content.decode()
    assert code_of("tea", night, second) in page
    assert code_of("tea", night, first) not in page
    assert page.count("data:image/svg+xml") == 1
    assert AuditLine.objects.filter(deed="print_codes", user_id=team.of_tea[Role.MODERATOR].id).count() == 1


def test_its_worker_stands_at_one_page_and_its_camera_is_its_own(moderator: Client, night: str) -> None:
    page = moderator.get(f"/desk/tea/events/{night}/door")
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "microphone=()" in page.headers["Permissions-Policy"]
    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]
    worker = moderator.get(f"/desk/tea/events/{night}/door/worker")
    assert worker.headers["Service-Worker-Allowed"] == f"/desk/tea/events/{night}/door"
    assert worker.headers["Content-Type"].startswith("text/javascript")
    about = json.loads(worker.content.decode().split("=", 1)[1].split(";\n", 1)[0])
    assert about["page"] == f"/desk/tea/events/{night}/door"
    assert about["name"].startswith(about["family"])
    assert not f"juluo-door tea {night}x;".startswith(about["family"]), "another event's is left alone"


def test_what_is_broken_holds_up_nothing(moderator: Client, night: str) -> None:
    number = SignUp.objects.earliest("pk").pk
    broken = [
        scan("no-such-deed", told="dance"),
        scan("no-moment", at="yesterday"),
        scan("no-time-zone", at="2026-11-20T20:00:00", number=number),
        scan("far-number", number=10**12),
        scan("odd-number", number="²"),
        scan("no-name-at-all", told="name", name=" \0 "),
        scan("too-long-a-name", told="name", name="长" * 61),
        scan("about-nothing-at-all", told="yes", of="?"),
        scan("odd-letters", told="code", code=["a"]),
    ]
    answers = sync(moderator, night, [*broken, scan("this-one-counts", number=number)])["answers"]
    fates = {one["key"]: one["fate"] for one in answers}
    assert fates.pop("this-one-counts") == "came"
    assert fates.pop("odd-letters") == "asked"
    assert {*fates.values()} == {"nothing"}
    assert len(fates) == 8
    for wrong in (b"", b"{", b"[]", b'{"scans": 1}', b'{"scans": [1]}', b"\xff", b"x" * 300_000):
        sync(moderator, night, wrong, 400)
    sync(moderator, night, [{"key": "'; --"}], 400)
    sync(moderator, night, [scan(f"one-of-many-{nth}", number=1) for nth in range(201)], 422)
    assert DoorScan.objects.count() == 2


def test_only_who_keeps_the_list_and_by_a_form_of_ours(team: Cast, visitor: Visitor, night: str) -> None:
    body = json.dumps({"scans": [scan("not-for-you", number=1)]})
    at = f"/desk/tea/events/{night}/door/sync"
    for who, status in ((None, 302), (team.of_tea[Role.ANALYST], 403), (team.an, 404)):
        assert visitor(who).post(at, body, content_type="application/json").status_code == status
    lin = visitor(team.lin, csrf=True)
    assert lin.post(at, body, content_type="application/json").status_code == 403
    token = lin.get(f"/desk/tea/events/{night}/door/list").json()["csrf"]
    headers = {"X-CSRFToken": token}
    assert lin.post(at, body, content_type="application/json", headers=headers).status_code == 200
    assert lin.get("/desk/go/events/nothing/door/list").status_code == 404
    planned = plan(team.lin, "tea", Plan(Form.MEETUP, "soon", starts=before(-9).now), before(0))
    assert lin.get(f"/desk/tea/events/{planned}/door").status_code == 404
    assert lin.get(f"/desk/tea/events/{planned}/door/list").status_code == 404


def test_questions_of_the_door_are_settled_on_the_desk_too(team: Cast, moderator: Client, night: str) -> None:
    first, second = SignUp.objects.order_by("pk").values_list("pk", flat=True)
    withdraw("tea", night, first, before(3))
    code = code_of("tea", night, second)
    sync(moderator, night, [scan("of-who-withdrew", number=first), scan("of-nobody", told="code", code="x")])
    close(team.lin, "tea", night, before(0))
    sync(moderator, night, [scan("after-the-end", told="code", code=code)])
    at = f"/desk/tea/events/{night}"
    page = moderator.get(f"{at}?tab=day").content.decode()
    assert page.count('value="counts_not"') == 3
    assert 'value="counts"' not in page, "not before it is opened again"
    reopen(team.lin, "tea", night, before(0))
    assert moderator.get(f"{at}?tab=day").content.decode().count('value="counts"') == 2
    for key in ("of-who-withdrew", "after-the-end"):
        assert moderator.post(f"{at}/deed", {"tab": "day", "deed": "counts", "scan": key}).status_code == 302
    moderator.post(f"{at}/deed", {"tab": "day", "deed": "counts_not", "scan": "of-nobody"})
    assert SignUp.objects.exclude(came_at=None).count() == 2
    assert 'value="counts' not in moderator.get(f"{at}?tab=day").content.decode()
    assert moderator.post(f"{at}/deed", {"tab": "day", "deed": "counts", "scan": "x" * 300}).status_code == 302
