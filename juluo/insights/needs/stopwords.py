"""Words that say nothing of what a chat is about: ours, in chat.toml."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def chat_words() -> frozenset[str]:
    """All of them, in lower case."""
    listed = tomllib.loads((files(__package__) / "chat.toml").read_text(encoding="utf-8"))
    return frozenset(word for lines in listed.values() for word in lines.split())
