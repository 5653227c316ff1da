"""部件: whatever pages are made of shows there, in every state, from the very parts that pages use."""

import re
from pathlib import Path

import pytest
from cast import Cast
from visitor import Visitor

import juluo
from juluo.chart.spec import Tone

HOUSE = Path(juluo.__file__).parent
PARTS = (HOUSE / "shell" / "templates" / "parts.html").read_text(encoding="utf-8")
SHOWN = (HOUSE / "web" / "templates" / "components_part.html").read_text(encoding="utf-8")
SHEET = (HOUSE / "shell" / "static" / "css" / "parts.css").read_text(encoding="utf-8")
TOKENS = (HOUSE / "chart" / "tokens.css").read_text(encoding="utf-8")
MACROS = re.findall(r"{% macro (\w+)\(", PARTS)


@pytest.fixture
def page(cast: Cast, visitor: Visitor) -> str:
    return str(visitor(cast.lin).get("/components").content.decode())


@pytest.mark.parametrize("macro", MACROS)
def test_every_part_shows_itself_or_inside_another(macro: str) -> None:
    inside = [name for name in MACROS if re.search(rf"macro {name}\(.*?\b{macro}\(.*?endmacro", PARTS, re.DOTALL)]
    assert f"parts.{macro}(" in SHOWN or any(f"parts.{name}(" in SHOWN for name in inside if name != macro)


def test_every_class_of_the_sheet_of_parts_is_worn(page: str) -> None:
    worn = {word for told in re.findall(r'class="([^"]+)"', page) for word in told.split()}
    assert set(re.findall(r"\.([a-z][a-z-]*)", SHEET)) <= worn


def test_every_colour_and_every_verdict_shows(page: str) -> None:
    colours = set(re.findall(r"^ +--([a-z0-9-]+): light-dark", TOKENS, re.MULTILINE))
    assert colours == set(re.findall(r'class="sw-([a-z0-9-]+)"', page))
    assert {str(tone) for tone in Tone if tone is not Tone.PLAIN} <= set(re.findall(r'class="tone (\w+)', page))


def test_each_state_in_either_light_and_language(page: str) -> None:
    samples = re.split(r'<section class="section samples ', page)[1:]
    assert [sample.split('"')[0] for sample in samples] == ["in-light", "in-dark"] * 2
    for sample in samples:
        for state in (
            'aria-current="page"',
            'aria-disabled="true"',
            " disabled>",
            'aria-pressed="true"',
            'aria-pressed="false"',
            'aria-selected="true"',
            'aria-selected="false"',
            'role="alert"',
            'role="status"',
            '<details class="fold" open>',
            "<progress value",
            "<progress aria-label",
            'data-when="refused">',
        ):
            assert state in sample, state
        assert "&lt;b&gt;" in sample
    english = re.sub(r"<button[^>]*>中文</button>", "", "".join(samples[2:]))
    assert not re.search("[\u4e00-\u9fff]", english.split('<nav class="tabbar"')[0].replace("林晚", ""))


def test_nothing_is_named_twice(page: str) -> None:
    named = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(named)) == sorted(named)
