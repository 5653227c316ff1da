"""What parts are called, as the report calls them: channels, threads, people, months, hours."""

from collections.abc import Iterable, Mapping

from juluo.insights.causes.counts import AWAY, STAYED
from juluo.insights.causes.part import By, Key
from juluo.insights.causes.sides import AS_BEFORE, BACK, FROM_START, LONGER, NEW, UNSURE
from juluo.metrics.channels import channel_names
from juluo.metrics.said import Said
from juluo.store.view import View
from juluo.wording.sentence import Sentence, told

_LONGEST = 40
_PHASES: Mapping[Key, Sentence] = {
    NEW: told("第一次开口的人"),
    BACK: told("四周没来、又回来的人"),
    AS_BEFORE: told("近四周里来过的人"),
    UNSURE: told("新来的或隔了四周回来的人"),
}
_BANDS: Mapping[Key, Sentence] = {
    "week": told("开口还不到一周的人"),
    "month": told("开口一到四周的人"),
    "quarter": told("开口一到三个月的人"),
    "year": told("开口三个月到一年的人"),
    LONGER: told("开口一年以上的人"),
    FROM_START: told("记录开始时就在的人"),
}
_TURNOVER: Mapping[Key, Sentence] = {
    NEW: told("这次第一次开口的人"),
    BACK: told("上次没来、这次来了的人"),
    UNSURE: told("上次没来、这次来了的人"),
    STAYED: told("两次都在的人"),
    AWAY: told("上次在、这次没来的人"),
}
FACTORS: Mapping[Key, Sentence] = {
    "members": told("成员总数"),
    "share": told("发言人数占比"),
    "speakers": told("发言的人数"),
    "each": told("每人说的条数"),
    "daily": told("每天来的人数"),
    "window": told("这些天里来过的人数"),
    "joined": told("进来的人"),
    "left": told("离开的人"),
}


class Names:
    """Names of the parts of one change; looked up together, once."""

    def __init__(self, view: View, rows: Iterable[Said], threads: Iterable[Key], people: Iterable[Key]) -> None:
        rows = list(rows)
        self._channels = channel_names(view)
        self._homes = {row.thread: row.channel for row in rows if row.thread is not None}
        self._titles = view.register.thread_titles(code for code in threads if isinstance(code, int))
        self._people = view.accounts(sorted(code for code in people if isinstance(code, int)))

    def of(self, by: By, keys: tuple[Key, ...]) -> Sentence:
        """The name of a part. Only hours come several together."""
        if by is By.HOUR:
            return _hours(keys)
        key = keys[0]
        if key is None:
            return told("不在话题里的话") if by is By.THREAD else told("系统")
        return {
            By.CHANNEL: self._channel,
            By.THREAD: self._thread,
            By.PERSON: self._person,
            By.COHORT: _month,
            By.LIFECYCLE: _PHASES.__getitem__,
            By.TENURE: _BANDS.__getitem__,
            By.TURNOVER: _TURNOVER.__getitem__,
            By.FACTOR: FACTORS.__getitem__,
        }[by](key)

    def _channel(self, key: Key) -> Sentence:
        return told("#{channel}", channel=self._place(key))

    def _place(self, key: Key) -> str:
        return self._channels.get(key, "") if isinstance(key, int) else ""

    def _thread(self, key: Key) -> Sentence:
        title = " ".join(str(self._titles.get(key, "") if isinstance(key, int) else "").split())
        title = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
        channel = self._place(self._homes.get(key) if isinstance(key, int) else None)
        if not title:
            return told("#{channel}里一个没有标题的话题", channel=channel)
        return told("#{channel}的话题「{title}」", channel=channel, title=title)

    def _person(self, key: Key) -> Sentence:
        account = self._people.get(key) if isinstance(key, int) else None
        if account is None or account.erased:
            return told("已抹去的成员")
        return told("{name}", name=account.name)


def others(n: int) -> Sentence:
    """What stands for the parts too small to be listed."""
    return told("其余{n}项合起来", n=n)


def _month(key: Key) -> Sentence:
    if key == FROM_START:
        return told("记录开始时就在的人")
    year, month = str(key).split("-")
    return told("{year}年{month}月第一次开口的人", year=int(year), month=int(month))


def _hours(keys: tuple[Key, ...]) -> Sentence:
    hours = [key for key in keys if isinstance(key, int)]
    return told("{start}点到{end}点", start=min(hours), end=max(hours) + 1)
