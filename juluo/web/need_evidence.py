"""What members said of a need elsewhere than in the group: open answers of surveys, read where they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from juluo.desk.needs.facts import EvidenceFacts, Source, evidence
from juluo.desk.surveys.facts import responses, survey
from juluo.shell.visit import Visit


@dataclass(frozen=True, slots=True)
class Said:
    """Words that speak of a need. `where` is what it was called where they were said, `address` leads there."""

    words: str
    where: str
    kind: str
    address: str


def said_elsewhere(visit: Visit, need_id: str) -> tuple[Said, ...]:
    """Those still there: whoever was erased or took their words back isn't quoted any more."""
    found = evidence(visit.community, need_id)
    answers = [one for one in found if one.spot.source is Source.ANSWER]
    return _answers(visit, answers)


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
