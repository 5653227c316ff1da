"""What colleagues said of advertising, as far as needs are concerned: their word goes before that of the signs."""

from juluo.intake.taught import TAUGHT
from juluo.ledger.period import Period
from juluo.store.view import View

# A click makes 0 or 1 of a message, .05 or .95 of its near copies.
_IS, _ISNT = 0.94, 0.06


def settled(view: View, period: Period, judged: set[int]) -> set[int]:
    """Which of the period's messages advertise, given those that the signs speak of."""
    if not view.found_by(TAUGHT):
        return judged
    view.lay_findings("settled_adverts", period)
    listed = ", ".join(map(str, sorted(judged))) or "NULL"
    said = dict(
        view.ask(
            f"SELECT entry_id, advertising >= {_IS} FROM settled_adverts"
            f" WHERE advertising >= {_IS} OR (advertising <= {_ISNT} AND entry_id IN ({listed}))"
        )
    )
    return {one for one in judged if said.get(one, True)} | {int(one) for one, right in said.items() if right}
