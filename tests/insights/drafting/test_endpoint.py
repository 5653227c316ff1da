"""Against real servers on 127.0.0.1 that answer as the internet may."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

import lying
import pytest

from juluo.insights.drafting.endpoint import Endpoint, EndpointError, Failure, _allow, address, ask

KEY = "sk-not-a-real-key"
ASKED = [{"role": "user", "content": "写一句"}]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.paths: list[str] = []
        self.keys: list[str | None] = []


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        server.paths.append(self.path)
        server.keys.append(self.headers["Authorization"])
        self.rfile.read(int(self.headers["Content-Length"]))
        getattr(self, self.path.split("/")[1], self.fine)()

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        server.paths.append(self.path)

    def _reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def fine(self) -> None:
        self._reply(200, json.dumps({"choices": [{"message": {"content": "好"}}]}).encode())

    def moved(self) -> None:
        self._reply(307, b"", Location="/fine/chat/completions")

    def denied(self) -> None:
        self._reply(401, KEY.encode())

    def broken(self) -> None:
        self._reply(500, b"")

    def large(self) -> None:
        self._reply(200, b"x" * 50_000)

    def odd(self) -> None:
        self._reply(200, b'{"choices": []}')

    def drips(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    served = _Server()
    threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


def endpoint(server: _Server, path: str, seconds: float = 5) -> Endpoint:
    return Endpoint(f"http://127.0.0.1:{server.server_port}/{path}", "m", KEY, seconds=seconds, longest=10_000)


def test_it_asks_and_hands_over_the_key_in_one_header(server: _Server) -> None:
    server.keys.clear()
    assert ask(endpoint(server, "fine/v1"), ASKED) == "好"
    assert server.paths[-1] == "/fine/v1/chat/completions"
    assert server.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("path", "failure"),
    [
        ("moved", Failure.REDIRECTED),
        ("denied", Failure.DENIED),
        ("broken", Failure.STATUS),
        ("large", Failure.TOO_LONG),
        ("odd", Failure.UNREADABLE),
    ],
)
def test_what_does_not_answer_as_it_should_is_named(server: _Server, path: str, failure: Failure) -> None:
    server.paths.clear()
    with pytest.raises(EndpointError) as told:
        ask(endpoint(server, path), ASKED)
    assert told.value.failure is failure
    # No redirect was followed.
    assert len(server.paths) == 1
    assert KEY not in str(told.value) + repr(told.value)
    assert told.value.__cause__ is None


def test_an_answer_that_drips_ends_at_its_moment(server: _Server) -> None:
    start = time.monotonic()
    with pytest.raises(EndpointError) as told:
        ask(endpoint(server, "drips", seconds=0.3), ASKED)
    assert told.value.failure in {Failure.TOO_LATE, Failure.UNREADABLE}
    assert time.monotonic() - start < 8


def test_nobody_listens() -> None:
    with pytest.raises(EndpointError) as told:
        ask(Endpoint("http://127.0.0.1:9/v1", "m"), ASKED)
    assert told.value.failure is Failure.UNREACHABLE


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.invalid/v1",
        "//example.invalid/v1",
        "https://user:secret@example.invalid/v1",
        "https://example.invalid/v1?key=secret",
        "https://example.invalid/v1#part",
        "https://example.invalid:99999/v1",
        "https://example.invalid/v1\r\nHost: other",
        "javascript:alert(1)",
        "",
    ],
)
def test_only_plain_addresses_are_asked(url: str) -> None:
    with pytest.raises(EndpointError) as told:
        address(url)
    assert told.value.failure is Failure.ADDRESS


def test_an_endpoint_does_not_say_its_key() -> None:
    assert KEY not in repr(Endpoint("https://example.invalid", "m", KEY))


def test_a_lying_server_gets_nothing_past_on_the_whole_way() -> None:
    with lying.liar() as (server, led):
        one = next(found for found in lying.lines() if found.file == "export.zh.toml")
        for kind in ("number", "quote", "sign", "name", "injected"):
            assert not lying.shown(server, led, one.brief, one.lines[kind][0])
        assert lying.shown(server, led, one.brief, one.lines["good"][0])
        # Every lie was asked for once more, and no third time.
        assert server.asked == 5 * 2 + 1


@pytest.mark.parametrize("key", ["sk-not-a-real\nX-Other: 1", "密钥-sk-not-a-real"])
def test_a_key_that_fits_no_header_is_in_no_error(server: _Server, key: str) -> None:
    server.paths.clear()
    with pytest.raises(EndpointError) as told:
        ask(Endpoint(f"http://127.0.0.1:{server.server_port}/fine", "m", key), ASKED)
    assert told.value.failure is Failure.DENIED
    assert server.paths == []
    assert told.value.__cause__ is None
    assert told.value.__context__ is None


@pytest.mark.parametrize("url", [f"https://{'a' * 70}.example/v1", "https://a..example/v1"])
def test_a_host_that_no_name_can_be_is_told(url: str) -> None:
    with pytest.raises(EndpointError) as told:
        ask(Endpoint(url, "m"), ASKED)
    assert told.value.failure is Failure.ADDRESS


def test_an_address_of_ipv6_is_read_whole_without_a_port() -> None:
    with pytest.raises(EndpointError) as told:
        ask(Endpoint("http://[::1]/v1", "m", seconds=2), ASKED)
    assert told.value.failure is Failure.UNREACHABLE


class _Peer:
    """A connection that has reached somewhere."""

    def __init__(self, host: str) -> None:
        self.host = host

    def getpeername(self) -> tuple[str, int]:
        return self.host, 80


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200"],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_where_clouds_keep_credentials_nothing_is_sent(host: str, scheme: str) -> None:
    with pytest.raises(EndpointError) as told:
        _allow(cast("socket.socket", _Peer(host)), scheme)
    assert told.value.failure is Failure.ADDRESS
