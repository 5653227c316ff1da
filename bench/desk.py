"""The desk as an operator starts it, to be measured: `juluo up`, an owner signed in, what its processes take."""

import http.client
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PASSWORD = "tea leaves at dawn"  # noqa: S105 - of an account that lives as long as the measurement
_LONGEST = 120.0


@dataclass(slots=True)
class Answer:
    """What came back: its status, its headers, its body as it was sent, and how long it took."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float


@dataclass(slots=True)
class Client:
    """One browser's cookies, over one connection that is kept."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        token = {"csrfmiddlewaretoken": self.cookies.get("juluo_csrf", "")}
        body = urlencode(token | fields).encode()
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def piece(self, path: str, body: bytes) -> Answer:
        headers = {"Content-Type": "application/octet-stream", "X-CSRFToken": self.cookies["juluo_csrf"]}
        return self.send("POST", path, body, headers)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Accept-Encoding": "gzip, deflate, br", "Cookie": cookies, **headers}
        begun = time.perf_counter()
        for attempt in (1, 2):
            self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=_LONGEST)
            try:
                self._line.request(method, path, body, told)
                found = self._line.getresponse()
                content = found.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                # A kept connection may be closed while nobody looks; one that was just opened may not.
                self._line.close()
                self._line = None
                if attempt == 2:
                    raise
        for cookie in found.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(found.status, found.headers, content, time.perf_counter() - begun)


@dataclass(slots=True)
class Desk:
    """A desk that runs, and a browser in which its owner is signed in."""

    process: subprocess.Popen[str]
    port: int
    owner: Client

    def web(self) -> list[int]:
        """The processes that serve pages."""
        return _tree(self.process.pid, "juluo.web.serve")

    def work(self) -> list[int]:
        """The processes that work in the background, and those that they started."""
        return _tree(self.process.pid, "juluo.web.work")

    def guest(self) -> Client:
        return Client(self.port, dict(self.owner.cookies))

    def cpu(self) -> float:
        """Seconds of CPU that the serving processes have taken so far."""
        return sum(cpu_of(pid) for pid in self.web())


@contextmanager
def desk(home: Path, port: int) -> Iterator[Desk]:
    """Start it; a new home gets an owner by the link that is printed."""
    command = [sys.executable, "-m", "juluo", "up", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            told = _told(process)
            link = re.search(r"http://\S+/welcome/\S+", told)
            client = Client(port)
            if link:
                path = urlsplit(link[0]).path
                client.get(path)
                client.post(path, name="lin", shown_as="Lin", password=PASSWORD)
            else:
                client.get("/sign-in")
                client.post("/sign-in", name="lin", password=PASSWORD)
            if "juluo_session" not in client.cookies:
                raise RuntimeError("the owner could not sign in")
            yield Desk(process, port, client)
        finally:
            process.terminate()
            process.wait(30)


def _told(process: subprocess.Popen[str]) -> str:
    """What is printed until the desk is open; what comes later is read so that nothing waits for it."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    told = ""
    while "Ctrl-C" not in told:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(told)
        told += line
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return told


def cpu_of(pid: int) -> float:
    """Seconds of CPU of all threads of a process, those that ended included: its own clock, read from outside."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def memory_of(pids: list[int]) -> float:
    """MB that these processes hold, what they share counted once: proportional set size."""
    total = 0
    for pid in pids:
        try:
            found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(found[1]) if found else 0
    return total / 1024


def _tree(root: int, module: str) -> list[int]:
    """The processes below `root` of which one runs a module, and all that it started."""
    for pid in _children(root):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        except FileNotFoundError:
            continue
        if module in command:
            return [pid, *below(pid)]
    return []


def below(pid: int) -> list[int]:
    return [one for child in _children(pid) for one in (child, *below(child))]


def _children(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found
