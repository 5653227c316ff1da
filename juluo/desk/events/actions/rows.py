"""The rows that verbs change, held until their transaction ends; and words as they are kept."""

from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import State
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.written import lines
from juluo.wording.sentence import Sentence, told

# Long enough for a page of text; more is a file.
LONGEST_TEXT = 5_000


def held(community: str, slug: str, *states: State) -> Event:
    """The event, nobody else's until the transaction ends; in one of these states, if any are named."""
    row = Event.objects.select_for_update().filter(community=community, slug=slug).first()
    if row is None:
        raise RefusedError(told("没有这场活动，或者已经不在。"))
    if states and row.state not in states:
        raise RefusedError(_not_now(State(row.state)))
    return row


def signed(event: Event, number: int) -> SignUp:
    row = SignUp.objects.filter(event=event, pk=number).first()
    if row is None:
        raise RefusedError(told("名单里没有这个人，或者已经不在。"))
    return row


def text(words: str) -> str:
    """Words in several lines, as long as a page."""
    return lines(words, LONGEST_TEXT)


def _not_now(state: State) -> Sentence:
    return {
        State.PLANNED: told("活动还没公布：先公布，才有人报名和到场。"),
        State.OPEN: told("活动已经公布了。"),
        State.CLOSED: told("活动已经结束了；要改就先重新打开。"),
        State.CANCELLED: told("活动已经取消了。"),
    }[state]
