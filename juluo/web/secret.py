"""The home, and its secret key: made once, readable by its owner alone. Sessions are signed with it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_FILE = "secret.key"


def home_folder() -> Path:
    """Where everything lies: JULUO_HOME, or ~/.juluo."""
    return Path(os.environ.get("JULUO_HOME") or Path.home() / ".juluo").expanduser().resolve()


def secret_of(home: Path) -> str:
    """The key that was made for this home; where none was made yet, one that lasts as long as the process."""
    try:
        return (home / _FILE).read_text(encoding="ascii").strip() or secrets.token_urlsafe(64)
    except OSError:
        return secrets.token_urlsafe(64)


def make_secret(home: Path) -> None:
    """Make the home's key, unless it has one. Two processes that start at once end up with the same one."""
    if (home / _FILE).exists():
        return
    draft = home / f"{_FILE}.{os.getpid()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        # A link never takes another's place, as a rename would.
        os.link(draft, home / _FILE)
    draft.unlink()
