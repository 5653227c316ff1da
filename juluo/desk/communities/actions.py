"""What owners decide for a community: who it is for, what members are told, how long their words are kept."""

import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from django.db import transaction

from juluo.desk.communities import jobs
from juluo.desk.communities.facts import NoticeWords, notices
from juluo.desk.communities.models import NoticeVersion
from juluo.intake.operator import state_count, state_profile, stated_profile
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.actions import enqueue
from juluo.shell.written import line
from juluo.store.embedded import EmbeddedStore
from juluo.store.text_rule import LONGEST, SHORTEST, set_text_days, text_rule
from juluo.wording.sentence import told

PROFILE = ("name", "positioning", "audience", "direction", "operator", "language")
COUNTS = ("members", "joined", "left")
_LONGEST_FIELD, _LONGEST_PART, _DIGITS = 300, 4000, 9


def describe(by: Colleague, home: Path, community: str, said: Mapping[str, str], scene: Scene) -> tuple[str, ...]:
    """State what changes of a community's profile: it is an entry of the ledger. Returns which fields those are."""
    require(by, community, May.CHANGE_SETTINGS)
    words = {name: line(said.get(name, ""), _LONGEST_FIELD) for name in PROFILE}
    with closing(EmbeddedStore(home)) as store:
        found = store.community(community)
        if found is None:
            raise RefusedError(told("没有这个社群。"))
        with closing(store.view(found)) as view:
            known = stated_profile(view)
        changed = {name: one for name, one in words.items() if one and one != known.get(name)}
        if changed:
            state_profile(store, found, changed, scene.now)
            note(scene, by, "describe_community", community=community, detail={"fields": sorted(changed)})
    return tuple(changed)


def state_members(by: Colleague, home: Path, community: str, day: str, said: Mapping[str, str], scene: Scene) -> int:
    """State how many members there were at a day's end, how many came and went. Returns the import's number."""
    require(by, community, May.IMPORT)
    typed = {name: said.get(name, "").strip() for name in COUNTS}
    counts = {name: int(one) for name, one in typed.items() if one.isdecimal() and len(one) <= _DIGITS}
    if not counts or any(one and name not in counts for name, one in typed.items()):
        raise RefusedError(told("人数写0或更大的整数；三处至少写一处。"))
    with closing(EmbeddedStore(home)) as store:
        found = store.community(community)
        if found is None:
            raise RefusedError(told("没有这个社群。"))
        when = _day(day)
        if when is None or when > found.calendar.day_of(scene.now):
            raise RefusedError(told("写一个今天或以前的日子，比如 2026-11-19。"))
        number = state_count(store, found, when, counts)
    note(scene, by, "state_members", community=community, about=str(when), detail=counts)
    return number


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def write_notice(by: Colleague, community: str, words: NoticeWords, read: int, scene: Scene) -> int:
    """Tell members something new. `read` is the version the writer had before them. Returns the one that holds."""
    require(by, community, May.CHANGE_SETTINGS)
    parts = {name: part.replace("\r\n", "\n").strip() for name, part in asdict(words).items()}
    if not all(parts.values()):
        raise RefusedError(told("每一段都要写：成员要知道为什么、是什么、谁看得到、留多久、找谁。"))
    if any(len(part) > _LONGEST_PART for part in parts.values()):
        raise RefusedError(told("太长了：一处最多写{n}个字。", n=_LONGEST_PART))
    with transaction.atomic():
        standing = next(iter(notices(community)), None)
        no = standing.no if standing else 0
        if standing is not None and standing.words == NoticeWords(**parts):
            return no
        if no != read:
            raise RefusedError(told("刚才有人改了告知：看过再存。"))
        NoticeVersion.objects.create(community=community, no=no + 1, by_name=by.shown_as, at=scene.now, **parts)
        note(scene, by, "write_notice", community=community, about=str(no + 1))
    return no + 1


def keep_text(by: Colleague, home: Path, community: str, days: int | None, scene: Scene) -> int | None:
    """Keep members' words so many days from now on, None for ever. Returns the job that takes the older ones away."""
    require(by, community, May.CHANGE_SETTINGS)
    if days is not None and not SHORTEST <= days <= LONGEST:
        raise RefusedError(told("正文留多少天：写{least}到{most}之间的整数。", least=SHORTEST, most=LONGEST))
    with closing(EmbeddedStore(home)) as store:
        if text_rule(store.register, community).days == days:
            return None
        with transaction.atomic():
            note(scene, by, "keep_text", community=community, about="" if days is None else str(days))
            set_text_days(store.register, community, days)
            if days is None:
                return None
            queue = f"forget:{community}"
            return enqueue(jobs.forget_old_text, community=community, by=by.id, queue=queue, slug=community)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names and ids in what members are told. Returns in how many notices they stood."""
    changed = 0
    with transaction.atomic():
        for row in notices(community):
            words = replace(row.words, **{name: find.sub(instead, part) for name, part in asdict(row.words).items()})
            if words != row.words:
                same = NoticeVersion.objects.filter(community=community, no=row.no)
                changed += same.update(**asdict(words))
    return changed
