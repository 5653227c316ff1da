"""The rows that verbs change, held until their transaction ends; words as they are kept; the history they leave."""

from collections.abc import Collection
from datetime import date, datetime
from secrets import token_hex

from django.db.models import Q

from juluo.desk.feedback.facts import levels
from juluo.desk.feedback.models import Feedback, FeedbackStep
from juluo.desk.feedback.values import Severity
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.wording.sentence import told

LONGEST_WORDS, LONGEST_ANSWER, LONGEST_TITLE, LONGEST_ASKER = 1_000, 1_000, 120, 60


def held(community: str, slug: str) -> Feedback:
    """The piece, nobody else's until the transaction ends."""
    row = Feedback.objects.select_for_update().filter(community=community, slug=slug).first()
    if row is None:
        raise RefusedError(told("没有这条反馈，或者已经不在。"))
    return row


def hold(community: str, slugs: Collection[str]) -> None:
    """Hold several pieces and what went into them, in the order in which everybody holds several."""
    wanted = Q(slug__in=slugs) | Q(into__slug__in=slugs, into__community=community)
    numbers = Feedback.objects.filter(wanted, community=community).values("pk")
    list(Feedback.objects.select_for_update().filter(pk__in=numbers).order_by("slug"))


def own(community: str, slug: str) -> Feedback:
    """The same, of a piece that stands for itself: one that went into another is dealt with there."""
    row = held(community, slug)
    if row.into_id is not None:
        raise RefusedError(told("这条已经并进另一条：到那一条去处理，或者先分开。"))
    if row.dropped_at is not None:
        raise RefusedError(told("这条已经算作不是反馈：先恢复，再处理。"))
    return row


def noted(row: Feedback, deed: str, by: str, scene: Scene, words: str = "") -> None:
    """A line of its history."""
    FeedbackStep.objects.create(feedback=row, deed=deed, words=words, made_by=by, made_at=scene.now)


def due(community: str, severity: Severity, noted_at: datetime) -> date:
    """By when feedback noted at a moment is to be answered, by the community's days."""
    return levels(community).due(severity, day_of(community, noted_at))


def new_slug(community: str, now: datetime) -> str:
    """A name that tells the day and nothing of anybody; the ledger knows the piece by it for ever."""
    return f"{day_of(community, now):%Y%m%d}-{token_hex(4)}"
