"""Pages compressed on their way: a day's 聚落图 of a large community is 400 kB of digits, and 70 once compressed.

What a page reflects beside a secret could be guessed from its length (BREACH). The one secret in ours, the form's
token, is masked anew in every page by Django, and pages end with a comment of random length.
"""

import gzip
import secrets
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# Below this, the headers are more than what is saved.
_WORTH = 1_000
_KINDS = ("text/html", "text/markdown", "text/csv", "application/json")
# Brotli's first quality but one takes less time than gzip's fastest level and leaves less.
_QUALITY, _LEVEL = 1, 1
_PADDING = 60
Answer = Callable[[HttpRequest], HttpResponse]


def squeezed(answer: Answer) -> Answer:
    """Middleware: whole answers in words, for browsers that take them compressed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or "Content-Encoding" in response.headers or kind not in _KINDS:
            return response
        if len(response.content) < _WORTH:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        content = response.content + _padding() if kind == "text/html" else response.content
        accepted = _accepted(request)
        if "br" in accepted:
            _put(response, brotli.compress(content, quality=_QUALITY), "br")
        elif "gzip" in accepted:
            _put(response, gzip.compress(content, _LEVEL, mtime=0), "gzip")
        return response

    return middleware


def _put(response: HttpResponse, content: bytes, coding: str) -> None:
    response.content = content
    response.headers["Content-Encoding"] = coding
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(content))


def _accepted(request: HttpRequest) -> frozenset[str]:
    """The codings that the browser takes; one that it refuses has a weight of nothing."""
    offered = (one.strip().partition(";") for one in request.headers.get("Accept-Encoding", "").split(","))
    return frozenset(name.strip().lower() for name, _, weight in offered if weight.strip() not in {"q=0", "q=0.0"})


def _padding() -> bytes:
    return f"<!-- {secrets.token_hex(secrets.randbelow(_PADDING))} -->".encode()
