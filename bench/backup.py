"""What a backup and its restoring cost: `python bench/backup.py [entries …]` (1M by default).

CPU (user + system), wall time and peak memory of the whole processes `juluo backup` and `juluo restore`, process start
included; beside them the first look at the restored home, which makes its indexes again. The goal: at most 200 MB.
"""

import sys
import tempfile
import time
from pathlib import Path

from imports import cost_of
from ledger import apart, build


def cost(*arguments: str) -> str:
    start = time.monotonic()
    spent, _ = cost_of([sys.executable, "-m", "juluo", *arguments])
    return f"{spent.user + spent.system:.2f} s, {time.monotonic() - start:.2f} s, {spent.peak:,.0f} MB"


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measured(entries: int, folder: Path) -> str:
    """One row of the table."""
    home, again, saved = folder / "home", folder / "again", folder / "one.zip"
    apart(build, home, entries)
    cells = [cost("backup", str(saved), "--home", str(home))]
    cells.append(cost("restore", str(saved), "--home", str(again)))
    cells += [cost("communities", "--home", str(one)) for one in (again, again)]
    sizes = [size(home), size(home / "ledger" / "index"), saved.stat().st_size / 1e6]
    cells.append(", ".join(f"{megabytes:,.0f}" for megabytes in sizes))
    return f"| {entries:,} | " + " | ".join(cells) + " |"


def main() -> None:
    print(
        "| entries | backup: CPU, wall, peak | restore | first look | second look | MB: home, of it indexes, backup |"
    )
    print("|---|---|---|---|---|---|")
    for entries in [int(words) for words in sys.argv[1:]] or [1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            print(measured(entries, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
