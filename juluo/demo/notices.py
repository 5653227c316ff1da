"""What the bot and the operator post: releases, calls for the evenings, polls, pins."""

from datetime import date

from juluo.demo.crowd import Crowd
from juluo.demo.line import Line
from juluo.demo.phrases.notices import EVENT_CALL, POLLS, RELEASES
from juluo.demo.places import CHAT_ROOM, NEWS
from juluo.demo.stage import Stage
from juluo.ledger.kinds import Kind

PROFILE = {
    "name": "青禾社区（模拟数据）",
    "positioning": "青禾是开源低代码工具，这里是用户互助社区",
    "audience": "自己动手搭系统的中小团队：行政、财务、仓库、小公司的IT",
    "direction": "有问必答，新人第一句话要有人接",
    "operator": "林晚",
    "simulated": "yes",
}


def open_ledger(stage: Stage, crowd: Crowd) -> None:
    """What is known before the first day: who the community is, and how many it is."""
    stage.add(Line(0, NEWS, crowd.operator, None, Kind.COMMUNITY, detail=PROFILE))
    stage.add(Line(0, NEWS, None, None, Kind.MEMBER_COUNT, members=crowd.size))


def post(stage: Stage, crowd: Crowd, day: date) -> None:
    """The day's notices, if it has any."""
    season = stage.season
    nth = (day - season.first).days
    if nth % 14 == 5:
        text = stage.speech.fill(RELEASES[nth // 14 % len(RELEASES)])
        _pin(stage, crowd, stage.add(Line(season.second_of(day, 10, 30), NEWS, crowd.bot, text, Kind.ANNOUNCE)))
    if nth % 30 == 11:
        text = POLLS[nth // 30 % len(POLLS)]
        stage.add(Line(season.second_of(day, 15, 20), CHAT_ROOM, crowd.operator, text, Kind.POLL))
    evening = season.evening_of(day)
    if evening:
        text = stage.speech.fill(EVENT_CALL, title=evening.title, number=evening.number, theme=evening.theme)
        _pin(stage, crowd, stage.add(Line(season.second_of(day, 10, 2), NEWS, crowd.operator, text, Kind.ANNOUNCE)))


def _pin(stage: Stage, crowd: Crowd, notice: Line) -> None:
    stage.add(Line(notice.second + 90, notice.place, crowd.operator, None, Kind.PIN, reply_to=notice))
