"""What a line looks like to who wonders whether it begins something or answers: cues in Chinese and English.

They are weak signs that the model weighs; none of them decides anything alone. They stand in cues.toml.
"""

import re
import tomllib
from importlib.resources import files

_TOLD = tomllib.loads(files("juluo.text.links").joinpath("cues.toml").read_text(encoding="utf-8"))["cue"]
CUES: tuple[str, ...] = tuple(cue["name"] for cue in _TOLD)
_RULES = [re.compile(cue["rule"], re.NOFLAG if cue.get("case") else re.IGNORECASE) for cue in _TOLD]


def cues(text: str) -> list[bool]:
    """Which cues a line shows, in the order of CUES."""
    return [rule.search(text) is not None for rule in _RULES]
