"""Are the needs found needs, and the topics news? Sheets for two readers who don't know which items are decoys.

    python bench/needs.py sheets FOLDER     writes sheets, a key and how to fill them in (needs JULUO_REAL_DATA)
    python bench/needs.py score FOLDER      reads FOLDER/filled/*.txt and says what came out
    python bench/needs.py shuffled [times]  topics told where nothing can be new: days dealt at random

Sheets hold real text: FOLDER lies outside the repository. Rated are four quarters of lean_zulip_2021, after three
years of the same community, and four months of the dated Chinese titles: two busy ones, named before anything was
looked for in them by what happened in the world (the end of the epidemic's rules and a chat model's first month; the
month of its successor and its first rivals), and the two quietest, which differ least from the eight months before
them by the letters that stand beside one another: that is not how topics are found. Quarters of a growing community
all count as busy.
"""

import gzip
import json
import math
import os
import random
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from juluo.insights.needs.cleaning import as_written
from juluo.insights.needs.finding import needs
from juluo.insights.needs.naming import stands_in, written
from juluo.insights.needs.need import Quote
from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.quoting import excerpt
from juluo.insights.needs.reading import Read, Thread, read
from juluo.insights.needs.screening import screened
from juluo.insights.needs.terms import words
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

CARDS, TOPICS, DECOYS = 15, 8, 0.3
QUARTERS = tuple(Period(date(2021, m, 1), Period.of(date(2021, m + 2, 1), Grain.MONTH).last) for m in (1, 4, 7, 10))
LEAN = ("lean_zulip_2018", "lean_zulip_2019", "lean_zulip_2020", "lean_zulip_2021")
TITLES = "labels/zh_titles/v2ex_hot_2021_2023.tsv.gz"


@dataclass(frozen=True, slots=True)
class Item:
    """One block of a sheet, and what the key says of it."""

    period: str
    what: str
    name: str
    people: int
    threads: int
    quotes: tuple[str, ...]
    decoy: bool
    busy: bool


def real_data() -> Path:
    told = os.environ.get("JULUO_REAL_DATA")
    if not told:
        sys.exit("Set JULUO_REAL_DATA to the folder of real data (communities/, labels/).")
    return Path(told)


@contextmanager
def lean() -> Iterator[View]:
    files = [real_data() / "communities" / f"{name}.parquet" for name in LEAN]
    with opened("lean", files, "UTC") as view:
        yield view


def titles() -> list[tuple[str, str, str]]:
    """Day, number and title of each."""
    with gzip.open(real_data() / TITLES) as packed:
        text = packed.read().decode(errors="replace").replace("\r", "")
    rows = [tuple(line.strip("\0").split("\t")) for line in text.split("\n")]
    return [(r[0], r[1], r[2]) for r in rows if len(r) == 3 and r[0][:2] == "20" and r[2].strip()]


@contextmanager
def dated_titles(rows: Sequence[tuple[str, str, str]]) -> Iterator[View]:
    """The titles as a community's messages, whose authors nobody knows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "titles.jsonl"
        lines = (
            {"id": number, "ts": f"{day}T12:00:00+08:00", "text": text, "author": None, "channel": "titles"}
            for day, number, text in rows
        )
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        with opened("titles", [path], "Asia/Shanghai") as view:
            yield view


@contextmanager
def opened(slug: str, files: Sequence[Path], zone: str) -> Iterator[View]:
    home = Path(tempfile.mkdtemp())
    try:
        with ExitStack() as stack:
            store = stack.enter_context(closing(EmbeddedStore(home)))
            take_in(store, slug, list(files), Wish(timezone=zone))
            community = store.community(slug)
            assert community is not None  # noqa: S101 - it was just imported
            yield stack.enter_context(closing(store.view(community)))
    finally:
        shutil.rmtree(home)


BUSY = ("2022-12", "2023-03")


def months(rows: Sequence[tuple[str, str, str]]) -> list[tuple[Period, bool]]:
    """The two busy months and the two that differ least from the eight before."""
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for day, _, text in rows:
        pairs[day[:7]].update(one + other for one, other in pairwise(text))
    known = sorted(pairs)
    differs = {
        month: _divergence(pairs[month], sum((pairs[one] for one in known[at - 8 : at]), Counter()))
        for at, month in enumerate(known)
        if at >= 12 and month not in BUSY
    }
    quiet = sorted(differs, key=lambda month: differs[month])[:2]
    wanted = sorted([(month, False) for month in quiet] + [(month, True) for month in BUSY])
    return [(Period.of(date.fromisoformat(f"{month}-01"), Grain.MONTH), busy) for month, busy in wanted]


def _divergence(one: Counter[str], other: Counter[str]) -> float:
    """Of Jensen and Shannon (Lin 1991), in bits."""
    n, m = sum(one.values()), sum(other.values())

    def part(counts: Counter[str], total: int) -> float:
        half = 0.0
        for pair, k in counts.items():
            p = k / total
            half += p * math.log2(p / (0.5 * one[pair] / n + 0.5 * other[pair] / m))
        return half

    return 0.5 * part(one, n) + 0.5 * part(other, m)


def items(view: View, period: Period, *, busy: bool, dice: random.Random) -> list[Item]:
    """What is found in a period, mixed with what was put together by chance."""
    found, named = needs(view, period), str(period.first)[:7]
    told, _ = screened(read(view, period))
    cards = [
        Item(
            named,
            "need",
            f"{need.name} — {need.title}",
            need.people,
            need.threads,
            _said(need.quotes),
            decoy=False,
            busy=busy,
        )
        for need in found.needs[:CARDS]
    ]
    topics = [
        Item(named, "topic", topic.name, topic.people, topic.threads, _said(topic.quotes), decoy=False, busy=busy)
        for topic in found.topics[:TOPICS]
    ]
    chance = _Chance(told, dice, named, busy=busy)
    for real, made in ((cards, chance.card), (topics, chance.topic)):
        # Where nothing is found there are decoys all the same, or a sheet without them would tell.
        n = max(2, round(len(real) * DECOYS / (1 - DECOYS)))
        sizes = [(item.people, item.threads) for item in real] or [(4, 4)]
        real += [made(*dice.choice(sizes)) for _ in range(n)]
    return [*cards, *topics]


class _Chance:
    """Decoys: random threads under a phrase of one of them, a word of a random period over random lines."""

    def __init__(self, told: Read, dice: random.Random, named: str, *, busy: bool) -> None:
        self.dice, self.named, self.busy = dice, named, busy
        self.now = [thread for thread in told.threads if thread.period == told.now and thread.opening.member]
        self.past = [thread for thread in told.threads if thread.period != told.now]
        self.gallery = Gallery(self.now)
        self.about = [place for place in range(len(self.now)) if self.gallery.about(place)]

    def card(self, people: int, threads: int) -> Item:
        places = self.dice.sample(self.about, 3)
        phrase = self.dice.choice(self.gallery.about(places[0])[:2])
        name = written(phrase, [f"{thread.title}\n{line.text}" for thread in self.now for line in thread.own])
        title = _shown(self.now[places[0]])
        quotes = tuple(_line(self.now[place]) for place in places)
        return Item(self.named, "need", f"{name} — {title}", people, threads, quotes, decoy=True, busy=self.busy)

    def topic(self, people: int, threads: int) -> Item:
        while True:
            said = as_written(self.dice.choice(self.past).opening.text)
            found = [written(word, [said]) for word in words(said) if word and stands_in(word, said)]
            if found:
                break
        quotes = tuple(_line(thread) for thread in self.dice.sample(self.now, 3))
        return Item(self.named, "topic", self.dice.choice(found), people, threads, quotes, decoy=True, busy=self.busy)


def _shown(thread: Thread) -> str:
    return thread.title or as_written(thread.opening.text)[:60]


def _line(thread: Thread) -> str:
    text = excerpt(as_written(thread.opening.text), ())
    return f"{thread.title} | {text}" if thread.title else text


def _said(quotes: Sequence[Quote]) -> tuple[str, ...]:
    return tuple(f"{quote.title} | {quote.text}" if quote.title else quote.text for quote in quotes)


TOLD = """# Rating sheets

Each block is a card as an operator of the community would see it: a name, how many people and threads, three
quotes. Some were put together by chance. Write y or n after `useful:` in every block; don't look into `key.json`.

`need` is useful (y) if at least two of the three quotes are clearly about one thing that members ask for, struggle
with or talk through, and the name says what it is. It needn't be well worded. n if the quotes have nothing to do with
one another, or share only a word that could mean anything, or if the name says something else.

`topic` is useful (y) if the name tells what is talked of (a product, an event, a question of the day) and at least two
of the three quotes are about that. n if it is a word of every day, a mere name of a person, or the quotes are not
about it.

Two readers fill in both sheets without talking: copy `lean.txt` and `titles.txt` to `filled/A-lean.txt` and
`filled/A-titles.txt`, the other reader to `filled/B-lean.txt` and `filled/B-titles.txt`; change nothing but the
answers.
Then: `python bench/needs.py score FOLDER`.
"""


def write_sheets(folder: Path) -> None:
    if Path(__file__).parents[1] in folder.resolve().parents:
        sys.exit("The sheets hold real text: name a folder outside the repository.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "filled").mkdir(exist_ok=True)
    rows, key = titles(), {}
    with lean() as view:
        key["lean"] = _sheet(folder / "lean.txt", view, [(quarter, True) for quarter in QUARTERS])
    with dated_titles(rows) as view:
        key["titles"] = _sheet(folder / "titles.txt", view, months(rows))
    (folder / "key.json").write_text(json.dumps(key, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "README.md").write_text(TOLD.replace("FOLDER", str(folder)), encoding="utf-8")


def _sheet(path: Path, view: View, periods: Sequence[tuple[Period, bool]]) -> list[dict[str, object]]:
    dice = random.Random(path.name)  # noqa: S311 - decoys, no secrets
    every = [item for period, busy in periods for item in items(view, period, busy=busy, dice=dice)]
    dice.shuffle(every)
    blocks = []
    for number, item in enumerate(every, 1):
        quotes = "\n".join(f"  {nth}) {quote}" for nth, quote in enumerate(item.quotes, 1))
        head = f"[{number}] {item.what}\nname: {item.name}\npeople: {item.people}   threads: {item.threads}"
        blocks.append(f"{head}\n{quotes}\nuseful: \n")
    path.write_text("\n".join(blocks), encoding="utf-8")
    print(path.name, Counter((item.period, item.what, "decoy" if item.decoy else "found") for item in every))
    return [asdict(item) | {"quotes": []} for item in every]


def score(folder: Path) -> None:
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    answers: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for path in sorted((folder / "filled").glob("*-*.txt")):
        reader, sheet = path.stem.split("-", 1)
        answers[sheet][reader] = _answers(path, len(key[sheet]))
    for sheet, by_reader in answers.items():
        print(f"\n{sheet}: {len(key[sheet])} items, readers {', '.join(by_reader)}")
        for reader, told in by_reader.items():
            print(f"  {reader}: {_figures(key[sheet], told)}")
        if len(by_reader) == 2:
            one, other = by_reader.values()
            print(f"  both say so: {_figures(key[sheet], [min(a, b) for a, b in zip(one, other, strict=True)])}")
            print(f"  they agree (Cohen's kappa): {_kappa(one, other):.2f}")
        _shown_in_quiet(key[sheet])


def _answers(path: Path, n: int) -> list[str]:
    told = [
        line.partition(":")[2].strip().lower()[:1] for line in path.read_text().split("\n") if line[:7] == "useful:"
    ]
    wrong = [number for number, answer in enumerate(told, 1) if answer not in {"y", "n"}]
    if len(told) != n or wrong:
        sys.exit(f"{path.name}: {len(told)} answers of {n}; neither y nor n: {wrong[:20]}")
    return told


def _figures(key: Sequence[dict[str, object]], told: Sequence[str]) -> str:
    parts = []
    sorts = [f"{what}s, {when}" for what in ("need", "topic") for when in ("busy", "quiet")]
    for name in (*sorts, "decoys accepted"):
        here = [answer == "y" for item, answer in zip(key, told, strict=True) if _sort(item) == name]
        parts.append(f"{name} {sum(here)}/{len(here)}" + (f" = {sum(here) / len(here):.0%}" if here else ""))
    return "; ".join(parts)


def _sort(item: dict[str, object]) -> str:
    return "decoys accepted" if item["decoy"] else f"{item['what']}s, {'busy' if item['busy'] else 'quiet'}"


def _kappa(one: Sequence[str], other: Sequence[str]) -> float:
    n = len(one)
    same = sum(a == b for a, b in zip(one, other, strict=True)) / n
    chance = sum((one.count(answer) / n) * (other.count(answer) / n) for answer in "yn")
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def _shown_in_quiet(key: Sequence[dict[str, object]]) -> None:
    periods = sorted({(str(item["period"]), bool(item["busy"])) for item in key})
    for period, busy in periods:
        shown = Counter(str(item["what"]) for item in key if item["period"] == period and not item["decoy"])
        print(f"  {period} {'busy' if busy else 'quiet'}: {shown['need']} needs, {shown['topic']} topics shown")


def shuffled(times: int) -> None:
    """Days dealt to titles at random: what is told as new then is told by chance."""
    rows = titles()
    told: list[int] = []
    for seed in range(times):
        days = [day for day, _, _ in rows]
        random.Random(seed).shuffle(days)  # noqa: S311 - a measurement
        dealt = sorted((day, number, text) for day, (_, number, text) in zip(days, rows, strict=True))
        with dated_titles(dealt) as view:
            dealt_months = (Period.of(date(2023, month, 1), Grain.MONTH) for month in (3, 9))
            told += [len(needs(view, month).topics) for month in dealt_months]
    print(f"{len(told)} months of dealt days: topics told {dict(sorted(Counter(told).items()))}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["sheets", where]:
            write_sheets(Path(where))
        case ["score", where]:
            score(Path(where))
        case ["shuffled", *more]:
            shuffled(int(more[0]) if more else 10)
        case _:
            sys.exit(__doc__)
