"""What colleagues did in the home before a test opens it, in words that attack. Django must be set up before."""

import re
from datetime import UTC, date, datetime

from cast import PASSWORD
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hostile import PAYLOADS, SLUG

from juluo.desk.feedback.actions.merging import merge
from juluo.desk.feedback.actions.receiving import type_in
from juluo.desk.feedback.actions.telling import tell_by_hand
from juluo.desk.feedback.actions.working import decide, show
from juluo.desk.feedback.models import Feedback
from juluo.desk.feedback.values import Given, How, Sort
from juluo.desk.feedback.values import State as Became
from juluo.desk.segments.actions import keep_segment
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.models import Answering, FormVersion, Survey
from juluo.desk.surveys.values import Form, Kind, Option, Question, Words
from juluo.ledger.period import Calendar
from juluo.shell.accounts.actions.invitations import accept, invite
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.models import User
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.portal import PortalWords, open_portal, write_words
from juluo.shell.guests.models import Portal
from juluo.shell.jobs.hands import execute
from juluo.shell.jobs.lease import Pace, claim
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import works
from juluo.web.notice_words import PARTS

DAY = date(2026, 11, 18)
REPORT = f"/desk/{SLUG}/reports/day/{DAY}"
IMPORTS = f"/desk/{SLUG}/imports"
# The day and the form make an event's name.
EVENT = f"/desk/{SLUG}/events/20261118meetup"
SURVEY = f"/desk/{SLUG}/surveys/attacked"
# The day of the draw makes its name: one is drawn, one is open.
DRAW, OPEN_DRAW = (f"/desk/{SLUG}/draws/{day}draw" for day in ("20261118", "20361118"))
FEEDBACK = f"/desk/{SLUG}/feedback"
SAID = f"{FEEDBACK}/attacked"
QA = f"/desk/{SLUG}/qa/20261118"
STREAK = f"/desk/{SLUG}/streaks/20261118"
# By it members join, here as in any other community of the home.
LINK = "aaaa-bbbb-cccc"
# Read by nobody before it is looked at; half here; imported with lines that can't be read.
WAITING, HALF, IMPORTED = 1, 2, 2


def lived_in(lin: Colleague) -> None:
    """A signed report opened again, tasks in each state, uploads in each state, a colleague whose name attacks."""
    client = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="192.0.2.1")
    client.force_login(User.objects.get(pk=lin.id))
    scene = Scene(datetime.now(UTC), "192.0.2.1")
    accept(invite(lin, SLUG, Role.MODERATOR, scene), "mallory", PAYLOADS[3][:40], PASSWORD, scene)
    _imported(client)
    _wrote(client)
    keep_segment(lin, SLUG, PAYLOADS[5][:40], "近28天活跃 ≥ 1 天", scene, shared=True)
    _uploads(client)
    notice = dict(zip(PARTS, PAYLOADS[9:], strict=False))
    client.post(f"/desk/{SLUG}/settings/notice", notice | {"read": "0"})
    _held(client)
    _drew(client)
    _answered(scene.now)
    _said(lin, scene)
    _talked(client)
    for slug in (SLUG, "go"):
        open_portal(lin, slug, scene)
        write_words(lin, slug, PortalWords(PAYLOADS[11], "\n".join(PAYLOADS)), scene)
    Portal.objects.update(link=LINK)
    _took_part(client)


def _held(client: Client) -> None:
    """An event of attacks, with a place too few, a checklist, costs and second thoughts."""
    plan = {
        "form": "meetup",
        "title": f"茶 tea {PAYLOADS[2]}",
        "content": "\n".join(PAYLOADS[3:9]),
        "place": PAYLOADS[9],
    }
    more = {"starts": f"{DAY}T19:00", "ends": f"{DAY}T21:00", "capacity": "1", "partners": PAYLOADS[10]}
    client.post(f"/desk/{SLUG}/events/new", plan | more)
    deeds: tuple[tuple[str, dict[str, str]], ...] = (
        ("announce", {}),
        ("add_item", {"words": PAYLOADS[4], "due": str(DAY)}),
        ("sign_up", {"guest": PAYLOADS[5][:40], "note": PAYLOADS[6]}),
        ("sign_up", {"guest": PAYLOADS[7][:40]}),
        ("spend", {"words": PAYLOADS[8], "amount": "88.5"}),
        ("reflect", {"went_well": PAYLOADS[1], "went_badly": PAYLOADS[12], "next_time": PAYLOADS[13]}),
    )
    for deed, words in deeds:
        assert client.post(f"{EVENT}/deed", {"deed": deed, "tab": "plan", **words}).status_code == 302, deed


def _answered(now: datetime) -> None:
    """A survey whose questions attack, and so do the answers."""
    options = tuple(Option(f"o{at}", Words(words, words)) for at, words in enumerate(PAYLOADS[:3]))
    form = Form(
        Words(PAYLOADS[4], PAYLOADS[4]),
        questions=(
            Question("nps", Kind.NPS, Words(PAYLOADS[5], PAYLOADS[5])),
            Question("pick", Kind.CHOICE, Words(PAYLOADS[6], PAYLOADS[6]), options=options),
            Question("why", Kind.TEXT, Words(PAYLOADS[7], PAYLOADS[7])),
        ),
    )
    made = {"made_by": PAYLOADS[8][:40], "made_at": now}
    row = Survey.objects.create(
        community=SLUG, slug="attacked", state="open", form=as_json(form), version=1, is_anonymous=False, **made
    )
    FormVersion.objects.create(survey=row, number=1, form=as_json(form), **made)
    for at in range(12):
        told = {"nps": at % 11, "pick": f"o{at % 3}", "why": PAYLOADS[at % len(PAYLOADS)]}
        Answering.objects.create(
            survey=row, key=f"k{at}", alias=f"a{at}", version=1, started_at=now, finished_at=now, answers=told
        )


def _drew(client: Client) -> None:
    """A draw of attacks among names that attack, one of them passed over; and one that is open."""
    plan = {"title": PAYLOADS[1][:120], "prize": PAYLOADS[2][:200], "rule": PAYLOADS[3][:1000], "winners": "3"}
    more = {"mode": "sha256", "kind": "none", "way": "listed", "listed": "\n".join(PAYLOADS), "closes": f"{DAY}T20:00"}
    assert client.post(f"/desk/{SLUG}/draws/new", plan | more).status_code == 302
    for deed, words in (
        ("publish", {}),
        ("seal", {}),
        ("draw", {}),
        ("pass_over", {"place": "2", "why": PAYLOADS[4]}),
    ):
        assert client.post(f"{DRAW}/deed", {"deed": deed, **words}).status_code == 302, deed
    later = {"closes": "2036-11-18T20:00", "kind": "named", "source": PAYLOADS[5][:300], "way": "pressed"}
    assert client.post(f"/desk/{SLUG}/draws/new", plan | more | later).status_code == 302
    assert client.post(f"{OPEN_DRAW}/deed", {"deed": "publish"}).status_code == 302


def _said(lin: Colleague, scene: Scene) -> None:
    """Feedback that attacks: one to deal with and to vote for, one merged into it, one that came out and was told."""
    for at, slug in enumerate(("attacked", "same", "settled")):
        typed = type_in(lin, SLUG, Given(Sort.BUG, PAYLOADS[at], consented=True), PAYLOADS[at + 3][:60], scene)
        Feedback.objects.filter(slug=typed).update(slug=slug)
        show(lin, SLUG, slug, PAYLOADS[at + 6][:120], scene, public=True)
    merge(lin, SLUG, "same", "attacked", scene)
    decide(lin, SLUG, "settled", Became.DONE, PAYLOADS[9], scene)
    askers = [Feedback.objects.get(slug="settled").pk]
    tell_by_hand(lin, SLUG, "settled", askers, How.GROUP, PAYLOADS[10], scene.now, scene)


def _took_part(client: Client) -> None:
    """A member whose name attacks, and what they did on the portal."""
    programme = {"title": PAYLOADS[2][:80], "about": PAYLOADS[3], "first": str(DAY), "words": PAYLOADS[4][:20]}
    rules = {"grace": "3", "repairs": "2", "within": "3", "weekdays": list("0123456")}
    assert client.post(f"/desk/{SLUG}/streaks/new", programme | rules).status_code == 302
    client.post(f"{STREAK}/deed", {"deed": "off", "first": "2026-12-01", "why": PAYLOADS[5][:120]})
    member = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="192.0.2.1")
    member.post(f"/c/{SLUG}/join/{LINK}", {"name": PAYLOADS[45][:40], "age": "grown", "agreed": "yes"})
    today = Calendar("Asia/Shanghai").day_of(datetime.now(UTC))
    asked = {
        "title": PAYLOADS[6][:120],
        "answerers": PAYLOADS[7],
        "about": PAYLOADS[8],
        "most": "9",
        "nameless": "yes",
    }
    assert client.post(f"/desk/{SLUG}/qa/new", asked | {"opens_at": f"{DAY}T12:00"}).status_code == 302
    for payload in PAYLOADS[:5]:
        wish = {"words": f"{payload} 怎么办？", "as": "made", "name": payload[:40], "anyway": "yes"}
        assert member.post(f"/c/{SLUG}/questions/20261118/ask", wish).status_code == 302
    for number, deed in ((1, "let"), (2, "let"), (3, "let"), (1, "answer"), (2, "take"), (4, "hide")):
        words = {"deed": deed, "number": number, "words": PAYLOADS[9]}
        assert client.post(f"{QA}/deed", words).status_code == 302, deed
    pressed = member.post(f"/c/{SLUG}/checkins/20261118/press", {"day": str(today)})
    assert pressed.status_code == 302
    tied = client.post(f"/desk/{SLUG}/settings/portal/deed", {"deed": "tie", "guest": "1", "account": "4"})
    assert tied.status_code == 302


def _talked(client: Client) -> None:
    """An interview whose plan, consent, transcript and quotes attack."""
    root = f"/desk/{SLUG}/interviews"
    guide = {"title": PAYLOADS[1], "purpose": PAYLOADS[2], "questions": "\n".join(PAYLOADS[3:6])}
    assert client.post(f"{root}/guides/new", guide).status_code == 302
    plan = {"title": PAYLOADS[4], "name": PAYLOADS[5][:60], "minutes": "30", "starts": f"{DAY}T19:00"}
    words = {"place": PAYLOADS[6], "chosen_words": PAYLOADS[7][:200], "questions": "\n".join(PAYLOADS[8:12])}
    assert client.post(f"{root}/new", plan | words).status_code == 302
    deeds: tuple[tuple[str, dict[str, str]], ...] = (
        ("consent", {"consent": "internal", "words": PAYLOADS[9]}),
        ("notes", {"words": "\n".join(PAYLOADS)}),
        ("transcript", {"pasted": "\n".join(f"K{at % 2}: {words}" for at, words in enumerate(PAYLOADS)), "days": "9"}),
        ("speakers", {"name0": PAYLOADS[10][:60], "member1": "1"}),
        ("quote", {"words": PAYLOADS[11]}),
    )
    for deed, sent in deeds:
        assert client.post(f"{root}/1/deed", {"deed": deed, **sent}).status_code == 302, deed


def _imported(client: Client) -> None:
    lines = "".join(f"2026-11-18T0{n}:00:00Z,{PAYLOADS[n]},=cmd|'/C calc'!A{n},{PAYLOADS[-n]}\n" for n in range(1, 9))
    table = f"time,author,text,channel\n{lines}soon,{PAYLOADS[2]},@SUM(1),{PAYLOADS[3]}\n"
    parcel = _brought(client, f"{PAYLOADS[2]}.csv", table)
    client.post(parcel, {"deed": "start"})
    delivery = claim(works(), "lived", Pace())
    assert delivery is not None
    execute(works()[delivery.name], Run(delivery, 60.0))


def _wrote(client: Client) -> None:
    page = client.get(REPORT).content.decode()
    for nth, key in enumerate(sorted(set(re.findall(r'name="key" value="([^"]+)"', page)))):
        client.post(f"{REPORT}/write", {"key": key, "words": "\n".join(PAYLOADS[nth::9]), "read": "0"})
    for nth in range(3):
        task = {"grain": "day", "first": str(DAY), "words": PAYLOADS[nth], "evidence": PAYLOADS[nth + 9], "due": ""}
        client.post(f"/desk/{SLUG}/all-tasks/add", task)
    client.post(f"/desk/{SLUG}/all-tasks/1", {"deed": "dropped", "why": PAYLOADS[7]})
    client.post(f"/desk/{SLUG}/all-tasks/2", {"deed": "done"})
    page = client.get(REPORT).content.decode()
    sent = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("ledger", "places")}
    client.post(f"{REPORT}/sign", sent)
    client.post(f"{REPORT}/reopen", {"why": PAYLOADS[8]})


def _uploads(client: Client) -> None:
    head = ",".join(f'"{one.replace(chr(34), chr(34) * 2)}"' for one in PAYLOADS[:9])
    _brought(client, f"{PAYLOADS[8]}.csv", f"{head}\n" + ",".join("x" * 9) + "\n")
    client.post(f"{IMPORTS}/begin", {"name": f"{PAYLOADS[4]}.csv", "size": "900"})


def _brought(client: Client, name: str, table: str) -> str:
    answer = client.post(IMPORTS, {"files": [SimpleUploadedFile(name, table.encode())]})
    return str(answer.url)
