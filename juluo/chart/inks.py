"""The colours of the sheet for pictures that leave the page: what draws them knows neither oklch() nor var().

`tokens.css` and `charts.css` stay the only place where a colour is told; here they are worked out.
"""

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Theme = Literal["light", "dark"]
Oklab = tuple[float, float, float]

# What servers have. A page names the reader's own types first; a picture is drawn here, where only these can be.
_TYPES = {"--sans": "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"}
_SONG = "'Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC', 'Noto Sans CJK SC', 'Microsoft YaHei', serif"

_TOKEN = re.compile(r"(--[\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);")
_OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_EITHER = re.compile(r":is\(([^)]*)\)")
_NAMED = re.compile(r"var\((--[\w-]+)\)")
_MIXED = re.compile(r"color-mix\(in oklab, (#\w+) (\d+)%, (#\w+)\)")


@cache
def inks(theme: Theme) -> Mapping[str, str]:
    """Every colour by its name, as #rrggbb; and the types, as --sans and --song."""
    sheet = (files("juluo.chart") / "tokens.css").read_text(encoding="utf-8")
    found = {name: _hex(light if theme == "light" else dark) for name, light, dark in _TOKEN.findall(sheet)}
    return MappingProxyType(found | _TYPES | {"--song": _SONG})


@cache
def drawing_sheet(theme: Theme) -> str:
    """The sheet of charts in plain CSS: one selector after the other, every colour worked out."""
    sheet = (files("juluo.chart") / "charts.css").read_text(encoding="utf-8")
    inside = _COMMENT.sub("", sheet).partition("{")[2].rpartition("}")[0]
    named = inks(theme)
    return "\n".join(_rules(inside, named))


def _rules(sheet: str, named: Mapping[str, str]) -> Iterator[str]:
    for selectors, told in _RULE.findall(sheet):
        worked_out = _MIXED.sub(_mix, _NAMED.sub(lambda found: named[found[1]], told.strip()))
        plain = [one for selector in _split(selectors) for one in _spread(selector.strip())]
        yield f"{', '.join(plain)} {{ {worked_out} }}"


def _split(selectors: str) -> list[str]:
    """A selector list at the commas that stand in no brackets."""
    return re.split(r",(?![^(]*\))", selectors)


def _spread(selector: str) -> Iterator[str]:
    """A selector with :is() as all that it stands for."""
    found = _EITHER.search(selector)
    if found is None:
        yield selector
        return
    for one in found[1].split(","):
        yield from _spread(selector[: found.start()] + one.strip() + selector[found.end() :])


def _hex(colour: str) -> str:
    found = _OKLCH.fullmatch(colour)
    if found is None:
        raise ValueError(colour)
    lightness, chroma, hue = (float(part) for part in found.groups())
    angle = math.radians(hue)
    return _shown((lightness, chroma * math.cos(angle), chroma * math.sin(angle)))


def _shown(colour: Oklab) -> str:
    """Oklab to sRGB (Björn Ottosson, A perceptual color space for image processing, 2020)."""
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return "#" + "".join(f"{_eight_bits(channel):02x}" for channel in (red, green, blue))


def _eight_bits(linear: float) -> int:
    """The sRGB transfer function (IEC 61966-2-1); what no screen can show is cut."""
    clear = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * clear if clear <= 0.0031308 else 1.055 * clear ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def _mix(found: re.Match[str]) -> str:
    one, share, other = _seen(found[1]), int(found[2]) / 100, _seen(found[3])
    lightness, a, b = (share * here + (1 - share) * there for here, there in zip(one, other, strict=True))
    return _shown((lightness, a, b))


def _seen(colour: str) -> Oklab:
    """#rrggbb back to Oklab (Ottosson, 2020)."""
    encoded = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in encoded)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
