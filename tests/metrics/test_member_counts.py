"""Members, as stated and as moved by who came and went."""

from lines import AN, BO, CEN, Line, Opened, line, on, open_from

BOUNDS = open_from("2026-01-01", "2026-01-31")


def stated(ts: str, members: int | None = None, **detail: int) -> Line:
    return line(ts, None, "member_count", members=members, detail=detail or None)


def test_a_stated_number_moves_with_joins_and_leaves(ledger: Opened) -> None:
    moves = [
        line("2026-01-05T09:00:00", AN, "join"),
        line("2026-01-05T11:00:00", BO, "invite"),
        line("2026-01-06T11:00:00", CEN, "join"),
        line("2026-01-07T11:00:00", AN, "leave"),
        line("2026-01-07T12:00:00", BO, "kick"),
    ]
    view = ledger([*BOUNDS, stated("2026-01-05T10:00:00", 100), *moves])
    counts = [on(view, "members", f"2026-01-{day:02d}").value for day in (4, 5, 6, 7, 8)]
    assert counts == [None, 101, 102, 100, 100]
    assert on(view, "members", "2026-01-04").measured.reason
    assert on(view, "members", "2026-01-07").measured.stated


def test_the_last_statement_counts(ledger: Opened) -> None:
    moves = [line("2026-01-05T09:00:00", AN, "join"), line("2026-01-07T11:00:00", AN, "leave")]
    view = ledger([*BOUNDS, stated("2026-01-02T10:00:00", 100), stated("2026-01-06T10:00:00", 90), *moves])
    assert [on(view, "members", f"2026-01-{day:02d}").value for day in (5, 6, 7)] == [101, 90, 89]


def test_who_comes_and_goes_twice_moves_the_number_each_time(ledger: Opened) -> None:
    twice = [line(f"2026-01-05T{hour:02d}:00:00", AN, kind) for hour, kind in enumerate(("join", "leave", "join"), 12)]
    view = ledger([*BOUNDS, stated("2026-01-02T10:00:00", 100), *twice])
    assert on(view, "members", "2026-01-05").value == 101
    assert (on(view, "joined", "2026-01-05").value, on(view, "left", "2026-01-05").value) == (1, 1)


def test_staff_are_members_too(ledger: Opened) -> None:
    moves = [line("2026-01-05T09:00:00", "he", "join"), line("2026-01-05T10:00:00", AN, "leave")]
    view = ledger([*BOUNDS, stated("2026-01-02T10:00:00", 100), *moves])
    assert on(view, "members", "2026-01-05").value == 100
    assert on(view, "joined", "2026-01-05").value == 0


def test_without_moves_a_number_holds_on_its_day_only(ledger: Opened) -> None:
    view = ledger([*BOUNDS, stated("2026-01-05T10:00:00", 100)])
    assert on(view, "members", "2026-01-05").value == 100
    assert on(view, "members", "2026-01-06").value is None
    assert on(view, "members", "2026-01-05", "2026-01-11").value == 100


def test_stated_joins_and_leaves_go_before_counted_ones(ledger: Opened) -> None:
    view = ledger([*BOUNDS, stated("2026-01-05T10:00:00", 100, joined=7, left=2), line("2026-01-05T11:00:00", AN)])
    reading = on(view, "joined", "2026-01-05")
    assert (reading.value, reading.measured.stated) == (7, True)
    assert on(view, "net_growth", "2026-01-05").value == 5
    assert on(view, "joined", "2026-01-06").value is None
    assert on(view, "joined", "2026-01-05", "2026-01-06").value is None


def test_participation_is_speakers_over_members(ledger: Opened) -> None:
    spoke = [line("2026-01-05T11:00:00", who, text="好") for who in (AN, BO, AN)]
    view = ledger([*BOUNDS, stated("2026-01-05T10:00:00", 50), *spoke])
    reading = on(view, "participation_rate", "2026-01-05")
    assert (reading.value, reading.measured.hits, reading.measured.n) == (0.04, 2, 50)


def test_a_connection_is_no_joining(ledger: Opened) -> None:
    irc = [entry | {"platform": "irc"} for entry in BOUNDS]
    moves = [
        line("2026-01-02T09:00:00", AN, "join", platform="irc"),
        line("2026-02-05T09:00:00", AN, "join", platform="irc"),
        line("2026-02-05T10:00:00", BO, "join", platform="irc"),
        line("2026-02-05T23:30:00", CEN, "leave", platform="irc"),
    ]
    view = ledger([*irc, *moves])
    assert on(view, "joined", "2026-02-05").value == 2
    assert on(view, "joined", "2026-01-20").value is None
    assert on(view, "left", "2026-02-05").value is None


def test_a_number_stated_too_low_is_unknown_and_never_negative(ledger: Opened) -> None:
    """One member was stated, and two left: a report of the day says so instead of failing."""
    moves = [line("2026-01-05T11:00:00", AN, "leave"), line("2026-01-05T12:00:00", BO, "leave")]
    joined = line("2026-01-04T12:00:00", CEN, "join")
    view = ledger([*BOUNDS, stated("2026-01-05T10:00:00", 1), joined, *moves, line("2026-01-05T13:00:00", CEN)])
    for name in ("members", "participation_rate", "net_growth", "messages"):
        reading = on(view, name, "2026-01-05")
        assert reading.value is None or name in {"net_growth", "messages"}
    assert "负数" in on(view, "members", "2026-01-05").measured.reason


def test_more_speakers_than_stated_members_are_no_full_house(ledger: Opened) -> None:
    said = [line(f"2026-01-05T{hour}:00:00", who, text="好") for hour, who in enumerate((AN, BO, CEN), 10)]
    view = ledger([*BOUNDS, stated("2026-01-05T09:00:00", 2), *said])
    reading = on(view, "participation_rate", "2026-01-05")
    assert reading.value is None
    assert "还多" in reading.measured.reason
