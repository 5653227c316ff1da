"""A survey's results as its page shows them: each question with its number, its picture and its sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.chart.spec import Bar, Bars
from juluo.desk.surveys.values import KIND_WORDS, STRATA
from juluo.desk.surveys.values import Kind as DeskKind
from juluo.insights.surveys.answered import FEWEST, Asked, Kind, Sheet
from juluo.insights.surveys.apart import gives_away
from juluo.insights.surveys.compared import Moved, Side, by_group, with_last
from juluo.insights.surveys.ranking import Ranked
from juluo.insights.surveys.results import Grid, Part, Result, answering, results
from juluo.insights.surveys.silence import Silence, silence
from juluo.insights.surveys.words import (
    few_words,
    lead_words,
    moved_words,
    plain_words,
    score,
    score_span,
    score_words,
    share_span,
    side_words,
    silence_words,
    weights_words,
)
from juluo.report.daily import Chart
from juluo.web.surveys.counted import Counted, stratum_names
from juluo.wording.catalogue import Say
from juluo.wording.numbers import percent

# What the one number of a question is.
_MEANS: Mapping[Kind, str] = {
    Kind.NPS: "净推荐值（−100到100）",
    Kind.CSAT: "平均分（1到5）",
    Kind.CES: "平均分（1到7）",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One question. `figure` is its one number with `span` and what it `means`, empty where there is none.

    `few` says why there is none.
    """

    key: str
    number: int
    words: str
    kind: str
    n: int
    figure: str
    span: str
    means: str
    few: str
    lines: tuple[str, ...]
    charts: tuple[Chart, ...]
    # Rows of (name, n, value, verdict) of strata, and of (what, before, now, verdict) of the wave before.
    groups: tuple[tuple[str, str, str, str], ...]
    before: tuple[tuple[str, str, str, str], ...]
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`strata` are rows of (name, asked, answered), `stops` of (question, answered, went no further)."""

    silence: Silence
    said: tuple[str, ...]
    weighed: tuple[str, ...]
    # The numbers that somebody in a hurry reads: (what, figure, interval, where it stands).
    tally: tuple[tuple[str, str, str, str], ...]
    strata: tuple[tuple[str, str, str], ...]
    stops: tuple[tuple[str, int, int], ...]
    questions: tuple[Shown, ...]


def results_shown(told: Counted, before: Sequence[Sheet], say: Say) -> Page:
    """`before` are the sheets of the wave or the survey that it is compared with."""
    found, quiet = results(told.survey), silence(told.survey)
    names = stratum_names(say)
    now = told.of_wave(told.waves[-1]) if len(told.waves) > 1 else told.survey.sheets
    case = _Case(told, now, before, names, say)
    questions = tuple(case.shown(number, one) for number, one in enumerate(found.questions, 1))
    return Page(
        quiet,
        silence_words(quiet, say),
        weights_words(found.weights, quiet, names, say) if told.survey.sheets else (),
        _tally(quiet, questions, say),
        tuple(
            (
                names.get(one.name, one.name),
                str(one.asked),
                say("人太少") if one.answered is None else str(one.answered),
            )
            for one in quiet.strata
        ),
        tuple((stop.question.words, stop.answered, stop.stopped) for stop in quiet.stops),
        questions,
    )


def _tally(quiet: Silence, questions: Sequence[Shown], say: Say) -> tuple[tuple[str, str, str, str], ...]:
    """What share answered, and every score."""
    rows = [
        (one.words, one.figure, say("{what}，95%区间{span}", what=one.means, span=one.span), f"#q{one.number}")
        for one in questions
        if one.figure
    ]
    if quiet.responded is not None:
        share = quiet.responded
        rows.insert(0, (say("答的比例"), percent(share.value), share_span(share.interval, say), "#who"))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Case:
    told: Counted
    now: Sequence[Sheet]
    before: Sequence[Sheet]
    names: Mapping[str, str]
    say: Say

    def shown(self, number: int, result: Result) -> Shown:
        asked, say = result.asked, self.say
        scored = result.scored
        lines = list(score_words(scored, asked.kind, say)) if scored else []
        if result.lead:
            lines.append(lead_words(result.lead, say))
        return Shown(
            asked.key,
            number,
            asked.words,
            say(KIND_WORDS[DeskKind(asked.kind)]),
            result.n,
            score(scored.leading.value, asked.kind) if scored else "",
            score_span(scored.leading.interval, asked.kind, say) if scored else "",
            say(_MEANS.get(asked.kind, "")) if scored else "",
            few_words(result, say),
            tuple(lines),
            self.charts(result),
            tuple(self.side(asked, one) for one in self.groups(asked)),
            tuple(self.moved(asked, one) for one in self.compared(asked)),
            result.words,
        )

    def groups(self, asked: Asked) -> tuple[Side, ...]:
        """How active they were: the only groups that every survey knows of."""
        survey = self.told.survey
        groups = {name: [one for one in survey.invited if one.stratum == name] for name in STRATA}
        groups = {name: told for name, told in groups.items() if told}
        if len(groups) < 2:
            return ()
        others = [one for one in survey.sheets if not one.invited or one.stratum not in groups]
        return by_group(asked, groups, is_anonymous=survey.is_anonymous, others=others)

    def compared(self, asked: Asked) -> tuple[Moved, ...]:
        """With the time before; not where the two leave a few over of an anonymous survey, who could be reckoned."""
        survey = self.told.survey
        held = {one.number for one in (*self.now, *self.before)}
        left_over = sum(one.number not in held for one in answering(asked, survey.sheets))
        if survey.is_anonymous and gives_away(left_over):
            return ()
        return with_last(asked, self.now, self.before)

    def side(self, asked: Asked, one: Side) -> tuple[str, str, str, str]:
        value = plain_words(one.value, asked.kind, self.say) if one.value else ""
        n = "" if one.is_hidden else self.say("{n}份", n=one.n)
        return self.names.get(one.name, one.name), n, value, side_words(one, asked.kind, self.say)

    def moved(self, asked: Asked, one: Moved) -> tuple[str, str, str, str]:
        kind = asked.kind if asked.kind.is_score else None
        what = next((option.words for option in asked.options if option.key == one.about), asked.words)
        before, now = (plain_words(each, kind, self.say) for each in (one.before, one.now))
        return what, before, now, moved_words(one, asked.kind, self.say)

    def charts(self, result: Result) -> tuple[Chart, ...]:
        if result.is_hidden or not result.n:
            return ()
        if result.ranking:
            return (self.ranking(result),)
        if result.grid:
            return tuple(self.row(one) for one in result.grid if one.parts)
        return (self.parts(result.asked.words, result.parts),) if result.parts else ()

    def row(self, one: Grid) -> Chart:
        chart = self.parts(one.row.words, one.parts)
        words = "{row}（{n}份）" if one.n >= FEWEST else "{row}（{n}份，太少，只数份数）"
        return Chart(chart.spec, self.say(words, row=one.row.words, n=one.n))

    def parts(self, label: str, parts: Sequence[Part]) -> Chart:
        """Bars of shares with their intervals, or of counts where there are too few."""
        say, told = self.say, any(part.plain for part in parts)
        weighed = any(part.weighted for part in parts)
        share = say("占答的人，加权") if weighed else say("占答的人")
        head = (say("选项"), share if told else say("份"), self._third(told=told, weighed=weighed))
        bars = Bars(head, tuple(self._bar(part) for part in parts), label)
        return Chart(bars)

    def _third(self, *, told: bool, weighed: bool) -> str:
        if not told:
            return ""
        return self.say("95%区间；不加权") if weighed else self.say("95%区间")

    def _bar(self, part: Part) -> Bar:
        leading = part.leading
        if part.plain is None or leading is None:
            return Bar(part.option.words, part.hits, str(part.hits))
        span = share_span(leading.interval, self.say)
        if part.weighted:
            span = self.say("{span}；{value}", span=span, value=percent(part.plain.value))
        interval = leading.interval
        return Bar(
            part.option.words,
            leading.value,
            percent(leading.value),
            span,
            interval=(interval.low, interval.high) if interval else None,
        )

    def ranking(self, result: Result) -> Chart:
        say = self.say
        rows = tuple(
            Bar(
                one.option.words,
                one.borda,
                percent(one.borda),
                place_words(one, self.say),
                interval=(one.interval.low, one.interval.high) if one.interval else None,
            )
            for one in result.ranking
        )
        head = (say("选项"), say("排在多少别项前面"), say("平均名次；名次的95%区间"))
        return Chart(Bars(head, rows, result.asked.words))


def place_words(one: Ranked, say: Say) -> str:
    """Where an option stands, and what it would be weighed."""
    told = f"{one.mean_rank:.1f}"
    if one.places is not None:
        first, last = one.places
        words = "{rank}；第{first}" if first == last else "{rank}；第{first}到{last}"
        told = say(words, rank=told, first=first, last=last)
    if one.borda_weighted is None:
        return told
    return say("{place}；加权是{value}", place=told, value=percent(one.borda_weighted))
