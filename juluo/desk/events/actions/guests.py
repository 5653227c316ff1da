"""Guests are known by a name alone, and not for longer than it serves."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from juluo.desk.events.models import DoorScan, SignUp
from juluo.desk.events.values import GUEST_DAYS, State
from juluo.shell.accounts.actions.refusals import require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene


def forget_guest(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """Take out a guest's name and what was noted of them; that somebody came stays."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        rows = SignUp.objects.filter(event__community=community, event__slug=slug, pk=number, person=None)
        if rows.update(name="", note=""):
            DoorScan.objects.filter(sign_up=number).update(words="")
            note(scene, by, "forget_guest", community=community, about=slug, detail={"number": number})


def forget_old_guests(now: datetime) -> int:
    """Take out the names of guests whose event is long over, and by what they were told apart. Returns of how many."""
    over = now - timedelta(days=GUEST_DAYS)
    ended = Q(event__ended_at__lt=over, event__state__in=[State.CLOSED, State.CANCELLED])
    ended |= Q(event__ends__lt=over) | Q(event__starts__lt=over)
    DoorScan.objects.filter(ended).exclude(words="").update(words="")
    rows = SignUp.objects.filter(Q(person=None) | Q(guest__isnull=False), ended)
    return rows.exclude(name="", note="", origin="").update(name="", note="", origin="")
