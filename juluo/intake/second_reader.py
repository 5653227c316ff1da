"""A second process that judges texts beside this one. It ends when its pipe does, however its owner ended."""

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Self

import msgspec
import pyarrow as pa

from juluo.intake.judging import judged

_LENGTH = struct.Struct("<Q")


class SecondReader:
    """Judges one list of texts at a time: `ask`, do something else, then hear its `answer`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very module, by this very Python
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, texts: Sequence[str]) -> None:
        """Hand over texts; it reads all of them before it answers."""
        if self._process.stdin is None:
            raise BrokenPipeError
        _send(self._process.stdin, msgspec.msgpack.encode([text.encode(errors="replace") for text in texts]))

    def answer(self) -> pa.Table:
        """The columns of what was asked last."""
        heard = _heard(self._process.stdout) if self._process.stdout is not None else None
        if heard is None:
            raise BrokenPipeError
        return pa.ipc.open_stream(heard).read_all()


def _send(out: IO[bytes], words: bytes) -> None:
    out.write(_LENGTH.pack(len(words)))
    out.write(words)
    out.flush()


def _heard(given: IO[bytes]) -> bytes | None:
    head = given.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    words = given.read(length)
    return words if len(words) == length else None


def main() -> None:
    """Answer until nobody listens: Ctrl-C at a terminal is for its owner, with whom it ends without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _answers()
    except BrokenPipeError:
        # What is still to be written would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _answers() -> None:
    given, out = sys.stdin.buffer, sys.stdout.buffer
    while (heard := _heard(given)) is not None:
        texts = [text.decode() for text in msgspec.msgpack.decode(heard, type=list[bytes])]
        found = pa.table(judged(texts))
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, found.schema) as stream:
            stream.write_table(found)
        _send(out, sink.getvalue().to_pybytes())


if __name__ == "__main__":
    main()
