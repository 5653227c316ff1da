"""What a piece's page takes to say which others may say the same: `python bench/feedback.py [--pieces N]`.

An inbox of made-up sentences, half typed in and half messages of a ledger of its own. CPU of this process and the
questions to its database: of a page opened the first time, opened again, opened after a deed that the ledger heard of,
and, beside them, comparing anew as it was before anything was kept: every piece read with who gave it and who was
told, every message, every text cut into words. That both find the same is checked on the way.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qa import TESTS, templates

if TYPE_CHECKING:
    from juluo.desk.feedback.values import Piece
    from juluo.shell.accounts.facts import Colleague
    from juluo.shell.accounts.scene import Scene

SLUG = "tea"
Spent = tuple[float, int, list[str]]


def said(home: Path, texts: list[str]) -> None:
    """A ledger in which members say these."""
    from juluo.intake.take_in import Wish, take_in  # noqa: PLC0415 - once Django is set up
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same

    path = home / "said.jsonl"
    rows = [
        {"id": f"m{n}", "ts": "2026-11-19T10:00:00+08:00", "author": f"成员{n % 40}", "text": text, "channel": "广场"}
        for n, text in enumerate(texts)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    with closing(EmbeddedStore(home)) as store:
        take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))


def filled(lin: "Colleague", scene: "Scene", home: Path, texts: list[str]) -> list[str]:
    """An inbox of these, the odd ones messages. Returns the names of the pieces."""
    from juluo.desk.feedback.actions.receiving import make_of_message, type_in  # noqa: PLC0415 - once Django is set up
    from juluo.desk.feedback.values import Given, Quoted, Severity, Sort  # noqa: PLC0415 - the same
    from juluo.ledger.period import Period  # noqa: PLC0415 - the same
    from juluo.ledger.query import EntryQuery  # noqa: PLC0415 - the same
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - the same

    said(home, texts[1::2])
    found = [type_in(lin, SLUG, Given(Sort.BUG, one, Severity.LOW), "", scene) for one in texts[::2]]
    day = datetime(2026, 11, 19, tzinfo=UTC).date()
    with closing(EmbeddedStore(home)) as store:
        community = store.community(SLUG) or sys.exit("The ledger was written and isn't there.")
        with closing(store.view(community)) as view:
            lines = view.lines(EntryQuery(Period(day, day)))
    for one in lines:
        quoted = Quoted(one.entry_id, one.day, one.at, one.account)
        found.append(make_of_message(lin, SLUG, quoted, Given(Sort.BUG, ""), scene))
    return found


def anew(slug: str) -> list[str]:
    """As a page did before anything was kept."""
    from juluo.desk.feedback.facts import pieces  # noqa: PLC0415 - once Django is set up
    from juluo.text.alike import SHOWN, Alike  # noqa: PLC0415 - loads the dictionary
    from juluo.web.questions.found import entries_of  # noqa: PLC0415 - once Django is set up
    from juluo.web.seen import asked  # noqa: PLC0415 - the same

    every = pieces(SLUG)
    wanted = [(one.entry_id, one.entry_day) for one in every if one.entry_id is not None and one.entry_day]
    texts = {entry.entry_id: entry.text or "" for entry in asked(SLUG, lambda view: entries_of(view, wanted))}

    def words(one: "Piece") -> str:
        return f"{one.title} {texts.get(one.entry_id or 0, one.words)}"

    (mine,) = [one for one in every if one.slug == slug]
    others = [one for one in every if one.slug != slug][:400]
    return [others[at].slug for at, _ in Alike(map(words, others)).likest(words(mine), 5, SHOWN)]


def opened(slug: str) -> list[str]:
    from juluo.desk.feedback.facts import piece  # noqa: PLC0415 - once Django is set up
    from juluo.web.feedback.near import near  # noqa: PLC0415 - the same

    one = piece(SLUG, slug) or sys.exit("A piece was written and isn't there.")
    return [other.slug for other, _ in near(SLUG, one)]


def spent(work: Callable[[str], list[str]], slug: str) -> Spent:
    """Seconds of CPU, questions to the database, what was found."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    begun = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        found = work(slug)
    return time.process_time() - begun, len(asked), found


def tell(name: str, some: list[Spent]) -> None:
    took = statistics.median(one[0] for one in some) * 1_000
    print(f"| {name} | {took:.1f} ms | {max(one[1] for one in some)} |")


def main() -> None:
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("--pieces", type=int, default=400)
    many = asked_for.parse_args().pieces
    sys.path[:0] = [str(TESTS), str(TESTS / "shell"), str(TESTS / "web")]
    with tempfile.TemporaryDirectory(prefix="juluo-feedback-") as folder:
        os.environ |= {"JULUO_HOME": folder, "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}
        import django  # noqa: PLC0415 - once its home is known
        from django.core.management import call_command  # noqa: PLC0415 - the same

        django.setup()
        call_command("migrate", verbosity=0)
        from juluo.desk.feedback.actions.working import look_into  # noqa: PLC0415 - once Django is set up
        from juluo.desk.feedback.values import State  # noqa: PLC0415 - the same
        from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same
        from juluo.text.alike import Told  # noqa: PLC0415 - loads the dictionary

        scene = Scene(datetime.now(UTC))
        lin = import_module("cast").entered(scene).lin
        slugs = filled(lin, scene, Path(folder), templates(many))
        import_module("work_off").work_off(2 * many)
        Told.of("词典先读好")
        some = [*slugs[:10], *slugs[-10:]]
        first = spent(opened, some[0])
        again = [spent(opened, slug) for slug in some]
        before = [spent(anew, slug) for slug in some]
        if [one[2] for one in again] != [one[2] for one in before]:
            sys.exit("What is kept finds other than the words do.")
        after = []
        for slug in some:
            look_into(lin, SLUG, [slug], State.DOING, scene)
            says = f"另说一句 {slug}"
            said(Path(folder), [says])
            after.append(spent(opened, slug))
        print("| a page of an inbox of", f"{many:,} | CPU of the alike | questions |\n|---|---|---|")
        tell("opened first", [first])
        tell("opened again", again)
        tell("after the ledger changed", after)
        tell("comparing anew, as before", before)


if __name__ == "__main__":
    main()
