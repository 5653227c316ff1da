"""What a chat is called by its file, where the export itself doesn't say: the same for a copy of the file."""

import re
from pathlib import PurePosixPath

# What browsers and desktops add to the name of a second copy.
_COPY = re.compile(
    r"(?:\s*[(（]\d{1,3}[)）]|\s*-\s*(?:副本|copy|kopie|copia|copie)(?: \d{1,3})?|[_\s]copy(?: \d{1,3})?|\s*的?副本)$",
    re.IGNORECASE,
)
# What programs call every export.
_NO_NAMES = frozenset({"", "_chat", "chat", "messages", "export", "导出"})


def chat_name(file_name: str) -> str | None:
    """The file's own name, or its archive's where every file is called the same; None if neither names a chat."""
    path = PurePosixPath(file_name.replace("\\", "/"))
    archives = (folder for folder in path.parents if folder.suffix.lower() == ".zip")
    names = (_without_copies(place.stem) for place in (path, *archives))
    return next((name for name in names if name.lower() not in _NO_NAMES), None)


def _without_copies(stem: str) -> str:
    while (shorter := _COPY.sub("", stem)) != stem:
        stem = shorter
    return stem.strip()
