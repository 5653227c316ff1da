"""Where `juluo up` listens, by which address it is reached, and what must be said before others can reach it."""

import errno
import os
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from juluo.cli.home import fail, tell, words

LOCAL = "127.0.0.1"
_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class Listening:
    """A host and a port. `url` is what JULUO_URL says, the address that others type."""

    host: str
    port: int
    url: str

    @property
    def is_local(self) -> bool:
        """Whether only this machine gets there."""
        return self.host == "localhost" or _is(self.host, "is_loopback")

    @property
    def is_anywhere(self) -> bool:
        """Whether it listens on every address that the machine has."""
        return _is(self.host, "is_unspecified")

    @property
    def here(self) -> str:
        """The address on this machine."""
        host = LOCAL if self.is_anywhere else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def base(self) -> str:
        """The address for people."""
        return self.url.rstrip("/") or self.here

    @property
    def hosts(self) -> str:
        """What JULUO_HOSTS must let in: what was told, and the address that is listened on."""
        told = os.environ.get("JULUO_HOSTS", "")
        return told if self.is_local or self.is_anywhere else f"{told} {self.host}".strip()


def listening(host: str, port: int) -> Listening:
    """A place to listen that is free and safe enough; else a sentence that says what to change."""
    place = Listening(host, port, os.environ.get("JULUO_URL") or "")
    if port not in _PORTS:
        fail(words()("端口 {port} 不行：要在1到65535之间，比如 --port 8765。", port=port))
    if place.is_anywhere and not place.url and not os.environ.get("JULUO_HOSTS"):
        said = "--host {host} 让别的机器也能打开：先写明他们从哪个地址来，比如 JULUO_URL=https://desk.example.cn。"
        fail(words()(said, host=host))
    _check_free(place)
    if not place.is_local and urlsplit(place.url).scheme != "https":
        said = "注意：没有 HTTPS，密码和聊天记录在网络上看得见。请在前面放一个带 HTTPS 的代理，JULUO_URL 写它的地址。"
        tell(words()(said))
    return place


def _check_free(place: Listening) -> None:
    say, port = words(), place.port
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((place.host, port))
        except PermissionError:
            fail(say("没有权限用端口 {port}：换一个大于1024的，比如 --port 8765。", port=port))
        except socket.gaierror:
            fail(say("这台机器没有地址 {host}：用 127.0.0.1，或它在网络里的地址。", host=place.host))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                fail(say("这台机器没有地址 {host}：用 127.0.0.1，或它在网络里的地址。", host=place.host))
            fail(say("端口 {port} 有别的程序在用：换一个，比如 --port {other}。", port=port, other=port % 65535 + 1))


def _is(host: str, what: str) -> bool:
    try:
        return bool(getattr(ip_address(host), what))
    except ValueError:
        return False
