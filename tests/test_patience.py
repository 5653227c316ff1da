"""A browser's click returns when the next page begins, not when it is there: who reads at once reads half a page.

So whoever reads a page after something that may lead on waits first, by `expect(…)` or one of Playwright's
`wait_for_…`. Lines are followed in the order in which they are written, and into functions of the same file.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# `joins`, `is_well` and `reads_well` stand in tests/web/in_browser.py.
_LEADS_ON = {"click", "dblclick", "tap", "press Enter", "joins"}
# What asks one element alone, such as `inner_text`, waits for it by itself.
_READS = {"count", "is_visible", "is_hidden", "all", "all_inner_texts", "all_text_contents", "evaluate_all"}
_READS |= {"content", "evaluate", "title", ".url"}
_WAITS = {"expect", "goto", "reload", "go_back", "go_forward", "set_content", "wait_for", "is_well", "reads_well"}


def steps(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Each call and each `.url` inside `node`, in the order in which Python comes to it: line and last word."""
    if isinstance(node, ast.Lambda | ast.FunctionDef):
        return
    if isinstance(node, ast.For | ast.While):
        # What a loop ends with is what its next turn begins with.
        inside = [step for child in node.body for step in steps(child)]
        yield from (step for child in ast.iter_child_nodes(node) if child not in node.body for step in steps(child))
        yield from (*inside, *inside)
        return
    if isinstance(node, ast.With):
        inside = [step for child in node.body for step in steps(child)]
        opened = [step for item in node.items for step in steps(item)]
        # `with page.expect_…():` waits where it ends.
        yield from (*opened, *inside, *(step for step in opened if step[1].startswith("expect")))
        return
    if isinstance(node, ast.Assign):
        yield from steps(node.value)
        return
    for child in ast.iter_child_nodes(node):
        yield from steps(child)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield node.lineno, _meant(node.func.attr, ast.unparse(node))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield node.lineno, node.func.id
    elif isinstance(node, ast.Attribute) and node.attr == "url" and isinstance(node.ctx, ast.Load):
        yield node.lineno, ".url"


def _meant(word: str, call: str) -> str:
    """Keys other than Enter move the focus, folds and headings lead nowhere: done before the call returns."""
    if word in {"inner_text", "text_content"} and any(f"('{whole}')" in call for whole in ("main", "body", "html")):
        return "content"
    if word == "press" and "Enter" in call:
        return "press Enter"
    return "open" if word == "click" and ("summary" in call or "'h1'" in call) else word


def hasty(code: str) -> list[int]:
    """The lines that read a page which may still be on its way."""
    here = {node.name: node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)}
    found: set[int] = set()

    def walk(name: str, above: tuple[str, ...], *, underway: bool) -> bool:
        for line, word in (step for child in here[name].body for step in steps(child)):
            if word in here and word not in above:
                underway = walk(word, (*above, word), underway=underway)
            elif word in _LEADS_ON:
                underway = True
            elif word in _WAITS or word.startswith(("wait_for_", "expect_")):
                underway = False
            elif underway and word in _READS:
                found.add(line)
        return underway

    for name in here:
        walk(name, (name,), underway=False)
    return sorted(found)


def test_no_test_reads_a_page_that_is_still_coming() -> None:
    found = {
        f"tests/{path.relative_to(TESTS)}:{line}"
        for path in TESTS.rglob("*.py")
        if "playwright" in (code := path.read_text(encoding="utf-8"))
        for line in hasty(code)
        if path != Path(__file__)
    }
    assert found == set(), "wait first: expect(…).to_have_count(…), page.wait_for_url(…)"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("page.click('a'); assert page.locator('li').count() == 3", [1]),
        ("page.click('a'); expect(page.locator('li')).to_have_count(3)", []),
        ("page.click('a'); page.wait_for_url('**/b'); assert page.url", []),
        ("page.click('a'); assert page.url", [1]),
        ("with page.expect_navigation(): page.click('a')\n    assert page.content()", []),
        ("for one in page.locator('a').all():\n        page.content(); one.click()", [2]),
    ],
)
def test_it_sees_the_hasty(lines: str, line: list[int]) -> None:
    assert hasty(f"def test():\n    {lines}") == [one + 1 for one in line]


def test_it_follows_functions_of_the_same_file() -> None:
    code = "def sent(page):\n    page.click('a')\n\ndef test(page):\n    sent(page)\n    assert page.url"
    assert hasty(code) == [6]
