"""What threads are called, and which are young and small."""

from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.listing import FEW, YOUNG
from juluo.insights.recommend.taken import Taken
from juluo.metrics.replies.taking_part import by_threads
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Flags = np.ndarray[Any, np.dtype[np.bool_]]


def titles_of(view: View, found: Taken) -> tuple[str, ...]:
    """Each item's title; a channel's name where channels stand for threads."""
    if not by_threads(view):
        return tuple(view.channels[item].name if item in view.channels else "" for item in found.items)
    titles = view.register.thread_titles(found.items)
    return tuple(titles.get(item, "") for item in found.items)


def young(found: Taken) -> "Flags":
    """Threads that began this week and have one or two people so far."""
    result: Flags = (found.day.toordinal() - found.first < YOUNG) & (found.crowd <= FEW) & found.alive
    return result
