"""Signing in. Names that exist and names that don't get the same answer after the same time, and lock alike."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.second_step import code_fits
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague, colleague_of, has_second_step
from juluo.shell.accounts.models import Knock, User
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

FAILURES = 5
LOCKED_FOR = timedelta(hours=1)


class LockedError(RefusedError):
    """Too many failures at this door; the same for names that exist and names that don't."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who gave the right password, and whether a code is still to come."""

    colleague: Colleague
    needs_code: bool


def check_password_of(name: str, password: str, scene: Scene) -> Known:
    """Who signs in by name and password. Raises RefusedError, and LockedError after five failures in an hour."""
    folded = name.strip().casefold()
    door = _door(folded, scene.address)
    _knock(door, scene)
    user = User.objects.filter(name=folded, is_active=True).first()
    # Somebody who isn't there costs one Argon2, too.
    fits = check_password(password, user.password) if user else not make_password(password)
    if user is None or not fits:
        _failed(folded, scene)
        raise RefusedError(told("登录名或密码不对。"))
    known = Known(colleague_of(user), has_second_step(user.pk))
    if not known.needs_code:
        _entered(door, known.colleague, scene)
    return known


def check_code_of(number: int, code: str, scene: Scene) -> Colleague:
    """The second step of who gave the right password. Raises RefusedError, LockedError."""
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None:
        raise RefusedError(told("登录名或密码不对。"))
    door = _door(user.name, scene.address)
    _knock(door, scene)
    if not code_fits(user, code, scene):
        _failed(user.name, scene)
        raise RefusedError(told("验证码不对，或者已经用过：请等下一个。"))
    who = colleague_of(user)
    _entered(door, who, scene)
    return who


def note_sign_out(who: Colleague, scene: Scene) -> None:
    note(scene, who, "sign_out")


def _door(name: str, address: str) -> str:
    return secrets.hashed(f"{name}\n{address}")


def _knock(door: str, scene: Scene) -> None:
    """Count an attempt before it is judged, so that many at once don't share one count."""
    with transaction.atomic():
        Knock.objects.filter(door=door, last_at__lte=scene.now - LOCKED_FOR).delete()
        knock, _ = Knock.objects.select_for_update().get_or_create(door=door, defaults={"last_at": scene.now})
        if knock.failures >= FAILURES:
            locked = True
        else:
            locked = False
            Knock.objects.filter(pk=knock.pk).update(failures=F("failures") + 1, last_at=scene.now)
    if locked:
        raise LockedError(told("试错太多次了：请一小时后再来。"))


def _failed(name: str, scene: Scene) -> None:
    note(scene, None, "sign_in_failed", about=name)


def _entered(door: str, who: Colleague, scene: Scene) -> None:
    with transaction.atomic():
        Knock.objects.filter(door=door).delete()
        User.objects.filter(pk=who.id).update(last_login=scene.now)
        note(scene, who, "sign_in")
