"""The end of a survey, and what of anonymous answers the ledger hears: some at a time, in no order."""

from dataclasses import replace
from datetime import datetime
from secrets import SystemRandom, token_hex

from django.db import transaction

from juluo.desk.surveys.actions.showing import show_more
from juluo.desk.surveys.acts import answered_acts, forms_of
from juluo.desk.surveys.models import Answering, Asked, Survey, TookPart
from juluo.desk.surveys.signals import answers_renumbered
from juluo.desk.surveys.stepping import grows_in_steps
from juluo.desk.surveys.values import FEWEST, State
from juluo.shell.guests.actions.notices import take_down
from juluo.shell.outbox.actions import send


def shut(row: Survey, now: datetime) -> None:
    """Within a transaction that holds the survey: closed, and of an anonymous one every trace of who answered gone."""
    row.state, row.closed_at = State.CLOSED, now
    if row.is_anonymous:
        tell_anonymous(row)
        _untie(row)
        row.secret = ""
    row.save(update_fields=["state", "closed_at", "secret"])


def tell_anonymous(row: Survey) -> int:
    """Send the ledger the scores it doesn't have of those whom the results show, all as of one day.

    A day of fewer than five would be a cut of its own. Fewer than five answers in all it never hears of. Returns of
    how many people scores were sent.
    """
    finished = _shown(row)
    SystemRandom().shuffle(finished)
    forms = forms_of(row.pk)
    fresh = [(one, answered_acts(one, row.community, row.slug, forms[one.version])) for one in finished]
    fresh = [(one, acts) for one, acts in fresh if acts]
    if not fresh:
        return 0
    day = max(act.at for _, acts in fresh for act in acts)
    send(row.community, [replace(act, at=day) for _, acts in fresh for act in acts])
    Answering.objects.bulk_update([one for one, _ in fresh], ["told"])
    return len(fresh)


def _shown(row: Survey) -> list[Answering]:
    """The finished answers that the results show, and as they show them."""
    finished = list(Answering.objects.filter(survey=row, aside=False).exclude(finished_at=None))
    if not grows_in_steps(State(row.state), is_anonymous=row.is_anonymous):
        return finished if len(finished) >= FEWEST else []
    shown = [one for one in finished if one.shown is not None]
    for one in shown:
        one.answers = one.shown
    return shown


def reminder_key(slug: str, number: int | None = None) -> str:
    """By which a reminder is told once; without a number, how the keys of all of them begin."""
    return f"survey/{slug}/{'' if number is None else number}"


def tell_open_ones() -> int:
    """Of all open anonymous surveys, each night. Returns of how many people scores were sent."""
    sent = 0
    for number in Survey.objects.filter(state=State.OPEN, is_anonymous=True).values_list("pk", flat=True):
        with transaction.atomic():
            row = Survey.objects.select_for_update().filter(pk=number, state=State.OPEN).first()
            if row is not None:
                show_more(row)
                sent += tell_anonymous(row)
    return sent


def _untie(row: Survey) -> None:
    """Write the answers anew, in no order and under random numbers and words; the marks of who took part go."""
    found = list(Answering.objects.filter(survey=row))
    SystemRandom().shuffle(found)
    TookPart.objects.filter(survey=row).delete()
    # Whoever was reminded hadn't answered by then.
    Asked.objects.filter(survey=row).update(reminders=0, reminded_at=None)
    take_down(row.community, reminder_key(row.slug))
    Answering.objects.filter(survey=row).delete()
    number = Answering._meta.get_field("id").get_default  # noqa: SLF001 - Django's way to ask
    numbers = {one.id: number() for one in found}
    for one in found:
        one.id, one.key, one.shown = numbers[one.id], token_hex(32), None
    Answering.objects.bulk_create(found)
    answers_renumbered.send(Answering, community=row.community, survey=row.slug, numbers=numbers)
