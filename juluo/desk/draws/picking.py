"""In which order the entrants of a sealed draw come out, once the public value is known."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count

from juluo.desk.draws.sealed import DrawError, Mode, Sealed, Ticket, one_line, sha256
from juluo.wording.sentence import told

_WHOLE = 1 << 256
_NUMBER = re.compile(r"[0-9]+", re.ASCII)
# No public value has longer numbers.
_MOST_DIGITS = 1_000


def picked(sealed: Sealed, secret: str, value: str) -> Iterator[Ticket]:
    """All entrants, first winner first. `value` is the public value as typed; "" where the terms name none.

    Raises DrawError where RFC 3797 finds no numbers in the value.
    """
    if sealed.terms.mode is Mode.RFC3797:
        return (sealed.tickets[at] for at in rfc3797(len(sealed.tickets), rfc3797_key(value)))
    return weighed(sealed.tickets, seed(sealed, secret, value))


def seed(sealed: Sealed, secret: str, value: str) -> str:
    """SHA-256 over the seal, the secret and the public value: nobody knows all three before the value is out."""
    return sha256(f"{sealed.seal}\n{secret}\n{typed(value)}")


def typed(value: str) -> str:
    """A public value in one form, however it was typed: full-width digits are digits, spaces are one."""
    return one_line(unicodedata.normalize("NFKC", value))


def weighed(tickets: Sequence[Ticket], start: str) -> Iterator[Ticket]:
    """Tickets without replacement, each time as likely as its weight among those left.

    Block n is SHA-256 of the start and n. Blocks at the end that would favour the first tickets are rejected, so that
    a remainder is exactly uniform.
    """
    left, number = _Left([ticket.weight for ticket in tickets]), count()
    for _ in tickets:
        yield tickets[left.take(_below(left.total, start, number))]


class _Left:
    """The weights of who is left, so kept that finding and taking one costs a logarithm (Fenwick 1994).

    At n stands the sum of as many weights before n as the lowest bit of n says.
    """

    def __init__(self, weights: Sequence[int]) -> None:
        self._weights, self.total = weights, sum(weights)
        self._sums = [0, *weights]
        for n in range(1, len(self._sums)):
            above = n + (n & -n)
            if above < len(self._sums):
                self._sums[above] += self._sums[n]

    def take(self, point: int) -> int:
        """The place whose share of the line of weights holds the point; that weight is nobody's from then on."""
        at, sums = 0, self._sums
        step = 1 << (len(sums) - 1).bit_length()
        while step := step >> 1:
            if at + step < len(sums) and sums[at + step] <= point:
                at += step
                point -= sums[at]
        weight, n = self._weights[at], at + 1
        self.total -= weight
        while n < len(sums):
            sums[n] -= weight
            n += n & -n
        return at


def _below(most: int, start: str, number: Iterator[int]) -> int:
    for n in number:
        block = int(sha256(f"{start}:{n}"), 16)
        if block < _WHOLE - _WHOLE % most:
            return block % most
    raise AssertionError


def rfc3797(pool: int, key: str) -> Iterator[int]:
    """Places in a pool, from 0, in the order of RFC 3797 (Eastlake 2004, section 4): MD5 between two counters."""
    left = list(range(pool))
    for n in range(pool):
        ends = n.to_bytes(2, "big")
        digest = hashlib.md5(ends + key.encode() + ends, usedforsecurity=False).digest()
        yield left.pop(int.from_bytes(digest, "big") % len(left))


def rfc3797_key(value: str) -> str:
    """The key of RFC 3797 (section 4.2) from typed values: a line or a slash parts sources; a source's numbers sorted.

    “9319 / 2 5 12 8 10” becomes “9319./2.5.8.10.12./”.
    """
    parts = re.split(r"[/\n]", unicodedata.normalize("NFKC", value))
    found = [_NUMBER.findall(part) for part in parts]
    sources = [sorted(int(number) for number in part if len(number) <= _MOST_DIGITS) for part in found]
    if not any(sources) or sum(map(len, found)) > sum(map(len, sources)):
        raise DrawError(told("公开数里没有数字：请照公布的样子填，几个来源之间用 / 隔开。"))
    return "".join("".join(f"{number}." for number in source) + "/" for source in sources if source)
