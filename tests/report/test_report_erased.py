from collections.abc import Iterator
from pathlib import Path

import pytest
from report_words import composed, figure, parts

from juluo.ledger.entry import Account
from juluo.report.daily import EntryLine, Report
from juluo.report.render.html import report_html
from juluo.report.render.json import report_json
from juluo.report.render.markdown import report_markdown
from juluo.store.embedded import EmbeddedStore


@pytest.fixture
def store(demo_copy: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(demo_copy)
    yield store
    store.close()


def reported(store: EmbeddedStore) -> Report:
    community = store.community("demo")
    assert community is not None
    view = store.view(community)
    try:
        return composed(view)
    finally:
        view.close()


def account_of(store: EmbeddedStore, name: str) -> Account:
    return next(account for account in store.register.accounts("demo").values() if account.name == name)


def test_an_erased_person_stands_nowhere_and_counts_stay(store: EmbeddedStore) -> None:
    before = reported(store)
    waits = next(line for line in parts(before, EntryLine) if line.note)
    store.erase("demo", [account_of(store, waits.who)])
    after = reported(store)
    for render in (report_markdown, report_html, report_json):
        assert waits.who in render(before)
        assert waits.who not in render(after)
        assert waits.words not in render(after)
    for metric in ("active_members", "messages", "questions_asked", "members"):
        assert figure(after, metric).value == figure(before, metric).value
    line = next(line for line in parts(after, EntryLine) if line.entry_id == waits.entry_id)
    assert (line.who, line.words) == ("已抹去的成员", "［没有文字］")
