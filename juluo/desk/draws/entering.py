"""Who is in a draw: everybody who fits once, without those left out, each of them with the first reason that holds."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable

from juluo.desk.draws.values import Candidate, Entered, Why

_LENGTH = 10


def entered(fitting: Iterable[Candidate], reason: Callable[[Candidate], Why | None]) -> Entered:
    """Sort those who fit. One human stands once; said again, they are left out as standing there already."""
    inside: dict[str, Candidate] = {}
    out: list[tuple[Candidate, Why]] = []
    met: set[str] = set()
    for one in fitting:
        why = Why.TWICE if one.key in met else reason(one)
        met.add(one.key)
        if why is None:
            inside[one.key] = one
        else:
            out.append((one, why))
    return Entered(tuple(inside.values()), tuple(out))


def tags(keys: Iterable[str], salt: str) -> dict[str, str]:
    """A pseudonym for each key, by a salt that is kept nowhere: HMAC-SHA-256, its first fifty bits.

    Two of a hundred thousand meet once in a quarter of a million lists; the later one takes another then.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        tries = 0
        while (tag := _tag(f"{key}:{tries}", salt)) in taken:
            tries += 1
        taken.add(tag)
        found[key] = tag
    return found


def _tag(said: str, salt: str) -> str:
    digest = hmac.new(salt.encode(), said.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:_LENGTH]
