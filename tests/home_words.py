"""All that stands in the files of a home, for tests of what must not stand there any more."""

import json
from pathlib import Path

import pyarrow.parquet as pq


def words_of(path: Path) -> str:
    """What a file says: Parquet decompressed, everything else as bytes."""
    told = path.read_bytes().decode(errors="replace")
    if path.suffix == ".parquet":
        told += json.dumps(pq.read_table(path).to_pydict(), ensure_ascii=False, default=str)
    return told


def words_below(home: Path) -> str:
    """What all the home's files say."""
    return "\n".join(words_of(path) for path in sorted(home.rglob("*")) if path.is_file())


def files_saying(home: Path, words: str) -> list[str]:
    """Which files of the home say it; JSON may have spelt it out in escapes."""
    escaped = json.dumps(words)[1:-1]
    found = ((path, words_of(path)) for path in sorted(home.rglob("*")) if path.is_file())
    return [str(path.relative_to(home)) for path, told in found if words in told or escaped in told]
