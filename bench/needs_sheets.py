"""Rating sheets: what was found, mixed with what was put together by chance; readers don't know which is which."""

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from needs_data import QUARTERS, dated_titles, lean, months, titles

from juluo.insights.needs.cleaning import as_written
from juluo.insights.needs.finding import needs
from juluo.insights.needs.naming import stands_in, written
from juluo.insights.needs.need import Quote
from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.quoting import excerpt
from juluo.insights.needs.reading import Read, Thread, read
from juluo.insights.needs.screening import screened
from juluo.insights.needs.terms import words
from juluo.ledger.period import Period
from juluo.store.view import View

CARDS, TOPICS, DECOYS = 15, 8, 0.3


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
