"""The code by which somebody who signed up is known at the door: `7K3Q-M9TD-XWPR`, in letters or as a QR code.

Ten letters are 50 bits of an HMAC-SHA-256 of community, event and sign-up under the home's secret, two are check
digits. In a hall of 1,000 a guessed code is somebody's once in 2⁵⁰/1000, about 10¹², tries: one a second for 35,000
years. The letters are Crockford's base 32 (2002): no I, L, O, U; who types I, L, O gets 1, 1, 0. The check is the
number modulo the prime 1021, in two letters: a wrong letter and two neighbours exchanged are always seen, all else
1020 times in 1021.

A device at the door holds no codes but PBKDF2 hashes of them (SHA-256, an event's own salt), by which it knows who
comes and can't make a code: to try all 2⁵⁰ at 10⁷ a second, a strong graphics card, takes three and a half years.
"""

import hashlib
from functools import lru_cache

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS, ROUNDS = 12, 1_000
_BITS, _CHECK_BITS, _PRIME = 50, 10, 1021
_ALIKE = str.maketrans("ILO", "110")
_NAMED = "juluo.desk.events.codes"


def code_of(community: str, slug: str, number: int) -> str:
    """The code of one sign-up, as it is shown: the same for as long as the sign-up and the home's secret last."""
    # No part holds a NUL, so no two sign-ups are told alike.
    secret = salted_hmac(_NAMED, f"{community}\0{slug}\0{number}", algorithm="sha256").digest()
    value = int.from_bytes(secret[:8], "big") >> (64 - _BITS)
    return shown(_spelled(value << _CHECK_BITS | value % _PRIME))


def read(typed: str) -> str | None:
    """A code as it was typed or scanned, in its plain letters; None where it is none, or was mistyped."""
    plain = "".join(one for one in typed.upper() if one.isalnum()).translate(_ALIKE)
    if len(plain) != LETTERS or any(one not in ALPHABET for one in plain):
        return None
    whole = sum(ALPHABET.index(one) << 5 * at for at, one in enumerate(reversed(plain)))
    return plain if (whole >> _CHECK_BITS) % _PRIME == whole & (1 << _CHECK_BITS) - 1 else None


def shown(plain: str) -> str:
    """In groups of four, as people read it out."""
    return "-".join(plain[at : at + 4] for at in range(0, LETTERS, 4))


def plain(code: str) -> str:
    """As it stands in a QR code: so short that the smallest one holds it and a quarter of it may be dirty."""
    return code.replace("-", "")


def salt_of(community: str, slug: str) -> str:
    """An event's own salt, the same for every device at its door."""
    return salted_hmac(f"{_NAMED}.salt", f"{community}\0{slug}", algorithm="sha256").hexdigest()[:32]


@lru_cache(maxsize=8192)
def hashed(salt: str, letters: str) -> str:
    """What a device holds instead of a code. Kept, for devices ask for the list again and again."""
    return hashlib.pbkdf2_hmac("sha256", letters.encode(), salt.encode(), ROUNDS, 16).hex()


def _spelled(whole: int) -> str:
    return "".join(ALPHABET[whole >> 5 * at & 31] for at in reversed(range(LETTERS)))
