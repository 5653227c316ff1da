"""What colleagues do with needs: keep, name, merge, split and mute them, decide on them, write down who was told."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from juluo.desk.needs.facts import Deed, Source, Spot, memory
from juluo.desk.needs.models import Evidence, KeptNeed, Step
from juluo.desk.needs.status import Status
from juluo.insights.needs.memory import Kept, Memory, UnknownNeedError
from juluo.insights.needs.need import Need, Seed
from juluo.shell.accounts.actions.refusals import RefusedError, require, require_colleague
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.written import line
from juluo.wording.sentence import told

LONGEST_NAME, LONGEST, LONGEST_WHOM = 80, 1000, 200
_CALLED = 120
_TEXTS = {"words": LONGEST, "whom": LONGEST_WHOM}
_NAMES = {"name": LONGEST_NAME, "called": _CALLED}


def pin(by: Colleague, community: str, need: Need, scene: Scene, *, pinned: bool = True) -> None:
    """Show it first, also in a period in which nobody asks."""
    with _changing(by, community):
        known = memory(community).keeping(need)
        _keep(community, known.pinned(need.need_id, pinned=pinned), need)
        _wrote(by, community, need.need_id, Deed.PINNED if pinned else Deed.UNPINNED, scene)


def rename(by: Colleague, community: str, need: Need, name: str, scene: Scene) -> None:
    """Call it so from now on; an empty name gives it back to the machine."""
    name = line(name, LONGEST_NAME)
    with _changing(by, community):
        _keep(community, memory(community).keeping(need).renamed(need.need_id, name), need)
        _wrote(by, community, need.need_id, Deed.RENAMED, scene, name)


def mute(by: Colleague, community: str, need: Need, scene: Scene) -> None:
    """Recognise it and show it no longer."""
    with _changing(by, community):
        _keep(community, memory(community).keeping(need).muted(need.need_id), need)
        _wrote(by, community, need.need_id, Deed.MUTED, scene)


def unmute(by: Colleague, community: str, need_id: str, scene: Scene) -> None:
    """Show it again."""
    with _changing(by, community):
        _keep(community, _known(memory(community), need_id).muted(need_id, muted=False))
        _wrote(by, community, need_id, Deed.UNMUTED, scene)


def merge(by: Colleague, community: str, need: Need, into: Need, scene: Scene) -> None:
    """Count what is recognised as the one to the other."""
    with _changing(by, community):
        known = memory(community).keeping(into).keeping(need)
        try:
            merged = known.merged(need.need_id, into.need_id)
        except ValueError as error:
            raise RefusedError(told("一个需求不能并进它自己。")) from error
        _keep(community, merged, need, into)
        _wrote(by, community, need.need_id, Deed.MERGED, scene, into.name)


def unmerge(by: Colleague, community: str, need_id: str, scene: Scene) -> None:
    """Let it stand by itself again."""
    with _changing(by, community):
        try:
            apart = memory(community).unmerged(need_id)
        except UnknownNeedError as error:
            raise _gone() from error
        _keep(community, apart)
        _wrote(by, community, need_id, Deed.UNMERGED, scene)


def split(by: Colleague, community: str, need: Need, off: Collection[int], scene: Scene) -> str:
    """Make a need of its own of some of the entries a need is recognised by. Returns the new one's id."""
    with _changing(by, community):
        known = memory(community).keeping(need)
        before = set(known.by_id)
        seeds = [seed for seed in _seeds_of(known, need) if seed.entry_id in off]
        try:
            parts = known.split(need.need_id, seeds)
        except ValueError as error:
            raise RefusedError(told("勾上要分出去的，至少一个，至少留下一个。")) from error
        _keep(community, parts, need)
        _wrote(by, community, need.need_id, Deed.SPLIT, scene)
        return next(iter(set(parts.by_id) - before))


def decide(by: Colleague, community: str, need: Need, status: Status, scene: Scene) -> None:
    """Say how it stands."""
    with _changing(by, community):
        _keep(community, memory(community).keeping(need), need)
        row = _rows(community, need.need_id)
        if row.exclude(status=status).update(status=status):
            _wrote(by, community, need.need_id, Deed.STATUS, scene, status)


def give(by: Colleague, community: str, need: Need, owner: int | None, scene: Scene) -> None:
    """Say whose it is; nobody's for None."""
    with _changing(by, community):
        name = require_colleague(community, owner)
        _keep(community, memory(community).keeping(need), need)
        if (
            _rows(community, need.need_id)
            .exclude(owner_id=owner, owner_name=name)
            .update(owner_id=owner, owner_name=name)
        ):
            _wrote(by, community, need.need_id, Deed.OWNER, scene, name)


def tell(  # one line of a log
    by: Colleague, community: str, need: Need, whom: str, words: str, day: date, scene: Scene
) -> None:
    """Write down who was told what, and when."""
    whom, words = line(whom, LONGEST_WHOM), line(words, LONGEST)
    if not whom or not words:
        raise RefusedError(told("写下告诉了谁、说了什么。"))
    if day > day_of(community, scene.now):
        raise RefusedError(told("告诉的那天还没到。"))
    with _changing(by, community):
        _keep(community, memory(community).keeping(need), need)
        _wrote(by, community, need.need_id, Deed.TOLD, scene, words, whom, day)


def cite(by: Colleague, community: str, need: Need | str, spot: Spot, scene: Scene) -> None:
    """Words of a survey or an interview speak of a need: one that was found, or the id of one that is kept."""
    with _changing(by, community):
        need_id = need if isinstance(need, str) else need.need_id
        if isinstance(need, str):
            _known(memory(community), need)
        else:
            _keep(community, memory(community).keeping(need), need)
        _, new = Evidence.objects.get_or_create(
            community=community,
            need_id=need_id,
            **_spotted(spot),
            defaults={"made_by": by.shown_as, "made_at": scene.now},
        )
        if new:
            _wrote(by, community, need_id, Deed.CITED, scene, spot.source)


def uncite(by: Colleague, community: str, need_id: str, spot: Spot, scene: Scene) -> None:
    """They don't after all."""
    with _changing(by, community):
        if Evidence.objects.filter(community=community, need_id=need_id, **_spotted(spot)).delete()[0]:
            _wrote(by, community, need_id, Deed.UNCITED, scene, spot.source)


def drop_evidence(community: str, source: Source, place: str, numbers: Collection[int] | None = None) -> int:
    """Forget that words speak of needs, as they are no longer there. All of the place, or some."""
    rows = Evidence.objects.filter(community=community, source=source, place=place)
    return (rows if numbers is None else rows.filter(number__in=numbers)).delete()[0]


def move_evidence(community: str, source: Source, place: str, numbers: Mapping[int, int]) -> int:
    """The words lie under other numbers from now on; nothing remembers the old ones. Returns how many were moved."""
    rows = list(Evidence.objects.select_for_update().filter(community=community, source=source, place=place))
    moved = [row for row in rows if row.number in numbers]
    for row in moved:
        row.number = numbers[row.number]
    Evidence.objects.bulk_update(moved, ["number"])
    return len(moved)


def _spotted(spot: Spot) -> dict[str, str | int]:
    return {"source": spot.source, "place": spot.place, "part": spot.part, "number": spot.number}


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in what was written about needs. Returns in how many texts they stood."""
    changed = 0
    with transaction.atomic():
        for model, texts in ((Step, _TEXTS), (KeptNeed, _NAMES)):
            for row in model.objects.select_for_update().filter(community=community):
                said = {name: find.sub(instead, getattr(row, name))[:longest] for name, longest in texts.items()}
                if any(getattr(row, name) != words for name, words in said.items()):
                    changed += model.objects.filter(pk=row.pk).update(**said)
    return changed


def _changing(by: Colleague, community: str) -> transaction.Atomic:
    require(by, community, May.KEEP_TASKS)
    return transaction.atomic()


def _keep(community: str, now: Memory, *needs: Need) -> None:
    """Write down the memory; `needs` are those that may be new, with what they are called."""
    called = {need.need_id: need.name for need in needs}
    before = {row.need_id: row for row in KeptNeed.objects.select_for_update().filter(community=community)}
    for place, kept in enumerate(now.kept):
        values = _values(kept) | {"place": place}
        if kept.need_id in before:
            KeptNeed.objects.filter(pk=before[kept.need_id].pk).update(**values)
        else:
            name = called.get(kept.need_id, "")[:_CALLED]
            KeptNeed.objects.create(community=community, need_id=kept.need_id, called=name, **values)


def _values(kept: Kept) -> dict[str, object]:
    return {
        "seeds": _pairs(kept.seeds),
        "parted": _pairs(kept.parted),
        "name": kept.name,
        "pinned": kept.pinned,
        "muted": kept.muted,
        "into": kept.into,
    }


def _pairs(seeds: tuple[Seed, ...]) -> list[list[str]]:
    # As words: an entry's number is larger than what JSON's readers agree on.
    return [[str(seed.entry_id), seed.day.isoformat()] for seed in seeds]


def _seeds_of(known: Memory, need: Need) -> list[Seed]:
    """All that a need can be split by: what it is recognised by, and what stands on its card."""
    return list({seed.entry_id: seed for seed in (*known.of(need.need_id).seeds, *need.seeds)}.values())


def _known(known: Memory, need_id: str) -> Memory:
    if need_id not in known.by_id:
        raise _gone()
    return known


def _gone() -> RefusedError:
    return RefusedError(told("这个需求已经不在了。"))


def _rows(community: str, need_id: str) -> QuerySet[KeptNeed]:
    return KeptNeed.objects.filter(community=community, need_id=need_id)


def _wrote(  # one line of a history
    by: Colleague,
    community: str,
    need_id: str,
    deed: Deed,
    scene: Scene,
    words: str = "",
    whom: str = "",
    day: date | None = None,
) -> None:
    Step.objects.create(
        community=community,
        need_id=need_id,
        kind=deed,
        words=str(words),
        whom=whom,
        day=day or day_of(community, scene.now),
        made_by=by.shown_as,
        made_at=scene.now,
    )
    note(scene, by, f"{deed}_need", community=community, about=need_id)
