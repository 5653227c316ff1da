"""What the metrics must say, asked of the imported table itself in plain SQL. Imports nothing of the product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

_SAID = """
CREATE TABLE persons AS SELECT map($names::VARCHAR[], $heads::VARCHAR[]) AS heads;
CREATE TABLE rows_in AS
SELECT msg_id AS id, ts, row_number() OVER () AS place, author AS account, coalesce(heads[author], author) AS author,
    channel_id AS channel, topic, reply_to, text, coalesce(heads[peer], peer) AS peer,
    list_transform(mentions, lambda name: coalesce(heads[name], name)) AS mentions,
    ((ts AT TIME ZONE $zone) - $starts * INTERVAL 1 HOUR)::DATE AS day,
    CASE WHEN kind IN ('message', 'action', 'post', 'reply') THEN 'message' ELSE kind END AS kind
FROM (SELECT * FROM read_parquet($paths) UNION ALL BY NAME SELECT NULL::VARCHAR AS peer WHERE false), persons
WHERE ts IS NOT NULL;

CREATE TABLE bots AS SELECT DISTINCT author FROM read_parquet($paths) WHERE is_bot AND author IS NOT NULL;
CREATE TABLE staff AS SELECT DISTINCT coalesce(heads[author], author) AS author
    FROM read_parquet($paths), persons
    WHERE coalesce(extra LIKE '%"staff":true%' OR extra LIKE '%"staff": true%', false) AND author IS NOT NULL;

CREATE TABLE written AS SELECT * FROM rows_in
    WHERE kind IN ('message', 'poll') AND (author IS NULL OR author NOT IN (FROM bots));
CREATE TABLE spoken AS SELECT * FROM rows_in
    WHERE kind IN ('message', 'poll', 'repost') AND author NOT IN (FROM bots) AND author NOT IN (FROM staff);
CREATE TABLE own AS SELECT * FROM written WHERE author IS NULL OR author NOT IN (FROM staff);
CREATE TABLE days AS SELECT unnest(generate_series($first, $last, INTERVAL 1 DAY))::DATE AS day;
"""

# Each question's first answer: by its link, else the next other person in its topic, else a later @ in its channel.
_ANSWERS = """
CREATE OR REPLACE TABLE links AS
SELECT q.id, a.ts FROM asked q JOIN written a ON a.reply_to = q.id
WHERE $by_link AND a.author <> q.author AND a.ts >= q.ts
UNION ALL
SELECT q.id, a.ts FROM asked q JOIN written a ON a.channel = q.channel AND a.topic = q.topic
WHERE $by_topic AND a.author <> q.author AND (a.ts, a.place) > (q.ts, q.place) AND a.ts <= q.ts + INTERVAL 7 DAY
UNION ALL
SELECT q.id, a.ts FROM asked q JOIN written a ON a.channel = q.channel AND list_contains(a.mentions, q.author)
WHERE $by_name AND a.author <> q.author AND a.ts >= q.ts AND a.ts <= q.ts + INTERVAL 7 DAY;

CREATE OR REPLACE TABLE waits AS
SELECT q.id, q.day, q.ts, min(l.ts) FILTER (l.ts <= q.ts + INTERVAL 7 DAY) AS answered
FROM asked q LEFT JOIN links l USING (id) GROUP BY ALL;
"""

_MEDIAN = """
WITH waited AS (
    SELECT day, answered IS NOT NULL AS ended,
        epoch(coalesce(answered, least($now, ts + INTERVAL 7 DAY)) - ts) / 60 AS minutes
    FROM waits WHERE day BETWEEN $first AND $last),
times AS (SELECT day, minutes, count(*) AS n, count(*) FILTER (ended) AS served FROM waited GROUP BY ALL),
risk AS (SELECT *, sum(n) OVER (PARTITION BY day ORDER BY minutes DESC) AS at_risk FROM times),
curve AS (SELECT *, product(1 - served / at_risk) OVER (PARTITION BY day ORDER BY minutes) AS waiting FROM risk)
SELECT day, min(minutes) FILTER (waiting <= 0.5 + 1e-12) FROM curve GROUP BY day
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of messages as it was imported, and the clock by which its days are counted.

    `author` is the person, `account` the account that the table names.
    """

    con: duckdb.DuckDBPyConnection
    first: date
    last: date
    zone: str

    @classmethod
    def of(
        cls, paths: list[Path], zone: str, starts: int, first: date, last: date, persons: Mapping[str, str]
    ) -> "Told":
        con = duckdb.connect()
        con.execute("SET TimeZone = 'UTC'; SET threads = 2")
        facts = {"paths": [str(p) for p in paths], "zone": zone, "starts": starts, "first": first, "last": last}
        facts |= {"names": [*persons], "heads": [*persons.values()]}
        for statement in con.extract_statements(_SAID):
            con.execute(statement, {name: facts[name] for name in statement.named_parameters})
        return cls(con, first, last, zone)

    def by_day(self, query: str, **values: object) -> dict[date, Any]:
        """A query of (day, value) as a dict."""
        return dict(self.con.execute(query, values or None).fetchall())

    def messages(self) -> dict[date, int]:
        return self.by_day("SELECT day, count(o.id) FROM days LEFT JOIN own o USING (day) GROUP BY day")

    def active(self, length: int) -> dict[date, int]:
        return self.by_day(
            "SELECT d.day, count(DISTINCT s.author) FROM days d LEFT JOIN spoken s"
            " ON s.day BETWEEN d.day - $back::INTEGER AND d.day GROUP BY d.day",
            back=length - 1,
        )

    def moved(self, *kinds: str) -> dict[date, int]:
        """How many different people joined, or left, on each day."""
        return self.by_day(
            "SELECT d.day, count(DISTINCT r.author) FROM days d LEFT JOIN rows_in r ON r.day = d.day"
            " AND r.kind IN (SELECT unnest($kinds)) AND r.author NOT IN (FROM bots)"
            " AND r.author NOT IN (FROM staff) GROUP BY d.day",
            kinds=list(kinds),
        )

    def first_ever_seen(self) -> dict[date, int]:
        return self.by_day(
            "SELECT d.day, count(f.author) FROM days d LEFT JOIN (SELECT author, min(day) AS day FROM rows_in"
            " WHERE author NOT IN (FROM bots) AND author NOT IN (FROM staff) GROUP BY author) f"
            " ON f.day = d.day GROUP BY d.day"
        )

    def phase(self, which: str) -> dict[date, int]:
        """New, returning or resurrecting people of each day, or those dormant on it."""
        lately = "s.author IN (SELECT author FROM spoken p WHERE p.day = d.day - 1)"
        ever = "s.author IN (SELECT author FROM spoken p WHERE p.day < d.day)"
        where = {
            "new": f"NOT {ever}",
            "returning": lately,
            "resurrecting": f"{ever} AND NOT {lately}",
            "dormant": "s.author NOT IN (SELECT author FROM spoken p WHERE p.day = d.day)",
        }[which]
        shift = 1 if which == "dormant" else 0
        return {day: 0 for (day,) in self.con.execute("FROM days").fetchall()} | self.by_day(
            f"SELECT d.day, count(DISTINCT s.author) FROM days d JOIN spoken s ON s.day = d.day - {shift}"
            f" WHERE {where} GROUP BY d.day"
        )

    def channels(self, day: date) -> dict[str, tuple[int, int]]:
        """Messages and people of each channel on a day."""
        found = self.con.execute(
            "SELECT channel, count(*) FILTER (kind <> 'repost' AND channel IS NOT NULL), count(DISTINCT author)"
            " FROM spoken WHERE day = $day GROUP BY channel",
            {"day": day},
        ).fetchall()
        return {str(channel): (messages, people) for channel, messages, people in found if messages}

    def top_tenth(self) -> dict[date, float]:
        return self.by_day(
            "WITH said AS (SELECT day, author, count(*) AS n FROM own WHERE author IS NOT NULL GROUP BY ALL),"
            " ranked AS (SELECT *, row_number() OVER (PARTITION BY day ORDER BY n DESC) AS rank,"
            "  ceil(count(*) OVER (PARTITION BY day) / 10) AS tenth FROM said)"
            " SELECT day, sum(n) FILTER (rank <= tenth) / sum(n) FROM ranked GROUP BY day"
        )

    def hours(self, last: date) -> dict[tuple[int, int], int]:
        found = self.con.execute(
            "SELECT isodow(ts AT TIME ZONE $zone) - 1, hour(ts AT TIME ZONE $zone), count(*) FROM own"
            " WHERE day BETWEEN $last::DATE - 27 AND $last GROUP BY ALL",
            {"zone": self.zone, "last": last},
        ).fetchall()
        return {(weekday, hour): n for weekday, hour, n in found}

    def retained(self, monday: date, later: int) -> tuple[int, int]:
        """Who first spoke in the week of that Monday: how many they are, and how many speak so many weeks later."""
        (found,) = self.con.execute(
            "WITH born AS (SELECT author FROM spoken GROUP BY author"
            "  HAVING min(day) BETWEEN $monday AND $monday::DATE + 6)"
            " SELECT count(*), count(*) FILTER (author IN (SELECT author FROM spoken"
            "  WHERE day BETWEEN $monday::DATE + 7 * $later AND $monday::DATE + 7 * $later + 6)) FROM born",
            {"monday": monday, "later": later},
        ).fetchall()
        return found

    def ask(self, ids: list[str] | None = None) -> None:
        """Make the members' questions known: those ids, or whatever ends in a question mark."""
        where = "id IN (SELECT unnest($ids))" if ids is not None else "text LIKE '%？'"
        self.con.execute(
            f"CREATE OR REPLACE TABLE asked AS SELECT * FROM own WHERE author IS NOT NULL AND {where}",
            {"ids": ids} if ids is not None else None,
        )
        (shown,) = self.con.execute(
            "SELECT count(reply_to) > 0, count(topic) > 0, count(*) FILTER (len(mentions) > 0) > 0 FROM rows_in"
        ).fetchall()
        flags = {"by_link": shown[0], "by_topic": shown[1], "by_name": shown[2] and not (shown[0] or shown[1])}
        for statement in self.con.extract_statements(_ANSWERS):
            self.con.execute(statement, {name: flags[name] for name in statement.named_parameters} or None)

    def asked(self) -> dict[date, int]:
        return self.by_day("SELECT d.day, count(a.id) FROM days d LEFT JOIN asked a USING (day) GROUP BY d.day")

    def answered_in_a_day(self) -> dict[date, tuple[int, int]]:
        """Questions whose 24 hours have passed: how many were answered in them, and how many they are."""
        found = self.con.execute(
            "SELECT day, count(*) FILTER (answered <= ts + INTERVAL 24 HOUR), count(*) FROM waits"
            " WHERE ts + INTERVAL 24 HOUR <= (SELECT max(ts) FROM rows_in) GROUP BY day"
        ).fetchall()
        return {day: (hits, n) for day, hits, n in found}

    def median_wait(self) -> dict[date, float | None]:
        (now,) = self.con.execute("SELECT max(ts) FROM rows_in").fetchall()[0]
        return self.by_day(_MEDIAN, now=now, first=self.first, last=self.last)
