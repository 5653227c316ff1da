"""Seven real communities, counted. They lie outside the project: JULUO_REAL_DATA names their folder."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juluo.intake.receipt import Receipt
from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

REAL = os.environ.get("JULUO_REAL_DATA")
pytestmark = pytest.mark.skipif(REAL is None, reason="JULUO_REAL_DATA does not name a folder of real exports")

COMMUNITIES = {
    "lean_zulip_2021": (111_477, 0),
    "irc_raku_2022_2023": (507_579, 0),
    "discourse_urho3d": (36_990, 0),
    "fcc_gitter": (211_038, 0),
    "weibo_ced_public": (324_994, 20),
    "forum_egret_zh": (2_908, 2_908),
    "slack_olake": (346, 0),
}
# So many rows are imported a second time: of the largest two that is a tenth and a fifth.
AGAIN = 60_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with closing(EmbeddedStore(tmp_path_factory.mktemp("real"))) as made:
        yield made


def imported(store: EmbeddedStore, slug: str, *names: str) -> Receipt:
    files = [Path(REAL or "") / "communities" / f"{name}.parquet" for name in names]
    receipt = take_in(store, slug, files, Wish(timezone="UTC"))
    assert receipt.read == sum((receipt.added, receipt.replaced, receipt.duplicate, receipt.skipped, receipt.rejected))
    return receipt


def beginning(name: str, folder: Path) -> Path:
    """The first rows of a community's file."""
    told = next(pq.ParquetFile(Path(REAL or "") / "communities" / f"{name}.parquet").iter_batches(AGAIN))
    pq.write_table(pa.Table.from_batches([told]), folder / f"{name}.parquet")
    return folder / f"{name}.parquet"


@pytest.mark.parametrize("name", COMMUNITIES)
def test_every_row_is_added_once_or_rejected(store: EmbeddedStore, name: str, tmp_path: Path) -> None:
    added, rejected = COMMUNITIES[name]
    first = imported(store, name, name)
    assert (first.added, first.replaced, first.duplicate, first.rejected) == (added, 0, 0, rejected)
    again = take_in(store, name, [beginning(name, tmp_path)], Wish(timezone="UTC"))
    assert (again.added, again.replaced) == (0, 0)
    assert again.duplicate == (added if again.read < AGAIN else again.read - again.rejected)
    assert again.rejected <= rejected


def test_a_year_and_then_both_years_are_their_union(store: EmbeddedStore) -> None:
    assert imported(store, "lean", "lean_zulip_2020").added == 123_554
    both = imported(store, "lean", "lean_zulip_2020", "lean_zulip_2021")
    assert (both.added, both.duplicate) == (111_477, 123_554)
    assert store.undo(both.import_no - 1) == (0, 0)
    assert store.undo(both.import_no) == (123_554 + 111_477, 0)
