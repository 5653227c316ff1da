"""What every reader keeps, over every sample of every reader."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from expected import EPOCH, SAMPLES, Read, expected_lines, lines_of, read, samples, write_expected

from juluo.ledger.kinds import KINDS
from juluo.sources.batch import STAGED
from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import Reader, UnreadableError, readers

WRITE = os.environ.get("JULUO_WRITE_EXPECTED") == "1"
EARLIEST, LATEST = ((year - EPOCH.year) * 365.2425 * 86_400e6 for year in (1990, 2100))

each_sample = pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
each_reader = pytest.mark.parametrize("reader", readers().values(), ids=lambda reader: reader.name)


@cache
def once(sample: Path) -> Read:
    return read(reader_of(sample), sample)


def reader_of(sample: Path) -> Reader:
    return readers()[sample.parent.name]


def test_every_folder_of_samples_has_its_reader() -> None:
    assert {folder.name for folder in SAMPLES.iterdir() if folder.is_dir()} <= set(readers())


@each_sample
def test_reads_as_expected(sample: Path) -> None:
    if WRITE:
        write_expected(sample, once(sample))
    assert lines_of(once(sample)) == expected_lines(sample)


@each_sample
def test_reads_the_same_twice(sample: Path) -> None:
    again = read(reader_of(sample), sample)
    for column in ("entry_id", "sum", "offset"):
        assert again.column(column) == once(sample).column(column)


@each_sample
def test_keeps_the_staged_columns(sample: Path) -> None:
    for batch in once(sample).batches:
        assert batch.schema.equals(STAGED)
        batch.validate(full=True)
        assert all(batch.column(field.name).null_count == 0 for field in STAGED if not field.nullable)


@each_sample
def test_numbers_kinds_and_moments_are_sane(sample: Path) -> None:
    done = once(sample)
    accounts, threads = len(done.reading.roster.accounts), len(done.reading.places.threads)
    for row in done.rows:
        assert 0 <= row["kind"] < len(KINDS)
        assert EARLIEST < row["at"] < LATEST
        assert all(
            0 <= number < accounts for number in (row["account"] or 0, row["peer"] or 0, *(row["mentions"] or ()))
        )
        assert 0 <= row["channel"] < len(done.reading.places.channels)
        assert row["thread"] is None or 0 <= row["thread"] < threads
        assert row["media"] >= 0
        assert row["reactions"] >= 0
        assert row["nameless"] == (row["native_id"] is None)


@each_sample
def test_a_named_entry_stands_once(sample: Path) -> None:
    """An export may repeat an entry; then both are the same entry, never two different ones of one name."""
    named = {(row["entry_id"], row["native_id"]) for row in once(sample).rows if not row["nameless"]}
    assert len(named) == len({entry for entry, _ in named})


@each_sample
def test_the_right_reader_is_the_surest(sample: Path) -> None:
    head = Head.of(SourceFile.at(sample))
    scores = {name: reader.sniff(head) for name, reader in readers().items()}
    own = scores.pop(sample.parent.name)
    assert 0 < own <= 1
    assert all(0 <= score < own for score in scores.values()), scores


@each_reader
def test_knows_what_its_platform_shows(reader: Reader) -> None:
    assert reader.sees
    assert reader.name.isidentifier()
    assert reader.title
    assert reader.platform


@each_reader
@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"{", b"[]", b"\xff\xfe", b"hello"], ids=repr)
def test_says_one_sentence_over_nothing(reader: Reader, content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"[。!！]$"):
        read(reader, content)
    assert 0 <= reader.sniff(Head.of(SourceFile.of_bytes("result.json", content))) <= 1


@each_sample
def test_a_sample_cut_anywhere_never_breaks_the_reader(sample: Path) -> None:
    whole = sample.read_bytes()
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        with suppress(UnreadableError):
            done = read(reader_of(sample), whole[:cut], sample.name)
            assert len(done.rows) <= len(once(sample).rows) + 1
