"""How long a community keeps members' words, and up to which day they are gone. Kept in the register's file."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from juluo.ledger.period import Calendar
from juluo.store.imports import imports
from juluo.store.register import Register

# Fewer days would take away what today's page and this week's report are made of.
SHORTEST, LONGEST = 30, 3650


@dataclass(frozen=True, slots=True)
class TextRule:
    """Words are kept for `days` days; None: for ever. Those of days before `gone_before` are gone and stay away.

    `done_before` is how far everything outside the table has followed, `done_at` when that was.
    """

    days: int | None = None
    gone_before: date | None = None
    done_before: date | None = None
    done_at: datetime | None = None

    def due_before(self, today: date) -> date | None:
        """The day before which words are to go as of today. None if none are."""
        return None if self.days is None else today - timedelta(days=self.days)


def text_rule(register: Register, community: str) -> TextRule:
    found = register.rows(
        "SELECT days, gone_before, done_before, done_at FROM text_rules WHERE community = ?", community
    )
    if not found:
        return TextRule()
    days, gone, done, at = (None if cell is None else str(cell) for cell in found[0])
    return TextRule(
        int(days) if days else None,
        date.fromisoformat(gone) if gone else None,
        date.fromisoformat(done) if done else None,
        datetime.fromisoformat(at) if at else None,
    )


def set_text_days(register: Register, community: str, days: int | None) -> None:
    """Keep words so many days from now on; None: for ever. What is gone stays gone. Raises ValueError."""
    if days is not None and not SHORTEST <= days <= LONGEST:
        raise ValueError(days)
    with register.writing() as db:
        db.execute(
            "INSERT INTO text_rules (community, days) VALUES (?1, ?2) ON CONFLICT (community) DO UPDATE SET days = ?2",
            (community, days),
        )


def begin_forgetting(register: Register, community: str, before: date) -> None:
    """From here on no import brings back words of days before this one, even if we are killed right away."""
    with register.writing() as db:
        db.execute(
            "INSERT INTO text_rules (community, gone_before) VALUES (?1, ?2) ON CONFLICT (community) DO UPDATE"
            " SET gone_before = max(coalesce(gone_before, ''), ?2)",
            (community, before.isoformat()),
        )


def end_forgetting(register: Register, community: str, before: date) -> None:
    """Everything in the home has followed up to this day."""
    with register.writing() as db:
        db.execute(
            "UPDATE text_rules SET done_before = max(coalesce(done_before, ''), ?2), done_at = ?3"
            " WHERE community = ?1",
            (community, before.isoformat(), datetime.now(UTC).isoformat()),
        )


def reaching_before(register: Register, community: str, before: date) -> list[int]:
    """The imports with entries of days before this one whose unread records may still have words."""
    since, day_of = text_rule(register, community).done_before, _calendar(register, community).day_of
    first = {one.no: day_of(one.first) if one.first else date.min for one in imports(register, community)}
    return [no for no, day in first.items() if day < before and (since is None or day >= since)]


def keeps_words_since(register: Register, community: str, first: datetime | None) -> bool:
    """Whether what was read with entries from this moment on may be kept with its words.

    Not where somebody was erased, for any of it may be theirs; nor where any may be of a day whose words are gone.
    """
    gone = text_rule(register, community).gone_before
    day = _calendar(register, community).day_of(first) if first is not None else date.min
    return not register.erased(community) and (gone is None or day >= gone)


def _calendar(register: Register, community: str) -> Calendar:
    return next((one.calendar for one in register.communities() if one.slug == community), Calendar())
