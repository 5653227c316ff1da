"""The people of the simulated community: invented handles, and how keen each is to speak."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from juluo.demo.dice import Dice
from juluo.demo.phrases.slots import words

_WHOLE = words("""
    不吃香菜 半糖去冰 山月 北岸 竹下 南瓜灯 表格侠 麦浪 橘子汽水 阿木 白露 小满 谷雨 芒种 云朵收藏家 键盘掉漆
    今天不加班 明早再说 一亩三分地 半亩 青石 石榴籽 莲蓬 慢半拍 猫在键盘上 纸飞机 螺丝刀 扳手 活字 米粒
    豆腐脑要咸的 甜豆花 路过的风 野渡 稻草人 蓑衣 渔火 灯下黑 数据搬运工 审批流本流 字段收集者 公式不报错
    打印机又卡纸 仓库第三排 前台的绿萝 财务小算盘 车间喇叭 tofu_dev kiwi2077 lowcode_cat nullpointer ctrl_z
    pixel_yam mango404 byte_bun oolong rice_bowl
""")
_MANNER = words("""
    慢吞吞的 爱晒太阳的 刚睡醒的 戴眼镜的 跑步的 吃西瓜的 写周报的 早起的 不会画图的 数星星的 修打印机的 会飞的
    打瞌睡的 看云的 找文档的 喝豆浆的
""")
_CREATURE = words("""
    水獭 刺猬 松鼠 河狸 企鹅 海豹 土拨鼠 狐狸 鲸鱼 麻雀 羊驼 考拉 蜗牛 萤火虫 小鹿 獾子 斑马 白鹭 章鱼 海龟
""")
_LAND = words("""
    南岭 北坡 西塘 东篱 江畔 河湾 海边 田埂 林间 巷口 桥头 城东
""")
_THING = words("""
    炊烟 小站 风车 渡口 瓦片 稻田 书摊 茶馆 磨坊 灯塔 石阶 菜园
""")

_NAMES = 7
OPERATOR = "林晚"
HELPER = "老犁"


@dataclass(slots=True, eq=False)
class Person:
    """One account. `keenness` is the chance to speak on a plain day, `joined` None for those already there."""

    id: str
    name: str
    keenness: float = 0.0
    joined: date | None = None
    left: date | None = None
    is_bot: bool = False
    is_staff: bool = False
    # The day on which a newcomer who comes back speaks again for the first time.
    back_on: date | None = None
    has_spoken: bool = False

    @property
    def is_member(self) -> bool:
        return not self.is_bot and not self.is_staff


def handles(dice: Dice) -> Iterator[str]:
    """Distinct invented handles, in a shuffled order."""
    made = [*_WHOLE]
    made += [manner + creature for manner in _MANNER for creature in _CREATURE]
    made += [land + thing for land in _LAND for thing in _THING]
    made += [f"{land}{number}号" for land in _LAND for number in (3, 7, 12, 19)]
    yield from dice.shuffled(made)


def keenness(dice: Dice) -> float:
    """A third only read; of the others a few speak daily and many now and then."""
    if dice.chance(0.3):
        return 0.012
    return min(0.93, 0.175 / (dice.share() + 0.06))


class Register:
    """Gives every account its id and its handle."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "people")
        # An account is called the same in every simulated community, so that one can take the place of another.
        self._handles = handles(Dice(_NAMES, "handles"))
        self.everyone: list[Person] = []

    def enrol(self, *, joined: date | None = None, name: str | None = None) -> Person:
        person = Person(f"u{len(self.everyone) + 1:03d}", name or next(self._handles), joined=joined)
        self.everyone.append(person)
        return person

    def settle(self, members: int) -> list[Person]:
        """Those who are there before the first day."""
        settled = [self.enrol() for _ in range(members)]
        for person in settled:
            person.keenness = keenness(self._dice)
        settled[0].name, settled[0].keenness = HELPER, 0.93
        return settled
