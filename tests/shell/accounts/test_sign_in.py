from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from cast import PASSWORD, Cast
from django.contrib.auth.hashers import Argon2PasswordHasher

from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.second_step import confirm_second_step, start_second_step, stop_second_step
from juluo.shell.accounts.actions.sign_in import (
    FAILURES,
    FAILURES_OF_AN_ADDRESS,
    LOCKED_FOR,
    LockedError,
    check_code_of,
    check_password_of,
)
from juluo.shell.accounts.models import AuditLine, Knock, SecondStep
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene


def later(scene: Scene, **by: float) -> Scene:
    return replace(scene, now=scene.now + timedelta(**by))


def fails(name: str, password: str, scene: Scene) -> str:
    with pytest.raises(RefusedError) as refused:
        check_password_of(name, password, scene)
    return f"{type(refused.value).__name__}: {refused.value}"


def test_a_right_password_opens(cast: Cast, scene: Scene) -> None:
    known = check_password_of("LIN", PASSWORD, scene)
    assert known.colleague == cast.lin
    assert not known.needs_code


@pytest.mark.usefixtures("cast")
def test_names_that_exist_and_names_that_dont_get_the_same_answers(scene: Scene) -> None:
    lin = [fails("lin", "wrong", scene) for _ in range(FAILURES + 2)]
    nobody = [fails("nobody", "wrong", scene) for _ in range(FAILURES + 2)]
    assert lin == nobody
    assert [line.startswith("LockedError") for line in lin] == [False] * FAILURES + [True] * 2


def test_after_five_failures_the_right_password_waits_an_hour(cast: Cast, scene: Scene) -> None:
    for _ in range(FAILURES):
        fails("lin", "wrong", scene)
    with pytest.raises(LockedError):
        check_password_of("lin", PASSWORD, later(scene, minutes=59))
    assert check_password_of("lin", PASSWORD, replace(scene, now=scene.now + LOCKED_FOR)).colleague == cast.lin


def test_a_stranger_locks_nobody_out_elsewhere(cast: Cast, scene: Scene) -> None:
    for _ in range(FAILURES):
        fails("lin", "wrong", replace(scene, address="198.51.100.7"))
    assert check_password_of("lin", PASSWORD, scene).colleague == cast.lin


@pytest.mark.usefixtures("cast")
def test_success_forgets_the_failures_before_it(scene: Scene) -> None:
    for _ in range(3):
        for _ in range(FAILURES - 1):
            fails("lin", "wrong", scene)
        check_password_of("lin", PASSWORD, scene)
    # What is left counts the address, whatever name is tried from there next.
    assert [knock.failures for knock in Knock.objects.all()] == [3 * (FAILURES - 1)]


def test_one_address_tries_no_long_list_of_names(cast: Cast, scene: Scene) -> None:
    for number in range(FAILURES_OF_AN_ADDRESS):
        assert fails(f"name-{number}", "tea", scene).startswith("RefusedError")
    with pytest.raises(LockedError):
        check_password_of("lin", PASSWORD, scene)
    elsewhere = replace(scene, address="198.51.100.7")
    assert check_password_of("lin", PASSWORD, elsewhere).colleague == cast.lin
    assert check_password_of("lin", PASSWORD, replace(scene, now=scene.now + LOCKED_FOR)).colleague == cast.lin


def test_an_office_that_signs_in_is_not_taken_for_a_list_of_names(cast: Cast, scene: Scene) -> None:
    totp, _ = stepped(cast, scene)
    mei = cast.of_tea[Role.MODERATOR]
    for times in range(1, FAILURES + 1):
        check_password_of("lin", PASSWORD, scene)
        soon = later(scene, seconds=30 * times)
        assert check_password_of(mei.name, PASSWORD, soon).needs_code
        assert check_code_of(mei.id, totp.at(soon.now), soon) == mei
    assert [knock.failures for knock in Knock.objects.all()] == [0]


@pytest.mark.parametrize("name", ["lin", "nobody", "", "x" * 200])
@pytest.mark.usefixtures("cast")
def test_a_name_costs_one_argon2_whether_it_exists_or_not(
    name: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of an answer is the time of its hash; what names would be told apart by."""
    made: list[str] = []

    def counted(what: str) -> Callable[..., object]:
        before = getattr(Argon2PasswordHasher, what)

        def hashes(*told: object, **named: object) -> object:
            made.append(what)
            return before(*told, **named)

        return hashes

    for what in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, what, counted(what))
    fails(name, "wrong", scene)
    assert len(made) == 1


@pytest.mark.usefixtures("cast")
def test_failures_are_written_down_without_the_password(scene: Scene) -> None:
    fails("lin", "hunter2hunter2", scene)
    line = AuditLine.objects.latest("pk")
    assert (line.deed, line.about, line.address) == ("sign_in_failed", "lin", "192.0.2.1")
    assert "hunter2" not in repr(line.__dict__)


def stepped(cast: Cast, scene: Scene) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Mei's telephone and her recovery codes."""
    mei = cast.of_tea[Role.MODERATOR]
    totp = pyotp.parse_uri(start_second_step(mei))
    assert isinstance(totp, pyotp.TOTP)
    return totp, confirm_second_step(mei, totp.at(scene.now), scene)


def test_a_second_step_is_asked_for_once_confirmed(cast: Cast, scene: Scene) -> None:
    mei = cast.of_tea[Role.MODERATOR]
    start_second_step(mei)
    assert not check_password_of(mei.name, PASSWORD, scene).needs_code
    totp, _ = stepped(cast, scene)
    assert check_password_of(mei.name, PASSWORD, scene).needs_code
    soon = later(scene, seconds=30)
    assert check_code_of(mei.id, totp.at(soon.now), soon) == mei


def test_a_code_works_once(cast: Cast, scene: Scene) -> None:
    mei = cast.of_tea[Role.MODERATOR]
    totp, _ = stepped(cast, scene)
    soon = later(scene, seconds=60)
    code = totp.at(soon.now)
    check_code_of(mei.id, code, soon)
    for again in (soon, later(soon, seconds=20)):
        with pytest.raises(RefusedError, match="已经用过"):
            check_code_of(mei.id, code, again)


def test_an_older_code_than_the_last_one_is_refused(cast: Cast, scene: Scene) -> None:
    mei = cast.of_tea[Role.MODERATOR]
    totp, _ = stepped(cast, scene)
    soon = later(scene, seconds=90)
    before = totp.at(soon.now - timedelta(seconds=30))
    check_code_of(mei.id, totp.at(soon.now), soon)
    with pytest.raises(RefusedError):
        check_code_of(mei.id, before, soon)


def test_guessing_codes_locks(cast: Cast, scene: Scene) -> None:
    mei = cast.of_tea[Role.MODERATOR]
    totp, _ = stepped(cast, scene)
    right = totp.at(later(scene, seconds=60).now)
    for _ in range(FAILURES):
        with pytest.raises(RefusedError):
            check_code_of(mei.id, "000000" if right != "000000" else "111111", later(scene, seconds=60))
    with pytest.raises(LockedError):
        check_code_of(mei.id, right, later(scene, seconds=60))


def test_a_recovery_code_works_once(cast: Cast, scene: Scene) -> None:
    mei = cast.of_tea[Role.MODERATOR]
    _, codes = stepped(cast, scene)
    assert len(set(codes)) == len(codes) == 8
    assert check_code_of(mei.id, codes[0].upper(), scene) == mei
    with pytest.raises(RefusedError):
        check_code_of(mei.id, codes[0], scene)


def test_the_second_step_ends_for_who_has_the_telephone(cast: Cast, scene: Scene) -> None:
    mei = cast.of_tea[Role.MODERATOR]
    _, codes = stepped(cast, scene)
    with pytest.raises(RefusedError):
        stop_second_step(mei, "000000x", scene)
    stop_second_step(mei, codes[1], scene)
    assert not check_password_of(mei.name, PASSWORD, scene).needs_code


def test_a_secret_cannot_be_replaced_while_it_counts(cast: Cast, scene: Scene) -> None:
    stepped(cast, scene)
    before = SecondStep.objects.get().secret
    with pytest.raises(RefusedError, match="已经开着"):
        start_second_step(cast.of_tea[Role.MODERATOR])
    assert SecondStep.objects.get().secret == before
