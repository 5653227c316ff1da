"""The files to read: paths as given, archives opened with their dangers refused."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from juluo.sources.files import SourceFile
from juluo.wording.sentence import ToldError, told

# What zipfile raises of an archive that it can't open; NotImplementedError is its word for a way of packing it
# doesn't know.
BROKEN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, ValueError)

MAX_MEMBERS = 20_000
_GB = 1024**3
MAX_EXPANDED = 64 * _GB
# Chats shrink to a twentieth at best; a bomb to a thousandth.
MAX_RATIO = 200
_SMALL = 16 * 1024**2
# These are archives by construction, but one document each.
_DOCUMENTS = {".xlsx", ".xlsm"}
_UTF8_NAME = 0x800
# What chats carry beside their words.
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".svg", ".ico", ".tgs"}
_SOUNDS = {".mp3", ".m4a", ".aac", ".ogg", ".opus", ".amr", ".wav", ".flac", ".silk"}
_FILMS = {".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp", ".m4v"}
_PAPERS = {".pdf", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".vcf", ".apk", ".html", ".htm", ".css", ".js"}
_MEDIA = _PICTURES | _SOUNDS | _FILMS | _PAPERS


class RefusedError(ToldError):
    """A file is not opened at all."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What is to be read of one given path, and how many files beside it are pictures and the like."""

    files: tuple[SourceFile, ...]
    passed_over: int = 0


def unpacked(path: Path) -> Unpacked:
    """The file itself, or the members of a zip in their order. Raises RefusedError."""
    try:
        return _unpacked(path)
    except PermissionError as error:
        raise RefusedError(told("没有权限读 {path}：请检查文件的权限。", path=path)) from error
    except OSError as error:
        raise RefusedError(told("{path} 打不开：{why}。", path=path, why=error.strerror or str(error))) from error


def _unpacked(path: Path) -> Unpacked:
    if not path.exists():
        raise RefusedError(told("找不到文件 {path}：请检查路径。", path=path))
    if path.is_dir():
        raise RefusedError(told("{path} 是一个文件夹：请给出里面的文件，或把它打成 zip。", path=path))
    if not path.is_file():
        raise RefusedError(told("{path} 不是普通文件：请给出导出的文件。", path=path))
    if path.stat().st_size == 0:
        raise RefusedError(told("{file} 是空的（0 字节）：请重新导出。", file=path.name))
    with path.open("rb") as stream:
        start = stream.read(4)
    zipped = start in {b"PK\x03\x04", b"PK\x05\x06"} or path.suffix.lower() == ".zip"
    if path.suffix.lower() in _DOCUMENTS or not zipped:
        return Unpacked((SourceFile.at(path),))
    return _members(path)


def _members(path: Path) -> Unpacked:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except BROKEN_ARCHIVE as error:
        raise RefusedError(told("{file} 打不开：压缩包已损坏，请重新下载或导出。", file=path.name)) from error
    check_members(path.name, members)
    wanted = [info for info in members if not _is_media(info)]
    if not wanted:
        raise RefusedError(told("{file} 里只有图片和附件，没有聊天记录：请连同聊天记录一起导出。", file=path.name))
    files = (SourceFile(f"{path.name}/{_shown(info)}", info.file_size, _opener(path, info)) for info in wanted)
    return Unpacked(tuple(files), len(members) - len(wanted))


def _is_media(info: zipfile.ZipInfo) -> bool:
    """Pictures, attachments, and what macOS leaves in archives."""
    inside = PurePosixPath(info.filename)
    return inside.suffix.lower() in _MEDIA or "__MACOSX" in inside.parts or inside.name == ".DS_Store"


def _shown(info: zipfile.ZipInfo) -> str:
    """The member's name as its author wrote it: Windows in Chinese writes names in GBK and doesn't say so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", zipfile.ZipFile(path).open(info))


def check_members(name: str, members: list[zipfile.ZipInfo]) -> None:
    """Raises RefusedError for an archive that is empty, too large, or a trap."""
    if not members:
        raise RefusedError(told("{file} 里没有文件：请重新导出。", file=name))
    if len(members) > MAX_MEMBERS:
        raise RefusedError(
            told("{file} 里有 {n} 个文件，超过 {most} 个：请分开导入。", file=name, n=len(members), most=MAX_MEMBERS)
        )
    total = sum(info.file_size for info in members)
    if total > MAX_EXPANDED:
        size, most = total // _GB, MAX_EXPANDED // _GB
        raise RefusedError(
            told("{file} 解开后有 {size} GB，超过 {most} GB：请分开导入。", file=name, size=size, most=most)
        )
    for info in members:
        _check_member(name, info)


def _check_member(name: str, info: zipfile.ZipInfo) -> None:
    inside = PurePosixPath(info.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
        raise RefusedError(
            told("{file} 里的 {inside} 指向压缩包外面：这不是正常的导出，没有打开。", file=name, inside=info.filename)
        )
    if info.flag_bits & 0x1:
        raise RefusedError(
            told("{file} 里的 {inside} 有密码：请先解压，再导入里面的文件。", file=name, inside=_shown(info))
        )
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise RefusedError(
            told("{file} 里的 {inside} 压缩得不正常（像压缩炸弹）：没有打开。", file=name, inside=_shown(info))
        )
