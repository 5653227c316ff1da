"""An invented plaza, week by week: what people ask there, seeded. Nobody said any of it."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from juluo.insights.needs.finding import needs
from juluo.insights.needs.memory import Memory
from juluo.insights.needs.need import Need, Needs
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

Line = dict[str, object]
_numbers = count()
MONDAY = date(2026, 3, 2)
PEOPLE = [f"p{number:02d}" for number in range(40)]
# What a thread of a need says: a title and the first line, of which each thread takes some.
NEEDS = {
    "安装": (
        ("客户端安装失败怎么办", "客户端安装不上", "客户端安装卡住了", "换了硬盘客户端安装报错", "求助客户端安装"),
        (
            "安装到一半提示证书过期",
            "进度条不动",
            "重装也没用",
            "证书过期之后装不了",
            "杀毒软件都关了",
            "进度条卡在最后",
        ),
    ),
    "发票": (
        ("发票抬头怎么改", "电子发票抬头写错了", "发票抬头可以换吗", "求问发票抬头", "报销用的发票抬头"),
        ("财务说税号不对", "发票要重开", "税号填错了", "财务不给报销", "财务要求写全称和税号", "报销要等到月底"),
    ),
    "帐篷": (
        ("露营帐篷怎么选", "双人帐篷求推荐", "帐篷漏水了", "二手帐篷值得买吗", "帐篷防水涂层"),
        ("周末去山里露营", "睡袋和帐篷都没有", "下雨天睡袋湿了", "接缝漏水", "睡袋买哪种", "防潮垫要不要"),
    ),
}
_WHO = (  # noqa: SIM905 - read as lines of words
    "球赛 食堂 机场 猫咪 雨伞 讲座 面馆 地铁 番茄 自行车 耳机 晚霞 书摊 台灯 快递 毕业照 "
    "篮球场 钥匙 琴弦 咖啡豆 门铃 窗帘 围巾 邻居 电梯 蛋糕 口琴 鸽子 楼梯 邮票 洗衣机 风筝 "
    "石榴 棋盘 花盆 眼镜 剪刀 雪糕 拖鞋 月亮"
).split()
_DID = (  # noqa: SIM905 - the same
    "打翻 迟到 改期 生锈 弄丢 融化 掉色 变卦 停电 漏气 开花 翻修 搬走 涨价 走调 受潮 断裂 "
    "褪色 摇晃 结冰 跳闸 错位 撞车 塌方 泛黄 冒烟 脱线 积水 起皱 发芽 落灰 走样 缩水 迷路 "
    "倒闭 停业 发霉 开裂 卷边 松动"
).split()

_SYLLABLES = ("ka", "lo", "mi", "ren", "shu", "to", "vex", "zan", "qi", "ber", "nox", "lin", "dra", "fu", "wei", "sol")


def weeks(asked: Sequence[dict[str, int]], seed: int = 1) -> list[Line]:
    """A line a thread's message: how many threads of each need a week has, among as much noise every week."""
    dice = Random(seed)  # noqa: S311 - test data
    last = MONDAY + timedelta(days=7 * len(asked) - 1)
    told = [line(f"{MONDAY}T00:00:00", "robot", "早"), line(f"{last}T23:59:00", "robot", "晚")]
    for number, wanted in enumerate(asked):
        monday = MONDAY + timedelta(days=7 * number)
        for need, threads in wanted.items():
            titles, texts = NEEDS[need]
            for who, thread in zip(dice.sample(PEOPLE, threads), range(threads), strict=True):
                title = f"{titles[thread % len(titles)]}（{number}-{thread}）"
                told += _thread(dice, monday, title, who, "，".join(dice.sample(texts, 4)))
        for nth, who in enumerate(dice.choices(PEOPLE, k=30)):
            text = " ".join("".join(dice.choices(_SYLLABLES, k=3)) for _ in range(6))
            told += _thread(dice, monday, f"{dice.choice(_WHO)}{dice.choice(_DID)}了 {number}.{nth}", who, text)
    return told


def _thread(dice: Random, monday: date, title: str, who: str, text: str) -> list[Line]:
    day = monday + timedelta(days=dice.randrange(7))
    hour = dice.randrange(8, 20)
    answer = dice.choice([one for one in PEOPLE if one != who])
    return [
        line(f"{day}T{hour:02d}:{dice.randrange(30):02d}:00", who, text, title),
        line(f"{day}T{hour:02d}:{dice.randrange(30, 60)}:00", answer, "我也想知道", title),
    ]


def line(ts: str, author: str | None, text: str, topic: str | None = None) -> Line:
    told: Line = {"id": f"z{next(_numbers)}", "ts": f"{ts}+00:00", "author": author, "kind": "message"}
    return told | {"channel": "广场", "text": text, "topic": topic, "is_bot": author == "robot"}


def week(number: int) -> Period:
    first = MONDAY + timedelta(days=7 * number)
    return Period(first, first + timedelta(days=6))


def opened(store: EmbeddedStore, folder: Path, lines: Sequence[Line], slug: str = "plaza") -> View:
    path = folder / f"{slug}.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    take_in(store, slug, [path], Wish(timezone="UTC"))
    community = store.community(slug)
    assert community is not None
    return store.view(community)


_NOTHING_KEPT = Memory()
_known: dict[tuple[int, Memory], Needs] = {}


def found(view: View, number: int, memory: Memory = _NOTHING_KEPT) -> Needs:
    """The needs of a week of the plaza; each is looked for once."""
    key = (number, memory)
    if key not in _known:
        _known[key] = needs(view, week(number), memory)
    return _known[key]


def about(told: Needs, word: str) -> Need:
    return next(need for need in told.needs if word in need.name or word in need.title)
