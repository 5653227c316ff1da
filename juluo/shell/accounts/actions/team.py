"""Who has which role, and what colleagues change about themselves."""

from django.contrib.auth.hashers import check_password
from django.db import transaction

from juluo.shell.accounts.actions.invitations import check_password_words
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.models import Membership, User
from juluo.shell.accounts.roles import May, Role
from juluo.shell.accounts.scene import Scene
from juluo.wording.catalogue import LANGUAGES
from juluo.wording.sentence import told

THEMES = ("", "light", "dark")


def give_role(by: Colleague, community: str, number: int, role: Role, scene: Scene) -> None:
    """Give a colleague of the community another role; its last owner keeps theirs."""
    require(by, community, May.MANAGE_TEAM)
    with transaction.atomic():
        held = Membership.objects.select_for_update().filter(user_id=number, community=community)
        if role != Role.OWNER:
            _keep_an_owner(community, number)
        if not held.update(role=role):
            raise RefusedError(told("这个社群里没有这位同事：请先发邀请。"))
        note(scene, by, "give_role", community=community, about=f"{_name(number)} {role}")


def remove_colleague(by: Colleague, community: str, number: int, scene: Scene) -> None:
    require(by, community, May.MANAGE_TEAM)
    with transaction.atomic():
        _keep_an_owner(community, number)
        Membership.objects.filter(user_id=number, community=community).delete()
        note(scene, by, "remove_colleague", community=community, about=_name(number))


def change_password(who: Colleague, old: str, new: str, scene: Scene) -> None:
    """Other sessions end by it: a session is tied to the password it was opened with."""
    user = User.objects.get(pk=who.id)
    if not check_password(old, user.password):
        raise RefusedError(told("现在的密码不对。"))
    check_password_words(new, who.name)
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        note(scene, who, "change_password")


def choose_language(who: Colleague, lang: str) -> None:
    if lang in LANGUAGES:
        User.objects.filter(pk=who.id).update(lang=lang)


def choose_theme(who: Colleague, theme: str) -> None:
    """Light, dark, or what the machine says (an empty word)."""
    if theme in THEMES:
        User.objects.filter(pk=who.id).update(theme=theme)


def _name(number: int) -> str:
    """By what the log knows an account; the account itself may go."""
    return str(User.objects.filter(pk=number).values_list("name", flat=True).first() or number)


def _keep_an_owner(community: str, without: int) -> None:
    # Whose account is closed keeps nothing: the simulated community's own owner is nobody.
    owners = Membership.objects.filter(community=community, role=Role.OWNER, user__is_active=True)
    others = owners.exclude(user_id=without).exists() or User.objects.filter(owns_home=True, is_active=True).exists()
    if owners.filter(user_id=without).exists() and not others:
        raise RefusedError(told("这是最后一位负责人：先请另一位接手。"))
