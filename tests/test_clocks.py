"""A test asks what time it is while it runs. A day kept from the start of a long run is yesterday by its end."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PROGRAM = TESTS.parent / "juluo"
# Days that are taken of a moment without asking whose day: UTC's, or that of the machine.
_NOBODYS_DAY = re.compile(
    r"\bnow(?:\(\w*\))?\.date\(\)|\b(?:date|datetime)\.today\(|\blocaldate\b|\butcnow\b|\bdatetime\.now\(\)"
)
_ASKS = {"now", "today", "utcnow", "localtime", "gmtime"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What is worked out once, when a module is read: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _FUNCTIONS):
            for once in (*getattr(child, "decorator_list", ()), child.args):
                yield from (once, *at_import(once))
        elif not (isinstance(child, ast.If) and ast.unparse(child.test).startswith("__name__ ==")):
            yield from (child, *at_import(child))


def called(node: ast.AST) -> str:
    """The last word of what is called: `now` of `datetime.now(UTC)`."""
    if not isinstance(node, ast.Call):
        return ""
    of = node.func
    if isinstance(of, ast.Attribute):
        # datetime.time() makes a time; time.time() asks for it.
        asks = isinstance(of.value, ast.Name) and (of.value.id, of.attr) in {("time", "time"), ("time", "time_ns")}
        return "now" if asks else of.attr
    return of.id if isinstance(of, ast.Name) else ""


def asked_at_import(code: str) -> list[int]:
    """The lines that ask for the time while the module is read, by themselves or by a function beside them."""
    tree = ast.parse(code)
    here = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    asking = _ASKS | {one.name for one in here if any(called(node) in _ASKS for node in ast.walk(one))}
    return [node.lineno for node in at_import(tree) if isinstance(node, ast.Call) and called(node) in asking]


def test_no_module_asks_for_the_time_when_it_is_imported() -> None:
    found = {
        f"tests/{path.relative_to(TESTS)}:{line}"
        for path in TESTS.rglob("*.py")
        for line in asked_at_import(path.read_text(encoding="utf-8"))
    }
    assert found == set(), "ask in the test, a fixture or a function (on_portal.today()): a run goes on over midnight"


@pytest.mark.parametrize(
    "code",
    [
        "DAY = date.today()",
        "AT = Scene(datetime.now(UTC))",
        "BEFORE = time.time() - 5",
        "class A:\n    day = today()",
        "def test(day=date.today()): ...",
        "@pytest.mark.parametrize('day', [timezone.now()])\ndef test(day): ...",
        "def at(hours):\n    return datetime.now(UTC) + hours * HOUR\nSOON = at(2)",
        "if LATE:\n    DAYS = [now() for _ in range(3)]",
    ],
)
def test_such_a_line_is_found(code: str) -> None:
    assert len(asked_at_import(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "def today():\n    return datetime.now(UTC).date()",
        "NOW = datetime(2026, 11, 20, tzinfo=UTC)",
        "AT = datetime.combine(DAY, time(20))",
        "now = lambda: Scene(datetime.now(UTC))",
        "if __name__ == '__main__':\n    run(date.today())",
        "class A:\n    def day(self):\n        return today()",
    ],
)
def test_what_is_asked_later_may_be(code: str) -> None:
    assert asked_at_import(code) == []


def test_no_day_is_taken_from_utc_or_the_machine_instead_of_the_community() -> None:
    found = [
        f"juluo/{path.relative_to(PROGRAM)}:{number}"
        for path in PROGRAM.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _NOBODYS_DAY.search(line)
    ]
    assert found == [], "ask visit.today, juluo.shell.days.day_of or Calendar.day_of"


@pytest.mark.parametrize(
    "line", ["day = now.date()", "datetime.now(UTC).date()", "date.today()", "localdate()", "scene.now.date() + DAY"]
)
def test_such_a_day_is_found(line: str) -> None:
    assert _NOBODYS_DAY.search(line)


@pytest.mark.parametrize("line", ["day_of(community, now)", "local.date()", "datetime.now(UTC)", "visit.today"])
def test_a_day_that_is_somebody_s_is_let_be(line: str) -> None:
    assert not _NOBODYS_DAY.search(line)
