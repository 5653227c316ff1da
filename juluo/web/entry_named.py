"""An entry that an address names."""

from django.http import Http404

_BITS = 63


def entry_named(told: str) -> int:
    """An entry's id: a signed number of 64 bits; 404 for what no ledger holds."""
    digits = told.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20) or not -(2**_BITS) <= int(told) < 2**_BITS:
        raise Http404
    return int(told)
