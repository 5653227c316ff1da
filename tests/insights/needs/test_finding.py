import pytest
from plaza import about, found, week

from juluo.insights.needs.finding import needs
from juluo.ledger.query import EntryQuery
from juluo.metrics.verdict import Verdict
from juluo.store.view import View


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


def test_the_same_ledger_gives_the_same_needs(plaza: View) -> None:
    assert needs(plaza, week(8)) == found(plaza, 8)


def test_a_need_says_how_many_it_concerned_before(plaza: View) -> None:
    tents = about(found(plaza, 8), "帐篷").course
    assert (tents.now, tents.before, tents.periods) == (9, 0.0, 8)
    assert tents.verdict is Verdict.CLEARLY_UP
    install = about(found(plaza, 8), "安装").course
    assert install.verdict is Verdict.NO_CHANGE
    assert install.before == pytest.approx(5, abs=1.5)


def test_without_a_past_nothing_is_said_of_the_course(plaza: View) -> None:
    course = about(found(plaza, 1), "安装").course
    assert (course.before, course.factor, course.verdict) == (None, None, Verdict.UNKNOWN)


def test_coverage_says_how_many_threads_the_needs_take_in(plaza: View) -> None:
    told = found(plaza, 8)
    assert told.coverage.told == sum(need.threads for need in told.needs)
    assert told.coverage.threads == 49
    assert told.coverage.share == pytest.approx(told.coverage.told / 49)
