"""What members said of a need elsewhere than in the group: in surveys and interviews, read where it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.desk.interviews.facts import interview, quotes_of
from juluo.desk.interviews.values import CONSENT_WORDS
from juluo.desk.needs.actions import move_evidence
from juluo.desk.needs.facts import EvidenceFacts, Source, evidence
from juluo.desk.surveys.facts import responses, survey
from juluo.shell.visit import Visit


@dataclass(frozen=True, slots=True)
class Said:
    """Words that speak of a need. `where` is what it was called where they were said, `address` leads there.

    `use` says what they may be used for, where that was asked.
    """

    words: str
    where: str
    kind: str
    address: str
    use: str = ""


def follow_answers(community: str, survey: str, numbers: Mapping[int, int], **_: object) -> None:
    """An anonymous survey that closes lays its answers under new numbers: what was cited is cited on."""
    move_evidence(community, Source.ANSWER, survey, numbers)


def said_elsewhere(visit: Visit, need_id: str) -> tuple[Said, ...]:
    """Those still there: whoever was erased or took their words back isn't quoted any more."""
    found = evidence(visit.community, need_id)
    answers = [one for one in found if one.spot.source is Source.ANSWER]
    quotes = [one for one in found if one.spot.source is Source.QUOTE]
    return (*_answers(visit, answers), *_quotes(visit, quotes))


def _answers(visit: Visit, found: Sequence[EvidenceFacts]) -> tuple[Said, ...]:
    said = []
    for slug in dict.fromkeys(one.spot.place for one in found):
        kept = survey(visit.community, slug)
        told = {one.number: one.answers for one in responses(visit.community, slug)}
        for one in found:
            words = told.get(one.spot.number, {}).get(one.spot.part) if one.spot.place == slug else None
            if kept is not None and isinstance(words, str):
                at = f"/desk/{visit.community}/surveys/{slug}/results#a{one.spot.number}"
                said.append(Said(words, kept.form.title.of(visit.lang), visit.say("问卷"), at))
    return tuple(said)


def _quotes(visit: Visit, found: Sequence[EvidenceFacts]) -> tuple[Said, ...]:
    """Never whom they are by: a card is read by more people than the interview."""
    numbers = sorted({int(one.spot.place) for one in found if one.spot.place.isdigit()})
    held = {number: interview(visit.community, number) for number in numbers}
    words = {(one.interview, one.id): one.words for one in quotes_of(visit.community, numbers)}
    said = []
    for one in found:
        number = int(one.spot.place) if one.spot.place.isdigit() else 0
        kept, quoted = held.get(number), words.get((number, one.spot.number))
        if kept is not None and quoted is not None:
            at = f"/desk/{visit.community}/interviews/{number}#quote{one.spot.number}"
            use = visit.say(CONSENT_WORDS[kept.consent])
            said.append(Said(quoted, kept.plan.title, visit.say("访谈"), at, use))
    return tuple(said)
