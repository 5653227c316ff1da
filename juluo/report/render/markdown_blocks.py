"""Each kind of block as lines of Markdown."""

from collections.abc import Iterator, Mapping

from juluo.chart.spec import Bars, CauseBars, HeatMap, Sparkline, Tone
from juluo.report.daily import (
    Block,
    Chart,
    EntryLine,
    Figures,
    Fold,
    Heading,
    Line,
    NeedRow,
    NeedRows,
    Pairs,
    Paragraph,
    Quotes,
    Steps,
    Table,
    TileRow,
    ToWrite,
)
from juluo.report.render.frame import bracketed, says_count
from juluo.report.render.markdown_text import bold, inline, item, opened, table

Words = Mapping[str, str]

_SHADES = "▁▂▃▄▅▆▇█"
_LOUD = frozenset({Tone.GOOD, Tone.BAD, Tone.MAYBE})
_RULED = "\n".join(["> ", "> " + "＿" * 12])

# Markdown is pasted into groups: the web report has twenty and the JSON all of them.
_FEW = 3


def block_lines(block: Block, words: Words) -> Iterator[str]:
    match block:
        case Heading():
            yield f"### {inline(block.words)}"
        case Paragraph():
            yield opened(spans(block.line))
            yield from _folded(block.fold, words)
        case Pairs():
            yield from (item(bold(name) + words["colon"] + spans(line)) for name, line in block.rows)
        case Figures():
            yield from _figures(block, words)
        case Chart():
            yield from _chart(block)
        case Table():
            yield from _table(block)
        case Quotes() | NeedRows():
            yield from _said(block, words)
        case Steps():
            yield from _steps(block, words)
        case ToWrite():
            yield from _written(block, words)


def _written(block: ToWrite, words: Words) -> Iterator[str]:
    """What the operator wrote, a paragraph a line; else the place where they will."""
    if block.words:
        yield "\n\n".join(opened(inline(line)) for line in block.words.splitlines() if line.strip())
    else:
        yield f"> {opened(bold(words['to_write']) + words['colon'] + inline(block.prompt))}\n{_RULED}"


def tile_lines(row: TileRow, words: Words) -> Iterator[str]:
    """A goal's headlines, one line each: value, verdict, change, why."""
    yield f"**{inline(row.name)}** {inline(row.told)}".rstrip()
    for tile in row.tiles:
        value = " ".join(part for part in (tile.value + tile.unit, tile.interval, tile.n) if part)
        verdict = bold(tile.verdict.words) if tile.verdict.tone in _LOUD else inline(tile.verdict.words)
        said = [inline(value), verdict, inline(tile.change), spans(tile.why), inline(tile.missing)]
        yield item(inline(tile.name) + words["colon"] + " · ".join(part for part in said if part))


def spans(line: Line) -> str:
    return "".join(bold(span.words) if span.strong or span.tone in _LOUD else inline(span.words) for span in line)


def spark_line(spec: Sparkline) -> str:
    return _shaded(spec.values, min((value for value in spec.values if value is not None), default=0))


def _shaded(values: tuple[float | None, ...], low: float, high: float | None = None) -> str:
    """Block characters, lowest to highest; × where there is no data."""
    top = max((value for value in values if value is not None), default=0) if high is None else high
    steps = len(_SHADES) - 1
    scale = steps / (top - low) if top > low else 0
    return "".join("×" if value is None else _SHADES[round((value - low) * scale)] for value in values)


def _figures(block: Figures, words: Words) -> Iterator[str]:
    rows = [
        (
            inline(row.name),
            f"**{inline(row.value)}**",
            inline(row.same_weekday),
            inline(row.mean4),
            inline(row.change + bracketed(row.interval, words)),
            bold(row.verdict.words) if row.verdict.tone in _LOUD else inline(row.verdict.words),
        )
        for row in block.rows
    ]
    yield from table(tuple(inline(name) for name in block.head), rows, frozenset({1, 2, 3, 4}))
    behind = [f"{inline(row.name)} {row.fold.count:,}" for row in block.rows if row.fold]
    if behind:
        yield ""
        yield f"{words['behind']}{words['colon']}{words['comma'].join(behind)}"


def _folded(fold: Fold | None, words: Words) -> Iterator[str]:
    if fold:
        yield ""
        yield from _fold(fold, words)


def _fold(fold: Fold, words: Words) -> Iterator[str]:
    yield item(inline(fold.label) if says_count(fold) else f"{inline(fold.label)} {fold.count}")
    for line in fold.shown[:_FEW]:
        yield f"  {_entry(line, words)}"


def _entry(line: EntryLine, words: Words) -> str:
    about = [line.when, line.who, line.channel, words["new"] if line.new else ""]
    who = " ".join(bold(part) if part is line.who else inline(part) for part in about if part)
    said = " · ".join(inline(part).strip() for part in (line.words, line.note) if part)
    return item(who + words["colon"] + said)


def _chart(block: Chart) -> Iterator[str]:
    yield opened(inline(block.spec.label))
    yield ""
    yield from _drawn(block.spec)
    if block.caption:
        yield f"\n{opened(inline(block.caption))}"


def _drawn(spec: Bars | CauseBars | HeatMap) -> list[str]:
    match spec:
        case Bars():
            return _bars(spec)
        case CauseBars():
            return _causes(spec)
        case HeatMap():
            return _heat_map(spec)


def _causes(spec: CauseBars) -> list[str]:
    """What was, what each part did to it, and what is."""
    ends = (item(bold(f"{post.name} {post.value_label}")) for post in (spec.start, spec.end))
    parts = [item(inline(f"{bar.name} {bar.value_label} {bar.before_label}".rstrip())) for bar in spec.parts]
    return [next(ends), *parts, next(ends)]


def _bars(spec: Bars) -> list[str]:
    rows = [(inline(bar.name), inline(bar.value_label), inline(bar.before_label)) for bar in spec.rows]
    return table(tuple(inline(name) for name in spec.head), rows, frozenset({1, 2}))


def _heat_map(spec: HeatMap) -> list[str]:
    """A line of shades a weekday: 168 numbers in a table would bury the report."""
    most = max((value for row in spec.cells for value in row if value is not None), default=0)
    named = list(zip(spec.row_names, spec.cells, strict=True))
    ends = f"{spec.column_names[0]} … {spec.column_names[-1]}" if spec.column_names else ""
    return [*(item(f"{inline(name)} {_shaded(cells, 0, most)}") for name, cells in named), item(inline(ends))]


def _table(block: Table) -> Iterator[str]:
    rows = [tuple(inline(cell) for cell in row) for row in block.rows]
    yield from table(tuple(inline(name) for name in block.head), rows, frozenset(block.numeric))
    if block.caption:
        yield f"\n{opened(inline(block.caption))}"


def _said(block: Quotes | NeedRows, words: Words) -> Iterator[str]:
    if isinstance(block, Quotes):
        yield from (_entry(line, words) for line in block.lines)
    else:
        yield from (line for row in block.rows for line in _need(row, words))


def _need(row: NeedRow, words: Words) -> Iterator[str]:
    said = " · ".join(part for part in (spans(row.told), inline(row.stands)) if part)
    yield item(bold(row.name) + words["colon"] + said)
    if row.quote is not None:
        yield f"  {_entry(row.quote, words)}"


def _steps(block: Steps, words: Words) -> Iterator[str]:
    for number, step in enumerate(block.rows, 1):
        yield f"{number}. {opened(bold(step.words))}"
        for name, said in ((words["evidence"], step.evidence), (words["check"], step.check)):
            if said:
                yield f"   {item(inline(name) + words['colon'] + inline(said))}"
