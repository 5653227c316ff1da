"""Styles and scripts as browsers get them."""

import gzip
import re
from importlib.resources import files
from pathlib import Path

import brotli
import pytest

from juluo.shell.statics import address, laid_out, version

STATIC = Path(laid_out.__code__.co_filename).parent / "static"
MOST_BYTES = 450_000


def test_files_and_their_twins_say_the_same(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    files = [path for path in folder.iterdir() if path.suffix in {".css", ".js", ".svg"}]
    assert {path.name for path in files} == {
        "juluo.css",
        "portal.css",
        "report.css",
        "desk.js",
        "keys.js",
        "palette.js",
        "charts.js",
        "drawer.js",
        "upload.js",
        "reports.js",
        "door.js",
        "door-camera.js",
        "door-code.js",
        "door-kept.js",
        "door-shown.js",
        "door-typed.js",
        "decode.js",
        "index.js",
        "htmx.min.js",
        "echarts.min.js",
        "mark.svg",
    }
    for path in files:
        content = path.read_bytes()
        assert brotli.decompress((folder / f"{path.name}.br").read_bytes()) == content
        assert gzip.decompress((folder / f"{path.name}.gz").read_bytes()) == content
    assert sum((folder / f"{path.name}.br").stat().st_size for path in files) < MOST_BYTES


def test_they_are_made_once_and_old_versions_go(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef").mkdir()
    folder = laid_out(tmp_path)
    before = folder.stat().st_mtime_ns
    assert laid_out(tmp_path).stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.iterdir()] == [version()]


def test_an_address_names_its_content() -> None:
    assert address("juluo.css") == f"/static/{version()}/juluo.css"
    with pytest.raises(KeyError):
        address("../secret.key")


def test_colours_stand_in_one_place(tmp_path: Path) -> None:
    tokens = (files("juluo.chart") / "tokens.css").read_text(encoding="utf-8").strip()
    assert tokens in (laid_out(tmp_path) / "juluo.css").read_text(encoding="utf-8")
    sheets = STATIC.parents[1].rglob("*.css")
    given = [path for path in sheets if re.search(r"--ink: *light-dark", path.read_text(encoding="utf-8"))]
    assert [path.name for path in given] == ["tokens.css"]


def test_nothing_is_fetched_from_elsewhere() -> None:
    ours = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js"} and "vendor" not in path.parts]
    assert ours
    for path in ours:
        assert re.search(r"https?:|@import|url\(", path.read_text(encoding="utf-8")) is None, path.name


def test_what_others_wrote_stands_with_its_licence() -> None:
    page = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    for folder in (path for path in (STATIC / "vendor").iterdir() if path.is_dir()):
        assert (folder / "LICENSE").is_file()
        for script in folder.glob("*.js"):
            assert f"`{folder.name}/{script.name}`" in page
