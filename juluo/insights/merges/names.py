"""Names as they are compared: what a platform, a keyboard or a second account adds to one is taken off."""

import re
import unicodedata

# What people add to the name of a second account, at its end.
_SECOND = re.compile(
    r"(?:小号|大号|新号|备用号?|二号|2号|新手机|手机|电脑|平板|新"
    r"|backup|phone|mobile|work|home|away|afk|alt|new|bak|pc)$"
)
_DIGITS = re.compile(r"(?<!\d)[2-9]$")
_MARKS = frozenset({"Cf", "Cc", "Mn", "Me", "Cs", "Co", "Cn"})
# So much of an id is no coincidence.
_ID_DIGITS = 6
# In names of so many letters one may be a slip.
LONG = 7
_ID = re.compile(r"^(?:user|channel|uid|qq|tel)?[:_+]?(\d+)(?:@.*)?$")


def key(name: str) -> str:
    """The name's letters and digits: full width as half, capital as small, without marks that nobody sees.

    A name that has none (emoji alone) is compared by what it has.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    if folded.isalnum():
        return folded
    plain = "".join(c for c in folded if unicodedata.category(c) not in _MARKS)
    return "".join(c for c in plain if c.isalnum()) or "".join(plain.split())


def stem(letters: str) -> str:
    """A key without what a second account adds to it; the key itself where little else would be left."""
    found = letters
    for added in (_DIGITS, _SECOND, _DIGITS):
        shorter = added.sub("", found)
        found = shorter if _weight(shorter) >= 4 else found
    return found


def telling(letters: str) -> bool:
    """Whether two people would hardly have this key both: longer than a Chinese name, or of letters and digits."""
    mixed = any(c.isdigit() for c in letters) and any(c.isalpha() for c in letters)
    return _weight(letters) >= (6 if mixed else 8)


def _weight(letters: str) -> int:
    """How much a name tells, in Latin letters: a Chinese character is as good as two."""
    return len(letters) if letters.isascii() else sum(1 if c.isascii() else 2 for c in letters)


def bare_id(account_id: str) -> str:
    """The number that an account's id is about, as every reader writes it in its own way; empty if there is none."""
    found = _ID.fullmatch(account_id.strip().casefold())
    digits = found[1].lstrip("0") if found else ""
    return digits if len(digits) >= _ID_DIGITS else ""


def one_apart(one: str, other: str) -> bool:
    """Whether a letter more, less or other makes one long name of the other (Levenshtein 1966, distance 1).

    Of short names, and Chinese ones are short, a letter makes another person's.
    """
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < LONG:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]
