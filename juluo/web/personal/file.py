"""The person behind an account's number, and all that is held about them as a file."""

from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, cast

from django.http import FileResponse, HttpResponse

from juluo.intake.operator import stated_profile
from juluo.shell.guests.facts import about as about_on_portal
from juluo.store.view import View
from juluo.web.personal.bundle import Contents, write_bundle
from juluo.web.personal.desk import told_of
from juluo.web.personal.held import Held, held, named_by_others, own_entries
from juluo.web.portal.record import portal_record
from juluo.web.seen import asked

# Account codes are 32 bits wide.
_MOST = 2**31


@dataclass(frozen=True, slots=True)
class Person:
    """The person behind an account's number. `codes` are their accounts that aren't erased; none: they are."""

    number: int
    codes: tuple[int, ...]
    held: Held | None


def person_of(community: str, number: int) -> Person | None:
    """Who it is, with what is held of them; None if there is no such account."""
    if number >= _MOST:
        return None

    def look(view: View) -> Person | None:
        codes = view.persons.accounts(number)
        known = view.register.accounts(view.community.slug, codes)
        if number not in known:
            return None
        living = tuple(code for code in codes if not known[code].erased)
        return Person(number, living, held(view, living) if living else None)

    return asked(community, look)


def person_file(
    community: str, person: Person, name: str, now: datetime, *, by_name: bool = True
) -> HttpResponse | None:
    """All of it as a ZIP, in the language in which the community speaks to its members; None once they are erased.

    Without `by_name` it tells nothing of what colleagues wrote with their name in it, and says so.
    """
    found = person.held
    if found is None:
        return None
    file = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115 - closed by the response once it is sent
    asked(community, lambda view: _write(view, person, found, file, now, by_name))
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")
    return cast("HttpResponse", answer)


def _write(view: View, person: Person, found: Held, file: IO[bytes], now: datetime, by_name: bool) -> None:  # noqa: FBT001 - handed on
    community = view.community.slug
    write_bundle(
        file,
        Contents(
            community,
            found,
            lambda: own_entries(view, person.codes),
            lambda: named_by_others(view, person.codes),
            told_of(community, found.accounts, by_name=by_name),
            now,
            stated_profile(view).get("language", "zh"),
            by_name,
            [portal_record(guest) for guest in about_on_portal(community, person.codes)],
        ),
    )
