"""juluo up as a person starts it: a real process, real pages, and everything ended with it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_words import Juluo, one_sentence

from juluo.cli.listening import Listening, listening

CRAMPED = 60.0


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def started(home: Path, port: int, *options: str, lang: str = "zh") -> Iterator[subprocess.Popen[str]]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home.parent), "JULUO_LANG": lang}
    command = [sys.executable, "-m", "juluo", "up", "--home", str(home), "--port", str(port), *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as up:  # noqa: S603 - this very Python
        try:
            yield up
        finally:
            if up.poll() is None:
                up.kill()


def said_until(up: subprocess.Popen[str], word: str) -> str:
    """What it printed until a line with that word. A process that hangs is ended by the test's own patience."""
    assert up.stdout is not None
    said = ""
    while word not in said:
        line = up.stdout.readline()
        assert line, said
        said += line
    return said


def got(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())


def gone(port: int) -> bool:
    until = time.monotonic() + CRAMPED
    while time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False


def children(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def test_from_nothing_to_the_owners_page_and_down_again(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path / "home", port) as up:
        said = said_until(up, "Ctrl-C")
        link = re.search(r"http://\S+/welcome/\S+", said)
        assert link is not None
        assert "你来做负责人" in got(link[0])
        assert got(f"http://127.0.0.1:{port}/healthz") == "ok\n"
        page = got(f"http://127.0.0.1:{port}/sign-in")
        style = re.search(r'href="(/static/\w+/juluo\.css)"', page)
        assert style is not None
        assert "light-dark(" in got(f"http://127.0.0.1:{port}{style[1]}")
        for child in children(up.pid):
            os.kill(child, signal.SIGKILL)
        assert got_again(f"http://127.0.0.1:{port}/healthz") == "ok\n", "who is killed is started again"
        up.send_signal(signal.SIGTERM)
        assert up.wait(CRAMPED) == 0
    assert gone(port)


def got_again(address: str) -> str:
    until = time.monotonic() + CRAMPED
    while True:
        try:
            return got(address)
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.2)


def pages_of(up: subprocess.Popen[str]) -> set[int]:
    """The processes that answer: children of the one that serves."""
    told = {pid: children(pid) for pid in children(up.pid)}
    return {child for found in told.values() for child in found if "juluo.web.serve" in command_of(child)}


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")
    except OSError:
        return ""


def test_nothing_outlives_a_killed_juluo_of_several_processes(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path / "home", port, "--web", "2", "--workers", "2", lang="en") as up:
        assert "in your browser; Ctrl-C stops it." in said_until(up, "Ctrl-C")
        before = pages_of(up)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        until = time.monotonic() + CRAMPED
        while len(after := pages_of(up)) < 2 or min(before) in after:
            assert got_again(f"http://127.0.0.1:{port}/healthz") == "ok\n", "the other one answers"
            assert time.monotonic() < until, "who was killed is not replaced"
            time.sleep(0.2)
        crew = [*children(up.pid), *pages_of(up)]
        assert len(crew) == 5, "one that serves, its two, and two that work"
        up.kill()
        up.wait(CRAMPED)
    assert gone(port)
    until = time.monotonic() + CRAMPED
    while [pid for pid in crew if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < until, "a process outlived who started it"
        time.sleep(0.1)


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_is_none(port: str, juluo: Juluo) -> None:
    assert "1到65535" in one_sentence(juluo("up", "--port", port))


def test_a_busy_port(juluo: Juluo) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        assert f"端口 {port} 有别的程序在用" in one_sentence(juluo("up", "--port", port))
        assert f"Port {port} is in use" in one_sentence(juluo("up", "--port", port, env={"JULUO_LANG": "en"}))


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("0.0.0.0", "先写明他们从哪个地址来"),  # noqa: S104 - refused
        ("::", "先写明"),
        ("203.0.113.9", "没有地址"),
        ("no.such.host.invalid", "没有地址"),
    ],
)
def test_a_host_that_will_not_do(host: str, said: str, juluo: Juluo) -> None:
    assert said in one_sentence(juluo("up", "--host", host, "--port", free_port()))


@pytest.mark.parametrize(
    ("host", "url", "base", "said"),
    [
        ("127.0.0.1", "", "http://127.0.0.1:{port}", ""),
        ("localhost", "", "http://localhost:{port}", ""),
        ("0.0.0.0", "http://desk.lan", "http://desk.lan", "没有 HTTPS"),  # noqa: S104 - the case
        ("0.0.0.0", "https://desk.example.cn/", "https://desk.example.cn", ""),  # noqa: S104 - the case
    ],
)
def test_others_are_let_in_by_https_or_with_a_warning(
    host: str, url: str, base: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JULUO_URL", url)
    place = listening(host, port := free_port())
    assert place.base == base.format(port=port)
    assert bool(told := capsys.readouterr().out) == bool(said)
    assert said in told


def test_the_address_that_is_listened_on_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JULUO_HOSTS", "desk.lan")
    assert Listening("192.168.1.5", 8765, "").hosts == "desk.lan 192.168.1.5"
    assert Listening("127.0.0.1", 8765, "").hosts == Listening("::", 8765, "").hosts == "desk.lan"
    assert Listening("::1", 8765, "").here == "http://[::1]:8765"


def test_a_home_that_cannot_be_written(juluo: Juluo, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "打不开数据文件夹" in one_sentence(juluo("up", "--port", free_port(), home=tmp_path / "file" / "home"))


@pytest.mark.parametrize("address", ["postgres://nobody@127.0.0.1:1/none", "mysql://somewhere"])
def test_a_database_that_does_not_answer(address: str, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DATABASE_URL": address}
    command = [sys.executable, "-m", "juluo", "up", "--port", str(free_port())]
    up = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=CRAMPED)  # noqa: S603 - this very Python
    assert (up.returncode, up.stdout) == (1, "")
    assert up.stderr.startswith("打不开数据库：")
    assert up.stderr.count("\n") == 1


def test_commands_without_pages_load_no_django() -> None:
    code = "import sys, juluo.cli.main as m; m.application('import'); print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - this very Python
    assert told.stdout == "False\n"
