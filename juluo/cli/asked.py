"""What a command is asked about: a metric by its name, a range of days."""

from datetime import date
from difflib import get_close_matches

from juluo.cli.home import day_of, fail, last_whole_day, listed, words
from juluo.metrics.metric import Metric, metrics
from juluo.store.view import View


def days_between(view: View, from_: str | None, to: str | None) -> tuple[date, date]:
    """The first and the last day asked for; without a word, the last whole day."""
    last = day_of(to) if to else last_whole_day(view)
    first = day_of(from_) if from_ else last
    if last < first:
        told = "--from {first} 太晚了：{slug} 最后一个完整的日子是 {last}，请写它或更早的一天。"
        told = "--from {first} 在 --to {last} 之后：请换过来。" if to else told
        fail(words()(told, first=first, last=last, slug=view.community.slug))
    return first, last


def metric_named(name: str) -> Metric:
    """The metric of that name, or a sentence with the names most like it."""
    found = metrics().get(name)
    if found is None:
        near = listed(get_close_matches(name, metrics(), n=3, cutoff=0.6))
        told = "没有叫 {name} 的指标：是不是 {near}？全部见 juluo metrics。"
        fail(words()(told if near else "没有叫 {name} 的指标：全部见 juluo metrics。", name=name, near=near))
    return found


def channel_named(view: View, name: str) -> int:
    """The code of the channel of that name or id, or a sentence that says which there are."""
    found = [code for code, channel in view.channels.items() if name in {channel.name, channel.channel_id}]
    if not found:
        others = listed(channel.name for channel in view.channels.values())
        fail(words()("没有叫 {name} 的频道：有 {known}。", name=name, known=others))
    return found[0]
