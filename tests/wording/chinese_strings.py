"""Every Chinese sentence that the program's text is made of, found in its source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import juluo
from juluo.metrics.reading import SIGHT_WORDS
from juluo.metrics.verdict import Verdict

CHINESE = re.compile("[\u4e00-\u9fff]")
_HOUSE = Path(juluo.__file__).parent
# A metric names itself in both languages, in its own record, and so do the names of its parts.
_BILINGUAL = {"title", "meaning", "meaning_en", "source", "edges", "edges_en"}
# A pattern over what members wrote, not a sentence; and the words of rules, told in both languages where they stand.
_PATTERNS = {
    "numbers_said.py",
    "people_named.py",
    "trend_words.py",
    "trends.py",
    "verifier.py",
    "grounds.py",
    "markdown_text.py",
    "matching.py",
    "days.py",
    "wordlist.py",
    "printing.py",
}
# Who speaks to the operator through told(…) only, and whose other Chinese is what exports are recognised by.
_TELLERS = ("sources", "intake", "store")
# How a template says one.
_SAYS = re.compile(r'say\(\s*"([^"]+)"')
# What takes such a sentence: reading.reject, skip and warn, a reader's own step to them, and every error.
_TELLS = re.compile(r"told|_?reject|_?refuse|skip|warn|\w*Error")


def sentences() -> dict[str, str]:
    """Each sentence and the file in which it stands."""
    found = {}
    for path in _modules("report", "insights", "cli", "wording", "shell", "desk", "web"):
        if path.name not in _PATTERNS:
            found |= dict.fromkeys(_constants(_tree(path)), path.name)
    return {words: place for words, place in found.items() if CHINESE.search(words) and "｜" not in words}


def templates() -> dict[str, str]:
    """Each sentence that a page's template says, and the file in which it stands."""
    return {words: path.name for path in _templates() for words in _SAYS.findall(path.read_text(encoding="utf-8"))}


def unsaid() -> list[tuple[str, str]]:
    """Chinese that stands in a template as it is; the language's own name is the same in every language."""
    bare = (
        (path.name, _SAYS.sub("", path.read_text(encoding="utf-8")).replace(">中文<", "")) for path in _templates()
    )
    return [(name, line) for name, text in bare for line in text.splitlines() if CHINESE.search(line)]


def _templates() -> list[Path]:
    return [path for floor in ("shell", "web") for path in sorted((_HOUSE / floor / "templates").glob("*.html"))]


def reasons() -> set[str]:
    """Why metrics say that a value is unknown, and what sources can't show."""
    found = {words for path in _modules("metrics") for words in _constants(_tree(path)) if CHINESE.search(words)}
    return found | set(SIGHT_WORDS.values()) | {str(verdict) for verdict in Verdict}


def tellings() -> dict[str, str]:
    """Each sentence that readers and the intake tell the operator, and the file in which it stands."""
    return {
        call.args[0].value: path.name
        for path in _modules(*_TELLERS)
        for call in _calls(_tree(path))
        if _name(call) == "told" and isinstance(call.args[0], ast.Constant) and CHINESE.search(str(call.args[0].value))
    }


def untold() -> list[tuple[str, str]]:
    """What readers and the intake would tell in Chinese alone: words that no told(…) holds."""
    return [
        (path.name, ast.unparse(call))
        for path in _modules(*_TELLERS)
        for call in _calls(_tree(path))
        if (_name(call) == "told" and not isinstance(call.args[0], ast.Constant))
        or (_TELLS.fullmatch(_name(call)) and any(CHINESE.search(words) for words in _bare(call)))
    ]


def pieces() -> list[tuple[str, str]]:
    """Chinese inside f-strings: a sentence built by hand, which no catalogue can hold."""
    return [
        (path.name, words)
        for path in _modules("report", "cli", "wording", "metrics", "shell", "desk", "web")
        for words in _formatted(_tree(path))
        if CHINESE.search(words)
    ]


def _modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((_HOUSE / folder).rglob("*.py"))]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _bare(call: ast.Call) -> Iterator[str]:
    """Text among a call's arguments that no told(…) holds; told's own first argument is held by itself."""
    waiting: list[ast.AST] = [*call.args[_name(call) == "told" :], *(keyword.value for keyword in call.keywords)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if not (isinstance(node, ast.Call) and _name(node) == "told"):
            waiting += ast.iter_child_nodes(node)


def _constants(tree: ast.AST) -> Iterator[str]:
    silent = {id(node) for node in _silent(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def _formatted(tree: ast.AST) -> Iterator[str]:
    silent = {id(node) for node in _bilingual(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in silent:
            yield from (piece.value for piece in node.values if isinstance(piece, ast.Constant))


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, pieces of f-strings, patterns, and what is bilingual where it stands."""
    yield from _bilingual(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from node.values
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield from node.args
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and any(
            isinstance(first, ast.Expr) for first in node.body[:1]
        ):
            yield node.body[0].value


def _bilingual(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _BILINGUAL:
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Name":
            yield from node.args
