"""All that the portal holds of a guest, as it goes into their own copy."""

from typing import Any

from juluo.shell.guests.facts import GuestFacts, agreements, notices_of
from juluo.web.portal.part import held_of


def portal_record(guest: GuestFacts) -> dict[str, Any]:
    """JSON values by words that stay."""
    return {
        "name": guest.name,
        "guardian": guest.guardian,
        "joined_at": guest.joined_at.isoformat(),
        "agreed_to": [
            {
                "purpose": str(one.purpose),
                "given_at": one.given_at.isoformat(),
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            }
            for one in agreements(guest.id)
        ],
        "told": [{"at": one.at.isoformat(), "words": str(one.words)} for one in notices_of(guest.id)],
        **held_of(guest),
    }
