"""The second step of signing in: six digits of an authenticator app (TOTP, RFC 6238), or a recovery code."""

import hmac

import pyotp
from django.db import transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.models import RecoveryCode, SecondStep, User
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

RECOVERY_CODES = 8
_SECONDS = 30
_DRIFT = 1


def start_second_step(who: Colleague) -> str:
    """Make a secret for an authenticator app; it counts once a code of it was given. Returns its otpauth address."""
    with transaction.atomic():
        if SecondStep.objects.filter(user_id=who.id, confirmed_at__isnull=False).exists():
            raise RefusedError(told("两步验证已经开着了。"))
        secret = pyotp.random_base32()
        SecondStep.objects.update_or_create(user_id=who.id, defaults={"secret": secret, "last_step": 0})
    return str(pyotp.TOTP(secret).provisioning_uri(name=who.name, issuer_name="Juluo"))


def confirm_second_step(who: Colleague, code: str, scene: Scene) -> tuple[str, ...]:
    """Turn the second step on by a first right code. Returns the recovery codes, shown this once."""
    with transaction.atomic():
        step = SecondStep.objects.select_for_update().filter(user_id=who.id, confirmed_at=None).first()
        if step is None or not _takes(step, code, scene):
            raise RefusedError(told("验证码不对：请看手机上现在的六位数字。"))
        SecondStep.objects.filter(pk=step.pk).update(confirmed_at=scene.now)
        RecoveryCode.objects.filter(user_id=who.id).delete()
        codes = tuple(secrets.spelled() for _ in range(RECOVERY_CODES))
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user_id=who.id, code_hash=secrets.hashed(f"{who.id}:{code}")) for code in codes
        )
        note(scene, who, "second_step_on")
    return codes


def stop_second_step(who: Colleague, code: str, scene: Scene) -> None:
    """Turn it off; whoever does has the telephone in hand, or a recovery code."""
    with transaction.atomic():
        if not code_fits(User.objects.get(pk=who.id), code, scene):
            raise RefusedError(told("验证码不对，或者已经用过：请等下一个。"))
        SecondStep.objects.filter(user_id=who.id).delete()
        RecoveryCode.objects.filter(user_id=who.id).delete()
        note(scene, who, "second_step_off")


def code_fits(user: User, code: str, scene: Scene) -> bool:
    """Whether a code is right and was never used. Using it is part of asking."""
    with transaction.atomic():
        step = SecondStep.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
        return step is not None and (_takes(step, code, scene) or _recovers(user, code, scene))


def _takes(step: SecondStep, code: str, scene: Scene) -> bool:
    """Whether these are the digits of now, or half a minute off, and of a later step than the last one used."""
    totp = pyotp.TOTP(step.secret)
    current = int(scene.now.timestamp()) // _SECONDS
    digits = code.replace(" ", "")
    for at in range(current - _DRIFT, current + _DRIFT + 1):
        if at > step.last_step and hmac.compare_digest(totp.generate_otp(at).encode(), digits.encode()):
            return bool(SecondStep.objects.filter(pk=step.pk, last_step__lt=at).update(last_step=at))
    return False


def _recovers(user: User, code: str, scene: Scene) -> bool:
    hashed = secrets.hashed(f"{user.pk}:{code.strip().lower()}")
    used = RecoveryCode.objects.filter(user=user, code_hash=hashed, used_at=None).update(used_at=scene.now)
    return bool(used)
