"""Members' words as a language model may be told them: of agreed platforms, redacted, without a name, no orders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from juluo.insights.drafting.facts import Message
from juluo.insights.drafting.setup import Setup
from juluo.insights.drafting.verifier import orders
from juluo.ledger.entry import Entry
from juluo.store.view import View
from juluo.web.unnamed_words import standing, unnamed

_MOST, _LONGEST = 12, 300


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft rests on: messages as they may be sent, with their authors' codes, and those authors' names.

    `others` are names that must not be sent, or written by a model.
    """

    messages: tuple[tuple[int, str], ...]
    names: dict[int, str]
    others: tuple[str, ...] = ()

    @property
    def people(self) -> dict[str, str]:
        """Names by key; keys alone are sent."""
        return {key: self.names.get(code, "") for code, key in self._keys().items()}

    @property
    def cited(self) -> tuple[Message, ...]:
        """The messages by key."""
        keys = self._keys()
        return tuple(Message(f"M{at}", keys[code], text) for at, (code, text) in enumerate(self.messages, 1))

    def _keys(self) -> dict[int, str]:
        return {code: f"P{at}" for at, code in enumerate(dict.fromkeys(code for code, _ in self.messages), 1)}


def sendable(
    view: View,
    entries: Sequence[Entry],
    setup: Setup,
    named: Iterable[str],
    everybody: Iterable[str],
    most: int = _MOST,
) -> Material:
    """The first entries that may be sent. `named` are words of our own in which somebody may be named, too."""
    accounts = view.accounts(sorted({one.account for one in entries if one.account is not None}))
    kept = [
        (entry.account, entry.text)
        for entry in entries
        if entry.account is not None and entry.text and accounts[entry.account].platform in setup.consented
    ]
    names = {code: one.name for code, one in accounts.items() if one.name}
    every = {*names.values(), *everybody}
    sent = [(code, text, standing(every, text)) for code, text in kept[:most]]
    others = {one for _, _, found in sent for one in found}
    others.update(one for words in named for one in standing(every, words))
    masked = ((code, unnamed(text, found)[:_LONGEST]) for code, text, found in sent)
    # Such messages aren't sent, so they aren't counted as sent.
    safe = tuple((code, text) for code, text in masked if not orders(text))
    return Material(safe, names, tuple(sorted(others | set(names.values()))))
