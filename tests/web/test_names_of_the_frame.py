"""What the frame says of where one is holds on every page: no page calls something else by those names."""

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import juluo.web

_TEMPLATES = Path(juluo.web.__file__).parent / "templates"
# What doors.py tells the frames of the desk and the portal.
_FRAMES = {"frame.html", "portal_frame.html"}
_OF_THE_FRAME = {"at", "at_name", "here", "made_up", "visit"}


def framed() -> list[Path]:
    made = Environment(autoescape=True)
    found = []
    for path in sorted(_TEMPLATES.glob("*.html")):
        extended = made.parse(path.read_text("utf-8")).find(nodes.Extends)
        if extended is not None and extended.template.as_const() in _FRAMES:
            found.append(path)
    return found


def test_there_are_such_pages() -> None:
    assert len(framed()) > 40


@pytest.mark.parametrize("path", framed(), ids=lambda path: path.stem)
def test_no_page_calls_something_else_by_the_names_of_the_frame(path: Path) -> None:
    """Only what is set at the top of a page is seen by its frame."""
    page = Environment(autoescape=True).parse(path.read_text("utf-8"))
    told = {
        name.name for one in page.body if isinstance(one, nodes.Assign) for name in one.target.find_all(nodes.Name)
    }
    told |= {
        one.target.name for one in page.body if isinstance(one, nodes.Assign) and isinstance(one.target, nodes.Name)
    }
    assert not told & _OF_THE_FRAME
