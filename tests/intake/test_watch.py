"""A folder that is watched: files count once they stand still, and once only."""

import os
from pathlib import Path

import pytest

from juluo.intake.watch import Shape, Watch

NAMES = ["a.csv", "b.csv"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    for name in NAMES:
        (made / name).write_text("time,author,text\n", encoding="utf-8")
    return made


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def noted(watch: Watch, path: Path) -> None:
    shape = Shape.of(path)
    assert shape is not None
    watch.note(path, shape)


def test_a_file_counts_when_it_stands_still(folder: Path, tmp_path: Path) -> None:
    watch = Watch(tmp_path / "home", folder, "tea")
    assert watch.settled() == ()
    with (folder / "b.csv").open("a", encoding="utf-8") as growing:
        growing.write("more\n")
    assert names(watch.settled()) == ["a.csv"]
    assert names(watch.settled()) == NAMES


def test_what_was_imported_is_known_in_another_process_until_it_changes(folder: Path, tmp_path: Path) -> None:
    noted(Watch(tmp_path / "home", folder, "tea"), folder / "a.csv")
    watch = Watch(tmp_path / "home", folder, "tea")
    far = 4e9
    assert names(watch.quiet_since(10, far)) == ["b.csv"]
    assert names(Watch(tmp_path / "home", folder, "go").quiet_since(10, far)) == NAMES
    (folder / "a.csv").write_text("longer than it was\n", encoding="utf-8")
    assert names(watch.quiet_since(10, far)) == NAMES
    kept = "".join(path.read_text(encoding="ascii") for path in (tmp_path / "home").rglob("*.json"))
    assert "a.csv" not in kept, "a file's name may be a person's"


def test_halves_and_hidden_files_are_left(folder: Path, tmp_path: Path) -> None:
    for name in (".hidden.csv", "c.csv.part", "d.crdownload", "~$e.xlsx"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "empty.csv").touch()
    (folder / "inner").mkdir()
    watch = Watch(tmp_path / "home", folder, "tea")
    assert names(watch.quiet_since(0, 4e9)) == NAMES
    os.utime(folder / "a.csv", (3e9, 3e9))
    assert names(watch.quiet_since(10, 3e9 + 5)) == ["b.csv"]


def test_a_damaged_memory_is_no_memory(folder: Path, tmp_path: Path) -> None:
    watch = Watch(tmp_path / "home", folder, "tea")
    noted(watch, folder / "a.csv")
    for kept in (tmp_path / "home").rglob("*.json"):
        kept.write_text("{", encoding="ascii")
    assert names(watch.quiet_since(0, 4e9)) == NAMES
