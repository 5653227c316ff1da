"""Facts that were made of a community's ledger and are kept for pages: files under the home's cache, one a name.

They hold names and words of members, so erasing anybody removes them all. Backups leave the cache out.
"""

import shutil
from pathlib import Path
from uuid import uuid4

# A day's facts in two languages for two kinds of reader, and a few reports. The oldest go.
_MOST = 24
_DRAFT = ".draft"


class Shown:
    """The kept facts of one community. Each has a stamp that says what they were true of."""

    def __init__(self, home: Path, community: str) -> None:
        self.folder = home / "cache" / "shown" / community

    def read(self, name: str) -> tuple[str, bytes] | None:
        """The stamp and the content of a name."""
        try:
            stamp, _, content = (self.folder / name).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        return stamp.decode(), content

    def write(self, name: str, stamp: str, content: bytes) -> None:
        """Keep the content of a name, in place of what was kept before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{name}.{uuid4().hex}{_DRAFT}"
        try:
            # Only for this account: it is what members said.
            draft.touch(0o600)
            draft.write_bytes(stamp.encode() + b"\n" + content)
            draft.replace(self.folder / name)
        except FileNotFoundError:
            # Everything was cleared meanwhile, so this is not to be kept either.
            return
        self._let_go()

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Keep nothing any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _let_go(self) -> None:
        aged = []
        for path in self.folder.iterdir():
            try:
                aged.append((path.stat().st_mtime_ns, path))
            except FileNotFoundError:
                continue
        for _, path in sorted(aged, reverse=True)[_MOST:]:
            path.unlink(missing_ok=True)
