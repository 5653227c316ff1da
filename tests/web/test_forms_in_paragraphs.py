"""A form ends the paragraph that it is written in: a browser makes two of one, and what follows falls out of line."""

import re
from importlib.resources import files
from pathlib import Path

TEMPLATES = sorted(Path(str(files("juluo.web") / "templates")).glob("*.html"))
# What is a form by its name: macros of templates that make one.
FORMS = r"<form\b|\bdeed\(|voices\.make\("
PARAGRAPH = re.compile(rf"<p\b[^>]*>(?:(?!</?p\b).)*?(?:{FORMS})", re.DOTALL)


def test_no_paragraph_holds_a_form() -> None:
    texts = {one.name: one.read_text(encoding="utf-8") for one in TEMPLATES}
    assert len(texts) > 100
    assert {name: one for name, text in texts.items() if (one := PARAGRAPH.findall(text))} == {}
