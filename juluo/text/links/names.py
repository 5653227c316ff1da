"""Who is named in a line: by the platform's own mention, by @name, or by a name that stands as a word."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from juluo.text.links.line import Line

# Shorter names are words more often than not; they count where they stand as an address: "al: …", "@al".
_LONG_ENOUGH = 4
# A name that stands in more lines than its bearer and all that are meant by it could explain is a word.
_COMMON = 0.01
_ADDRESS = re.compile(r"^\s*(?:回[复覆]\s*)?@?([^\s:,;：，]{1,40})\s?[:,;：，]")
_AT = re.compile(r"@([^\s@:,;：，]{1,40})")
_WORD = re.compile(r"[^\s,:;.!?()\"'<>]*[^\s,:;.!?()\"'<>@]")


def with_names(lines: Sequence[Line], known: Mapping[str, int] | None = None) -> list[Line]:
    """The same lines, each with everybody it names among its mentions."""
    bearers = {line.name.lower(): line.author for line in lines if line.name}
    bearers = {**bearers, **{name.lower(): code for name, code in (known or {}).items()}}
    words = _words_that_are_names(lines, bearers)
    return [_named(line, bearers, words) for line in lines]


def _named(line: Line, bearers: Mapping[str, int], words: Mapping[str, int]) -> Line:
    found = [*line.mentions, *_addressed(line.text, bearers)]
    found += [words[word] for word in _split(line.text) if word in words]
    told = tuple(dict.fromkeys(code for code in found if code != line.author))
    return replace(line, mentions=told) if told != line.mentions else line


def _addressed(text: str, bearers: Mapping[str, int]) -> Iterable[int]:
    head = _ADDRESS.match(text)
    names = [head[1]] if head else []
    return [bearers[name.lower()] for name in (*names, *_AT.findall(text)) if name.lower() in bearers]


def _words_that_are_names(lines: Sequence[Line], bearers: Mapping[str, int]) -> dict[str, int]:
    """Names that may be told from words anywhere in a line."""
    long = {name: code for name, code in bearers.items() if len(name) >= _LONG_ENOUGH}
    loose, heads = Counter[str](), Counter[str]()
    for line in lines:
        head = _ADDRESS.match(line.text)
        if head:
            heads[head[1].lower()] += 1
        loose.update(set(_split(line.text)) & long.keys())
    most = max(3.0, _COMMON * len(lines))
    return {name: code for name, code in long.items() if loose[name] <= most or heads[name] * 3 >= loose[name]}


def _split(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def without_names(text: str, names: frozenset[str]) -> str:
    """A text from which every name is taken: what is left of a channel in which nobody names anybody."""
    kept = [word for word in text.split() if word.strip(",:;.!?()\"'<>@~*-").lower() not in names]
    return " ".join(kept)
