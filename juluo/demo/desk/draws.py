"""Two draws: one among who came to an evening, drawn; one that members may still press to be in."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from juluo.demo.desk.cast import Cast, Evening, at, moment
from juluo.demo.schedule import ZONE
from juluo.desk.draws.actions.drawing import draw, hand_over, say_value, seal
from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.actions.taking_part import take_part
from juluo.desk.draws.entering import entered
from juluo.desk.draws.values import Candidate, Entered, Plan, Way, Who
from juluo.shell.accounts.scene import Scene

# On Tuesdays, Thursdays and Sundays the lottery is drawn that the number is taken from.
_DRAWN_ON = (1, 3, 6)
_RULE = "到了这一场的都算，一人一次。工作人员不算。"


def among_who_came(found: Cast, evening: Evening, event: str) -> str:
    """Three of who came, sealed the same night and drawn the next evening. The public value is made up."""
    by, community, day = found.by, found.community, evening.day + timedelta(days=1)
    wanted = Plan(
        f"第{evening.number}场答疑送手册",
        "《表单手册》一本，寄到家",
        _RULE,
        3,
        moment(day, 21),
        Who(Way.CAME, event=event),
        source=f"模拟的开奖号码（不是真的彩票）第{day.year}{day.timetuple().tm_yday:03}期",
        event=event,
    )
    slug = plan(by, community, wanted, at(evening.day, 22, 15))
    publish(by, community, slug, at(evening.day, 22, 16))
    came = [Candidate(one.code, None, "") for one in found.known(evening.came)]

    def list_of() -> Entered:
        return entered(came, lambda _: None)

    seal(by, community, slug, list_of, ZoneInfo(ZONE), at(evening.day, 22, 30))
    say_value(by, community, slug, "03 08 15 21 27 32 + 09", at(day, 21, 20))
    draw(by, community, slug, at(day, 21, 21))
    for place in (1, 2, 3):
        hand_over(by, community, slug, place, at(day + timedelta(days=2 + place), 10))
    return slug


def still_open(found: Cast) -> str:
    """Pressed by some, closed in two days or a little more: shortly before the public number is drawn."""
    opened, closes = Scene(found.now - timedelta(hours=2)), found.ahead(found.next_on(_DRAWN_ON, 2), 20)
    wanted = Plan(
        "《自动化手册》送10本",
        "《自动化手册》一本",
        "点了参加的都算，一人一次。工作人员不算。",
        10,
        closes,
        Who(Way.PRESSED),
        source=f"双色球{closes.month}月{closes.day}日晚上开的那一期",
    )
    slug = plan(found.by, found.community, wanted, opened)
    publish(found.by, found.community, slug, opened)
    for member in found.members[2:16]:
        take_part(member.guest, slug, Scene(found.now - timedelta(hours=1)))
    return slug
