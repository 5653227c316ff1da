"""需求 › 反馈 and 提意见: typed in, made of messages, merged, decided, told, voted for; hostile words, each role."""

import csv
import io
import json
import re
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cast import Cast
from django.test import Client
from on_portal import joined, now
from talkative import EVIL, FORMULA, LAST, SLUG
from visitor import Visitor
from work_off import work_off

from juluo.desk.feedback.actions.receiving import type_in
from juluo.desk.feedback.actions.telling import tell_by_hand
from juluo.desk.feedback.actions.working import decide, show
from juluo.desk.feedback.facts import piece, pieces
from juluo.desk.feedback.values import Given, How, Piece, Severity, Sort, State
from juluo.intake.take_in import Wish, take_in
from juluo.shell.accounts.roles import Role
from juluo.shell.guests.actions.portal import open_portal
from juluo.shell.guests.facts import guests, portal
from juluo.store.embedded import EmbeddedStore

DESK = f"/desk/{SLUG}/feedback"


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


@pytest.fixture
def link(team: Cast) -> str:
    """The way to the members' pages, opened."""
    open_portal(team.lin, SLUG, now())
    found = portal(SLUG)
    assert found is not None
    return f"/c/{SLUG}/join/{found.link}"


def text(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def typed(lin: Client, words: str, **more: str) -> str:
    answer = lin.post(f"{DESK}/new", {"sort": "bug", "severity": "high", "words": words, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url).removeprefix(f"{DESK}/")


def do(lin: Client, slug: str, deed: str, **more: object) -> None:
    answer = lin.post(f"{DESK}/{slug}/deed", {"deed": deed, **more})
    assert answer.status_code == 302, answer.content.decode()


def of(slug: str) -> Piece:
    found = piece(SLUG, slug)
    assert found is not None
    return found


def a_message(lin: Client) -> tuple[str, str]:
    """A member's message as the desk shows it: its entry and its day."""
    page = text(lin, f"/desk/{SLUG}/questions")
    found = re.search(r'action="/desk/tea/feedback/from/(-?\d+)">.*?name="day" value="([\d-]+)"', page)
    assert found is not None
    return found[1], found[2]


def test_the_empty_inbox_says_where_feedback_comes_from(lin: Client) -> None:
    page = text(lin, DESK)
    assert "还没有反馈" in page
    assert 'href="/desk/tea/feedback" aria-current="page"' in page


def test_a_message_becomes_one_piece_and_is_quoted_not_copied(lin: Client) -> None:
    entry, day = a_message(lin)
    first = lin.post(f"{DESK}/from/{entry}", {"day": day}).url
    assert lin.post(f"{DESK}/from/{entry}", {"day": day, "sort": "idea"}).url == first
    (one,) = pieces(SLUG)
    assert (one.entry_id, one.words) == (int(entry), "")
    page = text(lin, str(first))
    assert "这个怎么弄？" in page
    assert f"/desk/tea/around/{entry}?day={day}" in page
    assert lin.post(f"{DESK}/from/1", {"day": day}).status_code == 422
    assert lin.post(f"{DESK}/from/x", {"day": day}).status_code == 404


def test_every_list_of_messages_offers_the_button_to_who_may_press_it(team: Cast, visitor: Visitor) -> None:
    pages = (f"/desk/{SLUG}/questions", f"/desk/{SLUG}/metrics/messages/records?day={LAST}")
    for who, there in ((team.of_tea[Role.OPERATOR], True), (team.of_tea[Role.ANALYST], False)):
        for address in pages:
            assert ("/feedback/from/" in text(visitor(who), address)) is there
    entry, day = a_message(visitor(team.lin))
    assert f"/feedback/from/{entry}" in text(visitor(team.lin), f"/desk/{SLUG}/around/{entry}?day={day}")


def test_hostile_words_stay_words(lin: Client) -> None:
    slug = typed(lin, EVIL, asker=EVIL)
    do(lin, slug, "show", title=EVIL, public="yes")
    do(lin, slug, "decide", result="declined", answer=EVIL)
    do(lin, slug, "tell", how="group", copy=EVIL, asker=str(of(slug).id))
    for address in (f"{DESK}?show=settled", f"{DESK}/{slug}", f"{DESK}/done"):
        page = text(lin, address)
        assert EVIL not in page
        assert "&lt;img" in page


def test_it_is_worked_on_decided_and_told(lin: Client) -> None:
    slug = typed(lin, "手机上打不开", asker="张姐")
    do(lin, slug, "change", sort="complaint", severity="urgent", owner="1", need="", state="doing")
    one = of(slug)
    assert (one.sort, one.severity, one.owner_id, one.state) == (Sort.COMPLAINT, Severity.URGENT, 1, State.DOING)
    assert "做好了" in text(lin, f"{DESK}/{slug}")
    answer = lin.post(f"{DESK}/{slug}/deed", {"deed": "decide", "result": "declined", "answer": ""})
    assert (answer.status_code, "为什么" in answer.content.decode()) == (422, True)
    do(lin, slug, "decide", result="done", answer="修好了", tell="yes")
    page = text(lin, f"{DESK}/{slug}")
    assert "还差1人没回告" in page
    assert "@张姐 “你提的投诉”做好了：修好了" in page
    assert "等回告 1" in text(lin, DESK)
    do(lin, slug, "tell", how="person", copy="修好了", asker=str(one.id))
    assert of(slug).told_at is not None
    assert "都回告了" in text(lin, f"{DESK}/{slug}")
    do(lin, slug, "reopen")
    assert of(slug).told_at is None


def test_likely_doubles_are_offered_merged_and_taken_apart(lin: Client) -> None:
    first = typed(lin, "手机上打开子表只能横着滑，太难用了")
    other = typed(lin, "子表在手机上打开只能横着滑")
    far = typed(lin, "希望周末也有人答疑")
    page = text(lin, f"{DESK}/{first}")
    assert f'value="{other}"' in page
    assert f'value="{far}"' not in page
    do(lin, first, "merge_in", other=other)
    assert of(other).into == first
    assert "2人提" in text(lin, DESK)
    do(lin, other, "unmerge")
    assert of(other).into == ""


def test_what_a_colleague_said_in_the_group_is_offered_as_proof(lin: Client, team: Cast, records: Path) -> None:
    told = "登录后回不到原来页的问题修好了"
    slug = typed(lin, "登录后回不到原来的页", asker="小顾")
    decide(team.lin, SLUG, slug, State.DONE, told, now())
    tell_by_hand(team.lin, SLUG, slug, [of(slug).id], How.GROUP, told, now().now, now())
    assert "就是这句" not in text(lin, f"{DESK}/{slug}")
    said = {"id": "s1", "ts": now().now.isoformat(), "author": "值班", "text": f"@小顾 {told}！", "channel": "广场"}
    path = records.parent / "said.jsonl"
    path.write_text(json.dumps(said | {"is_staff": True}) + "\n", encoding="utf-8")
    with closing(EmbeddedStore(records)) as store:
        take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))
    page = text(lin, f"{DESK}/{slug}")
    assert "群里有同事这样说过" in page
    found = re.search(r'name="telling" value="(\d+)"><input[^>]*value="(-?\d+)"><input[^>]*value="([\d-]+)"', page)
    assert found is not None
    do(lin, slug, "prove", telling=found[1], entry=found[2], day=found[3])
    assert f"/around/{found[2]}?day={found[3]}" in text(lin, f"{DESK}/{slug}")


def test_bulk_does_all_or_none(lin: Client) -> None:
    slugs = [typed(lin, f"第{n}件") for n in range(3)]
    answer = lin.post(f"{DESK}/many", {"deed": "severity", "severity": "low", "piece": slugs})
    assert answer.status_code == 302
    assert {one.severity for one in pieces(SLUG)} == {Severity.LOW}
    assert lin.post(f"{DESK}/many", {"deed": "owner", "owner": "2", "piece": [*slugs, "none"]}).status_code == 422
    assert {one.owner_id for one in pieces(SLUG)} == {None}
    assert lin.post(f"{DESK}/many", {"deed": "owner", "owner": "1"}).status_code == 422
    assert lin.post(f"{DESK}/many", {"deed": "merge", "piece": slugs}).status_code == 302
    assert [len(one.askers) for one in pieces(SLUG) if not one.into] == [3]


def test_the_late_come_first_and_lists_add_up(lin: Client) -> None:
    lin.post(f"{DESK}/levels", {"urgent": "0", "high": "2", "medium": "3", "low": "9"})
    slow, soon = typed(lin, "慢", severity="low"), typed(lin, "快", severity="urgent")
    page = text(lin, DESK)
    assert page.index(f"f{soon}") < page.index(f"f{slow}")
    assert "等着 2" in page
    assert "还没定谁 2" in page
    assert lin.post(f"{DESK}/levels", {"urgent": "9", "high": "2", "medium": "x", "low": "9"}).status_code == 422


def test_the_table_to_take_away_holds_no_formula(lin: Client) -> None:
    typed(lin, FORMULA, asker="+1")
    answer = lin.post(f"{DESK}/file")
    rows = [*csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))]
    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert f"'{FORMULA}" in rows[1]


def test_wrong_input_is_refused_or_not_found(lin: Client) -> None:
    slug = typed(lin, "x")
    assert lin.post(f"{DESK}/new", {"sort": "none", "severity": "low", "words": "x"}).status_code == 404
    assert lin.post(f"{DESK}/new", {"sort": "bug", "severity": "low", "words": "x" * 1001}).status_code == 422
    assert lin.post(f"{DESK}/{slug}/deed", {"deed": "explode"}).status_code == 404
    assert lin.post(f"{DESK}/{slug}/deed", {"deed": "tell", "how": "portal", "words": "x"}).status_code == 422
    assert lin.post(f"{DESK}/{slug}/deed", {"deed": "tell", "how": "shouted", "copy": "x"}).status_code == 404
    assert lin.post(f"{DESK}/{slug}/deed", {"deed": "merge_in", "other": "none"}).status_code == 422
    assert lin.get(f"{DESK}/done?days=8").status_code == 404
    assert lin.get(f"{DESK}?show=nothing").status_code == 404


def test_a_guest_says_something_sees_it_and_is_told(lin: Client, link: str, visitor: Visitor) -> None:
    mine = joined(visitor, link)
    sent = mine.post(f"/c/{SLUG}/feedback/send", {"sort": "idea", "words": EVIL, "public": "yes"})
    assert sent.url.startswith(f"/c/{SLUG}/feedback?sent#f")
    (one,) = pieces(SLUG)
    page = text(mine, f"/c/{SLUG}/feedback")
    assert "收到了" in page
    assert EVIL not in page
    assert "还没有结果，先回一句" in text(lin, f"{DESK}/{one.slug}")
    do(lin, one.slug, "tell", how="portal", words="下周开始做")
    assert "下周开始做" in text(mine, f"/c/{SLUG}/")
    assert of(one.slug).told_at is None
    do(lin, one.slug, "decide", result="done", answer="加上了夜间模式", tell="yes")
    assert of(one.slug).told_at is not None
    assert "加上了夜间模式" in text(mine, f"/c/{SLUG}/feedback")
    assert "加上了夜间模式" in text(mine, f"/c/{SLUG}/")
    assert "做好了" in text(mine, f"/c/{SLUG}/")
    copy = json.loads(mine.post(f"/c/{SLUG}/me/file").content)
    assert "加上了夜间模式" in json.dumps(copy, ensure_ascii=False)
    assert EVIL in json.dumps(copy, ensure_ascii=False).replace('\\"', '"')


def test_one_guest_never_sees_or_changes_another_s(link: str, visitor: Visitor) -> None:
    mine, other, nobody = joined(visitor, link), joined(visitor, link, name="小安"), visitor()
    mine.post(f"/c/{SLUG}/feedback/send", {"sort": "idea", "words": "只有我知道的事"})
    (one,) = pieces(SLUG)
    for browser in (other, nobody):
        assert "只有我知道的事" not in text(browser, f"/c/{SLUG}/feedback") + text(browser, f"/c/{SLUG}/board")
    refused = other.post(f"/c/{SLUG}/feedback/agree", {"piece": one.slug, "public": "yes"})
    assert refused.status_code == 422
    assert nobody.post(f"/c/{SLUG}/feedback/send", {"sort": "idea", "words": "x"}).status_code == 302
    assert len(pieces(SLUG)) == 1


def test_the_board_shows_titles_and_words_only_with_a_yes(
    team: Cast, lin: Client, link: str, visitor: Visitor
) -> None:
    mine = joined(visitor, link)
    mine.post(f"/c/{SLUG}/feedback/send", {"sort": "idea", "words": "我家猫踩键盘就退出了"})
    (one,) = pieces(SLUG)
    assert "板上还没有" in text(mine, f"/c/{SLUG}/board")
    show(team.lin, SLUG, one.slug, "误触退出", now(), public=True)
    board = text(visitor(), f"/c/{SLUG}/board")
    assert "误触退出" in board
    assert "我家猫" not in board
    assert "阿满" not in board
    mine.post(f"/c/{SLUG}/feedback/agree", {"piece": one.slug, "public": "yes"})
    assert "我家猫" in text(visitor(), f"/c/{SLUG}/board")
    mine.post(f"/c/{SLUG}/feedback/agree", {"piece": one.slug, "public": "no"})
    assert "我家猫" not in text(visitor(), f"/c/{SLUG}/board")
    vote = {"piece": one.slug, "wanted": "yes"}
    for _ in range(2):
        assert mine.post(f"/c/{SLUG}/board/vote", vote).status_code == 302
    assert visitor().post(f"/c/{SLUG}/board/vote", vote).status_code == 302
    assert of(one.slug).votes == 1
    assert "投了，收回" in text(mine, f"/c/{SLUG}/board")
    mine.post(f"/c/{SLUG}/board/vote", vote | {"wanted": "no"})
    assert of(one.slug).votes == 0
    decide(team.lin, SLUG, one.slug, State.DONE, "要按两次才退出", now())
    assert "你说的，我们做了" in text(visitor(), f"/c/{SLUG}/board")
    assert "误触退出" in text(lin, f"{DESK}/done")


def test_who_leaves_the_portal_leaves_no_words(lin: Client, link: str, visitor: Visitor) -> None:
    mine = joined(visitor, link)
    mine.post(f"/c/{SLUG}/feedback/send", {"sort": "idea", "words": "我叫阿满，我要夜间模式"})
    (one,) = pieces(SLUG)
    assert "阿满" in text(lin, f"{DESK}/{one.slug}")
    mine.post(f"/c/{SLUG}/me/leave", {"sure": "yes"})
    assert guests(SLUG) == ()
    page = text(lin, f"{DESK}/{one.slug}")
    assert "阿满" not in page
    assert "原话已经不在了" in page
    assert set(work_off()) <= {"done"}


def test_a_viewer_reads_no_feedback_and_another_community_has_none(team: Cast, visitor: Visitor) -> None:
    slug = type_in(team.lin, SLUG, Given(Sort.BUG, "x"), "", now())
    assert visitor(team.of_tea[Role.VIEWER]).get(f"{DESK}/{slug}").status_code == 403
    assert visitor(team.an).get(f"{DESK}/{slug}").status_code == 404
    assert visitor(team.an).get(f"/desk/go/feedback/{slug}").status_code == 404


def test_what_is_due_and_what_was_not_told_waits_on_today(lin: Client, team: Cast) -> None:
    lin.post(f"{DESK}/levels", {"urgent": "0", "high": "1", "medium": "2", "low": "9"})
    due = typed(lin, "今天就要答的", severity="urgent")
    typed(lin, "还早", severity="low")
    done = typed(lin, "做完的", asker="小顾")
    decide(team.lin, SLUG, done, State.DONE, "修好了", now())
    page = text(lin, f"/desk/{SLUG}/")
    assert f'href="/desk/tea/feedback/{due}"' in page
    assert "反馈“今天就要答的”等答复" in page
    assert "还早" not in page
    assert "1条反馈答复了，还没告诉提的人" in page


def test_the_writer_of_a_report_is_offered_what_came_of_it(lin: Client, team: Cast) -> None:
    slug = typed(lin, "登录后回不到原来的页", asker="小顾")
    show(team.lin, SLUG, slug, "登录后回到原来的页", now(), public=True)
    decide(team.lin, SLUG, slug, State.DECLINED, "换了登录方式", now())
    today = f"{now().now.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"
    page = text(lin, f"/desk/{SLUG}/reports/day/{today}")
    assert "“登录后回到原来的页”不做：换了登录方式（回告了0人，还差1人）" in page
    assert "登录后回不到原来的页" not in page
