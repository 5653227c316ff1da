"""Surveys on the desk: built by posts alone, taken in and out as JSON, drawn, watched and closed."""

import html
import json
import re

import pytest
from answering import answers, taker
from cast import Cast
from django.test import Client
from on_portal import now
from on_surveys import ALL_KINDS, EVIL, opened
from talkative import MEMBERS, SLUG
from visitor import Visitor

from juluo.desk.segments.actions import keep_segment
from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.answering import decline
from juluo.desk.surveys.actions.building import Manner
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.values import Audience, Compare, Condition, Rules, State, Survey, Target, Words
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.facts import facts_of
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.web.members.everybody import everybody
from juluo.web.surveys.takers import frame

ROOT = f"/desk/{SLUG}/surveys"


@pytest.fixture
def browser(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


def one(slug: str) -> Survey:
    found = facts.survey(SLUG, slug)
    assert found is not None
    return found


def begun(browser: Client, pattern: str = "empty") -> str:
    answer = browser.post(f"{ROOT}/new", {"pattern": pattern})
    return str(answer.url).rpartition("/")[2]


def write(browser: Client, slug: str, q: str, kind: str, **fields: str) -> int:
    told = {name.removesuffix("_"): value for name, value in fields.items()}
    return browser.post(f"{ROOT}/{slug}/question", {"q": q, "kind": kind, **told}).status_code


def deed(browser: Client, slug: str, name: str, **fields: str) -> int:
    return browser.post(f"{ROOT}/{slug}/deed", {"deed": name, **fields}).status_code


def text(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_survey_is_built_by_posts_alone(browser: Client) -> None:
    slug = begun(browser)
    assert write(browser, slug, "-", "", title="茶好喝吗", title_en="Tea?", intro="两句\n话") == 302
    assert write(browser, slug, "", "choice", zh="喝哪种", options="红茶 | Black\n绿茶\n", required="yes") == 302
    assert write(browser, slug, "", "multi", zh="配什么", options="糖\n奶\n柠檬", most="2") == 302
    form = one(slug).form
    first, second = form.questions
    assert (form.title, form.intro.zh) == (Words("茶好喝吗", "Tea?"), "两句\n话")
    assert [option.words for option in first.options] == [Words("红茶", "Black"), Words("绿茶")]
    assert (first.required, second.rules) == (True, Rules(most=2))
    when = {"if_": first.key, "test": "is", "value": "绿茶"}
    assert write(browser, slug, "", "text", zh="第几泡", number="yes", low="1", high="9", **when) == 302
    third = one(slug).form.questions[2]
    assert third.show_if == Condition(first.key, Compare.IS, first.options[1].key)
    assert third.rules == Rules(is_number=True, low=1.0, high=9.0)
    assert "第1题答“绿茶”才问" in text(browser, f"{ROOT}/{slug}")
    assert 'value="绿茶"' in text(browser, f"{ROOT}/{slug}/question?q={third.key}")
    # A changed word keeps its option, and so the answers that chose it; a new line is a new option.
    write(browser, slug, first.key, "choice", zh="喝哪种", options="红茶 | Black\n龙井", required="yes")
    assert [option.key for option in one(slug).form.questions[0].options] == [option.key for option in first.options]
    write(browser, slug, first.key, "choice", zh="喝哪种", options="乌龙\n龙井\n红茶")
    assert [option.key for option in one(slug).form.questions[0].options] == ["o3", "o2", "o1"]
    assert deed(browser, slug, "up", q=third.key) == 302
    assert deed(browser, slug, "up", q=third.key) == 422, "it can't stand before what it depends on"
    assert deed(browser, slug, "remove", q=first.key) == 422
    assert deed(browser, slug, "remove", q=second.key) == 302
    assert deed(browser, slug, "publish") == 302
    assert (one(slug).state, len(one(slug).form.questions)) == (State.OPEN, 2)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "choice", "zh": "", "options": "甲\n乙"}, "还没写问什么"),
        ({"kind": "choice", "zh": "选", "options": "甲"}, "2到30"),
        ({"kind": "multi", "zh": "选", "options": "甲\n乙", "most": "x"}, "不是一个整数"),
        ({"kind": "nothing", "zh": "选"}, "选一种问题"),
        ({"kind": "text", "zh": "写", "low": "abc"}, "不是一个数"),
        ({"kind": "text", "zh": "写", "if": "nobody", "test": "is"}, "不在它前面"),
        ({"kind": "text", "zh": EVIL * 20}, "太长"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser: Client, fields: dict[str, str], says: str) -> None:
    slug = begun(browser)
    answer = browser.post(f"{ROOT}/{slug}/question", {"q": "", **fields})
    page = answer.content.decode()
    assert (answer.status_code, says in page, EVIL in page) == (422, True, False)
    assert fields["zh"] == "" or re.search(r'name="zh" value="[^"]', page)
    assert one(slug).form.questions == ()


def test_json_goes_out_and_comes_in_the_same(browser: Client) -> None:
    answer = browser.post(f"{ROOT}/new", {"json": json.dumps(as_json(ALL_KINDS))})
    slug = str(answer.url).rpartition("/")[2]
    file = browser.get(f"{ROOT}/{slug}/file")
    assert json.loads(file.content) == as_json(ALL_KINDS)
    assert one(slug).form == ALL_KINDS
    wrong = browser.post(f"{ROOT}/new", {"json": '{"questions": [{"type": "<script>"}]}'})
    assert (wrong.status_code, "<script>”" in wrong.content.decode()) == (422, False)
    assert browser.post(f"{ROOT}/new", {"json": ""}).status_code == 422


def test_pages_show_hostile_words_as_words(team: Cast, browser: Client) -> None:
    slug = opened(team.lin, ALL_KINDS, now())
    for address in ("", f"/{slug}", f"/{slug}/question?q=one", f"/{slug}/question?q=-", f"/{slug}/preview"):
        page = text(browser, ROOT + address)
        assert EVIL not in page
    assert "第1题打6分以下才问" in text(browser, f"{ROOT}/{slug}/preview")
    assert "checked" not in text(browser, f"{ROOT}/{slug}/preview"), "nothing is chosen beforehand"


def manner(**fields: str) -> dict[str, str]:
    return {"audience": "everyone", "anonymous": "yes", **fields}


def test_members_are_drawn_from_the_desk_and_named_only_to_who_may_see_them(
    team: Cast, browser: Client, visitor: Visitor
) -> None:
    slug = begun(browser, "event")
    assert deed(browser, slug, "manner", **manner(size="4")) == 422
    assert deed(browser, slug, "manner", **manner(size="6", closes_at="2026-11-20 25:00")) == 422
    assert deed(browser, slug, "manner", **manner(size="6", wanted="30")) == 302
    assert deed(browser, slug, "ask") == 422, "not before it is published"
    assert (deed(browser, slug, "publish"), deed(browser, slug, "ask")) == (302, 302)
    (wave,) = facts.waves(SLUG, slug)
    assert (wave.frame, wave.asked) == ({"often": 8}, {"often": 6})
    page = text(browser, f"{ROOT}/{slug}")
    assert (wave.seed in page, "6/8" in page, "想要30份" in page) == (True, True, True)
    names = [name for name in MEMBERS if f">{name}</bdi></a>" in page]
    assert 4 <= len(names) <= 6
    viewer = text(visitor(team.of_tea[Role.VIEWER]), f"{ROOT}/{slug}")
    assert not any(f">{name}</bdi></a>" in viewer for name in MEMBERS)
    assert 'name="deed"' not in viewer
    assert deed(browser, slug, "remind") == 422, "asked just now"
    assert deed(browser, slug, "close") == 422
    assert deed(browser, slug, "close", sure="yes") == 302
    copied = str(browser.post(f"{ROOT}/{slug}/deed", {"deed": "copy"}).url).rpartition("/")[2]
    assert one(copied).target == Target(Audience.EVERYONE, size=6, by_link=False, wanted=30)
    assert (deed(browser, copied, "drop"), facts.survey(SLUG, copied)) == (302, None)


def asked_section(browser: Client, slug: str) -> str:
    return text(browser, f"{ROOT}/{slug}").partition('id="invited"')[2].partition("</section>")[0]


def test_who_was_asked_has_it_on_their_page_or_words_to_copy(
    team: Cast, browser: Client, visitor: Visitor, scene: Scene
) -> None:
    manner = Manner(is_anonymous=False, target=Target(Audience.EVERYONE, by_link=False))
    slug = opened(team.lin, "event", now(), manner)
    people = [found.person for found in frame(SLUG, manner.target)]
    first, second = people[:2]
    joined = Guest.objects.create(community=SLUG, key_hash="g", name="甲", joined_at=scene.now, account=first)
    agree(facts_of(joined), Purpose.ASK, scene)
    assert deed(browser, slug, "ask") == 302
    told = html.unescape(asked_section(browser, slug))
    assert f"1人在自己的成员页面首页上看得到；{len(people) - 1}人没用成员的页面" in told
    table = everybody(SLUG)
    assert table is not None
    names = {person: str(table.names[table.place(person)]) for person in people}
    (together,) = re.findall(r'id="to-zh-\d+"[^>]*>([^<]*)<', told)
    assert f"@{names[first]} " not in f"{together} "
    assert all(f"@{names[person]} " in together for person in people[1:])
    assert f"/c/{SLUG}/surveys/{slug}" in together
    assert f">@{names[second]} 想请你答一份问卷：这场活动怎么样\n" in told, "one by one, too"
    # Who answered by name is asked no more.
    answers(slug, taker(9, person=second), now())
    told = html.unescape(asked_section(browser, slug))
    assert f"@{names[second]} " not in told
    assert "答完了" in told
    assert asked_section(visitor(team.of_tea[Role.VIEWER]), slug) == ""


def test_of_an_anonymous_survey_everybody_is_written_to_whether_they_answered_or_not(
    team: Cast, browser: Client
) -> None:
    """The page of who was asked is the same, whoever answered, declined, or did neither."""
    target = Target(Audience.EVERYONE)
    slug = opened(team.lin, "event", now(), Manner(target=target))
    assert deed(browser, slug, "ask") == 302
    before = asked_section(browser, slug)
    assert "答过的不用理" in before
    people = [found.person for found in frame(SLUG, target)]
    answers(slug, taker(1, person=people[0]), now())
    decline(SLUG, slug, taker(2, person=people[1]), now())
    assert asked_section(browser, slug) == before


def test_a_shared_segment_is_asked(team: Cast, browser: Client) -> None:
    number = keep_segment(team.lin, SLUG, "常来的", "近28天活跃 ≥ 1 天", now(), shared=True)
    slug = begun(browser, "recommend")
    assert deed(browser, slug, "manner", audience="segment", segment="") == 422
    assert deed(browser, slug, "manner", audience="segment", segment=str(number)) == 302
    assert (deed(browser, slug, "publish"), deed(browser, slug, "ask")) == (302, 302)
    assert facts.waves(SLUG, slug)[0].asked == {"often": 8}
    assert "常来的" in text(browser, f"{ROOT}/{slug}")


def test_pauses_are_the_owners_to_set(browser: Client) -> None:
    assert browser.post(f"{ROOT}/pauses", {"survey_days": "0", "pulse_days": "7"}).status_code == 422
    assert browser.post(f"{ROOT}/pauses", {"survey_days": "30", "pulse_days": "10"}).status_code == 302
    assert facts.pauses(SLUG) == (30, 10)
    assert "30天里不再请他" in text(browser, ROOT)


def test_the_text_for_the_group_leads_there(team: Cast, browser: Client, link: str) -> None:
    slug = opened(team.lin, "event", now(), Manner(is_anonymous=False))
    page = text(browser, f"{ROOT}/{slug}")
    for words in (
        f"http://127.0.0.1/c/{SLUG}/surveys/{slug}",
        link,
        "【问卷】这场活动怎么样",
        "[Survey] How was the event",
    ):
        assert words in page
