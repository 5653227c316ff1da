"""A made-up community that needs two things, one of them more than before; one member has a hostile name."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

FIRST, WEEKS = date(2026, 9, 14), 10
LAST = FIRST + timedelta(days=7 * WEEKS - 1)
SLUG = "tea"
HOSTILE = '<img src=x onerror="window.hit=1">'
PEOPLE = (HOSTILE, *(f"成员{number:02d}" for number in range(29)))
EXPORT = (
    ("报表导出失败怎么办", "报表导出少了一列", "报表导出卡住了", "换了电脑报表导出报错", "求助报表导出"),
    ("提示磁盘写满", "进度条不动", "重装也没用", "写满以后导不出来", "最后一列是空的", "进度条卡在最后"),
)
LAMP = (
    ("投影灯泡怎么换", "投影灯泡不亮了", "投影灯泡可以买别的吗", "求问投影灯泡", "会议室投影灯泡"),
    ("画面发黄", "寿命到了", "型号填错了", "客服不给换", "客服要求写型号", "要等到月底"),
)
_WHAT = (  # noqa: SIM905 - read as lines of words
    "球赛 食堂 机场 猫咪 雨伞 讲座 面馆 地铁 番茄 耳机 晚霞 书摊 台灯 快递 琴弦 门铃 窗帘 围巾 电梯 蛋糕 鸽子 邮票"
).split()
_DID = (  # noqa: SIM905 - the same
    "打翻 迟到 改期 生锈 弄丢 融化 掉色 停电 漏气 开花 翻修 搬走 涨价 走调 受潮 断裂 褪色 摇晃 结冰 跳闸 错位 积水"
).split()


def lines() -> Iterator[dict[str, object]]:
    """Five ask for the one thing each week, in the last three also for the other; and there is small talk."""
    numbers, dice = count(), Random(7)  # noqa: S311 - test data

    def says(day: date, minute: int, who: str, text: str, topic: str) -> dict[str, object]:
        moment = f"{day}T{minute // 60:02d}:{minute % 60:02d}:00+08:00"
        line = {"id": f"n{next(numbers)}", "ts": moment, "author": who, "text": text, "kind": "message"}
        return line | {"channel": "广场", "topic": topic}

    for week in range(WEEKS):
        monday = FIRST + timedelta(days=7 * week)
        for titles, texts, asked in ((*EXPORT, 5), (*LAMP, 5 if week >= WEEKS - 3 else 0)):
            for nth, who in enumerate(dice.sample(PEOPLE[1:], asked)):
                author = HOSTILE if nth == 0 else who
                day = monday + timedelta(days=nth)
                yield says(day, 600 + nth, author, "，".join(dice.sample(texts, 4)), f"{titles[nth]}（{week}-{nth}）")
        for nth in range(30):
            (one, other), (did, does) = dice.sample(_WHAT, 2), dice.sample(_DID, 2)
            day, who = monday + timedelta(days=nth % 7), dice.choice(PEOPLE)
            yield says(day, 700 + nth, who, f"说是{other}也{does}了", f"{one}{did}了 {week}.{nth}")
    yield says(LAST, 1438, PEOPLE[1], "晚", "道晚安")


def make(folder: Path) -> Path:
    """A home whose ledger holds what they said."""
    path = folder / "talk.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines()), encoding="utf-8")
    home = folder / "home"
    store = EmbeddedStore(home)
    take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))
    store.close()
    return home
