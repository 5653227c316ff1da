"""Needs that memory keeps, as anchors: their seeds are read from the ledger anew, wherever in it they stand."""

from collections.abc import Mapping, Sequence

from juluo.insights.needs.anchors import Anchor, anchor
from juluo.insights.needs.memory import Kept, Memory
from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.reading import Line, Thread, titled
from juluo.insights.needs.space import Space
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View

# Threads of no period: they say what a need is and are counted nowhere.
SEEDED = -1


def seed_threads(view: View, memory: Memory, first_number: int) -> dict[int, Thread]:
    """The seeds of all needs kept, each as a thread of its own, by entry; those forgotten are missing."""
    seeds = sorted({seed for kept in memory.kept for seed in kept.seeds}, key=lambda seed: (seed.day, seed.entry_id))
    if not seeds:
        return {}
    ids = tuple(seed.entry_id for seed in seeds)
    query = EntryQuery(Period(seeds[0].day, seeds[-1].day), ids=ids, people_only=False)
    found = [entry for entry in view.lines(query) if entry.text]
    titles = view.register.thread_titles(sorted({entry.thread for entry in found if entry.thread is not None}))
    threads = {}
    for number, entry in enumerate(found, first_number):
        title = titles.get(entry.thread, "") if entry.thread is not None else ""
        thread = Thread(number, SEEDED, entry.thread, titled(title))
        voice = entry.account if entry.account is not None else -1 - number
        thread.lines.append(
            Line(entry.entry_id, entry.day, entry.account, voice, entry.channel, entry.text or "", member=True)
        )
        threads[entry.entry_id] = thread
    return threads


def kept_anchors(
    gallery: Gallery, space: Space, memory: Memory, seeded: Mapping[int, int], now: Mapping[int, int]
) -> list[Anchor]:
    """The anchors of the needs kept whose seeds can still be read.

    `seeded`: the places of the seeds' own portraits by entry; `now`: those of the period's threads by their opening.
    """
    return [
        found
        for kept in memory.kept
        if (found := _anchor(gallery, space, memory.of(kept.need_id).need_id, kept, (seeded, now))) is not None
    ]


def _anchor(
    gallery: Gallery, space: Space, need: str, kept: Kept, known: tuple[Mapping[int, int], Mapping[int, int]]
) -> Anchor | None:
    seeded, now = known
    places: Sequence[int] = [seeded[seed.entry_id] for seed in kept.seeds if seed.entry_id in seeded]
    if not places:
        return None
    found = anchor(gallery, space, need, places)
    sure = frozenset(now[seed.entry_id] for seed in kept.seeds if seed.entry_id in now)
    never = frozenset(now[seed.entry_id] for seed in kept.parted if seed.entry_id in now)
    return Anchor(found.need, found.phrases, found.middle, sure, never - sure)
