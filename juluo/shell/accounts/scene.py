"""When and from where something is done. Only pages, programs and commands read the clock; they pass it down."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """The moment of a deed, and the address it came from."""

    now: datetime
    address: str = ""
