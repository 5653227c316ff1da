"""What is held about people: told to them, given to them, kept no longer than agreed, and erased everywhere."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from textwrap import dedent

import pytest
from cast import Cast
from django.conf import settings
from django.db import connections
from django.test import Client
from django_home import MORNING
from home_words import files_saying
from visitor import Visitor
from work_off import work_off

from juluo.desk.imports.models import Parcel, State, Upload
from juluo.desk.tasks.actions import add
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.actions.looks import note_look
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.models import Job, Status
from juluo.shell.jobs.work import works
from juluo.sources.files import SourceFile
from juluo.store.backup import back_up
from juluo.store.embedded import EmbeddedStore
from juluo.store.text_rule import text_rule

WHO, WHO_ID = "阿海<b>", "hai_1987"
DAY = date(2026, 11, 19)
DESK = "/desk/tea"


def line(day: date, who: str, text: str, **more: object) -> dict[str, object]:
    names = {WHO_ID: WHO, "mo": "陈默"}
    at = f"{day}T12:00:00+08:00"
    return {
        "id": f"{who}-{day}-{text[:2]}",
        "time": at,
        "author": who,
        "author_name": names.get(who, who),
        "text": text,
        **more,
    }


OLD = DAY - timedelta(days=200)
LINES = [
    line(OLD, WHO_ID, "=很久以前的悄悄话"),
    line(OLD, "mo", f"@{WHO} 很久以前的回答", mentions=[WHO_ID]),
    line(DAY, WHO_ID, "昨天才说的话<i>"),
    line(DAY, "mo", "昨天的回答"),
    {"id": "broken", "time": "没有时间", "author": WHO_ID, "text": f"{WHO}坏掉的一行"},
]


@pytest.fixture
def tea(cast: Cast) -> Cast:
    """The community with two people's words in it."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in LINES)
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, "tea", [SourceFile.of_bytes("群聊.jsonl", text.encode())], Wish())
    return cast


@pytest.fixture
def owner(tea: Cast, visitor: Visitor) -> Client:
    return visitor(tea.of_tea[Role.OWNER])


def number(account_id: str = WHO_ID) -> int:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return next(one.code for one in store.register.accounts("tea").values() if one.account_id == account_id)


def page(browser: Client, address: str, status: int = HTTPStatus.OK) -> str:
    answer = browser.get(f"{DESK}/{address}")
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def deeds() -> list[tuple[str, str]]:
    told = AuditLine.objects.filter(community="tea").order_by("pk").values_list("deed", "about")
    return [(deed, about) for deed, about in told if deed not in {"invite", "accept_invitation"}]


def test_the_owner_says_what_the_community_is(owner: Client) -> None:
    said = {"name": "茶馆<b>", "positioning": "喝茶", "operator": "小满", "language": "en"}
    assert "存好了" in owner.post(f"{DESK}/settings", said).content.decode()
    shown = page(owner, "settings")
    assert 'value="茶馆&lt;b&gt;"' in shown
    assert '<option value="en" lang="en" selected' in shown
    assert "Asia/Shanghai" in shown
    assert "没有要改的" in owner.post(f"{DESK}/settings", said | {"positioning": ""}).content.decode()
    too_long = owner.post(f"{DESK}/settings", {"name": "长" * 301})
    assert too_long.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert deeds() == [("describe_community", "")]


PARTS = {"why": "为了运营", "what": "你说的话", "who_sees": "同事", "how_long": "一年", "whom_to_ask": "找小满<b>"}


def test_a_notice_starts_from_a_draft_and_is_kept_in_versions(owner: Client, tea: Cast, visitor: Visitor) -> None:
    assert "没有你的手机号" in page(owner, "settings/notice")
    assert "还没有写给成员的告知" in page(visitor(tea.of_tea[Role.VIEWER]), "notice")
    lacking = owner.post(f"{DESK}/settings/notice", PARTS | {"why": " ", "read": "0"})
    assert lacking.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "第1版" in owner.post(f"{DESK}/settings/notice", PARTS | {"read": "0"}).content.decode()
    owner.post(f"{DESK}/settings/notice", PARTS | {"read": "1"})
    stale = owner.post(f"{DESK}/settings/notice", PARTS | {"why": "又想了想", "read": "0"})
    assert (stale.status_code, "看过再存" in stale.content.decode()) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    owner.post(f"{DESK}/settings/notice", PARTS | {"why": "又想了想", "read": "1"})
    shown = page(visitor(tea.of_tea[Role.VIEWER]), "notice")
    assert "又想了想" in shown
    assert "找小满&lt;b&gt;" in shown
    first = page(owner, "notice?version=1")
    assert ("为了运营" in first, "又想了想" in first, "已经有新的第2版" in first) == (True, False, True)
    page(owner, "notice?version=7", HTTPStatus.NOT_FOUND)
    assert deeds() == [("write_notice", "1"), ("write_notice", "2")]


def test_what_would_go_is_told_before_it_does(owner: Client) -> None:
    shown = page(owner, "settings/text?days=180")
    assert "抹去2条记录的正文？" in shown
    assert f"{OLD.year}年{OLD.month}月{OLD.day}日" in shown
    assert "没有早于" in page(owner, "settings/text?days=own&own=900")
    assert "一直留着？" not in page(owner, "settings/text?days=forever")
    for wrong in ("days=7", "days=own&own=3", "days=x"):
        page(owner, f"settings/text?{wrong}", HTTPStatus.NOT_FOUND)
    assert files_saying(settings.HOME, "很久以前") != []
    assert deeds() == []


def test_words_go_after_so_many_days_and_stay_away(owner: Client) -> None:
    for wrong in ("7", "x", ""):
        assert owner.post(f"{DESK}/settings/text", {"days": wrong}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for _ in range(2):
        assert owner.post(f"{DESK}/settings/text", {"days": "180"}).status_code == HTTPStatus.FOUND
    assert Job.objects.filter(name="communities.forget_text").count() == 1
    assert "正在抹去旧的正文" in page(owner, "settings/text")
    assert work_off() == ["done"]
    for words in ("很久以前", "坏掉的一行"):
        assert files_saying(settings.HOME, words) == []
    assert files_saying(settings.HOME, "昨天才说的话") != []
    shown = page(owner, "settings/text")
    assert "正文留180天" in shown
    assert "之前说的话已经抹去" in shown
    assert "一直留着？" in page(owner, "settings/text?days=forever")
    owner.post(f"{DESK}/settings/text", {"days": "forever"})
    with closing(EmbeddedStore(settings.HOME)) as store:
        rule = text_rule(store.register, "tea")
    assert (rule.days, rule.gone_before is not None) == (None, True)
    assert deeds() == [("keep_text", "180"), ("keep_text", "")]


def test_every_night_it_goes_on_by_itself(owner: Client) -> None:
    owner.post(f"{DESK}/settings/text", {"days": "180"})
    work = works()["communities.forget_text"]
    assert work.schedule is not None
    Job.objects.all().delete()
    Job.objects.create(name=work.name)
    assert work_off() == ["done"]
    assert files_saying(settings.HOME, "很久以前") == []


def given(browser: Client, person: int) -> zipfile.ZipFile:
    answer = browser.post(f"{DESK}/members/{person}/personal/file")
    assert answer.status_code == HTTPStatus.OK
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_person_gets_all_that_is_held(owner: Client, tea: Cast) -> None:
    person = number()
    add(tea.of_tea[Role.OWNER], "tea", (Grain.DAY, Period(DAY, DAY)), f"回复{WHO}", Scene(MORNING))
    note_look(tea.of_tea[Role.ANALYST], "tea", person, Scene(MORNING))
    shown = page(owner, f"members/{person}/personal")
    assert WHO not in shown
    assert "2条，从2026年5月3日到2026年11月19日" in shown
    bundle = given(owner, person)
    told = json.loads(bundle.read("data.json"))
    assert [one["text"] for one in told["entries"]] == ["=很久以前的悄悄话", "昨天才说的话<i>"]
    assert (told["accounts"][0]["account_id"], told["accounts"][0]["names"]) == (WHO_ID, [WHO])
    assert [one["how"] for one in told["named_by_others"]] == ["mentioned"]
    assert {one["what"] for one in told["desk"]} == {"task", "look_at_member", "export_person"}
    assert "很久以前的回答" not in json.dumps(told, ensure_ascii=False)
    rows = list(csv.reader(io.StringIO(bundle.read("entries.csv").decode("utf-8-sig"))))
    assert [row[4] for row in rows[1:]] == ["'=很久以前的悄悄话", "昨天才说的话<i>"]
    html = bundle.read("index.html").decode()
    assert "昨天才说的话&lt;i&gt;" in html
    assert "阿海&lt;b&gt;" in html
    assert ("export_person", str(person)) in deeds()


def test_nobody_elses_data_are_given(owner: Client, cast: Cast, visitor: Visitor) -> None:
    with closing(EmbeddedStore(settings.HOME)) as store:
        text = json.dumps(line(DAY, "mo", "别处的话"), ensure_ascii=False)
        take_in(store, "go", [SourceFile.of_bytes("go.jsonl", text.encode())], Wish())
        (stranger,) = store.register.accounts("go")
    for address in ("personal", "erase"):
        page(owner, f"members/{stranger}/{address}", HTTPStatus.NOT_FOUND)
        page(owner, f"members/{2**40}/{address}", HTTPStatus.NOT_FOUND)
    assert visitor(cast.an).get(f"{DESK}/members/{number()}/personal").status_code == HTTPStatus.NOT_FOUND


def kept_upload(name: str) -> None:
    """A file that an operator left lying, with the person in its name and in it."""
    row = Parcel.objects.create(community="tea", by=1, made_at=MORNING, touched_at=MORNING, state=State.DONE)
    upload = Upload.objects.create(parcel=row, name=name, size=1)
    place = settings.HOME / "files" / "uploads" / str(row.pk) / str(upload.pk)
    place.mkdir(parents=True)
    (place / "x.txt").write_text(f"{WHO}: 悄悄话", encoding="utf-8")


def written_about(tea: Cast, owner: Client) -> None:
    """Everything on the desk that may name a person."""
    add(tea.of_tea[Role.OWNER], "tea", (Grain.DAY, Period(DAY, DAY)), f"回复{WHO}", Scene(MORNING), evidence=WHO_ID)
    owner.post(f"{DESK}/reports/day/{DAY}/write", {"key": "events", "words": f"{WHO}带来了茶", "read": "0"})
    owner.post(f"{DESK}/settings/notice", PARTS | {"whom_to_ask": f"找{WHO}", "read": "0"})
    AuditLine.objects.create(at=MORNING, community="tea", deed="x", about=WHO, detail={"of": [WHO_ID]})
    told = {"template": "{why}", "values": {"why": f"读不懂“{WHO}”"}}
    Job.objects.create(name="x", community="tea", status=Status.FAILED, told=told, error=WHO_ID)
    kept_upload(f"与{WHO}的聊天.txt")
    owner.get(f"{DESK}/")
    owner.get(f"{DESK}/members/{number()}")


def assert_gone() -> None:
    for connection in connections.all():
        connection.close()
    for trace in (WHO, "阿海", WHO_ID, "悄悄话", "昨天才说的话", "坏掉的一行"):
        assert files_saying(settings.HOME, trace) == []


def test_erased_they_stand_in_no_file_of_the_home(owner: Client, tea: Cast, tmp_path: Path) -> None:
    person = number()
    written_about(tea, owner)
    with closing(EmbeddedStore(settings.HOME)) as store:
        back_up(store, tmp_path / "backup.zip", MORNING)
    shown = page(owner, f"members/{person}/erase")
    assert str(tmp_path) in shown
    wrong = owner.post(f"{DESK}/members/{person}/erase", {"name": "陈默"})
    assert (wrong.status_code, Job.objects.filter(name="members.erase").exists()) == (422, False)
    answer = owner.post(f"{DESK}/members/{person}/erase", {"name": " 阿海＜b＞ "})
    assert "正在抹去" in owner.get(answer.url).content.decode()
    assert work_off() == ["done"]
    told = owner.get(answer.url).content.decode()
    assert "清空了他自己的2条记录" in told
    assert str(tmp_path) in told
    assert_gone()
    assert files_saying(settings.HOME, "陈默") != []
    assert owner.get(f"{DESK}/members/{person}/personal").status_code == HTTPStatus.GONE
    assert ("erase_person", str(person)) in deeds()


# Before the desk has forgotten them, after it has, and when the ledger has all but their name.
KILLS = ["embedded.EmbeddedStore.erase", "erase.Erasure.run", "register.Register.bury"]


@pytest.mark.parametrize("target", KILLS)
def test_killed_while_erasing_it_comes_to_its_end(target: str, owner: Client, tea: Cast) -> None:
    person = number()
    written_about(tea, owner)
    owner.post(f"{DESK}/members/{person}/erase", {"name": WHO})
    for connection in connections.all():
        connection.close()
    killed = f"""
        import os, signal
        from unittest.mock import patch
        import django
        django.setup()
        from juluo.shell.jobs.lease import Pace, claim
        from juluo.shell.jobs.run import Run
        from juluo.shell.jobs.hands import execute
        from juluo.shell.jobs.work import works
        delivery = claim(works(), "killed", Pace())
        with patch("juluo.store.{target}", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)):
            execute(works()[delivery.name], Run(delivery, 60.0))
        """
    home = {"JULUO_HOME": str(settings.HOME), "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}
    process = subprocess.run([sys.executable, "-c", dedent(killed)], env=os.environ | home, check=False)  # noqa: S603 - ours
    assert process.returncode == -9
    Job.objects.filter(name="members.erase").update(lease_until=0.0)
    assert work_off() == ["done"]
    assert_gone()


def test_the_owner_sees_what_of_others_would_be_masked_and_keeps_everybodys_words(owner: Client, tea: Cast) -> None:
    """Somebody takes the name of a word that all say."""
    assert tea
    lines = [line(DAY, WHO_ID, "改个名", author_name="大家")]
    lines += [line(DAY - timedelta(days=n), "mo", f"大家好，第{n}次") for n in range(3)]
    lines += [line(DAY, "mo", "@大家 再见"), line(DAY, "mo", "对的，大家说得对", mentions=[WHO_ID])]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, "tea", [SourceFile.of_bytes("改名.jsonl", text.encode())], Wish())
    person = number()
    shown = page(owner, f"members/{person}/erase")
    assert "5条，1个人说过" in shown
    assert "勾上的话，还留在3条里" in shown
    assert "<bdi>大家好，第0次</bdi>" in shown
    assert "大家说得对" not in shown, "the platform says that it is to them: it is masked either way"
    assert 'name="common" value="大家"' in shown
    said = {"name": "大家", "common": ["大家", "好"]}
    assert owner.post(f"{DESK}/members/{person}/erase", said).status_code == 302
    assert Job.objects.get(name="members.erase").arguments["common"] == ["大家"], "only names of theirs"
    assert work_off() == ["done"]
    assert files_saying(settings.HOME / "ledger", "大家好") != []
    assert files_saying(settings.HOME / "ledger", "@大家") == []
    assert files_saying(settings.HOME / "ledger", "大家说得对") == []


def test_by_default_even_everybodys_word_goes_and_colleagues_texts_are_told_too(owner: Client, tea: Cast) -> None:
    """On the side of whoever leaves: nothing is ticked before, however many say the word."""
    lines = [line(DAY, WHO_ID, "改个名", author_name="大家")]
    lines += [line(DAY, who, f"大家好，我是{who}") for who in ("mo", "a", "b", "c", "d", "e")]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, "tea", [SourceFile.of_bytes("改名.jsonl", text.encode())], Wish())
    add(tea.of_tea[Role.OWNER], "tea", (Grain.DAY, Period(DAY, DAY)), "提醒大家", Scene(MORNING))
    shown = page(owner, f"members/{number()}/erase")
    assert "多半是常用词" in shown
    assert "同事写的1处" in shown
    assert "checked" not in shown
    assert owner.post(f"{DESK}/members/{number()}/erase", {"name": "大家"}).status_code == 302
    assert work_off() == ["done"]
    assert files_saying(settings.HOME / "ledger", "大家好") == []


def test_a_nickname_that_many_only_call_is_no_common_word(owner: Client) -> None:
    lines = [line(DAY, WHO_ID, "改个名", author_name="晒太阳的獾")]
    lines += [line(DAY, who, "@晒太阳的獾 早") for who in ("mo", "a", "b", "c", "d", "e")]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, "tea", [SourceFile.of_bytes("改名.jsonl", text.encode())], Wish())
    shown = page(owner, f"members/{number()}/erase")
    assert "6条，6个人说过" in shown
    assert "勾不勾，遮的一样多" in shown
    assert "多半是常用词" not in shown


def test_a_desk_restored_from_before_forgets_them_again(owner: Client, tea: Cast, tmp_path: Path) -> None:
    """The ledger's list of the erased knows only marks: the desk must forget while the backup still knows the name."""
    written_about(tea, owner)
    for connection in connections.all():
        connection.close()
    with closing(EmbeddedStore(settings.HOME)) as store:
        back_up(store, tmp_path / "backup.zip", MORNING)
        store.erase("tea", [store.register.accounts("tea")[number()]])
    command = [sys.executable, "-m", "juluo", "restore", str(tmp_path / "backup.zip"), "--home", str(tmp_path / "new")]
    told = {name: value for name, value in os.environ.items() if name not in {"JULUO_HOME", "DJANGO_SETTINGS_MODULE"}}
    done = subprocess.run(command, env=told, check=False, capture_output=True, text=True)  # noqa: S603 - ours
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / "juluo.sqlite3").exists()
    for trace in (WHO, "阿海", WHO_ID, "昨天才说的话"):
        assert files_saying(tmp_path / "new", trace) == []
    assert files_saying(tmp_path / "new", "陈默") != []
