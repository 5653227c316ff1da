"""A JSON file walked key by key, holding one block of it at a time.

Exports are one giant object around one giant array. `JsonText` walks the object; `json_blocks` takes the array.
"""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Self

import msgspec

from juluo.sources.files import HEAD_BYTES, SourceFile, encoding_of
from juluo.wording.sentence import Sentence, told

# Measured: what a small block decodes into stays in the processor's cache; 8 MiB cost a third more.
BLOCK: Final = 256 << 10
# No value outside the message arrays is this long; what is, has lost its closing quote or bracket.
LONGEST: Final = 64 << 20
END: Final = -1

_SPACE = re.compile(rb"[ \t\r\n]*")
_SCALAR = re.compile(rb"[-+.\w]+")
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|"', re.DOTALL)
_OPENING, _CLOSING = b"{[", b"}]"
# One escape at a time, so that an even number of backslashes before an x is left alone: \\xNN, which Telegram writes
# for control characters and JSON does not know; a surrogate pair; half of one; any other.
_ESCAPE = re.compile(
    rb"\\(?:x([0-9a-fA-F]{2})|u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


class DamageError(Exception):
    """The JSON breaks here, and nothing after it can be told apart."""

    def __init__(self, offset: int, reason: Sentence) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


CUT_SHORT: Final = told("文件到这里就断了，没有写完：请重新导出；这之前的内容都已读入。")
BROKEN: Final = told("从这里起不再是完整的 JSON：文件可能损坏或被改动过，请重新导出；这之前的内容都已读入。")


class JsonText:
    """A cursor over a JSON file. `at` is the cursor inside `buffer`, `origin` the file offset of `buffer[0]`."""

    def __init__(self, file: SourceFile) -> None:
        self._stream = utf8_stream(file)
        self.buffer = bytearray(self._stream.read(3))
        self.origin = 0
        self.at = 3 if self.buffer == codecs.BOM_UTF8 else 0
        self.ended = False
        self.fill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._stream.close()

    @property
    def offset(self) -> int:
        return self.origin + self.at

    def fill(self) -> bool:
        """Another block behind the cursor; what was read is let go. False at the end of the file."""
        if self.ended:
            return False
        gone = max(self.at - 1, 0)
        rest = len(self.buffer) - gone
        self.origin += gone
        self.at -= gone
        if gone < rest:
            del self.buffer[:gone]
            self.buffer += self._stream.read(BLOCK)
        else:
            # In place: a buffer that shrinks and grows costs the machine new pages each time.
            self.buffer[:rest] = self.buffer[gone:]
            del self.buffer[rest + self._read_behind(rest) :]
        self.ended = len(self.buffer) == rest
        return not self.ended

    def _read_behind(self, start: int) -> int:
        with memoryview(self.buffer) as view, view[start:] as free:
            return self._stream.readinto(free)  # type: ignore[attr-defined, no-any-return]

    def damage(self) -> DamageError:
        return DamageError(self.offset, CUT_SHORT if self.peek() == END else BROKEN)

    def peek(self) -> int:
        """The next byte that is no space, under the cursor; END at the end of the file."""
        while True:
            self.at = space_end(self.buffer, self.at)
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self.fill():
                return END

    def take(self, expected: bytes) -> None:
        if self.peek() != expected[0]:
            raise self.damage()
        self.at += 1

    def fields(self) -> Iterator[str]:
        """The keys of the object under the cursor; whoever asks takes each value before the next key."""
        self.take(b"{")
        if self.peek() != ord("}"):
            yield self._key()
            while self.peek() == ord(","):
                self.at += 1
                yield self._key()
        self.take(b"}")

    def _key(self) -> str:
        start = self.offset
        if self.peek() != ord('"'):
            raise self.damage()
        raw = self.value()
        self.take(b":")
        try:
            return msgspec.json.decode(raw, type=str)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise DamageError(start, BROKEN) from None

    def elements(self) -> Iterator[None]:
        """A stop at each element of the array under the cursor; whoever asks takes the element."""
        self.take(b"[")
        if self.peek() != ord("]"):
            yield
            while self.peek() == ord(","):
                self.at += 1
                yield
        self.take(b"]")

    def value(self) -> bytes:
        """The value under the cursor in its own bytes, and the cursor behind it."""
        self.peek()
        while (end := value_end(self.buffer, self.at)) is None:
            if len(self.buffer) - self.at > LONGEST or not self.fill():
                raise DamageError(self.offset, CUT_SHORT if self.ended else BROKEN)
        if end == self.at:
            raise self.damage()
        raw = bytes(self.buffer[self.at : end])
        self.at = end
        return raw


def space_end(buffer: bytes | bytearray, start: int) -> int:
    found = _SPACE.match(buffer, start)
    return found.end() if found else start


def value_end(buffer: bytes | bytearray, start: int) -> int | None:
    """Where the value at `start` ends, by its quotes and brackets; None if the buffer ends first."""
    if buffer[start : start + 1] not in (b"{", b"[", b'"'):
        scalar = _SCALAR.match(buffer, start)
        end = scalar.end() if scalar else start
        return end if end < len(buffer) else None
    depth = 0
    for token in _TOKEN.finditer(buffer, start):
        mark = token[0]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth -= 1
        elif mark == b'"':
            return None
        if depth <= 0:
            return token.end()
    return None


def mended(raw: bytes) -> bytes:
    """The same JSON with what strict decoders refuse rewritten: hex escapes, half surrogates, bytes of no UTF-8."""
    return _ESCAPE.sub(_known_escape, raw).decode("utf-8", errors="replace").encode()


def _known_escape(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return b"\\u00" + found[1]
    return b"\\ufffd" if found[2] else found[0]


def utf8_stream(file: SourceFile) -> BinaryIO:
    """The file's bytes as UTF-8. JSON is UTF-8 by its standard; what an editor saved otherwise is turned back."""
    with file.open() as stream:
        head = stream.read(HEAD_BYTES * 8)
    encoding = encoding_of(head)
    if encoding in {"utf-8", "utf-8-sig"} or (encoding == "gb18030" and _is_damaged_utf8(head)):
        return file.open()
    with file.open() as stream:
        return io.BytesIO(stream.read().decode(encoding, errors="replace").encode())


def _is_damaged_utf8(head: bytes) -> bool:
    """GB18030 text has hardly two bytes in a row that are UTF-8; a damaged UTF-8 file is UTF-8 nearly everywhere."""
    text = head.decode("utf-8", errors="replace")
    foreign = sum(not letter.isascii() for letter in text)
    return text.count("\ufffd") * 4 < max(foreign, 16)
