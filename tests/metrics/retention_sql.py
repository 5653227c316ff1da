"""Who comes back, in plain SQL over the imported table. Imports nothing of the product."""

from datetime import date

from plain_sql import Told


def retained(told: Told, monday: date, later: int, sense: str = "on", last: date | None = None) -> tuple[int, int]:
    """Who first spoke in the week of that Monday: how many they are, and how many speak so many weeks later.

    "after": in that week or any up to `last`; "in-a-row": in every week up to that one.
    """
    weeks = {"on": (later, later), "after": (later, 999), "in-a-row": (0, later)}[sense]
    (found,) = told.con.execute(
        "WITH born AS (SELECT author FROM spoken GROUP BY author"
        "  HAVING min(day) BETWEEN $monday AND $monday::DATE + 6),"
        " came AS (SELECT author, count(DISTINCT (day - $monday::DATE) // 7) AS weeks FROM spoken"
        "  WHERE (day - $monday::DATE) // 7 BETWEEN $first AND $until AND day BETWEEN $monday AND $last"
        "  GROUP BY author)"
        " SELECT count(*), count(*) FILTER (weeks >= $all) FROM born LEFT JOIN came USING (author)",
        {
            "monday": monday,
            "first": weeks[0],
            "until": weeks[1],
            "last": last or date(2999, 1, 1),
            "all": later + 1 if sense == "in-a-row" else 1,
        },
    ).fetchall()
    return found


def there_again(told: Told, monday: date, later: int) -> tuple[int, int]:
    """Whoever spoke in the week of that Monday: how many they are, and how many speak so many weeks later."""
    (found,) = told.con.execute(
        "WITH here AS (SELECT DISTINCT author FROM spoken WHERE day BETWEEN $monday AND $monday::DATE + 6)"
        " SELECT count(*), count(*) FILTER (author IN (SELECT author FROM spoken"
        "  WHERE day BETWEEN $monday::DATE + 7 * $later AND $monday::DATE + 7 * $later + 6)) FROM here",
        {"monday": monday, "later": later},
    ).fetchall()
    return found


def in_bracket(told: Told, monday: date, first: int, last: int, *, ever: bool) -> tuple[int, int]:
    """Who spoke in the week of that Monday (`ever`: for the first time): how many, and how many spoke again so many
    days after their first day in it."""
    only = "HAVING min(day) >= $monday" if ever else ""
    (found,) = told.con.execute(
        "WITH born AS (SELECT author, min(day) FILTER (day BETWEEN $monday AND $monday::DATE + 6) AS since"
        f" FROM spoken GROUP BY author {only})"
        " SELECT count(*), count(*) FILTER (EXISTS (SELECT 1 FROM spoken s WHERE s.author = born.author"
        "  AND s.day BETWEEN since + $first AND since + $last)) FROM born WHERE since IS NOT NULL",
        {"monday": monday, "first": first, "last": last},
    ).fetchall()
    return found


def came_back(told: Told, last: date, blocks: list[tuple[int, int | None]]) -> tuple[int, int]:
    """Of those whose first words are so old that all blocks of days after them are over, but not 28 days older:
    how many spoke in every block, and how many they are. A block without end ends with `last`."""
    there = " AND ".join(
        "EXISTS (SELECT 1 FROM spoken s WHERE s.author = born.author"
        f" AND s.day BETWEEN born.day + {first} AND {'$last' if end is None else f'born.day + {end}'})"
        for first, end in blocks
    )
    over = blocks[-1][1] or blocks[-1][0]
    (found,) = told.con.execute(
        "WITH born AS (SELECT author, min(day) AS day FROM spoken GROUP BY author)"
        f" SELECT count(*) FILTER ({there}), count(*) FROM born WHERE day BETWEEN $last::DATE - {over} - 27"
        f" AND $last::DATE - {over} AND day >= (SELECT min(day) + 30 FROM rows_in)",
        {"last": last},
    ).fetchall()
    return found


def goodbye(told: Told, last: date) -> int:
    """The shortest of 7 to 90 days of silence after which fewer than a tenth come back in 28 more; else 28."""
    found = told.con.execute(
        "WITH said AS (SELECT DISTINCT author, day FROM spoken WHERE day <= $last),"
        " silences AS (SELECT day, lead(day) OVER (PARTITION BY author ORDER BY day) - day AS length FROM said),"
        " rules AS (SELECT unnest(generate_series(7, 90)) AS days)"
        " SELECT days, count(s.day), count(s.day) FILTER (s.length <= days + 28) FROM rules LEFT JOIN silences s"
        "  ON coalesce(s.length, 9999) > days AND s.day >= $last::DATE - 365"
        "  AND s.day <= $last::DATE - 28 - days::INTEGER"
        " GROUP BY days ORDER BY days",
        {"last": last},
    ).fetchall()
    for days, reached, back in found:
        if reached < 20:
            return 28
        if back < 0.1 * reached:
            return int(days)
    return 90


def gone(told: Told, last: date, days: int) -> tuple[int, int]:
    """Of who spoke in the days before the last `days`, how many were silent in those, and how many they are."""
    (found,) = told.con.execute(
        "WITH ages AS (SELECT author, $last::DATE - day AS age FROM spoken WHERE day <= $last),"
        " here AS (SELECT DISTINCT author FROM ages WHERE age >= $days AND age < 2 * $days)"
        " SELECT count(*) FILTER (author NOT IN (SELECT author FROM ages WHERE age < $days)), count(*) FROM here",
        {"last": last, "days": days},
    ).fetchall()
    return found
