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
# A metric names itself in both languages, in its own record.
_BILINGUAL = {"title", "meaning", "meaning_en", "source"}
# A pattern over what members wrote, not a sentence.
_PATTERNS = {"markdown_text.py"}


def sentences() -> dict[str, str]:
    """Each sentence and the file in which it stands."""
    found = {}
    for path in _modules("report", "cli", "wording"):
        if path.name not in _PATTERNS:
            found |= dict.fromkeys(_constants(_tree(path)), path.name)
    return {words: place for words, place in found.items() if CHINESE.search(words) and "｜" not in words}


def reasons() -> set[str]:
    """Why metrics say that a value is unknown, and what sources can't show."""
    found = {words for path in _modules("metrics") for words in _constants(_tree(path)) if CHINESE.search(words)}
    return found | set(SIGHT_WORDS.values()) | {str(verdict) for verdict in Verdict}


def pieces() -> list[tuple[str, str]]:
    """Chinese inside f-strings: a sentence built by hand, which no catalogue can hold."""
    return [
        (path.name, words)
        for path in _modules("report", "cli", "wording", "metrics")
        for words in _formatted(_tree(path))
        if CHINESE.search(words)
    ]


def _modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((_HOUSE / folder).rglob("*.py"))]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


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
    """Docstrings, pieces of f-strings, and what is bilingual where it stands."""
    yield from _bilingual(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from node.values
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr):
            yield node.body[0].value


def _bilingual(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _BILINGUAL:
            yield node.value
