"""What is turned away before a reader sees it: archives in archives, bytes that are no text, bursting spreadsheets."""

import zipfile
import zlib

from juluo.intake.unpack import BROKEN_ARCHIVE, RefusedError, check_members
from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import UnreadableError
from juluo.sources.table_rows import form_of
from juluo.wording.sentence import Sentence, told

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What text never holds; one stray among many words is forgiven.
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\x0b\x0c\r\x1b"))
_FORGIVEN = 2


def check(file: SourceFile) -> None:
    """Raises UnreadableError for what no reader should be given."""
    head = Head.of(file)
    form = form_of(file.name, head.raw)
    if form == "xlsx":
        _check_sheets(file)
    elif head.raw.startswith(b"PK\x03\x04"):
        raise UnreadableError(told("{file} 是压缩包里的压缩包：请先解压，再导入里面的文件。", file=file.name))
    elif form != "parquet" and _is_binary(head.raw):
        raise UnreadableError(told("认不出 {file}：里面不是文字，也不是 XLSX 或 Parquet 表格。", file=file.name))


def broken(error: Exception) -> Sentence | str:
    """What went wrong in the middle of a file."""
    # zipfile's word for a compression it doesn't know.
    if isinstance(error, NotImplementedError):
        return told("不认识它的压缩方式")
    if isinstance(error, EOFError):
        return told("内容不完整")
    if isinstance(error, OSError):
        return error.strerror or told("读不到内容")
    return told("内容与压缩包里记下的校验不符")


def _is_binary(raw: bytes) -> bool:
    if b"\x00" not in raw or raw.startswith(_UTF16):
        return False
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    return controls > _FORGIVEN + len(raw) // 100


def _check_sheets(file: SourceFile) -> None:
    """A spreadsheet is an archive too, with the same dangers; a damaged one is its reader's to tell."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            check_members(file.name, [info for info in archive.infolist() if not info.is_dir()])
    except RefusedError as error:
        raise UnreadableError(error.sentence) from error
    except (*BROKEN_ARCHIVE, zlib.error, EOFError):
        return
