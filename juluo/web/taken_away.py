"""Files that a page hands out: what they are is told by their ending; `shell/guarded.py` keeps them out of caches."""

from django.http import HttpResponse

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(name: str, content: bytes | str, media: str = "") -> HttpResponse:
    """An answer to be saved under this name, which is of plain letters."""
    response = HttpResponse(content, content_type=media or MEDIA[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
