"""Words that open a door once known: made here, kept only as hashes."""

import hashlib
import secrets

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def made() -> str:
    """256 random bits that fit in a link."""
    return secrets.token_urlsafe(32)


def spelled() -> str:
    """60 bits in groups that can be written on paper and typed again."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in range(0, 12, 4))


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
