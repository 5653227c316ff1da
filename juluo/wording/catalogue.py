"""The catalogue. A message's id is its Chinese sentence; English stands in locale/en/LC_MESSAGES/juluo.po.

Sentences are whole, with named places ({n}人发言); they are never glued together from pieces.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")
DOMAIN = "juluo"

Say = Callable[..., str]


class UnknownLanguageError(ValueError):
    """There is no catalogue for this language."""


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
        return english.gettext(sentence).format(**values) if values else english.gettext(sentence)

    return say


def _chinese(sentence: str, **values: object) -> str:
    return sentence.format(**values) if values else sentence
