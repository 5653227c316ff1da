"""Every part of a metric, every column of its rows and every code word in them has a name in both languages."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from juluo.desk.feedback.values import Sort
from juluo.ledger.kinds import ORIGINAL
from juluo.metrics.feedback.received import SORTS
from juluo.metrics.metric import GROUPS, Metric, metrics
from juluo.metrics.naming import Name, Names

CHINESE = re.compile("[一-鿿]")
MODULES = [
    f"juluo.metrics.{group}.{info.name}"
    for group in GROUPS
    for info in pkgutil.iter_modules(importlib.import_module(f"juluo.metrics.{group}").__path__)
]
# Dictionaries that are no part of anything measured.
NO_PARTS = {"juluo.metrics.feedback.mood_accuracy"}


def named(metric: Metric) -> Iterator[Names]:
    yield metric.parts
    yield metric.columns
    yield from metric.codes.values()


def every_name() -> set[str]:
    return {code for metric in metrics().values() for names in named(metric) for code in names}


def written(path: Path) -> Iterator[str]:
    """The code words that a module's dictionaries have as keys, those of its own names and of splits left out."""
    tree = ast.parse(path.read_text("utf-8"))
    aside = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg == "splits"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and id(node) not in aside:
            for key, value in zip(node.keys, node.values, strict=True):
                if key is not None and not _is_name(value):
                    yield from _word(key)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            yield from _word(node.slice)


def _word(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _is_name(value: ast.expr) -> bool:
    """A name itself, or names of a column's code words."""
    is_call = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "Name"
    return is_call or isinstance(value, ast.Dict) or (isinstance(value, ast.Name) and value.id.isupper())


@pytest.mark.parametrize("module", MODULES)
def test_what_a_metric_writes_down_has_a_name(module: str) -> None:
    """A new part without one fails here, and where a test reads it: see `on` in lines.py."""
    if module in NO_PARTS:
        return
    found = importlib.import_module(module)
    metric = getattr(found, "METRIC", None)
    known = {code for names in named(metric) for code in names} if metric else every_name()
    assert found.__file__
    assert set(written(Path(found.__file__))) <= known


def test_the_walk_sees_what_is_written() -> None:
    """It would pass over nothing: the parts of a metric that builds them in three ways are all seen."""
    found = importlib.import_module("juluo.metrics.feedback.feedback_open")
    assert found.__file__
    assert {"late", "oldest_open_days"} <= set(written(Path(found.__file__)))


@pytest.mark.parametrize("name", sorted(metrics()))
def test_names_are_words_in_both_languages_and_tell_parts_apart(name: str) -> None:
    for names in named(metrics()[name]):
        for code, one in names.items():
            assert isinstance(one, Name)
            assert CHINESE.search(one.zh), code
            assert one.en, code
            assert not CHINESE.search(one.en), code
            assert one.en[0].isupper() or one.en[0].isdigit(), code
        for words in ([one.zh for one in names.values()], [one.en for one in names.values()]):
            assert len(set(words)) == len(words)


def test_every_sort_of_feedback_and_every_kind_of_post_has_a_name() -> None:
    assert set(SORTS) == {*map(str, Sort), "unsorted"}
    assert set(metrics()["content_half_life"].codes["kind"]) == set(map(str, ORIGINAL))
