"""读出来的 and 关注词 as colleagues use them: what was read and why, their word on it, and the list of words."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cast import Cast
from django.test import Client
from talkative import entry_of
from visitor import Visitor
from work_off import work_off

from juluo.desk.questions.models import HandledQuestion
from juluo.desk.readings.facts import clicks, lessons, verdicts, watch_list
from juluo.intake.lessons import Reading
from juluo.intake.take_in import Wish, take_in
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.store.embedded import EmbeddedStore
from juluo.web import reading
from juluo.web.forgetting import forget
from juluo.web.personal.desk import told_of
from juluo.web.personal.held import held
from juluo.web.seen import SHELF, TABLES

AT, WORDS = "/desk/tea/readings", "/desk/tea/watch-words"
EVIL = "导出又报错了，打不开<script>alert(1)</script>"
PAINS = ("空调坏了，一直没反应", "空调坏了，一直没有反应")
PASTE = "全新课程限时优惠，三天学会剪辑，加群领取资料"
# Said three times by three people, to somebody or with a face.
DOUBTFUL = (
    ("10", "an", "画流程这步不能省"),
    ("20", "bo", "@an 画流程这步不能省"),
    ("30", "cen", "画流程这步不能省[捂脸]"),
)
LINES = [
    ("01T00:00", "robot", "早"),
    ("03T02:00", "mei", "电子发票在哪里开？"),
    ("03T03:00", "an", EVIL),
    ("04T02:00", "bo", PAINS[0]),
    ("04T02:10", "cen", PAINS[1]),
    *((f"04T03:{at}", who, words) for at, who, words in DOUBTFUL),
    ("05T02:00", "tao", "太好用了，谢谢大家！"),
    ("05T03:00", "an", "建议加一个夜间模式"),
    ("05T04:00", "ad", "兼职刷单，日入300，加我微信 zhuan_qian88"),
    ("06T02:00", "bo", "有没有人一起拼车去机场，车*厘*子也可以带"),
    *((f"07T02:0{minute}", "flood", PASTE) for minute in range(6)),
    ("08T15:59", "robot", "晚"),
]
Does = Callable[..., int]


@pytest.fixture
def team(cast: Cast, records: Path, tmp_path: Path) -> Cast:
    """A week in which each of them is said once, and read."""
    SHELF.clear()
    TABLES.clear()
    path = tmp_path / "said.jsonl"
    rows = (
        {"id": f"{at}{who}", "ts": f"2026-11-{at}:00+00:00", "author": who, "author_name": f"{who}的名字"}
        | {"channel": "<b>广场</b>", "text": text, "is_bot": who == "robot"}
        for at, who, text in LINES
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with closing(EmbeddedStore(records)) as store:
        take_in(store, "tea", [path], Wish())
    return cast


@pytest.fixture
def read(team: Cast) -> Cast:
    reading.ask_to_read("tea")
    work_off()
    return team


@pytest.fixture
def operator(read: Cast, visitor: Visitor) -> Client:
    return visitor(read.of_tea[Role.OPERATOR])


def page(client: Client, address: str = AT) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


@pytest.fixture
def do(operator: Client, records: Path) -> Does:
    """What is said of one message; what the answer's status was."""

    def decide(deed: str, words: str, *, who: Client = operator, **fields: object) -> int:
        asked = {"deed": deed, "asked": "2026-11-04", "reading": "problem", "show": "problem", **fields}
        return int(who.post(f"{AT}/{entry_of(records, words)}", asked).status_code)

    return decide


@pytest.mark.parametrize(
    ("show", "words", "why"),
    [
        ("question", "电子发票在哪里开？", "哪里"),
        ("problem", "空调坏了", "坏了"),
        ("suggestion", "建议加一个夜间模式", "建议"),
        ("praise", "太好用了", "好用"),
        ("advertising", "兼职刷单", "许诺赚钱"),
    ],
)
def test_each_list_shows_its_own_and_why(operator: Client, show: str, words: str, why: str) -> None:
    listed = page(operator, f"{AT}?show={show}").partition("asked-list")[2]
    assert words in listed
    assert why in listed.partition(words)[2]
    assert listed.count('<li id="r') == {"problem": 3, "question": 2}.get(show, 1)


def test_what_members_wrote_is_shown_as_words(operator: Client) -> None:
    for show in ("problem", "floods", "watch", "clicked"):
        told = page(operator, f"{AT}?show={show}")
        assert "<script>alert" not in told
        assert "<b>广场" not in told
    assert "&lt;script&gt;" in page(operator, f"{AT}?show=problem")


def test_one_said_to_be_none_takes_its_near_copy_along(operator: Client, do: Does) -> None:
    assert do("wrong", PAINS[0]) == 302
    told = page(operator, f"{AT}?show=problem")
    assert "同事说：不是遇到问题" in told
    assert "同事说过1次是或不是" in told
    assert "还没按这些重读" in told
    assert PAINS[1] in told
    assert set(work_off()) == {"done"}
    told = page(operator, f"{AT}?show=problem")
    assert PAINS[0] not in told
    assert PAINS[1] not in told
    assert "打不开" in told
    assert "已经按这些重读过了" in told
    assert "建议加一个夜间模式" in page(operator, f"{AT}?show=suggestion")


def test_it_can_be_taken_back(operator: Client, do: Does, records: Path) -> None:
    do("wrong", PAINS[0])
    work_off()
    assert PAINS[0] in page(operator, f"{AT}?show=clicked")
    assert do("undo", PAINS[0]) == 302
    work_off()
    assert PAINS[1] in page(operator, f"{AT}?show=problem")
    assert clicks("tea", 5) == ()
    assert {"no_problem", "unsaid_problem"} <= {one.deed for one in audit_of("tea")}
    assert records.exists()


def test_one_said_to_advertise_teaches_its_like(operator: Client, do: Does) -> None:
    assert PASTE not in page(operator, f"{AT}?show=advertising")
    assert do("right", PASTE, reading="advertising", show="floods", asked="2026-11-07") == 302
    assert "同事说：是广告" in page(operator, f"{AT}?show=floods")
    work_off()
    assert page(operator, f"{AT}?show=advertising").count(PASTE) == 6


def test_with_htmx_the_list_alone_comes_back(operator: Client, records: Path) -> None:
    asked = {"deed": "right", "asked": "2026-11-04", "reading": "problem", "show": "problem"}
    answer = operator.post(f"{AT}/{entry_of(records, PAINS[0])}", asked, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "同事说：是遇到问题" in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"deed": "nonsense"}, {"reading": "mood"}, {"reading": ""}, {"asked": ""}, {"show": "moods"}, {"days": "3"}],
)
def test_what_no_form_sends_is_not_there(do: Does, fields: dict[str, str]) -> None:
    told = {"deed": "right", **fields}
    assert do(told.pop("deed"), PAINS[0], **told) == 404


def test_nearly_the_same_doubtful_words_are_listed_once(operator: Client) -> None:
    found = page(operator, f"{AT}?show=question&order=unsure")
    assert found.count("画流程这步不能省") == 1
    assert "几乎一样的话有3句" in found


def test_moods_have_no_list(operator: Client) -> None:
    assert operator.get(f"{AT}?show=mood").status_code == 404


def test_who_may_only_look_says_nothing(read: Cast, visitor: Visitor, do: Does) -> None:
    analyst = visitor(read.of_tea[Role.ANALYST])
    assert do("right", PAINS[0], who=analyst) == 403
    assert 'value="wrong"' not in page(analyst, f"{AT}?show=problem")
    assert analyst.get(WORDS).status_code == 403


def test_a_flood_is_told_once_with_each_of_its_messages(operator: Client) -> None:
    listed = page(operator, f"{AT}?show=floods").partition("asked-list")[2]
    assert listed.count('<li id="r') == 1
    assert "<b>6遍</b> 1个人" in listed
    assert listed.partition("read-copies")[2].count("/around/") == 6


def test_a_word_put_on_the_list_is_found_with_its_trick(operator: Client) -> None:
    assert "车*厘*子" not in page(operator, f"{AT}?show=watch")
    tried = operator.post(WORDS, {"deed": "try", "words": "车厘子\n车\n", "topic": "水果", "tier": "notice"})
    told = tried.content.decode()
    assert "最近的17句话里，会标出1句" in told
    assert "第2行没用上：只有一个字" in told
    assert "<bdi>车*厘*子</bdi></q> <small>中间加了符号" in told
    assert all(not one.own for one in watch_list("tea"))
    kept = operator.post(WORDS, {"deed": "keep", "words": "车厘子", "topic": "水果", "tier": "alarm"})
    assert kept.status_code == 302
    assert "水果" in page(operator, WORDS)
    work_off()
    listed = page(operator, f"{AT}?show=watch&alarms=1").partition("asked-list")[2]
    assert "<q><bdi>车*厘*子</bdi></q>" in listed
    assert "中间加了符号" in listed
    operator.post(WORDS, {"deed": "remove", "key": "车厘子"})
    work_off()
    assert "车*厘*子" not in page(operator, f"{AT}?show=watch")
    assert {"watch_words", "unwatch_words"} <= {one.deed for one in audit_of("tea")}


def test_words_that_came_along_can_be_left_out_and_taken_in_again(operator: Client) -> None:
    assert "兼职刷单" in page(operator, f"{AT}?show=watch")
    operator.post(WORDS, {"deed": "remove", "key": "兼职刷单"})
    assert "兼职刷单" not in [word.text for word in lessons("tea").words]
    operator.post(WORDS, {"deed": "again", "key": "兼职刷单"})
    assert "兼职刷单" in [word.text for word in lessons("tea").words]


@pytest.mark.parametrize("fields", [{"deed": "nonsense"}, {"deed": "keep", "words": "车厘子", "tier": "x"}])
def test_a_list_takes_no_nonsense(operator: Client, fields: dict[str, str]) -> None:
    assert operator.post(WORDS, fields).status_code == 404


def test_a_word_too_long_for_its_kind_is_cut_and_a_hostile_one_is_words(operator: Client) -> None:
    evil = "<img src=x onerror=1>"
    assert operator.post(WORDS, {"deed": "keep", "words": evil, "topic": "x" * 99, "unless": evil}).status_code == 302
    told = page(operator, WORDS)
    assert "<img" not in told
    assert "x" * 41 not in told


def test_before_anything_was_read_it_says_how(team: Cast, visitor: Visitor) -> None:
    told = page(visitor(team.of_tea[Role.OPERATOR]))
    assert "还没读过" in told
    assert "juluo findings tea --now" in told


def test_what_came_since_is_told_as_unread(operator: Client, records: Path, tmp_path: Path) -> None:
    path = tmp_path / "later.jsonl"
    row = {"id": "later", "ts": "2026-11-08T09:00:00+00:00", "author": "an", "channel": "广场", "text": "在吗？"}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    with closing(EmbeddedStore(records)) as store:
        take_in(store, "tea", [path], Wish())
    assert "18句话读了17句" in page(operator, f"{AT}?day=2026-11-08")


def test_an_empty_community_says_what_comes_next(cast: Cast, visitor: Visitor) -> None:
    client = visitor(cast.of_tea[Role.OPERATOR])
    assert "导入一份聊天记录" in page(client)
    assert "随软件带来的" in page(client, WORDS)
    assert client.post(WORDS, {"deed": "try", "words": "车厘子"}).status_code == 200


def test_english(read: Cast, visitor: Visitor) -> None:
    client = visitor(read.lin)
    client.cookies["juluo_lang"] = "en"
    assert "Reports a problem" in page(client, f"{AT}?show=problem")
    assert "Look-alike" in page(client, WORDS) or "Add some words" in page(client, WORDS)


def test_erased_people_leave_their_clicks_without_words(operator: Client, do: Does, records: Path) -> None:
    do("wrong", PAINS[0])
    operator.post(WORDS, {"deed": "keep", "words": "bo的名字\n车厘子", "topic": "bo的名字说的"})
    with closing(EmbeddedStore(records)) as store:
        theirs = [one for one in store.register.accounts("tea").values() if one.account_id == "bo"]
        store.erase("tea", theirs, first=lambda whom: forget(store, "tea", whom))
    work_off()
    assert [one.word.text for one in watch_list("tea") if one.own] == ["车厘子"]
    told = page(operator, f"{AT}?show=clicked")
    assert PAINS[0] not in told
    assert "这句话已经不在了" in told
    assert "bo的名字" not in page(operator, WORDS)


def test_a_person_s_data_tell_what_was_said_of_their_messages(operator: Client, do: Does, records: Path) -> None:
    assert operator
    do("wrong", PAINS[0])
    do("right", PAINS[1])
    with closing(EmbeddedStore(records)) as store:
        found, codes = (
            store.community("tea"),
            {one.account_id: code for code, one in store.register.accounts("tea").items()},
        )
        assert found is not None
        with closing(store.view(found)) as view:
            theirs = held(view, [codes["bo"]]).accounts
    told = told_of("tea", theirs)
    assert [(one.what, one.by, one.words) for one in told] == [("no_problem", "tea-operator", "")]


@pytest.mark.usefixtures("team")
def test_what_was_said_of_questions_before_is_taken_over(cast: Cast) -> None:
    from importlib import import_module  # noqa: PLC0415 - a module whose name is a number

    from django.apps import apps  # noqa: PLC0415 - once Django is set up

    for entry, fate in ((1, "no_question"), (2, "question"), (3, "elsewhere")):
        HandledQuestion.objects.create(
            community="tea", entry_id=entry, day="2026-11-04", fate=fate, made_by="lin", made_at="2026-11-05T00:00Z"
        )
    import_module("juluo.desk.readings.migrations.0002_clicks_on_questions").move(apps, None)
    assert verdicts("tea", [1, 2, 3]) == {(1, Reading.QUESTION): False, (2, Reading.QUESTION): True}
    assert sorted(HandledQuestion.objects.values_list("fate", flat=True)) == ["elsewhere", "open", "open"]
    assert cast.lin
