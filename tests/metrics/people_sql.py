"""What the metrics about members must say, in plain SQL over the imported table. Imports nothing of the product."""

from datetime import date
from typing import Any

from plain_sql import Told

# Each member's messages in the 28 days that end with each day.
_WRITTEN = """
WITH said AS (SELECT d.day, o.author, count(*) AS n FROM days d JOIN own o ON o.day BETWEEN d.day - 27 AND d.day
    WHERE o.author IS NOT NULL GROUP BY ALL)
"""
# Members ever seen up to each day, less those whose last coming or going was going, on a day without a coming:
# of each account they have.
_KNOWN = """
, moves AS (SELECT author, account, day,
    bool_or(kind IN ('join', 'invite')) AS came, bool_or(kind IN ('leave', 'kick')) AS went
    FROM rows_in WHERE author IS NOT NULL AND kind <> 'deleted' GROUP BY author, account, day),
stays AS (SELECT *, went AND NOT came AND $leaves AS gone FROM moves),
people AS (SELECT d.day, s.author, s.account, arg_max(s.gone, s.day) AS gone FROM days d JOIN stays s
    ON s.day <= d.day WHERE s.author NOT IN (FROM bots) AND s.author NOT IN (FROM staff) GROUP BY ALL),
known AS (SELECT day, author FROM people WHERE NOT gone
    UNION SELECT d.day, s.author FROM days d JOIN spoken s ON s.day BETWEEN d.day - 27 AND d.day)
"""
# By the mean of all differences between two, not by ranks.
_MEAN_DIFFERENCE = """
SELECT a.day, sum(abs(a.n - b.n)) / (2 * count(DISTINCT a.author) * sum(a.n))
    * CASE WHEN count(DISTINCT a.author) < 30 THEN count(DISTINCT a.author) / (count(DISTINCT a.author) - 1) ELSE 1 END
    * count(DISTINCT a.author)
FROM {table} a JOIN {table} b USING (day) WHERE day(a.day) % $every = 0
GROUP BY a.day HAVING count(DISTINCT a.author) > 1
"""


def days_active(told: Told, last: date) -> dict[int, int]:
    """How many members spoke on each number of days, of the 28 that end with one."""
    found = told.con.execute(
        "SELECT days, count(*) FROM (SELECT count(DISTINCT day) AS days FROM spoken"
        " WHERE day BETWEEN $last::DATE - 27 AND $last GROUP BY author) GROUP BY days",
        {"last": last},
    ).fetchall()
    return dict(found)


def came_and_stayed_away(told: Told) -> dict[date, tuple[int, int]]:
    """Members of each day who weren't there the day before, and of the day before who aren't now."""
    found = told.con.execute(
        "SELECT d.day, (SELECT count(DISTINCT author) FROM spoken s WHERE s.day = d.day AND author NOT IN"
        " (SELECT author FROM spoken p WHERE p.day = d.day - 1)),"
        " (SELECT count(DISTINCT author) FROM spoken s WHERE s.day = d.day - 1 AND author NOT IN"
        " (SELECT author FROM spoken p WHERE p.day = d.day)) FROM days d"
    ).fetchall()
    return {day: (came, away) for day, came, away in found}


def gini_of_speakers(told: Told) -> dict[date, float]:
    return told.by_day(_WRITTEN + _MEAN_DIFFERENCE.format(table="said"), every=1)


def gini_of_members(told: Told, *, leaves: bool) -> dict[date, float]:
    """`leaves`: whether the table shows who left. Of every ninth of a month's days: all pairs of members are many."""
    everyone = ", everyone AS (SELECT day, author, coalesce(n, 0) AS n FROM known LEFT JOIN said USING (day, author))"
    return told.by_day(
        _WRITTEN + _KNOWN + everyone + _MEAN_DIFFERENCE.format(table="everyone"), leaves=leaves, every=9
    )


def top_hundredth(told: Told) -> dict[date, float]:
    return told.by_day(
        _WRITTEN + ", ranked AS (SELECT *, row_number() OVER (PARTITION BY day ORDER BY n DESC) AS rank,"
        " ceil(count(*) OVER (PARTITION BY day) / 100) AS part FROM said)"
        " SELECT day, sum(n) FILTER (rank <= part) / sum(n) FROM ranked GROUP BY day"
    )


def absence_factor(told: Told) -> dict[date, int]:
    return told.by_day(
        _WRITTEN + ", ranked AS (SELECT *, sum(n) OVER (PARTITION BY day ORDER BY n DESC, author) AS made,"
        " sum(n) OVER (PARTITION BY day) AS whole FROM said)"
        " SELECT day, 1 + count(*) FILTER (made < whole / 2) FROM ranked GROUP BY day"
    )


def tiers(told: Told, *, leaves: bool) -> dict[date, tuple[Any, ...]]:
    """Known members who wrote nothing, up to 28 and more than 28 messages, and what they wrote."""
    found = told.con.execute(
        _WRITTEN + _KNOWN + " SELECT day, count(*) FILTER (n IS NULL), count(*) FILTER (n <= 28),"
        " count(*) FILTER (n > 28), coalesce(sum(n) FILTER (n <= 28), 0), coalesce(sum(n) FILTER (n > 28), 0)"
        " FROM known LEFT JOIN said USING (day, author) GROUP BY day",
        {"leaves": leaves},
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def own_of_all(told: Told) -> dict[date, tuple[int, int]]:
    """Members' own messages of each day, and all that was posted by anybody."""
    found = told.con.execute(
        "SELECT d.day, (SELECT count(*) FROM own o WHERE o.day = d.day), (SELECT count(*) FROM rows_in r"
        " WHERE r.day = d.day AND kind IN ('message', 'poll', 'repost')) FROM days d"
    ).fetchall()
    return {day: (own, posted) for day, own, posted in found}


def posts_by_type(told: Told) -> dict[date, tuple[int, ...]]:
    """Each day's messages by staff, by those who speak for the first time, by others, and by nobody named."""
    found = told.con.execute(
        "WITH born AS (SELECT author, min(day) AS day FROM spoken GROUP BY author)"
        " SELECT w.day, count(*) FILTER (w.author IN (FROM staff)),"
        " count(*) FILTER (w.author NOT IN (FROM staff) AND b.day = w.day),"
        " count(*) FILTER (w.author NOT IN (FROM staff) AND b.day < w.day), count(*) FILTER (w.author IS NULL)"
        " FROM written w LEFT JOIN born b USING (author) GROUP BY w.day"
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def burstiness(told: Told, last: date) -> float:
    """Of the 28 days that end with one, from the gaps themselves."""
    (found,) = told.con.execute(
        "WITH gaps AS (SELECT epoch(ts) - lag(epoch(ts))"
        "  OVER (ORDER BY ts) AS gap FROM own WHERE day BETWEEN $last::DATE - 27 AND $last)"
        " SELECT (stddev_pop(gap) - avg(gap)) / (stddev_pop(gap) + avg(gap)) FROM gaps",
        {"last": last},
    ).fetchall()
    return float(found[0])
