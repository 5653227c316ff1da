"""How many people raised a need, period by period: as a small line on its card, and drawn large on its page."""

from juluo.chart.spec import Course, Sparkline, Tone
from juluo.insights.needs.need import Course as Fate
from juluo.insights.needs.need import Need, Needs
from juluo.ledger.period import Period
from juluo.wording.catalogue import Say

_MONTH, _QUARTER = 28, 80


def small_line(say: Say, course: Fate, people: int, name: str) -> Sparkline | None:
    """The periods before and this one; None where there is nothing to draw."""
    if not course.series:
        return None
    values = (*map(float, course.series), float(people))
    label = say("{name}：前{n}期和这一期各有多少人提，这一期{people}", name=name, n=len(course.series), people=people)
    return Sparkline(values, (None,) * len(values), None, None, Tone.PLAIN, label)


def course_of(say: Say, need: Need, found: Needs, name: str) -> Course | None:
    """The same as a line with its periods, over what as many as speak now would have given at the rate of before."""
    series, expected = need.course.series, need.course.expected
    if not series or expected is None or len(series) != len(found.past):
        return None
    values = (*map(float, series), float(need.people))
    names = tuple(_named(period) for period in (*found.past, found.period))
    return Course(
        names,
        values,
        tuple(say("{n}人", n=int(value)) if found.by_people else say("{n}串", n=int(value)) for value in values),
        (None,) * len(values),
        (expected,) * len(values),
        say("预计"),
        None,
        len(series),
        (),
        Tone.PLAIN,
        say("{name}：前{n}期和这一期各有多少人提，这一期{people}", name=name, n=len(series), people=need.people),
    )


def _named(period: Period) -> str:
    if period.length >= _QUARTER:
        return f"{period.first:%Y}-Q{(period.first.month + 2) // 3}"
    return f"{period.first:%Y-%m}" if period.length >= _MONTH else f"{period.first:%m-%d}"
