import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from against import NO_REAL, REAL, REAL_SETTINGS, SETTINGS, Case, folder_of, opened
from desks import Desk, open_desk
from lines import Line, Opened

from juluo.intake.acts import Act
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Opened]:
    yield from _opening(tmp_path)


@pytest.fixture(scope="module")
def shared_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The same for ledgers that many tests read and none changes."""
    yield from _opening(tmp_path_factory.mktemp("ledger"))


def _opening(folder: Path) -> Iterator[Opened]:
    """Imports lists of lines, each as one file of its own import, and opens what they make."""
    views: list[View] = []
    store = EmbeddedStore(folder / "home")

    def opened(*exports: Sequence[Line], community: str = "town", zone: str = "UTC", starts: int = 0) -> View:
        for number, lines in enumerate(exports):
            path = folder / f"{len(views)}-{number}.jsonl"
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
            take_in(store, community, [path], Wish(timezone=zone, day_starts_at=starts))
        found = store.community(community)
        assert found is not None
        views.append(store.view(found))
        return views[-1]

    yield opened
    for view in views:
        view.close()
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    found = EmbeddedStore(tmp_path / "home")
    yield found
    found.close()


@pytest.fixture
def desk(tmp_path: Path, store: EmbeddedStore) -> Iterator[Desk]:
    """Opens a ledger of a town's lines and of what its desk appended."""
    views: list[View] = []

    def opened(acts: Sequence[Act], lines: Sequence[Line] = (), then: Sequence[Act] = ()) -> View:
        views.append(open_desk(store, tmp_path, acts, lines, then))
        return views[-1]

    yield opened
    for view in views:
        view.close()


def _param(name: str, *, real: bool) -> Any:  # noqa: ANN401 - pytest's own type is private
    marks = [pytest.mark.skipif(REAL is None, reason=NO_REAL)] if real else []
    return pytest.param((REAL_SETTINGS if real else SETTINGS)[name], id=name, marks=marks)


@pytest.fixture(
    scope="session",
    params=[_param(name, real=False) for name in SETTINGS] + [_param(name, real=True) for name in REAL_SETTINGS],
)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    found = opened(request.param, folder_of(request.param, tmp_path_factory))
    yield found
    found.view.close()
    found.view.register.close()


@pytest.fixture(scope="session")
def asked(case: Case) -> Case:
    """The case with its questions known to plain SQL: real ones by the ledger's mark, made-up ones by their ending."""
    ids: list[str] | None = None
    if case.told.con.execute("SELECT count(*) FROM rows_in WHERE text = '怎么弄？'").fetchall() == [(0,)]:
        files = case.view.source(Period(case.days[0], case.days[-1]))
        found = case.view.con.execute(f"SELECT native_id FROM {files} WHERE asks AND until IS NULL").fetchall()
        ids = [native_id for (native_id,) in found]
    case.told.ask(ids)
    return case
