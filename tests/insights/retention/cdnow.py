"""CDNOW: buyers of the first quarter of 1997 and their days of purchase, 39 weeks and 39 weeks to hold out.

The published tables (Fader, Hardie and Lee 2005) are of a tenth of the buyers, drawn once and listed with the data:
which of the master file's 23,570 those 2,357 are is kept here as one bit each.
"""

import base64
import gzip
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from juluo.insights.retention.bgnbd import History

CALIBRATED_UNTIL = date(1997, 9, 30)


@dataclass(frozen=True)
class Buyers:
    """What is known after 39 weeks, and how often each bought in the next 39."""

    history: History
    later: tuple[int, ...]


def tenth(data: Path) -> Buyers:
    bought: dict[int, set[date]] = {buyer: set() for buyer in _drawn()}
    with gzip.open(data / "labels" / "transactions" / "CDNOW_master.txt.gz", "rt") as lines:
        next(lines)
        for line in lines:
            buyer, day, *_ = line.split()
            if int(buyer) in bought:
                bought[int(buyer)].add(date(int(day[:4]), int(day[4:6]), int(day[6:])))
    again, last, known, later = [], [], [], []
    for days in bought.values():
        told = sorted(day for day in days if day <= CALIBRATED_UNTIL)
        again.append(len(told) - 1)
        last.append((told[-1] - told[0]).days / 7)
        known.append((CALIBRATED_UNTIL - told[0]).days / 7)
        later.append(len(days) - len(told))
    return Buyers(History(again, last, known), tuple(later))


def _drawn() -> list[int]:
    bits = zlib.decompress(base64.b64decode(_TENTH))
    return [place for place in range(8 * len(bits)) if bits[place // 8] >> (7 - place % 8) & 1]


_TENTH = (
    "eNotVruuWkcU3XsYyICQtUEUJHKxwUcWihKJwh8wEIpbpECpUt5YKVLmEwaCI2S5IJ1L/CfIuh+ST8la++Q+4Jx57Odaa6ZIJyJeVJKI/isLUR"
    "lIxlvLGze5iFT83iXnVFWkiDQ5yAObqtaEd0+SNpIb5hZSMqZNhb94WrZhycanjcizWBWTPV4Ne+BEJiJbGsCCBXabpKS0KXT1WMLxbYaFnpXL"
    "n+To8lThFbM3sYYgS5NH0wq/q5mcdPiJkdem2dL+hnUNNp40i2P/WykcaAWOdnSPKA6iTcv8IlGAKlN547k249udsaoYkj2KjTBiJp3WCHGKxY"
    "dU7OxhvdIeK1VzPNWDyLpZnopmVRZD6RkxHxj94XaZIIaCiOrcmySXkdlAhsIiuKSCVVs9e86wmRDyTaWmjUWDXlKij4laueELDlWu2REGLDFi"
    "tFCQxrJFlTdiSRurbHkF3xkLGOVa1C+1Fq75QL8WleXUsEkuzqLlNIvYb+xYjV4hRTjCtlyrtGTlEBFkGXFQkI52Q5lLwerJsX0vM0SDj0WZm5"
    "zvaDHsbaMzIquqgSkMA3V3YuQg+3yFmcR6wmveyK4YcMQ3RUUYeV8JrSOT1iFwGboQy24l2vFh/K2kYwDJ5bNlhJYwiZmSktzGacBCJc66EBEF"
    "uwOW7VEZcaW5K6e81FxmCIaAq2hmAqT3GiknqevAMvqNLDI7uIDZM4taHN9z6QmxQ2ItN48Sp9bu3soZrn1fUGBCAeX4COQYGblTwO9Q/4L3Or"
    "GYfWkIR2oxcsiJ5Qz2zBm0Mq2CUFtPIXztahdEKnJKRHYbSdC3VEJLVKPPhMyrElXBs1vAB88oWwZaZOmsMcKCtzUSnLL9Fy6W5kDhEtiMXEE5"
    "kVmLmhQ9AtsIHBqC3PY01YL3GICinEkurs8baoOa2xpfR0BWClaA8KyHbMEzzfsQHEOqH9kUAzvw3AuMEo9jtrDi4734w9EY/IwHspIEyByjuw"
    "jvQCtnaWupO4pOfpJ2Ncuglrr848qkb4RvsCOdKE+pVLeaiToqSYOEuQdWqGR0HmIEaDk1YcgKIFdyNteA77yTNoGMRQdhO4xbBammzADbDEq2"
    "SmUB4DfzTFTnfE5RI7nTz89UhLrpSImSZPflws61lHULLhLhWKRImOWlmw5C1fuLagKvkJr2mg6RgVpUBGAiTvQn+RGa0KVICn5ODmwUagTNHQ"
    "PjxjxBH0xrnjA7C2VFPLBZ8wF93tBqAZhfIFqkGyvKKBZ5VUD3EWDY9iRnab4lva4EkfsMYjZG9HapRyuJ8w8GB3oqFI74fuQADHx1I6gvtBCY"
    "xdYF0UbJNYg7YngHM2xQYgTZG5j0CQIfHXN+pduAxbLMrORPCgAym+MTlRkgIVbgm9gC8j5aSE5Pz2f56rDXBimX97VeKwKdTOUr0Q1NieJZf7"
    "jg+S27hqkKS4k9BzhKsAtxPDBC2UEqjB2wH2BcfqV+GdjLjt6LggWsAmlDLuk9N5yGl2hUVpwWcrFEXXb9XcrOemxh+TOMHdlmpuxeSCzwtkd2"
    "xZm00DEYr12vflUeQwN7sMP8EBS2UqqOIA5Q8F4oCLMa/FN5E4qHB+eBgP+Sg44D4MbIhC/cw3h2NtsgYvoIVgzCENaeErOICdRuyih5hL5nt1"
    "c92vahXoV17UqRnmxovWe4HVGqhqAk9I53D+R5leUv8xNkbxanE7UBmmdc5jgmc+m7mVDycSMwkXujOuQAWcgixq8dWlgBnhKNb1AypH8tW/Rg"
    "zRsAykUIufwGyxN2gyEqSVqWAP1hz9sJls2UNYL9xigSaGWN6o06QTU9rRGp25ytCTGBDlnj2TNmKCkQEzBZcIr1S6E7+78/ouf9nMcdQv5vAP"
    "5OU+muwBeW428m/V2MuCDm9thWUPrvYmwe5kKle57De3X2ydNyiAPIHJhIcaPLaMEDS55YoxrmdjB2/wMQYc8htyHHt3qWJ4PU4qTktY/icQZD"
    "GrGPIxAQrNZfIxV4521zHHU03zDByRgn6AwK3R9KqNuJsombQpdORCiCrDM4ri00tR5AVLRUa9aW9Y5rQd9NnGZ0mZY8ygCe16HX3lMc59MI9z"
    "I2+FWvbz3J2y14TC/ABqB6iutUEKs/HNcMS8fqHL0FJhOavsL71eTzCfeAH3jhWwRtjEbvNJG3WInz/gMcPSPxzTt6VeT8H28hIu4="
)
