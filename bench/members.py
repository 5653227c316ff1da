"""What the directory costs at 100,000 members: `python bench/members.py [--members N] [--entries N] [--folder DIR]`.

A community is made up (a third of the messages reply to another, a few people say most), imported into a home of its
own, and its pages are asked of Django in this process, as an owner: each first one after an import, then warm, CPU
(user and system). All data goes when it is over, unless a folder is named.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

SLUG, DAYS, CHANNELS, TIMES = "bench", 200, 40, 9
START = datetime(2026, 4, 1, tzinfo=UTC)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅海燕"
# What somebody does there: by words of the address, the same on every run.
PAGES = {
    "everybody": "",
    "a name": "?q=王伟",
    "an id": "?q=u99",
    "one state, by last day": "?state=quiet&sort=last",
    "a channel, lately": "?channel=3&spoke=28",
    "by name, page 500": "?sort=name&page=500",
    "days and standing": "?role=member&first-from=2026-06-01&last-to=2026-09-30",
    "200 a page, all columns": "?size=200&col=state&col=words&col=days&col=received&col=given&col=all-words&col=last",
}


def made_up(members: int, entries: int, path: Path) -> None:
    """A table of messages as Parquet. Everybody speaks at least once, where there are entries enough."""
    dice = np.random.default_rng(7)
    heavy = np.minimum(dice.zipf(1.35, max(entries - members, 0)) - 1, members - 1)
    who = np.concatenate([np.arange(min(members, entries)), heavy])
    seconds = np.sort(dice.integers(0, DAYS * 86_400, len(who)))
    who = dice.permutation(who)
    answered = np.where(dice.random(len(who)) < 0.33, np.arange(len(who)) - dice.integers(1, 40, len(who)), -1)
    names = [
        f"{_SURNAMES[n % 20]}{_GIVEN[n // 20 % 30]}{_GIVEN[n // 600 % 30] if n % 3 else ''}{n // 700 or ''}"
        for n in range(members)
    ]
    start = int(START.timestamp() * 1_000_000)
    table = pa.table(
        {
            "msg_id": pa.array([f"m{n}" for n in range(len(who))]),
            "ts": pa.array(start + seconds * 1_000_000, pa.timestamp("us", tz="UTC")),
            "author_id": pa.array([f"u{n}" for n in who.tolist()]),
            "author_name": pa.array([names[n] for n in who.tolist()]),
            "channel": pa.array([f"群{n % CHANNELS}" for n in (who + seconds // 86_400 % 3).tolist()]),
            "text": pa.array(["今天几点开始" if n % 9 else "有人知道怎么退款吗？" for n in range(len(who))]),
            "reply_to": pa.array([f"m{n}" if n >= 0 else None for n in answered.tolist()]),
        }
    )
    pq.write_table(table, path)


def spent(what: Callable[[], object]) -> float:
    before = time.process_time()
    what()
    return time.process_time() - before


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured(home: Path) -> None:
    os.environ |= {"JULUO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}
    import django  # noqa: PLC0415 - its settings are those of this home

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs the set-up
    from django.test import Client  # noqa: PLC0415 - the same

    from juluo.shell.accounts.actions.invitations import accept, invite_first_owner  # noqa: PLC0415 - the same
    from juluo.shell.accounts.models import User  # noqa: PLC0415 - the same
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same
    from juluo.web.members.everybody import everybody  # noqa: PLC0415, F401 - loaded before it is measured

    call_command("migrate", verbosity=0)
    scene = Scene(datetime.now(UTC), "127.0.0.1")
    owner = accept(invite_first_owner(scene), "bench", "bench", "tea leaves at dawn", scene)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(pk=owner.id))

    def opened(address: str) -> None:
        answer = client.get(f"/desk/{SLUG}/members{address}")
        if answer.status_code != 200:
            sys.exit(f"{address}: {answer.status_code}")

    client.get("/settings")
    before = peak()
    print(f"| first page after an import | {1000 * spent(lambda: opened('')):,.0f} ms | peak +{peak() - before} MB |")
    for name, address in PAGES.items():
        times = sorted(spent(lambda address=address: opened(address)) for _ in range(TIMES))  # type: ignore[misc] # bound at once
        print(f"| {name} | {1000 * times[TIMES // 2]:.1f} ms | worst {1000 * times[-1]:.1f} |")
    for name, person in (("the busiest member", 1), ("a quiet member", 54_321)):
        first, again = spent(lambda: opened(f"/{person}")), spent(lambda: opened(f"/{person}"))  # noqa: B023 - called at once
        print(f"| {name}, first and again | {1000 * first:,.0f} ms | {1000 * again:.1f} ms |")
    for kind in ("csv", "xlsx"):
        cost = spent(lambda: opened(f"/export?file={kind}"))  # noqa: B023 - the same
        print(f"| everybody as {kind} | {cost:.2f} s | peak {peak()} MB |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = asked.folder or Path(spare)
        home = folder / "home"
        if not (home / "ledger").exists():
            folder.mkdir(parents=True, exist_ok=True)
            made_up(asked.members, asked.entries, folder / "crowd.parquet")
            store = EmbeddedStore(home)
            take_in(store, SLUG, [folder / "crowd.parquet"], Wish(timezone="Asia/Shanghai"))
            store.close()
        (home / "juluo.sqlite3").unlink(missing_ok=True)
        measured(home)


if __name__ == "__main__":
    main()
