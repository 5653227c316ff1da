"""What a plan of each form begins with, so that nobody starts from an empty page. Words to be changed by who plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from juluo.desk.events.values import Form
from juluo.wording.sentence import Sentence, told


@dataclass(frozen=True, slots=True)
class Pattern:
    """`checklist` with days before the start, `run` with minutes from it; `metric` is what such an event is for."""

    name: Sentence
    content: Sentence
    metric: str
    days: int
    minutes: int
    checklist: tuple[tuple[int, Sentence], ...]
    run: tuple[tuple[int, Sentence], ...]

    def run_within(self, lasts: timedelta | None) -> tuple[tuple[int, Sentence], ...]:
        """The run sheet of an event that lasts so long: what comes after the start, in proportion, to five minutes."""
        if not lasts:
            return self.run
        share = lasts / timedelta(minutes=self.minutes)
        return tuple((minute if minute <= 0 else round(minute * share / 5) * 5, words) for minute, words in self.run)


_BEFORE = (
    (7, told("定下主持人和分工")),
    (3, told("发预告，开放报名")),
    (1, told("发提醒，核对名单")),
    (-1, told("谢谢来的人，写反思")),
)
_OPENING = (-10, told("主持人到位，试一遍"))
PATTERNS: Mapping[Form, Pattern] = MappingProxyType(
    {
        Form.TOPIC: Pattern(
            told("话题讨论"),
            told("话题是什么，为什么现在聊；抛出三个谁都能接的问题；请两三位先说。"),
            "active_members",
            0,
            60,
            (*_BEFORE[:1], (2, told("约两三位先发言的人")), *_BEFORE[1:]),
            (
                _OPENING,
                (0, told("抛出第一个问题，请约好的人先说")),
                (20, told("第二个问题，点名请没说过话的人")),
                (45, told("收尾：念几句说得好的，说下次聊什么")),
            ),
        ),
        Form.DRAW: Pattern(
            told("抽奖"),
            told("奖品、怎么参加、什么时候截止、怎么开奖；工作人员不参加。"),
            "active_members",
            0,
            30,
            (*_BEFORE[:1], (3, told("买好奖品，写清规则")), *_BEFORE[1:]),
            (_OPENING, (0, told("说明规则和名单")), (10, told("开奖，公布结果")), (20, told("请中奖的人来领"))),
        ),
        Form.QA: Pattern(
            told("问答"),
            told("请谁来答、答哪方面的；提前收问题，当场先答票数高的。"),
            "active_members",
            0,
            60,
            (*_BEFORE[:1], (5, told("约好来答的人")), (2, told("提前收问题")), *_BEFORE[1:]),
            (
                _OPENING,
                (0, told("介绍来答的人")),
                (5, told("先答提前收到的问题")),
                (35, told("当场提问")),
                (55, told("收尾：没答完的记下来，说什么时候答")),
            ),
        ),
        Form.CHECKIN: Pattern(
            told("打卡"),
            told("打什么卡、打几天、怎么算一次、断了怎么补；坚持到底有什么。"),
            "active_members",
            0,
            7 * 24 * 60,
            _BEFORE,
            (
                (0, told("发第一天的打卡帖")),
                (24 * 60, told("第二天：喊一声还没打的人")),
                (7 * 24 * 60, told("公布坚持到底的人")),
            ),
        ),
        Form.MEETUP: Pattern(
            told("线下聚会"),
            told("在哪里、怎么到、带什么、费用怎么算；有事找谁。"),
            "active_members",
            7,
            180,
            (
                (14, told("定场地，问清容纳多少人")),
                *_BEFORE[:2],
                (2, told("建到场群或发联系方式")),
                *_BEFORE[2:],
            ),
            (
                (-30, told("主持人到场，布置签到处")),
                (0, told("签到，互相认识")),
                (30, told("正题")),
                (150, told("合影，收拾")),
            ),
        ),
        Form.OTHER: Pattern(
            told("别的形式"), told("做什么，为谁做，怎么算做成了。"), "active_members", 0, 60, _BEFORE, ()
        ),
    }
)
