"""Question sessions: who asks, votes, hides, merges and answers, and that every person's vote counts exactly once."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from at_once import at_once
from cast import Cast
from django.db import IntegrityError, transaction
from on_portal import now

from juluo.desk.qa import facts
from juluo.desk.qa.actions.asking import Wish, ask, vote, withdraw
from juluo.desk.qa.actions.forgetting import forget, forget_person
from juluo.desk.qa.actions.hosting import Said, answer, hide, let_through, merge, part, take_back, take_up
from juluo.desk.qa.actions.sessions import change, end, publish, reopen, set_up
from juluo.desk.qa.models import AskedQuestion, QuestionVote
from juluo.desk.qa.values import Phase, Plan, QuestionFacts, Shown, Stage
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join, leave
from juluo.shell.guests.actions.portal import open_portal, tie_guest, untie_guest
from juluo.shell.guests.facts import GuestFacts, guests_named, notices_of, portal
from juluo.store.traces import MASK

FREE = Plan("问老师", "老周", moderated=False)


def comes(cast: Cast, scene: Scene, name: str = "阿满") -> GuestFacts:
    if portal("tea") is None:
        open_portal(cast.lin, "tea", scene)
    found = portal("tea")
    assert found is not None
    return join("tea", found.link, name, None, scene)[0]


def now_of(guest: GuestFacts) -> GuestFacts:
    return guests_named("tea", [guest.id])[guest.id]


@pytest.fixture
def slug(cast: Cast, scene: Scene) -> str:
    return set_up(cast.lin, "tea", FREE, scene)


@pytest.fixture
def guest(cast: Cast, scene: Scene) -> GuestFacts:
    return comes(cast, scene)


def there(slug: str) -> dict[int, QuestionFacts]:
    one = facts.session("tea", slug)
    assert one is not None
    return {found.id: found for found in facts.questions(one.id)}


def asks(guest: GuestFacts, slug: str, words: str, scene: Scene, name: str = "", *flags: str) -> int:
    found = ask(guest, slug, Wish(words, name), flags, scene)
    assert found.number is not None
    return found.number


def test_what_is_asked_waits_to_be_let_through(cast: Cast, guest: GuestFacts, scene: Scene) -> None:
    slug = set_up(cast.lin, "tea", replace(FREE, moderated=True), scene)
    one = asks(guest, slug, "表单怎么导出？", scene, "一只猫")
    assert (there(slug)[one].shown, there(slug)[one].name, there(slug)[one].first) == (Shown.WAITING, "一只猫", True)
    with pytest.raises(RefusedError, match="没有这个问题"):
        vote(comes(cast, scene), slug, one, scene, wanted=True)
    assert let_through(cast.of_tea[Role.MODERATOR], "tea", slug, [one], scene) == 1
    assert there(slug)[one].votes == 1, "who asks wants it answered"
    hide(cast.lin, "tea", slug, one, scene)
    assert there(slug)[one].shown is Shown.HIDDEN


def test_a_watch_word_waits_even_where_nothing_else_does(guest: GuestFacts, slug: str, scene: Scene) -> None:
    plain = asks(guest, slug, "怎么导出？", scene)
    flagged = asks(guest, slug, "加我微信聊聊好吗", scene, "", "加微信")
    assert there(slug)[plain].shown is Shown.SHOWN
    assert (there(slug)[flagged].shown, there(slug)[flagged].flags) == (Shown.WAITING, ("加微信",))


def test_what_was_asked_before_is_voted_for_instead_or_asked_anyway(
    guest: GuestFacts, slug: str, scene: Scene
) -> None:
    one = asks(guest, slug, "下次线下聚会在哪个城市办？", scene)
    found = ask(guest, slug, Wish("线下聚会下次在哪个城市办"), (), scene)
    assert (found.number, found.before) == (None, (one,))
    again = ask(guest, slug, Wish("线下聚会下次在哪个城市办", anyway=True), (), scene)
    assert again.number is not None
    assert [row.first for row in there(slug).values()] == [True, False]


def before(guest: GuestFacts, slug: str, words: str, scene: Scene) -> tuple[int, ...]:
    """What is offered instead; the question is taken back if there is nothing."""
    found = ask(guest, slug, Wish(words), (), scene)
    if found.number is not None:
        withdraw(guest, slug, found.number, scene)
    return found.before


def test_what_a_merged_question_asks_was_asked_before_and_what_nobody_sees_was_not(
    cast: Cast, guest: GuestFacts, slug: str, scene: Scene
) -> None:
    city, form = (asks(guest, slug, words, scene) for words in ("下次线下聚会在哪个城市办？", "表单怎么导出成文件？"))
    merge(cast.lin, "tea", slug, form, city, scene)
    assert before(guest, slug, "表单怎样导出文件", scene) == (city,), "the one that it is part of stands for it"
    assert before(guest, slug, "线下聚会下次在哪个城市办，表单怎样导出文件", scene) == (city,), "once"
    hide(cast.lin, "tea", slug, city, scene)
    assert before(guest, slug, "表单怎样导出文件", scene) == ()
    part(cast.lin, "tea", slug, form, scene)
    assert before(guest, slug, "表单怎样导出文件", scene) == (), "it waits to be let through"
    let_through(cast.lin, "tea", slug, [form], scene)
    assert before(guest, slug, "表单怎样导出文件", scene) == (form,)


def test_what_is_kept_for_comparing_goes_with_the_words_and_is_made_anew(
    guest: GuestFacts, slug: str, scene: Scene
) -> None:
    one = asks(guest, slug, "宋江怎么导出表单文件？", scene)
    kept = AskedQuestion.objects.values_list("letters", "telling")
    assert "宋江" in "".join(kept.get(pk=one))
    assert forget("tea", re.compile("宋江"), MASK) == 1
    assert "宋江" not in "".join(kept.get(pk=one))
    assert before(guest, slug, "表单文件怎么导出", scene) == (one,)
    assert "".join(kept.get(pk=one)).count("表单") == 2, "made of the words that stand now"
    AskedQuestion.objects.update(letters="", telling="0 别的 规则 ")
    assert before(guest, slug, "表单文件怎么导出", scene) == (one,), "what an older rule kept is made anew"
    leave(guest, now())
    assert kept.get(pk=one) == ("", "")
    assert before(comes_again(), slug, "表单文件怎么导出", scene) == ()


def comes_again() -> GuestFacts:
    found = portal("tea")
    assert found is not None
    return join("tea", found.link, "阿满", None, now())[0]


def test_limits_hold(cast: Cast, guest: GuestFacts, scene: Scene) -> None:
    slug = set_up(cast.lin, "tea", replace(FREE, most=2, nameless=False), scene)
    for words in ("短", "长" * 301):
        with pytest.raises(RefusedError, match="问题写4到300个字"):
            ask(guest, slug, Wish(words), (), scene)
    with pytest.raises(RefusedError, match="名字最多"):
        ask(guest, slug, Wish("怎么导出？", "长" * 41), (), scene)
    named = asks(guest, slug, "怎么导出？", scene, "一只猫")
    assert there(slug)[named].name == "阿满", "a made-up name only where it is allowed"
    asks(guest, slug, "明年还办不办？", scene)
    with pytest.raises(RefusedError, match="每人最多问2个"):
        asks(guest, slug, "第三个问题？", scene)
    withdraw(guest, slug, named, scene)
    asks(guest, slug, "第三个问题？", scene)


def test_it_collects_from_its_opening_to_its_end(cast: Cast, guest: GuestFacts, scene: Scene) -> None:
    hour = timedelta(hours=1)
    slug = set_up(cast.lin, "tea", replace(FREE, opens_at=scene.now + hour, closes_at=scene.now + 3 * hour), scene)
    with pytest.raises(RefusedError, match="还没开始收"):
        asks(guest, slug, "怎么导出？", scene)
    during, after = (replace(scene, now=scene.now + n * hour) for n in (2, 3))
    one = asks(guest, slug, "怎么导出？", during)
    for late in (
        lambda: ask(guest, slug, Wish("还能问吗？"), (), after),
        lambda: vote(guest, slug, one, after, wanted=False),
        lambda: withdraw(guest, slug, one, after),
    ):
        with pytest.raises(RefusedError, match="收完了"):
            late()
    with pytest.raises(RefusedError, match="还没有一个问题有回答"):
        publish(cast.lin, "tea", slug, after)
    answer(cast.lin, "tea", slug, one, Said("点右上角。"), after)
    publish(cast.lin, "tea", slug, after)
    told = facts.session("tea", slug)
    assert told is not None
    assert told.phase(after.now) is Phase.PUBLISHED
    reopen(cast.lin, "tea", slug, after)
    asks(guest, slug, "再问一个？", after)
    end(cast.lin, "tea", slug, after)
    with pytest.raises(RefusedError, match="收完了"):
        asks(guest, slug, "再问两个？", after)


def test_a_person_votes_once_and_may_take_it_back(cast: Cast, guest: GuestFacts, slug: str, scene: Scene) -> None:
    one, other = asks(guest, slug, "怎么导出？", scene), comes(cast, scene, "安")
    for wanted, votes in ((True, 2), (True, 2), (False, 1), (False, 1), (True, 2)):
        vote(other, slug, one, scene, wanted=wanted)
        assert there(slug)[one].votes == votes
    phone = comes(cast, scene, "安的平板")
    vote(phone, slug, one, scene, wanted=True)
    assert there(slug)[one].votes == 3
    for who in (other, phone):
        tie_guest(cast.lin, "tea", who.id, 7, scene)
    assert there(slug)[one].votes == 2, "two phones of one person"
    vote(now_of(phone), slug, one, scene, wanted=True)
    assert there(slug)[one].votes == 2
    untie_guest(cast.lin, "tea", other.id, scene)
    number = facts.sessions("tea")[0].id
    assert there(slug)[one].votes == 3, "each has back what was theirs"
    assert [facts.voted(number, now_of(who)) for who in (other, phone)] == [{one}, {one}]
    tie_guest(cast.lin, "tea", other.id, 7, scene)
    assert facts.counts([number])[number].people == 2
    leave(now_of(phone), now())
    assert (there(slug)[one].votes, facts.voted(number, now_of(other))) == (2, {one})
    assert forget_person("tea", [7]) == 1
    assert there(slug)[one].votes == 2
    assert not QuestionVote.objects.exclude(person=None).exists()


def test_merged_questions_share_their_votes(cast: Cast, guest: GuestFacts, slug: str, scene: Scene) -> None:
    an, cen = comes(cast, scene, "安"), comes(cast, scene, "岑")
    first, second, third = (
        asks(who, slug, words, scene)
        for who, words in ((guest, "怎么导出？"), (an, "导出在哪里？"), (cen, "导成表格行吗？"))
    )
    vote(an, slug, first, scene, wanted=True)
    merge(cast.lin, "tea", slug, third, second, scene)
    merge(cast.lin, "tea", slug, second, first, scene)
    found = there(slug)
    assert (found[first].votes, found[first].merged) == (3, (second, third)), "who voted for both counts once"
    vote(cen, slug, third, scene, wanted=False)
    assert there(slug)[first].votes == 2
    vote(cen, slug, second, scene, wanted=True)
    assert facts.voted(facts.sessions("tea")[0].id, cen) == {first}
    with pytest.raises(RefusedError, match="合并到哪一个"):
        merge(cast.lin, "tea", slug, first, first, scene)
    answer(cast.lin, "tea", slug, first, Said("点右上角。"), scene)
    assert [len(notices_of(one.id)) for one in (guest, an, cen)] == [1, 1, 1]
    part(cast.lin, "tea", slug, third, scene)
    assert there(slug)[third].shown is Shown.WAITING
    with pytest.raises(RefusedError, match="收不回"):
        withdraw(guest, slug, first, scene)


def test_one_question_at_a_time_is_being_answered(cast: Cast, guest: GuestFacts, slug: str, scene: Scene) -> None:
    one, two = (asks(guest, slug, words, scene) for words in ("怎么导出？", "明年还办不办？"))
    take_up(cast.lin, "tea", slug, one, scene)
    take_up(cast.lin, "tea", slug, two, scene)
    assert [row.stage for row in there(slug).values()] == [Stage.OPEN, Stage.NOW]
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedQuestion.objects.update(stage="now")
    answer(cast.lin, "tea", slug, two, Said(entry=-12, day=date(2026, 11, 19)), scene)
    answer(cast.lin, "tea", slug, two, Said("办。"), scene)
    (notice,) = notices_of(guest.id)
    assert notice.words.words("zh") == "你在“问老师”里问的有回答了。"
    assert notice.address == f"/c/tea/questions/{slug}"
    take_back(cast.lin, "tea", slug, two, scene)
    assert (there(slug)[two].stage, there(slug)[two].answer.words) == (Stage.OPEN, "办。")


def test_every_verb_asks_for_the_role_itself(cast: Cast, guest: GuestFacts, slug: str, scene: Scene) -> None:
    one, analyst = asks(guest, slug, "怎么导出？", scene), cast.of_tea[Role.ANALYST]
    for refused in (
        lambda: set_up(analyst, "tea", FREE, scene),
        lambda: change(analyst, "tea", slug, FREE, scene),
        lambda: end(cast.an, "tea", slug, scene),
        lambda: publish(analyst, "tea", slug, scene),
        lambda: let_through(analyst, "tea", slug, [one], scene),
        lambda: hide(analyst, "tea", slug, one, scene),
        lambda: merge(cast.an, "tea", slug, one, one, scene),
        lambda: take_up(analyst, "tea", slug, one, scene),
        lambda: answer(cast.an, "tea", slug, one, Said("x"), scene),
    ):
        with pytest.raises(RefusedError, match="你的角色"):
            refused()
    for words, wrong in (
        ("写一个名字", {"title": " "}),
        ("太长了", {"about": "长" * 1001}),
        ("1到20", {"most": 21}),
        ("结束要晚于", {"opens_at": scene.now, "closes_at": scene.now}),
        ("两年之内", {"opens_at": scene.now + timedelta(days=900)}),
    ):
        with pytest.raises(RefusedError, match=words):
            change(cast.lin, "tea", slug, replace(FREE, **wrong), scene)  # type: ignore[arg-type] - one at a time


def test_who_goes_takes_their_words_along_and_votes_stay(
    cast: Cast, guest: GuestFacts, slug: str, scene: Scene
) -> None:
    one, other = asks(guest, slug, "阿海怎么导出？", scene, "阿海"), comes(cast, scene, "安")
    vote(other, slug, one, scene, wanted=True)
    answer(cast.lin, "tea", slug, one, Said("问阿海。"), scene)
    find = re.compile("阿海")
    assert len(facts.naming("tea", find)) == 3
    assert forget("tea", find, MASK) == 1
    assert facts.naming("tea", find) == ()
    tie_guest(cast.lin, "tea", other.id, 7, scene)
    assert [kind for kind, *_ in facts.about("tea", [7])] == ["qa_vote"]
    assert forget_person("tea", [7]) == 1
    assert facts.about("tea", [7]) == ()
    assert facts.held(guest.id)["questions"][0]["words"] == f"{MASK}怎么导出？"
    leave(guest, now())
    found = there(slug)[one]
    assert (found.words, found.name, found.votes, found.answer.words) == ("", "", 2, f"问{MASK}。")
    assert not AskedQuestion.objects.exclude(person=None, guest=None).exists()
    assert not QuestionVote.objects.exclude(person=None, guest=None).exists()


def test_fifty_votes_at_once_are_fifty_and_nobody_asks_too_much(database: Cast, scene: Scene) -> None:
    slug = set_up(database.lin, "tea", replace(FREE, most=1), scene)
    host = comes(database, scene)
    one = asks(host, slug, "怎么导出？", scene)
    people = [comes(database, scene, f"客{n}") for n in range(50)]

    def press(number: int) -> None:
        # Everybody presses twice, ten change their mind, and ten more all ask with the same phone.
        for wanted in (True, True, *([False] if number % 5 == 0 else [])):
            vote(people[number], slug, one, scene, wanted=wanted)
        if number % 5 == 1:
            ask(people[1], slug, Wish(f"第{number}件完全不同的事", anyway=True), (), scene)

    _, wrong = at_once(press)
    assert [type(one) for one in wrong] == [RefusedError] * 9
    assert there(slug)[one].votes == 1 + 40
    assert len(there(slug)) == 2


def test_of_fifty_who_ask_the_same_at_once_one_asks_and_all_others_are_told(database: Cast, scene: Scene) -> None:
    slug = set_up(database.lin, "tea", FREE, scene)
    people = [comes(database, scene, f"客{n}") for n in range(50)]

    def press(number: int) -> tuple[int | None, tuple[int, ...]]:
        asked = ask(people[number], slug, Wish(f"第{number}次问，线下聚会下次在哪个城市办"), (), scene)
        return asked.number, asked.before

    found, wrong = at_once(press)
    assert wrong == []
    (one,) = there(slug)
    assert Counter(found) == {(one, ()): 1, (None, (one,)): 49}
