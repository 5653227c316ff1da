"""The six evenings as events, each planned, announced, held and thought over; and the meet-up that comes next."""

from datetime import timedelta
from decimal import Decimal

from juluo.demo.desk.cast import Cast, Evening, Member, at, moment
from juluo.demo.places import HELP, UNTOUCHED
from juluo.demo.schedule import evening_title
from juluo.desk.events.actions.holding import check_in, close, reflect, spend
from juluo.desk.events.actions.lists import sign_up_all
from juluo.desk.events.actions.places import open_signup
from juluo.desk.events.actions.planning import add_item, plan, set_run, tick
from juluo.desk.events.actions.portal import come
from juluo.desk.events.values import Form, Goal, How, Plan, Reflection
from juluo.ledger.entry import Account
from juluo.shell.accounts.scene import Scene

# Minutes after the start, what happens, who does it.
_RUN = (
    (0, "报主题，说怎么提问", "林晚"),
    (10, "按先后答", "值班的人"),
    (110, "没答上的记下来，收尾", "林晚"),
)
_AFTERNOON = (
    (0, "签到，找座位", "林晚"),
    (15, "一人五分钟，讲自己的表单", "大家"),
    (120, "分桌互相改", "大家"),
    (170, "收尾，合影", "林晚"),
)
# So many sign up and stay away.
STAYED_AWAY = 5

_THOUGHTS = {
    1: ("第一次办，来的人比想的多", "问题一多就找不到前面的", "把问题编号"),
    2: ("编了号，回头找得到", "导入报错的截图太糊", "请大家贴文字"),
    3: ("打印模板的例子有人当场改成了", "两个问题没答上，只能明天补", "答不上的当晚记下来"),
    4: ("答疑一直没断过", "子表的问题重复问了五遍", "常问的先贴一遍"),
    5: ("先贴了常问，重复的少了", "看板的演示晚了十分钟", "演示前半小时试一遍"),
    6: ("人比哪一场都多，前半场答得快", "九点以后只剩一个人答，十几个问题没答上", "后半场至少两个人值班"),
}
_SPENT = {4: ("三张优惠券", "60"), 5: ("《表单手册》三本，寄费", "168"), 6: ("值班的夜宵", "46")}
_SATURDAY = 5


def hold(found: Cast, evening: Evening, signed: tuple[Member, ...]) -> str:
    """One evening, from plan to second thoughts. `signed` sign up themselves. Returns the event's name."""
    before, by, community = evening.day - timedelta(days=6), found.by, found.community
    wanted = Plan(
        Form.QA,
        f"{evening_title(evening.day)}第{evening.number}场：{evening.theme}",
        content=f"晚上八点到十点，在 #{HELP.name} 里集中答。这一场的主题是{evening.theme}，别的也能问。",
        starts=moment(evening.day, 20),
        ends=moment(evening.day, 22),
        channel=found.channels[HELP.name],
        controls=tuple(found.channels[name] for name in UNTOUCHED),
        goal=Goal("active_members", 100.0 if evening.day == found.last else 80.0),
        budget=Decimal(200),
    )
    slug = plan(by, community, wanted, at(before, 10))
    # What was learnt the time before is what is to be done this time.
    learnt = _THOUGHTS[evening.number - 1][2] if evening.number > 1 else "在群里说一声"
    for words in (learnt, "排好谁值班"):
        item = add_item(by, community, slug, words, at(before, 10, 5), due=evening.day)
        tick(by, community, slug, item, at(evening.day, 19, 30), done=True)
    set_run(by, community, slug, _RUN, at(before, 10, 10))
    open_signup(by, community, slug, at(before + timedelta(days=3), 10))
    for nth, member in enumerate(signed):
        come(member.guest, slug, "", at(evening.day - timedelta(days=1), 12, nth), remind=True)
    themselves = {member.account.code for member in signed}
    said_so = [*found.known(evening.drawn_in), *_stayed_away(found, evening)]
    sign_up_all(by, community, slug, [one for one in said_so if one.code not in themselves], at(evening.day, 18))
    check_in(community, slug, found.known(evening.came), at(evening.day, 22, 5), how=How.LIST, by=by)
    if evening.number in _SPENT:
        words, amount = _SPENT[evening.number]
        spend(by, community, slug, words, Decimal(amount), at(evening.day, 22, 8))
    close(by, community, slug, at(evening.day, 22, 10), hours=2.0)
    reflect(by, community, slug, Reflection(*_THOUGHTS[evening.number]), at(evening.day, 22, 40))
    return slug


def _stayed_away(found: Cast, evening: Evening) -> list[Account]:
    """Some who came to the evening before signed up for this one, too, and didn't come."""
    before = [one for one in found.evenings if one.number == evening.number - 1]
    others = [name for one in before for name in one.drawn_in if name not in evening.came]
    return found.known(others[:STAYED_AWAY])


def meet(found: Cast) -> str:
    """The meet-up that comes, on a Saturday: sixteen places, and two more who want one wait."""
    opened = Scene(found.ahead(-2, 10))
    saturday = found.next_on((_SATURDAY,), 4)
    wanted = Plan(
        Form.MEETUP,
        "上海小聚：带着你的表单来",
        content="带一张你做的表单，互相看看。两点到五点，茶水我们出。",
        starts=found.ahead(saturday, 14),
        ends=found.ahead(saturday, 17),
        place="徐汇，武康路一带",
        capacity=16,
        goal=Goal("active_members", 90.0, days=7),
        budget=Decimal(600),
    )
    slug = plan(found.by, found.community, wanted, opened)
    add_item(found.by, found.community, slug, "订场地", opened, due=found.ahead(1, 0).date())
    add_item(found.by, found.community, slug, "印签到码", opened, due=found.ahead(saturday - 1, 0).date())
    set_run(found.by, found.community, slug, _AFTERNOON, opened)
    open_signup(found.by, found.community, slug, opened)
    for nth, member in enumerate(found.members[:18]):
        # Many at once, then ever fewer, until the evening before.
        scene = Scene(opened.now + timedelta(minutes=5 + 7 * nth * nth + 11 * nth))
        come(member.guest, slug, "", scene, remind=True)
    return slug


def talk(found: Cast) -> str:
    """Another that comes, on the net, with places for whoever joins the portal now."""
    opened = Scene(found.ahead(-1, 11))
    day = found.next_on((_SATURDAY,), 9)
    wanted = Plan(
        Form.TOPIC,
        "线上茶话会：这一年做得最得意的一张表",
        content="一人三分钟，说一张这一年做得最得意的表：给谁用的，省了什么事。不用准备PPT，共享屏幕就行。",
        starts=found.ahead(day, 20),
        ends=found.ahead(day, 21),
        place="语音频道，开始前十分钟把链接放在这一页",
        capacity=40,
        goal=Goal("active_members", 90.0),
    )
    slug = plan(found.by, found.community, wanted, opened)
    open_signup(found.by, found.community, slug, opened)
    for nth, member in enumerate(found.members[6:13]):
        come(member.guest, slug, "", Scene(opened.now + timedelta(minutes=20 + 45 * nth)), remind=nth % 2 == 0)
    return slug
