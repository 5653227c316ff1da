"""Who comes back, in sentences. A member is never said to be gone: only what they did, and what may be."""

from juluo.insights.retention.newcomers import NewcomerSurvival
from juluo.insights.retention.returning import Quiet, Returning
from juluo.ledger.period import Grain
from juluo.metrics.activity.cohorts import BRACKETS, Cell, CohortTable, Joining, Sense
from juluo.wording.catalogue import Say
from juluo.wording.numbers import percent, rounded, whole

# Named by how they are counted, because one name stands for two of them elsewhere.
_TITLES = {
    (Sense.ON, Grain.DAY): "当日留存：第N天那一天来过的",
    (Sense.ON, Grain.WEEK): "当周留存：第N周里来过的",
    (Sense.AFTER, Grain.DAY): "之后仍回来：第N天或以后来过的",
    (Sense.AFTER, Grain.WEEK): "之后仍回来：第N周或以后来过的",
    (Sense.IN_A_ROW, Grain.DAY): "连续留存：到第N天为止天天来的",
    (Sense.IN_A_ROW, Grain.WEEK): "连续留存：到第N周为止每周都来的",
    (Sense.BRACKETS, Grain.DAY): "分段留存：自己的第几天到第几天里来过的",
    (Sense.BRACKETS, Grain.WEEK): "分段留存：自己的第几天到第几天里来过的",
}
_COHORTS = {
    (Joining.FIRST, Grain.DAY): "第一次开口的那天",
    (Joining.FIRST, Grain.WEEK): "第一次开口的那周",
    (Joining.RECURRING, Grain.DAY): "发过言的那天",
    (Joining.RECURRING, Grain.WEEK): "发过言的那周",
}
_NEARLY_DAILY = 1.5


def table_title(table: CohortTable, say: Say) -> str:
    return say(_TITLES[table.sense, table.grain])


def table_head(table: CohortTable, say: Say) -> tuple[str, ...]:
    """The cohort, its people, and each column; interval 0 is the cohort itself and has no column."""
    if table.sense is Sense.BRACKETS:
        columns = [say("第{first}～{last}天", first=first, last=last) for first, last in BRACKETS]
    else:
        nth = "第{n}周" if table.grain is Grain.WEEK else "第{n}天"
        columns = [say(nth, n=n) for n in range(1, len(table.total))]
    return (say(_COHORTS[table.joining, table.grain]), say("人数"), *columns)


def cell_words(cell: Cell | None) -> str:
    """A share; a count where there are few; nothing where it isn't over."""
    if cell is None or not cell.n:
        return ""
    return f"{cell.hits}/{cell.n}" if cell.share is None else percent(cell.share)


def table_notes(table: CohortTable, say: Say) -> tuple[str, ...]:
    """What to know before reading the table."""
    notes = [say("空着的是还没过完，或导出没讲到，不是0；不到20人或回来不到5人的写人数。")]
    if table.sense is Sense.AFTER:
        notes.append(say("越靠近现在的越小：他们能回来的日子还少，这些数以后只会变大。"))
    if not all(row.known for row in table.rows):
        notes.append(say("导出开头30天里分不清谁是新人，那几行不算。"))
    return tuple(notes)


def quiet_words(one: Quiet, say: Say) -> str:
    """Why a member stands on the list."""
    if one.usual < _NEARLY_DAILY:
        return say("平时几乎天天来，这回{silent}天没来了", silent=one.silent)
    usual = rounded(round(one.usual))
    return say("平时平均{usual}天来一次，这回{silent}天没来了", usual=usual, silent=one.silent)


def returning_words(found: Returning, say: Say) -> tuple[str, ...]:
    """What the list is, what is to be expected of everybody, and how well earlier lists did."""
    if found.fit is None:
        return (say(found.reason),)
    told = [
        say("{n}位成员可能不再来了，也可能只是歇一阵：按各人自己的规律估的，不是断定。", n=whole(len(found.quiet)))
        if found.quiet
        else say("没有谁沉默得反常。"),
        say(
            "近一年开过口的{people}人里，估计{here}人还在。往后28天，他们合起来大约来{expected}次（一人一天算一次）。",
            people=whole(found.fit.people),
            here=whole(found.here),
            expected=whole(found.expected),
        ),
    ]
    past = found.hindsight
    if past is not None:
        told.append(
            say(
                "这样估准不准：4、8、12周前的名单上共{listed}人次，28天里回来了{came}人次，当时估的是{said}人次。",
                listed=whole(past.listed),
                came=whole(past.came),
                said=whole(past.said),
            )
        )
    return tuple(told)


def newcomer_words(found: NewcomerSurvival, say: Say) -> tuple[str, ...]:
    """How long newcomers stay, and whether those who were answered stay longer."""
    if found.reason:
        return (say(found.reason),)
    goodbye = (
        "在这里，连着{days}天没开口的，之后4周里回来的不到一成，所以到那时就算走了。"
        if found.goodbye.learnt
        else "连着{days}天没开口就算走了：这里的记录看不出更合适的天数。"
    )
    silent = say(goodbye, days=found.goodbye.days)
    return (silent, *([_compared(found, say)] if found.difference is not None else []))


def _compared(found: NewcomerSurvival, say: Say) -> str:
    difference = found.difference
    if difference is None or difference.p >= 0.2:
        return say("第一句话有人接的和没人接的，看不出谁留得更久。")
    longer = difference.excess < 0
    if difference.p >= 0.05:
        return say("第一句话有人接的，可能留得更久。" if longer else "第一句话有人接的，可能留得更短。")
    return say(
        "第一句话有人接的，明显留得更久；是不是因为有人接，这里说不准。"
        if longer
        else "第一句话有人接的，明显留得更短；是不是因为有人接，这里说不准。"
    )
