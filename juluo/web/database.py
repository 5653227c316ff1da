"""Where records lie: SQLite in the home, or the PostgreSQL of DATABASE_URL."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# Readers never wait for writers (WAL); what was acknowledged survives a power cut (FULL); and a transaction takes the
# write lock when it starts: one that reads first and writes later can't be queued and fails with "database is locked".
# What was deleted is overwritten: whoever was erased isn't to be found in the file's gaps.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
_WAITS_SECONDS = 20
FILE = "juluo.sqlite3"


class AddressError(ValueError):
    """DATABASE_URL names no database that Juluo can use."""


def embedded(home: Path) -> dict[str, object]:
    """The home's own database."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / FILE,
        # Opening the file and telling it how to behave takes as long as all of a page's questions.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": _WAITS_SECONDS, "init_command": _PRAGMAS},
    }


def from_address(address: str) -> dict[str, object]:
    """postgres://name:password@host:port/database?sslmode=require. A host in the query may be a socket's folder."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise AddressError("DATABASE_URL: postgres://name:password@host:5432/database")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
