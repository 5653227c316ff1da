"""What a command said."""

from collections.abc import Callable

from typer.testing import Result

Juluo = Callable[..., Result]


def one_sentence(result: Result) -> str:
    """The one sentence on standard error with which a command refused; it did nothing else."""
    assert result.exit_code != 0
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return str(lines[0])
