"""Who came back and who went: against plain SQL over the table it came from, and at the edges."""

from datetime import date, timedelta

import pytest
from against import Case
from lines import AN, BO, CEN, Opened, daily, on, open_from
from retention_sql import came_back, gone, goodbye, in_bracket, retained, there_again

from juluo.ledger.period import Grain, Period
from juluo.metrics.activity.cohorts import BRACKETS, Cell, Joining, Sense, cohorts
from juluo.metrics.metric import Measured, metrics
from juluo.store.view import View


def few_days(case: Case, name: str) -> dict[date, Measured]:
    """A metric on every 19th day."""
    days = case.days[::19]
    return dict(zip(days, metrics()[name].measure(case.view, [Period(day, day) for day in days]), strict=True))


@pytest.mark.parametrize("sense", list(Sense)[:3])
def test_cohorts_in_every_sense(case: Case, sense: Sense) -> None:
    for last in (case.days[-8], Period.of(case.days[-8], Grain.WEEK).last):
        table = cohorts(case.view, last, sense)
        assert len(table.rows) == 8
        for row in table.rows:
            told = [retained(case.told, row.period.first, n, sense, last) for n in range(len(row.cells))]
            over = [row.period.first + timedelta(days=7 * n + 6) <= last for n in range(len(row.cells))]
            found = [(cell.n, cell.hits) if cell else None for cell in row.cells]
            assert found == [counts if known else None for counts, known in zip(told, over, strict=True)]


def test_recurring_cohorts(case: Case) -> None:
    for row in cohorts(case.view, case.days[-8], joining=Joining.RECURRING).rows:
        for later, cell in enumerate(row.cells):
            assert cell is None or (cell.n, cell.hits) == there_again(case.told, row.period.first, later)


@pytest.mark.parametrize("joining", list(Joining))
def test_brackets_of_cohorts(case: Case, joining: Joining) -> None:
    table = cohorts(case.view, case.days[-8], Sense.BRACKETS, joining=joining)
    assert [cell is not None for cell in table.rows[0].cells] == [True] * 4
    for row in table.rows:
        for (first, last), cell in zip(BRACKETS, row.cells, strict=True):
            ever = joining is Joining.FIRST
            told = in_bracket(case.told, row.period.first, first, last, ever=ever)
            assert cell is None or (cell.n, cell.hits) == told
            assert (cell is None) == (row.period.last + timedelta(days=last) > case.days[-8])


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("return_on", [[(day, day)] for day in (1, 3, 7, 14, 28)]),
        ("return_after", [[(day, None)] for day in (1, 3, 7, 14, 28)]),
        ("return_in_a_row", [[(7 * n + 1, 7 * n + 7) for n in range(count)] for count in (1, 2, 3, 4)]),
        ("return_brackets", [[(1, 3)], [(4, 7)], [(8, 14)], [(15, 30)]]),
    ],
)
def test_newcomers_who_came_back(case: Case, name: str, blocks: list[list[tuple[int, int | None]]]) -> None:
    for day, measured in few_days(case, name).items():
        found = [(row["hits"], row["n"]) for row in measured.rows]
        assert found == [came_back(case.told, day, one) for one in blocks]
    assert any(n for _, n in found)


def test_on_the_day_is_at_most_on_it_or_after(case: Case) -> None:
    for on_it, after in zip(*(few_days(case, name).values() for name in ("return_on", "return_after")), strict=True):
        assert on_it.n == after.n
        for one, other in zip(on_it.rows, after.rows, strict=True):
            assert (one["n"], int(str(one["hits"])) <= int(str(other["hits"]))) == (other["n"], True)


def test_churn(case: Case) -> None:
    for day, measured in few_days(case, "churn_rate").items():
        days = goodbye(case.told, day)
        assert measured.parts["days"] == days
        if measured.value is not None:
            assert (measured.hits, measured.n) == gone(case.told, day, days)
    assert measured.n


def in_one_week(ledger: Opened) -> View:
    """Three who first speak on Tuesday 3 March 2026; An comes back on days 1 and 8, Bo on day 5, Cen never."""
    said = [*daily(AN, "2026-03-03", 2), *daily(BO, "2026-03-03", 1), *daily(CEN, "2026-03-03", 1)]
    said += [*daily(AN, "2026-03-11", 1), *daily(BO, "2026-03-08", 1)]
    return ledger([*open_from("2026-01-01", "2026-03-31"), *said])


def test_what_is_not_over_is_blank_and_not_0(ledger: Opened) -> None:
    view = in_one_week(ledger)
    week = date(2026, 3, 2)
    as_of = {last: cohorts(view, date(2026, 3, last)).rows for last in (8, 9, 14, 15, 16)}
    found = {last: next(row.cells for row in rows if row.period.first == week) for last, rows in as_of.items()}
    assert found[8] == (Cell(3, 3),)
    assert found[9] == found[14] == (Cell(3, 3), None)
    assert found[15] == (Cell(3, 3), Cell(1, 3))
    assert found[16] == (Cell(3, 3), Cell(1, 3), None)


def test_brackets_count_from_each_member_s_own_day(ledger: Opened) -> None:
    view = in_one_week(ledger)
    rows = cohorts(view, date(2026, 3, 31), Sense.BRACKETS).rows
    cells = next(row.cells for row in rows if row.period.first == date(2026, 3, 2))
    # The week's last day is the 8th: its bracket of 15 to 30 days would be over on 7 April.
    assert cells == (Cell(1, 3), Cell(1, 3), Cell(1, 3), None)
    young = cohorts(view, date(2026, 3, 14), Sense.BRACKETS).rows
    assert next(row.cells for row in young if row.period.first == date(2026, 3, 2)) == (Cell(1, 3), None, None, None)


def test_recurring_cohorts_are_all_who_spoke(ledger: Opened) -> None:
    view = in_one_week(ledger)
    table = cohorts(view, date(2026, 3, 22), joining=Joining.RECURRING)
    assert {row.period.first.day: row.cells for row in table.rows[-3:]} == {
        2: (Cell(3, 3), Cell(1, 3), Cell(0, 3)),
        9: (Cell(1, 1), Cell(0, 1)),
        16: (Cell(0, 0),),
    }


def test_the_total_weighs_people_and_not_weeks(ledger: Opened) -> None:
    one = [*daily(AN, "2026-03-03", 8)]
    many = [line for n in range(9) for line in daily(f"m{n}", "2026-03-10", 1)]
    table = cohorts(ledger([*open_from("2026-01-01", "2026-03-31"), *one, *many]), date(2026, 3, 22))
    assert [row.size for row in table.rows[-3:]] == [1, 9, 0]
    assert table.total[1] == Cell(1, 10)


def test_weeks_in_which_nobody_can_be_called_new_are_in_no_total(ledger: Opened) -> None:
    view = ledger([*open_from("2026-02-01", "2026-03-31"), *daily(AN, "2026-02-10", 40)])
    table = cohorts(view, date(2026, 3, 22))
    assert [row.known for row in table.rows] == [False] * 6 + [True] * 2
    assert table.total[1] == Cell(0, 0)
    assert on(view, "retention", "2026-03-22").value is None


def test_a_week_that_no_export_tells_of_is_blank(ledger: Opened) -> None:
    said = [*open_from("2026-01-01", "2026-03-09"), *daily(AN, "2026-03-03", 1)]
    view = ledger(said, [*open_from("2026-03-20", "2026-04-12"), *daily(AN, "2026-03-20", 10)])
    cells = {
        sense: next(row.cells for row in cohorts(view, date(2026, 4, 12), sense).rows if row.period.first.day == 2)
        for sense in (Sense.ON, Sense.AFTER, Sense.IN_A_ROW)
    }
    assert cells[Sense.ON] == (Cell(1, 1), None, None, Cell(1, 1), Cell(0, 1), Cell(0, 1))
    assert cells[Sense.AFTER] == (None, None, None, Cell(1, 1), Cell(0, 1), Cell(0, 1))
    assert cells[Sense.IN_A_ROW] == (Cell(1, 1), None, None, None, None, None)


def test_few_people_are_told_as_a_count() -> None:
    assert Cell(3, 7).share is None
    assert Cell(4, 40).share is None
    assert Cell(10, 40).share == 0.25
    assert Cell(0, 0).interval is None


def test_newcomers_of_four_weeks(ledger: Opened) -> None:
    view = in_one_week(ledger)
    assert [row["hits"] for row in on(view, "return_on", "2026-03-31").measured.rows] == [1, 0, 0, 0, 0]
    after = on(view, "return_after", "2026-03-31")
    assert [(row["days"], row["hits"], row["n"]) for row in after.measured.rows[:4]] == [
        ("1+", 2, 3), ("3+", 2, 3), ("7+", 1, 3), ("14+", 0, 3),
    ]  # fmt: skip
    assert after.value == pytest.approx(1 / 3)
    brackets = on(view, "return_brackets", "2026-03-31")
    assert [row["hits"] for row in brackets.measured.rows] == [1, 1, 1, 0]


def test_nobody_is_old_enough_yet(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-03-31"), *daily(AN, "2026-03-28", 2)])
    reading = on(view, "return_on", "2026-03-31")
    assert (reading.value, reading.measured.n) == (None, 0)
    assert reading.measured.reason


def regulars(count: int) -> list[dict[str, object]]:
    """People who came on two days a week apart, some of them never again and some after twelve days."""
    lines = []
    for n in range(count):
        first = date(2026, 1, 2) + timedelta(days=n % 5)
        days = [0, 7, 19] if n % 4 else [0, 7]
        lines += [entry for day in days for entry in daily(f"r{n}", f"{first + timedelta(days=day)}", 1)]
    return lines


def test_how_long_a_silence_is_a_goodbye_is_learnt(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-05-31"), *regulars(40)])
    learnt = on(view, "churn_rate", "2026-05-31")
    # Of silences of 7 to 11 days 30 of 80 end, of 12 and more none.
    assert learnt.measured.parts == {"days": 12.0, "learnt": 1.0}


def test_with_few_silences_it_is_four_weeks(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-05-31"), *regulars(5)])
    assert on(view, "churn_rate", "2026-05-31").measured.parts == {"days": 28.0, "learnt": 0.0}


def test_churn_counts_who_was_here_and_fell_silent(ledger: Opened) -> None:
    staying = [*daily(AN, "2026-03-01", 90), *daily(BO, "2026-04-10", 3), *daily(CEN, "2026-05-20", 5)]
    view = ledger([*open_from("2026-01-01", "2026-05-31"), *staying])
    reading = on(view, "churn_rate", "2026-05-31")
    assert (reading.measured.hits, reading.measured.n) == (1, 2)
    assert reading.measured.evidence is not None
    assert view.count(reading.measured.evidence) == 3


def test_churn_is_unknown_before_two_spans_are_on_record(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-02-15"), *daily(AN, "2026-01-01", 40)])
    assert on(view, "churn_rate", "2026-02-15").value is None
    assert on(view, "churn_rate", "2026-02-15").measured.reason
