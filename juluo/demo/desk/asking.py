"""Question sessions: one held and published, one that members ask in now; and the check-ins of a trick a day."""

from datetime import timedelta

from juluo.demo.desk.cast import CALENDAR, Cast, at, moment
from juluo.desk.qa.actions.asking import Wish, ask, vote
from juluo.desk.qa.actions.hosting import Said, answer, let_through
from juluo.desk.qa.actions.sessions import end, publish, set_up
from juluo.desk.qa.values import Plan
from juluo.desk.streaks.actions.checking_in import check_in
from juluo.desk.streaks.actions.programmes import set_up as begin
from juluo.desk.streaks.values import Plan as Programme
from juluo.shell.accounts.scene import Scene

# So many days before the last one.
_HELD = 21
# What was asked in the session, by how many wanted, and what was answered; "" where it wasn't.
_ASKED = (
    ("表单能不能按部门给不同的权限？", 9, "能。先建角色，再在表单的“权限”里按角色勾；子表跟着主表走。"),
    ("打印模板里怎么放二维码？", 7, "插一个“条码”控件，字段选编号，类型选二维码。纸要打到3厘米以上才扫得出。"),
    ("审批到一半换了人，单子会丢吗？", 6, "不会。转交以后，旧的人看得到，点不了；记录里写着谁转给谁。"),
    ("导出能不能带图片？", 4, "现在导出的是链接。打包下载在做，下个月的版本里试。"),
    ("手机上能改看板的列吗？", 2, ""),
)
_NOW = ("看板能不能按人分泳道？", "有没有仓库盘点的现成模板？", "子表能不能横着放？")
_TRICKS = timedelta(days=16)


def held_before(found: Cast) -> str:
    """An hour with one who knows: asked before, answered in its hour, published the next morning."""
    by, community, held = found.by, found.community, found.before(_HELD)
    wanted = Plan(
        "和做表格的老周聊一小时", "老周", "问什么都行，先问的先答。", opens_at=moment(held, 9), nameless=False
    )
    slug = set_up(by, community, wanted, at(held - timedelta(days=1), 10))
    for nth, (words, wanted_by, _) in enumerate(_ASKED):
        number = ask(found.members[nth].guest, slug, Wish(words), (), at(held, 9, 10 + nth)).number
        if number is None:
            raise LookupError(words)
        let_through(by, community, slug, [number], at(held, 9, 30))
        for member in found.members[nth + 1 : nth + wanted_by]:
            vote(member.guest, slug, number, at(held, 12, nth), wanted=True)
        if said := _ASKED[nth][2]:
            answer(by, community, slug, number, Said(said), at(held, 20, 5 + 6 * nth))
    end(by, community, slug, at(held, 21))
    publish(by, community, slug, at(held + timedelta(days=1), 9))
    return slug


def asked_now(found: Cast) -> str:
    """Open since this morning: two questions wait to be let through, one can be wanted by others."""
    opened = Scene(found.now - timedelta(hours=3))
    wanted = Plan("小聚前先问：看板和模板", "林晚、老周", "小聚上一起答，来不了的也能问。", opens_at=opened.now)
    slug = set_up(found.by, found.community, wanted, opened)
    numbers = [
        ask(found.members[nth].guest, slug, Wish(words), (), Scene(found.now - timedelta(hours=2))).number
        for nth, words in enumerate(_NOW)
    ]
    read = Scene(found.now - timedelta(hours=1))
    let_through(found.by, found.community, slug, [one for one in numbers[:1] if one is not None], read)
    return slug


def trick_a_day(found: Cast) -> str:
    """Some come every day, some most days, some stopped after a few days."""
    today = CALENDAR.day_of(found.now)
    wanted = Programme("每天一个小技巧", today - _TRICKS, about="说一句今天学到的，截图也行。", grace=3)
    began = at(today - _TRICKS, 8)
    slug = begin(found.by, found.community, wanted, began)
    for nth, member in enumerate(found.members[:12]):
        for back in range(_TRICKS.days, -1, -1):
            stopped = nth % 5 == 4 and back < 12
            missed = (back * 7 + nth * 3) % (11 - nth % 4 * 2) == 0
            day = today - timedelta(days=back)
            scene = at(day, 8, 10 + nth)
            if not stopped and not missed and scene.now <= found.now:
                check_in(member.guest, slug, day, member.persons, CALENDAR, scene)
    return slug
