"""Who reads right now: while anybody does, retired files stay on the disk."""

import shutil
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout


class Reading:
    """One open view's sign that it reads, and its folder. A killed process lets go of both by dying."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = uuid4().hex
        self.folder = folder / name
        self.spill = self.folder / "spill"
        self._lock = FileLock(folder / f"{name}.lock")
        self._lock.acquire()
        self.folder.mkdir()

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()
        Path(self._lock.lock_file).unlink(missing_ok=True)


def anybody_reads(folder: Path) -> bool:
    """Whether a view is open in any process; signs of dead ones are cleared away."""
    return any([_alive(path) for path in folder.glob("*.lock")])  # noqa: C419 - all of them are to be cleared


def _alive(path: Path) -> bool:
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    shutil.rmtree(path.with_suffix(""), ignore_errors=True)
    lock.release()
    path.unlink(missing_ok=True)
    return False
