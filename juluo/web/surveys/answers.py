"""Open answers as a page lists them: what is alike together, and the need cards that each speaks of or may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.desk.needs.facts import Source, evidence_of, kept_needs
from juluo.insights.needs.need import Need
from juluo.insights.surveys.themes import nearest, themes
from juluo.shell.visit import Visit
from juluo.web.asking import Asking
from juluo.web.needs.page import found_for, picked_of

# More answers than this are compared in pairs for too long.
_COMPARED = 2_000


@dataclass(frozen=True, slots=True)
class Cards:
    """The need cards that words can be put to, by id: what they are called, and those that were found just now."""

    names: Mapping[str, str]
    found: Mapping[str, Need]
    # What is compared with answers: the name, the title and the quotes of each.
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `needs` are those it was put to, `like` the one it is most like, "" if none."""

    number: int
    words: str
    person: int | None
    needs: tuple[str, ...]
    like: str


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that say the same, by the words they share; those like nothing else stand in a group without words."""

    words: tuple[str, ...]
    lines: tuple[Line, ...]


def cards_at_hand(visit: Visit) -> Cards:
    """The cards of the last whole week, and all that are kept."""
    picked = picked_of(visit, Asking({}, visit.today))
    found = found_for(visit, picked.period)[0] if picked else None
    needs = {one.need_id: one for one in found.needs.needs} if found else {}
    kept = {
        key: one for key, one in kept_needs(visit.community).items() if not one.muted and not one.into and one.shown_as
    }
    gone = {key for key, one in kept_needs(visit.community).items() if one.muted or one.into}
    names = {key: kept[key].shown_as if key in kept else one.name for key, one in needs.items() if key not in gone}
    names |= {key: one.shown_as for key, one in kept.items() if key not in names}
    said = {key: " ".join([name, *_words(needs.get(key))]) for key, name in names.items()}
    return Cards(names, needs, said)


def grouped(
    texts: Sequence[tuple[int, str]], people: Mapping[int, int], put: Mapping[int, Sequence[str]], cards: Cards
) -> tuple[Group, ...]:
    """The largest theme first, what is like nothing else last."""
    words = [told for _, told in texts[:_COMPARED]]
    like = nearest(words, cards.said)
    lines = [
        Line(
            number,
            told,
            people.get(number),
            tuple(one for one in put.get(number, ()) if one in cards.names),
            "" if like.get(at, "") in put.get(number, ()) else like.get(at, ""),
        )
        for at, (number, told) in enumerate(texts)
    ]
    found = themes(words)
    groups = [Group(one.words, tuple(lines[at] for at in one.answers)) for one in found]
    within = {at for one in found for at in one.answers}
    rest = tuple(line for at, line in enumerate(lines) if at not in within)
    return (*groups, Group((), rest)) if rest else tuple(groups)


def put_to(community: str, source: Source, place: str, part: str = "") -> dict[int, list[str]]:
    """Which needs the words of a place speak of, by their number there."""
    found: dict[int, list[str]] = {}
    for one in evidence_of(community, source, place):
        if one.spot.part == part:
            found.setdefault(one.spot.number, []).append(one.need_id)
    return found


def _words(need: Need | None) -> list[str]:
    return [] if need is None else [need.title, *need.words, *(quote.text for quote in need.quotes)]
