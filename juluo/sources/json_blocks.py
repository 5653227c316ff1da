"""The elements of a JSON file's giant array, decoded a block at a time.

Fast route: cut the block before the last line that opens an element (in printed JSON no string can hold a line end)
or, in one-line JSON, at the right-most likely place, and decode all of it at once. The decoding itself proves the
cut, for only whole elements make a valid array. Where it fails, the slow route takes the block element by element.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from juluo.sources.json_text import (
    BLOCK,
    BROKEN,
    CUT_SHORT,
    END,
    LONGEST,
    DamageError,
    JsonText,
    mended,
    space_end,
    value_end,
)
from juluo.wording.sentence import Sentence, told

T = TypeVar("T")
Positions = npt.NDArray[np.int64]
Reject = Callable[[int, Sentence, str], None]

DECODE_ERRORS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
UNREADABLE: Final = told("这一条的内容不完整或不合格式，没有读入：请在原文件的这个位置查看，或重新导出。")
_TAIL: Final = 512 << 10
_TRIES: Final = 24
_RAW_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_TRAILING: Final = re.compile(r"trailing characters \(byte (\d+)\)")
_JOINT: Final = re.compile(rb"\}\s*,\s*(?=\{\s*\"(?:id|type|sender|platform(?:Message)?Id)\")")


class Passed(msgspec.Struct, gc=False):
    """An element that is only stepped over."""


@dataclass(frozen=True, slots=True)
class Elements(Generic[T]):
    """Some elements of the array, each with the byte offset at which it stands in the file."""

    values: list[T]
    offsets: Positions


@dataclass(frozen=True, slots=True)
class Layout:
    """How a printed file opens an element and closes the array: a line end and so many spaces each."""

    opening: bytes
    closing: bytes

    @classmethod
    def at(cls, text: JsonText) -> "Layout | None":
        """The layout around the `[` just taken; None if the file is not printed line by line."""
        bracket = text.buffer.rfind(b"[", 0, text.at)
        key_line = text.buffer.rfind(b"\n", 0, max(bracket, 0))
        first = space_end(text.buffer, text.at)
        line = text.buffer.rfind(b"\n", text.at, first)
        if line < 0 or key_line < 0 or text.buffer[first : first + 1] != b"{":
            return None
        opening = bytes(text.buffer[line:first])
        closing = bytes(text.buffer[key_line : space_end(text.buffer, key_line)])
        return cls(opening, closing) if len(closing) < len(opening) else None

    def openings(self, buffer: bytearray, start: int) -> Positions:
        """Where elements open behind `start`."""
        view = np.frombuffer(buffer, np.uint8, offset=start)
        depth = len(self.opening)
        found = np.flatnonzero((view[:-depth] == self.opening[0]) & (view[depth:] == ord("{")))
        for place in range(1, depth):
            found = found[view[found + place] == self.opening[place]]
        return found + (start + depth)

    def next_opening(self, buffer: bytearray, start: int) -> int:
        """The next place where an element opens, or -1."""
        found = buffer.find(self.opening + b"{", start)
        return found if found < 0 else found + len(self.opening)

    def close(self, buffer: bytearray, start: int) -> int:
        """The next place where an array of this depth closes, or -1."""
        found = buffer.find(self.closing + b"]", start)
        return found if found < 0 else found + len(self.closing)


class Blocks(Generic[T]):
    """Takes the array under the cursor of `text`, decoding elements of one `kind`; what can't be is rejected."""

    def __init__(self, text: JsonText, kind: object, reject: Reject) -> None:
        self._text = text
        # A type known only at run time has no name to be checked by.
        self._many: msgspec.json.Decoder[list[T]] = msgspec.json.Decoder(list[kind], strict=False)  # type: ignore[valid-type]
        self._single: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind, strict=False)
        self._reject = reject
        self._layout: Layout | None = None
        self._closed = False
        self._resumed = False

    def __iter__(self) -> Iterator[Elements[T]]:
        text = self._text
        text.take(b"[")
        self._refill()
        self._layout = Layout.at(text)
        self._closed = text.peek() == ord("]")
        while not self._closed:
            elements = self._printed() if self._layout else self._one_line()
            if elements is None:
                yield from self._singly()
            else:
                yield elements
            self._refill()
        text.take(b"]")

    def _refill(self) -> None:
        if len(self._text.buffer) - self._text.at < BLOCK // 2:
            self._text.fill()

    def _printed(self) -> Elements[T] | None:
        """Everything up to the last line that opens an element, or up to the array's end."""
        text, layout = self._text, self._layout
        if layout is None or text.peek() != ord("{"):
            return None
        starts = np.concatenate((np.array([text.at], np.int64), layout.openings(text.buffer, text.at)))
        elements = self._decoded(starts[:-1], text.buffer.rfind(b",", text.at, int(starts[-1])))
        if elements is None and (close := layout.close(text.buffer, text.at)) >= 0:
            elements = self._decoded(starts[starts < close], close)
        return elements

    def _one_line(self) -> Elements[T] | None:
        """Everything up to the array's end, or up to the right-most joint that leaves whole elements before it."""
        text = self._text
        if text.peek() != ord("{"):
            return None
        whole = len(text.buffer)
        trailing = _TRAILING.search(self._sizes(whole)[1])
        if trailing:
            return self._measured(text.at + int(trailing[1]) - 2)
        tail = max(text.at, whole - _TAIL)
        joints = [joint.start() + 1 for joint in _JOINT.finditer(text.buffer, tail)]
        for joint in joints[: -_TRIES - 1 : -1]:
            comma = text.buffer.find(b",", joint)
            if elements := self._measured(comma):
                return elements
        return None

    def _measured(self, stop: int) -> Elements[T] | None:
        """The elements before `stop` if they are whole and evenly spaced, so that each one's place is known."""
        text = self._text
        sizes, _ = self._sizes(stop, closed=True)
        if not len(sizes):
            return None
        gap = (stop - text.at - int(sizes.sum())) // max(len(sizes) - 1, 1)
        starts = text.at + np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes[:-1] + gap)))
        if any(text.buffer[start] != ord("{") for start in starts.tolist()):
            return None
        return self._decoded(starts, stop)

    def _sizes(self, stop: int, *, closed: bool = False) -> tuple[Positions, str]:
        """The sizes of the elements before `stop`, or what is wrong with them."""
        with self._bracketed(stop, closed=closed) as part:
            try:
                return _raw_sizes(part), ""
            except DECODE_ERRORS as problem:
                return np.zeros(0, np.int64), str(problem)

    @contextmanager
    def _bracketed(self, stop: int, *, closed: bool = True) -> Iterator[memoryview]:
        """The buffer from the cursor as an array of its own, in place: `[` before it and `]` at `stop`."""
        text = self._text
        start, end = text.at - 1, stop + 1 if closed else stop
        before, after = text.buffer[start], text.buffer[end - 1]
        text.buffer[start] = ord("[")
        if closed:
            text.buffer[end - 1] = ord("]")
        try:
            with memoryview(text.buffer) as view, view[start:end] as part:
                yield part
        finally:
            text.buffer[start], text.buffer[end - 1] = before, after

    def _decoded(self, starts: Positions, stop: int) -> Elements[T] | None:
        """The elements that open at `starts` and end before the comma or bracket at `stop`; None if they don't."""
        text = self._text
        if not len(starts) or stop < text.at:
            return None
        with self._bracketed(stop) as part:
            values = self._list(part)
        if values is None or len(values) != len(starts):
            return None
        elements = Elements(values, starts + text.origin)
        self._closed = text.buffer[stop] == ord("]")
        text.at = stop if self._closed else stop + 1
        return elements

    def _list(self, part: memoryview) -> list[T] | None:
        with suppress(*DECODE_ERRORS):
            return self._many.decode(part)
        with suppress(*DECODE_ERRORS):
            raw = bytes(part)
            return self._many.decode(mended(raw)) if b"\\x" in raw else None
        return None

    def _singly(self) -> Iterator[Elements[T]]:
        """The next elements one at a time, as far as a block goes, stepping over what can't be read."""
        values: list[T] = []
        offsets: list[int] = []
        damage = None
        began = self._text.offset
        try:
            while not self._closed and self._text.offset - began < BLOCK:
                offset, value = self._next()
                if value is not None:
                    values.append(value)
                    offsets.append(offset)
                self._step()
        except DamageError as problem:
            damage = problem
        if values:
            yield Elements(values, np.array(offsets, np.int64))
        if damage:
            raise damage

    def _next(self) -> tuple[int, T | None]:
        """The element under the cursor with its place, the cursor behind it; None if it was rejected."""
        text = self._text
        if text.peek() == END:
            raise text.damage()
        while (end := value_end(text.buffer, text.at)) is None and self._may_grow():
            text.fill()
        offset = text.offset
        value = None if end is None else self._one(bytes(text.buffer[text.at : end]))
        if value is None or end is None:
            self._leave_out(end)
        else:
            text.at = end
        return offset, value

    def _one(self, raw: bytes) -> T | None:
        with suppress(*DECODE_ERRORS):
            return self._single.decode(raw)
        with suppress(*DECODE_ERRORS):
            return self._single.decode(mended(raw))
        return None

    def _leave_out(self, end: int | None) -> None:
        """Rejects what is under the cursor and goes to its end, or to where the next element surely opens."""
        text = self._text
        resume = self._layout.next_opening(text.buffer, text.at + 1) if self._layout else -1
        if resume < 0 and (end is None or end == text.at):
            raise DamageError(text.offset, CUT_SHORT if text.ended else BROKEN)
        words = bytes(text.buffer[text.at : text.at + 2000]).decode("utf-8", "replace")
        self._reject(text.offset, UNREADABLE, words)
        text.at = resume if end is None or 0 <= resume < end else end
        self._resumed = text.at == resume

    def _step(self) -> None:
        """From behind an element onto the next one, or onto the array's end."""
        text = self._text
        if self._resumed:
            self._resumed = False
            return
        following = text.peek()
        if following == ord(","):
            text.at += 1
            following = text.peek()
        elif following != ord("]"):
            if following == END or not self._layout:
                raise text.damage()
            self._leave_out(None)
            self._resumed = False
        self._closed = following == ord("]")

    def _may_grow(self) -> bool:
        text = self._text
        whole = self._layout is not None and self._layout.next_opening(text.buffer, text.at + 1) >= 0
        return not whole and not text.ended and len(text.buffer) - text.at < LONGEST


def _raw_sizes(part: memoryview) -> Positions:
    # On its own, for raw values hold on to the buffer until they are gone.
    return np.array([memoryview(raw).nbytes for raw in _RAW_LIST.decode(part)], np.int64)
