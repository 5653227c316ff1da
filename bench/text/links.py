"""How well lines are linked to what they answer: on annotated IRC that the weights did not learn from.

`python bench/text/links.py [ARCHIVE [PART]]`; without one JULUO_REAL_DATA says where the labelled data lies. PART is
a folder in it, dev by itself. The graph is measured as Kummerfeld et al. 2019 do: precision and recall over links, a
line that begins something being linked to itself. A question is a line that begins something and holds a question
mark; it is unanswered if nobody else speaks in what it began.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from juluo.text.links import Linker
from juluo.text.links.answered import LIKELY, NAMED, taken_up, unanswered
from juluo.text.links.corpus import Talk, talks, unpacked
from juluo.text.links.features import REACH
from juluo.text.links.line import Line
from juluo.text.links.net import Floats

ARCHIVE = Path("labels", "reply_structure_irc.tar.gz")


@dataclass(slots=True)
class Score:
    """True and false hits, and misses."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.wanted, 1)

    @property
    def f(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """How likely a question went unanswered, and whether it did."""

    chance: float
    unanswered: bool


def archive(argument: str | None) -> Path:
    """Where the annotated talk is: as given, or in the labelled data."""
    if argument is None and "JULUO_REAL_DATA" not in os.environ:
        sys.exit("Set JULUO_REAL_DATA to the folder that holds labels/reply_structure_irc.tar.gz.")
    return Path(argument) if argument else Path(os.environ["JULUO_REAL_DATA"]) / ARCHIVE


def measured(linker: Linker, told: Sequence[Talk]) -> tuple[Score, list[Question]]:
    """The links of some files, and their questions."""
    links, questions = Score(), list[Question]()
    for talk in told:
        chances = linker.chances(talk.lines)
        found = {line: (line,) for line in talk.answers}
        found |= {talk.lines[at].id: (_answered(talk.lines, at, chances),) for at in talk.annotated}
        _count(links, found, talk.answers)
        questions += _questions(talk, chances)
    return links, questions


def _answered(lines: Sequence[Line], place: int, chances: Floats) -> int:
    best = int(chances[place].argmax())
    return lines[place if best == REACH else place - 1 - best].id


def _count(score: Score, found: Mapping[int, tuple[int, ...]], truth: Mapping[int, tuple[int, ...]]) -> None:
    pairs, wanted = ({(line, to) for line, all_to in one.items() for to in all_to} for one in (found, truth))
    score.right += len(pairs & wanted)
    score.found += len(pairs)
    score.wanted += len(wanted)


def _questions(talk: Talk, chances: Floats) -> Iterator[Question]:
    conversation = _conversations(talk)
    authors = [line.author for line in talk.lines]
    for place in talk.annotated:
        asked = talk.lines[place]
        if talk.answers[asked.id] == (asked.id,) and "?" in asked.text:
            others = (line for line in talk.lines[place + 1 :] if line.author != asked.author)
            answered = any(conversation[line.id] == conversation[asked.id] for line in others)
            yield Question(unanswered(taken_up(place, authors, chances)), not answered)


def _conversations(talk: Talk) -> dict[int, int]:
    """The conversation of each line, named by one of its lines."""
    parent = {line.id: line.id for line in talk.lines} | {line: line for line in talk.answers}

    def root(line: int) -> int:
        while parent.setdefault(line, line) != line:
            line = parent[line]
        return line

    for line, answered in talk.answers.items():
        for to in answered:
            parent[root(line)] = root(to)
    return {line: root(line) for line in list(parent)}


def called(questions: Sequence[Question], at: float) -> Score:
    """Questions called unanswered from a probability on."""
    hits = [question for question in questions if question.chance >= at]
    wanted = sum(question.unanswered for question in questions)
    return Score(sum(question.unanswered for question in hits), len(hits), wanted)


def main(folder: Path, part: str) -> None:
    linker = Linker.shipped()
    for names, goal, at, wanted in ((True, 71.5, NAMED, "F .92"), (False, 60, LIKELY, "P .75 at R .50")):
        links, questions = measured(linker, list(talks(folder / part, names=names)))
        print(f"{part}, {'people name each other' if names else 'every name taken out'}:")
        print(f"  links: P {links.precision:.3f}, R {links.recall:.3f}, F {100 * links.f:.1f} (goal {goal})")
        print(f"  unanswered, of {len(questions)} questions (goal {wanted}, claimed from {at} on):")
        for chance in sorted({at, 0.4, 0.5, 0.6, 0.7, 0.8}):
            score = called(questions, chance)
            told = f"P {score.precision:.3f}, R {score.recall:.3f}, F {score.f:.3f}"
            print(f"    from {chance:.2f}: {told}{' <' if chance == at else ''}")


if __name__ == "__main__":
    with unpacked(archive(sys.argv[1] if len(sys.argv) > 1 else None)) as at:
        main(at, sys.argv[2] if len(sys.argv) > 2 else "dev")
