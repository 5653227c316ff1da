"""The day's report from a cold start: `python bench/report.py [entries …]` (1M and 10M by default).

CPU (user + system) and peak memory of the whole process `juluo report`, process start included. The goals: at ten
million entries at most 450 MB; of the real four years of a technical chat (354k entries, where JULUO_REAL_DATA names
the real data) at most 4 s.
"""

import os
import sys
import tempfile
from pathlib import Path

from imports import cost_of
from ledger import SLUG, apart, build


def measured(name: str, home: Path) -> str:
    """One row of the table: HTML and JSON, each the better of two runs."""
    cells = []
    for form in ("html", "json"):
        command = [sys.executable, "-m", "juluo", "report", SLUG, "--home", str(home), "--format", form]
        costs = [cost_of(command)[0] for _ in range(2)]
        best = min(costs, key=lambda cost: cost.user + cost.system)
        cells.append(f"{best.user + best.system:.2f} s, {best.peak:,.0f} MB")
    return f"| {name} | " + " | ".join(cells) + " |"


def real(home: Path) -> str:
    """The row of the real chat's four years; says so where there is no real data."""
    data = os.environ.get("JULUO_REAL_DATA")
    if not data:
        return "| real chat, four years | JULUO_REAL_DATA is not set | |"
    years = sorted(Path(data).glob("communities/lean_zulip_*.parquet"))
    command = [sys.executable, "-m", "juluo", "import", *map(str, years), "--community", SLUG, "--timezone", "UTC"]
    cost_of([*command, "--home", str(home)])
    return measured("real chat, four years, 354,174", home)


def main() -> None:
    sizes = [int(words) for words in sys.argv[1:]] or [1_000_000, 10_000_000]
    print("| entries | report as HTML | report as JSON |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        print(real(Path(folder)), flush=True)
    for entries in sizes:
        with tempfile.TemporaryDirectory() as folder:
            apart(build, Path(folder), entries)
            print(measured(f"{entries:,}", Path(folder)), flush=True)


if __name__ == "__main__":
    main()
