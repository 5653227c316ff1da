"""Votes of members for what the board shows: one a person, given and taken back as often as they like."""

from django.db import transaction

from juluo.desk.feedback.models import BoardVote, Feedback
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import GuestFacts, by_guest
from juluo.wording.sentence import told


def vote(guest: GuestFacts, slug: str, scene: Scene, *, wanted: bool) -> None:
    """Whether somebody wants it, too. Saying the same again changes nothing, however many say it at once."""
    with transaction.atomic():
        guest = held_guest(guest)
        row = Feedback.objects.filter(
            community=guest.community, slug=slug, is_public=True, dropped_at=None, into=None
        ).first()
        if row is None:
            raise RefusedError(told("这一条不在板上了。"))
        if wanted:
            BoardVote.objects.bulk_create(
                [BoardVote(feedback=row, key=f"g{guest.id}", guest=guest.id, person=guest.account, at=scene.now)],
                ignore_conflicts=True,
            )
        else:
            merged = Feedback.objects.filter(into=row).values("pk")
            same = [row.pk, *(one["pk"] for one in merged)]
            BoardVote.objects.filter(by_guest(guest), feedback__in=same).delete()
