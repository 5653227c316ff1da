"""A draft from end to end: ask, check every sentence, ask once more for the refused, show ours where none stands."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from juluo.insights.drafting.endpoint import EndpointError, Failure
from juluo.insights.drafting.facts import Brief, Fault, Task
from juluo.insights.drafting.prompt import asked, asked_again
from juluo.insights.drafting.references import Reference, is_place, line_of, normal
from juluo.insights.drafting.verifier import fault_in, orders

Ask = Callable[[list[dict[str, str]]], str]

_MOST = 12
_MARKS = {"zh": "「{said}」"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What may be shown: sentences a model wrote, all of them checked, or our own.

    `refused` are the faults of the sentences that were thrown away in the end; `failure` is why nothing came.
    """

    sentences: tuple[str, ...]
    by_model: bool
    refused: tuple[Fault, ...] = ()
    failure: Failure | None = None

    @property
    def checked(self) -> int:
        """Of how many sentences shown every figure, quote, name and direction was checked."""
        return len(self.sentences) if self.by_model else 0


def harmless(brief: Brief) -> Brief:
    """The brief without messages that give orders: they are never sent."""
    return replace(brief, messages=tuple(one for one in brief.messages if not orders(one.text)))


def draft(brief: Brief, ask: Ask) -> Draft:
    """Sentences for a brief. Messages that give orders are left out before anything is sent."""
    brief = harmless(brief)
    try:
        sentences = _sentences(ask(asked(brief)))
        faults = [fault_in(text, brief) for text in sentences]
        refused = [(text, fault) for text, fault in zip(sentences, faults, strict=True) if fault is not None]
        second = _second(brief, refused, ask) if refused or not sentences else []
    except EndpointError as error:
        return Draft(brief.template, by_model=False, failure=error.failure)
    stands = [text for text, fault in zip(sentences, faults, strict=True) if fault is None]
    stands += [text for text, fault in second if fault is None]
    # Some models answer with the sentences that stood, too.
    stands = list(dict.fromkeys(stands))
    left = tuple(fault for _, fault in second if fault is not None)
    if not stands:
        return Draft(brief.template, by_model=False, refused=left or tuple(fault for _, fault in refused))
    stands = stands[:1] if brief.task in {Task.NAME, Task.SENTENCE} else stands[:_MOST]
    return Draft(tuple(rendered(text, brief) for text in stands), by_model=True, refused=left)


def rendered(text: str, brief: Brief) -> str:
    """A sentence that stands, its references filled in by us."""
    line = line_of(text)
    if line is None:
        return ""
    return "".join(_shown(line.cited(sign)[0], brief) if is_place(sign) else sign for sign in line.raw)


def _shown(reference: Reference, brief: Brief) -> str:
    if reference.kind == "P":
        return brief.people.get(reference.key, "")
    if reference.kind == "F":
        fact = brief.fact(reference.key)
        return fact.shown if fact else ""
    message = brief.message(reference.key)
    if message is None:
        return ""
    said = normal(message.text)[reference.start : reference.end]
    return _MARKS.get(brief.language, "“{said}”").format(said=said)


def _second(brief: Brief, refused: list[tuple[str, Fault]], ask: Ask) -> list[tuple[str, Fault | None]]:
    """One more try for what was refused; where the endpoint fails now, what stood stays."""
    try:
        again = _sentences(ask(asked_again(brief, refused)))
    except EndpointError:
        return [(text, fault) for text, fault in refused]
    return [(text, fault_in(text, brief)) for text in again]


def _sentences(said: str) -> list[str]:
    """The sentences of an answer; words around the JSON, as some models write them, are passed over."""
    block = re.search(r"\{.*\}", said, re.DOTALL)
    try:
        found = json.loads(block[0])["sentences"] if block else None
    except (ValueError, LookupError, TypeError, RecursionError):
        found = None
    if not isinstance(found, list):
        return []
    texts = [one.get("text") if isinstance(one, dict) else one for one in found[:_MOST]]
    return [text.strip() for text in texts if isinstance(text, str) and text.strip()]
