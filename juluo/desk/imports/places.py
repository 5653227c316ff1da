"""Where uploaded files lie until they are imported, and what they may be called there."""

import shutil
import unicodedata
from pathlib import Path, PurePosixPath

# What a Windows or Mac would not take in a name, and what could lead out of the folder.
_UNFIT = set('<>:"/\\|?*')
_LONGEST = 160


def uploads_folder(home: Path) -> Path:
    return home / "files" / "uploads"


def folder_of(home: Path, parcel: int) -> Path:
    return uploads_folder(home) / str(parcel)


def place_of(home: Path, parcel: int, upload: int, name: str) -> Path:
    """A file keeps its name, for readers tell a chat by it; the folder around it makes it the only one."""
    return folder_of(home, parcel) / str(upload) / name


def fitting(told: str) -> str:
    """The name a browser gave, as one that can only be a file's own: no folders, no control characters, not long."""
    last = PurePosixPath(told.replace("\\", "/")).name
    plain = "".join("_" if c in _UNFIT else c for c in last if unicodedata.category(c)[0] != "C").strip().lstrip(".")
    whole = plain or "file"
    stem, dot, ending = whole.rpartition(".")
    if not dot or len(ending) > len(".parquet"):
        stem, dot, ending = whole, "", ""
    while len(f"{stem}{dot}{ending}".encode()) > _LONGEST:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}"


def throw_away(home: Path, parcel: int) -> None:
    shutil.rmtree(folder_of(home, parcel), ignore_errors=True)
