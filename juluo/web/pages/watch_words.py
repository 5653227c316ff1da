"""需求 › 关注词: a community's list of words to look out for, and what new ones would have marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.readings.actions import LONGEST, stop_watching, watch, watch_again
from juluo.desk.readings.facts import watch_list
from juluo.insights.readings.tried import LAST, Tried, tried
from juluo.report.daily import EntryLine
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.text.variants import variants
from juluo.text.watchwords import Refused, Tier, Trick, WatchWord, read_list
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.questions.found import lines_of
from juluo.web.reading import ask_to_read
from juluo.web.readings.words import REFUSED_WORDS, TIER_WORDS, TOPIC_WORDS, TRICK_WORDS
from juluo.web.seen import asked

# Of so many words of a pasted list it is shown how they would be recognised; so long a list is read.
_SPELLED, _LONGEST_LIST = 5, 100_000
_COMMAS = re.compile(r"[,，;；\n]")


@dataclass(frozen=True, slots=True)
class Wished:
    """What a form says: lines of words, of what kind, how grave, and phrases in which they mean nothing."""

    lines: str = ""
    topic: str = ""
    tier: Tier = Tier.NOTICE
    unless: str = ""

    def read(self) -> tuple[list[WatchWord], list[Refused]]:
        words, refused = read_list(self.lines, topic=self.topic, tier=self.tier)
        phrases = tuple(filter(None, (phrase.strip() for phrase in _COMMAS.split(self.unless))))
        return [WatchWord(word.text, word.topic, word.tier, phrases) for word in words], refused


@dataclass(frozen=True, slots=True)
class Trial:
    """What would come of them: words, what of the lines is of no use, spellings, and what would have been marked."""

    words: Sequence[WatchWord]
    refused: Sequence[Refused]
    spelled: Sequence[tuple[str, Sequence[tuple[Trick, str]]]]
    tried: Tried | None
    examples: Sequence[EntryLine]


@page("desk/<slug:community>/watch-words", nav=Nav.NEEDS, may=May.KEEP_ORDER, methods=("GET", "POST"), title="关注词")
def watch_words(visit: Visit) -> HttpResponse:
    note_visit(visit)
    if visit.request.method != "POST":
        return _shown(visit, Wished())
    wished = _wished(visit)
    keys = [str(key)[:60] for key in visit.request.POST.getlist("key")]
    try:
        match visit.field("deed"):
            case "try":
                return _shown(visit, wished, _trial(visit, wished))
            case "keep":
                words, _ = wished.read()
                if not words:
                    return _shown(visit, wished, _trial(visit, wished))
                watch(visit.who, visit.community, words, visit.scene)
            case "remove":
                stop_watching(visit.who, visit.community, keys, visit.scene)
            case "again":
                watch_again(visit.who, visit.community, keys, visit.scene)
            case _:
                raise Http404
    except RefusedError as error:
        return _shown(visit, wished, wrong=visit.words(error.sentence))
    ask_to_read(visit.community)
    return HttpResponseRedirect(f"/desk/{visit.community}/watch-words")


def _wished(visit: Visit) -> Wished:
    try:
        tier = Tier(visit.field("tier") or Tier.NOTICE)
    except ValueError as error:
        raise Http404 from error
    unless = str(visit.request.POST.get("unless", "")).replace("\0", "")[: LONGEST["unless"]]
    lines = str(visit.request.POST.get("words", "")).replace("\0", "")[:_LONGEST_LIST]
    return Wished(lines, " ".join(visit.field("topic").split())[: LONGEST["topic"]], tier, unless)


def _trial(visit: Visit, wished: Wished) -> Trial:
    words, refused = wished.read()
    spelled = [(word.text, variants(word)) for word in words[:_SPELLED]]

    def ask(view: View) -> tuple[Tried | None, Sequence[EntryLine]]:
        if view.coverage.last is None:
            return None, ()
        found = tried(view, words)
        return found, lines_of(visit, view, found.examples)

    found, examples = asked(visit.community, ask) if words else (None, ())
    return Trial(words, refused, spelled, found, examples)


def _shown(visit: Visit, wished: Wished, trial: Trial | None = None, wrong: str = "") -> HttpResponse:
    return visit.render(
        "watch_words.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        listed=watch_list(visit.community),
        wished=wished,
        trial=trial,
        wrong=wrong,
        last=LAST,
        topics={one: visit.say(words) for one, words in TOPIC_WORDS.items()},
        tiers={one: visit.say(words) for one, words in TIER_WORDS.items()},
        tricks={one: visit.say(words) for one, words in TRICK_WORDS.items()},
        refused_words={one: visit.say(words) for one, words in REFUSED_WORDS.items()},
    )
