"""A person's traces in words: the pattern that finds their names and ids, and the columns written without them."""

import re
from collections.abc import Iterable, Sequence

from juluo.store.engine import quoted

MASK = "［已抹去］"


def traces(people: Iterable[tuple[str, str]]) -> str:
    """The regular expression (RE2 and Python) that finds accounts' (id, name) in words; empty for nobody.

    Latin names count as whole words only ("Ann" leaves "Annual" alone); a name of one character only after @.
    """
    words = {word.strip() for person in people for word in person if word.strip()}
    terms = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        term = re.escape(word)
        if len(word) == 1:
            terms.append(f"@{term}")
        elif word.isascii():
            terms.append(f"{_edge(word[0])}{term}{_edge(word[-1])}")
        else:
            terms.append(term)
    return "(?i)(?:" + "|".join(terms) + ")" if terms else ""


def _edge(character: str) -> str:
    return r"\b" if character.isalnum() or character == "_" else ""


def masked(codes: Sequence[int], pattern: str, table: str = "") -> dict[str, str]:
    """What stands in the place of the wordy columns: nothing in rows of `codes`, a mask for `pattern` in others'."""
    if not codes and not pattern:
        return {}
    own = f"coalesce({table}account IN ({', '.join(map(str, codes)) or 'NULL'}), false)"
    found = quoted(pattern)
    columns = {}
    for name in ("text", "detail"):
        words = f"regexp_replace({table}{name}, '{found}', '{MASK}', 'g')" if pattern else f"{table}{name}"
        columns[name] = f"CASE WHEN {own} THEN NULL ELSE {words} END"
    said = f"{own} OR regexp_matches({table}native_id, '{found}')" if pattern else own
    columns["native_id"] = f"CASE WHEN {said} THEN NULL ELSE {table}native_id END"
    return columns
