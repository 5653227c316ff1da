"""Signing in. Names that exist and names that don't get the same answer after the same time, and lock alike."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.second_step import code_fits
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague, colleague_of, has_second_step
from juluo.shell.accounts.models import Knock, User
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

FAILURES = 5
# Of one address with however many names: an office forgets passwords, a program tries lists of names.
FAILURES_OF_AN_ADDRESS = 50
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
    doors = _doors(folded, scene.address)
    _knock(doors, scene)
    user = User.objects.filter(name=folded, is_active=True).first()
    # Somebody who isn't there costs one Argon2, too.
    fits = check_password(password, user.password) if user else not make_password(password)
    if user is None or not fits:
        _failed(folded, scene)
        raise RefusedError(told("登录名或密码不对。"))
    known = Known(colleague_of(user), has_second_step(user.pk))
    if known.needs_code:
        # A right password is no guess at somebody's name.
        _give_back(doors[1])
    else:
        _entered(doors, known.colleague, scene)
    return known


def check_code_of(number: int, code: str, scene: Scene) -> Colleague:
    """The second step of who gave the right password. Raises RefusedError, LockedError."""
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None:
        raise RefusedError(told("登录名或密码不对。"))
    doors = _doors(user.name, scene.address)
    _knock(doors, scene)
    if not code_fits(user, code, scene):
        _failed(user.name, scene)
        raise RefusedError(told("验证码不对，或者已经用过：请等下一个。"))
    who = colleague_of(user)
    _entered(doors, who, scene)
    return who


def note_sign_out(who: Colleague, scene: Scene) -> None:
    note(scene, who, "sign_out")


def forget_failures(name: str, scene: Scene) -> None:
    """Open the door of a name from here again: whoever stands there proved in another way to be the one."""
    Knock.objects.filter(door=_doors(name, scene.address)[0]).delete()


def _doors(name: str, address: str) -> tuple[str, str]:
    """The door of a name from an address, and that of the address itself."""
    return secrets.hashed(f"{name}\n{address}"), secrets.hashed(f"\n\n{address}")


def _knock(doors: tuple[str, str], scene: Scene) -> None:
    """Count an attempt before it is judged, so that many at once don't share one count."""
    with transaction.atomic():
        Knock.objects.filter(door__in=doors, last_at__lte=scene.now - LOCKED_FOR).delete()
        for door in doors:
            Knock.objects.get_or_create(door=door, defaults={"last_at": scene.now})
        held = Knock.objects.select_for_update().filter(door__in=doors).order_by("pk")
        failures = dict(held.values_list("door", "failures"))
        most = zip(doors, (FAILURES, FAILURES_OF_AN_ADDRESS), strict=True)
        locked = any(failures[door] >= enough for door, enough in most)
        if not locked:
            Knock.objects.filter(door__in=doors).update(failures=F("failures") + 1, last_at=scene.now)
    if locked:
        raise LockedError(told("试错太多次了：请一小时后再来。"))


def _failed(name: str, scene: Scene) -> None:
    note(scene, None, "sign_in_failed", about=name)


def _entered(doors: tuple[str, str], who: Colleague, scene: Scene) -> None:
    """Failures with this name are forgotten, and this try is none; those of the address with other names stay."""
    own, shared = doors
    with transaction.atomic():
        Knock.objects.filter(door=own).delete()
        _give_back(shared)
        User.objects.filter(pk=who.id).update(last_login=scene.now)
        note(scene, who, "sign_in")


def _give_back(door: str) -> None:
    Knock.objects.filter(door=door).update(failures=Greatest(F("failures") - 1, 0))
