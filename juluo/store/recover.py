"""After a crash: finish what was published, sweep what was not."""

import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from juluo.store.arrival import alive_file
from juluo.store.imports import Closing, close_import, members_file, set_state
from juluo.store.register import Register
from juluo.store.table import LedgerTable


class Recovery:
    """What killed processes left behind. Runs under the store's lock."""

    def __init__(self, register: Register, ledger: LedgerTable, staging: Path, members: Path) -> None:
        self.register = register
        self.ledger = ledger
        self.staging = staging
        self.members = members

    def run(self, *, unfinished: bool) -> list[tuple[int, str]]:
        """Settle imports whose process has died; `unfinished`: a write did not come to its end.

        Returns the imports whose undoing was begun, with their community.
        """
        for (number,) in self.register.rows("SELECT no FROM imports WHERE state IN ('new', 'open')"):
            self._settle_dead(int(str(number)))
        if unfinished:
            self.ledger.sweep(self.ledger.open())
            self.register.shred()
        self._sweep_staging()
        undoing = self.register.rows("SELECT no, community FROM imports WHERE state = 'undoing' ORDER BY no")
        return [(int(str(no)), str(community)) for no, community in undoing]

    def _settle_dead(self, no: int) -> None:
        alive = FileLock(alive_file(self.staging, no), timeout=0)
        try:
            alive.acquire()
        except Timeout:
            return
        try:
            self._settle(no)
        finally:
            alive.release()
            alive_file(self.staging, no).unlink(missing_ok=True)

    def _settle(self, no: int) -> None:
        notes = self.ledger.notes(self.ledger.open(), 0)
        done = next(((v, n) for v, n in notes.items() if n.act == "import" and n.import_no == no), None)
        if done is not None:
            close_import(self.register, done[1].community, no, done[0], Closing.of(done[1].body))
            self.register.remark(done[1].community)
        else:
            members_file(self.members, no).unlink(missing_ok=True)
            set_state(self.register, no, "failed")

    def _sweep_staging(self) -> None:
        """Staging folders of imports that are over; those under way hold their lock."""
        under_way = {
            f"i{int(str(no)):06d}"
            for (no,) in self.register.rows("SELECT no FROM imports WHERE state IN ('new', 'open')")
        }
        for path in self.staging.glob("*"):
            if path.name.removesuffix(".lock") in under_way:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
