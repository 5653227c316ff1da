"""An entry that an address names."""

from django.http import Http404

_BITS = 63


def entry_named(told: str) -> int:
    """An entry's id: a signed number of 64 bits; 404 for what no ledger holds."""
    if not is_entry(told):
        raise Http404
    return int(told)


def is_entry(told: str) -> bool:
    """Whether it may be an entry's id."""
    digits = told.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 20 and -(2**_BITS) <= int(told) < 2**_BITS
