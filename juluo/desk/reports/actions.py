"""What operators do to reports: write in their places, sign, open again, take one away, forget a person."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.db import transaction

from juluo.desk.reports.facts import Frozen, Kept, KeptNeed, KeptReflection, KeptRun, KeptSegment, Written
from juluo.desk.reports.models import Issue, Place, SignedVersion
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import Sentence, told

LONGEST = 20_000
_OF_REFLECTION = ("title", "went_well", "went_badly", "next_time")
_LONGEST_WHY = 400


class EditedMeanwhileError(RefusedError):
    """Somebody saved this place after it was read here. `theirs` is what stands there now."""

    def __init__(self, sentence: Sentence, theirs: Written) -> None:
        super().__init__(sentence)
        self.theirs = theirs


def write(
    by: Colleague, community: str, grain: Grain, period: Period, key: str, words: str, read: int, scene: Scene
) -> Written:
    """Save what was written in a place. `read` is the version that the writer had before them."""
    require(by, community, May.WRITE_REPORT)
    words = words.replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        raise RefusedError(told("太长了：一处最多写{n}个字。", n=LONGEST))
    with transaction.atomic():
        issue = _issue(community, grain, period)
        if issue.signed:
            raise RefusedError(told("这份已经签发，不能再改：要改，先重新打开。"))
        place = Place.objects.select_for_update().filter(issue=issue, key=key).first()
        place = place or Place(issue=issue, key=key, version=0, words="", by_name="", at=scene.now)
        if place.version and place.words == words:
            return _written(place)
        if place.version != read:
            sentence = told("{who}刚才改了这一处：下面是两份，合好了再存。", who=place.by_name)
            raise EditedMeanwhileError(sentence, _written(place))
        place.words, place.version, place.by_name, place.at = words, read + 1, by.shown_as, scene.now
        place.save()
    return _written(place)


def sign(
    by: Colleague, community: str, grain: Grain, period: Period, report: Frozen, read: Mapping[str, int], scene: Scene
) -> int:
    """Sign a report: it is frozen as it stands. `read` are the places' versions the signer saw. Returns its number."""
    require(by, community, May.SIGN_REPORT)
    with transaction.atomic():
        issue = _issue(community, grain, period)
        if issue.signed:
            raise RefusedError(told("这份已经签发了。"))
        now = dict(Place.objects.filter(issue=issue).values_list("key", "version"))
        if now != {key: version for key, version in read.items() if version}:
            raise RefusedError(told("刚才有人改了这份日报：看过再签。"))
        no = SignedVersion.objects.filter(issue=issue).count() + 1
        mark = mark_of(report)
        SignedVersion.objects.create(
            issue=issue,
            no=no,
            at=scene.now,
            by_id=by.id,
            by_name=by.shown_as,
            ledger_version=report.ledger_version,
            first_day=report.first_day,
            last_day=report.last_day,
            contents=dict(report.contents),
            written=dict(report.written),
            tasks=[_plain(one) for one in report.tasks],
            needs=[_plain(one) for one in report.needs],
            segments=[_plain(one) for one in report.segments],
            reflections=[_plain(one) for one in report.reflections],
            runs=[_plain(one) for one in report.runs],
            mark=mark,
        )
        Issue.objects.filter(pk=issue.pk).update(signed=no)
        about = f"{grain} {period.first} {no}"
        detail = {"ledger_version": report.ledger_version, "mark": mark}
        note(scene, by, "sign_report", community=community, about=about, detail=detail)
    return no


def reopen(by: Colleague, community: str, grain: Grain, period: Period, why: str, scene: Scene) -> None:
    """Open a signed report again, with a reason. What was signed stays as it is; the next signing is a new version."""
    require(by, community, May.SIGN_REPORT)
    why = " ".join(why.split())[:_LONGEST_WHY]
    if not why:
        raise RefusedError(told("写一句为什么要重新打开。"))
    with transaction.atomic():
        issue = (
            Issue.objects.select_for_update()
            .filter(community=community, grain=str(grain), first=period.first)
            .exclude(signed=0)
            .first()
        )
        if issue is None:
            raise RefusedError(told("这份还没签发，不用重新打开。"))
        standing = SignedVersion.objects.filter(issue=issue, no=issue.signed)
        standing.update(reopened_at=scene.now, reopened_by=by.shown_as, why=why)
        note(scene, by, "reopen_report", community=community, about=f"{grain} {period.first} {issue.signed}")
        Issue.objects.filter(pk=issue.pk).update(signed=0)


def note_export(by: Colleague, community: str, grain: Grain, period: Period, form: str, scene: Scene) -> None:
    """Write down that a report left the house."""
    require(by, community, May.EXPORT_NUMBERS)
    note(scene, by, "export_report", community=community, about=f"{grain} {period.first} {form}")


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in what operators wrote. Returns in how many texts they stood.

    Frozen contents hold neither names nor members' words, so they stay as they were signed.
    """
    changed = 0
    with transaction.atomic():
        for place in Place.objects.select_for_update().filter(issue__community=community):
            if (words := find.sub(instead, place.words)) != place.words:
                changed += Place.objects.filter(pk=place.pk).update(words=words)
        rows = SignedVersion.objects.select_for_update().filter(issue__community=community).defer("contents")
        for row in rows:
            masked = {
                "written": {key: find.sub(instead, words) for key, words in row.written.items()},
                "tasks": _masked(row.tasks, ("words", "owner", "why"), find, instead),
                "needs": _masked(row.needs, ("name", "owner", "whom"), find, instead),
                "segments": _masked(row.segments, ("name",), find, instead),
                "reflections": _masked(row.reflections, _OF_REFLECTION, find, instead),
                "runs": _masked(row.runs, ("title", "source"), find, instead),
                "why": find.sub(instead, row.why)[:_LONGEST_WHY],
            }
            if any(getattr(row, name) != now for name, now in masked.items()):
                changed += SignedVersion.objects.filter(pk=row.pk).update(**masked)
    return changed


def mark_of(report: Frozen) -> str:
    """The digest of a report's contents in every language."""
    digest = hashlib.sha256()
    for lang in sorted(report.contents):
        digest.update(f"{lang}\0{report.contents[lang]}\0".encode())
    return digest.hexdigest()


def _issue(community: str, grain: Grain, period: Period) -> Issue:
    """The report's record, made if nobody has touched it yet, and held until the transaction ends."""
    same = {"community": community, "grain": str(grain), "first": period.first}
    Issue.objects.bulk_create([Issue(**same, last=period.last)], ignore_conflicts=True)
    return Issue.objects.select_for_update().get(**same)


def _written(place: Place) -> Written:
    return Written(place.words, place.version, place.by_name, place.at)


def _plain(kept: Kept | KeptNeed | KeptSegment | KeptReflection | KeptRun) -> dict[str, object]:
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in asdict(kept).items()}


def _masked(rows: list[dict[str, str]], names: tuple[str, ...], find: re.Pattern[str], instead: str) -> list[object]:
    return [row | {name: find.sub(instead, row[name]) for name in names} for row in rows]
