"""What an attacker tries at the desk: other people's numbers, other sites' addresses, archives that are traps."""

import io
import re
import stat
import time
import zipfile
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from unittest.mock import patch

import pytest
from cast import PASSWORD, Cast
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from test_access import MATRIX, UNSAFE
from test_imports import begin, brought, imported, lying, send, table
from visitor import Visitor

from juluo.desk.imports.models import Parcel
from juluo.desk.tasks.models import Task
from juluo.shell.accounts.models import Membership
from juluo.shell.accounts.roles import Role
from juluo.web.doors import found

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example",
    "/\t/evil.example",
    "\\/evil.example",
    "/%09/evil.example\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example@127.0.0.1/",
    "http:///evil.example",
)
# What forms are sent that no page ever sends: too large, of another script, not even numbers.
ODD = ("9" * 40, "-1", "0x10", "١٢", "1e9", "\x00", "../../etc/passwd", "' OR 1=1 --", "😀" * 300, "NaN")


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_door_leads_to_another_site(there: str, cast: Cast, visitor: Visitor) -> None:
    lin = visitor(cast.lin)
    answers = [
        visitor().post("/sign-in", {"name": cast.lin.name, "password": PASSWORD, "next": there}),
        lin.post("/settings/face", {"lang": "en", "next": there}),
    ]
    for answer in answers:
        assert answer.status_code == HTTPStatus.FOUND
        assert re.match(r"/($|[^/\\\s])", answer.url), answer.url
        assert "Set-Cookie: a" not in str(answer.headers)


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}]
)
def test_an_invented_host_is_in_no_link(headers: dict[str, str], cast: Cast, visitor: Visitor) -> None:
    answer = visitor(cast.lin).post("/desk/tea/settings/team", {"deed": "invite", "role": "viewer"}, headers=headers)
    assert "evil.example" not in answer.content.decode()
    assert answer.status_code == (HTTPStatus.BAD_REQUEST if "Host" in headers else HTTPStatus.OK)


def test_a_session_given_beforehand_is_nobodys(cast: Cast, visitor: Visitor) -> None:
    attacker, victim = visitor(), visitor()
    attacker.session.save()
    planted = attacker.session.session_key or ""
    for browser in (attacker, victim):
        browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert victim.post("/sign-in", {"name": cast.lin.name, "password": PASSWORD}).url == "/"
    assert victim.get("/settings").status_code == HTTPStatus.OK
    assert attacker.get("/settings").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("name", ["lin", "nobody", "LIN ", "' OR 1=1 --", "\x00"])
def test_every_name_costs_one_argon2(name: str, cast: Cast, visitor: Visitor) -> None:
    """The same time, told by what takes it."""
    assert cast.lin
    with (
        patch.object(Argon2PasswordHasher, "encode", autospec=True, side_effect=Argon2PasswordHasher.encode) as made,
        patch.object(Argon2PasswordHasher, "verify", autospec=True, side_effect=Argon2PasswordHasher.verify) as read,
    ):
        answer = visitor().post("/sign-in", {"name": name, "password": "wrong"})
    assert made.call_count + read.call_count == 1
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_five_failures_lock_whoever_asks_from_there(cast: Cast, visitor: Visitor) -> None:
    codes = [visitor().post("/sign-in", {"name": "lin", "password": f"wrong {nth}"}).status_code for nth in range(6)]
    assert codes == [HTTPStatus.UNPROCESSABLE_ENTITY] * 5 + [HTTPStatus.TOO_MANY_REQUESTS]
    right = visitor().post("/sign-in", {"name": cast.lin.name, "password": PASSWORD})
    assert right.status_code == HTTPStatus.TOO_MANY_REQUESTS


@pytest.fixture
def operator(cast: Cast, visitor: Visitor) -> Client:
    return visitor(cast.of_tea[Role.OPERATOR])


def test_numbers_of_another_community_lead_nowhere(operator: Client, cast: Cast, visitor: Visitor) -> None:
    """An owns `go`, and knows every number of `tea`."""
    receipt = imported(operator, ("hall.csv", table(9, bad=1)))
    place = begin(operator, "half.csv", 10)
    operator.post("/desk/tea/all-tasks/add", {"grain": "day", "first": "2026-11-19", "words": "call the tea house"})
    number, task, an = receipt.rsplit("/", 1)[-1], Task.objects.get().pk, visitor(cast.an)
    parcels = [f"/desk/go/imports/parcel/{one.pk}" for one in Parcel.objects.all()]
    for address in (*parcels, *(f"{one}/progress" for one in parcels)):
        assert an.get(address).status_code == HTTPStatus.NOT_FOUND, address
    for address in (f"/desk/go/imports/{number}", f"/desk/go/imports/{number}/quarantine"):
        assert an.get(address).status_code == HTTPStatus.NOT_FOUND, address
    for address in (*parcels, f"/desk/go/imports/{number}/undo"):
        for deed in ("start", "drop", "stop", "look", f"leave:{place['upload']}"):
            assert an.post(address, {"deed": deed}).status_code == HTTPStatus.NOT_FOUND, address
    piece = f"/desk/go/imports/piece/{place['upload']}/0"
    answer = an.post(piece, b"x", content_type="application/octet-stream")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = an.post(f"/desk/go/all-tasks/{task}", {"deed": "dropped", "why": "mine"})
    assert page.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert "call the tea house" not in page.content.decode()
    assert Task.objects.get().status == "open"
    assert [file.stat().st_size for file in lying()] == [0]


def test_colleagues_and_tokens_of_others_stay_theirs(cast: Cast, visitor: Visitor) -> None:
    analyst, an = cast.of_tea[Role.ANALYST], visitor(cast.an)
    visitor(analyst).post("/desk/tea/settings/tokens", {"label": "kettle", "scope": "export_numbers"})
    before = list(Membership.objects.order_by("pk").values_list("user", "community", "role"))
    for deed in ("role", "remove", "reset"):
        an.post("/desk/go/settings/team", {"deed": deed, "colleague": str(analyst.id), "role": "owner"})
        an.post("/desk/go/settings/team", {"deed": deed, "colleague": str(cast.lin.id), "role": "viewer"})
    an.post("/desk/go/settings/tokens", {"revoke": "1"})
    assert list(Membership.objects.order_by("pk").values_list("user", "community", "role")) == before
    assert "kettle" in visitor(analyst).get("/desk/tea/settings/tokens").content.decode()
    assert "kettle" not in an.get("/desk/go/settings/tokens").content.decode()


def test_what_one_colleague_brings_no_other_goes_on_with(operator: Client, cast: Cast, visitor: Visitor) -> None:
    """Two who write into one file would make a third, which neither has."""
    place = begin(operator, "hall.csv", 10)
    owner = visitor(cast.of_tea[Role.OWNER])
    assert send(owner, place["upload"], 0, b"0123456789")[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    again = owner.post("/desk/tea/imports/begin", {"name": "hall.csv", "size": "10", "parcel": str(place["parcel"])})
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [file.stat().st_size for file in lying()] == [0]
    assert send(operator, place["upload"], 0, b"0123456789")[0] == HTTPStatus.OK


@pytest.mark.parametrize("name", UNSAFE)
def test_odd_values_break_nothing(name: str, cast: Cast, visitor: Visitor) -> None:
    fields = ("deed", "colleague", "role", "revoke", "size", "parcel", "zone", "map-date", "first", "grain", "owner",
              "due", "key", "read", "places", "ledger", "version", "form", "code", "slug", "day_starts_at", "name",
              "lang", "theme", "next", "words", "why", "scope", "label", "password", "pasted")  # fmt: skip
    browser = visitor(cast.lin)
    for odd in ODD:
        answer = browser.post(MATRIX[name][0], dict.fromkeys(fields, odd))
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (name, odd)


@pytest.mark.parametrize("name", sorted(name for name, page in found().items() if "GET" in page.methods))
def test_odd_addresses_break_nothing(name: str, cast: Cast, visitor: Visitor) -> None:
    browser = visitor(cast.lin)
    keys = (
        "day",
        "month",
        "grain",
        "from",
        "to",
        "version",
        "then",
        "of",
        "page",
        "range",
        "group",
        "file",
        "job",
        "q",
    )
    for odd in ODD:
        answer = browser.get(MATRIX[name][0], dict.fromkeys(keys, odd))
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (name, odd)
    if "1" in MATRIX[name][0].split("/"):
        answer = browser.get(MATRIX[name][0].replace("/1", "/" + "9" * 40, 1))
        assert answer.status_code == HTTPStatus.NOT_FOUND


def packed(put: Callable[[zipfile.ZipFile], None]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        put(archive)
    return held.getvalue()


def _bomb(archive: zipfile.ZipFile) -> None:
    archive.writestr("bomb.csv", b"time,author,text\n" + bytes(64 * 1024**2))


def _many(archive: zipfile.ZipFile) -> None:
    for nth in range(20_001):
        archive.writestr(zipfile.ZipInfo(f"{nth}.csv"), b"")


def _nested(archive: zipfile.ZipFile) -> None:
    archive.writestr("inner.zip", packed(_bomb))


def _linked(archive: zipfile.ZipFile) -> None:
    link = zipfile.ZipInfo("hall.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    archive.writestr(link, "/etc/passwd")


def _outside(name: str) -> Callable[[zipfile.ZipFile], None]:
    return lambda archive: archive.writestr(name, table(3))


def _locked() -> bytes:
    content = bytearray(packed(lambda archive: archive.writestr("hall.csv", table(3))))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + at] |= 1
    return bytes(content)


TRAPS: dict[str, Callable[[], bytes]] = {
    "bomb": partial(packed, _bomb),
    "many": partial(packed, _many),
    "nested": partial(packed, _nested),
    "symlink": partial(packed, _linked),
    "up": partial(packed, _outside("../../../outside.csv")),
    "absolute": partial(packed, _outside("/outside.csv")),
    "drive": partial(packed, _outside("C:\\outside.csv")),
    "locked": _locked,
    "cut": lambda: packed(lambda archive: archive.writestr("hall.csv", table(3)))[:-30],
}


@pytest.mark.parametrize("trap", TRAPS)
def test_archives_that_are_traps_are_refused_in_a_second(trap: str, operator: Client, records: Path) -> None:
    before = set(records.parent.rglob("*outside*"))
    parcel = brought(operator, (f"{trap}.zip", TRAPS[trap]()))
    began = time.process_time()
    page = operator.get(parcel).content.decode()
    assert time.process_time() - began < 1.0
    assert 'class="wrong"' in page
    assert 'value="start"' not in page, "nothing in it can be imported"
    assert "root:" not in page
    assert set(records.parent.rglob("*outside*")) == before
    assert [file.name for file in lying()] == [f"{trap}.zip"]


NAMES = (
    "../../outside.csv",
    "/etc/passwd",
    "..\\..\\outside.csv",
    "a\x00b.csv",
    "CON.csv",
    ".htaccess",
    "x" * 400 + ".csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_lies_where_it_belongs_whatever_it_is_called(name: str, operator: Client) -> None:
    begin(operator, name, 10)
    operator.post("/desk/tea/imports", {"files": [SimpleUploadedFile(name, table(3))]})
    uploads = settings.HOME / "files" / "uploads"
    assert lying()
    assert all(re.fullmatch(r"\d+/\d+/[^/.][^/]*", str(file.relative_to(uploads))) for file in lying())
