"""The code of the door as a picture: the smallest QR code, of which a quarter may be dirty or glaring."""

from io import BytesIO

import segno

from juluo.desk.events.codes import plain

# The white around it is what the standard asks for; so many dots a module print sharp.
_MARGIN, _DOTS, _LEVEL = 4, 24, "q"


def data_address(code: str) -> str:
    """The picture as an address that needs no network."""
    return _drawn(code).svg_data_uri(border=_MARGIN, light="#fff")


def file_of(code: str, kind: str) -> bytes:
    """The picture as a file, `svg` or `png`."""
    content = BytesIO()
    _drawn(code).save(content, kind=kind, border=_MARGIN, light="#fff", scale=_DOTS)
    return content.getvalue()


def _drawn(code: str) -> segno.QRCode:
    return segno.make(plain(code), error=_LEVEL, micro=False)
