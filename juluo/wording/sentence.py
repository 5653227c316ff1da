"""A sentence that is made where nobody knows yet in which language it will be said.

    told("{file} 是空的：请重新导出。", file=name).words("en")

Readers and the intake tell what they met in these; who shows it to a person knows the language.
"""

from collections.abc import Mapping
from typing import Self

from juluo.wording.catalogue import speaker


class Sentence(str):
    """Its text is Chinese; `words` says the same in any language. Equal and hashed by its text."""

    __slots__ = ("_template", "_values")
    _template: str
    _values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Self:
        sentence = super().__new__(cls, _said(template, values, "zh"))
        sentence._template, sentence._values = template, dict(values)
        return sentence

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, Mapping[str, object]]]:
        return Sentence, (self._template, self._values)

    @property
    def kept(self) -> tuple[str, dict[str, object]]:
        """What it is made of, to be kept and said later by `told`."""
        return self._template, dict(self._values)

    def words(self, lang: str) -> str:
        """The sentence in a language, as plain text."""
        return _said(self._template, self._values, lang)


class ToldError(Exception):
    """Something that can't be done, and the sentence that tells a person why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def told(template: str, /, **values: object) -> Sentence:
    """A sentence of the catalogue with its values: other sentences are said in its language, lists with its comma.

    Values outlive the place that tells them: of an error, give its words, not what its traceback holds open.
    """
    return Sentence(template, values)


def _said(template: str, values: Mapping[str, object], lang: str) -> str:
    return speaker(lang)(template, **{name: _value(value, lang) for name, value in values.items()})


def _value(value: object, lang: str) -> object:
    if isinstance(value, Sentence):
        return value.words(lang)
    if isinstance(value, list | tuple):
        return speaker(lang)("、").join(str(_value(item, lang)) for item in value)
    return value
