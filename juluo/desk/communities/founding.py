"""A community is made before its first import: its time zone and its day can't change afterwards."""

from datetime import datetime
from pathlib import Path

from juluo.intake.operator import state_profile
from juluo.ledger.period import Calendar, UnknownZoneError, zone_named
from juluo.ledger.slug import is_slug
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.wording.sentence import told

LATEST_HOUR = 12


def check_may_found(by: Colleague) -> None:
    """Only who owns the home makes communities in it. Raises NotAllowedError."""
    if not by.owns_home:
        raise NotAllowedError(told("只有这里的主人能建社群：请找他。"))


def found_community(  # what a community is made of
    by: Colleague, home: Path, slug: str, name: str, zone: str, day_starts_at: int, scene: Scene
) -> str:
    """Make a community; returns its name as it is kept. Raises RefusedError with what to type instead."""
    check_may_found(by)
    if not is_slug(slug):
        raise RefusedError(told("社群短名 {slug} 不能用：只能用小写字母、数字、- 和 _，以字母或数字开头。", slug=slug))
    try:
        zone_named(zone)
    except UnknownZoneError as error:
        raise RefusedError(told("没有叫 {zone} 的时区：请用 Asia/Shanghai、UTC 这样的名字。", zone=zone)) from error
    if not 0 <= day_starts_at <= LATEST_HOUR:
        raise RefusedError(told("一天从几点开始：写0到{latest}之间的整点。", latest=LATEST_HOUR))
    kept = name.strip()[:100]
    _made(home, slug, kept, Calendar(zone, day_starts_at), scene.now)
    note(scene, by, "found_community", community=slug, about=name)
    return kept


def _made(home: Path, slug: str, name: str, calendar: Calendar, now: datetime) -> None:
    store = EmbeddedStore(home)
    try:
        if store.community(slug) is not None:
            raise RefusedError(told("已经有叫 {slug} 的社群了：换一个短名。", slug=slug))
        community = store.add_community(slug, calendar)
        if name:
            state_profile(store, community, {"name": name}, now)
    finally:
        store.close()
