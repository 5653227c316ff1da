"""The records of draws. Who takes part stands in the sealed list under a pseudonym; whose it is, stands here alone."""

from typing import ClassVar

from django.db import models


class Draw(models.Model):
    """One draw. What was sealed is in `closes_told`, the words above it and the entrants; nothing of it changes then.

    `early` says why the list was sealed before `until_told`, when entries were told to end. `form` is of the text
    that was sealed; the first one had neither in it. `masked`: a name stood in those words and was taken out, so that
    the seal can't be reckoned from them any more. `told`: the ledger knows of its list.
    """

    community = models.CharField(max_length=64)
    slug = models.CharField(max_length=48)
    title = models.CharField(max_length=120)
    prize = models.CharField(max_length=200, blank=True, default="")
    rule = models.CharField(max_length=1000, blank=True, default="")
    winners = models.IntegerField()
    mode = models.CharField(max_length=8)
    closes = models.DateTimeField()
    entries_until = models.DateTimeField(null=True)
    source = models.CharField(max_length=300, blank=True, default="")
    event = models.CharField(max_length=48, blank=True, default="")
    who = models.JSONField(default=dict)
    listed = models.TextField(blank=True, default="")
    kept_out = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, default="planned")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closes_told = models.CharField(max_length=40, blank=True, default="")
    until_told = models.CharField(max_length=40, blank=True, default="")
    form = models.IntegerField(default=1)
    left_out = models.JSONField(default=dict)
    secret = models.CharField(max_length=64, blank=True, default="")
    seal = models.CharField(max_length=64, blank=True, default="")
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.CharField(max_length=64, blank=True, default="")
    early = models.CharField(max_length=300, blank=True, default="")
    value = models.CharField(max_length=500, blank=True, default="")
    value_at = models.DateTimeField(null=True)
    value_by = models.CharField(max_length=64, blank=True, default="")
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=300, blank=True, default="")
    masked = models.BooleanField(default=False)
    told = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="draws_one_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.slug}"


class Pressed(models.Model):
    """Somebody on the portal who wants to be in, until the list is sealed."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="pressed")
    guest = models.IntegerField(null=True)
    person = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draw", "guest"], name="draws_pressed_once")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.guest}"


class Entrant(models.Model):
    """A line of the sealed list, and whose it is: `tag` and `weight` stay for ever, the rest goes with the person."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="entrants")
    tag = models.CharField(max_length=32)
    weight = models.IntegerField(default=1)
    key = models.CharField(max_length=40)
    person = models.IntegerField(null=True)
    guest = models.IntegerField(null=True)
    name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "key"], name="draws_one_chance_a_person"),
            models.UniqueConstraint(fields=["draw", "tag"], name="draws_one_tag_a_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="draws_by_person"),
            models.Index(fields=["guest"], name="draws_by_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.tag}"


class DrawnPick(models.Model):
    """Who came out at which place. `why` says why they were passed over; `contact` is how a winner is reached."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="picks")
    place = models.IntegerField()
    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="picks")
    at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True, default="")
    passed_by = models.CharField(max_length=64, blank=True, default="")
    contact = models.CharField(max_length=300, blank=True, default="")
    contact_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "place"], name="draws_one_at_a_place"),
            models.UniqueConstraint(fields=["draw", "entrant"], name="draws_nobody_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.place}"
