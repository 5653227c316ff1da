"""Writes the simulated community as files: the export that any importer reads, and the truth beside it."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from juluo.demo.line import Row
from juluo.demo.simulation import Simulated, simulate

_COLUMNS = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class DemoFiles:
    export: Path
    truth: Path


def write_export(folder: Path, last: date, seed: int | None = None) -> DemoFiles:
    """`qinghe.jsonl` in the columns of the generic table, and `truth.json`; byte for byte the same for a last day."""
    return write(simulate(last, seed), folder)


def write(simulated: Simulated, folder: Path) -> DemoFiles:
    """The files of what was simulated."""
    folder.mkdir(parents=True, exist_ok=True)
    files = DemoFiles(folder / "qinghe.jsonl", folder / "truth.json")
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    cells = ({name: getattr(row, name) for name in _COLUMNS} for row in simulated.rows)
    # The first row names every column; in the others an absent cell is an empty one, which halves the file.
    lines = (encode(row if nth == 0 else _filled(row)) + "\n" for nth, row in enumerate(cells))
    files.export.write_bytes("".join(lines).encode())
    truth = json.dumps(asdict(simulated.truth), ensure_ascii=False, indent=1)
    files.truth.write_bytes(f"{truth}\n".encode())
    return files


def _filled(row: dict[str, object]) -> dict[str, object]:
    return {name: cell for name, cell in row.items() if cell}
