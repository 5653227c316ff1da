"""What asking costs where 2,000 questions stand: `JULUO_REAL_DATA=… python bench/qa.py [--questions N] [--asks N]`.

A session is filled with real Chinese titles, or with one made-up sentence filled in again and again, as many as it may
hold, and people ask in it: what was asked before, and what wasn't. CPU is user and system time of this process, and of
PostgreSQL's own beside it. Then the same comparison made anew of all words, as it was before anything was kept: the
ratio travels. That both find the same is checked on the way.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from desk import below, cpu_of

if TYPE_CHECKING:
    from juluo.desk.qa.models import QaSession
    from juluo.shell.accounts.facts import Colleague
    from juluo.shell.accounts.scene import Scene
    from juluo.shell.guests.facts import GuestFacts


TESTS = Path(__file__).resolve().parent.parent / "tests"
LABELLED = Path(__file__).parent / "text" / "alike_zh.tsv"
GOAL = 0.020
_THINGS = "表单 报名 会员 直播 课程 优惠券 排行榜 积分 备份 接口 字体 二维码 视频 通知 快递 发票 手册 投票 日程 海报"
_DEEDS = "导出 取消 续费 回放 下载 叠加 更新 兑换 恢复 调用 放大 打印 剪辑 关闭 查询 重开 翻译 统计 同步 转发"
_PLACES = "手机上 网页上 平板上 小程序里 群里 后台 新版本里 老师那边 离线的时候 第一次用的时候"


def templates(many: int) -> list[str]:
    """The worst there is: one sentence filled in again and again, so that each is to be held against each."""
    dice = random.Random(2_000)  # noqa: S311 - a repeatable sample
    things, deeds, places = (line.split() for line in (_THINGS, _DEEDS, _PLACES))
    found: dict[str, None] = {}
    while len(found) < many:
        thing, other, deed, place = (dice.choice(some) for some in (things, things, deeds, places))
        found[f"{place}{thing}怎么{deed}，和{other}有关系吗，第{dice.randrange(9_999)}个"] = None
    return list(found)


def asked() -> list[str]:
    return [row.split("\t", 1)[1] for row in LABELLED.read_text("utf-8").splitlines()]


@contextmanager
def database(name: str) -> Iterator[list[int]]:
    """An empty database to ask; the processes that serve it."""
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up

    from juluo.web.database import from_address  # noqa: PLC0415 - once Django is set up

    tests = import_module("postgres")
    if name == "SQLite":
        call_command("migrate", verbosity=0)
        yield []
        return
    with tests.served() as address:
        before = tests.answer_from(from_address(address))
        call_command("migrate", verbosity=0)
        folder = Path(address.partition("host=")[2])
        yield [int((folder / "data" / "postmaster.pid").read_text().split()[0])]
        tests.answer_from(before)


def cpu(servers: Sequence[int]) -> float:
    """Seconds of CPU of this process, and of those that serve its database."""
    return time.process_time() + sum(cpu_of(pid) for server in servers for pid in (server, *below(server)))


def peopled() -> tuple["Colleague", list["GuestFacts"], "Scene"]:
    """An owner, and members who may ask."""
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - once Django is set up
    from juluo.shell.guests.actions.joining import join  # noqa: PLC0415 - the same
    from juluo.shell.guests.actions.portal import open_portal  # noqa: PLC0415 - the same
    from juluo.shell.guests.facts import portal  # noqa: PLC0415 - the same

    scene = Scene(datetime.now(UTC))
    lin = import_module("cast").entered(scene).lin
    open_portal(lin, "tea", scene)
    found = portal("tea")
    link = found.link if found else sys.exit("The portal was opened and isn't there.")
    return lin, [join("tea", link, f"客{n}", None, scene)[0] for n in range(40)], scene


def filled(lin: "Colleague", scene: "Scene", questions: Sequence[str]) -> "QaSession":
    from juluo.desk.qa.actions.sessions import set_up  # noqa: PLC0415 - once Django is set up
    from juluo.desk.qa.models import AskedQuestion, QaSession  # noqa: PLC0415 - the same
    from juluo.desk.qa.values import Plan  # noqa: PLC0415 - the same
    from juluo.text.alike import Told  # noqa: PLC0415 - loads the dictionary

    session = QaSession.objects.get(slug=set_up(lin, "tea", Plan("问", moderated=False, most=20), scene))
    seen = {"session": session, "state": "shown", "at": scene.now, "shown_at": scene.now}
    told = [(f"n{number}", words, *Told.of(words)) for number, words in enumerate(questions)]
    AskedQuestion.objects.bulk_create(
        AskedQuestion(key=key, words=words, letters=letters, telling=line, **seen)
        for key, words, letters, line in told
    )
    return session


@dataclass(slots=True)
class Spent:
    """Seconds of CPU of each ask, of the comparing in it, and of comparing with all words anew."""

    whole: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    anew: list[float] = field(default_factory=list)


def measured(
    servers: Sequence[int], session: "QaSession", wanted: Sequence[str], people: list["GuestFacts"], scene: "Scene"
) -> Spent:
    from juluo.desk.qa.actions.asking import Wish, ask  # noqa: PLC0415 - once Django is set up
    from juluo.desk.qa.actions.comparing import asked_before  # noqa: PLC0415 - the same
    from juluo.desk.qa.models import AskedQuestion  # noqa: PLC0415 - the same
    from juluo.text.alike import SAME, Alike, Told  # noqa: PLC0415 - loads the dictionary

    spent = Spent()
    for number, words in enumerate(wanted):
        begun = cpu(servers)
        came = ask(people[number % len(people)], session.slug, Wish(words), (), scene)
        spent.whole.append(cpu(servers) - begun)
        if came.number is not None:
            AskedQuestion.objects.filter(pk=came.number).delete()
        begun = cpu(servers)
        found = asked_before(session, Told.of(words))
        spent.kept.append(cpu(servers) - begun)
        if number % 10 == 0:
            begun = cpu(servers)
            rows = list(AskedQuestion.objects.filter(session=session).order_by("pk").values_list("pk", "words"))
            again = Alike([text for _, text in rows]).likest(words, 3, SAME)
            spent.anew.append(cpu(servers) - begun)
            if found != tuple(rows[at][0] for at, _ in again):
                sys.exit(f"What is kept finds other than the words do: {words}")
    return spent


def tell(name: str, spent: Spent) -> None:
    said = [statistics.median(some) * 1_000 for some in (spent.whole, spent.kept, spent.anew)]
    late = statistics.quantiles(spent.whole, n=20)[-1] * 1_000
    held = "yes" if said[0] < GOAL * 1_000 else "NO"
    print(
        f"| {name} | {said[0]:.1f} ms, 95 % within {late:.1f} | {said[1]:.1f} ms | {said[2]:.0f} ms"
        f" | {said[2] / said[1]:.0f} | {held} |"
    )


def main() -> None:
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("--questions", type=int, default=2_000)
    asked_for.add_argument("--asks", type=int, default=200)
    told = asked_for.parse_args()
    sys.path[:0] = [str(TESTS), str(TESTS / "shell"), str(TESTS / "web"), str(LABELLED.parent)]
    titles = import_module("real_lines").titles
    print("| in | an ask | of it comparing | comparing anew | ratio | < 20 ms |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="juluo-qa-") as folder:
        os.environ |= {"JULUO_HOME": folder, "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}
        import django  # noqa: PLC0415 - once its home is known

        django.setup()
        for name in ("SQLite", "PostgreSQL"):
            with database(name) as servers:
                lin, people, scene = peopled()
                for lines, among in (("titles", titles()), ("templates", templates(told.questions))):
                    dice = random.Random(20_261_121)  # noqa: S311 - a repeatable sample
                    stand = list(dict.fromkeys([*asked()[::3], *(one[:300] for one in among)]))[: told.questions - 1]
                    wanted = [dice.choice([*asked(), *stand]) for _ in range(told.asks)]
                    spent = measured(servers, filled(lin, scene, stand), wanted, people, scene)
                    tell(f"{name}, {told.questions:,} {lines}", spent)


if __name__ == "__main__":
    main()
