"""一 日期与社群: which community, who is on duty, what was read."""

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import Block, Line, Pairs, Section, Span, ToWrite
from juluo.report.scene import Scene
from juluo.wording.numbers import long_date
from juluo.wording.platforms import platform_name
from juluo.wording.zones import zone_words

# The field of a community's profile, its label, and what to do where nobody has written it.
FIELDS = (("positioning", "定位"), ("audience", "服务谁"), ("direction", "本季方向"))


def profile(scene: Scene) -> dict[str, str]:
    """The community's name, positioning, audience, direction and operator as they stood in the period.

    What was first written down later holds for the time before, too: exports are older than the desk.
    """
    view, period = scene.view, scene.period
    first, today = view.coverage.first, view.calendar.day_of(scene.now)
    start = min(view.calendar.day_of(first), period.first) if first else period.first
    ever = EntryQuery(Period(start, max(period.last, today)), (Kind.COMMUNITY,), people_only=False)
    told: dict[str, str] = {}
    for entry in view.lines(ever):
        said = {name: words for name, words in entry.detail.items() if isinstance(words, str) and words}
        told = told | said if entry.day <= period.last else said | told
    return told


def section(scene: Scene, told: dict[str, str]) -> Section:
    say = scene.say
    rows: list[tuple[str, Line]] = [(say(label), (Span(told[key]),)) for key, label in FIELDS if key in told]
    rows.append((say("读了哪里"), (Span(_read_where(scene)),)))
    missing = [say(label) for key, label in FIELDS if key not in told]
    blocks: list[Block] = [Pairs(tuple(rows))]
    if missing:
        prompt = say(
            "{fields}还没写。写一次就一直用：网页“设置”里的“社群”，或 "
            "juluo community {slug} --positioning … --audience … --direction …",
            fields=say("、").join(missing),
            slug=scene.view.community.slug,
        )
        blocks.append(ToWrite(prompt, "positioning"))
    return Section(say("一"), "community", say("日期与社群"), tuple(blocks), _side(scene, told))


def _read_where(scene: Scene) -> str:
    coverage, view = scene.view.coverage, scene.view
    if coverage.first is None or coverage.last is None:
        return scene.say("还没有导入任何记录")
    end = coverage.last.astimezone(scene.zone)
    return scene.say(
        "{platforms}，{channels}个频道，记录从{first}到{last}",
        platforms=scene.say("、").join(platform_name(one, scene.lang) for one in sorted(coverage.platforms)),
        channels=sum(channel.platform in coverage.platforms for channel in view.channels_used),
        first=long_date(view.calendar.day_of(coverage.first), scene.lang),
        last=f"{long_date(end.date(), scene.lang)} {end:%H:%M}",
    )


def _side(scene: Scene, told: dict[str, str]) -> tuple[Line, ...]:
    calendar = scene.view.calendar
    duty = told.get("operator") or scene.say("没有写")
    hours = "0:00～24:00，{zone}" if not calendar.day_starts_at else "{start}:00到次日{start}:00，{zone}"
    told_hours = scene.say(hours, start=calendar.day_starts_at, zone=zone_words(calendar.zone, scene.lang))
    return (
        scene.line("{label}　{words}", label=Span(scene.say("值班"), strong=True), words=duty),
        scene.line("{label}　{words}", label=Span(scene.say("时段"), strong=True), words=told_hours),
    )
