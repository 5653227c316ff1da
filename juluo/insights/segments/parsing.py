"""A rule's text read: conditions with and, or, not and brackets; not binds closest, then and, then or.

    parsed("近14天活跃 ≥ 3 天 且 在 #求助 提过问")
    parsed("active >= 3 of 14 days and asked in #help")

Within a condition the order of its parts is free, so that both languages can be read by one grammar.
"""

from collections.abc import Collection
from difflib import get_close_matches

from juluo.insights.members.names import folded
from juluo.insights.segments.parts import Parts
from juluo.insights.segments.rule import Clause, Rule, all_of, any_of, opposite
from juluo.insights.segments.tokens import Named, RuleError, Token, tokens
from juluo.insights.segments.wordlist import Joint
from juluo.ledger.actors import Actors
from juluo.wording.sentence import told

_DEEPEST = 40
_ENDS = frozenset({Joint.AND, Joint.OR, Joint.OPEN, Joint.CLOSE, Joint.END})


def parsed(text: str, channels: Collection[str] | None = None) -> Rule:
    """The rule that a text says; RuleError tells what is wrong and where.

    Where the community's `channels` are given, another name is refused.
    """
    return _Reader(text, channels).rule()


class _Reader:
    def __init__(self, text: str, channels: Collection[str] | None) -> None:
        self._text = text
        self._channels = channels
        self._tokens = tokens(text, channels or ())
        self._at = 0
        self._deep = 0

    def rule(self) -> Rule:
        if not self._tokens:
            raise RuleError(told("写一个条件，例如：近14天活跃 ≥ 3 天。"), 0, len(self._text))
        clause = self._any()
        actors = self._audience()
        if (left := self._next) is not None:
            sentence = told("这里多了一个括号。") if left.value is Joint.CLOSE else told("这里要写“且”或者“或”。")
            raise RuleError(sentence, left.start, left.end)
        return Rule(clause, actors)

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *wanted: Joint) -> Token | None:
        found = self._next
        if found is None or found.value not in wanted:
            return None
        self._at += 1
        return found

    def _any(self) -> Clause:
        found = [self._all()]
        while self._take(Joint.OR):
            found.append(self._all())
        return any_of(*found)

    def _all(self) -> Clause:
        found = [self._one()]
        while self._take(Joint.AND):
            found.append(self._one())
        return all_of(*found)

    def _one(self) -> Clause:
        self._deep += 1
        try:
            if self._deep > _DEEPEST:
                here = self._next
                raise RuleError(told("括号套得太深了。"), *(here.start, here.end) if here else (0, len(self._text)))
            if self._take(Joint.NOT):
                return opposite(self._one())
            if opened := self._take(Joint.OPEN):
                clause = self._any()
                if not self._take(Joint.CLOSE):
                    raise RuleError(told("这个括号没有关上。"), opened.start, opened.end)
                return clause
            return self._condition()
        finally:
            self._deep -= 1

    def _condition(self) -> Clause:
        """Everything up to the next word that holds conditions together."""
        first = self._at
        while self._next is not None and self._next.value not in _ENDS:
            self._at += 1
        own = self._tokens[first : self._at]
        if all(token.value in {Joint.FILLER, Joint.NOT} for token in own):
            here = self._next
            start, end = (here.start, here.end) if here else (len(self._text.rstrip()), len(self._text.rstrip()) + 1)
            raise RuleError(told("这里缺一个条件。"), start, end)
        if self._next is not None and self._next.value is Joint.OPEN:
            raise RuleError(told("括号前面要写“且”或者“或”。"), self._next.start, self._next.end)
        self._known(own)
        return Parts(own).clause()

    def _known(self, own: Collection[Token]) -> None:
        """Refuse a channel that isn't there."""
        if self._channels is None:
            return
        names = {folded(name): name for name in self._channels}
        for token in own:
            if isinstance(token.value, Named) and token.value.channel and folded(token.value.words) not in names:
                close = get_close_matches(folded(token.value.words), [*names], 1, 0.5)
                sentence = (
                    told("没有叫“{name}”的频道：是不是“{other}”？", name=token.value.words, other=names[close[0]])
                    if close
                    else told("没有叫“{name}”的频道。", name=token.value.words)
                )
                raise RuleError(sentence, token.start, token.end)

    def _audience(self) -> Actors:
        """What stands after the semicolon: who is asked about beside members."""
        if not self._take(Joint.END) or self._next is None:
            return Actors.MEMBERS
        self._take(Joint.WITH)
        said = self._take(Joint.STAFF, Joint.BOTS)
        if said is None:
            wrong = self._tokens[min(self._at, len(self._tokens) - 1)]
            raise RuleError(told("分号后面只能写“算上工作人员”，或者“算上工作人员和机器人”。"), wrong.start, wrong.end)
        return Actors.STAFF if said.value is Joint.STAFF else Actors.ALL
