"""What the metrics about who replies to whom must say, in plain SQL over the imported table.

Imports nothing of the product.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from plain_sql import Told

# Every reply by another person within a week: by its link, else to the turn before in the topic, else by a name.
_REPLIES = """
CREATE OR REPLACE TABLE replies AS
WITH shown AS (SELECT count(reply_to) > 0 AS links, count(topic) > 0 AS topics FROM rows_in),
turns AS (SELECT *, lag(author) OVER before AS whom, lag(ts) OVER before AS since, lag(day) OVER before AS since_day
    FROM written WHERE topic IS NOT NULL AND author IS NOT NULL
    WINDOW before AS (PARTITION BY channel, topic ORDER BY ts, place))
SELECT a.author AS by_whom, q.author AS whom, a.day, q.day AS asked_day
FROM written a JOIN written q ON a.reply_to = q.id
WHERE a.author <> q.author AND a.ts BETWEEN q.ts AND q.ts + INTERVAL 168 HOUR
UNION ALL
SELECT author, whom, day, since_day FROM turns
WHERE reply_to IS NULL AND author <> whom AND ts <= since + INTERVAL 168 HOUR
UNION ALL
SELECT author, name, day, NULL FROM (SELECT author, unnest(mentions) AS name, day FROM written) , shown
WHERE name <> author AND NOT links AND NOT topics;
DELETE FROM replies WHERE by_whom IN (FROM bots) OR by_whom IN (FROM staff)
    OR whom IN (FROM bots) OR whom IN (FROM staff);
"""
_CHAINS = """
WITH RECURSIVE lately AS (SELECT * FROM written
    WHERE author IS NOT NULL AND reply_to IS NOT NULL AND day BETWEEN $day::DATE - 7 AND $day),
chains AS (SELECT id, author, day, 1 AS length FROM lately WHERE reply_to NOT IN (SELECT id FROM lately)
    UNION ALL
    SELECT l.id, l.author, l.day, c.length + 1 FROM lately l JOIN chains c ON l.reply_to = c.id)
SELECT coalesce(max(length), 0) FROM chains WHERE day = $day AND author NOT IN (FROM staff)
"""
_HALF = """
WITH waited AS (SELECT q.id, q.ts, epoch(a.ts) - epoch(q.ts) AS waited
    FROM own q JOIN written a ON a.reply_to = q.id
    WHERE q.day BETWEEN $day::DATE - 27 AND $day AND a.author <> q.author
        AND a.ts BETWEEN q.ts AND q.ts + INTERVAL 336 HOUR),
lives AS (SELECT ts, list_sort(list(waited))[(count(*) + 1) // 2] AS half FROM waited GROUP BY id, ts)
SELECT median(half) FILTER (ts + INTERVAL 336 HOUR <= $now) / 60, count(*) FILTER (ts + INTERVAL 336 HOUR <= $now),
    count(*) FILTER (ts + INTERVAL 336 HOUR > $now) FROM lives
"""
_SOLVED = """
WITH ripe AS (SELECT w.id, w.day, w.ts, w.answered, a.author, a.channel, a.topic FROM waits w JOIN asked a USING (id)
    WHERE w.ts + INTERVAL 48 HOUR <= (SELECT max(ts) FROM rows_in)),
came_back AS (SELECT r.id, m.id AS said, row_number() OVER (PARTITION BY r.id ORDER BY m.ts, m.place) AS turn
    FROM ripe r JOIN written m ON m.author = r.author AND m.channel = r.channel
    WHERE m.ts > r.ts AND m.ts <= r.ts + INTERVAL 48 HOUR AND r.answered <= r.ts + INTERVAL 48 HOUR
        AND m.ts >= r.answered AND (r.topic IS NULL OR m.topic = r.topic))
SELECT day, count(*), count(*) FILTER (answered <= ts + INTERVAL 48 HOUR),
    count(*) FILTER (id IN (SELECT id FROM came_back WHERE turn <= 5 AND said IN (SELECT unnest($thanks))))
FROM ripe GROUP BY day
"""
_FIRST_WORDS = """
WITH born AS (SELECT author, min(day) AS day FROM spoken GROUP BY author),
firsts AS (SELECT author, arg_min(id, (ts, place)) AS id, min(ts) AS ts, min(day) AS day
    FROM written WHERE author IN (SELECT author FROM born WHERE day BETWEEN $day::DATE - 83 AND $day)
    AND day >= $day::DATE - 83 GROUP BY author HAVING min(day) <= $day)
SELECT f.id, f.ts + INTERVAL 336 HOUR <= (SELECT max(ts) FROM rows_in),
    EXISTS (FROM written w WHERE w.author = f.author AND w.ts > f.ts + INTERVAL 24 HOUR
        AND w.ts <= f.ts + INTERVAL 336 HOUR)
FROM firsts f
"""


def lay_replies(told: Told) -> None:
    for statement in told.con.extract_statements(_REPLIES):
        told.con.execute(statement)


def pairs(told: Told, day: date) -> set[tuple[str, str]]:
    """Who replied to whom in the 28 days that end with a day."""
    found = told.con.execute(
        "SELECT DISTINCT by_whom, whom FROM replies WHERE day BETWEEN $day::DATE - 27 AND $day", {"day": day}
    ).fetchall()
    return {(by, to) for by, to in found}


def partners(told: Told, day: date) -> tuple[float, int, int]:
    """The mean of different partners over all who spoke in 28 days, how many they are, and how many have none."""
    (found,) = told.con.execute(
        "WITH talk AS (SELECT by_whom, whom FROM replies WHERE day BETWEEN $day::DATE - 27 AND $day),"
        " ties AS (SELECT by_whom AS one, whom AS other FROM talk UNION SELECT whom, by_whom FROM talk),"
        " speakers AS (SELECT DISTINCT author FROM spoken WHERE day BETWEEN $day::DATE - 27 AND $day),"
        " counts AS (SELECT author, count(DISTINCT other) AS n FROM speakers LEFT JOIN ties ON one = author"
        " GROUP BY 1)"
        " SELECT avg(n), count(*), count(*) FILTER (n = 0) FROM counts",
        {"day": day},
    ).fetchall()
    return found


def reach(told: Told, day: date) -> dict[str, int]:
    """By how many different people each was replied to, within a week, on what they wrote in 28 days."""
    found = told.con.execute(
        "SELECT whom, count(DISTINCT by_whom) FROM replies WHERE asked_day BETWEEN $day::DATE - 27 AND $day"
        " GROUP BY whom",
        {"day": day},
    ).fetchall()
    return dict(found)


def longest_chain(told: Told, day: date) -> int:
    ((length,),) = told.con.execute(_CHAINS, {"day": day}).fetchall()
    return int(length)


def people_per_topic(told: Told) -> dict[date, tuple[float, int]]:
    """The median number of members in a topic, and how many topics, of each day."""
    found = told.con.execute(
        "SELECT day, median(people), count(*) FROM (SELECT day, count(DISTINCT author) AS people FROM own"
        " WHERE topic IS NOT NULL AND author IS NOT NULL GROUP BY day, channel, topic) GROUP BY day"
    ).fetchall()
    return {day: (middle, topics) for day, middle, topics in found}


def still_open(told: Told, day: date, starts: int) -> list[float]:
    """Since how many days each question of seven days stood open as the last of them ended, the longest first."""
    found = told.con.execute(
        "WITH ends AS (SELECT least(($day::DATE + 1 + $starts * INTERVAL 1 HOUR) AT TIME ZONE $zone,"
        " (SELECT max(ts) FROM rows_in)) AS moment)"
        " SELECT epoch(moment - ts) / 86400 FROM waits, ends WHERE day BETWEEN $day::DATE - 6 AND $day"
        " AND (answered IS NULL OR answered > moment) ORDER BY 1 DESC",
        {"day": day, "starts": starts, "zone": told.zone},
    ).fetchall()
    return [age for (age,) in found]


def half_life(told: Told, day: date) -> tuple[float | None, int, int]:
    """The median half-life of 28 days' messages in minutes, of how many, and how many are too young."""
    (now,) = told.con.execute("SELECT max(ts) FROM rows_in").fetchall()[0]
    (found,) = told.con.execute(_HALF, {"day": day, "now": now}).fetchall()
    return found


def solved(told: Told, thanks: Sequence[str]) -> dict[date, tuple[int, int, int]]:
    """Questions whose 48 hours have passed, those answered in them, those whose asker thanked; `thanks` are ids."""
    found = told.con.execute(_SOLVED, {"thanks": list(thanks)}).fetchall()
    return {day: (n, answered, thanked) for day, n, answered, thanked in found}


def newcomers(told: Told, day: date) -> dict[str, int]:
    """Newcomers of twelve weeks by whether they were answered and came back, and how many are too young to tell."""
    first = {id_: (ripe, back) for id_, ripe, back in told.con.execute(_FIRST_WORDS, {"day": day}).fetchall()}
    apart = replace(told, con=told.con.cursor())
    apart.con.execute("SET TimeZone = 'UTC'; CREATE SCHEMA IF NOT EXISTS firsts; SET search_path = 'firsts,main'")
    apart.ask(list(first))
    in_time = apart.con.execute("SELECT id FROM waits WHERE answered <= ts + INTERVAL 24 HOUR").fetchall()
    answered = {id_ for (id_,) in in_time}
    ripe = {id_: back for id_, (is_ripe, back) in first.items() if is_ripe}
    return {
        "answered": sum(id_ in answered for id_ in ripe),
        "answered_back": sum(back and id_ in answered for id_, back in ripe.items()),
        "unanswered": sum(id_ not in answered for id_ in ripe),
        "unanswered_back": sum(back and id_ not in answered for id_, back in ripe.items()),
        "waiting": len(first) - len(ripe),
    }


def texts(told: Told) -> list[tuple[Any, Any]]:
    """Every message's id and words."""
    return told.con.execute("SELECT id, text FROM written").fetchall()
