import subprocess
import sys

from juluo.metrics.asking import kept_sql


def printed(code: str) -> str:
    """What a fresh process prints: the product's own must not load what its tests do."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603 - our own


def test_the_kept_sql_is_what_the_questions_say() -> None:
    now = printed("from juluo.metrics import compiling as c; print(c.KEPT.read_text('utf-8') == c.all_compiled())")
    assert now == "True\n", "run: python -m juluo.metrics.compiling"


def test_every_question_is_kept_under_its_name() -> None:
    names = "from juluo.metrics import asking, compiling; compiling.load_all(); print(*sorted(asking.QUESTIONS))"
    assert printed(names).split() == sorted(kept_sql())


def test_metrics_load_neither_ibis_nor_pandas() -> None:
    loads = "import sys; from juluo.metrics.metric import metrics; metrics()"
    assert printed(f"{loads}; print(sorted({{'ibis', 'pandas', 'sqlglot'}} & sys.modules.keys()))") == "[]\n"
