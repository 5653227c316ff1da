"""Templates become what a person types."""

import re
from collections import deque

from juluo.demo.dice import Dice
from juluo.demo.phrases.slots import SLOTS

_SLOT = re.compile(r"\{(\w+)\}")
_TAILS = ("～", "。", "哈", "哈哈", "…", "👍", "😂", "🙏", "！", "[捂脸]", "hhh", "🌾")
# A member who types fast leaves the mark out where the particle already asks.
_PLAIN_QUESTION = ("吗？", "呢？")


class Speech:
    """Words have their own dice: another phrase never changes who speaks, or when."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._recent: deque[str] = deque(maxlen=7)

    def fill(self, template: str, **known: object) -> str:
        """The template with its slots filled, from `known` or by chance."""
        return _SLOT.sub(lambda slot: self._word(slot[1], known), template)

    def say(self, phrases: tuple[str, ...]) -> str:
        """One of the statements, with a little of the way people type."""
        text = self.fill(phrases[self.choose(phrases)])
        return text + self._dice.pick(_TAILS) if self._dice.chance(0.22) else text

    def choose(self, phrases: tuple[str, ...]) -> int:
        """Which of the phrases is said: seldom one that has just been said."""
        nth = self._dice.below(len(phrases))
        for _ in range(3):
            if phrases[nth] not in self._recent:
                break
            nth = self._dice.below(len(phrases))
        self._recent.append(phrases[nth])
        return nth

    def ask(self, phrase: str) -> str:
        """The question, with or without its mark."""
        text = self.fill(phrase)
        return text[:-1] if text.endswith(_PLAIN_QUESTION) and self._dice.chance(0.3) else text

    def _word(self, slot: str, known: dict[str, object]) -> str:
        return str(known[slot]) if slot in known else self._dice.pick(SLOTS[slot])
