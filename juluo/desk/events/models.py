"""The records of events. A member stands in them as a number of the ledger's, a guest as a name for a while."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Event(models.Model):
    """One event. `taken` are the places given away: no transaction leaves more than there are."""

    community = models.CharField(max_length=64)
    slug = models.CharField(max_length=48)
    form = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    content = models.TextField(blank=True, default="")
    lessons = models.TextField(blank=True, default="")
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    signup_until = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True, default="")
    channel = models.IntegerField(null=True)
    controls = models.JSONField(default=list)
    segment = models.IntegerField(null=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    partners = models.CharField(max_length=300, blank=True, default="")
    capacity = models.IntegerField(null=True)
    place_later = models.BooleanField(default=False)
    known_only = models.BooleanField(default=False)
    walk_ins = models.BooleanField(default=False)
    one_network = models.BooleanField(default=False)
    remind = models.CharField(max_length=4, default="both")
    taken = models.IntegerField(default=0)
    goal_metric = models.CharField(max_length=60, blank=True, default="")
    goal_line = models.FloatField(null=True)
    goal_days = models.IntegerField(default=0)
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=10, default="planned")
    hours = models.FloatField(null=True)
    went_well = models.TextField(blank=True, default="")
    went_badly = models.TextField(blank=True, default="")
    next_time = models.TextField(blank=True, default="")
    why = models.CharField(max_length=300, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="events_one_slug"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="events_never_over_capacity"
            ),
            models.CheckConstraint(condition=Q(taken__gte=0), name="events_never_below_nobody"),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "starts"], name="events_by_day")]

    def __str__(self) -> str:
        return f"{self.community} {self.slug}"


class ChecklistItem(models.Model):
    """Something to be done for an event, by whom and until when."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="items")
    words = models.CharField(max_length=200)
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.words


class RunLine(models.Model):
    """A line of the hosts' run sheet: what happens so many minutes after the start."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="run")
    minute = models.IntegerField()
    words = models.CharField(max_length=300)
    who = models.CharField(max_length=60, blank=True, default="")

    def __str__(self) -> str:
        return self.words


class SignUp(models.Model):
    """One person and one event, once: `key` is the account's number, or the token by which a guest is told apart.

    `guest` is who signed up on the portal. `remind` is what they ticked there, None for who was written in by a
    colleague. `origin` stands for the address of who isn't known, so that no address fills an event; it goes with it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="people")
    key = models.CharField(max_length=40)
    person = models.IntegerField(null=True)
    guest = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=8)
    note = models.CharField(max_length=200, blank=True, default="")
    turn = models.IntegerField(default=0)
    at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    came_how = models.CharField(max_length=8, blank=True, default="")
    # The numbers of sign-ups that turned out to be this one: codes made of them are still good.
    was = models.JSONField(default=list)
    remind = models.BooleanField(null=True)
    reminded_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=24, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "key"], name="events_one_place_a_person")]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="events_by_person"),
            models.Index(fields=["guest"], name="events_by_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"


class MergedSignUp(models.Model):
    """A guest's sign-up as it was before it turned out to be an account's: theirs again, should that have been wrong.

    `gave_place`, `gave_coming`: what `into` has of it; how `into` stood before that is `before_…`.
    `scans` are the numbers of what the door told of it.
    """

    into = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="merged")
    guest = models.BigIntegerField(db_index=True)
    number = models.BigIntegerField()
    was = models.JSONField(default=list)
    name = models.CharField(max_length=60, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8)
    turn = models.IntegerField(default=0)
    at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    came_how = models.CharField(max_length=8, blank=True, default="")
    remind = models.BooleanField(null=True)
    gave_place = models.BooleanField(default=False)
    gave_coming = models.BooleanField(default=False)
    before_state = models.CharField(max_length=8)
    before_turn = models.IntegerField(default=0)
    before_at = models.DateTimeField()
    before_remind = models.BooleanField(null=True)
    scans = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.number} in {self.into_id}"


class DoorScan(models.Model):
    """What a device at the door told once, by the name that it gave it. `words` only while nobody's place is known."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="scans")
    key = models.CharField(max_length=40)
    sign_up = models.ForeignKey(SignUp, on_delete=models.SET_NULL, null=True, related_name="scans")
    told = models.CharField(max_length=4)
    words = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField()
    moved = models.BooleanField(default=False)
    fate = models.CharField(max_length=8)
    why = models.CharField(max_length=10, blank=True, default="")
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "key"], name="events_one_scan_of_a_name")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"


class DoorTry(models.Model):
    """How often a guest typed a wrong code at the door of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tries")
    guest = models.BigIntegerField()
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "guest"], name="events_one_count_a_guest")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.failures}"


class Cost(models.Model):
    """What was spent on an event, line by line, in the community's money."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="costs")
    words = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class EventFile(models.Model):
    """A photo or a paper of an event; what it holds lies in the home's files."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.BigIntegerField()
    caption = models.CharField(max_length=200, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
