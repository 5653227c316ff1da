"""What the metrics about newcomers must say, in plain SQL over the imported table. Imports nothing of the product."""

from datetime import date
from typing import Any

from plain_sql import Told

# Who is new on which day: whoever joins without having been seen on an earlier day, or is seen for the first time.
_ARRIVED = """
CREATE OR REPLACE TABLE arrived AS
WITH acts AS (SELECT * FROM rows_in WHERE author IS NOT NULL AND kind <> 'deleted'
    AND author NOT IN (FROM bots) AND author NOT IN (FROM staff)),
seen AS (SELECT author, min(day) AS day FROM acts GROUP BY author)
SELECT a.author, a.day, arg_min_null(a.peer, (a.ts, a.place)) FILTER (a.kind = 'join') AS peer,
    min(a.ts) FILTER (a.kind = 'join') AS at
FROM acts a JOIN seen USING (author, day) WHERE a.kind = 'join' OR NOT $joins GROUP BY ALL;
"""
_COHORT = "a.day BETWEEN $last::DATE - 27 - $wait::INTEGER AND $last::DATE - $wait::INTEGER"


def lay_arrivals(told: Told, *, joins: bool) -> None:
    """`joins`: whether the table shows who joined."""
    for statement in told.con.extract_statements(_ARRIVED):
        told.con.execute(statement, {"joins": joins} if statement.named_parameters else None)


def _one(told: Told, query: str, **values: object) -> tuple[Any, ...]:
    (found,) = told.con.execute(query, values).fetchall()
    return found


def activation(told: Told, last: date) -> tuple[int, int]:
    """How many of the newcomers spoke on a later day of their week, and how many they are."""
    spoke = "EXISTS (FROM spoken s WHERE s.author = a.author AND s.day BETWEEN a.day + 1 AND a.day + 7)"
    query = f"SELECT count(*) FILTER ({spoke}), count(*) FROM arrived a WHERE {_COHORT}"
    hits, n = _one(told, query, last=last, wait=7)
    return hits, n


def steps(told: Told, last: date) -> dict[str, int]:
    """How many of the newcomers took each step, whichever they took before; needs `replies` to be laid."""
    within = "s.day BETWEEN a.day AND a.day + 27"
    query = (
        "WITH opened AS (SELECT arg_min(author, (ts, place)) AS author, arg_min(day, (ts, place)) AS day FROM written"
        "  WHERE topic IS NOT NULL AND author IS NOT NULL GROUP BY channel, topic),"
        " answered AS (SELECT q.author, q.day FROM own q JOIN own r ON r.reply_to = q.id AND r.author <> q.author"
        "  AND r.ts <= q.ts + INTERVAL 168 HOUR WHERE q.reply_to IS NULL)"
        f" SELECT count(*), count(*) FILTER (EXISTS (FROM spoken s WHERE s.author = a.author AND {within})),"
        f" count(*) FILTER (EXISTS (FROM replies s WHERE s.by_whom = a.author AND {within})),"
        f" count(*) FILTER (EXISTS (FROM opened s WHERE s.author = a.author AND {within})),"
        f" count(*) FILTER (EXISTS (FROM answered s WHERE s.author = a.author AND {within}))"
        f" FROM arrived a WHERE {_COHORT}"
    )
    return dict(
        zip(("joined", "spoke", "replied", "opened", "answered"), _one(told, query, last=last, wait=27), strict=True)
    )


def brought(told: Told, last: date) -> tuple[int, int, int]:
    """Newcomers of 28 days: those a member brought in, those staff did, and all."""
    query = (
        "SELECT count(*) FILTER (peer NOT IN (FROM staff) AND peer <> a.author),"
        f" count(*) FILTER (peer IN (FROM staff)), count(*) FROM arrived a WHERE {_COHORT}"
    )
    members, staff, n = _one(told, query, last=last, wait=0)
    return members, staff, n


def guests_per_member(told: Told, last: date) -> tuple[float, float | None]:
    """K, and the median days from a host's own joining to their guest's."""
    query = (
        f"WITH guests AS (SELECT * FROM arrived a WHERE {_COHORT} AND peer NOT IN (FROM staff) AND peer <> author),"
        " around AS (SELECT author FROM rows_in a WHERE kind <> 'deleted' AND author IS NOT NULL"
        f"  AND author NOT IN (FROM bots) AND author NOT IN (FROM staff) AND {_COHORT} UNION SELECT peer FROM guests),"
        " hosts AS (SELECT author, min(ts) AS since FROM rows_in WHERE kind = 'join' GROUP BY author)"
        " SELECT (SELECT count(*) FROM guests) / (SELECT count(*) FROM around),"
        " (SELECT median(epoch(g.at) - epoch(h.since)) / 86400 FROM guests g JOIN hosts h ON h.author = g.peer"
        "  WHERE g.at > h.since)"
    )
    k, cycle = _one(told, query, last=last, wait=0)
    return k, cycle


def on_day_seven(told: Told, last: date) -> dict[str, tuple[int, int]]:
    """Newcomers by who brought them in: how many spoke on the seventh day after, and how many they are."""
    found = told.con.execute(
        "SELECT CASE WHEN peer IS NULL THEN 'others' WHEN peer IN (FROM staff) THEN 'staff' ELSE 'member' END,"
        " count(*) FILTER (EXISTS (FROM spoken s WHERE s.author = a.author AND s.day = a.day + 7)), count(*)"
        f" FROM arrived a WHERE {_COHORT} GROUP BY ALL",
        {"last": last, "wait": 7},
    ).fetchall()
    return {source: (hits, n) for source, hits, n in found}
