"""Feedback as members see it: their own, how it stands; the board, which holds nobody's words without their yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.desk.feedback.facts import how_many_of_guest, of_guest, on_board, votes_of
from juluo.desk.feedback.values import DECIDED, SORT_WORDS, STATE_WORDS, Piece, State
from juluo.ledger.period import Period
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.feedback.shown import quoted, words_of
from juluo.web.local_time import calendar_of
from juluo.web.turn import Turn, turn_of
from juluo.wording.numbers import short_date

# How long the board tells what came of what was said.
_LATELY = timedelta(days=30)
# So many lines of it at once; above them so many of what was done, which stands in its lane, too.
_ON_BOARD, _DONE = 30, 10
# In the order of the board, what is under way first.
LANES = (State.DOING, State.LOOKING, State.NEW, State.DONE, State.DECLINED)
# Members read that theirs was received; new is a colleague's word.
_LANE_WORDS: Mapping[State, str] = {**STATE_WORDS, State.NEW: "收到了"}


@dataclass(frozen=True, slots=True)
class Mine:
    """One of a guest's own pieces. `state` is the word and `tone` how it is shown."""

    id: int
    slug: str
    words: str
    sort: str
    state: str
    tone: str
    days: int
    answer: str
    consented: bool
    written_here: bool


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One line of the board. `words` are its askers' own, of those who agreed."""

    slug: str
    title: str
    sort: str
    answer: str
    votes: int
    voted: bool
    asked: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    state: State
    word: str
    rows: tuple[OnBoard, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board. `done` tells on the first one what came of what was said in the last month."""

    lanes: tuple[Lane, ...]
    done: Sequence[tuple[str, str, str]]
    turn: Turn


def own(visit: Visit, first: int, last: int) -> tuple[Mine, ...]:
    """Some of a guest's own pieces, the latest first."""
    guest = visit.guest
    if guest is None:
        return ()
    found = of_guest(guest, first, last)
    today = calendar_of(visit.community).day_of(visit.scene.now)
    lines = quoted(visit, found)
    return tuple(_mine(visit, one, guest, words_of(one, lines), today) for one in found)


def _mine(visit: Visit, one: Piece, guest: GuestFacts, words: str, today: date) -> Mine:
    calendar = calendar_of(visit.community)
    words = " ".join(words.split()) or one.title or visit.say("原话已经不在了")
    decided = one.state in DECIDED
    since = one.answered_at if decided and one.answered_at else one.received_at
    return Mine(
        one.id,
        one.slug,
        words,
        visit.say(SORT_WORDS[one.sort]),
        visit.say(_LANE_WORDS[one.state]),
        "good" if one.state is State.DONE else "",
        max(0, (today - calendar.day_of(since)).days),
        one.answer if decided else "",
        one.consented,
        any(who.piece == one.id and who.guest == guest.id for who in one.askers) and bool(one.words),
    )


def own_turn(visit: Visit, at: str, size: int, of: str = "") -> Turn:
    """Which of them stand on a page."""
    return turn_of(visit, at, how_many_of_guest(visit.guest) if visit.guest is not None else 0, size, of)


def board(visit: Visit) -> Board:
    """A page of the board: what is under way, what waits, and what came out lately."""
    voted = votes_of(visit.guest) if visit.guest is not None else frozenset[str]()
    last = calendar_of(visit.community).day_of(visit.scene.now)
    every = on_board(visit.community)
    lately = [one for one in every if _is_lately(visit, one, Period(last - 3 * _LATELY, last))]
    listed = [one for state in LANES for one in lately if one.state is state]
    turn = turn_of(visit, f"/c/{visit.community}/board", len(listed), _ON_BOARD)
    some = turn.of(listed)
    found = tuple(
        Lane(
            state,
            visit.say(_LANE_WORDS[state]),
            tuple(_row(visit, one, one.slug in voted) for one in some if one.state is state),
        )
        for state in LANES
        if any(one.state is state for one in some)
    )
    return Board(found, _done_lately(visit, every) if turn.page == 1 else (), turn)


def _done_lately(visit: Visit, every: Sequence[Piece]) -> Sequence[tuple[str, str, str]]:
    """你说的，我们做了: title, answer and day of what was done in the last month, the latest first."""
    calendar = calendar_of(visit.community)
    last = calendar.day_of(visit.scene.now)
    month = Period(last - _LATELY, last)
    done = [one for one in every if one.state is State.DONE and one.answered_at is not None]
    dated = [(calendar.day_of(one.answered_at), one) for one in done if one.answered_at is not None]
    some = sorted((pair for pair in dated if month.first <= pair[0]), key=lambda pair: pair[0], reverse=True)
    return [(one.title, one.answer, short_date(day, visit.lang)) for day, one in some[:_DONE]]


def _is_lately(visit: Visit, one: Piece, lately: Period) -> bool:
    if one.answered_at is None:
        return True
    return lately.first <= calendar_of(visit.community).day_of(one.answered_at)


def _row(visit: Visit, one: Piece, voted: bool) -> OnBoard:  # noqa: FBT001 - a fact of the row
    words = (one.words,) if one.consented and one.words else ()
    answer = one.answer if one.state in DECIDED else ""
    sort = visit.say(SORT_WORDS[one.sort])
    return OnBoard(one.slug, one.title, sort, answer, one.votes, voted, one.people, words)
