"""Every QR code on a page, and that of the door as a file: drawn here, so that what it says goes to nobody."""

from io import BytesIO

import segno

from juluo.desk.events.codes import plain

# The white around it is what the standard asks for; so many dots a module print sharp.
_MARGIN, _DOTS = 4, 24
# Of an address an eighth may be dirty or glaring, of the door's code, which is printed and carried, a quarter.
_ADDRESS, _DOOR = "m", "q"


def picture(words: str) -> str:
    """An address as a picture that needs no network, as large as its place on the page."""
    return _shown(_drawn(words, _ADDRESS))


def door_picture(code: str) -> str:
    """The code of the door, the same way."""
    return _shown(_drawn(plain(code), _DOOR))


def door_file(code: str, kind: str) -> bytes:
    """The code of the door as a file, `svg` or `png`."""
    content = BytesIO()
    _drawn(plain(code), _DOOR).save(content, kind=kind, border=_MARGIN, light="#fff", scale=_DOTS)
    return content.getvalue()


def _drawn(words: str, level: str) -> segno.QRCode:
    return segno.make(words, error=level, micro=False)


def _shown(code: segno.QRCode) -> str:
    """White stands behind it on dark pages, too: no camera reads it inside out."""
    return code.svg_data_uri(border=_MARGIN, light="#fff", omitsize=True)
