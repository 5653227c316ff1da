"""One condition of a rule, put together from its parts in whatever order they stand."""

from collections.abc import Sequence
from datetime import date

from juluo.insights.members.states import State
from juluo.insights.segments.rule import (
    NAMED,
    SOMEWHERE,
    Act,
    ActiveDays,
    Band,
    Came,
    Clause,
    Condition,
    Count,
    Did,
    Edge,
    FirstSeen,
    InState,
    Score,
    Sign,
    Tally,
    Way,
    opposite,
)
from juluo.insights.segments.tokens import Beyond, Named, RuleError, Token
from juluo.insights.segments.wordlist import BEYOND, Joint
from juluo.wording.sentence import Sentence, told

_HEADS = frozenset({Joint.ACTIVE, Joint.FIRST, Joint.STATE, Joint.INVITED})
_SKIPPED = frozenset({Joint.FILLER, Joint.IS, Joint.BY, Joint.FROM, Joint.UNIT})
_AFTER_NUMBER = frozenset({Joint.UNIT, Joint.DAYS})
_SIGN, _WINDOW, _PLACE, _NAME, _EDGE = "sign", "window", "place", "name", "edge"


class Parts:
    """What one condition says: what it is about, and each of the parts that were told beside that."""

    def __init__(self, own: Sequence[Token]) -> None:
        self._own = own
        self._at = 0
        self._no = False
        self._head: Token | None = None
        self._state: Token | None = None
        self._said: dict[str, tuple[object, int, int]] = {}

    def clause(self) -> Clause:
        while self._at < len(self._own):
            self._part()
        head = self._head or self._state
        if head is None:
            start, end = self._span()
            raise RuleError(told("这里没有说是什么：活跃、发言、提过问……"), start, end)
        found = self._built(head)
        if self._said:
            _, start, end = next(iter(self._said.values()))
            raise RuleError(told("这一段用不到这个条件上。"), start, end)
        return opposite(found) if self._no else found

    def _span(self) -> tuple[int, int]:
        return self._own[0].start, self._own[-1].end

    def _part(self) -> None:
        token, value = self._own[self._at], self._own[self._at].value
        self._at += 1
        if value is Joint.NOT:
            self._no = not self._no
        elif isinstance(value, Sign | Beyond):
            self._compared(token, value)
        elif value in {Joint.LATELY, Joint.OF, Joint.IN}:
            self._within(token)
        elif value in {Joint.BEFORE, Joint.SINCE}:
            self._edge(token, Edge.BEFORE if value is Joint.BEFORE else Edge.WITHIN)
        elif isinstance(value, int):
            self._at -= 1
            self._bare_number(token)
        elif isinstance(value, Named):
            self._told(_PLACE if value.channel else _NAME, value.words, token.start, token.end)
        elif isinstance(value, State):
            self._state = self._alone(self._state, token)
        elif isinstance(value, Act | Tally | Way | Score) or value in _HEADS:
            self._head = self._alone(self._head, token)
        elif value not in _SKIPPED:
            raise RuleError(told("这里看不懂。"), token.start, token.end)

    def _alone(self, before: Token | None, token: Token) -> Token:
        if before is not None:
            raise RuleError(told("这里要写“且”或者“或”。"), token.start, token.end)
        return token

    def _told(self, part: str, value: object, start: int, end: int) -> None:
        if part in self._said:
            raise RuleError(told("这一段已经说过一次了。"), start, end)
        self._said[part] = (value, start, end)

    def _number(self, after: Token, *units: Joint) -> tuple[int, int]:
        """The number that has to stand here with its unit, and where it ends."""
        token = self._peek()
        if token is None or not isinstance(token.value, int):
            raise RuleError(told("这里要写一个数。"), after.start, after.end)
        self._at += 1
        unit = self._peek()
        if unit is not None and unit.value in units:
            self._at += 1
            return token.value, unit.end
        return token.value, token.end

    def _peek(self) -> Token | None:
        while self._at < len(self._own) and self._own[self._at].value is Joint.FILLER:
            self._at += 1
        return self._own[self._at] if self._at < len(self._own) else None

    def _compared(self, token: Token, value: Sign | Beyond) -> None:
        n, end = self._number(token, *_AFTER_NUMBER)
        sign, more = (value, 0) if isinstance(value, Sign) else BEYOND[value.spelling]
        if n + more < 0:
            raise RuleError(told("没有比0还少的。"), token.start, end)
        self._told(_SIGN, (sign, n + more), token.start, end)

    def _within(self, token: Token) -> None:
        """Days, or a channel: in 14 days, in #help, 在近14天."""
        following = self._peek()
        if following is None:
            raise RuleError(told("这里要写近几天，或者频道的名字。"), token.start, token.end)
        if isinstance(following.value, Named):
            self._at += 1
            self._told(_PLACE, following.value.words, token.start, following.end)
        elif isinstance(following.value, int):
            self._spanned(token)
        elif following.value is not Joint.LATELY and not isinstance(following.value, date):
            raise RuleError(told("这里要写近几天，或者频道的名字。"), token.start, token.end)

    def _spanned(self, token: Token) -> None:
        """14 days are a window; 30 days ago is an edge."""
        n, end = self._number(token, Joint.DAYS, Joint.AGO)
        ago = self._own[self._at - 1].value is Joint.AGO
        self._told(_EDGE if ago else _WINDOW, (Edge.BEFORE, n) if ago else n, token.start, end)

    def _edge(self, token: Token, edge: Edge) -> None:
        following = self._peek()
        if following is not None and isinstance(following.value, date):
            self._at += 1
            self._told(_EDGE, (edge, following.value), token.start, following.end)
            return
        n, end = self._number(token, Joint.AGO, Joint.DAYS)
        self._told(_EDGE, (edge, n), token.start, end)

    def _bare_number(self, token: Token) -> None:
        here = self._at
        self._at += 1
        unit = self._peek()
        if unit is None or unit.value not in {Joint.DAYS, Joint.AGO}:
            raise RuleError(told("这个数是什么？写成“近14天”，或者“≥ 3”。"), token.start, token.end)
        self._at = here
        self._spanned(token)

    # what the parts make together

    def _taken(self, part: str) -> object | None:
        found = self._said.pop(part, None)
        return None if found is None else found[0]

    def _window(self) -> int | None:
        found = self._taken(_WINDOW)
        return found if isinstance(found, int) else None

    def _text(self, part: str) -> str | None:
        found = self._taken(part)
        return found if isinstance(found, str) else None

    def _sign(self) -> tuple[Sign, int]:
        """At least once, where nothing is said."""
        found = self._taken(_SIGN)
        return found if isinstance(found, tuple) else (Sign.AT_LEAST, 1)

    def _built(self, head: Token) -> Condition:
        try:
            return self._condition(head)
        except ValueError as error:
            start, end = self._span()
            raise RuleError(told("这个数太大或太小了。"), start, end) from error

    def _condition(self, head: Token) -> Condition:  # noqa: PLR0911 - one answer a kind of condition
        match head.value:
            case Joint.ACTIVE:
                return self._active(head)
            case Tally() as tally:
                sign, n = self._sign()
                return Count(tally, sign, n, self._window(), self._text(_PLACE))
            case Act() as act:
                channel = self._text(_PLACE) if act in SOMEWHERE else None
                return Did(act, self._window(), channel, self._text(_NAME) if act in NAMED else None)
            case Joint.FIRST:
                return self._first(head)
            case Joint.INVITED:
                return Came(Way.INVITER, self._text(_NAME))
            case Way() as way:
                return Came(way, self._needed(_NAME, head, told("这里要写名字，加引号。")))
            case Score() as score:
                return self._band(head, score)
        return self._in_state(head)

    def _active(self, head: Token) -> Condition:
        days = self._window()
        if days is None:
            raise RuleError(told("“活跃”要写近几天，例如：近14天活跃 ≥ 3 天。"), head.start, head.end)
        return ActiveDays(*self._sign(), days)

    def _first(self, head: Token) -> Condition:
        days, edge = self._window(), self._taken(_EDGE)
        if days is None and not isinstance(edge, tuple):
            sentence = told("“第一次出现”要写什么时候，例如：近30天第一次出现。")
            raise RuleError(sentence, head.start, head.end)
        if isinstance(edge, tuple):
            if days is not None:
                raise RuleError(told("“第一次出现”只写一个时候。"), head.start, head.end)
            return FirstSeen(*edge)
        return FirstSeen(Edge.WITHIN, days or 0)

    def _band(self, head: Token, score: Score) -> Condition:
        if _SIGN not in self._said:
            raise RuleError(told("R、F、M要写第几档，例如：R ≥ 4。"), head.start, head.end)
        _, start, end = self._said[_SIGN]
        sign, n = self._sign()
        if not 1 <= n <= 5:
            raise RuleError(told("R、F、M只有1到5档。"), start, end)
        return Band(score, sign, n)

    def _in_state(self, head: Token) -> Condition:
        state = self._state
        if state is None or not isinstance(state.value, State):
            raise RuleError(told("这里要写近况，例如：近况是 新开口。"), head.start, head.end)
        return InState(state.value)

    def _needed(self, part: str, head: Token, sentence: Sentence) -> str:
        found = self._text(part)
        if found is None:
            raise RuleError(sentence, head.start, head.end)
        return found
