"""The second process that judges texts ends when its owner does, and says nothing of it at the operator's terminal."""

import signal
import struct
import subprocess
import sys

import msgspec

from juluo.intake import second_reader


def test_an_owner_who_is_gone_or_stopped_leaves_no_traceback_at_the_terminal() -> None:
    asked = msgspec.msgpack.encode([b"how?", b"like this"])
    ours = subprocess.Popen(  # noqa: S603 - a module of ours, by this very Python
        [sys.executable, "-m", second_reader.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ours.stdin is not None
    assert ours.stdout is not None
    assert ours.stderr is not None
    question = struct.pack("<Q", len(asked)) + asked
    ours.stdin.write(question)
    ours.stdin.flush()
    # It has answered once, so it is up; then Ctrl-C reaches it, and nobody reads what it answers next.
    (length,) = struct.unpack("<Q", ours.stdout.read(8))
    assert len(ours.stdout.read(length)) == length
    ours.send_signal(signal.SIGINT)
    ours.stdout.close()
    ours.stdin.write(question)
    ours.stdin.flush()
    with ours.stderr as said:
        assert said.read() == b""
    ours.stdin.close()
    assert ours.wait(timeout=60) == 0
