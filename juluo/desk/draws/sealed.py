"""What a draw fixes before anyone can know who wins: its terms and its list, in one text with one hash, the seal.

The seal and the promise (the hash of a secret) are published first; the public value that the terms name is known
later. Whoever holds the seal sees every later change of the list, the terms or the secret.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from juluo.wording.sentence import ToldError, told

# What is sealed now; a draw sealed in an earlier form is told, and checked, in that one.
FORM = 2
FORMS = (1, FORM)
MOST_TICKETS, MOST_WEIGHT = 1_000_000, 1_000_000
# Its counter has two bytes.
_MOST_BY_RFC = 65_535
_TAG = re.compile(r"[A-Z2-7]{8,32}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Mode(StrEnum):
    """How winners are picked: by SHA-256 of secret and public value, or by RFC 3797 of the public value alone."""

    SHA256 = "sha256"
    RFC3797 = "rfc3797"


class DrawError(ToldError):
    """A draw that can't be held, or a file that tells of none."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was announced. `source` names the public value that nobody can know before `closes`; "" if there is none.

    `closes` is an ISO 8601 moment with its zone, as it was published; so is `until`, up to when it was said that one
    could get onto the list, if that was said. `early` is why the list was sealed before. Form 1 tells neither.
    """

    draw: str
    title: str
    rule: str
    closes: str
    winners: int
    source: str
    mode: Mode = Mode.SHA256
    until: str = ""
    early: str = ""
    form: int = FORM

    def __post_init__(self) -> None:
        if self.winners < 1:
            raise DrawError(told("至少要抽一位。"))
        if self.mode is Mode.RFC3797 and not self.source:
            raise DrawError(told("RFC 3797 只靠公开数来抽：请写明用哪个公开数。"))


@dataclass(frozen=True, slots=True)
class Ticket:
    """One entrant: a pseudonym that only they and the organisers can tie to them, and how much it weighs."""

    tag: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Sealed:
    """Terms, list and promise as published. Raises DrawError for a list that can't be drawn from.

    The list stands in the order of its tags, so that nobody chooses places in it.
    """

    terms: Terms
    tickets: tuple[Ticket, ...]
    promise: str

    def __post_init__(self) -> None:
        tags = [ticket.tag for ticket in self.tickets]
        if not tags:
            raise DrawError(told("名单是空的，没有人可抽。"))
        if len(tags) > MOST_TICKETS:
            raise DrawError(told("名单太长：最多{most}人。", most=MOST_TICKETS))
        if tags != sorted(set(tags)) or not all(_TAG.fullmatch(tag) for tag in tags):
            raise DrawError(told("名单里的代号不对：每人一个，不能重复，按字母排好。"))
        if not all(1 <= ticket.weight <= MOST_WEIGHT for ticket in self.tickets):
            raise DrawError(told("名单里的权重不对：要是1到{most}之间的整数。", most=MOST_WEIGHT))
        if self.terms.mode is Mode.RFC3797 and len(tags) > _MOST_BY_RFC:
            raise DrawError(told("RFC 3797 最多{most}人：更长的名单请用 SHA-256。", most=_MOST_BY_RFC))
        if self.terms.mode is Mode.RFC3797 and any(ticket.weight != 1 for ticket in self.tickets):
            raise DrawError(told("RFC 3797 里人人一样：有权重的名单请用 SHA-256。"))
        if not _HASH.fullmatch(self.promise):
            raise DrawError(told("承诺不对：要是64位的十六进制数。"))

    @property
    def text(self) -> str:
        """The text whose hash is the seal; a line a fact, a line an entrant."""
        terms = self.terms
        head = (
            f"juluo draw {terms.form}",
            f"draw: {one_line(terms.draw)}",
            f"title: {one_line(terms.title)}",
            f"rule: {one_line(terms.rule)}",
            f"closes: {one_line(terms.closes)}",
            *((f"until: {one_line(terms.until)}", f"early: {one_line(terms.early)}") if terms.form > 1 else ()),
            f"winners: {terms.winners}",
            f"mode: {terms.mode}",
            f"source: {one_line(terms.source)}",
            f"promise: {self.promise}",
            f"entrants: {len(self.tickets)}",
        )
        return "\n".join((*head, *(f"{ticket.tag} {ticket.weight}" for ticket in self.tickets))) + "\n"

    @property
    def seal(self) -> str:
        """SHA-256 of the text, in hexadecimal digits: what is published before the public value is known."""
        return sha256(self.text)


def sealed(terms: Terms, tickets: Sequence[Ticket], secret: str) -> Sealed:
    """The draw ready to be published; its list in the order of the tags."""
    return Sealed(terms, tuple(sorted(tickets, key=lambda ticket: ticket.tag)), sha256(secret))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def one_line(words: str) -> str:
    """Words as they stand in the sealed text: one form of every character (NFC), and no line of their own."""
    return " ".join(unicodedata.normalize("NFC", words).split())
