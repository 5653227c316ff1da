"""What text analysis found of a community's entries: numbers alone, keyed by entry id and content `sum`.

No text of a message, no name and no account stands here. Findings come in layers, each made by one model and kept in
files of its own for each version of that model; a newer version is shown once it has read everything. A list beside
the files names those that count and is replaced in one step, so a process killed anywhere leaves what was or what is
to be. Findings are of a content, not of a moment: an earlier state of the ledger finds those of the words that stood
then, and an import that is taken back leaves its own unused. Whoever is erased takes theirs along. Where old words are
forgotten their numbers stay, as every count does; since they could not be made again, backups hold them.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from xxhash import xxh3_64_hexdigest

from juluo.store.engine import quoted, scan
from juluo.store.readers import anybody_reads
from juluo.store.schema import SQL_TYPES
from juluo.store.table import flush

_LIST = "findings.json"
_DRAFT = ".draft"
# More files than this are laid together, the small ones first.
_MANY, _AT_ONCE = 16, 12


@dataclass(frozen=True, slots=True)
class Layer:
    """What one model finds of an entry: names of columns and their types in DuckDB."""

    name: str
    columns: Mapping[str, str]

    @property
    def schema(self) -> pa.Schema:
        """The columns of its files."""
        own = [pa.field(name, _ARROW[kind]) for name, kind in self.columns.items()]
        return pa.schema([pa.field("entry_id", pa.int64()), pa.field("sum", pa.int32()), *own])


_ARROW = {"VARCHAR": pa.string(), "FLOAT": pa.float32(), "BIGINT": pa.int64(), "INTEGER": pa.int32()}
# Probabilities of speech acts and of advertising; `mood` from -1 to 1, NULL where the model abstains; `near` is the
# entry that first said nearly the same, NULL for the first itself; `answers` what this one answers by a model's guess.
# `taught` is what a community's own clicks made of the chances in `content`, NULL where they change nothing; of a
# column that several layers have, the latest layer's word counts. `watch_word` is one of the community's own list,
# the others say how it was written, and from where to where in the text.
LAYERS: Mapping[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer(
            "content",
            {
                "language": "VARCHAR",
                "question": "FLOAT",
                "problem": "FLOAT",
                "suggestion": "FLOAT",
                "praise": "FLOAT",
                "mood": "FLOAT",
                "advertising": "FLOAT",
            },
        ),
        Layer(
            "taught",
            {
                "question": "FLOAT",
                "problem": "FLOAT",
                "suggestion": "FLOAT",
                "praise": "FLOAT",
                "advertising": "FLOAT",
            },
        ),
        Layer(
            "watch",
            {"watch_word": "VARCHAR", "watch_trick": "VARCHAR", "watch_start": "INTEGER", "watch_end": "INTEGER"},
        ),
        Layer("near", {"near": "BIGINT"}),
        Layer("links", {"answers": "BIGINT", "answers_p": "FLOAT"}),
    )
}
FOUND = {name: kind for layer in LAYERS.values() for name, kind in layer.columns.items()}


@dataclass(frozen=True, slots=True)
class Kept:
    """What one version of a model has found: its files, how many entries, and whether it has read everything once."""

    layer: str
    version: str
    whole: bool = False
    sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files, the oldest first."""
        return tuple(self.sizes)

    @property
    def rows(self) -> int:
        """How many contents of entries it has read."""
        return sum(self.sizes.values())


class Findings:
    """The findings of one community. Whoever writes holds the store's lock; readers show themselves in `readers`."""

    def __init__(self, folder: Path, readers: Path) -> None:
        self.folder = folder
        self.readers = readers

    @property
    def contents(self) -> Path:
        """The file that says which files count."""
        return self.folder / _LIST

    @classmethod
    def of(cls, store_folder: Path, community: str) -> "Findings":
        return cls(store_folder / "findings" / community, store_folder / "readers")

    # reading

    def kept(self) -> tuple[Kept, ...]:
        """Every version of every layer."""
        try:
            told = json.loads(self.contents.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        return tuple(Kept(one["layer"], one["version"], one["whole"], one["sizes"]) for one in told)

    def of_version(self, layer: str, version: str) -> Kept:
        """What a version of a model has found so far."""
        found = (one for one in self.kept() if (one.layer, one.version) == (layer, version))
        return next(found, Kept(layer, version))

    def shown(self, layer: str) -> Kept | None:
        """The version that is read: the newest that has read everything, or else the newest."""
        found = [one for one in self.kept() if one.layer == layer]
        return next((one for one in reversed(found) if one.whole), found[-1] if found else None)

    def mark(self, layer: str) -> str:
        """A name for what is shown of a layer: another one once more was read, or another model read it."""
        kept = self.shown(layer)
        return xxh3_64_hexdigest(repr((kept.version, kept.files)).encode()) if kept else "unread"

    def source(self, kept: Kept | None, layer: str) -> str:
        """The query over a version's rows; no rows where there is none."""
        if kept is None or not kept.files:
            listed = ", ".join(f"NULL::{kind} AS {name}" for name, kind in _columns(layer).items())
            return f"SELECT {listed} LIMIT 0"
        listed = ", ".join(_columns(layer))
        return f"SELECT {listed} FROM {scan([str(self.folder / name) for name in kept.files])}"

    def beside(self, entries: str) -> str:
        """A query's entries (with `entry_id` and `sum`) and all columns of FOUND; NULL where nothing is found yet."""
        joins = [
            f"LEFT JOIN ({self.source(self.shown(layer), layer)}) {layer}"
            f" ON {layer}.entry_id = e.entry_id AND {layer}.sum = e.sum"
            for layer in LAYERS
        ]
        listed = ", ".join(f"coalesce({', '.join(_who_tells(name))}) AS {name}" for name in FOUND)
        return f"SELECT e.*, {listed} FROM ({entries}) e {' '.join(joins)}"

    # writing

    def append(self, layer: str, version: str, rows: pa.Table) -> None:
        """Publish what a version found of some entries; none of them may be there already."""
        before = self.of_version(layer, version)
        if not rows.num_rows:
            self._put(before)
            return
        name = self._write(layer, rows.cast(LAYERS[layer].schema).sort_by("entry_id"))
        self._put(replace(before, sizes={**before.sizes, name: rows.num_rows}))

    def settle(self, con: duckdb.DuckDBPyConnection, layer: str, version: str) -> None:
        """A version has read everything there is: from now on it is shown, and what others found goes."""
        whole = replace(self.of_version(layer, version), whole=True)
        whole = self._laid_together(con, whole)
        others = [one for one in self.kept() if one.layer != layer]
        self._publish([*others, whole])
        self.sweep()

    def drop(self, layer: str) -> None:
        """Forget all that was found in a layer."""
        if any(one.layer == layer for one in self.kept()):
            self._publish([one for one in self.kept() if one.layer != layer])
            self.sweep()

    def without(self, con: duckdb.DuckDBPyConnection, gone: str) -> int:
        """Take out what was found of the entries whose ids a query gives, and delete the old files at once."""
        taken = 0
        for one in self.kept():
            sizes = dict(one.sizes)
            for name in one.files:
                source = scan([str(self.folder / name)])
                (hit,) = con.execute(f"SELECT count(*) FROM {source} WHERE entry_id IN ({gone})").fetchall()[0]
                if hit:
                    taken += int(hit)
                    del sizes[name]
                    sizes |= self._copied(con, one.layer, f"{source} WHERE entry_id NOT IN ({gone})")
            if sizes != one.sizes:
                self._put(replace(one, sizes=sizes))
        self._delete()
        return taken

    def sweep(self) -> None:
        """Delete files that the list doesn't name, left by a killed process or replaced; unless somebody reads."""
        if not anybody_reads(self.readers):
            self._delete()

    def _laid_together(self, con: duckdb.DuckDBPyConnection, kept: Kept) -> Kept:
        if len(kept.files) <= _MANY:
            return kept
        small = sorted(kept.files, key=lambda name: kept.sizes[name])[: max(_AT_ONCE, len(kept.files) - _MANY)]
        source = scan([str(self.folder / name) for name in small])
        sizes = {name: rows for name, rows in kept.sizes.items() if name not in small}
        return replace(kept, sizes=sizes | self._copied(con, kept.layer, source))

    def _copied(self, con: duckdb.DuckDBPyConnection, layer: str, source: str) -> dict[str, int]:
        """One new file of what a FROM clause gives; none where that is nothing."""
        name = _new(layer)
        target = self.folder / (name + _DRAFT)
        listed = ", ".join(_columns(layer))
        (rows,) = con.execute(
            f"COPY (SELECT {listed} FROM {source} ORDER BY entry_id) TO '{quoted(str(target))}'"
            " (FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()[0]
        if not rows:
            target.unlink()
            return {}
        self._take_place(target, name)
        return {name: int(rows)}

    def _write(self, layer: str, rows: pa.Table) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = _new(layer)
        target = self.folder / (name + _DRAFT)
        pq.write_table(rows, target, compression="zstd")
        self._take_place(target, name)
        return name

    def _take_place(self, draft: Path, name: str) -> None:
        flush(draft)
        draft.replace(self.folder / name)
        flush(self.folder / name)

    def _put(self, kept: Kept) -> None:
        """Let a version be as given, the newest of its layer if it is new."""
        known = list(self.kept())
        places = [place for place, one in enumerate(known) if (one.layer, one.version) == (kept.layer, kept.version)]
        if places:
            known[places[0]] = kept
        else:
            known.append(kept)
        self._publish(known)

    def _publish(self, kept: Sequence[Kept]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        told = [
            {"layer": one.layer, "version": one.version, "whole": one.whole, "sizes": dict(one.sizes)} for one in kept
        ]
        draft = self.folder / (_LIST + _DRAFT)
        with draft.open("w", encoding="utf-8") as out:
            json.dump(told, out)
            out.flush()
            os.fsync(out.fileno())
        self._take_place(draft, _LIST)

    def _delete(self) -> None:
        live = {_LIST, *(name for one in self.kept() for name in one.files)}
        for path in self.folder.glob("*"):
            if path.name not in live:
                path.unlink(missing_ok=True)


def _who_tells(name: str) -> list[str]:
    """The column of that name in each layer that has it, the latest layer first."""
    return [f"{layer.name}.{name}" for layer in reversed(tuple(LAYERS.values())) if name in layer.columns]


def _columns(layer: str) -> dict[str, str]:
    return {"entry_id": SQL_TYPES["entry_id"], "sum": SQL_TYPES["sum"], **LAYERS[layer].columns}


def _new(layer: str) -> str:
    return f"{layer}-{uuid4().hex[:12]}.parquet"
