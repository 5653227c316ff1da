"""A picture away from its page: its colours inside it, as SVG for a document or as PNG."""

from functools import cache

from juluo.chart.inks import Theme, drawing_sheet, inks
from juluo.chart.svg.element import element, picture, text

# Sharp on screens of twice the usual density, and readable where a chat shows it small.
_SCALE = 2.0
_MARGIN = 24
_TITLE, _NOTE = 40, 24
_TITLED = ".away-title {{ font-family: {song}; font-size: 20px; font-weight: 700; fill: {ink} }}"


class NoTypeError(Exception):
    """No Chinese type is installed here: what would be drawn is boxes, or nothing."""


def standing_alone(svg: str, theme: Theme = "light") -> str:
    """An SVG of ours with its sheet inside: the same picture wherever it is put."""
    head, inner = _opened(svg)
    return f"{head}<style>{drawing_sheet(theme)}</style>{inner}"


def chart_png(svg: str, theme: Theme = "light", *, title: str = "", note: str = "", scale: float = _SCALE) -> bytes:
    """A chart as a PNG on the sheet's own ground, its title above it and a note under it.

    `svg` is what a function of juluo.chart.svg made. Raises NoTypeError where no Chinese type is installed.
    """
    head, inner = _opened(svg)
    width, height = (float(head.split(f' {name}="')[1].split('"')[0]) for name in ("width", "height"))
    top = _MARGIN + (_TITLE if title else 0)
    whole = [
        element("rect", width="100%", height="100%", fill=inks(theme)["--sheet"]),
        text(title, _MARGIN, _MARGIN + 18, cls="away-title", room=width) if title else "",
        head.replace("<svg ", f'<svg x="{_MARGIN}" y="{top}" overflow="visible" ', 1) + inner,
        text(note, _MARGIN, top + height + 24, cls="c-lab", room=width) if note else "",
    ]
    bottom = top + height + (_NOTE if note else 0) + _MARGIN
    around = picture("away", title, width + 2 * _MARGIN, bottom, "".join(whole))
    return png(around, drawing_sheet(theme) + _TITLED.format(**_named(theme)), scale=scale)


def png(svg: str, sheet: str, *, scale: float = 1.0) -> bytes:
    """Draw an SVG. Types are the machine's own; nothing is fetched, and no file but those is read."""
    if not writes_chinese():
        raise NoTypeError
    return _drawn(svg, sheet, scale)


def _drawn(svg: str, sheet: str, scale: float) -> bytes:
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - who takes no picture away doesn't wait for it

    made: bytes = svg_to_bytes(
        svg_string=svg, style_sheet=sheet, zoom=scale, languages=["zh-Hans", "en"], resources_dir=None
    )
    return made


@cache
def writes_chinese() -> bool:
    """Whether a Chinese character looks other than one that no type has (U+FDD0 is none by definition)."""
    sheet = f"text {{ font-family: {inks('light')['--sans']}; font-size: 24px }}"
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><text x="4" y="26">{}</text></svg>'
    return _drawn(square.format("聚"), sheet, 1.0) != _drawn(square.format("\ufdd0"), sheet, 1.0)


def _named(theme: Theme) -> dict[str, str]:
    named = inks(theme)
    return {"song": named["--song"], "ink": named["--ink"]}


def _opened(svg: str) -> tuple[str, str]:
    """An SVG's first tag, and all after it."""
    end = svg.index(">") + 1
    return svg[:end], svg[end:]
