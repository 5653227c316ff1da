"""A person's traces in words: the pattern that finds their names and ids, and the columns written without them."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from juluo.store.engine import quoted

MASK = "［已抹去］"


def traces(people: Iterable[tuple[str, str]], common: Container[str] = frozenset()) -> str:
    """The regular expression (RE2, and Python's by `finder`) that finds accounts' (id, name) in words.

    Names stand as they are written, or after @ in capitals or small letters; Latin ones as whole words ("Ann" leaves
    "Annual" and "ann" alone), one of a single character, or that is a `common` word, only after @. Empty for nobody.
    """
    words = {word.strip() for person in people for word in person if word.strip()}
    terms = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        called = word.lstrip("@") or word
        terms.append("@" + "".join(map(_either, called)) + _edge(word[-1]))
        if len(word) > 1 and word not in common:
            terms.append(f"{_edge(word[0])}{re.escape(word)}{_edge(word[-1])}")
    return "(?:" + "|".join(terms) + ")" if terms else ""


def finder(pattern: str) -> re.Pattern[str]:
    """The pattern for Python, where word edges are as in RE2: those of ASCII, so that Kiki ends before 的."""
    return re.compile(pattern or "(?!)", re.ASCII)


def _edge(character: str) -> str:
    return r"\b" if character.isascii() and (character.isalnum() or character == "_") else ""


def _either(character: str) -> str:
    """A character in capitals or small; spelt out, for the engines fold case differently beyond ASCII."""
    cases = sorted({character, *(case for case in (character.lower(), character.upper()) if len(case) == 1)})
    return f"[{''.join(cases)}]" if len(cases) > 1 else re.escape(character)


@dataclass(frozen=True, slots=True)
class Masks:
    """Whom an erasure takes out: the codes of their accounts, and what finds them in others' words.

    `wide` finds their names that are common words, too; it is for entries that the platform itself says are to or
    about them: there even such a word means them.
    """

    codes: Sequence[int]
    pattern: str
    wide: str = ""

    @property
    def at_them(self) -> str:
        """The condition on an entry that mentions, invites or removes one of them."""
        listed = ", ".join(map(str, self.codes))
        return f"coalesce(peer IN ({listed}) OR list_has_any(mentions, [{listed}]::INTEGER[]), false)"

    @property
    def widens(self) -> bool:
        """Whether entries at them are masked otherwise than all others."""
        return bool(self.codes) and bool(self.wide) and self.wide != self.pattern

    def columns(self) -> dict[str, str]:
        """What stands in the place of the wordy columns: nothing in their own rows, a mask for names in others'."""
        if not self.codes and not self.pattern:
            return {}
        own = f"coalesce(account IN ({', '.join(map(str, self.codes)) or 'NULL'}), false)"
        found = quoted(self.pattern)
        columns = {}
        for name in ("text", "detail"):
            words = f"regexp_replace({name}, '{found}', '{MASK}', 'g')" if self.pattern else name
            wide = f"WHEN {self.at_them} THEN regexp_replace({name}, '{quoted(self.wide)}', '{MASK}', 'g')"
            columns[name] = f"CASE WHEN {own} THEN NULL {wide if self.widens else ''} ELSE {words} END"
        said = f"{own} OR regexp_matches(native_id, '{found}')" if self.pattern else own
        columns["native_id"] = f"CASE WHEN {said} THEN NULL ELSE native_id END"
        return columns
