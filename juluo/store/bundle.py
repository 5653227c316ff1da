"""The file of a backup: a zip that any machine opens, with a manifest, and the digest of all of it at its end.

It is written in one go, front to back, and read only after its digest was found right.
"""

import hashlib
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO, Self, cast

import msgspec

from juluo import __version__
from juluo.store.table import flush
from juluo.wording.sentence import ToldError, told

FORMAT = 1
REGISTER = "ledger/register.sqlite3"
DESK = "juluo.sqlite3"
KEY = "secret.key"
TABLE, MEMBERS, FILES = "ledger/table", "ledger/members", "files"
FINDINGS = "ledger/findings"
_ABOUT, _MANIFEST = "juluo-backup.txt", "manifest.json"
_WORDS = """聚落的备份：一个数据文件夹的全部，里面有成员的话、账号和密钥。恢复：juluo restore 这个文件
A backup of Juluo: a whole data folder with members' words, accounts and keys. To restore: juluo restore THIS_FILE
"""
_CHUNK = 1 << 20
# The comment at a zip's very end: hexadecimal digits of the digest that the file has with zeros in their place.
_SEAL = 64
_BLANK = b"0" * _SEAL
_BIGGEST_MANIFEST = 1 << 28
# A database of a new home shrinks to a fiftieth; a bomb to a thousandth.
_RATIO, _SMALL = 200, 16 << 20
_ENCRYPTED = 0x1


class BundleError(ToldError):
    """A file can't be restored, or a backup can't be made; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of the home, by its path below it."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `lineage` tells homes apart that don't descend from each other; `left_out` are names."""

    format: int
    juluo: str
    made_at: datetime
    lineage: str
    ledger_version: int
    files: tuple[Kept, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """What can be read of a manifest of any format."""

    format: int
    juluo: str


class _Sealing:
    """A stream that can't go back, for what is written to be hashed as it goes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.sha = hashlib.sha256()
        self.given_up = False

    def write(self, data: bytes) -> int:
        if self.given_up:
            return len(data)
        self.sha.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        if not self.given_up:
            self._stream.flush()


class Bundle:
    """A backup being written."""

    def __init__(self, stream: BinaryIO, made_at: datetime) -> None:
        self._stream = stream
        self._sealing = _Sealing(stream)
        self._zip = zipfile.ZipFile(cast("BinaryIO", self._sealing), "w")
        self._at = made_at.timetuple()[:6]
        self.files: list[Kept] = []
        with self._member(_ABOUT) as out:
            out.write(_WORDS.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Of what wasn't sealed, the archive would still write its last pages: to nowhere, for the disk may be full.
        self._sealing.given_up = True
        self._zip.close()

    def add(self, path: str, source: BinaryIO, *, packed: bool) -> Kept:
        """Copy a file to its end; `packed` is for what gets smaller by it."""
        sha, size = hashlib.sha256(), 0
        with self._member(path, packed=packed) as out:
            while chunk := source.read(_CHUNK):
                sha.update(chunk)
                size += out.write(chunk)
        self.files.append(Kept(path, size, sha.hexdigest()))
        return self.files[-1]

    def seal(self, lineage: str, ledger_version: int, made_at: datetime, left_out: tuple[str, ...]) -> Manifest:
        """Write the manifest and the digest; nothing can be added then."""
        made = Manifest(FORMAT, __version__, made_at, lineage, ledger_version, tuple(self.files), left_out)
        with self._member(_MANIFEST, packed=True) as out:
            out.write(msgspec.json.encode(made))
        self._zip.comment = _BLANK
        self._zip.close()
        self._stream.seek(-_SEAL, 2)
        self._stream.write(self._sealing.sha.hexdigest().encode())
        return made

    def _member(self, path: str, *, packed: bool = False) -> BinaryIO:
        year, *rest = self._at
        info = zipfile.ZipInfo(path, (max(year, 1980), rest[0], rest[1], rest[2], rest[3], rest[4]))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        return cast("BinaryIO", self._zip.open(info, "w", force_zip64=True))


class Opened:
    """A backup whose digest is right, and whose manifest and names are those of a home."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._zip = archive
        self.manifest = self._manifest()
        self._check_members()

    def _manifest(self) -> Manifest:
        try:
            info = self._zip.getinfo(_MANIFEST)
            if info.file_size > _BIGGEST_MANIFEST:
                raise _too_big(file=self.path, inside=_MANIFEST)
            raw = self._zip.read(info)
            form = msgspec.json.decode(raw, type=_Form)
            _check_form(self.path, form)
            return msgspec.json.decode(raw, type=Manifest)
        except (KeyError, ValueError, *_BROKEN) as error:
            raise _damaged(file=self.path) from error

    def _check_members(self) -> None:
        listed = {kept.path: kept for kept in self.manifest.files}
        names = [info.filename for info in self._zip.infolist() if info.filename not in {_ABOUT, _MANIFEST}]
        for name in (*listed, *names):
            if not _stays_inside(name):
                raise _astray(file=self.path, inside=name)
        if sorted(names) != sorted(listed) or len(listed) != len(self.manifest.files) or REGISTER not in listed:
            raise _damaged(file=self.path)
        for name, kept in listed.items():
            self._check_member(self._zip.getinfo(name), kept)

    def _check_member(self, info: zipfile.ZipInfo, kept: Kept) -> None:
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG} or info.flag_bits & _ENCRYPTED or info.is_dir():
            raise _astray(file=self.path, inside=info.filename)
        if info.file_size != kept.size:
            raise _damaged(file=self.path)
        if kept.size > _SMALL and kept.size > _RATIO * max(info.compress_size, 1):
            raise _too_big(file=self.path, inside=info.filename)

    @property
    def size(self) -> int:
        """How many bytes the home has."""
        return sum(kept.size for kept in self.manifest.files)

    def check_room(self, folder: Path) -> None:
        """Raises BundleError where the home wouldn't fit."""
        free = shutil.disk_usage(folder).free
        if self.size > free:
            raise BundleError(
                told(
                    "{file} 解开要 {size} MB，{folder} 所在的磁盘只剩 {free} MB：请腾出地方，或换一个数据文件夹。",
                    file=self.path,
                    size=f"{self.size / 1e6:,.0f}",
                    folder=folder.parent,
                    free=f"{free / 1e6:,.0f}",
                )
            )

    def unpack(self, root: Path) -> None:
        """Write all files below a folder. Raises BundleError if one isn't what the manifest says."""
        for kept in self.manifest.files:
            self.unpack_one(kept, root / kept.path)

    def unpack_one(self, kept: Kept, target: Path) -> None:
        """Write one file, readable by its owner alone; it is on the disk when this returns."""
        target.parent.mkdir(parents=True, exist_ok=True)
        sha, left = hashlib.sha256(), kept.size
        try:
            with self._zip.open(kept.path) as source, target.open("xb") as out:
                target.chmod(0o600)
                while chunk := source.read(_CHUNK):
                    sha.update(chunk)
                    left -= len(chunk)
                    if left < 0:
                        raise _too_big(file=self.path, inside=kept.path)
                    out.write(chunk)
        except (*_BROKEN, FileExistsError) as error:
            raise _damaged(file=self.path) from error
        if left or sha.hexdigest() != kept.sha256:
            raise _damaged(file=self.path)
        flush(target)


# What zipfile raises of an archive that is damaged, locked, or packed in a way it doesn't know (NotImplementedError).
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@contextmanager
def opened_bundle(path: Path) -> Iterator[Opened]:
    """A backup to read. Raises BundleError for what isn't one, or not a whole one; OSError if there is none."""
    with path.open("rb") as stream:
        start = stream.read(_SEAL)
        if not start.startswith(b"PK\x03\x04") or _ABOUT.encode() not in start:
            raise BundleError(told("{file} 不是聚落的备份：请给出 juluo backup 做的文件。", file=path))
        if not _is_sealed(stream):
            raise _damaged(file=path)
        try:
            archive = zipfile.ZipFile(stream)
        except (ValueError, *_BROKEN) as error:
            raise _damaged(file=path) from error
        with archive:
            yield Opened(path, archive)


def _is_sealed(stream: BinaryIO) -> bool:
    left = stream.seek(0, 2) - _SEAL
    stream.seek(0)
    sha = hashlib.sha256()
    while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
        sha.update(chunk)
        left -= len(chunk)
    sha.update(_BLANK)
    return stream.read() == sha.hexdigest().encode()


def _check_form(path: Path, form: _Form) -> None:
    """Raises BundleError for what only another Juluo can read."""
    if form.format != FORMAT or _numbers(form.juluo) > _numbers(__version__):
        raise BundleError(
            told(
                "{file} 是聚落 {theirs} 做的备份（格式 {format}），这里的聚落 {ours} 读不了：请先升级聚落，再恢复。",
                file=path,
                theirs=form.juluo,
                format=form.format,
                ours=__version__,
            )
        )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]{1,9}", version)[:3]]


def _stays_inside(name: str) -> bool:
    """Whether a path leads to a place that a home has, on this operating system too."""
    known = name in {REGISTER, DESK, KEY} or name.startswith((f"{TABLE}/", f"{MEMBERS}/", f"{FINDINGS}/", f"{FILES}/"))
    path = PurePath(name)
    return known and "\x00" not in name and path.parts == tuple(name.split("/")) and ".." not in path.parts


def _damaged(file: Path) -> BundleError:
    return BundleError(told("{file} 坏了或不完整：什么都没有恢复，请重新拷贝一次，或换一份备份。", file=file))


def _astray(file: Path, inside: str) -> BundleError:
    return BundleError(
        told("{file} 里的 {inside} 不在数据文件夹里：这不是正常的备份，什么都没有恢复。", file=file, inside=inside)
    )


def _too_big(file: Path, inside: str) -> BundleError:
    return BundleError(
        told("{file} 里的 {inside} 大得不正常（像压缩炸弹）：什么都没有恢复。", file=file, inside=inside)
    )
