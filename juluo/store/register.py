"""The store's own small SQLite file: names of accounts, channels and threads as dense codes, and the imports.

Codes are given before a commit, so a crash can only leave a code unused. Names stand here and nowhere else, which
is what makes erasing a person possible.
"""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from juluo.ledger.entry import Account, Channel
from juluo.ledger.period import Calendar
from juluo.store.facts import Community
from juluo.store.traces import MASK

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS communities (
    slug TEXT PRIMARY KEY, zone TEXT NOT NULL, day_starts_at INTEGER NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (
    code INTEGER PRIMARY KEY, community TEXT NOT NULL, platform TEXT NOT NULL, account_id TEXT NOT NULL,
    name TEXT NOT NULL, named_at TEXT NOT NULL DEFAULT '', weak INTEGER NOT NULL, is_bot INTEGER NOT NULL,
    is_staff INTEGER NOT NULL, erased INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS accounts_by_id ON accounts (community, platform, account_id);
CREATE TABLE IF NOT EXISTS names (
    code INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (code, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (
    code INTEGER NOT NULL, import_no INTEGER NOT NULL, is_bot INTEGER NOT NULL, is_staff INTEGER NOT NULL,
    PRIMARY KEY (code, import_no)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS channels (
    code INTEGER PRIMARY KEY, community TEXT NOT NULL, platform TEXT NOT NULL, channel_id TEXT NOT NULL,
    name TEXT NOT NULL, named_at TEXT NOT NULL DEFAULT '', UNIQUE (community, platform, channel_id));
CREATE TABLE IF NOT EXISTS threads (
    code INTEGER PRIMARY KEY, channel INTEGER NOT NULL, thread_id TEXT NOT NULL, title TEXT NOT NULL,
    titled_at TEXT NOT NULL DEFAULT '', UNIQUE (channel, thread_id));
CREATE TABLE IF NOT EXISTS suppressed (
    community TEXT NOT NULL, key_hash BLOB NOT NULL, code INTEGER NOT NULL, PRIMARY KEY (community, key_hash));
CREATE TABLE IF NOT EXISTS imports (
    no INTEGER PRIMARY KEY AUTOINCREMENT, community TEXT NOT NULL, state TEXT NOT NULL, started_at TEXT NOT NULL,
    done_at TEXT, version INTEGER, first TEXT, last TEXT, exported_at TEXT, stated INTEGER NOT NULL DEFAULT 0,
    sights TEXT NOT NULL DEFAULT '', platforms TEXT NOT NULL DEFAULT '', receipt TEXT NOT NULL DEFAULT '{}',
    versions INTEGER NOT NULL DEFAULT 0, published_at TEXT, undone_version INTEGER, undone_at TEXT);
CREATE TABLE IF NOT EXISTS text_rules (
    community TEXT PRIMARY KEY, days INTEGER, gone_before TEXT, done_before TEXT, done_at TEXT);
CREATE TABLE IF NOT EXISTS contained (no INTEGER NOT NULL, whole INTEGER NOT NULL, exported_at TEXT);
"""

# What homes made earlier lack.
_LATER = {"published_at": "TEXT", "undone_version": "INTEGER", "undone_at": "TEXT"}

# Accounts looked up together: more would only take memory.
_AT_ONCE = 10_000

AccountRow = tuple[str, str, str, bool, bool, bool]  # platform, account_id, name, weak, is_bot, is_staff
ChannelRow = tuple[str, str, str]  # platform, channel_id, name
ThreadRow = tuple[int, str, str]  # channel's code, thread_id, title


def _hidden(column: str) -> str:
    """Whether the words bound are what stands masked in a column."""
    return f"(instr({column}, '{MASK}') AND ? LIKE replace({column}, '{MASK}', '%'))"


class Register:
    """The register of one home."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("PRAGMA temp_store = MEMORY")  # names stay out of temporary files
        self._db.executescript(_TABLES)
        self._add_columns()
        self._db.execute("INSERT OR IGNORE INTO meta VALUES ('suppression_key', ?)", (secrets.token_hex(32),))

    def close(self) -> None:
        self._db.close()

    def _add_columns(self) -> None:
        if _LATER.keys() <= self._import_columns():
            return
        with self.writing() as db:
            for name in _LATER.keys() - self._import_columns():
                db.execute(f"ALTER TABLE imports ADD COLUMN {name} {_LATER[name]}")

    def _import_columns(self) -> set[str]:
        return {str(name) for _, name, *_ in self.rows("PRAGMA table_info(imports)")}

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self._db.execute(sql, values).fetchall()

    # communities

    def communities(self) -> tuple[Community, ...]:
        found = self._db.execute("SELECT slug, zone, day_starts_at, created_at FROM communities ORDER BY slug")
        return tuple(Community(s, Calendar(z, h), datetime.fromisoformat(c)) for s, z, h, c in found)

    def add_community(self, slug: str, calendar: Calendar) -> None:
        with self.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO communities VALUES (?, ?, ?, ?)",
                (slug, calendar.zone, calendar.day_starts_at, datetime.now(UTC).isoformat()),
            )

    # accounts

    def account_codes(self, community: str, accounts: Sequence[AccountRow], import_no: int) -> list[int]:
        """The codes of accounts, given where new. An erased person's account gets the tombstone's code."""
        codes = [
            code
            for start in range(0, len(accounts), _AT_ONCE)
            for code in self._some_codes(community, accounts[start : start + _AT_ONCE])
        ]
        self._mark(((code, row[4], row[5]) for code, row in zip(codes, accounts, strict=True)), import_no)
        self.note_names((code, row[2]) for code, row in zip(codes, accounts, strict=True))
        return codes

    def note_names(self, named: Iterable[tuple[int, str]]) -> None:
        """Remember every name an account was seen with (besides its id), so that erasing finds them all."""
        with self.writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO names SELECT code, ?2 FROM accounts"
                " WHERE code = ?1 AND account_id <> ?2 AND erased = 0",
                named,
            )

    def names(self, code: int) -> list[str]:
        """Every name an account was seen with."""
        found = self._db.execute(
            "SELECT name FROM names WHERE code = ?1 UNION SELECT name FROM accounts WHERE code = ?1", (code,)
        )
        return [name for (name,) in found]

    def people(self, community: str) -> list[tuple[int, str, str]]:
        """Code, id and name of a community's accounts, without those of whom was erased."""
        found = self._db.execute(
            "SELECT code, account_id, name FROM accounts WHERE community = ? AND NOT erased ORDER BY code",
            (community,),
        )
        return found.fetchall()

    def former_names(self, community: str) -> list[tuple[int, str]]:
        """Every name besides the one of now with which an account of a community was seen."""
        found = self._db.execute(
            "SELECT n.code, n.name FROM names n JOIN accounts a ON a.code = n.code AND a.name <> n.name"
            " WHERE a.community = ? AND NOT a.erased",
            (community,),
        )
        return found.fetchall()

    def _mark(self, marks: Iterable[tuple[int, bool, bool]], import_no: int) -> None:
        """Note which accounts an import shows as bots or staff; it counts while the import stands."""
        raised = [(code, import_no, bot, staff) for code, bot, staff in marks if bot or staff]
        with self.writing() as db:
            db.executemany(
                "INSERT INTO marks VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " is_bot = MAX(is_bot, excluded.is_bot), is_staff = MAX(is_staff, excluded.is_staff)",
                raised,
            )

    def remark(self, community: str) -> None:
        """Let accounts carry the marks that standing imports give them."""
        standing = (
            "FROM marks m JOIN imports i ON i.no = m.import_no AND i.state = 'done' WHERE m.code = accounts.code"
        )
        with self.writing() as db:
            db.execute(
                f"UPDATE accounts SET is_bot = coalesce((SELECT max(m.is_bot) {standing}), 0),"
                f" is_staff = coalesce((SELECT max(m.is_staff) {standing}), 0)"
                " WHERE community = ? AND code IN (SELECT code FROM marks)",
                (community,),
            )

    def _some_codes(self, community: str, accounts: Sequence[AccountRow]) -> list[int]:
        keys = [f"{platform}\x1f{account_id}" for platform, account_id, *_ in accounts]
        tombs = self._tombstones(community, keys)
        with self.writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO accounts (community, platform, account_id, name, weak, is_bot, is_staff)"
                " VALUES (?, ?, ?, ?, ?, 0, 0)",
                ((community, *row[:4]) for row, key in zip(accounts, keys, strict=True) if key not in tombs),
            )
        codes = self._codes_of(community, [(row[0], row[1]) for row in accounts])
        return [tombs[key] if key in tombs else codes[row[0], row[1]] for row, key in zip(accounts, keys, strict=True)]

    def _codes_of(self, community: str, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        with self.writing() as db:
            db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (platform TEXT, account_id TEXT)")
            db.execute("DELETE FROM wanted")
            db.executemany("INSERT INTO wanted VALUES (?, ?)", keys)
            found = db.execute(
                "SELECT a.platform, a.account_id, a.code FROM wanted w JOIN accounts a ON a.community = ?"
                " AND a.platform = w.platform AND a.account_id = w.account_id",
                (community,),
            ).fetchall()
        return {(platform, account_id): code for platform, account_id, code in found}

    def update_accounts(
        self, community: str, accounts: Sequence[AccountRow], codes: Sequence[int], known_at: datetime, import_no: int
    ) -> None:
        """Take over names and marks as an export shows them; an older export never reverts a newer name."""
        stamp = known_at.isoformat()
        with self.writing() as db:
            db.executemany(
                "UPDATE accounts SET name = ?, named_at = ? WHERE code = ? AND named_at <= ? AND erased = 0",
                ((row[2], stamp, code, stamp) for row, code in zip(accounts, codes, strict=True)),
            )
        self._mark(((code, row[4], row[5]) for row, code in zip(accounts, codes, strict=True)), import_no)
        self.remark(community)

    def accounts(self, community: str, codes: Iterable[int] | None = None) -> dict[int, Account]:
        """Accounts by code; all of the community's where `codes` is None."""
        columns = "code, platform, account_id, name, weak, is_bot, is_staff, erased"
        if codes is None:
            found = self._db.execute(f"SELECT {columns} FROM accounts WHERE community = ?", (community,))
        else:
            marks = ",".join(str(int(code)) for code in codes)
            found = self._db.execute(
                f"SELECT {columns} FROM accounts WHERE community = ? AND code IN ({marks})", (community,)
            )
        return {r[0]: Account(r[0], r[1], r[2], r[3], *(bool(flag) for flag in r[4:])) for r in found}

    def flagged(self, imports: Iterable[int], flag: str) -> list[int]:
        """Codes of the accounts that one of these imports gives a flag: is_bot or is_staff."""
        marks = ",".join(str(int(no)) for no in imports)
        found = self._db.execute(f"SELECT DISTINCT code FROM marks WHERE import_no IN ({marks}) AND {flag}")
        return [code for (code,) in found]

    def erased(self, community: str) -> frozenset[int]:
        """Codes of the accounts whose person was erased."""
        found = self._db.execute("SELECT code FROM accounts WHERE community = ? AND erased", (community,))
        return frozenset(code for (code,) in found)

    # channels and threads

    def channel_codes(self, community: str, channels: Sequence[ChannelRow]) -> list[int]:
        """The codes of channels, given where new."""
        veils = self._veils("channels", "channel_id")
        channels = [(platform, veils(channel_id), name) for platform, channel_id, name in channels]
        with self.writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO channels (community, platform, channel_id, name) VALUES (?, ?, ?, ?)",
                ((community, *channel) for channel in channels),
            )
            known = {
                (platform, channel_id): int(code)
                for code, platform, channel_id in db.execute(
                    "SELECT code, platform, channel_id FROM channels WHERE community = ?", (community,)
                )
            }
        return [known[platform, channel_id] for platform, channel_id, _ in channels]

    def thread_codes(self, threads: Sequence[ThreadRow]) -> list[int]:
        """Codes of threads, given where new."""
        veils = self._veils("threads", "thread_id")
        threads = [(channel, veils(thread_id), title) for channel, thread_id, title in threads]
        with self.writing() as db:
            db.executemany("INSERT OR IGNORE INTO threads (channel, thread_id, title) VALUES (?, ?, ?)", threads)
            db.execute("CREATE TEMP TABLE IF NOT EXISTS asked (place INTEGER PRIMARY KEY, channel INTEGER, thread_id)")
            db.execute("DELETE FROM asked")
            db.executemany("INSERT INTO asked VALUES (?, ?, ?)", ((i, t[0], t[1]) for i, t in enumerate(threads)))
            found = db.execute(
                "SELECT t.code FROM asked a JOIN threads t ON t.channel = a.channel AND t.thread_id = a.thread_id"
                " ORDER BY a.place",
            )
            return [int(code) for (code,) in found]

    def _veils(self, table: str, column: str) -> Callable[[str], str]:
        """How an import's ids are looked up: those that name an erased person stand here as hashes."""
        known = {key for (key,) in self._db.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'erased-%'")}
        return lambda key: veiled if known and (veiled := self.veiled(key)) in known else key

    def update_places(
        self, community: str, channels: Sequence[ChannelRow], threads: Sequence[ThreadRow], known_at: datetime
    ) -> None:
        """Take over the names of channels and threads; an older export never reverts a newer name.

        Nor does any bring back what was masked in one: the person need not be in the export that shows it.
        """
        stamp = known_at.isoformat()
        with self.writing() as db:
            db.executemany(
                "UPDATE channels SET name = ?, named_at = ? WHERE community = ? AND platform = ? AND channel_id = ?"
                f" AND named_at <= ? AND NOT {_hidden('name')}",
                ((name, stamp, community, platform, key, stamp, name) for platform, key, name in channels),
            )
            db.executemany(
                "UPDATE threads SET title = ?, titled_at = ? WHERE channel = ? AND thread_id = ? AND titled_at <= ?"
                f" AND title <> ? AND NOT {_hidden('title')}",
                ((title, stamp, channel, key, stamp, title, title) for channel, key, title in threads),
            )

    def channels(self, community: str) -> dict[int, Channel]:
        found = self._db.execute(
            "SELECT code, platform, channel_id, name FROM channels WHERE community = ?",
            (community,),
        )
        return {row[0]: Channel(*row) for row in found}

    def thread_titles(self, codes: Iterable[int]) -> dict[int, str]:
        marks = ",".join(str(int(code)) for code in codes)
        return dict(self._db.execute(f"SELECT code, title FROM threads WHERE code IN ({marks})").fetchall())

    # suppression

    def _key_hash(self, key: str) -> bytes:
        (secret,) = self._db.execute("SELECT value FROM meta WHERE key = 'suppression_key'").fetchone()
        return hmac.new(bytes.fromhex(secret), key.encode(), hashlib.sha256).digest()

    def _tombstones(self, community: str, keys: Sequence[str]) -> dict[str, int]:
        listed = dict(
            self._db.execute("SELECT key_hash, code FROM suppressed WHERE community = ?", (community,)).fetchall(),
        )
        if not listed:
            return {}
        return {key: listed[mark] for key in keys if (mark := self._key_hash(key)) in listed}

    @property
    def lineage(self) -> str:
        """The same for this home and for what is restored from its backups: whose hashes can be compared."""
        return self._key_hash("lineage").hex()[:16]

    def hashed(self, account: Account) -> str:
        """What is remembered of an account once it is erased."""
        return self._key_hash(f"{account.platform}\x1f{account.account_id}").hex()

    def bury(self, community: str, account: Account) -> None:
        """Take a person's id and name out of the register and remember only a keyed hash of them."""
        key = f"{account.platform}\x1f{account.account_id}"
        with self.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO suppressed VALUES (?, ?, ?)", (community, self._key_hash(key), account.code)
            )
            db.execute(
                "UPDATE accounts SET account_id = ?, name = '', named_at = '', erased = 1 WHERE code = ?",
                (f"erased-{account.code}", account.code),
            )
            db.execute("DELETE FROM names WHERE code = ?", (account.code,))

    def shred(self) -> bool:
        """Rewrite the file, so that nothing erased can be read from its free pages or its log.

        False if another process keeps reading the old pages.
        """
        self._db.execute("VACUUM")
        (busy, *_) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def veiled(self, key: str) -> str:
        """What stands in the register for the id of a place that names an erased person."""
        return f"erased-{self._key_hash(key).hex()}"
