"""The pages of question sessions: asked and voted for on the portal, hosted on the desk, read by everybody after."""

from datetime import timedelta

import pytest
from cast import Cast
from django.conf import settings
from on_portal import joined, text, today
from talkative import EVIL, SLUG, entry_of
from visitor import Visitor

from juluo.desk.qa.facts import questions, sessions
from juluo.desk.qa.values import QuestionFacts
from juluo.desk.questions.facts import faqs
from juluo.shell.accounts.roles import Role
from juluo.shell.guests.facts import guests, notices_of
from juluo.shell.limits import RATES, Cost
from juluo.wording.numbers import short_date

FORM = {"title": f"问老周{EVIL}", "answerers": EVIL, "about": EVIL, "most": "3", "moderated": "yes", "nameless": "yes"}


@pytest.fixture
def slug(team: Cast, visitor: Visitor) -> str:
    assert visitor(team.of_tea[Role.OPERATOR]).post("/desk/tea/qa/new", FORM).status_code == 302
    return sessions("tea")[0].slug


def there() -> list[QuestionFacts]:
    return list(questions(sessions("tea")[0].id))


def test_a_question_from_the_phone_to_the_answer(visitor: Visitor, link: str, slug: str, team: Cast) -> None:
    member, other, host = joined(visitor, link), joined(visitor, link), visitor(team.of_tea[Role.MODERATOR])
    at, desk = f"/c/{SLUG}/questions/{slug}", f"/desk/tea/qa/{slug}"
    assert "去问、去投票" in text(member, "")
    sent = member.post(f"{at}/ask", {"words": f"{EVIL} 表单怎么导出？", "as": "made", "name": EVIL[:40]})
    assert "等放行" in member.get(sent.url.partition("?")[0]).content.decode()
    assert "表单怎么导出" not in text(other, f"questions/{slug}")
    (one,) = there()
    assert host.post(f"{desk}/deed", {"deed": "let", "number": one.id}).url == desk
    page = text(other, f"questions/{slug}")
    assert "表单怎么导出" in page
    assert EVIL not in page
    for want, votes in (("yes", 2), ("yes", 2), ("no", 1), ("yes", 2)):
        other.post(f"{at}/vote", {"number": one.id, "want": want})
        assert there()[0].votes == votes
    again = other.post(f"{at}/ask", {"words": f"{EVIL} 表单怎么导出", "as": "none"})
    assert "有人问过" in again.content.decode()
    assert len(there()) == 1
    other.post(f"{at}/ask", {"words": f"{EVIL} 表单怎么导出", "as": "own", "anyway": "yes"})
    assert there()[1].name == "阿满"
    host.post(f"{desk}/deed", {"deed": "merge", "number": there()[1].id, "into": one.id})
    host.post(f"{desk}/deed", {"deed": "take", "number": one.id, "from": "live"})
    live = host.get(f"{desk}/live").content.decode()
    assert 'hx-get="' in live
    assert "表单怎么导出" in host.get(f"{desk}/live-part").content.decode()
    assert "表单怎么导出" in host.get(f"{desk}/screen-part").content.decode()
    late = {"deed": "answer", "number": one.id, "written_for": one.id + 1, "words": "写给别的问题"}
    assert host.post(f"{desk}/deed", late).status_code == 422
    host.post(f"{desk}/deed", {"deed": "answer", "number": one.id, "words": f"点右上角{EVIL}"})
    assert [len(notices_of(guest.id)) for guest in guests(SLUG)] == [1, 1]
    host.post(f"{desk}/deed", {"deed": "publish"})
    page = text(visitor(), f"questions/{slug}")
    assert "点右上角" in page
    assert EVIL not in page
    assert "看回答" in text(member, "")
    assert "答了" in text(member, "me")
    refused = member.post(f"{at}/vote", {"number": one.id, "want": "no"})
    assert (refused.status_code, "收完了" in refused.content.decode()) == (422, True)
    own = member.post(f"/c/{SLUG}/me/file").json()
    assert (len(own["questions"]), len(own["question_votes"])) == (1, 1)


def test_an_answer_points_to_a_message_and_goes_into_the_faq(
    visitor: Visitor, link: str, slug: str, team: Cast
) -> None:
    member, desk, at = joined(visitor, link), visitor(team.lin), f"/desk/tea/qa/{slug}"
    member.post(f"/c/{SLUG}/questions/{slug}/ask", {"words": "这件事怎么弄才对？", "as": "none"})
    (one,) = there()
    desk.post(f"{at}/deed", {"deed": "let", "number": one.id})
    for pasted in ("x", "12345", "9" * 30):
        wrong = desk.post(f"{at}/deed", {"deed": "answer", "number": one.id, "entry": pasted})
        assert (wrong.status_code, "没有这条消息" in wrong.content.decode()) == (422, True)
    entry = entry_of(settings.HOME, "这样弄")
    desk.post(
        f"{at}/deed", {"deed": "answer", "number": one.id, "entry": f"http://x/desk/tea/around/{entry}?day=2026-09-11"}
    )
    assert "这样弄" in desk.get(at).content.decode()
    assert "这样弄" in text(member, f"questions/{slug}")
    file = desk.get(f"{at}/text").content.decode()
    assert "## 这件事怎么弄才对？\n\n> 这样弄\n" in file
    for _ in range(2):
        assert desk.post(f"{at}/deed", {"deed": "faq", "number": one.id}).status_code == 302
    (faq,) = faqs("tea")
    assert (faq.wording, faq.question, faq.quotes[0][0]) == (None, "这件事怎么弄才对？", entry)
    assert "这件事怎么弄才对？" in desk.get("/desk/tea/faq").content.decode()


def test_watch_words_wait_and_are_marked_and_who_let_everything_through_left_them(
    visitor: Visitor, link: str, slug: str, team: Cast
) -> None:
    visitor(team.lin).post(f"/desk/tea/qa/{slug}/edit", {**FORM, "moderated": ""})
    member = joined(visitor, link)
    member.post(f"/c/{SLUG}/questions/{slug}/ask", {"words": "加 薇 信 聊投资稳赚不赔好吗", "as": "none"})
    (one,) = there()
    assert one.flags
    assert one.shown == "waiting"
    assert one.flags[0] in visitor(team.lin).get(f"/desk/tea/qa/{slug}").content.decode()


def test_strangers_and_other_roles_are_kept_out(visitor: Visitor, link: str, slug: str, team: Cast) -> None:
    assert link
    stranger = visitor()
    for deed in ("ask", "vote", "withdraw"):
        assert stranger.post(f"/c/{SLUG}/questions/{slug}/{deed}", {"words": "可以问吗？"}).status_code == 302
    assert there() == []
    assert text(stranger, f"questions/{slug}")
    assert stranger.get(f"/c/{SLUG}/questions/nothing").status_code == 404
    assert visitor(team.of_tea[Role.VIEWER]).get(f"/desk/tea/qa/{slug}").status_code == 403
    assert visitor(team.of_tea[Role.ANALYST]).post(f"/desk/tea/qa/{slug}/deed", {"deed": "end"}).status_code == 403
    assert visitor(team.lin).post(f"/desk/tea/qa/{slug}/deed", {"deed": "burn"}).status_code == 404
    member = joined(visitor, link)
    assert member.post(f"/c/{SLUG}/questions/{slug}/vote", {"number": "x"}).status_code == 404


def test_times_are_the_communitys_and_what_cannot_be_read_is_told(visitor: Visitor, slug: str, team: Cast) -> None:
    desk, at = visitor(team.lin), f"/desk/tea/qa/{slug}/edit"
    day = today() + timedelta(days=9)
    desk.post(at, FORM | {"opens_at": f"{day}T20:00", "closes_at": f"{day}T21:00", "event": "nothing"})
    plan = sessions("tea")[0].plan
    assert plan.opens_at is not None
    assert (plan.opens_at.hour, plan.event) == (12, "")
    assert f"{short_date(day, 'zh')} 20:00开始收问题" in desk.get(f"/desk/tea/qa/{slug}").content.decode()
    for wrong, words in (({"opens_at": "x"}, "时间读不懂"), ({"most": "x"}, "每人最多问几个")):
        answer = desk.post(at, FORM | wrong)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_nobody_lets_all_questions_be_compared_again_and_again(visitor: Visitor, link: str, slug: str) -> None:
    member = joined(visitor, link)
    asked = {"words": "这件事怎么弄才对？", "as": "none"}
    codes = [member.post(f"/c/{SLUG}/questions/{slug}/ask", asked).status_code for _ in range(30)]
    assert codes.index(429) >= RATES[Cost.ASK].at_once


def test_its_address_tells_the_day_as_the_community_has_it(visitor: Visitor, team: Cast) -> None:
    day = today() + timedelta(days=9)
    asked = FORM | {"opens_at": f"{day}T02:00", "closes_at": f"{day}T03:00"}
    assert str(visitor(team.lin).post("/desk/tea/qa/new", asked).url).endswith(f"/{day:%Y%m%d}")
