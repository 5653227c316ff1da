"""A folder whose new files are imported once they stop growing. What was imported is kept in mind, in the home."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xxhash import xxh3_64_hexdigest

from juluo.ledger.slug import is_slug


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells a file from itself a while ago."""

    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "Shape | None":
        """None for what isn't a file, or isn't there any more."""
        try:
            stat = path.stat()
        except OSError:
            return None
        return cls(stat.st_size, stat.st_mtime_ns) if path.is_file() else None


class Watch:
    """The files of one folder for one community. A file imported twice adds nothing; the memory saves the work."""

    def __init__(self, home: Path, folder: Path, slug: str) -> None:
        if not is_slug(slug):
            raise ValueError(slug)
        self.folder = folder
        self._memory = home / "files" / "watched" / f"{slug}-{_sign(str(folder.resolve()))}.json"
        self._before: dict[str, Shape] = {}

    def settled(self) -> tuple[Path, ...]:
        """New or changed files that are as they were when this was last asked."""
        now = dict(self._files())
        ready = [name for name, shape in now.items() if shape.size and self._before.get(name) == shape]
        self._before = now
        return tuple(self.folder / name for name in ready)

    def quiet_since(self, seconds: float, now: float) -> tuple[Path, ...]:
        """New or changed files that nobody has written to for so long."""
        ready = [name for name, shape in self._files() if shape.size and now - shape.changed / 1e9 >= seconds]
        return tuple(self.folder / name for name in ready)

    def note(self, path: Path, shape: Shape) -> None:
        """Keep in mind that a file of this shape was dealt with."""
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        draft = self._memory.with_suffix(".part")
        # By their hashes: a file's name may be a person's.
        known = self._remembered() | {_sign(path.name): [shape.size, shape.changed]}
        draft.write_text(json.dumps(known), encoding="ascii")
        draft.replace(self._memory)

    def _files(self) -> Iterator[tuple[str, Shape]]:
        """Files that are not known yet, in the order of their names; hidden ones and halves are none."""
        known = self._remembered()
        for path in sorted(self.folder.iterdir()):
            shape = Shape.of(path)
            if shape is None or path.name.startswith((".", "~$")) or path.suffix in {".part", ".crdownload", ".tmp"}:
                continue
            if known.get(_sign(path.name)) != [shape.size, shape.changed]:
                yield path.name, shape

    def _remembered(self) -> dict[str, list[int]]:
        try:
            return dict(json.loads(self._memory.read_text(encoding="ascii")))
        except (OSError, ValueError):
            return {}


def _sign(name: str) -> str:
    return xxh3_64_hexdigest(name.encode(errors="surrogateescape"))
