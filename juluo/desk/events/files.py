"""Where the files of events lie, and which kinds are taken: those whose first bytes are what their ending says."""

from pathlib import Path

from django.core.files.base import File

LARGEST, MOST = 20 * 1024**2, 60
MEDIA = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
PICTURES = frozenset({"jpg", "png", "webp", "gif"})
_OFFICE = frozenset({"docx", "xlsx", "pptx"})
_SAME = {"jpeg": "jpg"}
_LONGEST = 120


def folder_of(home: Path, event: int) -> Path:
    return home / "files" / "events" / str(event)


def path_of(home: Path, event: int, number: int, kind: str) -> Path:
    return folder_of(home, event) / f"{number}.{kind}"


def kind_of(file: "File[bytes]") -> str | None:
    """What a file is, by its ending and by what it begins with; None where they differ or it isn't taken."""
    ending = (file.name or "").rpartition(".")[2].lower()
    ending = _SAME.get(ending, ending)
    file.seek(0)
    begins = _begins(file.read(12))
    return ending if ending in MEDIA and (begins == ending or (begins == "zip" and ending in _OFFICE)) else None


def shown_name(told: str, kind: str) -> str:
    """A name to show and to save by: no folders, nothing that isn't seen."""
    stem = told.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    plain = "".join(sign if sign.isprintable() and sign not in '<>:"|?*' else "_" for sign in stem).strip(" .")
    return f"{plain[:_LONGEST] or 'file'}.{kind}"


def _begins(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    signs = {
        b"\xff\xd8\xff": "jpg",
        b"\x89PNG\r\n\x1a\n": "png",
        b"GIF8": "gif",
        b"%PDF-": "pdf",
        b"PK\x03\x04": "zip",
    }
    return next((kind for sign, kind in signs.items() if head.startswith(sign)), "")
