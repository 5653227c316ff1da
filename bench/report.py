"""The day's report of big ledgers, from a cold start: `python bench/report.py [entries …]` (1M and 10M by default).

CPU (user + system) and peak memory of the whole process `juluo report`, process start included. The goal at ten
million entries: at most 2 s and 450 MB.
"""

import sys
import tempfile
from pathlib import Path

from imports import cost_of
from ledger import SLUG, apart, build


def measured(entries: int, home: Path) -> str:
    """One row of the table: HTML and JSON, each the better of two runs."""
    apart(build, home, entries)
    cells = []
    for form in ("html", "json"):
        command = [sys.executable, "-m", "juluo", "report", SLUG, "--home", str(home), "--format", form]
        costs = [cost_of(command)[0] for _ in range(2)]
        best = min(costs, key=lambda cost: cost.user + cost.system)
        cells.append(f"{best.user + best.system:.2f} s, {best.peak:,.0f} MB")
    return f"| {entries:,} | " + " | ".join(cells) + " |"


def main() -> None:
    sizes = [int(words) for words in sys.argv[1:]] or [1_000_000, 10_000_000]
    print("| entries | report as HTML | report as JSON |")
    print("|---|---|---|")
    for entries in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(measured(entries, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
