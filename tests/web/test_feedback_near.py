"""Which pieces may say the same: cut into words once, right after every change, no dearer the more there are."""

import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from on_portal import now
from talkative import SLUG
from work_off import work_off

from juluo.desk.feedback.actions import forgetting
from juluo.desk.feedback.actions.merging import merge, unmerge
from juluo.desk.feedback.actions.receiving import make_of_message, type_in
from juluo.desk.feedback.actions.working import drop, look_into, show
from juluo.desk.feedback.facts import piece
from juluo.desk.feedback.models import Feedback
from juluo.desk.feedback.values import Given, Piece, Quoted, Severity, Sort, State
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK
from juluo.text import alike
from juluo.web.feedback.near import near

FORM, SAME, FAR = "手机上打开子表只能横着滑，太难用了", "子表在手机上打开只能横着滑", "希望周末也有人答疑"
DAY = date(2026, 11, 19)
MESSAGES = {"m1": "宋江也说子表在手机上打开只能横着滑", "m2": "周末有人答疑就好了"}


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that was cut into words."""
    found: list[str] = []
    telling = alike.telling

    def heard(text: str) -> tuple[str, ...]:
        found.append(text.strip())
        return telling(text)

    monkeypatch.setattr(alike, "telling", heard)
    return found


def typed(team: Cast, words: str) -> str:
    return type_in(team.lin, SLUG, Given(Sort.BUG, words, Severity.LOW), "", now())


def of(slug: str) -> Piece:
    found = piece(SLUG, slug)
    assert found is not None
    return found


def likest(slug: str) -> set[str]:
    return {one.slug for one, _ in near(SLUG, of(slug))}


def says(home: Path, **words: str) -> None:
    """What members write in the group, or write anew."""
    path = home.parent / "said.jsonl"
    lines = [
        {"id": name, "ts": f"{DAY}T10:00:00+08:00", "author": "安", "text": text, "channel": "广场"}
        for name, text in words.items()
    ]
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), encoding="utf-8")
    with closing(EmbeddedStore(home)) as store:
        take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))


def made_of(team: Cast, home: Path, words: str) -> str:
    """A member's message, made into feedback."""
    with closing(EmbeddedStore(home)) as store:
        community = store.community(SLUG)
        assert community is not None
        with closing(store.view(community)) as view:
            (said,) = [one for one in view.lines(EntryQuery(Period(DAY, DAY))) if one.text == words]
    quoted = Quoted(said.entry_id, said.day, said.at, said.account)
    return make_of_message(team.lin, SLUG, quoted, Given(Sort.BUG, ""), now())


def test_a_page_cuts_nothing_again_and_asks_the_same_however_many_there_are(team: Cast, cut: list[str]) -> None:
    one, other = typed(team, FORM), typed(team, SAME)
    assert likest(one) == {other}
    assert sorted(cut) == sorted([FORM, SAME])
    with CaptureQueriesContext(connection) as few:
        assert likest(one) == {other}
    cut.clear()
    for number in range(40):
        typed(team, f"{FAR}，第{number}回")
    likest(one)
    assert len(cut) == 40, "each new one once"
    cut.clear()
    with CaptureQueriesContext(connection) as many:
        assert likest(one) == {other}
    assert cut == []
    assert len(many) == len(few)


def test_it_is_right_after_every_change(team: Cast, cut: list[str]) -> None:
    one, other, far = (typed(team, words) for words in (FORM, SAME, FAR))
    assert likest(one) == {other}
    show(team.lin, SLUG, far, "子表在手机上打开只能横着滑", now(), public=False)
    cut.clear()
    assert likest(one) == {other, far}
    assert len(cut) == 1, "of what changed alone"
    look_into(team.lin, SLUG, [far], State.DOING, now())
    likest(one)
    assert len(cut) == 1, "what isn't said changes no words"
    show(team.lin, SLUG, far, "", now(), public=False)
    assert likest(one) == {other}
    show(team.lin, SLUG, other, "导出文件", now(), public=False)
    fourth = typed(team, "导出文件")
    merge(team.lin, SLUG, other, far, now())
    assert likest(one) == set(), "it stands in another"
    assert far in likest(fourth), "which has its title now"
    unmerge(team.lin, SLUG, other, now())
    assert likest(one) == {other}
    drop(team.lin, SLUG, [other], now())
    assert likest(one) == set()


def test_what_is_kept_goes_with_the_words(team: Cast) -> None:
    one, other = typed(team, FORM), typed(team, f"宋江说{SAME}")
    assert likest(one) == {other}
    kept = Feedback.objects.values_list("letters", "telling")
    assert "宋江" in "".join(kept.get(slug=other))
    assert forgetting.forget(SLUG, re.compile("宋江"), MASK) == 1
    assert "宋江" not in "".join(kept.get(slug=other))
    assert likest(one) == {other}
    Feedback.objects.update(letters="", telling="0 别的 规则 ")
    assert likest(one) == {other}, "what an older rule kept is made anew"
    Feedback.objects.filter(slug=other).update(person=7)
    forgetting.forget_person(SLUG, [7])
    assert kept.get(slug=other) == ("", "")
    assert likest(one) == set()


def test_messages_are_read_once_a_version_and_cut_once_a_text(team: Cast, records: Path, cut: list[str]) -> None:
    says(records, **MESSAGES)
    one, other, far = typed(team, FORM), *(made_of(team, records, words) for words in MESSAGES.values())
    assert likest(one) == {other}
    assert not any("子表" in line for line in Feedback.objects.filter(slug=other).values_list("letters", flat=True))
    assert [words for words in cut if words] == [FORM, *MESSAGES.values()]
    cut.clear()
    look_into(team.lin, SLUG, [far], State.DOING, now())
    work_off()
    assert likest(one) == {other}
    assert cut == [], "the ledger heard of it, and they say the same"
    says(records, m1=FAR, m2=SAME)
    assert likest(one) == {far}
    assert sorted(cut) == sorted([FAR, SAME])
    with closing(EmbeddedStore(records)) as store:
        store.forget_text(SLUG, (now().now + timedelta(days=9)).date())
    assert likest(one) == set(), "what the ledger forgot is compared no more"


def test_a_title_counts_beside_what_a_message_says(team: Cast, records: Path) -> None:
    says(records, **MESSAGES)
    told = made_of(team, records, MESSAGES["m2"])
    show(team.lin, SLUG, told, FORM, now(), public=False)
    assert likest(typed(team, SAME)) == {told}
    assert likest(typed(team, "周末有人答疑吗")) == {told}


def test_one_that_is_not_there_any_more_is_like_nothing(team: Cast) -> None:
    one = of(typed(team, FORM))
    typed(team, SAME)
    assert near(SLUG, replace(one, slug="gone")) == []


def test_thanks_and_a_complaint_of_one_thing_say_no_same(team: Cast) -> None:
    complaint = typed(team, "答疑晚上九点以后没人理，问了也是白问")
    praise = Given(Sort.PRAISE, "答疑晚上九点以后还有人理，问了就答，谢谢", Severity.LOW)
    thanked = type_in(team.lin, SLUG, praise, "", now())
    assert (likest(complaint), likest(thanked)) == (set(), set())
    again = type_in(team.lin, SLUG, praise, "", now())
    assert likest(thanked) == {again}
