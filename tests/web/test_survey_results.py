"""需求 › 问卷 › 结果: what is shown, hidden and taken away; open answers put to need cards."""

import csv
import html
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import needful
import pytest
import surveyed
from cast import Cast
from visitor import Visitor

from juluo.cli.survey_results import facts_of
from juluo.desk.needs.facts import Deed, evidence, steps
from juluo.desk.surveys.actions.asking import close
from juluo.desk.surveys.actions.closing import tell_open_ones
from juluo.desk.surveys.models import Answering, Survey
from juluo.insights.needs.need import Need
from juluo.insights.surveys.answered import Option
from juluo.insights.surveys.ranking import Ranked
from juluo.ledger.period import Period
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.web.needs.found import found_in
from juluo.web.surveys.counted import counted
from juluo.web.surveys.shown import place_words
from juluo.wording.catalogue import speaker

PAGE = "/desk/tea/surveys/autumn/results"
WEEK = Period(needful.LAST - timedelta(days=6), needful.LAST)


@pytest.fixture
def team(needy_team: Cast) -> Cast:
    return needy_team


def page(client: object, path: str = "") -> str:
    answered = client.get(f"{PAGE}{path}")  # type: ignore[attr-defined]
    assert answered.status_code == 200, answered.status_code
    return str(answered.content.decode())


def test_an_order_says_what_it_would_be_weighed() -> None:
    counted_only = Ranked(Option("o1", "讲座"), 18, 1.25, 0.9, 1, places=(1, 2))
    weighed = replace(counted_only, borda_weighted=0.5, places=(1, 1))
    assert [place_words(one, speaker("zh")) for one in (counted_only, weighed)] == [
        "1.2；第1到2",
        "1.2；第1；加权是50%",
    ]


def test_each_question_has_its_number_its_interval_and_what_the_silent_could_change(
    team: Cast, visitor: Visitor
) -> None:
    surveyed.make()
    found = page(visitor(team.of_tea[Role.OPERATOR]))
    # Of 24 twelve promote and six detract: 25. Of the drawn, six of six often and six of twelve at times promote, and
    # there are 40 and 60 of them: 100 · .4 + 0 · .6, worth 1 / (.36/12 + .16/6) answers.
    assert "<b>40.0</b>" in found
    assert "这是加权的（相当于18份）；不加权是25.0（−8.7到53.2）。" in found
    assert "18份答卷加权以后只当18份用（Kish；设计效应1.02）" in found
    assert "推荐的12人，贬损的6人。" in found
    assert "问了70人，18人答了，26%" in found
    assert "另有6人没被抽到" in found
    assert "“近28天没说过话”一份也没有：加权的数不替他们说话。" in found
    assert "没答的人要是全给最低分或全给最高分" in found
    assert "window.hit" not in re.sub(r"&lt;img[^<]*", "", found)


def test_english_is_whole(team: Cast, visitor: Visitor) -> None:
    surveyed.make()
    client = visitor(team.of_tea[Role.OPERATOR])
    client.post("/settings/face", {"lang": "en", "next": PAGE})
    found = page(client)
    assert "Autumn survey" in found
    # The questions themselves are written in Chinese alone; the frame names both languages.
    told = re.sub(
        r"(?s)<bdi>.*?</bdi>|<(svg|title|head|nav|figcaption|option|h3)\b.*?</\1>|<[^>]*>|中文|“[^”]*”", "", found
    )
    assert not re.search(r"[一-鿿]", re.sub(r"聚落|模拟", "", told)), told


def test_few_answers_are_counted_only_and_few_anonymous_ones_not_shown(team: Cast, visitor: Visitor) -> None:
    surveyed.make(answers=9)
    found = page(visitor(team.of_tea[Role.OPERATOR]))
    assert "只有9份，不到10份" in found
    assert "survey-figure" not in found
    surveyed.make("secret", anonymous=True, answers=4)
    client = visitor(team.of_tea[Role.OPERATOR])
    told = client.get("/desk/tea/surveys/secret/results").content.decode()
    assert "还不能看结果" in told
    assert "挺好的" not in told


def test_a_viewer_sees_numbers_and_no_words(team: Cast, visitor: Visitor) -> None:
    surveyed.make()
    found = page(visitor(team.of_tea[Role.VIEWER]))
    assert "<b>40.0</b>" in found
    assert "原话只给能看消息的同事看。" in found
    assert "挺好的" not in found
    assert "file=csv" not in found


def test_an_answer_becomes_evidence_of_a_need_by_one_click_and_leaves_with_its_words(
    team: Cast, visitor: Visitor
) -> None:
    row = surveyed.make()
    client = visitor(team.of_tea[Role.OPERATOR])
    need: Need = next(one for one in found_in("tea", WEEK).needs.needs if "导出" in one.name + one.title)
    found = page(client)
    assert f'name="need" value="{need.need_id}"' in found
    said = next(one for one in Answering.objects.filter(survey=row) if one.answers.get("why") == surveyed.SAID[1])
    sent = {"number": said.pk, "part": "why", "need": need.need_id}
    assert client.post(f"{PAGE}/deed", sent).status_code == 302
    (held,) = evidence("tea", need.need_id)
    assert (held.spot.place, held.spot.number, held.spot.part) == ("autumn", said.pk, "why")
    assert [step.deed for step in steps("tea", need.need_id)] == [Deed.CITED]
    card = client.get(f"/desk/tea/needs/{need.need_id}?of=week&day={WEEK.first}").content.decode()
    assert surveyed.SAID[1] in card
    assert client.post(f"{PAGE}/deed", {**sent, "deed": "cite"}).status_code == 302
    assert len(evidence("tea", need.need_id)) == 1
    Answering.objects.filter(pk=said.pk).update(answers={})
    card = client.get(f"/desk/tea/needs/{need.need_id}?of=week&day={WEEK.first}").content.decode()
    assert surveyed.SAID[1] not in card
    Answering.objects.filter(pk=said.pk).update(answers={"why": "回来了"})
    assert client.post(f"{PAGE}/deed", {**sent, "deed": "uncite"}).status_code == 302
    assert evidence("tea", need.need_id) == ()


def test_evidence_of_an_anonymous_answer_stays_when_the_survey_closes(
    team: Cast, visitor: Visitor, scene: Scene
) -> None:
    """Closing lays the answers under new numbers: the card still says what was said, and nothing says which it was."""
    row = surveyed.make(anonymous=True)
    assert tell_open_ones() == 15
    client = visitor(team.of_tea[Role.OPERATOR])
    need: Need = next(one for one in found_in("tea", WEEK).needs.needs if "导出" in one.name + one.title)
    said = next(one for one in Answering.objects.filter(survey=row, shown__isnull=False) if "why" in one.answers)
    sent = {"number": said.pk, "part": "why", "need": need.need_id}
    assert client.post(f"{PAGE}/deed", sent).status_code == 302
    close(team.lin, "tea", row.slug, scene)
    (held,) = evidence("tea", need.need_id)
    assert held.spot.number != said.pk
    assert Answering.objects.get(pk=held.spot.number).answers == said.answers
    card = client.get(f"/desk/tea/needs/{need.need_id}?of=week&day={WEEK.first}").content.decode()
    assert html.escape(str(said.answers["why"]), quote=False)[:8] in card
    assert f"#a{held.spot.number}" in card
    assert str(said.pk) not in card + page(client)


def test_what_is_made_up_is_no_evidence(team: Cast, visitor: Visitor) -> None:
    row = surveyed.make()
    client = visitor(team.of_tea[Role.OPERATOR])
    number = next(one.pk for one in Answering.objects.filter(survey=row) if "why" in one.answers)
    for sent in (
        {"number": number, "part": "why", "need": "nothing"},
        {"number": 1, "part": "why", "need": "nothing"},
        {"number": number, "part": "nps", "need": "nothing"},
    ):
        assert client.post(f"{PAGE}/deed", sent).status_code == 404
    sent = {"number": number, "part": "why", "need": ""}
    assert client.post(f"{PAGE}/deed", sent).status_code == 422
    assert visitor(team.of_tea[Role.ANALYST]).post(f"{PAGE}/deed", sent).status_code == 403


def test_files_hold_a_row_a_response_and_no_formula(team: Cast, visitor: Visitor) -> None:
    surveyed.make()
    client = visitor(team.of_tea[Role.OPERATOR])
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}/file?file=csv").content.decode("utf-8-sig"))))
    assert len(rows) == 25
    assert rows[0][:4] == ["编号", "名字", "开始", "答完"]
    assert rows[0][7:12] == ["nps", "sat", "what", "many.o1", "many.o2"]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    book = client.get(f"{PAGE}/file?file=xlsx").content
    with zipfile.ZipFile(io.BytesIO(book)) as held:
        assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= set(held.namelist())
        assert "<f>" not in held.read("xl/worksheets/sheet1.xml").decode()
        assert "愿意推荐给朋友吗" in held.read("xl/worksheets/sheet2.xml").decode()
    codes = client.get(f"{PAGE}/file?file=codebook").content.decode("utf-8-sig")
    assert "what,最常做什么,选一个,," in codes
    assert visitor(team.of_tea[Role.MODERATOR]).get(f"{PAGE}/file").status_code == 403


def test_a_file_of_an_anonymous_survey_tells_no_number_moment_or_order(
    team: Cast, visitor: Visitor, scene: Scene
) -> None:
    row = surveyed.make(anonymous=True)
    client = visitor(team.of_tea[Role.OPERATOR])
    assert tell_open_ones() == 15
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}/file?file=csv").content.decode("utf-8-sig"))))
    assert (len(rows), rows[0][0]) == (16, "nps"), "while it is open nothing tells them apart"
    close(team.lin, "tea", row.slug, scene)
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}/file?file=csv").content.decode("utf-8-sig"))))
    assert (len(rows), rows[0][0]) == (25, "活跃程度")
    cells = " ".join(cell for row in rows for cell in row)
    assert not re.search(r"\d{4}-\d\d-\d\d|\d{6,}", cells)


def test_a_second_survey_is_compared_question_by_question(team: Cast, visitor: Visitor) -> None:
    surveyed.make()
    spring = surveyed.make("spring")
    for one in Answering.objects.filter(survey=spring):
        Answering.objects.filter(pk=one.pk).update(answers=one.answers | {"nps": 10})
    found = page(visitor(team.of_tea[Role.OPERATOR]), "?with=spring")
    assert "明显下降：−75.0" in found
    assert "和选的那份问卷比" in found
    assert "和选的那份问卷比" not in page(visitor(team.of_tea[Role.OPERATOR]), "?with=nothing")


def test_the_terminal_tells_the_same_numbers_and_no_words(team: Cast) -> None:
    assert team
    surveyed.make()
    told = counted("tea", "autumn", "zh")
    assert told is not None
    facts = facts_of(told)
    score = facts["questions"][0]
    assert (score["value"]["value"], score["n"]) == (25, 24)
    assert facts["strata"][0] == {"name": "quiet", "asked": 20, "answered": 0}
    assert facts["weights"]["silent"] == ["quiet"]
    assert facts["questions"][5]["ranking"][0]["option"] == "o1"
    assert "报表" not in json.dumps(facts, ensure_ascii=False)


def test_a_survey_that_closed_is_proposed_to_that_day_s_report(team: Cast, visitor: Visitor) -> None:
    row = surveyed.make()
    noon = datetime.combine(needful.LAST, time(4), UTC)
    Survey.objects.filter(pk=row.pk).update(state="closed", closed_at=noon)
    client = visitor(team.of_tea[Role.OPERATOR])
    told = client.get(f"/desk/tea/reports/day/{needful.LAST}").content.decode()
    assert "问卷“秋季问卷”结束了：问了70人，18人答了" in html.unescape(told)
    assert "愿意推荐给朋友吗：40.0（−4.6到73.0）。" in told
    before = client.get(f"/desk/tea/reports/day/{needful.LAST - timedelta(days=1)}").content.decode()
    assert "秋季问卷" not in before
