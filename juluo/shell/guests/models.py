"""The records of the portal's guests. Only this app reads them; others get the values of `facts`.

A guest's browser holds a secret of 256 random bits; here is its SHA-256. There are no passwords and no addresses.
"""

from typing import ClassVar

from django.db import models


class Portal(models.Model):
    """A community's pages for its members, and the link by which they join."""

    community = models.CharField(max_length=64, unique=True)
    is_open = models.BooleanField(default=False)
    link = models.CharField(max_length=64)
    welcome = models.CharField(max_length=200, blank=True, default="")
    rules = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.community


class Guest(models.Model):
    """Somebody who joined. `account` is the ledger's number once it is certain that it is theirs.

    `guardian` names who decides for a child; nobody's birthday is kept. Until they agreed, a child only reads.
    """

    community = models.CharField(max_length=64)
    key_hash = models.CharField(max_length=64, unique=True)
    return_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    return_made_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=40)
    guardian = models.CharField(max_length=40, blank=True, default="")
    guardian_key_hash = models.CharField(max_length=64, blank=True, default="")
    guardian_agreed_at = models.DateTimeField(null=True)
    guardian_withdrew_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    phrase = models.CharField(max_length=32, blank=True, default="")
    phrase_until = models.DateTimeField(null=True)
    account = models.IntegerField(null=True)
    tied_at = models.DateTimeField(null=True)
    tied_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["community", "account"], name="guests_by_account"),
            models.Index(fields=["community", "joined_at"], name="guests_by_day"),
            models.Index(fields=["community", "guardian_key_hash"], name="guests_by_guardian"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.pk}"


class ReturnedBrowser(models.Model):
    """A browser in which a guest came back by their own link."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="browsers")
    key_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.guest_id} {self.at}"


class ErasureWish(models.Model):
    """A member wants to be erased from the ledger, too; an owner sees to it. Their portal records are gone already."""

    community = models.CharField(max_length=64)
    account = models.IntegerField()
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.community} {self.account}"


class Agreement(models.Model):
    """A guest agreed to one purpose, and perhaps took it back: nothing is overwritten, each yes is a row."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="agreements")
    purpose = models.CharField(max_length=8)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["guest", "purpose"], condition=models.Q(withdrawn_at=None), name="guests_agree_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.purpose}"


class GuestNotice(models.Model):
    """Something that a guest is told on the portal, as a sentence of the catalogue and its values."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="notices")
    words = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    address = models.CharField(max_length=200)
    key = models.CharField(max_length=100)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["guest", "key"], name="guests_told_once")]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.key}"
