"""The files to read: paths as given, archives opened with their dangers refused."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from juluo.sources.files import SourceFile

MAX_MEMBERS = 20_000
MAX_EXPANDED = 64 * 1024**3
# Chats shrink to a twentieth at best; a bomb to a thousandth.
MAX_RATIO = 200
_SMALL = 16 * 1024**2
# These are archives by construction, but one document each.
_DOCUMENTS = {".xlsx"}


class RefusedError(Exception):
    """A file is not opened at all. The message is one sentence for the operator."""


def unpacked(path: Path) -> Iterator[SourceFile]:
    """The file itself, or the members of a zip in their order. Raises RefusedError."""
    if not path.exists():
        raise RefusedError(f"找不到文件 {path}：请检查路径。")
    if path.is_dir():
        raise RefusedError(f"{path} 是一个文件夹：请给出里面的文件，或把它打成 zip。")
    if path.stat().st_size == 0:
        raise RefusedError(f"{path.name} 是空的（0 字节）：请重新导出。")
    if path.suffix.lower() in _DOCUMENTS or not _is_zip(path):
        yield SourceFile.at(path)
        return
    yield from _members(path)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(4)
    return start in {b"PK\x03\x04", b"PK\x05\x06"} or path.suffix.lower() == ".zip"


def _members(path: Path) -> Iterator[SourceFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise RefusedError(f"{path.name} 打不开：压缩包已损坏，请重新下载或导出。") from error
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        _check(path.name, members)
        for info in members:
            yield SourceFile(f"{path.name}/{info.filename}", info.file_size, _opener(path, info.filename))


def _opener(path: Path, member: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a Callable[[], BinaryIO]
    return lambda: zipfile.ZipFile(path).open(member)


def _check(name: str, members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise RefusedError(f"{name} 里没有文件：请重新导出。")
    if len(members) > MAX_MEMBERS:
        raise RefusedError(f"{name} 里有 {len(members)} 个文件，超过 {MAX_MEMBERS} 个：请分开导入。")
    total = sum(info.file_size for info in members)
    if total > MAX_EXPANDED:
        raise RefusedError(f"{name} 解开后有 {total // 1024**3} GB，超过 64 GB：请分开导入。")
    for info in members:
        inside = PurePosixPath(info.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
            raise RefusedError(f"{name} 里的 {info.filename} 指向压缩包外面：这不是正常的导出，没有打开。")
        if info.flag_bits & 0x1:
            raise RefusedError(f"{name} 里的 {info.filename} 有密码：请先解压，再导入里面的文件。")
        if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise RefusedError(f"{name} 里的 {info.filename} 压缩得不正常（像压缩炸弹）：没有打开。")
