"""Which entries quote which: by the words quoted and the name beside them, among the channel's latest lines."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juluo.insights.threads.asking import Loose, texts
from juluo.store.view import View
from juluo.text.links.line import How, Link
from juluo.text.links.quoting import BACK, CHANCE
from juluo.text.quotes import Quote, quote, quoted_line


@dataclass(frozen=True, slots=True)
class _Quoting:
    """An entry that quotes, and the earlier lines (id, author's name) that it may quote."""

    entry_id: int
    found: Quote
    before: list[tuple[int, str]]


def quotes(view: View, entries: Sequence[Loose]) -> dict[int, Link]:
    """The links that quotes show, by the entry that quotes."""
    told = list(_quoting(view, entries))
    words = texts(view, sorted({entry_id for one in told for entry_id, _ in one.before}))
    links: dict[int, Link] = {}
    for one in told:
        ids = [entry_id for entry_id, _ in one.before if entry_id in words]
        names = [name for entry_id, name in one.before if entry_id in words]
        place = quoted_line(one.found, names, [words[entry_id] for entry_id in ids])
        if place is not None:
            links[one.entry_id] = Link(one.entry_id, ids[place], CHANCE, How.QUOTE)
    return links


def _quoting(view: View, entries: Sequence[Loose]) -> Iterator[_Quoting]:
    found = {one.entry_id: told for one in entries if one.quoting and (told := quote(one.quoting)) and told.words}
    if not found:
        return
    accounts = view.accounts(sorted({one.account for one in entries}))
    latest: defaultdict[int, deque[tuple[int, str]]] = defaultdict(lambda: deque(maxlen=BACK))
    for one in entries:
        if one.entry_id in found:
            told = found[one.entry_id]
            wanted = told.name.lower()
            before = [pair for pair in latest[one.channel] if not wanted or pair[1].lower() == wanted]
            yield _Quoting(one.entry_id, told, before)
        latest[one.channel].append((one.entry_id, accounts[one.account].name if one.account in accounts else ""))
