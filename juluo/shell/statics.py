"""Styles and scripts: joined, compressed once a version, and addressed by what is in them, so browsers keep them.

Made when a server first starts, in the home's cache: a fifth of a second, and nothing to build or install beforehand.
"""

import gzip
import os
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path

import brotli
from django.conf import settings
from django.utils.module_loading import import_string
from xxhash import xxh3_64_hexdigest

_SOURCES = Path(__file__).parent / "static"
# Colours, types and measures, which reports and pictures use too.
_TOKENS = Path(str(files("juluo.chart"))) / "tokens.css"
# In the order of their layers, which the first of them tells.
_SHEETS = ("base", "frame", "parts", "phone", "print")
_DOOR = ("camera", "code", "kept", "shown", "typed")
_SCRIPTS = {
    "desk.js": "js/desk.js",
    "keys.js": "js/keys.js",
    "palette.js": "js/palette.js",
    "upload.js": "js/upload.js",
    "charts.js": "js/charts.js",
    "drawer.js": "js/drawer.js",
    "reports.js": "js/reports.js",
    **{f"{name}.js": f"js/{name}.js" for name in ("door", *(f"door-{part}" for part in _DOOR))},
    "htmx.min.js": "vendor/htmx-4.0.1/htmx.min.js",
    "echarts.min.js": "vendor/echarts-6.1.0/echarts.min.js",
    # The second asks for the first by this name.
    "index.js": "vendor/qr-0.7.0/index.js",
    "decode.js": "vendor/qr-0.7.0/decode.js",
}
_FIGURES = {"mark.svg": "mark.svg"}
# Nine costs a tenth of eleven and saves nearly as much.
_EFFORT = 9


def _files() -> dict[str, bytes]:
    sheets = [_TOKENS, *(_SOURCES / "css" / f"{name}.css" for name in _SHEETS), *settings.SHEETS]
    sheet = b"\n".join(path.read_bytes() for path in sheets)
    return {
        "juluo.css": sheet,
        **{name: import_string(maker)().encode() for name, maker in settings.PAGE_SHEETS.items()},
        **{name: (_SOURCES / path).read_bytes() for name, path in (_SCRIPTS | _FIGURES).items()},
    }


@cache
def version() -> str:
    """A name for exactly these files."""
    return xxh3_64_hexdigest(b"\0".join(name.encode() + content for name, content in sorted(_files().items())))


def address(name: str) -> str:
    """Where a page finds a file."""
    if name not in {"juluo.css", *settings.PAGE_SHEETS, *_SCRIPTS, *_FIGURES}:
        raise KeyError(name)
    return f"/static/{version()}/{name}"


def laid_out(cache_folder: Path) -> Path:
    """The folder with this version's files and their compressed twins; made if it isn't there, older ones go."""
    folder = cache_folder / version()
    if not folder.is_dir():
        draft = cache_folder / f"{version()}.{os.getpid()}"
        draft.mkdir(parents=True, exist_ok=True)
        for name, content in _files().items():
            (draft / name).write_bytes(content)
            (draft / f"{name}.br").write_bytes(brotli.compress(content, quality=_EFFORT))
            (draft / f"{name}.gz").write_bytes(gzip.compress(content, _EFFORT, mtime=0))
        _put_in_place(draft, folder)
    return folder


def _put_in_place(draft: Path, folder: Path) -> None:
    try:
        draft.rename(folder)
    except OSError:
        # Another process was faster.
        shutil.rmtree(draft, ignore_errors=True)
    for old in folder.parent.iterdir():
        if old.name != folder.name and "." not in old.name:
            shutil.rmtree(old, ignore_errors=True)
