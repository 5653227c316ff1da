"""What a device at the door and the desk say to each other, as JSON."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from juluo.desk.events.codes import code_of, hashed, plain, salt_of
from juluo.desk.events.facts import asked_at_door
from juluo.desk.events.values import Answer, Person, Place, Scan, Told, Whole
from juluo.shell.visit import Visit

_KEY = re.compile(r"[0-9A-Za-z-]{8,40}")
_LONGEST_NAME, _LONGEST_CODE = 60, 60
_MOST_NUMBER, _MOST_BYTES = 2**31, 200_000


class NotToldError(ValueError):
    """What was sent is no list of scans."""


def list_of(visit: Visit, found: Whole, names: Mapping[int, str], csrf: str) -> dict[str, object]:
    """Who is on the list, each with the hash of their code; and what a colleague is to settle."""
    one = found.event
    salt = salt_of(visit.community, one.slug)
    people = []
    for person in found.people:
        if person.place is Place.OUT and not _may_ask(person.name, person.person):
            continue
        codes = [plain(code_of(visit.community, one.slug, number)) for number in (person.id, *person.was)]
        people.append(
            {
                "number": person.id,
                "name": called(visit, person, names),
                "guest": person.person is None,
                "hashes": [hashed(salt, code) for code in codes],
                "place": str(person.place),
                "came_at": _moment(person.came_at) if person.came_at else None,
            }
        )
    return {
        "now": _moment(visit.scene.now),
        "csrf": csrf,
        "state": str(one.state),
        "salt": salt,
        "taken": one.taken,
        "people": people,
        "questions": [answered(answer) for answer in asked_at_door(visit.community, one.slug)],
    }


def called(visit: Visit, person: Person, names: Mapping[int, str]) -> str:
    """What somebody on the list is called; whose name is gone is somebody."""
    if person.person is not None:
        return names.get(person.person) or visit.say("一位成员")
    return person.name or visit.say("一位客人")


def answered(answer: Answer) -> dict[str, object]:
    return {
        "key": answer.key,
        "fate": str(answer.fate),
        "why": str(answer.why) if answer.why else "",
        "number": answer.number,
        "words": answer.words,
        "at": _moment(answer.at),
        "moved": answer.moved,
    }


def scans_told(body: bytes) -> tuple[list[Scan], list[str]]:
    """The scans that were sent, and the names of those that can't be read: they tell of nobody.

    One that is broken must not hold up the others for ever. Raises NotToldError if it is no list at all.
    """
    if len(body) > _MOST_BYTES:
        raise NotToldError
    try:
        told = msgspec.json.decode(body, type=dict[str, list[dict[str, object]]])["scans"]
    except (msgspec.DecodeError, KeyError) as error:
        raise NotToldError from error
    scans, broken = [], []
    for one in told:
        key = one.get("key")
        if not isinstance(key, str) or _KEY.fullmatch(key) is None:
            raise NotToldError
        scan = _scan(key, one)
        if scan is None:
            broken.append(key)
        else:
            scans.append(scan)
    return scans, broken


def _scan(key: str, told: Mapping[str, object]) -> Scan | None:
    try:
        what, at = Told(_text(told, "told")), datetime.fromisoformat(str(told.get("at")))
    except ValueError:
        return None
    number, name = told.get("number"), " ".join(_text(told, "name").split())
    right = {
        Told.CODE: True,
        Told.ROW: isinstance(number, int) and 0 < number < _MOST_NUMBER,
        Told.NAME: 0 < len(name) <= _LONGEST_NAME,
    }
    if at.tzinfo is None or not right.get(what, _KEY.fullmatch(_text(told, "of"))):
        return None
    row = number if what is Told.ROW and isinstance(number, int) else None
    return Scan(key, at.astimezone(UTC), what, _text(told, "code")[:_LONGEST_CODE], row, name, _text(told, "of"))


def _text(told: Mapping[str, object], name: str) -> str:
    found = told.get(name)
    return found.replace("\0", "") if isinstance(found, str) else ""


def _may_ask(name: str, person: int | None) -> bool:
    """Who withdrew stands on the list too, to be asked about; not who was only ever a name that is gone."""
    return bool(name) or person is not None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
