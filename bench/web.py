"""What the desk's pages cost and weigh, on a community of a million entries.

    python bench/web.py [entries] [--gigabytes 1] [--seconds 60] [--clients 16]

Makes a home of its own, starts the desk with `juluo up` (pages, background work) and asks its pages over HTTP. CPU is
that of the processes that serve pages; what the worker spends on making pages ready is told beside it. Prints a table
with its goals.
"""

import argparse
import contextlib
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from desk import Client, Desk, cpu_of, desk, memory_of
from exports import write_export
from ledger import A_DAY, DAY, SLUG, START, apart, build

CHROMIUM = "/usr/bin/chromium"
PIECE = 8 << 20
TODAY = f"/desk/{SLUG}/"
UPDATING = b"updating=1"
DICE = random.Random(4)  # noqa: S311 - which page comes next


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def row(what: str, found: str, goal: str, *, held: bool | None = None) -> None:
    mark = "" if held is None else (" yes" if held else " **no**")
    print(f"| {what} | {found} | {goal} |{mark} |", flush=True)


def plain(client: Client) -> bytes:
    """今天 as it is written, not compressed."""
    return client.get(TODAY, **{"Accept-Encoding": "identity"}).body


def ready(client: Client, seconds: float = 120.0) -> None:
    """Wait until the page shows the ledger as it stands."""
    until = time.monotonic() + seconds
    while client.get(f"{TODAY}?updating=1").status != 200:
        if time.monotonic() > until:
            raise TimeoutError("今天 was never ready")
        time.sleep(0.1)
    while UPDATING in plain(client) or b"aria-busy" in plain(client):
        time.sleep(0.1)


def first_views(found: Desk, folder: Path, entries: int, times: int = 5) -> None:
    """After each of several imports by the command line: the page while facts are made, and the first one after."""
    during, after, work = [], [], []
    day = datetime.fromtimestamp((START + (entries // A_DAY - 1) * DAY) / 1e6, UTC).date()
    for number in range(times):
        table = folder / f"more-{number}.csv"
        table.write_text(f"ts,author,text,channel\n{day} 12:00:0{number},成员7,第{number}条,群1\n", encoding="utf-8")
        command = [sys.executable, "-m", "juluo", "import", str(table), "-c", SLUG, "--home", str(folder / "home")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        worker = sum(cpu_of(pid) for pid in found.work()[:1])
        before = found.cpu()
        page = found.owner.get(TODAY)
        during.append(found.cpu() - before)
        if page.status != 200:
            raise RuntimeError(page.status)
        peak, until = worker, time.monotonic() + 60
        while time.monotonic() < until:
            # As a browser does that shows how things were: it asks whether there is something new.
            before = found.cpu()
            answer = found.owner.get(f"{TODAY}?updating=1")
            cost = found.cpu() - before
            peak = max(peak, sum(cpu_of(pid) for pid in found.work()))
            if answer.status == 200:
                after.append(cost)
                break
            time.sleep(0.1)
        work.append(peak - worker)
    told = ", ".join(f"{one * 1e3:.0f}" for one in after)
    row(
        "今天, first view after an import, ms CPU",
        f"{max(after) * 1e3:.0f} at most ({told})",
        "≤ 40",
        held=max(after) <= 0.04,
    )
    told = ", ".join(f"{one * 1e3:.0f}" for one in during)
    row(
        "今天 at once after the import, ms CPU",
        f"{max(during) * 1e3:.0f} at most ({told})",
        "≤ 40",
        held=max(during) <= 0.04,
    )
    row("the worker's part of it, s CPU", f"{statistics.mean(work):.1f}", "")


def unchanged(found: Desk, times: int = 300) -> None:
    plain(found.owner)
    before = found.cpu()
    for _ in range(times):
        found.owner.get(TODAY)
    each = (found.cpu() - before) / times
    row(f"今天, unchanged, ms CPU, mean of {times}", f"{each * 1e3:.1f}", "≤ 8", held=each <= 0.008)


def pages(client: Client) -> list[str]:
    """A morning's pages, as often as they are opened; those that aren't there are left out."""
    wanted = [TODAY] * 4 + [f"/desk/{SLUG}/{rest}" for rest in ("reports", "metrics", "imports", "members")]
    wanted += [f"/desk/{SLUG}/metrics/{name}" for name in ("active_members", "reply_rate", "messages", "top10_share")]
    return [path for path in wanted if client.get(path).status == 200]


def under_load(found: Desk, clients: int, seconds: float) -> None:
    """Each client opens a page, reads for a second, opens the next. The first time each page is opened counts too."""
    found.owner.get(TODAY)
    there = pages(found.owner)
    waits: list[float] = []
    wrong: list[object] = []
    door = threading.Lock()
    end = time.monotonic() + seconds

    def visit(number: int) -> None:
        client = found.guest()
        time.sleep(number / clients)
        while time.monotonic() < end:
            path = DICE.choice(there)
            try:
                answer = client.get(path)
            except OSError as error:
                wrong.append(error)
                continue
            with door:
                waits.append(answer.seconds)
                if answer.status != 200:
                    wrong.append((path, answer.status))
            time.sleep(1.0)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(clients)]
    before = found.cpu()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cost = found.cpu() - before
    waits.sort()
    middle, late = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    told = f"p50 {middle * 1e3:.0f}, p95 {late * 1e3:.0f}, longest {waits[-1] * 1e3:.0f}, {len(wrong)} errors"
    what = f"{clients} clients, {seconds:.0f} s, {len(waits)} pages, {len(set(there))} different, ms"
    row(what, told, "p95 < 300, 0 errors", held=late < 0.3 and not wrong)
    row("the same, ms CPU a page", f"{cost / len(waits) * 1e3:.1f}", "")


def first_paint(found: Desk) -> None:
    """What Chromium fetches before the load event of 今天, as it comes over the line."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this step looks

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=f"http://127.0.0.1:{found.port}")
        site = f"http://127.0.0.1:{found.port}"
        context.add_cookies([{"name": name, "value": told, "url": site} for name, told in found.owner.cookies.items()])
        page = context.new_page()
        page.goto(TODAY, wait_until="load")
        sizes = page.evaluate(
            """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
            .map(e => [e.name, e.transferSize])"""
        )
        browser.close()
    total = sum(size for _, size in sizes)
    told = ", ".join(f"{name.rsplit('/', 1)[-1] or 'page'} {size / 1000:.0f}" for name, size in sizes)
    row("今天, first paint, kB over the line", f"{total / 1000:.0f} ({told})", "≤ 450", held=total <= 450_000)


class Memory:
    """The most that web and worker hold, looked at all the time."""

    def __init__(self, found: Desk) -> None:
        self.found = found
        self.idle = self._held()
        self.most = list(self.idle)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _held(self) -> tuple[float, float]:
        return memory_of(self.found.web()), memory_of(self.found.work())

    def _look(self) -> None:
        while not self._over.wait(0.2):
            web, work = self._held()
            self.most = [max(self.most[0], web), max(self.most[1], work)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def big_import(found: Desk, folder: Path, gigabytes: float) -> None:
    """A Telegram export of that size goes up in pieces, as the page's script sends it, and is imported."""
    export = folder / "big.json"
    write_export("telegram", int(gigabytes * 2_560_000), export)
    size, client = export.stat().st_size, found.owner
    time.sleep(3)
    with Memory(found) as memory:
        begun = time.monotonic()
        told = client.post(f"/desk/{SLUG}/imports/begin", name="result.json", size=str(size))
        upload, parcel = (int(part) for part in _numbers(told.body, "upload", "parcel"))
        with export.open("rb") as file:
            at = 0
            while piece := file.read(PIECE):
                answer = client.piece(f"/desk/{SLUG}/imports/piece/{upload}/{at}", piece)
                if answer.status != 200:
                    raise RuntimeError(answer.body[:300])
                at += len(piece)
        up = time.monotonic() - begun
        address = f"/desk/{SLUG}/imports/parcel/{parcel}"
        client.get(address)
        looked = time.monotonic() - begun
        client.post(address, deed="start")
        while client.get(address).status != 302:
            time.sleep(0.5)
        done = time.monotonic() - begun
    export.unlink()
    grown = sum(memory.most) - sum(memory.idle)
    web, work = zip(memory.idle, memory.most, strict=True)
    told_of = f"{grown:.0f} (web {web[0]:.0f} → {web[1]:.0f}, worker {work[0]:.0f} → {work[1]:.0f})"
    row(f"导入 of {size / 1e9:.2f} GB, MB more than idle", told_of, "< 150", held=grown < 150)
    row("the same, s: up, looked at, imported", f"{up:.0f}, {looked:.0f}, {done:.0f}", "")


def _numbers(body: bytes, *names: str) -> list[int]:
    import json  # noqa: PLC0415 - for this answer alone

    found = json.loads(body)
    return [int(found[name]) for name in names]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("entries", type=int, nargs="?", default=1_000_000)
    asked.add_argument("--gigabytes", type=float, default=1.0)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--clients", type=int, default=16)
    asked.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as stack:
        folder = Path(place)
        if told.home:
            (folder / "home").symlink_to(told.home)
        else:
            with contextlib.redirect_stdout(sys.stderr):
                apart(build, folder / "home", told.entries)
        found = stack.enter_context(desk(folder / "home", free_port()))
        print("| what | found | goal | held |\n|---|---|---|---|", flush=True)
        ready(found.owner)
        first_views(found, folder, told.entries)
        unchanged(found)
        under_load(found, told.clients, told.seconds)
        first_paint(found)
        if told.gigabytes:
            big_import(found, folder, told.gigabytes)


if __name__ == "__main__":
    main()
