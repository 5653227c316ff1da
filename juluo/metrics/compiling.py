"""Makes duckdb.sql: `python -m juluo.metrics.compiling` after a question has changed."""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Final

import ibis
from ibis.backends.sql.compilers.duckdb import compiler

import juluo.metrics
from juluo.metrics.asking import ENTRY, QUESTIONS, Question, Tables

KEPT: Final = Path(__file__).with_name("duckdb.sql")
_COUNTED: Final = {"day": "date", "account": "int32", "channel": "int32", "kind": "string"}
_SUMS: Final = {"n": "int32", "asks": "int32", "reactions": "int32"}
_HEAD: Final = (
    "-- Written by juluo/metrics/compiling.py from the questions in juluo/metrics; change those, not this.\n"
)
# Ibis ends the names that it makes up with letters drawn by chance.
_CHANCE: Final = re.compile(r"\bibis_table_(unnest\w*)_[a-z0-9]{26}\b")


def compiled(asked: Question) -> str:
    """A question in DuckDB's SQL."""
    tables = Tables(
        rollup=ibis.table(_COUNTED | _SUMS, name="rollup"),
        entries=ibis.table(ENTRY | {"member": "boolean"}, name="entries"),
        periods=ibis.table({"period": "int32", "day": "date"}, name="periods"),
        wanted=ibis.table({"id": "int64"}, name="wanted"),
    )
    sql = str(compiler.to_sqlglot(asked(tables).unbind()).sql("duckdb", pretty=True))
    return _CHANCE.sub(r"\1", sql)


def load_all() -> None:
    """Load every module of the metrics, so that all questions are known."""
    for info in pkgutil.walk_packages(juluo.metrics.__path__, "juluo.metrics."):
        if not info.name.endswith("compiling"):
            importlib.import_module(info.name)


def all_compiled() -> str:
    """What duckdb.sql must hold."""
    load_all()
    parts = (f"\n-- ? {name}\n{compiled(QUESTIONS[name])};\n" for name in sorted(QUESTIONS))
    return _HEAD + "".join(parts)


if __name__ == "__main__":
    KEPT.write_text(all_compiled(), encoding="utf-8")
