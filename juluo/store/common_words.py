"""Words that are somebody's name and everybody's word: of those only mentions are masked when that somebody is erased.

What the platform itself says is to or about them counts as a mention, without an @ too.
Anybody may call themselves 大家, or like a word of every message: an owner who erases them says which names are such.
"""

from collections.abc import Iterable, Sequence

from juluo.ledger.entry import Account
from juluo.store.register import Register
from juluo.store.traces import Masks, traces

_TABLE = (
    "CREATE TABLE IF NOT EXISTS common_words (community TEXT, word TEXT, PRIMARY KEY (community, word)) WITHOUT ROWID"
)


def common_words(register: Register, community: str) -> frozenset[str]:
    """The words that were said to be everybody's."""
    return frozenset(word for at, word in every_common_word(register) if at == community)


def every_common_word(register: Register) -> frozenset[tuple[str, str]]:
    """The same of all communities, as (community, word)."""
    if not register.rows("SELECT 1 FROM sqlite_master WHERE name = 'common_words'"):
        return frozenset()
    return frozenset((str(at), str(word)) for at, word in register.rows("SELECT community, word FROM common_words"))


def keep_common(register: Register, words: Iterable[tuple[str, str]]) -> None:
    """From now on these stand, as (community, word), whoever is called so; backups restored later know it too."""
    with register.writing() as db:
        db.execute(_TABLE)
        kept = [(community, word.strip()) for community, word in words if word.strip()]
        db.executemany("INSERT OR IGNORE INTO common_words VALUES (?, ?)", kept)


def traces_of(register: Register, community: str, accounts: Iterable[Account]) -> str:
    """The pattern that finds every name and id of some accounts in this community's words."""
    return traces(_named(register, accounts), common_words(register, community))


def masks_of(register: Register, community: str, accounts: Sequence[Account]) -> Masks:
    """Whom an erasure of these accounts takes out of the words."""
    codes = [account.code for account in accounts]
    return Masks(codes, traces_of(register, community, accounts), traces(_named(register, accounts)))


def masks_met(register: Register, community: str, people: Iterable[tuple[int, str, str]]) -> Masks:
    """The same of those of an import's people, as (code, id, name), who are erased."""
    erased = register.erased(community)
    named = [(key, name) for code, key, name in people if code in erased]
    return Masks(sorted(erased), traces(named, common_words(register, community)), traces(named))


def _named(register: Register, accounts: Iterable[Account]) -> list[tuple[str, str]]:
    return [(one.account_id, name) for one in accounts for name in register.names(one.code)]
