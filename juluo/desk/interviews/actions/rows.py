"""The rows that verbs change, held until their transaction ends; and words as they are kept."""

from collections.abc import Sequence

from juluo.desk.interviews.models import Guide, Interview
from juluo.desk.interviews.values import GIVEN, Consent
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.written import line
from juluo.wording.sentence import told

LONGEST_NOTES = 20_000
MOST_QUESTIONS, LONGEST_QUESTION = 40, 300


def held(community: str, number: int) -> Interview:
    row = Interview.objects.select_for_update().filter(community=community, pk=number).first()
    if row is None:
        raise RefusedError(told("没有这次访谈，或者已经不在。"))
    return row


def held_guide(community: str, number: int) -> Guide:
    row = Guide.objects.select_for_update().filter(community=community, pk=number, put_away_at=None).first()
    if row is None:
        raise RefusedError(told("没有这份提纲，或者已经收起来了。"))
    return row


def agreed(row: Interview) -> None:
    """Refuse to keep what somebody said who didn't agree to it."""
    if Consent(row.consent) not in GIVEN:
        raise RefusedError(told("先记下他同意怎么用：没有同意，不存他说的话。"))


def asked(questions: Sequence[str]) -> list[str]:
    """Questions without empty ones, each on one line."""
    found = [one for one in (line(one, LONGEST_QUESTION) for one in questions) if one]
    if len(found) > MOST_QUESTIONS:
        raise RefusedError(told("问题太多：一份提纲最多{n}个。", n=MOST_QUESTIONS))
    return found
