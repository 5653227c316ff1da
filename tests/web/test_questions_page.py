"""待答 and 常问 as colleagues use them: who waits, who takes it up, what is settled, what is written once for all."""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from django.conf import settings
from django.test import Client
from django_home import NOWHERE, use
from talkative import entry_of
from visitor import Visitor
from work_off import work_off

from juluo.desk.questions.facts import FaqStatus, faqs, handled
from juluo.desk.readings.actions import say
from juluo.desk.readings.facts import verdicts
from juluo.intake.lessons import Lesson, Reading
from juluo.intake.take_in import Wish, take_in
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.web import reading
from juluo.web.forgetting import forget
from juluo.web.pages import questions
from juluo.web.seen import SHELF, TABLES

AT, FAQ = "/desk/tea/questions", "/desk/tea/faq"
EVIL = "导入失败了，怎么办<script>alert(1)</script>？"
LINES = [
    ("01T00:00", "robot", "早", ""),
    *((f"0{day}T02:00", who, "电子发票在哪里开？", "") for day, who in ((3, "mei"), (5, "an"), (7, "bo"))),
    ("03T02:05", "tao", "在设置的账单一页，点“开票”就行。", "03T02:00mei"),
    ("05T02:05", "tao", "账单页右上角可以开。", "05T02:00an"),
    ("08T02:00", "cen", EVIL, ""),
    ("08T03:00", "tao", "大家都是怎么导出数据的", ""),
    ("08T15:59", "robot", "晚", ""),
]


@pytest.fixture(scope="module")
def asked(peopled: tuple[Path, Cast], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which three ask the same, two are answered, Cen waits; the texts have been read."""
    home = Path(shutil.copytree(peopled[0], tmp_path_factory.mktemp("asked") / "home"))
    path = home.parent / "asked.jsonl"
    rows = (
        {"id": f"{at}{who}", "ts": f"2026-11-{at}:00+00:00", "author": who, "author_name": f"{who}的名字"}
        | {"channel": "求助", "text": text, "reply_to": to or None, "is_bot": who == "robot"}
        for at, who, text, to in LINES
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with closing(EmbeddedStore(home)) as store:
        take_in(store, "tea", [path], Wish())
    use(home / "juluo.sqlite3")
    before, settings.HOME = settings.HOME, home
    reading.ask_to_read("tea")
    work_off()
    settings.HOME = before
    use(NOWHERE)
    return home


@pytest.fixture
def team(asked: Path, records: Path, colleagues: Cast) -> Cast:
    """The cast over a copy of it."""
    SHELF.clear()
    TABLES.clear()
    shutil.copytree(asked, records, dirs_exist_ok=True)
    use(records / "juluo.sqlite3")
    return colleagues


@pytest.fixture
def operator(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.of_tea[Role.OPERATOR])


def page(client: Client, address: str = AT) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


Does = Callable[..., int]


@pytest.fixture
def do(operator: Client, records: Path) -> Does:
    """What is decided about Cen's question; what the answer's status was."""

    def decide(deed: str, *, who: Client = operator, words: str = EVIL, **fields: object) -> int:
        entry = entry_of(records, words)
        answer = who.post(f"{AT}/{entry}", {"deed": deed, "asked": "2026-11-08", **fields})
        return int(answer.status_code)

    return decide


def test_who_waits_and_who_may_know(operator: Client) -> None:
    told = page(operator)
    assert "近7天的4个提问里，2个没人接" in told
    assert "怎么办&lt;script&gt;" in told
    assert "<script>alert" not in told
    assert "tao的名字" in told
    assert "答过2个相近的，0个道了谢" in told


def test_the_count_is_the_tile_s_and_the_metric_s(operator: Client) -> None:
    assert "2个提问没人回应" in page(operator, "/desk/tea/?day=2026-11-08")
    assert 'href="/desk/tea/questions?day=2026-11-08"' in page(operator, "/desk/tea/?day=2026-11-08")
    assert "2个没人接" in page(operator, f"{AT}?day=2026-11-08")
    assert page(operator, f"{AT}?day=2026-11-08").count('class="wait') == 3


def test_what_a_model_guesses_stands_apart(operator: Client) -> None:
    listed, _, guessed = page(operator).partition('id="likely"')
    assert "大家都是怎么导出数据的" in guessed
    assert "大家都是怎么导出数据的" not in listed


def test_why_two_pages_count_differently_is_said_on_both_with_the_same_figures(operator: Client) -> None:
    waits = page(operator, f"{AT}?day=2026-11-08").partition('id="two-counts"')[2].partition("</p>")[0]
    read = page(operator, "/desk/tea/readings?day=2026-11-08").partition('id="two-counts"')[2].partition("</p>")[0]
    (rule, model, both), (heard, ruled, agreed) = (
        map(int, re.findall(r"(?:认出|都认的)(\d+)", told)) for told in (waits, read)
    )
    assert (rule, model, both) == (ruled, heard, agreed)
    assert (rule, model, both) == (4, 5, 4), "the rule as the list above says, the model one more without a mark"
    assert "/desk/tea/readings?show=question&amp;day=2026-11-08" in waits
    assert "/desk/tea/questions?day=2026-11-08" in read
    assert "two-counts" not in page(operator, "/desk/tea/readings?show=praise")


def test_taking_one_up_and_handing_it_on(team: Cast, operator: Client, do: Does, records: Path) -> None:
    assert do("take") == 302
    assert "tea-operator" in page(operator, f"{AT}?show=mine")
    other = team.of_tea[Role.MODERATOR]
    assert do("give", owner=other.id) == 302
    assert handled("tea", [entry_of(records, EVIL)])[entry_of(records, EVIL)].owner_id == other.id
    assert "怎么办" not in page(operator, f"{AT}?show=mine").partition('id="likely"')[0].partition("asked-list")[2]
    assert do("give", owner="") == 302
    assert do("give", owner=team.an.id) == 422


@pytest.mark.parametrize("entry", [2**63, -(2**63) - 1, "9" * 30, "1.5", "²"])
def test_an_entry_that_no_ledger_holds_is_not_there(operator: Client, entry: object) -> None:
    answer = operator.post(f"{AT}/{entry}", {"deed": "take", "asked": "2026-11-08"})
    assert answer.status_code == 404


def test_a_long_list_is_folded_and_stays_open_while_one_works_in_it(
    operator: Client, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_MOST", 0)
    assert "怎么办" not in page(operator)
    assert "看其余的2个" in page(operator)
    opened = page(operator, f"{AT}?more=1")
    assert "怎么办" in opened
    assert "看其余的" not in opened
    assert '<input type="hidden" name="more" value="1">' in opened
    fields = {"deed": "take", "asked": "2026-11-08", "show": "open", "more": "1"}
    answer = operator.post(f"{AT}/{entry_of(records, EVIL)}", fields)
    assert answer.headers["Location"] == f"{AT}?show=open&more=1"


def test_put_off_and_back(operator: Client, do: Does) -> None:
    assert do("later", days=3) == 302
    assert "怎么办" not in page(operator).partition('id="likely"')[0].partition("asked-list")[2]
    assert "怎么办" in page(operator, f"{AT}?show=later")
    assert "近7天的4个提问里，2个没人接" in page(operator)
    assert do("reopen") == 302
    assert "怎么办" in page(operator).partition('id="likely"')[0]
    assert do("later", until="2020-01-01") == 422


def test_settled_elsewhere_or_no_question(operator: Client, do: Does, records: Path) -> None:
    assert do("elsewhere", note="") == 422
    assert do("elsewhere", note="在微信群里") == 302
    assert "在别处答了：在微信群里" in page(operator, f"{AT}?show=settled")
    assert do("none") == 302
    entry = entry_of(records, EVIL)
    assert verdicts("tea", [entry]) == {(entry, Reading.QUESTION): False}
    assert "怎么办" in page(operator, f"{AT}?show=settled").partition("asked-list")[2]
    assert do("reopen") == 302
    assert verdicts("tea", [entry]) == {}
    assert do("nonsense") == 404


def test_the_model_learns_from_what_is_no_question(operator: Client, do: Does) -> None:
    assert "大家都是怎么导出数据的" in page(operator)
    assert do("none", words="大家都是怎么导出数据的") == 302
    assert "大家都是怎么导出数据的" not in page(operator)
    assert set(work_off()) == {"done"}
    assert "大家都是怎么导出数据的" not in page(operator)


def test_with_htmx_the_list_alone_comes_back(operator: Client, records: Path) -> None:
    address = f"{AT}/{entry_of(records, EVIL)}"
    answer = operator.post(address, {"deed": "take", "asked": "2026-11-08"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "<html" not in told
    assert "tea-operator" in told


def test_who_may_only_look_changes_nothing(team: Cast, visitor: Visitor, do: Does) -> None:
    analyst = visitor(team.of_tea[Role.ANALYST])
    assert do("take", who=analyst) == 403
    assert "我来答" not in page(analyst)


def test_every_deed_is_audited(team: Cast, operator: Client, do: Does) -> None:
    assert operator
    do("take")
    do("elsewhere", note="在微信群里")
    deeds = [one.deed for one in audit_of("tea")]
    assert {"give_question", "answered_elsewhere"} <= set(deeds)
    assert team


def test_the_faq_from_what_is_asked_again_to_a_text(operator: Client, records: Path) -> None:
    assert "3人问过3次" in page(operator, FAQ)
    wording = entry_of_last(records)
    assert operator.post(f"{FAQ}/keep", {"wording": wording}).status_code == 302
    (one,) = faqs("tea")
    assert (one.people, one.times, one.question, len(one.quotes)) == (3, 3, "", 2)
    told = page(operator, FAQ)
    assert "写进常问" not in told
    assert "账单页右上角可以开。" in told
    fields = {"deed": "edit", "question": "电子发票在哪里开？", "answer": "账单 › 开票", "quote": one.quotes[0][0]}
    assert operator.post(f"{FAQ}/{one.id}", fields).status_code == 302
    (one,) = faqs("tea")
    # As its asker said it: those words stay the member's and are not kept.
    assert (one.question, one.answer, len(one.quotes)) == ("", "账单 › 开票", 1)
    assert operator.post(f"{FAQ}/{one.id}", {"deed": "published"}).status_code == 302
    text = operator.get(f"{FAQ}/text").content.decode()
    assert text.startswith("## 电子发票在哪里开？\n\n账单 › 开票\n\n> ")
    assert "的名字" not in text
    assert operator.post(f"{FAQ}/{one.id}", {"deed": "dropped"}).status_code == 302
    assert faqs("tea") == ()
    assert operator.get(f"{FAQ}/text").content == b""


def entry_of_last(records: Path) -> int:
    """The wording that stands for all: the latest of the same words."""
    with closing(EmbeddedStore(records)) as store:
        found = store.community("tea")
        assert found is not None
        with closing(store.view(found)) as view:
            rows = view.ask(
                f"SELECT entry_id FROM {view.source(view.snapshot.span)} WHERE text = '电子发票在哪里开？' ORDER BY ts"
            )
    return int(rows[-1][0])


def test_an_empty_answer_is_not_published(operator: Client, records: Path) -> None:
    operator.post(f"{FAQ}/keep", {"wording": entry_of_last(records)})
    (one,) = faqs("tea")
    operator.post(f"{FAQ}/{one.id}", {"deed": "edit", "question": "", "answer": ""})
    assert operator.post(f"{FAQ}/{one.id}", {"deed": "published"}).status_code == 422
    assert faqs("tea")[0].status is FaqStatus.DRAFT
    assert operator.post(f"{FAQ}/keep", {"wording": "1"}).status_code == 422
    assert operator.post(f"{FAQ}/999", {"deed": "published"}).status_code == 422


def test_who_is_erased_is_quoted_no_more(operator: Client, records: Path, do: Does) -> None:
    operator.post(f"{FAQ}/keep", {"wording": entry_of_last(records)})
    (one,) = faqs("tea")
    fields = {"deed": "edit", "question": "tao的名字说的发票", "answer": "问tao的名字", "quote": one.quotes[0][0]}
    operator.post(f"{FAQ}/{one.id}", fields)
    do("elsewhere", note="tao的名字私下答了")
    with closing(EmbeddedStore(records)) as store:
        theirs = [one for one in store.register.accounts("tea").values() if one.account_id == "tao"]
        store.erase("tea", theirs, first=lambda whom: forget(store, "tea", whom))
    for address in (FAQ, f"{AT}?show=all"):
        told = page(operator, address)
        assert "tao的名字" not in told
        assert "账单页右上角可以开" not in told


def test_an_empty_community_says_what_comes_next(cast: Cast, visitor: Visitor) -> None:
    client = visitor(cast.of_tea[Role.OPERATOR])
    assert "导入一份聊天记录" in page(client)
    assert "导入一份聊天记录" in page(client, FAQ)
    assert "正在找" not in page(client, FAQ)


def test_english(team: Cast, visitor: Visitor) -> None:
    client = visitor(team.lin)
    client.cookies["juluo_lang"] = "en"
    told = page(client)
    assert "Of the 4 questions" in told
    assert "answered 2 alike" in told
    assert "Asked again and again" in page(client, FAQ)


def test_what_was_taught_of_words_that_are_gone_teaches_nothing(
    team: Cast, operator: Client, records: Path, scene: Scene
) -> None:
    entry = entry_of(records, "大家都是怎么导出数据的")
    with closing(EmbeddedStore(records)) as store:
        say(team.lin, "tea", Lesson(entry, date(2026, 11, 8), Reading.QUESTION, right=False), scene)
        store.erase("tea", [one for one in store.register.accounts("tea").values() if one.account_id == "tao"])
    assert "怎么办" in page(operator)


def test_what_asks_somebody_back_stands_apart_until_a_colleague_takes_it_up(
    operator: Client, do: Does, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is counted as before, for it is a question."""
    monkeypatch.setattr("juluo.web.questions.shown.asks_back", lambda words: words.startswith("导入失败了"))
    listed, apart = page(operator).split('id="back"')
    assert "导入失败了" not in listed
    assert "导入失败了" in apart
    assert "反问别人的" in apart
    assert do("take") == 302
    assert 'id="back"' not in page(operator)
