"""Folders that the desk watches: only what whoever runs the machine opened, and every file once."""

import os
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cast import Cast
from django.conf import settings
from django.test import Client
from test_imports import IMPORTS, entries, table
from visitor import Visitor
from work_off import work_off

from juluo.desk.imports.jobs import tidy
from juluo.desk.imports.models import WatchedFolder
from juluo.desk.imports.watching import QUIET, look_into_folders
from juluo.intake import take_in as take_in_module
from juluo.intake.receipt import Receipt
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.jobs.actions import enqueue
from juluo.store.embedded import EmbeddedStore

FOLDERS = f"{IMPORTS}/folders"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the machine that the desk may read, and a secret beside it."""
    folder = tmp_path / "opened"
    (folder / "tea").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "secret.csv").write_bytes(table(3))
    monkeypatch.setattr(settings, "WATCH_FOLDERS", (folder,))
    return folder


@pytest.fixture
def owner(cast: Cast, visitor: Visitor) -> Client:
    return visitor(cast.of_tea[Role.OWNER])


def put(path: Path, content: bytes) -> None:
    """A file that was written some time ago."""
    path.write_bytes(content)
    before = time.time() - 2 * QUIET
    os.utime(path, (before, before))


def look() -> list[str]:
    enqueue(look_into_folders)
    return work_off()


def test_what_comes_into_a_folder_is_imported_once(opened: Path, owner: Client) -> None:
    answer = owner.post(FOLDERS, {"path": f" {opened}/tea/ "})
    assert answer.url == f"{IMPORTS}#folders"
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    assert WatchedFolder.objects.count() == 1
    assert look() == ["done"]
    page = owner.get(IMPORTS).content.decode()
    assert "还没来过文件" in page
    put(opened / "tea" / "hall.csv", table(20))
    growing, soon = opened / "tea" / "growing.csv", time.time() + 3600
    growing.write_bytes(table(5))
    # Somebody writes to it all the time, however slowly this machine goes on.
    os.utime(growing, (soon, soon))
    assert look() == ["done", "done"]
    assert entries() == 20
    assert look() == ["done"], "nothing new, nothing to do"
    put(opened / "tea" / "hall.csv", table(30))
    assert look() == ["done", "done"]
    assert entries() == 30
    page = owner.get(IMPORTS).content.decode()
    assert "导入了2个文件" in page
    assert "hall.csv" in page
    assert (opened / "tea" / "hall.csv").is_file(), "files stay where they are"


def test_a_file_that_cannot_be_read_holds_up_no_other_and_is_told(opened: Path, owner: Client) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    put(opened / "tea" / "a.csv", b"\x00\x01\x02" * 400)
    assert look() == ["done", "done"]
    assert "a.csv" in WatchedFolder.objects.get().trouble
    assert "a.csv" in owner.get(IMPORTS).content.decode()
    put(opened / "tea" / "b.csv", table(9))
    look()
    assert entries() == 9
    assert look() == ["done"], "what can't be read is not read again and again"


def test_a_stopped_folder_is_left_alone_and_both_are_on_record(opened: Path, owner: Client) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    number = WatchedFolder.objects.get().pk
    assert owner.post(FOLDERS, {"stop": str(number)}).status_code == HTTPStatus.FOUND
    assert owner.post(FOLDERS, {"stop": str(number)}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    put(opened / "tea" / "hall.csv", table(20))
    assert look() == ["done"]
    assert entries() == 0
    deeds = [deed.deed for deed in audit_of("tea")]
    assert deeds[:2] == ["stop_watching", "watch_folder"]


@pytest.mark.parametrize(
    "told",
    ["/etc", "{opened}/../secret", "{opened}/out", "{opened}/none", "opened/tea", "", "/", "{home}", "{opened}/a.csv",
     "\x00", "~", "x" * 5000],
)  # fmt: skip
def test_what_nobody_opened_cannot_be_watched_nor_found_out(told: str, opened: Path, owner: Client) -> None:
    (opened / "out").symlink_to(opened.parent / "secret")
    (opened / "a.csv").write_bytes(table(3))
    with patch.object(settings, "WATCH_FOLDERS", (opened, settings.HOME)):
        answer = owner.post(FOLDERS, {"path": told.format(opened=opened, home=settings.HOME)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "也要真有" in answer.content.decode()
    assert not WatchedFolder.objects.exists()


def test_links_out_of_a_folder_are_not_followed(opened: Path, owner: Client) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    os.utime(opened.parent / "secret" / "secret.csv", (1, 1))
    (opened / "tea" / "hall.csv").symlink_to(opened.parent / "secret" / "secret.csv")
    assert look() == ["done"]
    (opened / "tea" / "hall.csv").unlink()
    (opened / "tea").rmdir()
    (opened / "tea").symlink_to(opened.parent / "secret")
    assert look() == ["done"]
    assert entries() == 0
    assert "打不开这个文件夹了" in owner.get(IMPORTS).content.decode()


def test_a_file_that_became_a_link_while_others_were_read_is_not_followed(
    opened: Path, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    for name in ("a.csv", "b.csv"):
        put(opened / "tea" / name, table(20))
    read = []

    honest = take_in_module.take_in

    def swapped(store: EmbeddedStore, slug: str, paths: list[Path], *more: Any) -> Receipt:  # noqa: ANN401 - as they come
        read.extend(paths)
        (opened / "tea" / "b.csv").unlink(missing_ok=True)
        (opened / "tea" / "b.csv").symlink_to(opened.parent / "secret" / "secret.csv")
        return honest(store, slug, paths, *more)

    monkeypatch.setattr(take_in_module, "take_in", swapped)
    look()
    assert [path.name for path in read] == ["a.csv"]


def test_a_folder_closed_again_is_not_read(opened: Path, owner: Client) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    put(opened / "tea" / "hall.csv", table(20))
    with patch.object(settings, "WATCH_FOLDERS", ()):
        assert look() == ["done"]
        assert "打不开这个文件夹了" in owner.get(IMPORTS).content.decode()
    assert entries() == 0


def test_without_the_setting_the_page_says_what_to_do(owner: Client, cast: Cast, visitor: Visitor) -> None:
    assert settings.WATCH_FOLDERS == ()
    assert "JULUO_WATCH_FOLDERS" in owner.get(IMPORTS).content.decode()
    assert owner.post(FOLDERS, {"path": "/tmp"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY  # noqa: S108 - refused
    assert "看守" not in visitor(cast.of_tea[Role.OPERATOR]).get(IMPORTS).content.decode()


def test_folders_of_another_community_are_not_there(opened: Path, owner: Client, cast: Cast, visitor: Visitor) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    an = visitor(cast.an)
    assert an.post("/desk/go/imports/folders", {"stop": str(WatchedFolder.objects.get().pk)}).status_code == 422
    assert str(opened / "tea") not in an.get("/desk/go/imports").content.decode()
    assert WatchedFolder.objects.get().stopped_at is None


def test_tidying_leaves_watched_files_alone(opened: Path, owner: Client) -> None:
    owner.post(FOLDERS, {"path": str(opened / "tea")})
    put(opened / "tea" / "hall.csv", table(20))
    enqueue(tidy)
    work_off()
    assert (opened / "tea" / "hall.csv").is_file()
