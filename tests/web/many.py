"""So many of everything that members' pages list, written down at once: a guest takes part in all of it."""

from datetime import timedelta

from on_portal import now, today
from talkative import SLUG

from juluo.desk.draws.models import Draw, DrawnPick, Entrant, Pressed
from juluo.desk.events.models import Event, SignUp
from juluo.desk.feedback.models import BoardVote, Feedback
from juluo.desk.qa.models import AskedQuestion, QaSession, QuestionVote
from juluo.desk.segments.models import Segment
from juluo.desk.streaks.models import CheckIn, Freeze, Programme
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.models import Answering, FormVersion, Survey
from juluo.desk.surveys.patterns import PATTERNS
from juluo.shell.guests.models import Guest, GuestNotice


def so_many(first: int, last: int, guest: int, account: int) -> None:
    """Those from one number to before another; called again it adds those after."""
    numbers = range(first, last)
    _events(numbers, guest)
    _draws(numbers, guest, account)
    _programmes(numbers, account)
    _sessions(numbers, guest)
    _feedback(numbers, guest)
    _surveys(numbers, guest)
    rows = [
        GuestNotice(
            guest_id=guest, words="你报上了。", address=f"/c/{SLUG}/", key=f"k{n}", at=now().now - timedelta(n)
        )
        for n in numbers
    ]
    GuestNotice.objects.bulk_create(rows)


def _events(numbers: range, guest: int) -> None:
    """Half of them over; the guest waits behind another, or came all the same; each is for a segment of its own."""
    made = {
        "community": SLUG,
        "form": "meetup",
        "state": "open",
        "opened_at": now().now,
        "made_by": "林",
        "made_at": now().now,
    }
    for n in numbers:
        starts = now().now + timedelta(days=n + 1 if n % 2 else -n - 1)
        segment = Segment.objects.create(
            community=SLUG, name=f"群{n}", rule="spoke", owner_id=1, made_at=now().now, changed_at=now().now
        )
        event = Event.objects.create(
            **made, slug=f"e{n}", title=f"聚会{n}号", starts=starts, segment=segment.pk, capacity=1
        )
        SignUp.objects.create(event=event, key=f"g{n}", name="别人", state="waiting", turn=1, at=now().now)
        state = "waiting" if n % 3 else "out"
        SignUp.objects.create(
            event=event, key="gme", guest=guest, state=state, turn=2, at=now().now, came_at=now().now
        )


def _draws(numbers: range, guest: int, account: int) -> None:
    """In each they are, and won; in every other one they only want to be."""
    made = {
        "community": SLUG,
        "winners": 1,
        "mode": "sha256",
        "opened_at": now().now,
        "made_by": "林",
        "made_at": now().now,
    }
    for n in numbers:
        sealed = {"state": "sealed", "seal": "ab" * 32, "secret": "cd" * 32, "sealed_at": now().now}
        draw = Draw.objects.create(
            **made,
            **(sealed if n % 2 else {"state": "open"}),
            slug=f"d{n}",
            title=f"抽奖{n}号",
            who={"way": "pressed"},
            closes=now().now + timedelta(days=n + 1),
        )
        if not n % 2:
            Pressed.objects.create(draw=draw, guest=guest, person=account, at=now().now)
            continue
        Entrant.objects.create(draw=draw, tag="aaaa", key="n别人")
        mine = Entrant.objects.create(draw=draw, tag="bbbb", key=f"p{account}", person=account, guest=guest)
        DrawnPick.objects.create(draw=draw, place=1, entrant=mine, at=now().now)


def _programmes(numbers: range, account: int) -> None:
    made = {"community": SLUG, "made_by": "林", "made_at": now().now, "first": today() - timedelta(days=9)}
    for n in numbers:
        one = Programme.objects.create(**made, slug=f"p{n}", title=f"早起{n}号", words="打卡")
        Freeze.objects.create(programme=one, first=today(), last=today(), made_by="林", made_at=now().now)
        come = {"programme": one, "how": "portal", "at": now().now}
        CheckIn.objects.create(**come, key=f"a{account}", person=account, day=today() - timedelta(days=1))
        CheckIn.objects.create(**come, key=f"g{n + 900}", guest=n + 900, day=today() - timedelta(days=1))


def _sessions(numbers: range, guest: int) -> None:
    """Each with one question; the first one has as many as there are sessions."""
    for n in numbers:
        one = QaSession.objects.create(
            community=SLUG, slug=f"s{n}", title=f"问{n}", event=f"e{n}", made_by="林", made_at=now().now
        )
        hall = one if n == 0 else QaSession.objects.get(slug="s0")
        for session in {one, hall}:
            asked = AskedQuestion.objects.create(
                session=session,
                key="gme",
                guest=guest,
                words=f"第{n}个问题",
                state="shown",
                at=now().now,
                shown_at=now().now,
            )
            QuestionVote.objects.create(question=asked, key=f"g{n}", at=now().now)


def _feedback(numbers: range, guest: int) -> None:
    for n in numbers:
        row = Feedback.objects.create(
            community=SLUG,
            slug=f"f{n}",
            sort="idea",
            severity="medium",
            origin="portal",
            words=f"第{n}条想法",
            guest=guest,
            title=f"想法{n}号",
            is_public=True,
            due=today(),
            received_at=now().now - timedelta(hours=n),
            made_at=now().now,
        )
        BoardVote.objects.create(feedback=row, key=f"g{n}", at=now().now)


def _surveys(numbers: range, guest: int) -> None:
    """By turns a pulse with a name, and one without."""
    form = as_json(PATTERNS["pulse"].form)
    for n in numbers:
        row = Survey.objects.create(
            community=SLUG,
            slug=f"v{n}",
            state="open",
            form=form,
            version=1,
            is_anonymous=bool(n % 2),
            is_pulse=True,
            secret="ef" * 32,
            made_by="林",
            made_at=now().now,
            opened_at=now().now,
        )
        FormVersion.objects.create(survey=row, number=1, form=form, made_by="林", made_at=now().now)
        if not n % 2:
            Answering.objects.create(
                survey=row, key=f"g{guest}", version=1, guest=guest, alias=f"x{n}", started_at=now().now, answers={}
            )


def guests_too(first: int, last: int) -> None:
    """Other guests, each with a name."""
    rows = [Guest(community=SLUG, key_hash=f"{n:064}", name=f"客{n}", joined_at=now().now) for n in range(first, last)]
    Guest.objects.bulk_create(rows)
