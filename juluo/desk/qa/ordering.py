"""In which order questions stand.

Most votes first. With as many votes, the larger share of those who could have voted, by the lower end of its interval
(Wilson 1927), so that a question of five minutes ago isn't behind one of an hour ago; then who asked first. Every
third place is for who asks here for the first time.
"""

from collections.abc import Iterable

from juluo.desk.qa.values import QuestionFacts
from juluo.metrics.intervals import wilson

EVERY = 3


def ordered(questions: Iterable[QuestionFacts]) -> tuple[QuestionFacts, ...]:
    """The questions as members and hosts see them."""
    left = sorted(questions, key=lambda one: (-one.votes, -share(one), one.at, one.id))
    found: list[QuestionFacts] = []
    while left:
        fresh = next((one for one in left if one.first), None) if (len(found) + 1) % EVERY == 0 else None
        found.append(fresh or left[0])
        left.remove(found[-1])
    return tuple(found)


def share(one: QuestionFacts) -> float:
    """At least this share of those who could have voted for it did."""
    chances = max(one.chances, one.votes)
    return wilson(one.votes, chances).low if chances else 0.0
