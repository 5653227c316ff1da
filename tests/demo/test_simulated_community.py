import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from plain_measures import asks, day_of, moment

from juluo.demo.line import Row
from juluo.demo.truth import Truth


def test_it_has_the_size_it_claims(rows: tuple[Row, ...], said: list[Row], truth: Truth) -> None:
    assert len({day_of(row) for row in rows}) == len(truth.days) == 120
    assert len({row.channel_id for row in rows}) == 12
    assert 380 <= truth.days[truth.last_day].members <= 420
    assert 38_000 <= len(said) <= 43_000
    assert max(day_of(row) for row in rows) == "2026-11-19" == truth.last_day


def test_ids_are_unique_and_rows_in_order_of_time(rows: tuple[Row, ...]) -> None:
    assert len({row.id for row in rows}) == len(rows)
    assert all(one.ts <= next_one.ts for one, next_one in pairwise(rows))
    assert all(row.ts.endswith("+08:00") for row in rows)


def test_replies_and_mentions_point_at_what_came_before(rows: tuple[Row, ...]) -> None:
    met: dict[str, Row] = {}
    people = {row.author for row in rows}
    for row in rows:
        if row.reply_to:
            assert moment(met[row.reply_to]) < moment(row)
            assert met[row.reply_to].channel_id == row.channel_id
        assert people.issuperset(row.mentions)
        met[row.id] = row


def test_every_handle_belongs_to_one_account(rows: tuple[Row, ...]) -> None:
    pairs = {(row.author, row.author_name) for row in rows if row.author}
    assert len(pairs) == len({author for author, _ in pairs}) == len({name for _, name in pairs})


def test_members_add_up_from_the_stated_number(rows: tuple[Row, ...], truth: Truth) -> None:
    stated = next(row.members for row in rows if row.kind == "member_count")
    assert stated == truth.members_at_start
    moved = Counter((day_of(row), row.kind) for row in rows)
    members = stated
    for day, expected in truth.days.items():
        joined = moved[day, "join"] + moved[day, "invite"]
        left = moved[day, "leave"] + moved[day, "kick"]
        members += joined - left
        assert (joined, left, members) == (expected.joined, expected.left, expected.members)


def test_nobody_speaks_before_joining_or_after_leaving(rows: tuple[Row, ...]) -> None:
    came: set[str | None] = set()
    gone: set[str | None] = set()
    joiners = {row.author for row in rows if row.kind in {"join", "invite"}}
    for row in rows:
        if row.kind in {"join", "invite"}:
            came.add(row.author)
        elif row.kind in {"leave", "kick"}:
            gone.add(row.author)
        elif row.kind == "message":
            assert row.author not in gone
            assert row.author in came or row.author not in joiners


def test_the_days_have_a_week_s_rhythm(truth: Truth) -> None:
    weekend = [t.active_members for day, t in truth.days.items() if date.fromisoformat(day).weekday() >= 5]
    workday = [t.active_members for day, t in truth.days.items() if date.fromisoformat(day).weekday() < 5]
    assert sum(weekend) / len(weekend) < 0.75 * sum(workday) / len(workday)


def test_the_day_has_its_hours(said: list[Row], truth: Truth) -> None:
    hours = Counter(moment(row).hour for row in said if row.id not in set(truth.spam.messages))
    assert sum(hours[hour] for hour in range(7)) < 0.02 * sum(hours.values())
    assert hours[15] > 1.5 * hours[18]


def test_a_few_say_much_and_many_say_little(said: list[Row]) -> None:
    counts = sorted(Counter(row.author for row in said).values(), reverse=True)
    share = sum(counts[: len(counts) // 10]) / sum(counts)
    assert 0.35 < share < 0.6


def test_there_are_edits_recalls_reactions_pictures_and_mentions(rows: tuple[Row, ...], truth: Truth) -> None:
    assert sum(row.deleted for row in rows) == sum(day.recalled for day in truth.days.values()) + sum(
        row.deleted for row in rows if row.is_staff
    )
    assert all(row.text is None for row in rows if row.deleted)
    assert sum(row.edited_ts is not None for row in rows) > 300
    assert sum(bool(row.reactions) for row in rows) > 2000
    assert sum(row.media > 0 for row in rows) > 500
    assert sum(bool(row.mentions) for row in rows) > 1000


def test_only_planted_questions_look_like_questions(said: list[Row], truth: Truth) -> None:
    asked = Counter(day_of(row) for row in said if asks(row))
    assert {day: asked[day] for day in truth.days} == {day: t.questions for day, t in truth.days.items()}


def test_the_words_are_varied_and_name_no_real_person_or_address(rows: tuple[Row, ...]) -> None:
    texts = [row.text for row in rows if row.text]
    assert len(set(texts)) > 10_000
    private = re.compile(r"https?:|www\.|\S@\S+\.\w|1[3-9]\d{9}|\{|\}")
    assert [text for text in texts if private.search(text)] == []


def test_messages_of_every_day_and_channel_are_those_of_the_truth(said: list[Row], truth: Truth) -> None:
    counted = Counter((day_of(row), row.channel_id) for row in said)
    for day, expected in truth.days.items():
        assert expected.messages == sum(expected.messages_by_channel.values())
        assert {c: counted[day, c] for c in truth.channels if counted[day, c]} == expected.messages_by_channel


def test_the_quiet_week_is_quiet(truth: Truth) -> None:
    first, last = date.fromisoformat(truth.quiet.first), date.fromisoformat(truth.quiet.last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    quiet = sum(truth.days[day.isoformat()].active_members for day in days)
    before = sum(truth.days[(day - timedelta(days=14)).isoformat()].active_members for day in days)
    assert quiet < 0.6 * before
