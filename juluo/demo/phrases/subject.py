"""A subject people talk about: how they open it and what others say to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """`asks` are questions, `answers` answer them one by one, alternatives parted by |.

    `says` are statements, `replies` react to those. Only `asks` may hold question words: the planted number of
    questions rests on it.
    """

    name: str
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()

    def answers_to(self, nth: int) -> tuple[str, ...]:
        """What can be answered to the nth question; a question without a number takes any answer."""
        chosen = self.answers if nth < 0 else (self.answers[nth],)
        return tuple(answer for alternatives in chosen for answer in alternatives.split("|"))
