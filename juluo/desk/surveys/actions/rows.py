"""The rows that verbs change, held until their transaction ends."""

from juluo.desk.surveys.models import Survey
from juluo.desk.surveys.values import State
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.wording.sentence import Sentence, told


def held(community: str, slug: str, *states: State) -> Survey:
    """The survey, nobody else's until the transaction ends; in one of these states, if any are named."""
    row = Survey.objects.select_for_update().filter(community=community, slug=slug).first()
    if row is None:
        raise RefusedError(told("没有这份问卷，或者已经不在。"))
    if states and row.state not in states:
        raise RefusedError(_not_now(State(row.state)))
    return row


def _not_now(state: State) -> Sentence:
    return {
        State.DRAFT: told("问卷还没公布。"),
        State.OPEN: told("问卷正在问，不能这样改。"),
        State.CLOSED: told("问卷已经结束了。"),
    }[state]
