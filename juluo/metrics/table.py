"""A compound metric's parts and rows in people's words: what is called how, and which cells hold code words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from juluo.ledger.sight import Sight
from juluo.metrics.metric import Metric, metrics, unseen
from juluo.metrics.naming import Names, Shape
from juluo.metrics.reading import lacking_words
from juluo.wording.catalogue import speaker

Cell = str | float | int | None
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """One of a table's columns; `place` says which of a list's values it shows."""

    code: str
    head: str
    shape: Shape
    place: int | None = None

    def value(self, row: Row) -> object:
        found = row.get(self.code)
        if self.place is None or not isinstance(found, list):
            return found
        return found[self.place] if self.place < len(found) else None


def part_named(metric: Metric, code: str, lang: str) -> str:
    """What a part is called; its code word only where a ledger tells of one that nobody named."""
    return _words(metric.parts, code, lang)


def columns(metric: Metric, rows: Sequence[Row], lang: str) -> tuple[Column, ...]:
    """The rows' columns in their order; a list is spread over as many as its longest has values."""
    return tuple(_columns(metric, rows, lang))


def _columns(metric: Metric, rows: Sequence[Row], lang: str) -> Iterator[Column]:
    for code in dict.fromkeys(name for row in rows for name in row):
        shape = metric.columns[code].shape if code in metric.columns else Shape.PLAIN
        head = _words(metric.columns, code, lang)
        long = max((len(found) for row in rows if isinstance(found := row.get(code), list)), default=None)
        if long is None:
            yield Column(code, head, shape)
            continue
        yield from (Column(code, head.format(n=place), shape, place) for place in range(long))


def cell(metric: Metric, row: Row, column: Column, lang: str, sights: frozenset[Sight]) -> Cell:
    """What stands there: numbers as they are, code words by their names, reasons in the language asked for."""
    value = column.value(row)
    if isinstance(value, bool):
        return speaker(lang)("是") if value else speaker(lang)("否")
    named = metric.codes.get(column.code, {})
    if str(value) in named:
        return named[str(value)].words(lang)
    if value is None or isinstance(value, int | float):
        return value
    words = str(value)
    if column.code == "metric" and words in metrics():
        return metrics()[words].title if lang == "zh" else metrics()[words].title_en
    if column.code == "reason" and row.get("hidden"):
        return lacking_words(unseen(metrics()[str(row["metric"])], sights), speaker(lang))
    return speaker(lang)(words) if column.code == "reason" and words else words


def _words(names: Names, code: str, lang: str) -> str:
    return names[code].words(lang) if code in names else code
