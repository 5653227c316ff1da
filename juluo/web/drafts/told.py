"""A draft on a page: what would be sent, or what came back; the same wherever a language model is asked."""

from dataclasses import dataclass, replace
from functools import partial

from juluo.insights.drafting.draft import Draft, draft, harmless
from juluo.insights.drafting.endpoint import Endpoint, Failure, ask
from juluo.insights.drafting.facts import Brief, Task
from juluo.insights.drafting.prompt import asked
from juluo.insights.drafting.setup import Setup
from juluo.shell.accounts.audit import note
from juluo.shell.visit import Visit

FAILURE_WORDS = {
    Failure.ADDRESS: "地址不能用。",
    Failure.UNREACHABLE: "连不上语言模型。",
    Failure.UNENCRYPTED: "没有加密的 http 只用于自己的机器和内网，什么也没有发。",
    Failure.REDIRECTED: "那边要转到别处，没有跟去。",
    Failure.DENIED: "那边不认密钥。",
    Failure.STATUS: "那边出错了。",
    Failure.TOO_LATE: "等了太久，没有再等。",
    Failure.TOO_LONG: "那边答得太长，没有收下。",
    Failure.UNREADABLE: "那边答的看不懂。",
}
_OURS = {"csrfmiddlewaretoken", "look"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a page shows of a draft. `payload` is what would be said to `endpoint`, where it was only looked at."""

    draft: Draft
    text: str
    sent: int
    why: str = ""
    payload: tuple[tuple[str, str], ...] = ()
    endpoint: Endpoint | None = None
    again: tuple[tuple[str, str], ...] = ()


def told(visit: Visit, asks: Brief, setup: Setup, deed: str, about: str) -> Told:
    """Ask for a draft and note that it was asked; where only a look was wanted, show what would be sent."""
    asks = harmless(asks)
    ours = Draft(asks.template, by_model=False)
    if setup.endpoint is None or not _has_grounds(asks):
        return _shown(visit, ours, 0)
    if visit.field("look"):
        fields = tuple((name, str(value)) for name, value in visit.request.POST.items() if name not in _OURS)
        looked = _shown(visit, ours, len(asks.messages))
        payload = tuple((one["role"], one["content"]) for one in asked(asks))
        return replace(looked, payload=payload, endpoint=setup.endpoint, again=fields)
    made = draft(asks, partial(ask, setup.endpoint))
    detail = {"task": str(asks.task), "messages": len(asks.messages)}
    note(visit.scene, visit.who, deed, community=visit.community, about=about, detail=detail)
    return _shown(visit, made, len(asks.messages))


def _has_grounds(asks: Brief) -> bool:
    """Whether there is anything to write from: of a report, the facts alone."""
    return bool(asks.facts if asks.task is Task.REPORT else asks.messages)


def _shown(visit: Visit, made: Draft, sent: int) -> Told:
    made = replace(made, sentences=tuple(one for one in made.sentences if one))
    text = ("" if visit.lang == "zh" else " ").join(made.sentences)
    return Told(made, text, sent, visit.say(FAILURE_WORDS[made.failure]) if made.failure else "")
