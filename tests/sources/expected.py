"""What a sample must read as: one readable line an entry, and a last line that accounts for every record.

`<case>.expected.jsonl` lies beside `<case>.<any ending>`. Empty columns are left out, so a line says only what is
there. `JULUO_WRITE_EXPECTED=1 make test` writes the files anew, to be read in review like any other change.

    {"id": "7", "at": "2024-03-01T04:00:00Z", "kind": "message", "account": "user1", "name": "林晓", "weak": true,
     "bot": true, "staff": true, "peer": "user2", "channel": "茶馆", "thread": "新手", "reply_to": "3",
     "mentions": ["user2"], "text": "你好", "media": 1, "reactions": 2, "detail": {…}, "deleted": true,
     "naive_time": "2024-03-01T12:00:00", "edited_at": "2024-03-01T04:01:00Z"}
    {"records": 9, "skipped": {"…": 1}, "rejected": [[1024, "…"]], "warnings": ["…"], "sights": ["joins"]}

`records` is counted by hand: what a person would count in the file. A record that became several entries gives them
all its own offset; `reply_to` names an entry of the same file by its id, else it is "?".
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from juluo.ledger.kinds import KINDS
from juluo.sources.files import SourceFile
from juluo.sources.reader import Reader, readers
from juluo.sources.reading import Reading

SAMPLES = Path(__file__).parent / "samples"
ZONE = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Read:
    """A file as one reader read it."""

    reading: Reading
    batches: list[pa.RecordBatch]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row for batch in self.batches for row in batch.to_pylist()]

    def column(self, name: str) -> list[Any]:
        return [value for batch in self.batches for value in batch.column(name).to_pylist()]


def read(
    reader: Reader, source: Path | bytes, name: str = "result.json", mapping: Mapping[str, str] | None = None
) -> Read:
    """The whole of a file (a path, or its bytes), read with times of no zone taken as Shanghai's."""
    file = SourceFile.at(source) if isinstance(source, Path) else SourceFile.of_bytes(name, source)
    reading = Reading(zone=ZONE, mapping=mapping or {}, file=file.name)
    return Read(reading, [batch.columns for batch in reader.read(file, reading)])


def lines_of(done: Read) -> list[dict[str, Any]]:
    """The entries and the closing account, as `<case>.expected.jsonl` has them."""
    return [*entry_lines(done), _account(done)]


def entry_lines(done: Read) -> Iterator[dict[str, Any]]:
    """The entries in file order, without empty columns."""
    rows = done.rows
    names = {row["entry_id"]: row["native_id"] for row in rows}
    for row in rows:
        yield {name: value for name, value in _line(row, done.reading, names).items() if value}


def _line(row: dict[str, Any], reading: Reading, names: dict[int, str]) -> dict[str, Any]:
    accounts, places = reading.roster.accounts, reading.places
    who = None if row["account"] is None else accounts[row["account"]]
    return {
        "id": row["native_id"],
        "at": instant(row["at"]),
        "kind": KINDS[row["kind"]],
        "account": who and who.account_id,
        "name": who and who.name,
        "weak": who and who.weak,
        "bot": who and who.is_bot,
        "staff": who and who.is_staff,
        "peer": None if row["peer"] is None else accounts[row["peer"]].account_id,
        "channel": places.channels[row["channel"]].name,
        "thread": None if row["thread"] is None else places.threads[row["thread"]].name,
        "reply_to": None if row["reply_to"] is None else names.get(row["reply_to"], "?"),
        "mentions": [accounts[number].account_id for number in row["mentions"] or ()],
        "text": row["text"],
        "media": row["media"],
        "reactions": row["reactions"],
        "detail": row["detail"] and _parsed(row["detail"]),
        "naive_time": row["naive_time"],
        "edited_at": row["edited_at"] and instant(row["edited_at"]),
        "deleted": row["deleted"],
    }


def _account(done: Read) -> dict[str, Any]:
    reading = done.reading
    account: dict[str, Any] = {
        "records": len(set(done.column("offset"))) + reading.skipped.total() + len(reading.rejections),
        "skipped": dict(sorted(reading.skipped.items())),
        "rejected": [[rejection.offset, rejection.reason] for rejection in reading.rejections],
        "warnings": reading.warnings,
        "sights": sorted(reading.sights),
        "exported_at": reading.exported_at and reading.exported_at.astimezone(UTC).isoformat(),
    }
    return {name: value for name, value in account.items() if value or name == "records"}


def instant(microseconds: int) -> str:
    """A moment as 2024-03-01T04:00:00Z."""
    return (EPOCH + timedelta(microseconds=microseconds)).isoformat().replace("+00:00", "Z")


def _parsed(detail: str) -> object:
    try:
        return json.loads(detail)
    except ValueError:
        return detail


def expected_file(sample: Path) -> Path:
    return sample.with_name(f"{sample.stem}.expected.jsonl")


def expected_lines(sample: Path) -> list[dict[str, Any]]:
    text = expected_file(sample).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def write_expected(sample: Path, done: Read) -> None:
    lines = (json.dumps(line, ensure_ascii=False) for line in lines_of(done))
    expected_file(sample).write_text("\n".join(lines) + "\n", encoding="utf-8")


def samples() -> list[Path]:
    """Every sample of every reader: samples/<reader name>/<case>.<ending>, beside <case>.expected.jsonl."""
    return [
        path
        for path in sorted(SAMPLES.glob("*/*"))
        if path.parent.name in readers() and not path.name.endswith(".expected.jsonl")
    ]
