"""What a reading holds its value against, from the ledger on."""

import pytest
from lines import AN, BO, CEN, Opened, daily, on, open_from

from juluo.metrics.verdict import Against, Verdict

PEOPLE = [f"p{n}" for n in range(12)]


def test_people_are_paired_and_held_against_the_last_four(ledger: Opened) -> None:
    away = [entry for who in PEOPLE[:9] for entry in daily(who, "2026-01-01", 76)]
    view = ledger(
        [*open_from("2026-01-01", "2026-03-31"), *away, *(e for p in PEOPLE[9:] for e in daily(p, "2026-01-01", 90))]
    )
    reading = on(view, "active_members", "2026-03-18")
    assert (reading.value, reading.same_weekday, reading.mean4) == (3, 12, 12)
    assert (reading.change.amount, reading.change.against, reading.change.test) == (-9, Against.MEAN4, "paired")
    assert reading.verdict is Verdict.CLEARLY_DOWN
    facts = reading.facts()
    assert facts["p"] == reading.change.p < 0.001
    assert (facts["test"], facts["against"], facts["change"]) == ("paired", "mean4", -9)


def test_before_four_weeks_are_known_it_is_mcnemar_s_and_never_clear(ledger: Opened) -> None:
    came = [entry for who in PEOPLE for entry in daily(who, "2026-01-01", 10)]
    reading = on(ledger([*open_from("2026-01-01", "2026-02-28"), *came]), "active_members", "2026-01-14")
    assert (reading.change.test, reading.change.against) == ("mcnemar", Against.SAME_WEEKDAY)
    assert reading.change.p == pytest.approx(2 / 2**12)
    assert reading.verdict is Verdict.MAYBE


def test_months_are_held_against_each_other_per_day(ledger: Opened) -> None:
    """Ten messages a day from September to March: February's three days fewer are no fall."""
    view = ledger([*open_from("2025-09-01", "2026-03-31"), *daily(AN, "2025-09-01", 212, 10)])
    reading = on(view, "messages", "2026-02-01", "2026-02-28")
    assert (reading.value, reading.same_weekday) == (280, 310)
    assert reading.change.amount == pytest.approx(0)
    assert reading.verdict is Verdict.NO_CHANGE


def test_a_day_on_which_the_clocks_change_is_an_hour_shorter(ledger: Opened) -> None:
    """New York's 8 March 2026 has 23 hours: 23 messages are as many as 24 on other Sundays."""
    sundays = [entry for n in range(1, 30, 7) for entry in daily(BO, f"2026-03-{n:02d}", 1, 24)]
    before = [entry for n in range(1, 29, 7) for entry in daily(BO, f"2026-02-{n:02d}", 1, 24)]
    long_days = [entry for entry in [*before, *sundays] if not str(entry["ts"]).startswith("2026-03-08T12:23")]
    view = ledger([*open_from("2026-01-01", "2026-03-31"), *long_days], zone="America/New_York")
    reading = on(view, "messages", "2026-03-08")
    assert (reading.value, reading.mean4) == (23, 24)
    assert reading.change.amount == pytest.approx(0)


def test_what_is_not_tested_has_no_p(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-03-31"), *daily(CEN, "2026-01-01", 90)])
    facts = on(view, "net_growth", "2026-03-18").facts()
    assert (facts["p"], facts["test"]) == (None, None)
