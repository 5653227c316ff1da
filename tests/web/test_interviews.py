"""访谈: planned, agreed to, written down, quoted, taken back; and gone with whoever is erased."""

import re
from datetime import timedelta

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django_home import MORNING
from on_portal import today
from visitor import Visitor

from juluo.desk.interviews.actions import listening, planning
from juluo.desk.interviews.actions.forgetting import forget, forget_person
from juluo.desk.interviews.facts import about, guides, interview, naming, whole
from juluo.desk.interviews.jobs import forget_old
from juluo.desk.interviews.models import Interview, Line
from juluo.desk.interviews.values import Consent, Plan, Said, State
from juluo.desk.needs.facts import Source, evidence_of
from juluo.desk.needs.models import Evidence, KeptNeed
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.traces import MASK

ROOT = "/desk/tea/interviews"
SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\n林：平时怎么用？\n\n2\n00:01:02,000 --> 00:01:09,000\n阿海：每天早上看一眼。\n"
)


@pytest.fixture
def talk(cast: Cast, scene: Scene) -> int:
    """Planned with member 1 for tomorrow, and agreed to within the team."""
    by = cast.of_tea[Role.OPERATOR]
    planned = Plan(
        "为什么来得少了", ("最近怎么样？",), 1, starts=scene.now + timedelta(days=1), place="https://meet/x"
    )
    number = planning.plan(by, "tea", planned, scene)
    listening.give_consent(by, "tea", number, Consent.INTERNAL, "可以记，别公开", scene.now.date(), scene)
    return number


def does(client: Client, number: int, deed: str, **sent: object) -> HttpResponse:
    answered: HttpResponse = client.post(f"{ROOT}/{number}/deed", {"deed": deed, **sent})
    return answered


def read(client: Client, address: str) -> str:
    answered = client.get(address)
    assert answered.status_code == 200, answered.status_code
    return str(answered.content.decode())


def test_from_guide_to_plan_to_calendar(cast: Cast, visitor: Visitor) -> None:
    client = visitor(cast.of_tea[Role.OPERATOR])
    assert "你是怎么知道这里的" in read(client, f"{ROOT}/guides/new?from=newcomer")
    sent = {"title": "头一个月", "purpose": "", "questions": "怎么来的？\n\n卡在哪？"}
    assert client.post(f"{ROOT}/guides/new", sent).status_code == 302
    (guide,) = guides("tea")
    assert guide.questions == ("怎么来的？", "卡在哪？")
    assert "怎么来的？\n卡在哪？" in read(client, f"{ROOT}/new?guide={guide.id}&from=kol")
    plan = {"title": "头一个月", "name": "小林的朋友", "minutes": "45", "starts": "2026-11-21T20:00", "chosen": "kol"}
    made = client.post(f"{ROOT}/new", plan | {"questions": "怎么来的？", "place": "线上"})
    assert made.status_code == 302
    number = int(made["Location"].rpartition("/")[2])
    found = interview("tea", number)
    assert found is not None
    assert (found.plan.name, found.plan.minutes, str(found.plan.chosen)) == ("小林的朋友", 45, "kol")
    calendar = client.get(f"{ROOT}/{number}/calendar-file").content.decode()
    assert "DTSTART:20261121T120000Z" in calendar
    assert "DTEND:20261121T124500Z" in calendar
    assert "小林的朋友" in read(client, ROOT)
    client.post(f"{ROOT}/guides/{guide.id}", {"deed": "put_away"})
    assert guides("tea") == ()


@pytest.mark.parametrize(
    "sent",
    [
        {"title": "", "name": "x", "minutes": "30"},
        {"title": "谈", "name": "", "minutes": "30"},
        {"title": "谈", "name": "x", "minutes": "9999"},
        {"title": "谈", "name": "x", "minutes": "30", "starts": "soon"},
        {"title": "谈", "person": "999999", "minutes": "30"},
        {"title": "谈", "name": "x", "minutes": "30", "questions": "问？\n" * 99},
    ],
)
def test_what_cannot_be_meant_is_told(cast: Cast, visitor: Visitor, sent: dict[str, str]) -> None:
    answered = visitor(cast.of_tea[Role.OPERATOR]).post(f"{ROOT}/new", sent)
    assert answered.status_code == 422
    assert Interview.objects.count() == 0


def test_without_consent_nothing_they_say_is_kept(cast: Cast, scene: Scene, visitor: Visitor) -> None:
    number = planning.plan(cast.of_tea[Role.OPERATOR], "tea", Plan("谈", (), None, "客"), scene)
    client = visitor(cast.of_tea[Role.OPERATOR])
    for deed, sent in (
        ("notes", {"words": "他说好"}),
        ("transcript", {"pasted": "他：好", "days": "9"}),
        ("quote", {"words": "好"}),
        ("consent", {"consent": "internal", "words": ""}),
        ("consent", {"consent": "none", "words": "好"}),
    ):
        assert does(client, number, deed, **sent).status_code == 422, deed
    found = whole("tea", number)
    assert found is not None
    assert (found.lines, found.quotes, found.interview.notes) == ((), (), "")


def test_a_transcript_is_read_named_quoted_and_put_to_a_need(talk: int, cast: Cast, visitor: Visitor) -> None:
    client = visitor(cast.of_tea[Role.OPERATOR])
    file = SimpleUploadedFile("talk.srt", SRT.encode())
    assert does(client, talk, "transcript", file=file, days="30").status_code == 302
    assert does(client, talk, "speakers", name0="林晚", member1="1").status_code == 302
    found = whole("tea", talk)
    assert found is not None
    assert [(line.label, line.second) for line in found.lines] == [("林", 1), ("阿海", 62)]
    assert (found.name_of("林"), found.is_member("阿海"), found.is_member("林")) == ("林晚", True, False)
    line = found.lines[1].id
    assert does(client, talk, "quote", line=line, words="每天晚上看一眼").status_code == 422
    assert does(client, talk, "quote", line=line, words="早上看一眼").status_code == 302
    KeptNeed.objects.create(community="tea", need_id="n1", place=0, seeds=[], called="早报")
    found = whole("tea", talk)
    assert found is not None
    (quote,) = found.quotes
    assert (quote.words, quote.second) == ("早上看一眼", 62)
    assert does(client, talk, "cite", quote=quote.id, need="n1").status_code == 302
    assert does(client, talk, "cite", quote=quote.id, need="none").status_code == 422
    assert does(client, talk, "cite", quote=quote.id + 1, need="n1").status_code == 404
    page = read(client, f"{ROOT}/{talk}")
    assert "1:02" in page
    assert "只在团队里看，不要贴到外面。" in page
    assert [one.spot.number for one in evidence_of("tea", Source.QUOTE, str(talk))] == [quote.id]


def test_consent_taken_back_takes_all_they_said(talk: int, cast: Cast, visitor: Visitor) -> None:
    client = visitor(cast.of_tea[Role.OPERATOR])
    does(client, talk, "transcript", pasted="阿海：每天早上看一眼。", days="30")
    does(client, talk, "quote", words="早上看一眼")
    does(client, talk, "notes", words="他早上看")
    found = whole("tea", talk)
    assert found is not None
    Evidence.objects.create(
        community="tea", need_id="n1", source="quote", place=str(talk), number=found.quotes[0].id, made_at=MORNING
    )
    assert does(client, talk, "withdraw").status_code == 302
    found = whole("tea", talk)
    assert found is not None
    assert (found.lines, found.quotes, found.interview.notes, found.interview.consent_words) == ((), (), "", "")
    assert found.interview.consent is Consent.WITHDRAWN
    assert Evidence.objects.count() == 0
    page = read(client, f"{ROOT}/{talk}")
    assert "早上看" not in page
    assert "withdraw_consent" in {line.deed for line in audit_of("tea")}


def test_transcripts_go_when_their_days_are_over_and_quotes_stay(talk: int, cast: Cast, scene: Scene) -> None:
    by = cast.of_tea[Role.OPERATOR]
    listening.take_transcript(by, "tea", talk, [Said("每天看", "阿海")], "txt", 30, scene)
    listening.mark_quote(by, "tea", talk, "每天看", None, scene)
    assert forget_old(scene.now + timedelta(days=30)) == 0
    assert forget_old(scene.now + timedelta(days=31)) == 1
    found = whole("tea", talk)
    assert found is not None
    assert (found.lines, len(found.quotes), found.interview.kept_until) == ((), 1, None)


def test_the_erased_leave_nothing_but_that_there_was_a_talk(talk: int, cast: Cast, scene: Scene) -> None:
    by = cast.of_tea[Role.OPERATOR]
    listening.take_transcript(by, "tea", talk, [Said("我是阿海", "阿海")], "txt", 30, scene)
    other = planning.plan(by, "tea", Plan("听阿海说过的", ("阿海怎么说？",), None, "客"), scene)
    listening.give_consent(by, "tea", other, Consent.PUBLIC, "可以", scene.now.date(), scene)
    listening.take_transcript(by, "tea", other, [Said("阿海也这么说", "客")], "txt", 30, scene)
    find = re.compile("阿海")
    assert naming("tea", find)
    assert forget_person("tea", [1]) == 1
    assert forget("tea", find, MASK) > 0
    assert naming("tea", find) == ()
    gone, kept = whole("tea", talk), whole("tea", other)
    assert gone is not None
    assert kept is not None
    assert (gone.lines, gone.interview.plan.person, gone.interview.plan.name) == ((), None, "")
    assert kept.lines[0].words == f"{MASK}也这么说"
    assert Interview.objects.count() == 2


def test_another_community_and_lesser_roles_get_nothing(talk: int, cast: Cast, visitor: Visitor) -> None:
    assert visitor(cast.an).get(f"{ROOT}/{talk}").status_code == 404
    assert visitor(cast.of_tea[Role.VIEWER]).get(f"{ROOT}/{talk}").status_code == 403
    assert does(visitor(cast.of_tea[Role.ANALYST]), talk, "withdraw").status_code == 403
    with pytest.raises(RefusedError):
        planning.settle(cast.of_tea[Role.OPERATOR], "go", talk, State.HELD, Scene(MORNING, "192.0.2.1"))
    assert Line.objects.count() == 0


def test_tomorrow_s_talk_waits_on_today(team: Cast, visitor: Visitor) -> None:
    client = visitor(team.of_tea[Role.OPERATOR])
    starts = f"{today() + timedelta(days=1)}T20:00"
    plan = {"title": "为什么来得少了", "name": "阿海的朋友", "minutes": "30", "starts": starts}
    assert client.post(f"{ROOT}/new", plan).status_code == 302
    number = Interview.objects.get().pk
    found = read(client, "/desk/tea/")
    assert "明天和阿海的朋友访谈：为什么来得少了" in found
    assert f'href="{ROOT}/{number}"' in found
    assert "阿海的朋友" not in read(visitor(team.of_tea[Role.VIEWER]), "/desk/tea/")


def test_what_they_said_is_in_the_copy_of_their_data(talk: int, cast: Cast, scene: Scene) -> None:
    by = cast.of_tea[Role.OPERATOR]
    lines = [Said("平时怎么用？", "林"), Said("每天看", "阿海")]
    listening.take_transcript(by, "tea", talk, lines, "txt", 30, scene)
    listening.name_speakers(by, "tea", talk, {}, ["阿海"], scene)
    listening.mark_quote(by, "tea", talk, "每天看", None, scene)
    told = [(what, words) for what, words, _, _ in about("tea", [1])]
    assert told[1:] == [("interview_said", "每天看"), ("interview_quote", "每天看")]
    assert "可以记，别公开" in told[0][1]
    assert about("tea", [2]) == ()
