"""导入, from the chosen file to the receipt and back, as a browser without scripts and as one with them does it."""

import io
import json
import zipfile
from datetime import date
from http import HTTPStatus
from pathlib import Path
from unittest.mock import patch

import pytest
from cast import Cast
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from visitor import Visitor
from work_off import work_off

from juluo.desk.imports.jobs import tidy
from juluo.desk.imports.models import Parcel, State, Upload
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.shell.accounts.roles import Role
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.models import Job
from juluo.store.embedded import EmbeddedStore

IMPORTS = "/desk/tea/imports"


def table(rows: int, first: int = 0, bad: int = 0) -> bytes:
    """Invented lines of a tea house, with times that carry a zone; the last `bad` of them have none at all."""
    lines = ["time,author,text,channel"]
    lines += [
        f"2026-11-19T{8 + n // 60 % 12:02}:{n % 60:02}:00Z,member {n % 7},tea {n},hall" for n in range(first, rows)
    ]
    lines += [f"soon,member {n},=cmd|' /C calc'!A0,hall" for n in range(bad)]
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def operator(cast: Cast, visitor: Visitor) -> Client:
    return visitor(cast.of_tea[Role.OPERATOR])


def brought(browser: Client, *files: tuple[str, bytes]) -> str:
    """Bring files by the plain form; returns the address of what was brought."""
    answer = browser.post(IMPORTS, {"files": [SimpleUploadedFile(name, content) for name, content in files]})
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    return str(answer.url)


def imported(browser: Client, *files: tuple[str, bytes]) -> str:
    """Bring files, import them, and return the receipt's address."""
    parcel = brought(browser, *files)
    assert browser.post(parcel, {"deed": "start"}).status_code == HTTPStatus.FOUND
    assert work_off() == ["done"]
    return str(browser.get(parcel).url)


def entries() -> int:
    """How many entries of `tea` stand in the ledger."""
    store = EmbeddedStore(settings.HOME)
    try:
        community = store.community("tea")
        assert community is not None
        view = store.view(community)
        days = Period(date(2026, 1, 1), date(2026, 12, 31))
        count = len(view.lines(EntryQuery(days, people_only=False, retracted=True)))
        view.close()
        return count
    finally:
        store.close()


def lying() -> list[Path]:
    return [path for path in (settings.HOME / "files" / "uploads").rglob("*") if path.is_file()]


def test_from_a_file_to_its_receipt_and_back(operator: Client) -> None:
    parcel = brought(operator, ("hall.csv", table(90, bad=2)))
    page = operator.get(parcel).content.decode()
    assert "tea 1" in page
    assert "member 1" in page
    assert "通用表格" in page
    assert "hall" in page
    assert "什么时区" not in page
    operator.post(parcel, {"deed": "start"})
    assert "排着队" in operator.get(parcel).content.decode()
    assert work_off() == ["done"]
    receipt = operator.get(parcel).url
    shown = operator.get(receipt).content.decode()
    assert "新增90条" in shown
    assert "读不懂时间" in shown
    assert lying() == [], "what people said is gone once it is in the ledger"
    assert "hall.csv" in operator.get(IMPORTS).content.decode()
    undone = operator.post(f"{receipt}/undo").url
    assert "正在退回" in operator.get(undone).content.decode()
    assert work_off() == ["done"]
    assert "拿掉90条" in operator.get(undone).content.decode()
    assert "退回了" in operator.get(IMPORTS).content.decode()


def test_the_same_again_adds_nothing_and_several_files_and_zips_go_together(operator: Client) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("yard.csv", table(30).replace(b"hall", b"yard"))
        packed.writestr("cat.jpg", b"\xff\xd8")
    parcel = brought(operator, ("hall.csv", table(20)), ("more.zip", archive.getvalue()))
    page = operator.get(parcel).content.decode()
    assert "yard" in page
    assert "跳过1个图片和附件" in page
    operator.post(parcel, {"deed": "start"})
    work_off()
    assert "新增50条" in operator.get(operator.get(parcel).url).content.decode()
    again = operator.get(imported(operator, ("hall.csv", table(20)))).content.decode()
    assert "没有新的" in again


def test_what_could_not_be_read_can_be_had_without_danger(operator: Client) -> None:
    receipt = imported(operator, ("hall.csv", table(3, bad=3)))
    answer = operator.get(f"{receipt}/quarantine")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "文件,位置,为什么读不了,原文"
    assert len(lines) == 4
    assert "attachment" in answer.headers["Content-Disposition"]


def test_times_without_a_zone_are_asked_about(operator: Client) -> None:
    naive = table(5).replace(b"Z,", b",")
    parcel = brought(operator, ("hall.csv", naive))
    page = operator.get(parcel).content.decode()
    assert "是哪里的时间" in page
    assert "2026-11-19 08:00" in page
    operator.post(parcel, {"deed": "look", "zone": "UTC"})
    assert "2026-11-19 16:00" in operator.get(parcel).content.decode(), "shown in the community's own zone"
    wrong = operator.post(parcel, {"deed": "look", "zone": "Mars/Base"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有叫 Mars/Base 的时区" in wrong.content.decode()


def test_columns_with_names_of_their_own_are_mapped_by_hand(operator: Client) -> None:
    parcel = brought(operator, ("data.csv", "何时,何人,何言\n2026-11-19T08:00:00Z,Lin,tea\n".encode()))
    page = operator.get(parcel).content.decode()
    assert "认不出" in page
    assert '<option value="何时">' in page
    mapping = {"map-ts": "何时", "map-author": "何人", "map-text": "何言"}
    operator.post(parcel, {"deed": "look", **mapping})
    assert "tea" in operator.get(parcel).content.decode()
    operator.post(parcel, {"deed": "start", **mapping})
    assert work_off() == ["done"]
    assert "新增1条" in operator.get(operator.get(parcel).url).content.decode()


def test_pasted_words_are_a_file(operator: Client) -> None:
    parcel = operator.post(IMPORTS, {"pasted": "Lin 2026-11-19 21:03\r\ntea is ready\r\n"}).url
    operator.post(parcel, {"deed": "start", "map-channel_name": "tea house"})
    assert work_off() == ["done"]
    assert "新增1条" in operator.get(operator.get(parcel).url).content.decode()


def test_nothing_chosen_is_told(operator: Client) -> None:
    answer = operator.post(IMPORTS, {})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "还没选文件" in answer.content.decode()
    assert not Parcel.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(500), "认不出"),
        ("words.txt", b"nothing that is a chat", "认不出"),
        ("broken.zip", b"PK\x03\x04 but no archive", "压缩包已损坏"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(name: str, content: bytes, told: str, operator: Client) -> None:
    parcel = brought(operator, (name, content))
    assert told in operator.get(parcel).content.decode()
    operator.post(parcel, {"deed": "start"})
    assert work_off() == ["failed"]
    page = operator.get(parcel).content.decode()
    assert told in page
    assert str(settings.HOME) not in page
    assert operator.post(parcel, {"deed": "drop"}).url == IMPORTS
    assert lying() == []


def archive_of(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


def test_bombs_and_ways_out_are_refused(operator: Client) -> None:
    bomb = archive_of({"hall.csv": bytes(64 * 1024**2)})
    way_out = archive_of({"../../evil.csv": table(3)})
    for content, told in ((bomb, "压缩炸弹"), (way_out, "指向压缩包外面")):
        parcel = brought(operator, ("chat.zip", content))
        assert told in operator.get(parcel).content.decode()
    assert not list(Path(settings.HOME).rglob("evil.csv"))


@pytest.mark.parametrize("name", ["../../../evil.csv", "..\\evil.csv", "/etc/evil.csv", "a\x00b\n.csv", "." * 300])
def test_names_lead_nowhere(name: str, operator: Client) -> None:
    begun = operator.post(f"{IMPORTS}/begin", {"name": name, "size": "9", "parcel": ""})
    assert begun.status_code == HTTPStatus.OK
    (file,) = lying()
    assert file.is_relative_to(settings.HOME / "files" / "uploads")
    assert file.stat().st_mode & 0o077 == 0
    assert "/" not in file.name


def begin(browser: Client, name: str, size: int, parcel: str = "") -> dict[str, int]:
    answer = browser.post(f"{IMPORTS}/begin", {"name": name, "size": str(size), "parcel": parcel})
    assert answer.status_code == HTTPStatus.OK, answer.content
    return dict(answer.json())


def send(browser: Client, upload: int, at: int, piece: bytes) -> tuple[int, dict[str, object]]:
    answer = browser.post(f"{IMPORTS}/piece/{upload}/{at}", piece, content_type="application/octet-stream")
    return answer.status_code, answer.json()


def test_a_file_comes_in_pieces_and_goes_on_where_it_stopped(operator: Client) -> None:
    whole = table(400)
    half = len(whole) // 2
    place = begin(operator, "hall.csv", len(whole))
    assert send(operator, place["upload"], 0, whole[:half]) == (HTTPStatus.OK, {"received": half})
    assert send(operator, place["upload"], 0, whole[:half])[1] == {"received": half}, "a piece that comes twice"
    assert send(operator, place["upload"], half + 9, b"late")[1] == {"received": half}, "a piece from the future"
    page = operator.get(f"{IMPORTS}/parcel/{place['parcel']}").content.decode()
    assert "还有文件没传完" in page
    assert operator.post(f"{IMPORTS}/parcel/{place['parcel']}", {"deed": "start"}).status_code == 422
    again = begin(operator, "hall.csv", len(whole), str(place["parcel"]))
    assert again == {"parcel": place["parcel"], "upload": place["upload"], "received": half}
    assert send(operator, place["upload"], half, whole[half:])[1] == {"received": len(whole)}
    operator.post(f"{IMPORTS}/parcel/{place['parcel']}", {"deed": "start"})
    assert work_off() == ["done"]
    assert entries() == 400


def test_more_than_was_said_is_refused(operator: Client) -> None:
    place = begin(operator, "hall.csv", 10)
    status, told = send(operator, place["upload"], 0, b"0123456789+")
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "来的比说好的多" in str(told["wrong"])
    assert Upload.objects.get().received == 0
    assert [file.stat().st_size for file in lying()] == [0]


def test_what_is_too_large_or_has_no_room_is_told_before_it_comes(operator: Client) -> None:
    huge = operator.post(f"{IMPORTS}/begin", {"name": "a.csv", "size": str(settings.MAX_UPLOAD + 1)})
    assert huge.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "16 GB" in huge.json()["wrong"]
    with patch("juluo.desk.imports.actions.shutil.disk_usage") as usage:
        usage.return_value.free = 150 * 1024**2
        full = operator.post(f"{IMPORTS}/begin", {"name": "a.csv", "size": "1000"})
        assert full.status_code == HTTPStatus.INSUFFICIENT_STORAGE
        assert "磁盘不够" in full.json()["wrong"]
    with patch.object(settings, "MAX_UPLOAD", 1000):
        plain = operator.post(IMPORTS, {"files": [SimpleUploadedFile("a.csv", bytes(2 * 1024**2))]})
        assert plain.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "超过" in plain.content.decode()
    for size in ("0", "-1", "", "9" * 40):
        assert operator.post(f"{IMPORTS}/begin", {"name": "a.csv", "size": size}).status_code == 422
    assert not lying()


def test_a_form_of_a_stranger_leaves_nothing(cast: Cast, visitor: Visitor) -> None:
    answer = visitor().post(IMPORTS, {"files": [SimpleUploadedFile("a.csv", table(3))]})
    assert answer.url.startswith("/sign-in")
    assert cast.an
    assert lying() == []


def test_parcels_of_another_community_are_not_there(operator: Client, cast: Cast, visitor: Visitor) -> None:
    place = begin(operator, "hall.csv", 10)
    other = visitor(cast.an)
    assert other.get(f"/desk/go/imports/parcel/{place['parcel']}").status_code == HTTPStatus.NOT_FOUND
    answer = other.post(f"/desk/go/imports/piece/{place['upload']}/0", b"x", content_type="application/octet-stream")
    assert answer.status_code == 422
    begun = other.post("/desk/go/imports/begin", {"name": "a.csv", "size": "3", "parcel": str(place["parcel"])})
    assert begun.status_code == 422
    receipt = imported(operator, ("hall.csv", table(3)))
    assert other.get(receipt.replace("tea", "go")).status_code == HTTPStatus.NOT_FOUND
    assert other.post(f"{receipt.replace('tea', 'go')}/undo").status_code == HTTPStatus.NOT_FOUND


def test_a_stopped_import_leaves_the_ledger_as_it_was(operator: Client) -> None:
    parcel = brought(operator, ("hall.csv", table(50)))
    operator.post(parcel, {"deed": "start"})
    assert operator.post(parcel, {"deed": "stop"}).status_code == HTTPStatus.FOUND
    work_off()
    assert "停下了" in operator.get(parcel).content.decode()
    operator.post(parcel, {"deed": "start"})
    assert work_off() == ["done"]
    assert entries() == 50


def test_an_import_stopped_too_late_is_taken_back(operator: Client) -> None:
    """Its process was killed for good just after it had published: the operator wanted it stopped."""
    parcel = brought(operator, ("hall.csv", table(50)))
    operator.post(parcel, {"deed": "start"})
    assert work_off() == ["done"]
    Parcel.objects.update(state=State.UNDER_WAY)
    Job.objects.filter(name="imports.take_in").update(status="running", cancel_asked=False)
    operator.post(parcel, {"deed": "stop"})
    Job.objects.filter(name="imports.take_in").update(status="cancelled")
    assert work_off() == ["done", "done"]
    assert entries() == 0


def test_an_import_killed_after_it_was_published_is_done_over_with_its_receipt(operator: Client) -> None:
    """The ledger had it, nobody had noted that: the next worker takes it back and does it again, whole."""
    parcel = brought(operator, ("hall.csv", table(50)))
    operator.post(parcel, {"deed": "start"})
    with patch.object(settings, "KEEP_UPLOADS", new=True):
        assert work_off() == ["done"]
    Parcel.objects.update(state=State.UNDER_WAY)
    Job.objects.update(status="running", lease_until=0.0)
    assert work_off() == ["done"]
    assert entries() == 50
    assert "新增50条" in operator.get(operator.get(parcel).url).content.decode()
    assert lying() == []


def test_two_at_once_both_stand(operator: Client, cast: Cast, visitor: Visitor) -> None:
    first = brought(operator, ("hall.csv", table(40)))
    second = brought(visitor(cast.lin), ("hall.csv", table(60, first=20)))
    operator.post(first, {"deed": "start"})
    operator.post(first, {"deed": "start"})
    operator.post(second, {"deed": "start"})
    assert work_off() == ["done", "done"]
    assert entries() == 60


def test_what_nobody_came_back_for_is_thrown_away(operator: Client) -> None:
    begin(operator, "hall.csv", 10)
    stray = settings.HOME / "files" / "uploads" / "999" / "1" / "lost.csv"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    enqueue(tidy)
    work_off()
    assert [file.name for file in lying()] == ["hall.csv"]
    Parcel.objects.update(touched_at="2026-01-01T00:00:00Z")
    enqueue(tidy)
    work_off()
    assert lying() == []
    assert Parcel.objects.get().state == State.DROPPED


def test_kept_files_go_once_somebody_was_erased(operator: Client) -> None:
    with patch.object(settings, "KEEP_UPLOADS", new=True):
        imported(operator, ("hall.csv", table(9)))
        enqueue(tidy)
        work_off()
        assert [file.name for file in lying()] == ["hall.csv"]
        store = EmbeddedStore(settings.HOME)
        store.erase("tea", [next(iter(store.register.accounts("tea").values()))])
        store.close()
        enqueue(tidy)
        work_off()
        assert lying() == []


HOSTILE = '"><script>alert(1)</script>{{ 71993*7 }}'


def test_hostile_names_stay_words(operator: Client) -> None:
    rows = json.dumps({"ts": "2026-11-19T08:00:00Z", "author": HOSTILE, "text": HOSTILE, "channel": HOSTILE})
    parcel = brought(operator, (f"{HOSTILE}.jsonl", f"{rows}\n{rows[:40]}\n".encode()))
    pages = [operator.get(parcel).content.decode()]
    operator.post(parcel, {"deed": "start"})
    work_off()
    pages += [operator.get(address).content.decode() for address in (operator.get(parcel).url, IMPORTS)]
    for page in pages:
        assert "<script>alert" not in page
        assert "503951" not in page
