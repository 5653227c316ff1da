"""QR codes: drawn in one place, white behind them, as large as the page gives them."""

import re
from pathlib import Path
from urllib.parse import unquote

import segno

import juluo
from juluo.web.code_drawn import door_picture, picture


def test_a_picture_stands_on_white_with_the_margin_of_the_standard() -> None:
    for drawn, words, level in (
        (picture("https://a.example/c/tea/back/abc"), "https://a.example/c/tea/back/abc", "m"),
        (door_picture("ABCD-EFGH-2345"), "ABCDEFGH2345", "q"),
    ):
        across = segno.make(words, error=level, micro=False).symbol_size(border=4)[0]
        told = unquote(drawn)
        assert f'viewBox="0 0 {across} {across}"' in told or f"viewBox='0 0 {across} {across}'" in told
        assert re.search(r"fill=[\"']#fff", told)


def test_nothing_else_draws_one() -> None:
    home = Path(juluo.__file__).parent
    draws = re.compile(r"^\s*(import|from) segno", re.MULTILINE)
    assert [path.name for path in home.rglob("*.py") if draws.search(path.read_text())] == ["code_drawn.py"]
