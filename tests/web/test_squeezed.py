"""Answers come compressed to whoever takes them so, and are the same words."""

import gzip

import brotli
import pytest
from cast import Cast
from django.test import Client
from visitor import Visitor


@pytest.fixture
def lin(cast: Cast, visitor: Visitor) -> Client:
    return visitor(cast.lin)


@pytest.mark.parametrize(
    ("takes", "coding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", ""), ("", "")],
)
def test_a_page_comes_as_the_browser_takes_it(lin: Client, takes: str, coding: str) -> None:
    answer = lin.get("/desk/tea/imports", HTTP_ACCEPT_ENCODING=takes)
    assert answer.headers.get("Content-Encoding", "") == coding
    read = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)
    page = read(answer.content).decode()
    assert page.startswith("<!doctype html>") or "<!doctype html>" in page[:300]
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_the_same_page_is_never_as_long_again(lin: Client) -> None:
    lengths = {len(lin.get("/desk/tea/imports", HTTP_ACCEPT_ENCODING="br").content) for _ in range(12)}
    assert len(lengths) > 3


def test_what_is_short_or_no_words_stays_as_it_is(lin: Client) -> None:
    assert "Content-Encoding" not in lin.get("/healthz", HTTP_ACCEPT_ENCODING="br").headers
