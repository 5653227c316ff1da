"""What changed between two makings of a report: numbers, judgements and words, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from juluo.report.daily import FigureRow, Figures, Line, Report, ToWrite


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that isn't the same. `where` is its section, `what` its name; empty words where it isn't there."""

    where: str
    what: str
    before: str
    after: str


def differences(before: Report, after: Report, called: Mapping[str, str]) -> tuple[Difference, ...]:
    """In the order of the later report, what is only in the earlier one last. `called` are the places' names."""
    old, new = dict(_lines(before, called)), dict(_lines(after, called))
    keys = [*new, *(key for key in old if key not in new)]
    found = (Difference(*key, old.get(key, ""), new.get(key, "")) for key in keys)
    return tuple(one for one in found if one.before != one.after)


def _lines(report: Report, called: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Everything that is compared, by its section and name."""
    for name, line in report.lead:
        yield ("", name), _said(line)
    for row in report.tiles:
        for tile in row.tiles:
            yield (row.name, tile.name), _joined(tile.value + tile.unit, tile.verdict.words, tile.change)
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Figures):
                yield from (((section.title, one.name), _figure(one)) for one in block.rows)
            elif isinstance(block, ToWrite):
                yield (section.title, called.get(block.key, block.prompt)), block.words


def _figure(row: FigureRow) -> str:
    return _joined(row.value, row.verdict.words, row.change)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _said(line: Line) -> str:
    return "".join(span.words for span in line)
