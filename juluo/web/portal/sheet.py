"""The styles of the members' pages: what they use of the house's colours and type, and a few kilobytes of their own.

A cheap phone in a chat app loads these alone, in the plain CSS of five years ago: colours are worked out, as its
browser may know neither oklch() nor light-dark(), and nothing stands in a layer, which it may leave out altogether.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from juluo.chart.inks import inks

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ORDER = re.compile(r"@layer [\w, ]+;")
_LAYER = re.compile(r"@layer \w+ \{(.*)\}\s*$", re.DOTALL)
_ROOT = re.compile(r":root(:lang\(en\))? \{(.*?)\}", re.DOTALL)
_GIVEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USED = re.compile(r"var\((--[\w-]+)")
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")


@cache
def portal_sheet() -> str:
    shell = Path(str(files("juluo.shell"))) / "static" / "css" / "base.css"
    rules = "\n".join(_unlayered(path.read_text("utf-8")) for path in (shell, Path(__file__).parent / "portal.css"))
    return _squeezed(_tokens(frozenset(_USED.findall(rules))) + rules)


def _unlayered(sheet: str) -> str:
    """A sheet's rules without the layer around them."""
    bare = _ORDER.sub("", _COMMENT.sub("", sheet)).strip()
    found = _LAYER.fullmatch(bare)
    if found is None:
        raise ValueError(bare[:80])
    return found[1]


def _tokens(used: frozenset[str]) -> str:
    """The measures, types and colours that are used, light and dark."""
    told = _COMMENT.sub("", (Path(str(files("juluo.chart"))) / "tokens.css").read_text("utf-8"))
    (_, first), *others = _ROOT.findall(told)
    plain = {name: value for name, value in _GIVEN.findall(first) if "oklch" not in value}
    light, dark = ({**inks(theme)} for theme in ("light", "dark"))
    day = {**light, **plain}
    night = {name: dark[name] for name in light if name not in plain}
    english = {name: value for which, body in others if which for name, value in _GIVEN.findall(body)}
    return "".join(
        [
            f":root{{color-scheme:light dark;{_written(day, used)}}}",
            f"@media (prefers-color-scheme:dark){{:root{{{_written(night, used)}}}}}",
            f":root:lang(en){{{_written(english, used)}}}",
        ]
    )


def _written(values: dict[str, str], used: frozenset[str]) -> str:
    return "".join(f"{name}:{value};" for name, value in values.items() if name in used)


def _squeezed(sheet: str) -> str:
    """Without what only people read."""
    return _AROUND.sub(r"\1", _BLANKS.sub(" ", sheet)).replace(";}", "}").strip()
