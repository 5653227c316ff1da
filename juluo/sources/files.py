"""A file to read, its head for sniffing, and the encodings that Chinese exports come in."""

import codecs
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD_BYTES = 8192
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read, on disk or inside an archive. `name` is what the operator is shown."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    path: Path | None = None

    @classmethod
    def at(cls, path: Path) -> "SourceFile":
        return cls(path.name, path.stat().st_size, lambda: path.open("rb"), path)

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> "SourceFile":
        return cls(name, len(content), lambda: io.BytesIO(content))


@dataclass(frozen=True, slots=True)
class Head:
    """The first 8 KiB of a file, raw and decoded, with its name."""

    name: str
    size: int
    raw: bytes
    encoding: str
    text: str

    @classmethod
    def of(cls, file: SourceFile) -> "Head":
        with file.open() as stream:
            raw = stream.read(HEAD_BYTES)
        encoding = encoding_of(raw)
        return cls(file.name, file.size, raw, encoding, raw.decode(encoding, errors="replace").lstrip("\ufeff"))


def encoding_of(raw: bytes) -> str:
    """The encoding of a file's first bytes: a byte-order mark, else UTF-8 if it decodes, else GB18030."""
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, final=False)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def file_encoding(file: SourceFile) -> str:
    """The encoding of a whole file, from its first 64 KiB (a GB18030 name may come late)."""
    with file.open() as stream:
        return encoding_of(stream.read(HEAD_BYTES * 8))


def text_of(file: SourceFile) -> io.TextIOWrapper:
    """The file as text with its line ends kept; an undecodable byte becomes U+FFFD, it never ends the reading."""
    return io.TextIOWrapper(file.open(), encoding=file_encoding(file), errors="replace", newline="")
