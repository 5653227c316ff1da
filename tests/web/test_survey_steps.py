"""An attacker refreshes the results of an open anonymous survey: no single answer shows in anything that moves."""

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import surveyed
from answering import DRAWN, FRAME, answers, later, opened, survey, taker
from cast import Cast
from hypothesis import given
from hypothesis import strategies as st
from visitor import Visitor

from juluo.cli.survey_results import facts_of
from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.answering import save
from juluo.desk.surveys.actions.asking import ask, close
from juluo.desk.surveys.actions.building import Manner
from juluo.desk.surveys.actions.closing import tell_open_ones
from juluo.desk.surveys.actions.forgetting import forget
from juluo.desk.surveys.actions.showing import show_more
from juluo.desk.surveys.models import Answering
from juluo.desk.surveys.stepping import next_step
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.models import WaitingAct
from juluo.web.surveys.counted import counted


@given(st.integers(0, 400))
def test_every_step_and_the_end_are_five_at_least(finished: int) -> None:
    shown = 0
    for n in range(1, finished + 1):
        step = next_step(n - shown)
        assert step in {0, 5}
        shown += step
    left = finished - shown
    assert shown % 5 == 0
    assert left >= 5 or shown == 0


def seen(team: Cast, visitor: Visitor, slug: str) -> tuple[Counter[str], tuple[str, ...]]:
    """Rows of the file, and everything else that can be looked at, as texts."""
    client = visitor(team.of_tea[Role.OPERATOR])
    at = f"/desk/tea/surveys/{slug}/results"
    rows = list(csv.reader(io.StringIO(client.get(f"{at}/file?file=csv").content.decode("utf-8-sig"))))[1:]
    with zipfile.ZipFile(io.BytesIO(client.get(f"{at}/file?file=xlsx").content)) as held:
        book = held.read("xl/worksheets/sheet1.xml").decode()
    told = counted("tea", slug, "zh")
    assert told is not None
    # How many have answered moves with each answer, and is no answer; a form's seal is another each time.
    page = client.get(at).content.decode().partition("<main")[2]
    page = re.sub(r"还有\d+份答完了|答完\d+份|csrfmiddlewaretoken\W+value=\S+", "", page)
    return Counter(map(repr, rows)), (page, book, repr(facts_of(told)))


def told_of(slug: str) -> Counter[str]:
    return Counter(repr(sorted(one.answers.items())) for one in facts.responses("tea", slug))


def test_who_refreshes_after_every_answer_sees_five_at_least_at_once(
    team: Cast, scene: Scene, visitor: Visitor
) -> None:
    slug = opened(team, scene, Manner(target=replace(DRAWN, by_link=True)))
    ask(team.lin, "tea", slug, FRAME, scene)
    held: Counter[str] = Counter()
    looks, shown = {}, []
    for number in range(17):
        who = taker(100 + number, person=number if number < 8 else None)
        # Half done it shows nowhere, and done only with others.
        save("tea", slug, who, {"event": 1, "why": f"话{number}"}, scene, finish=False)
        assert told_of(slug) == held
        save("tea", slug, who, {"event": 1 + number % 5, "next": f"题{number}"}, scene, finish=True)
        now = told_of(slug)
        assert not held - now, "nothing that was shown goes or changes"
        assert sum((now - held).values()) in {0, 5}
        held = now
        shown.append(sum(held.values()))
        if number in {3, 8, 9, 12, 14}:
            looks[number] = seen(team, visitor, slug)
    assert looks[3] == looks[8]
    assert looks[9] == looks[12]
    rows, rest = looks[14]
    # Five came, and the words of those before stand there, too, once five wrote some.
    assert 5 <= sum((rows - looks[9][0]).values()) <= sum(rows.values()) == 10
    assert shown == [0] * 9 + [5] * 5 + [10] * 3
    tell_open_ones()
    assert WaitingAct.objects.filter(kind="survey.answered").count() == 10
    # Whoever is shown already changes everything they said: not to be seen before the end.
    for number in range(17):
        who = taker(100 + number, person=number if number < 8 else None)
        save("tea", slug, who, {"event": 5, "next": f"改{number}"}, scene, finish=True)
        assert told_of(slug) == held
    assert seen(team, visitor, slug) == (rows, rest)
    assert tell_open_ones() == 0
    close(team.lin, "tea", slug, scene)
    told = facts.responses("tea", slug)
    assert sorted(str(one.answers["next"]) for one in told) == sorted(f"改{number}" for number in range(17))
    assert {one.shown for one in Answering.objects.all()} == {None}, "nor does anything tell who was shown first"


@pytest.mark.parametrize(("finished", "open_now", "closed"), [(4, 0, 0), (5, 0, 5), (9, 0, 9), (10, 5, 10)])
def test_one_that_closes_shows_all_if_they_are_five(
    team: Cast, scene: Scene, finished: int, open_now: int, closed: int
) -> None:
    slug = opened(team, scene)
    for number in range(finished):
        answers(slug, taker(number), scene)
    assert len(facts.responses("tea", slug)) == open_now
    close(team.lin, "tea", slug, scene)
    assert len(facts.responses("tea", slug)) == closed


def test_who_came_last_is_not_told_by_the_step_they_made(team: Cast, scene: Scene) -> None:
    """The tenth answer makes the first step and is in it as often as not: of 24 times never, or always, by no luck."""
    assert team
    among = []
    for number in range(24):
        row = surveyed.make(f"s{number}", anonymous=True, answers=0)
        told = [Answering(survey=row, key=f"k{n}", alias="a", version=1, answers={"nps": n}) for n in range(10)]
        for one in told:
            one.started_at = one.finished_at = scene.now
        Answering.objects.bulk_create(told)
        assert (show_more(row), show_more(row)) == (5, 0)
        among.append(Answering.objects.get(survey=row, key="k9").shown is not None)
    assert {True, False} == set(among)


def test_days_do_not_tell_scores_apart(team: Cast, scene: Scene) -> None:
    """One of ten answered on another day: the ledger hears of all of them as of one day."""
    slug = opened(team, scene)
    for number in range(9):
        answers(slug, taker(number), later(scene, -1 if number else -2))
    answers(slug, taker(9), scene)
    close(team.lin, "tea", slug, replace(scene, now=scene.now + timedelta(hours=1)))
    acts = WaitingAct.objects.filter(kind="survey.answered")
    assert (len(acts), len({one.at for one in acts})) == (10, 1)


def test_a_name_is_masked_in_what_is_shown_too(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene)
    for number in range(10):
        save("tea", slug, taker(number), {"event": 2, "why": "阿海没来"}, scene, finish=True)
    find = re.compile("阿海")
    assert forget("tea", find, "■") == 10
    assert {str(one.answers["why"]) for one in facts.responses("tea", slug)} == {"■没来"}
    assert facts.naming("tea", find) == ()


def test_who_looks_up_a_name_reads_no_more_than_the_results_show(team: Cast, scene: Scene) -> None:
    """Of anybody called 啊 a colleague takes out what names them: a word that stands in every answer."""
    slug = opened(team, scene)
    find = re.compile("啊")
    for number in range(9):
        save("tea", slug, taker(number), {"event": 2, "why": f"好啊{number}"}, scene, finish=True)
    assert facts.naming("tea", find) == ()
    save("tea", slug, taker(9), {"event": 2, "why": "好啊9"}, scene, finish=True)
    named = {words for words, _, _ in facts.naming("tea", find)}
    assert named == {str(one.answers["why"]) for one in facts.responses("tea", slug)}
    assert len(named) == 5
    close(team.lin, "tea", slug, scene)
    assert len(facts.naming("tea", find)) == 10


def test_what_few_answered_stands_in_no_file_and_on_no_card(team: Cast, scene: Scene, visitor: Visitor) -> None:
    """The page doesn't tell of a question that four answered, nor of such a row of a matrix: no other way does."""
    row = surveyed.make(anonymous=True)
    for n, one in enumerate(Answering.objects.filter(survey=row, answers__has_key="why")):
        rest = {name: value for name, value in one.answers.items() if name != "why" or n < 4}
        Answering.objects.filter(pk=one.pk).update(
            answers=rest | {"grid": {"o1": "o1"} | ({"o2": "o1"} if n < 4 else {})}
        )
    close(team.lin, "tea", row.slug, scene)
    client = visitor(team.of_tea[Role.OPERATOR])
    at = f"/desk/tea/surveys/{row.slug}/results"
    head, *rows = csv.reader(io.StringIO(client.get(f"{at}/file?file=csv").content.decode("utf-8-sig")))
    filled = {name: sum(bool(one[place]) for one in rows) for place, name in enumerate(head)}
    assert (filled["nps"], filled["grid.o1"], filled["grid.o2"], filled["why"]) == (24, 20, 0, 0)
    number = next(one.pk for one in Answering.objects.filter(survey=row, answers__has_key="why"))
    assert client.post(f"{at}/deed", {"number": number, "part": "why", "need": ""}).status_code == 404


def test_a_file_of_a_closed_one_leaves_out_what_few_have_in_common(team: Cast, scene: Scene, visitor: Visitor) -> None:
    """Of twenty-four, six came by the link and are many enough; of eighteen drawn ones two are taken to be quiet."""
    row = surveyed.make(anonymous=True)
    for one in Answering.objects.filter(survey=row, is_invited=True)[:2]:
        Answering.objects.filter(pk=one.pk).update(stratum="quiet")
    close(team.lin, "tea", row.slug, scene)
    client = visitor(team.of_tea[Role.OPERATOR])
    text = client.get(f"/desk/tea/surveys/{row.slug}/results/file?file=csv").content.decode("utf-8-sig")
    told = Counter((row[0], row[1]) for row in list(csv.reader(io.StringIO(text)))[1:])
    assert told["近28天没说过话", "是"] == 0
    assert told["", ""] >= 5
    assert all(n >= 5 for n in told.values())
    assert survey(row.slug).finished == 20
