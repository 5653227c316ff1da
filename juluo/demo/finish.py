"""The last touches: recalls, edits, reactions and pictures; then order and ids."""

from juluo.demo.dice import Dice
from juluo.demo.line import Line
from juluo.demo.places import DOORSTEP, SHOWROOM
from juluo.demo.schedule import Season
from juluo.demo.stage import Stage
from juluo.ledger.kinds import Kind

_FACES = ("👍", "❤️", "😂", "🎉", "🙏", "👏", "👀", "💡", "💪", "🌾")


def finish(stage: Stage, dice: Dice) -> None:
    """Touch the lines up, put them in order of time and number them."""
    recalled: list[Line] = []
    for line in stage.lines:
        if line.kind is not Kind.MESSAGE or line.author is None or line.author.is_bot:
            continue
        _touch(line, dice)
        if dice.chance(0.008) and _may_recall(line, stage.season):
            recalled.append(Line(line.second - dice.between(6, 40), line.place, line.author, None, deleted=True))
    stage.lines += recalled
    stage.lines.sort(key=lambda line: line.second)
    for number, line in enumerate(stage.lines, start=1):
        line.id = f"m{number:06d}"


def _touch(line: Line, dice: Dice) -> None:
    if dice.chance(0.013):
        line.edited = line.second + dice.between(20, 900)
    if dice.chance(0.3 if line.place is SHOWROOM else 0.07):
        faces = dice.shuffled(_FACES)[: dice.between(1, 3)]
        line.reactions = tuple((face, 1 + dice.heavy(0.8, 9)) for face in faces)
    pictured = line.text is not None and (
        "截图在这" in line.text or "图在下面" in line.text or "附件在这" in line.text
    )
    if pictured or dice.chance(0.25 if line.place is SHOWROOM else 0.02):
        line.media = dice.between(1, 3)


def _may_recall(line: Line, season: Season) -> bool:
    """Only a line whose recalled twin can't seem to ask, to answer or to be anyone's first words."""
    plain = not line.asks and line.topic is None and line.place is not DOORSTEP and line.author is not None
    day = season.day_of(line.second)
    return plain and line.author is not None and season.day_of(line.second - 60) == day != line.author.joined
