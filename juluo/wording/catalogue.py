"""The catalogue. A message's id is its Chinese sentence; English stands in locale/en/LC_MESSAGES/juluo.po.

Sentences are whole, with named places ({n}人发言); they are never glued together from pieces. Where English counts,
a place may choose its word: {n:person|people} is "person" for 1 and "people" for everything else.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Formatter

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")
DOMAIN = "juluo"

Say = Callable[..., str]


class UnknownLanguageError(ValueError):
    """There is no catalogue for this language."""


class _Places(Formatter):
    """Fills the places of a sentence, and chooses between one and many."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, choice, many = format_spec.partition("|")
        if choice:
            return one if str(value) == "1" else many
        return str(super().format_field(value, format_spec))


_PLACES = _Places()


@cache
def speaker(lang: str) -> Say:
    """What turns a Chinese sentence and its values into words of a language: say("{n}人发言", n=3).

    Raises UnknownLanguageError for a language that isn't there.
    """
    if lang not in LANGUAGES:
        raise UnknownLanguageError(lang)
    if lang == "zh":
        return _chinese
    english = gettext.translation(DOMAIN, LOCALES, [lang])

    def say(sentence: str, **values: object) -> str:
        told = english.gettext(sentence)
        return _PLACES.vformat(told, (), values) if values else told

    return say


def _chinese(sentence: str, **values: object) -> str:
    return sentence.format(**values) if values else sentence


def capital(words: str) -> str:
    """Words that stand alone, in a table's head or cell: last Thursday → Last Thursday. Chinese stays as it is."""
    return words[:1].upper() + words[1:]


def in_a_row(lang: str, *sentences: str) -> str:
    """Whole sentences one after another: a space between them in English, none in Chinese."""
    return (" " if lang == "en" else "").join(sentence for sentence in sentences if sentence)
