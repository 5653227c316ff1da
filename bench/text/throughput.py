"""How long the reading of texts takes, and how much memory: `python bench/text/throughput.py [MESSAGES]`.

The made-up community's messages are laid end to end, each time by other people and with other numbers in them, until
there are so many (100,000 if nothing is said; 1,000,000 for the goal itself). They are imported as one file without
reply links and topics, so that every layer reads every message, and read as after any import: by two processes. Then
a thousand more come. What it would be for a million is told beside what was measured: work grows with the messages.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path

from juluo.demo.export import write_export
from juluo.intake.analysis import analyse
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.kinds import Kind
from juluo.ledger.query import EntryQuery
from juluo.store.embedded import EmbeddedStore

MILLION, MINUTES, MEMORY = 1_000_000, 15, 1.5
EVERY = timedelta(seconds=25)
START = datetime(2024, 1, 1, tzinfo=UTC)
MORE = 1_000


def texts(folder: Path) -> list[str]:
    """What the made-up community says."""
    with closing(EmbeddedStore(folder / "demo")) as store:
        take_in(
            store, "demo", [write_export(folder / "export", date(2026, 11, 19)).export], Wish(timezone="Asia/Shanghai")
        )
        (found,) = store.communities()
        with closing(store.view(found)) as view:
            lines = view.lines(EntryQuery(view.snapshot.span, (Kind.MESSAGE,), people_only=False))
    return [line.text for line in lines if line.text]


def written(folder: Path, said: list[str], messages: int) -> tuple[Path, Path]:
    """The file of that many messages, and the one with a thousand more."""
    endless = (
        {
            "id": str(number),
            "ts": (START + number * EVERY).isoformat(),
            "author": f"m{number // len(said)}-{hash(text) % 900}",
            "channel": f"c{number % 12}",
            "text": text if number < len(said) else f"{text} {number % 977}",
        }
        for number, text in ((number, said[number % len(said)]) for number in count())
    )
    paths = folder / "first.jsonl", folder / "more.jsonl"
    for path, wanted in zip(paths, (messages, MORE), strict=True):
        with path.open("w", encoding="utf-8") as out:
            for row in islice(endless, wanted):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return paths


def read(home: Path) -> None:
    """In a process of its own: read, and tell the cost as JSON."""
    with closing(EmbeddedStore(home)) as store:
        (community,) = store.communities()
        found = analyse(store, community)
    own, other = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(one.ru_utime + one.ru_stime for one in (own, other))
    told = {
        "read": found.read,
        "wall": found.seconds,
        "cpu": cpu,
        "mb": [own.ru_maxrss / 1024, other.ru_maxrss / 1024],
    }
    print(json.dumps(told))


def cost(home: Path) -> dict[str, float]:
    made = subprocess.run([sys.executable, __file__, "--read", str(home)], check=True, capture_output=True, text=True)
    told = json.loads(made.stdout)
    return {"read": told["read"], "wall": told["wall"], "cpu": told["cpu"], "mb": sum(told["mb"])}


def main(messages: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, more = written(folder, texts(folder), messages)
        home = folder / "home"
        for path, what in ((first, "the first reading"), (more, "a thousand more")):
            with closing(EmbeddedStore(home)) as store:
                started = time.monotonic()
                take_in(store, "big", [path], Wish(timezone="UTC"))
                imported = time.monotonic() - started
            told = cost(home)
            print(
                f"{what}: {told['read']:,.0f} messages in {told['wall']:.0f} s ({told['cpu']:.0f} s of processor),"
                f" {told['mb']:.0f} MB in both processes; the import itself {imported:.0f} s"
            )
            if path == first:
                scale = MILLION / told["read"]
                print(
                    f"  for a million: {told['wall'] * scale / 60:.1f} min on this machine, as busy as it is,"
                    f" {told['cpu'] * scale / 60:.1f} min of processor"
                    f" (goal: {MINUTES} min on two cores, {MEMORY} GB)"
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
