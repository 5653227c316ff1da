"""What feedback tells the ledger: received, answered, told back; and taken back where that holds no longer.

Each act of a piece has one name there, so saying it again takes the earlier one's place.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime

from django.conf import settings

from juluo.desk.feedback.models import Feedback, Telling
from juluo.desk.feedback.values import DECIDED
from juluo.intake.acts import Act
from juluo.ledger.acts import FeedbackAnswered, FeedbackReceived, FeedbackTold
from juluo.shell.outbox.actions import send
from juluo.store.embedded import EmbeddedStore

By = tuple[str, str]


def tell_ledger(row: Feedback) -> None:
    """Tell of a piece and of all that belongs together with it. To be called after every change of one."""
    main = row.into if row.into is not None else row
    bundle = [main, *Feedback.objects.filter(into=main).order_by("pk")]
    tellings = list(Telling.objects.filter(of=main, round=main.round, closing=True, feedback__in=bundle))
    told_at = _told_at(main, bundle, tellings)
    known = known_as(main.community, bundle)
    acts = [act for one in bundle for act in _news(one, main, told_at, known.get(one.person or -1))]
    if acts:
        send(main.community, acts)


def _told_at(main: Feedback, bundle: Sequence[Feedback], tellings: Sequence[Telling]) -> datetime | None:
    """When the last asker who could be told was; None while somebody is left, or nobody was told."""
    told = {one.feedback_id for one in tellings}
    left = [one for one in bundle if reachable(one) and one.pk not in told and one.dropped_at is None]
    if main.state not in DECIDED or left or not tellings:
        return None
    return max(one.at for one in tellings)


def reachable(row: Feedback) -> bool:
    return row.guest is not None or row.person is not None or bool(row.asker)


def _news(one: Feedback, main: Feedback, told_at: datetime | None, by: By | None) -> list[Act]:
    """What the ledger doesn't know of a piece yet."""
    here = one.dropped_at is None and main.dropped_at is None
    answered = main.answered_at if here and main.state in DECIDED else None
    if answered is not None and one.merged_at is not None and one.into_id is not None:
        answered = max(answered, one.merged_at)
    now = {
        "received": [one.received_at.isoformat(), one.sort, one.due.isoformat(), here, one.person if by else None],
        "answered": answered.isoformat() if answered else "",
        "told": told_at.isoformat() if here and told_at else "",
    }
    before, acts = dict(one.told_as), []
    if now["received"] != before.get("received"):
        received = FeedbackReceived(one.slug, one.sort, one.due, taken_back=not here)
        acts.append(Act(one.received_at, received, by))
    for name, record in (("answered", FeedbackAnswered), ("told", FeedbackTold)):
        moment, earlier = str(now[name]), str(before.get(name, ""))
        if moment != earlier:
            acts.append(Act(datetime.fromisoformat(moment or earlier), record(one.slug, taken_back=not moment)))
    if now != before:
        one.told_as = now
        Feedback.objects.filter(pk=one.pk).update(told_as=now)
    return acts


def known_as(community: str, rows: Iterable[Feedback]) -> Mapping[int, By]:
    """How the ledger knows the accounts of askers: platform and id, by their numbers; none of who was erased."""
    codes = sorted({row.person for row in rows if row.person is not None})
    if not codes:
        return {}
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(community, codes)
    return {code: (one.platform, one.account_id) for code, one in found.items() if not one.erased}
