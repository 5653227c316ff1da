"""juluo merge, unmerge: which accounts are one person."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from juluo.cli.home import Home, Json, Slug, fail, known, listed, opened, tell, words
from juluo.cli.ledger import person_of
from juluo.intake.acts import Act, append_acts
from juluo.ledger.acts import AccountsTied, AccountsUntied
from juluo.ledger.entry import Account
from juluo.store.embedded import EmbeddedStore
from juluo.wording.printable import as_json

People = Annotated[
    list[str],
    typer.Option("--person", help="账号编号，或 平台:编号，或名字；写几次就是几个｜account id, platform:id, or name"),
]


def merge(slug: Slug, person: People, home: Home = None, json_: Json = False) -> None:
    """把几个账号算作同一个人：人数按一个人算。｜Count accounts as one person."""
    with opened(home) as store:
        community, accounts = known(store, slug), _accounts(store, slug, person)
        if len(accounts) < 2:
            fail(words()("要两个不同的账号，才能算作同一个人。"))
        if any(account.is_bot for account in accounts):
            fail(words()("机器人不是人：它的账号不和谁算在一起。"))
        tied = AccountsTied(tuple(account.code for account in accounts))
        no = append_acts(store, community, [Act(datetime.now(UTC), tied)])
        together = store.all_accounts(slug, accounts[:1])
    _tell(together, no, "算作同一个人了：{accounts}。要反悔：juluo undo {no}。", as_json_=json_)


def unmerge(slug: Slug, person: People, home: Home = None, json_: Json = False) -> None:
    """把账号从同一个人里分出来，单独算。｜Count accounts apart again."""
    with opened(home) as store:
        community, accounts = known(store, slug), _accounts(store, slug, person)
        alone = next((one for one in accounts if len(store.all_accounts(slug, [one])) == 1), None)
        if alone is not None:
            fail(words()("{account} 本来就单独算。", account=_named(alone)))
        untied = [Act(datetime.now(UTC), AccountsUntied((account.code,))) for account in accounts]
        no = append_acts(store, community, untied)
    _tell(accounts, no, "分开算了：{accounts}。要反悔：juluo undo {no}。", as_json_=json_)


def _accounts(store: EmbeddedStore, slug: str, people: list[str]) -> list[Account]:
    """The accounts meant, each once, in the order in which they were met."""
    known(store, slug)
    found = {account.code: account for person in people for account in person_of(store, slug, person)}
    return [account for _, account in sorted(found.items())]


def _tell(accounts: list[Account], no: int, sentence: str, *, as_json_: bool) -> None:
    named = [_named(account) for account in accounts]
    tell(as_json({"import": no, "accounts": named}) if as_json_ else words()(sentence, accounts=listed(named), no=no))


def _named(account: Account) -> str:
    return f"{account.platform}:{account.account_id}"
