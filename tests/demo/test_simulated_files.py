import hashlib
import json
from dataclasses import fields
from pathlib import Path

from simulated_town import LAST

from juluo.demo.export import write, write_export
from juluo.demo.line import Row
from juluo.demo.simulation import Simulated, simulate
from juluo.ledger.kinds import Kind

# A change of a phrase or a number changes these: look at the demo again, then write the new ones.
EXPORT_SHA256 = "220d9c374be3bbe63205538b7a2fbd675276118817f29f5ea78e815ebff7037e"
TRUTH_SHA256 = "3b784440e815b284c192f39413ca683cbcdbcacc06c7ce8083d2ee46eafbfeec"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_files_are_the_same_bytes_everywhere_and_every_time(tmp_path: Path, simulated: Simulated) -> None:
    first = write(simulated, tmp_path / "first")
    again = write_export(tmp_path / "again", LAST)
    assert sha256(first.export) == sha256(again.export) == EXPORT_SHA256
    assert sha256(first.truth) == sha256(again.truth) == TRUTH_SHA256


def test_the_export_holds_every_row_in_the_table_s_columns(tmp_path: Path, simulated: Simulated) -> None:
    lines = write(simulated, tmp_path).export.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(simulated.rows)
    columns = {field.name for field in fields(Row)}
    assert json.loads(lines[0]).keys() == columns
    assert all(json.loads(line).keys() <= columns for line in lines[::50])


def test_the_truth_file_says_that_all_is_simulated(tmp_path: Path, simulated: Simulated) -> None:
    files = write(simulated, tmp_path)
    truth = json.loads(files.truth.read_text(encoding="utf-8"))
    assert truth["label"] == "模拟数据"
    assert truth["last"]["waiting"][0].keys() == {"id", "author", "channel", "asked_at", "text"}


def test_another_seed_is_another_community(simulated: Simulated) -> None:
    other = simulate(LAST, 8)
    assert other.truth.seed == 8
    assert other.rows[100:200] != simulated.rows[100:200]


def test_every_kind_is_one_of_the_ledger(rows: tuple[Row, ...]) -> None:
    kinds = {Kind(row.kind) for row in rows}
    assert kinds >= {Kind.MESSAGE, Kind.JOIN, Kind.INVITE, Kind.LEAVE, Kind.KICK, Kind.POLL, Kind.PIN, Kind.ANNOUNCE}
    assert rows[0].kind == Kind.COMMUNITY
    assert rows[1].kind == Kind.MEMBER_COUNT
