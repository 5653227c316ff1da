from plaza import week

from juluo.insights.needs.finding import needs
from juluo.insights.needs.memory import Memory
from juluo.insights.needs.need import Need, Needs
from juluo.ledger.query import EntryQuery
from juluo.store.view import View

_known: dict[tuple[int, Memory], Needs] = {}


def found(view: View, number: int, memory: Memory = Memory()) -> Needs:  # noqa: B008 - a frozen value
    """The needs of a week; each is looked for once."""
    key = (number, memory)
    if key not in _known:
        _known[key] = needs(view, week(number), memory)
    return _known[key]


def about(told: Needs, word: str) -> Need:
    return next(need for need in told.needs if word in need.name or word in need.title)


def test_needs_are_found_and_named_in_the_words_of_those_who_ask(plaza: View) -> None:
    told = found(plaza, 8)
    for word, threads in (("安装", 5), ("发票", 5), ("帐篷", 9)):
        need = about(told, word)
        assert need.threads == threads
        assert need.people == threads
        assert sum(need.name in quote.title + quote.text for quote in need.quotes) > 1
        assert week(8).first <= need.first <= need.last <= week(8).last


def test_no_noise_becomes_a_need(plaza: View) -> None:
    assert len(found(plaza, 3).needs) == 1


def test_every_quote_opens_its_entry(plaza: View) -> None:
    for need in found(plaza, 8).needs:
        for quote in need.quotes:
            (entry,) = plaza.lines(EntryQuery(week(8), ids=(quote.entry_id,)))
            assert entry.text is not None
            assert quote.text.strip("…")[:10] in entry.text
            assert quote.entry_id in need.entries
