"""What a group replies to and what it needs, against plain Python over the lines of an invented hamlet."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from hamlets import STAFF, Hamlet, Line, codes, day_of, founded, viewed
from pyroaring import BitMap

from juluo.insights.needs.need import Course, Coverage, Need, NeedKind, Needs
from juluo.insights.segments.answering_to import FEWEST, Thing, answers_to
from juluo.insights.segments.clustered import Side, compared
from juluo.insights.segments.known import Known
from juluo.insights.segments.membership import members
from juluo.insights.segments.needing import wants
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.persona import persona
from juluo.insights.segments.traits import Deed, said_by_rule
from juluo.ledger.period import Period
from juluo.metrics.verdict import Verdict
from juluo.store.view import View

LAST = day_of(129)
WINDOW = Period.trailing(LAST, 28)
LINES = Hamlet(11).live()


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    store = founded(tmp_path_factory.mktemp("needing"), LINES)
    with_view = viewed(store)
    yield with_view
    with_view.close()
    store.close()


def replies_told() -> list[tuple[str, Line]]:
    """Who replied to which line in the window, at most a week later."""
    by_id = {line["id"]: line for line in LINES}
    found = []
    for line in LINES:
        before = by_id.get(line["reply_to"])
        if line["kind"] != "message" or before is None or before["author_id"] in {line["author_id"], "robot"}:
            continue
        at, then = (datetime.fromisoformat(str(one["ts"])) for one in (line, before))
        if WINDOW.first <= at.date() <= WINDOW.last and timedelta(0) <= at - then <= timedelta(days=7):
            found.append((str(line["author_id"]), before))
    return found


def test_what_a_group_replies_to_is_counted_line_by_line(hamlet: View) -> None:
    code = codes(hamlet)
    group = BitMap(code[f"p{n:02d}"] for n in range(1, 12))
    everyone = BitMap(code.values()) - BitMap(code[who] for who in (*STAFF, "robot"))
    found = answers_to(Known(hamlet, [LAST]), WINDOW, group, everyone - group)
    told = replies_told()
    mine = [(who, line) for who, line in told if code[who] in group]
    theirs = [(who, line) for who, line in told if code[who] in everyone - group]
    assert found is not None
    assert (found.n, found.people) == (len(mine), len({who for who, _ in mine}))
    assert found.rest == len({who for who, _ in theirs})
    # Nobody has read these texts, so only what asks by its marks is told, and whose words they are.
    assert found.read == 0
    assert {one.thing for one in found.found} <= {Thing.QUESTION, Thing.NEWCOMER, Thing.STAFF}
    [question] = [one for one in found.found if one.thing is Thing.QUESTION]
    asks = [[line["text"] == "怎么弄？" for _, line in side] for side in (mine, theirs)]
    assert question.share == pytest.approx(sum(asks[0]) / len(asks[0]))
    assert question.share_rest == pytest.approx(sum(asks[1]) / len(asks[1]))
    [staff] = [one for one in found.found if one.thing is Thing.STAFF]
    assert staff.share == pytest.approx(sum(str(line["author_id"]) in STAFF for _, line in mine) / len(mine))


def test_of_few_who_reply_nothing_is_said(hamlet: View) -> None:
    code = codes(hamlet)
    few = BitMap([code["p01"], code["p02"]])
    found = answers_to(Known(hamlet, [LAST]), WINDOW, few, BitMap(code.values()) - few)
    assert found is not None
    assert found.people < FEWEST
    assert found.found == ()


def test_shares_of_people_and_not_of_the_one_who_says_most() -> None:
    # One of ten says the word in a hundred messages; by messages that is ten times the others'.
    group, others = Side[str](), Side[str]()
    for who in range(10):
        for n in range(100 if who == 0 else 10):
            group.add(who, ["词"] if who == 0 or n == 0 else [])
            others.add(100 + who, ["词"] if n == 0 else [])
    [one] = compared(group, others, ["词"])
    assert one.lift > 5
    assert not one.found
    assert one.interval.low < 1


def test_chance_stands_out_no_more_often_than_told() -> None:
    chance, wrong, rounds = Random(5), 0, 300  # noqa: S311 - test data
    for _ in range(rounds):
        sides = [Side[str](), Side[str]()]
        for side in sides:
            for who in range(30):
                likes = min(0.9, max(0.05, chance.gauss(0.3, 0.15)))
                for _ in range(chance.randint(1, 20)):
                    side.add(who, ["事"] if chance.random() < likes else [])
        [one] = compared(sides[0], sides[1], ["事"])
        wrong += not one.interval.low <= 1 <= one.interval.high
    assert wrong / rounds <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / rounds)


def need(name: str, entries: tuple[int, ...]) -> Need:
    course = Course(len(entries), None, 0, None, None, Verdict.UNKNOWN)
    days = (WINDOW.first, WINDOW.last)
    return Need(
        name, name, name, NeedKind.QUESTION, len(entries), len(entries), course, (), *days, entries, (), (), 1.0
    )


def test_needs_are_of_those_who_raised_them(hamlet: View) -> None:
    rows = hamlet.ask(
        f"SELECT entry_id, account FROM ({hamlet.wordless(WINDOW, ('entry_id', 'account', 'kind'))})"
        " WHERE member AND kind = 'message' ORDER BY entry_id"
    )
    group = members(hamlet, parsed("近28天活跃 ≥ 3 天"), [LAST])[0]
    ours = tuple(entry for entry, who in rows if who in group.inside)
    theirs = tuple(entry for entry, who in rows if who not in group.inside)
    found = Needs(
        WINDOW,
        (),
        (need("ours", ours), need("theirs", theirs)),
        (),
        (),
        Coverage(len(rows), len(rows), 0, 0, 0),
        by_people=True,
    )
    told = wants(hamlet, found, group)
    spoke = hamlet.presence.spoke(WINDOW) & group.everyone
    assert (told.here, told.rest) == (len(spoke & group.inside), len(spoke - group.inside - group.unknown))
    [only] = told.wanted
    assert only.need.need_id == "ours"
    # Everybody of the group raised it, often many times: each counts once.
    assert only.hits == told.here
    assert only.apart is not None
    assert (only.apart.hits_rest, only.apart.found) == (0, True)
    few = members(hamlet, parsed("近28天活跃 ≥ 27 天"), [LAST])[0]
    assert wants(hamlet, found, few).wanted == ()
    assert not wants(hamlet, found, few).enough


def test_a_handful_is_not_held_against_the_others(hamlet: View) -> None:
    code = codes(hamlet)
    few = persona(Known(hamlet, [LAST]), [code["p01"], code["p02"]], BitMap())
    assert (few.few, few.outstanding, few.words.read) == (True, (), 0)
    many = persona(Known(hamlet, [LAST]), [code[f"p{n:02d}"] for n in range(1, 12)], BitMap())
    assert (many.few, many.tried > 0) == (False, True)


def test_what_a_rule_says_itself_is_no_news() -> None:
    assert said_by_rule(parsed("近28天活跃 ≥ 8 天 且 不是 提过问")) == {Deed.OFTEN, Deed.ASKED}
    assert said_by_rule(parsed("近28天回复别人 ≥ 1 次 或 近30天第一次出现")) == {Deed.REPLIED, Deed.NEW, Deed.A_YEAR}
    assert said_by_rule(parsed("说过话")) == frozenset()
