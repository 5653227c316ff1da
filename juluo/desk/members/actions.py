"""What colleagues decide of accounts: that they are one person's, that they aren't, and that it was a mistake."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import combinations

from django.conf import settings
from django.db import transaction

from juluo.desk.members.facts import Verdict
from juluo.desk.members.models import Decision
from juluo.intake.acts import Act
from juluo.ledger.acts import AccountsTied, AccountsUntied
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.actions import send
from juluo.store.embedded import EmbeddedStore
from juluo.wording.sentence import told


def tie(by: Colleague, community: str, accounts: Sequence[int], scene: Scene) -> None:
    """Let accounts be one person's from now on; what was known before stays as it was known."""
    require(by, community, May.IMPORT)
    codes = _known(community, accounts)
    if len(codes) < 2:
        raise RefusedError(told("要两个不同的账号，才能算作同一个人。"))
    with transaction.atomic():
        send(community, [Act(scene.now, AccountsTied(codes))])
        _decide(by, community, combinations(codes, 2), Verdict.TIED, scene)
        note(scene, by, "tie_accounts", community=community, about=_numbers(codes))


def tell_apart(by: Colleague, community: str, accounts: Sequence[int], scene: Scene) -> None:
    """These are not one person's: not to be suggested again."""
    require(by, community, May.IMPORT)
    codes = _known(community, accounts)
    with transaction.atomic():
        _decide(by, community, combinations(codes, 2), Verdict.APART, scene)
        note(scene, by, "tell_accounts_apart", community=community, about=_numbers(codes))


def untie(by: Colleague, community: str, account: int, others: Sequence[int], scene: Scene) -> None:
    """Take an account out of the person who has the others too; it isn't suggested to be theirs again."""
    require(by, community, May.IMPORT)
    codes = _known(community, [account, *others])
    if account not in codes:
        raise RefusedError(told("没有这个账号，或者它已经抹去了。"))
    pairs = [(min(account, other), max(account, other)) for other in codes if other != account]
    with transaction.atomic():
        send(community, [Act(scene.now, AccountsUntied((account,)))])
        _decide(by, community, pairs, Verdict.APART, scene)
        note(scene, by, "untie_account", community=community, about=_numbers((account,)))


def ask_again(by: Colleague, community: str, accounts: Sequence[int], scene: Scene) -> None:
    """That two accounts are not one person's was a mistake: they may be suggested again."""
    require(by, community, May.IMPORT)
    one, other = min(accounts), max(accounts)
    with transaction.atomic():
        found = Decision.objects.filter(community=community, one=one, other=other, verdict=Verdict.APART)
        if found.delete()[0]:
            note(scene, by, "ask_again", community=community, about=_numbers((one, other)))


def _decide(by: Colleague, community: str, pairs: Iterable[tuple[int, int]], verdict: Verdict, scene: Scene) -> None:
    for one, other in pairs:
        Decision.objects.update_or_create(
            community=community,
            one=one,
            other=other,
            defaults={"verdict": verdict, "made_by": by.shown_as, "made_at": scene.now},
        )


def _known(community: str, accounts: Sequence[int]) -> tuple[int, ...]:
    """The accounts, each once, that are in this community; none of a bot, and of nobody who was erased."""
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(community, sorted(set(accounts)))
    if len(found) < len(set(accounts)) or any(one.erased for one in found.values()):
        raise RefusedError(told("没有这个账号，或者它已经抹去了。"))
    if any(one.is_bot for one in found.values()):
        raise RefusedError(told("机器人不是人：它的账号不和谁算在一起。"))
    return tuple(sorted(found))


def _numbers(codes: Sequence[int]) -> str:
    return "、".join(map(str, codes))
