"""The one way out: a question to the endpoint that was set, and to nothing else.

No proxy, no redirect, no second host; the answer ends at a size and at a moment. The key goes into one header and
nowhere else: not into messages of errors, not into what an object says of itself.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

_PIECE = 65_536
_REDIRECTS = range(300, 400)
_DENIED = (401, 403)
_WRITTEN = 1_000
# Where clouds keep their credentials beside addresses of the link: Amazon's and Google's in IPv6, Alibaba's.
_CREDENTIALS = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200")))


class Failure(StrEnum):
    """Why nothing came back."""

    ADDRESS = "address"
    UNREACHABLE = "unreachable"
    UNENCRYPTED = "unencrypted"
    REDIRECTED = "redirected"
    DENIED = "denied"
    STATUS = "status"
    TOO_LATE = "too_late"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


class EndpointError(Exception):
    """The endpoint did not answer as it should; only the kind is told, never what was sent."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Any server that speaks OpenAI's chat completions. `seconds` and `longest` (bytes) bound an answer."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60
    longest: int = 1_000_000


def ask(endpoint: Endpoint, messages: list[dict[str, str]]) -> str:
    """What the model answers to these messages; EndpointError where it doesn't."""
    parts = address(endpoint.url)
    if not is_key(endpoint.key):
        raise EndpointError(Failure.DENIED)
    connection, late = _connection(parts, endpoint.seconds), threading.Event()
    try:
        connection.connect()
        _allow(connection.sock, parts.scheme)
        with _deadline(connection.sock, endpoint.seconds, late):
            return _said(_answered(connection, parts, endpoint, messages))
    except UnicodeError:
        # A name of a host that no name can be.
        raise EndpointError(Failure.ADDRESS) from None
    except (OSError, http.client.HTTPException) as error:
        slow = late.is_set() or isinstance(error, TimeoutError)
        raise EndpointError(Failure.TOO_LATE if slow else Failure.UNREACHABLE) from None
    except EndpointError:
        if late.is_set():
            raise EndpointError(Failure.TOO_LATE) from None
        raise
    finally:
        connection.close()


@contextmanager
def _deadline(sock: socket.socket, seconds: float, late: threading.Event) -> Iterator[None]:
    """End an answer that drips: a limit on every single read would let it go on for ever."""

    def cut() -> None:
        late.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def address(url: str) -> SplitResult:
    """The parts of an address that may be asked: http or https, a host, nothing secret inside."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise EndpointError(Failure.ADDRESS) from None
    plain = not (parts.username or parts.password or parts.fragment or parts.query)
    sound = all(" " < sign < "\x7f" for sign in url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain or not sound or port == 0:
        raise EndpointError(Failure.ADDRESS)
    return parts


def is_key(key: str) -> bool:
    """Whether it can stand in a header: another would be named in the error that refuses it."""
    return all(" " < sign < "\x7f" for sign in key)


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    # Without a port, the last part of an IPv6 address is taken for one.
    host = parts.hostname or ""
    if parts.scheme == "https":
        port = parts.port or http.client.HTTPS_PORT
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port or http.client.HTTP_PORT, timeout=seconds)


def _answered(
    connection: http.client.HTTPConnection, parts: SplitResult, endpoint: Endpoint, messages: list[dict[str, str]]
) -> bytes:
    body = {"model": endpoint.model, "messages": messages, "temperature": 0.2, "max_tokens": _WRITTEN}
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    connection.request("POST", path, json.dumps(body, ensure_ascii=False).encode(), headers)
    with closing(connection.getresponse()) as response:
        if response.status in _REDIRECTS:
            raise EndpointError(Failure.REDIRECTED)
        if response.status != http.client.OK:
            raise EndpointError(Failure.DENIED if response.status in _DENIED else Failure.STATUS)
        return _read(response, endpoint.longest)


def _allow(sock: socket.socket, scheme: str) -> None:
    """Look at where the connection went before a word is sent: the name may have led anywhere.

    Addresses of the link (where clouds keep their credentials) are never asked; what isn't encrypted stays at home.
    """
    peer = ipaddress.ip_address(str(sock.getpeername()[0]).partition("%")[0])
    if isinstance(peer, ipaddress.IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    if peer.is_link_local or peer.is_multicast or peer.is_unspecified or peer in _CREDENTIALS:
        raise EndpointError(Failure.ADDRESS)
    if scheme == "http" and not (peer.is_loopback or peer.is_private):
        raise EndpointError(Failure.UNENCRYPTED)


def _read(response: http.client.HTTPResponse, longest: int) -> bytes:
    found = bytearray()
    while piece := response.read1(_PIECE):
        found += piece
        if len(found) > longest:
            raise EndpointError(Failure.TOO_LONG)
    return bytes(found)


def _said(body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise EndpointError(Failure.UNREADABLE) from None
    if not isinstance(said, str):
        raise EndpointError(Failure.UNREADABLE)
    return said
