"""Why numbers changed, as the report tells it: a word under a headline, a sentence and the parts in section 2."""

from juluo.chart.spec import Bar, CauseBars, Tone
from juluo.insights.causes.part import ONCE, Causes, Part, Shape, Split
from juluo.insights.causes.sentence import before_name, names_of, sentence
from juluo.metrics.metric import Unit
from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Against, Verdict
from juluo.report.daily import Block, Chart, Fold, Heading, Paragraph, Span
from juluo.report.figures import amount
from juluo.report.scene import Scene
from juluo.wording.catalogue import capital
from juluo.wording.numbers import signed, signed_points

# What section 2 explains, the first that changed with its parts drawn.
EXPLAINED = ("active_members", "messages", "participation_rate", "joined", "left", "questions_asked")
_WEEKLY = ("reply_rate", "newcomers_answered")
_MOST = 3
_PARTS = 6


def is_real(reading: Reading) -> bool:
    """Whether the change is worth a reason: it is real, or perhaps."""
    return reading.verdict.is_clear or reading.verdict is Verdict.MAYBE


def first_cause(scene: Scene, reading: Reading) -> str:
    """The part that explains most of a change, in a word or two: #答疑+58. Nothing where no part does."""
    if not is_real(reading):
        return ""
    found = scene.causes(reading)
    if not found.lead:
        return scene.say("各处都变了") if found.shape is Shape.BROAD else ""
    part, moved = names_of(found.lead, scene.lang), _moved(reading, found.led)
    if reading.change.against is Against.SAME_WEEKDAY:
        return scene.say("{part}{amount}", part=part, amount=moved)
    # The change beside it is from a mean, its parts are from the time before: two numbers that don't add up.
    before = before_name(reading, scene.lang)
    return scene.say("和{before}比，{part}{amount}", before=before, part=part, amount=moved)


def where_from(scene: Scene, reading: Reading) -> str:
    """The same as a sentence of the lead."""
    found = scene.causes(reading) if is_real(reading) else None
    if found is None or not found.change:
        return ""
    more = found.change > 0
    if found.lead:
        told = (
            "比{before}多的，主要来自{part}（{amount}）。" if more else "比{before}少的，主要来自{part}（{amount}）。"
        )
        part, before = names_of(found.lead, scene.lang), before_name(reading, scene.lang)
        return scene.say(told, part=part, before=before, amount=_moved(reading, found.led))
    if found.shape is Shape.BROAD:
        return scene.say("不是一个频道的事，各处都多了。" if more else "不是一个频道的事，各处都少了。")
    return ""


def why_blocks(scene: Scene) -> list[Block]:
    """The changes that are real, each with its reason; the first with its parts."""
    every = [scene.reading(name) for name in EXPLAINED] + [scene.weekly(name) for name in _WEEKLY]
    real = [found for reading in every if is_real(reading) and splits(found := scene.causes(reading))]
    if not real:
        return []
    blocks: list[Block] = [Heading(scene.say("为什么变了"))]
    for nth, found in enumerate(real[:_MOST]):
        blocks.append(Paragraph((Span(capital(sentence(found, scene.lang))),), _behind(scene, found)))
        if nth == 0:
            once = found.splits[0].by in ONCE and found.reading.metric.unit is Unit.PEOPLE
            caption = scene.say("一人只算一次：在哪里说得最多，就算在哪里。") if once else ""
            blocks.append(Chart(drawn(scene, found, found.splits[0]), caption))
    return blocks


def splits(found: Causes) -> bool:
    return bool(found.splits) and found.shape not in {Shape.NOT_REAL, Shape.INDIVISIBLE}


def _behind(scene: Scene, found: Causes) -> Fold | None:
    """The entries of the part that explains most: those it has now, or those it had."""
    if not found.lead:
        return None
    part = found.lead[0]
    query = part.behind if part.amount > 0 else part.behind_before
    if query is None:
        return None
    key = f"why-{found.reading.metric.name}"
    fold = scene.fold(key, scene.say("看{part}的消息", part=part.name.words(scene.lang)), query)
    return fold if fold.count else None


def drawn(scene: Scene, found: Causes, split: Split) -> CauseBars:
    """From what was to what is, the largest parts by name and the others together."""
    reading = found.reading
    before, now = reading.same_weekday or 0.0, reading.value or 0.0
    shown, rest = split.parts[:_PARTS], sum(part.amount for part in split.parts[_PARTS:])
    bars = [_bar(scene, found, part) for part in shown if part.amount]
    if len(split.parts) > _PARTS:
        bars.append(Bar(scene.say("其余"), rest, _moved(reading, rest)))
    start, end = capital(before_name(reading, scene.lang)), capital(scene.period_name)
    words = scene.say(
        "从{before}到{now}，一块一块加起来",
        before=amount(scene, reading, before),
        now=amount(scene, reading, now),
    )
    return CauseBars(
        Bar(start, before, amount(scene, reading, before)),
        tuple(bars),
        Bar(end, now, amount(scene, reading, now)),
        words,
    )


def _bar(scene: Scene, found: Causes, part: Part) -> Bar:
    """Coloured only where it leads a change that is real and has a good direction."""
    good = found.reading.is_good
    tone = Tone.PLAIN
    if part in found.lead and good is not None:
        tone = Tone.GOOD if good else Tone.BAD
    return Bar(capital(part.name.words(scene.lang)), part.amount, _moved(found.reading, part.amount), tone=tone)


def _moved(reading: Reading, value: float) -> str:
    return signed_points(value) if reading.metric.unit is Unit.SHARE else signed(value)
