"""The rows that verbs change, held until their transaction ends; and words as they are kept."""

from juluo.desk.draws.models import Draw
from juluo.desk.draws.values import State
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.wording.sentence import Sentence, told


def held(community: str, slug: str, *states: State) -> Draw:
    """The draw, nobody else's until the transaction ends; in one of these states, if any are named."""
    row = Draw.objects.select_for_update().filter(community=community, slug=slug).first()
    if row is None:
        raise RefusedError(told("没有这次抽奖，或者已经不在。"))
    if states and row.state not in states:
        raise RefusedError(_not_now(State(row.state)))
    return row


def _not_now(state: State) -> Sentence:
    return {
        State.PLANNED: told("这次抽奖还没公布。"),
        State.OPEN: told("名单还没封存：先封存，才有可抽的。"),
        State.SEALED: told("名单已经封存：谁也加不进、改不了、拿不掉。"),
        State.KNOWN: told("公开数已经填了，接着开奖。"),
        State.DRAWN: told("已经开过奖了：同一次抽奖只开一次。"),
        State.CALLED_OFF: told("这次不抽了。"),
    }[state]
