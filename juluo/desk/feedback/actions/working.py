"""What colleagues do with feedback: sort it, say who follows it up, how it stands, and what the answer is."""

from collections.abc import Callable, Sequence

from django.db import transaction

from juluo.desk.feedback.actions.rows import LONGEST_ANSWER, LONGEST_TITLE, due, held, noted, own
from juluo.desk.feedback.acts import tell_ledger
from juluo.desk.feedback.models import Feedback, ServiceLevel
from juluo.desk.feedback.values import DECIDED, OPEN, Levels, Severity, Sort, State
from juluo.shell.accounts.actions.refusals import RefusedError, require, require_colleague
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.written import line, lines
from juluo.wording.sentence import told

# Changes a piece and tells in which words; None where nothing is to be changed.
Change = Callable[[Feedback], str | None]
_MOST_DAYS, _LONGEST_NEED = 365, 64


def sort_out(by: Colleague, community: str, slugs: Sequence[str], sort: Sort, scene: Scene) -> None:
    """What kind these are."""

    def changed(row: Feedback) -> str | None:
        if row.sort == sort:
            return None
        row.sort = str(sort)
        return str(sort)

    _each(by, community, slugs, "sort", changed, scene)


def weigh(by: Colleague, community: str, slugs: Sequence[str], severity: Severity, scene: Scene) -> None:
    """How severe these are; they are due by that, from the day they were noted."""

    def changed(row: Feedback) -> str | None:
        if row.severity == severity:
            return None
        row.severity, row.due = str(severity), due(community, severity, row.made_at)
        return str(severity)

    _each(by, community, slugs, "severity", changed, scene)


def give(by: Colleague, community: str, slugs: Sequence[str], owner: int | None, scene: Scene) -> None:
    """Who follows these up; nobody any more where `owner` is None."""
    name = require_colleague(community, owner)

    def changed(row: Feedback) -> str | None:
        if row.owner_id == owner:
            return None
        row.owner_id, row.owner_name = owner, name
        return name

    _each(by, community, slugs, "owner", changed, scene)


def look_into(by: Colleague, community: str, slugs: Sequence[str], state: State, scene: Scene) -> None:
    """How these stand while they are open."""
    if state not in OPEN:
        raise RefusedError(told("做好了、不做，要写一句告诉提的人的话。"))

    def changed(row: Feedback) -> str | None:
        if row.state in DECIDED:
            raise RefusedError(told("已经有结果了：要改就先重新打开。"))
        if row.state == state:
            return None
        row.state = str(state)
        return str(state)

    _each(by, community, slugs, "state", changed, scene)


def decide(by: Colleague, community: str, slug: str, state: State, answer: str, scene: Scene) -> None:
    """It is done, or won't be; `answer` is what its askers are told, a reason if it won't be."""
    require(by, community, May.KEEP_TASKS)
    answer = lines(answer, LONGEST_ANSWER)
    if state not in DECIDED:
        raise RefusedError(told("选一个结果：做好了，还是不做。"))
    if not answer:
        raise RefusedError(
            told("不做也要写一句为什么：这句会告诉提的人。")
            if state is State.DECLINED
            else told("写一句告诉提的人：做了什么。")
        )
    with transaction.atomic():
        row = own(community, slug)
        if row.state in DECIDED:
            raise RefusedError(told("已经有结果了：要改就先重新打开。"))
        row.state, row.answer, row.answered_at = str(state), answer, scene.now
        row.save(update_fields=["state", "answer", "answered_at"])
        noted(row, str(state), by.shown_as, scene, answer)
        note(scene, by, "decide_feedback", community=community, about=slug, detail={"state": str(state)})
        tell_ledger(row)


def reopen(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """It isn't settled after all. Who was told of that answer is told anew of the next one."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = own(community, slug)
        if row.state not in DECIDED:
            return
        row.state, row.answered_at, row.round = str(State.LOOKING), None, row.round + 1
        row.save(update_fields=["state", "answered_at", "round"])
        noted(row, "reopened", by.shown_as, scene)
        note(scene, by, "reopen_feedback", community=community, about=slug)
        tell_ledger(row)


def drop(by: Colleague, community: str, slugs: Sequence[str], scene: Scene) -> None:
    """These are no feedback: an advertisement, a slip. The ledger takes them back; they can be restored."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        for slug in sorted(set(slugs)):
            row = held(community, slug)
            if row.dropped_at is not None:
                continue
            if Feedback.objects.filter(into=row).exists():
                raise RefusedError(told("有别的反馈并在这一条里：先把它们分开。"))
            row.dropped_at = scene.now
            row.save(update_fields=["dropped_at"])
            noted(row, "dropped", by.shown_as, scene)
            note(scene, by, "drop_feedback", community=community, about=slug)
            tell_ledger(row)


def restore(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """It is feedback after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug)
        if row.dropped_at is None:
            return
        row.dropped_at = None
        row.save(update_fields=["dropped_at"])
        noted(row, "restored", by.shown_as, scene)
        note(scene, by, "restore_feedback", community=community, about=slug)
        tell_ledger(row)


def tie_need(by: Colleague, community: str, slug: str, need: str, scene: Scene) -> None:
    """Which need it speaks of, by that need's key; "" for none."""

    def changed(row: Feedback) -> str | None:
        if row.need == need[:_LONGEST_NEED]:
            return None
        row.need = need[:_LONGEST_NEED]
        return row.need

    _each(by, community, [slug], "need", changed, scene)


def show(by: Colleague, community: str, slug: str, title: str, scene: Scene, *, public: bool) -> None:
    """What it is called, and whether the board shows it. Its askers' own words are shown only if they agreed."""
    title = line(title, LONGEST_TITLE)
    if public and not title:
        raise RefusedError(told("放到公开的板上，先写一个标题：提的人的原话不会直接公开。"))

    def changed(row: Feedback) -> str | None:
        if (row.title, row.is_public) == (title, public):
            return None
        if row.title != title:
            row.letters = row.telling = ""
        row.title, row.is_public = title, public
        return title if public else ""

    _each(by, community, [slug], "shown", changed, scene)


def set_levels(by: Colleague, community: str, wanted: Levels, scene: Scene) -> None:
    """In how many days feedback is to be answered from now on; what was noted before keeps its day."""
    require(by, community, May.CHANGE_SETTINGS)
    days = [wanted.days(severity) for severity in (Severity.URGENT, Severity.HIGH, Severity.MEDIUM, Severity.LOW)]
    if any(not 0 <= one <= _MOST_DAYS for one in days):
        raise RefusedError(told("几天之内答复？写0到{n}之间的整数。", n=_MOST_DAYS))
    if days != sorted(days):
        raise RefusedError(told("越急的，天数要越少。"))
    kept = dict(zip(("urgent", "high", "medium", "low"), days, strict=True))
    with transaction.atomic():
        ServiceLevel.objects.update_or_create(
            community=community, defaults={**kept, "working_days": wanted.working_days}
        )
        note(scene, by, "set_feedback_levels", community=community, detail={**kept, "working": wanted.working_days})


def _each(  # who changes which pieces, how, and what their history says
    by: Colleague, community: str, slugs: Sequence[str], deed: str, change: Change, scene: Scene
) -> None:
    """Change every one of these or none."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        for slug in sorted(set(slugs)):
            row = own(community, slug)
            words = change(row)
            if words is None:
                continue
            row.save()
            noted(row, deed, by.shown_as, scene, words)
            note(scene, by, "change_feedback", community=community, about=slug, detail={"what": deed})
            tell_ledger(row)
