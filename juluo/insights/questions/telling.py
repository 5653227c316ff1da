"""Questions as plain values for machines: what waits, who might know, what a model guesses."""

from collections.abc import Mapping, Sequence

from juluo.insights.questions.experts import Expert
from juluo.insights.questions.repeated import BestAnswer, Repeated
from juluo.insights.questions.waiting import OpenQuestion, Waiting
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View

Facts = dict[str, object]


def texts_of(view: View, asked: Sequence[OpenQuestion]) -> dict[int, str]:
    """The words of questions, by their ids."""
    if not asked:
        return {}
    days = [one.day for one in asked]
    query = EntryQuery(Period(min(days), max(days)), tuple(sorted(ORIGINAL)), ids=tuple(one.entry_id for one in asked))
    return {line.entry_id: line.text or "" for line in view.lines(query)}


def waiting_facts(view: View, found: Waiting, able: Mapping[int, Sequence[Expert]]) -> Facts:
    """What waits, as JSON values; minutes, and moments in UTC."""
    texts = texts_of(view, [*found.open, *found.taken_up, *found.likely])

    def told(one: OpenQuestion) -> Facts:
        asker, channel = view.accounts([one.asker]).get(one.asker), view.channels.get(one.channel)
        possibly = one.possibly
        return {
            "entry_id": one.entry_id,
            "asked_at": one.at.isoformat(),
            "asker": asker.name if asker and not asker.erased else None,
            "platform": channel.platform if channel else None,
            "channel": channel.name if channel else None,
            "waited_minutes": round(one.waited.total_seconds() / 60),
            "text": texts.get(one.entry_id, ""),
            "likely": one.likely,
            "possibly_answered": possibly
            and {"entry_id": possibly.entry_id, "probability": round(possibly.probability, 3)},
            "experts": [_expert(view, expert) for expert in able.get(one.entry_id, ())],
        }

    return {
        "day": found.day.isoformat(),
        "first": found.window.first.isoformat(),
        "asked": found.asked,
        "told": found.told,
        "estimated": found.estimated,
        "median_wait_minutes": found.median and round(found.median.total_seconds() / 60, 1),
        "open": [told(one) for one in found.open],
        "taken_up_since": [told(one) for one in found.taken_up],
        "likely": [told(one) for one in found.likely] if found.read else None,
    }


def _expert(view: View, expert: Expert) -> Facts:
    account = view.accounts([expert.account]).get(expert.account)
    name = account.name if account and not account.erased else None
    return {"name": name, "answered": expert.n, "thanked": expert.thanked, "akin": expert.akin}


def repeated_facts(view: View, found: Sequence[Repeated]) -> list[Facts]:
    """What is asked again and again, as JSON values."""

    def answer(one: BestAnswer) -> Facts:
        account = view.accounts([one.account]).get(one.account)
        return {
            "entry_id": one.entry_id,
            "day": one.day.isoformat(),
            "by": account.name if account and not account.erased else None,
            "text": one.text,
            "thanked": one.thanked,
            "reactions": one.reactions,
        }

    return [
        {
            "question": one.text,
            "entry_id": one.wording,
            "people": one.people,
            "times": one.times,
            "unanswered": one.open,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "answers": [answer(best) for best in one.answers],
        }
        for one in found
    ]
