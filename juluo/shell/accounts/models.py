"""The records of accounts. Only this app reads them; others get the values of `facts`.

Secrets that only have to be recognised (links, tokens, recovery codes) are kept as SHA-256 of 256 random bits:
a thief of the database can't use them, and there is nothing to guess. Passwords are Argon2.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class User(AbstractBaseUser):
    """Somebody who signs in. `name` is folded, so that it is one account however it is typed."""

    name = models.CharField(max_length=64, unique=True)
    shown_as = models.CharField(max_length=64)
    lang = models.CharField(max_length=8, blank=True, default="")
    theme = models.CharField(max_length=8, blank=True, default="")
    owns_home = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A colleague's role in a community, named by its slug."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    community = models.CharField(max_length=64)
    role = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "community"], name="one_role_a_community")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.community} {self.role}"


class Invitation(models.Model):
    """A one-time link to an account. Without community it makes the owner of everything here."""

    token_hash = models.CharField(max_length=64, unique=True)
    community = models.CharField(max_length=64, blank=True, default="")
    role = models.CharField(max_length=16)
    made_by = models.ForeignKey(User, null=True, on_delete=models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.community} {self.role}"


class ResetLink(models.Model):
    """A one-time link to a new password of an account."""

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reset_links")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class SecondStep(models.Model):
    """The secret an authenticator app shares; it counts once confirmed. `last_step` was used: never again."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_step")
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A way in when the telephone is lost: used once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class Knock(models.Model):
    """Failed attempts at one door: a name from an address, whether or not that name exists."""

    door = models.CharField(max_length=64, unique=True)
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures}"


class ApiToken(models.Model):
    """A program's way in: for one community and a list of deeds, never more than its maker may."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    community = models.CharField(max_length=64)
    label = models.CharField(max_length=64)
    scopes = models.JSONField()
    token_hash = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.label} …{self.ending}"


class AuditLine(models.Model):
    """Who did what, when, from where. Written, never changed; the name stays when the account goes."""

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=64, blank=True)
    community = models.CharField(max_length=64, blank=True, db_index=True)
    deed = models.CharField(max_length=64)
    about = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=64, blank=True)

    class Meta:
        # Every look at a member asks whether it was noted just now.
        indexes: ClassVar = [models.Index(fields=["community", "deed", "about", "at"], name="audit_by_person")]

    def __str__(self) -> str:
        return f"{self.name} {self.deed} {self.about}"
