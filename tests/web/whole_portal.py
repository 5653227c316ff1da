"""Everything that the members' pages may hold, published by an operator, and a guest who takes part in all of it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cast import Cast
from django.test import Client
from on_portal import now, today
from on_surveys import opened
from talkative import SLUG
from visitor import Visitor

from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.values import Plan, Way, Who
from juluo.desk.qa.facts import sessions
from juluo.desk.streaks.facts import programmes
from juluo.desk.surveys.actions.building import Manner

C, DESK = f"/c/{SLUG}", f"/desk/{SLUG}"


@dataclass(frozen=True, slots=True)
class Offered:
    """By which name each is known in addresses."""

    event: str
    draw: str
    programme: str
    pulse: str
    session: str


def offered(team: Cast, visitor: Visitor, words: str = "一起来") -> Offered:
    """An event, a draw, check-ins, a question of the week and a question session, all open; titles of these words."""
    owner = visitor(team.lin)
    starts = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(hours=26)
    form = {
        "form": "meetup",
        "title": words,
        "place": "武康路1号",
        "capacity": "30",
        "starts": f"{starts:%Y-%m-%dT%H:%M}",
    }
    event = _made(owner, f"{DESK}/events/new", form)
    assert owner.post(f"{event}/deed", {"deed": "announce", "tab": "plan"}).status_code == 302
    wanted = Plan(words, words, words, 3, now().now + timedelta(hours=5), Who(Way.PRESSED), source="双色球第2026135期")
    draw = plan(team.lin, SLUG, wanted, now())
    publish(team.lin, SLUG, draw, now())
    first = str(today() - timedelta(days=4))
    rules = {"grace": "0", "repairs": "1", "within": "3", "weekdays": list("0123456")}
    _made(
        owner,
        f"{DESK}/streaks/new",
        {"title": words, "first": first, "last": "", "words": "打卡", "channel": ""} | rules,
    )
    pulse = opened(team.lin, "pulse", now(), Manner(is_anonymous=False, is_pulse=True))
    _made(
        owner, f"{DESK}/qa/new", {"title": words, "answerers": words, "most": "3", "moderated": "", "nameless": "yes"}
    )
    return Offered(event.rsplit("/", 1)[1], draw, programmes(SLUG)[0].slug, pulse, sessions(SLUG)[0].slug)


def takes_part(browser: Client, there: Offered, words: str) -> None:
    """Sign up, be in the draw, check in, answer, ask and say something, all with these words where words go."""
    deeds: tuple[tuple[str, dict[str, str]], ...] = (
        (f"events/{there.event}/deed", {"deed": "come", "name": words, "remind": "yes"}),
        (f"draws/{there.draw}/in", {}),
        (f"checkins/{there.programme}/press", {"day": str(today())}),
        (f"surveys/{there.pulse}", {"go": "finish", "a.week": "4"}),
        (f"questions/{there.session}/ask", {"words": f"{words} 怎么弄？", "as": "made", "name": words[:20]}),
        ("feedback/send", {"sort": "idea", "words": f"{words} 想要夜间模式", "public": "yes"}),
    )
    for address, sent in deeds:
        answer = browser.post(f"{C}/{address}", sent)
        assert answer.status_code == 302, (address, re.findall(r'role="alert">([^<]+)', answer.content.decode()))


def _made(owner: Client, address: str, form: dict[str, object]) -> str:
    answer = owner.post(address, form)
    assert answer.status_code == 302, (address, answer.content.decode()[-3000:])
    return str(answer.url)
