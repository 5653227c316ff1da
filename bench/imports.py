"""Whole imports against orjson's whole-file load, in one run: `python bench/imports.py [messages]`.

Every figure is of a child process of its own: user CPU seconds and peak memory as the operating system counts them,
process start and indexes included. The goal: at most 1.0 of orjson's user CPU, at most 350 MB.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from exports import write_export

ORJSON = "import sys, orjson; orjson.loads(open(sys.argv[1], 'rb').read())"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a child process cost. Memory in MB."""

    user: float
    system: float
    peak: float


def cost_of(command: list[str]) -> tuple[Cost, bytes]:
    """Run a command to its end; raises if it fails."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{command[:3]} ended with {child.returncode}")
        out.seek(0)
        return Cost(usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024), out.read()


def measured(platform: str, messages: int, folder: Path) -> str:
    """One row of the table."""
    export = folder / f"{platform}.json"
    write_export(platform, messages, export)
    size = export.stat().st_size
    theirs, _ = cost_of([sys.executable, "-c", ORJSON, str(export)])
    command = [sys.executable, "-m", "juluo", "import", str(export), "--community", "bench", "--json", "--later"]
    ours, receipt = cost_of([*command, "--home", str(folder / platform)])
    again, _ = cost_of([*command, "--home", str(folder / platform)])
    export.unlink()
    added = json.loads(receipt)["added"]
    return (
        f"| {platform}, {added:,} messages, {size / messages:,.0f} B each | {theirs.user:.2f} s, {theirs.peak:,.0f} MB"
        f" | {ours.user:.2f} s, {ours.peak:,.0f} MB | **{ours.user / theirs.user:.2f}** | {again.user:.2f} s |"
    )


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print("| export | orjson.loads, user CPU, peak | juluo import, user CPU, peak | ratio | the same again |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for platform in ("discord", "telegram"):
            print(measured(platform, messages, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
