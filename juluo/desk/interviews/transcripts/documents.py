"""The paragraphs of a Word document: only its words are read, nothing in it is run, fetched or opened."""

import io
import zipfile
import zlib
from xml.etree import ElementTree as ET

from juluo.wording.sentence import ToldError, told

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
# Unpacked, a document of a long talk stays far below; an archive made to burst doesn't.
_LARGEST = 32 * 1024**2


def paragraphs(content: bytes) -> list[str]:
    """Each paragraph as one line; ToldError where it is no document."""
    no_document = ToldError(told("这不是能读的 Word 文档（.docx）。"))
    # zipfile says RuntimeError of a locked archive, NotImplementedError of a packing that it doesn't know.
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_BODY) as body:
            held = body.read(_LARGEST + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise no_document from error
    if len(held) > _LARGEST:
        raise ToldError(told("文件太大：记录最多{n}MB。", n=_LARGEST // 1024**2))
    # Word never declares entities; who does wants the parser to write a book of its own. In two bytes a sign, where
    # these words aren't seen, Word never writes either.
    if b"<!DOCTYPE" in held or b"<!ENTITY" in held or b"\0" in held:
        raise no_document
    try:
        root = ET.fromstring(held)  # noqa: S314 - without declarations there is nothing to expand or fetch
    except ET.ParseError as error:
        raise no_document from error
    return ["".join(_said(one)) for one in root.iter(f"{_WORDS}p")]


def _said(paragraph: ET.Element) -> list[str]:
    """The runs of a paragraph; tabs and breaks are blanks."""
    found = []
    for part in paragraph.iter():
        if part.tag == f"{_WORDS}t":
            found.append(part.text or "")
        elif part.tag in {f"{_WORDS}tab", f"{_WORDS}br"}:
            found.append(" ")
    return found
