"""Writes the pages that are lists of what the code knows: commands, sources, metrics. `make generate`."""

import sys
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any, Final

import typer

from juluo.cli.main import application
from juluo.ledger.kinds import Kind
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Good, Metric, Trial, Unit, metrics
from juluo.metrics.reading import SIGHT_WORDS
from juluo.sources.reader import Reader, readers
from juluo.sources.table_columns import NAMES, REQUIRED, SETTINGS

DOCS: Final = Path(__file__).parent
_NOTE: Final = "<!-- make generate 写的，别手改｜written by make generate, don't edit -->"

SIGHTS: Final = {sight: f"{SIGHT_WORDS[sight]} `{sight}`" for sight in Sight}
GOOD: Final = {
    Good.HIGHER: "越高越好 higher is better",
    Good.LOWER: "越低越好 lower is better",
    Good.NEITHER: "无所谓好坏 neither",
}
UNITS: Final = {
    Unit.PEOPLE: "人 people",
    Unit.MESSAGES: "条消息 messages",
    Unit.QUESTIONS: "个提问 questions",
    Unit.SHARE: "比例 share",
    Unit.MINUTES: "分钟 minutes",
    Unit.THREADS: "个话题 threads",
    Unit.CASES: "件 cases",
    Unit.NUMBER: "一个数 a plain number",
    Unit.TABLE: "一张表 table",
}
TRIALS: Final = {
    Trial.COUNT: "计数 count",
    Trial.BURSTY: "成串的计数，离散度取自之前八期 bursty count, its spread taken from eight earlier periods",
    Trial.SHARE: "比例，Newcombe 区间 share, Newcombe's interval",
    Trial.PAIRED: "同一批人，跟前四期比，起伏取自前八期 the same people against four periods, their spread from eight",
    Trial.WAITS: "等待时间，对数秩 waits, log-rank",
    Trial.MEMBERS: "按成员自助抽样 bootstrap by member",
    Trial.SCORES: "评分，Welch scores, Welch",
    Trial.RATIO: "两个计数之比，对数比 a ratio of counts, log-ratio",
    Trial.NONE: "未检验 not tested",
}


def pages() -> dict[Path, str]:
    """Every generated page: where it lies and what it must say."""
    return {
        DOCS / "commands.md": _page("命令 Commands", _commands()),
        DOCS / "sources.md": _page("来源 Sources", _sources()),
        DOCS / "metrics.md": _page("指标 Metrics", _metrics()),
    }


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", _NOTE, *lines, ""])


def _commands() -> Iterator[str]:
    yield ""
    yield "每条命令都能加 `--help`。每个选项前半句中文，“｜”后面英文。"
    yield "Every command takes `--help`. In each line Chinese stands before “｜”, English after."
    group: Any = typer.main.get_command(application())
    for name, command in group.commands.items():
        yield from ("", f"## juluo {name}", "", *_halves(command.help), "")
        for option in command.params:
            if option.name != "help":
                yield _option(option)


def _option(option: Any) -> str:  # noqa: ANN401 - an argument or option of the command line's library
    names = "/".join(option.opts) if option.opts[0].startswith("-") else option.metavar or option.opts[0].upper()
    kind = option.type_descriptor.annotation
    choices: list[str] = list(kind) if isinstance(kind, EnumType) else []
    told = f"（{'、'.join(choices)}）" if choices else ""
    must = "，必写 required" if option.required else ""
    return f"- `{names}`{must}{told}：{option.help}" if option.help else f"- `{names}`{must}{told}"


def _sources() -> Iterator[str]:
    yield ""
    yield "`juluo import` 自己认格式；`--format 名字` 可以指定。“看得见”说的是这种导出里一定读得到什么，"
    yield "遇到更多（进群、撤回……）就多看见一些；看不见的指标答“未知”，不答 0。"
    yield ""
    yield "`juluo import` recognises the format; `--format NAME` sets it. “Sees” is what such an export always shows;"
    yield "whatever else it turns out to hold is seen too. A metric over something unseen answers “unknown”, never 0."
    yield ""
    yield "WhatsApp 和表格里没写群名的聊天，用文件名当频道名（“(1)”“副本”不算）：每次导出请留着原来的文件名，"
    yield "或者用 `--map channel_name=群名` 指定；换了名字就成了另一个频道，记录会再加一遍。"
    yield ""
    yield "A WhatsApp chat or a table without a name of its own takes the file's (“(1)” and “Copy” don't count):"
    yield "keep the file's name from export to export, or give `--map channel_name=NAME`;"
    yield "another name is another channel, and its entries are added again."
    for reader in readers().values():
        yield from ("", f"## {reader.name}", "", f"**{reader.title}**", "", *_about(reader), "", *_sight(reader))
        if reader.name == "table":
            yield from _columns()


def _about(reader: Reader) -> list[str]:
    words = sys.modules[type(reader).__module__].__doc__ or ""
    return words.strip().splitlines()


def _sight(reader: Reader) -> Iterator[str]:
    yield f"- 看得见 sees：{'、'.join(SIGHTS[sight] for sight in Sight if sight in reader.sees)}"
    yield f"- 账号属于 accounts belong to：`{reader.platform}`"


def _columns() -> Iterator[str]:
    yield ""
    yield "列按名字认，大小写和空格不论；名字不同就用 `--map 角色=列名`。"
    yield "Columns are known by name, whatever their case; for other names say `--map ROLE=COLUMN`."
    yield ""
    yield "| 角色 role | 认得的列名 known column names |"
    yield "|---|---|"
    for role, names in NAMES.items():
        must = "，必须有 required" if role in REQUIRED else ""
        yield f"| `{role}`{must} | {'、'.join(names)} |"
    yield ""
    yield f"另外可以写 also: {'、'.join(f'`--map {setting}=…`' for setting in SETTINGS)}。"


def _metrics() -> Iterator[str]:
    yield ""
    yield "一个指标只定义一次，写在 `juluo/metrics/` 里；日报、命令行和这一页读的是同一份记录。"
    yield "读数带区间；和上周同一天、前四周的均值比，再说变化是真的，还是看不出来。"
    yield ""
    yield "A metric is defined once, in `juluo/metrics/`; the report, the command line and this page read that record."
    for metric in metrics().values():
        yield from ("", f"## {metric.name}", "", f"**{metric.title}｜{metric.title_en}**", "", *_record(metric))


def _record(metric: Metric) -> Iterator[str]:
    yield from (metric.meaning, "", metric.meaning_en, "")
    yield f"- 单位 unit：{UNITS[metric.unit]}；{GOOD[metric.good]}"
    yield f"- 数的是 counts：{'、'.join(f'`{kind}`' for kind in Kind if kind in metric.kinds)}"
    groups = [" / ".join(SIGHTS[sight] for sight in Sight if sight in group) for group in metric.needs]
    yield f"- 来源要看得见 the source must see：{'；'.join(groups) or '—'}"
    yield f"- 变化的检验 test of a change：{TRIALS[metric.trial]}"
    if metric.splits:
        yield f"- 可以再分 splits：{'、'.join(f'`--by {split}`' for split in metric.splits)}"
    if metric.edges:
        yield f"- 边界 edge cases：{metric.edges} {metric.edges_en}"
    yield f"- 定义出自 source：{metric.source} {metric.source_en}"


def _halves(words: str | None) -> list[str]:
    chinese, _, english = (words or "").partition("｜")
    return [chinese.strip(), "", english.strip()] if english else [chinese.strip()]


if __name__ == "__main__":
    for path, content in pages().items():
        path.write_text(content, encoding="utf-8")
