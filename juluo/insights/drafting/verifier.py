"""Whether a drafted sentence may be shown: everything that can be wrong in it is a reference, or stands in a fact."""

import re
from collections.abc import Callable
from itertools import pairwise

from juluo.insights.drafting.closed_words import unknown_word
from juluo.insights.drafting.facts import Brief, Fact, Fault, Task
from juluo.insights.drafting.grounds import grounded, sources_of
from juluo.insights.drafting.numbers_said import date_in, figure_in
from juluo.insights.drafting.people_named import name_in
from juluo.insights.drafting.references import PLACE, Line, flat, is_place, is_quotable, line_of, normal
from juluo.insights.drafting.trend_words import wishes
from juluo.insights.drafting.trends import wrong_trend

LONGEST = 300
_LONGEST_NAME = 40
_HAN = "㐀-鿿"
_STOPS = re.compile(r"[，。；！？,;!?]|\. ")
_CAUSE = re.compile(
    r"因为|(?<!原)因(?=[^此而素果人])|由于|导致|致使|造成|所以|因此|因而|从而|使得|得益于|归功于|归因于|源于|出于|引发|"
    r"引起|促使|带来了|"
    r"原因[是在]|主因|缘于|拜|受.{1,12}影响|推动了|带动|拖累|多亏|幸亏|于是|以致|故而|由此|才(?=[升降增减提变])|逼得|害得|迫使|归咎|之所以|"
    r"\b(?:because|due to|owing to|thanks to (?!you)|caus(?:e|es|ed|ing)|led to|leads to|leading to|result(?:s|ed|"
    r"ing)? (?:in|from)|"
    r"driven by|therefore|thus|hence|consequently|as a result|on account of|attribut\w+|brought about|trigger\w*|"
    r"^since\b|, since\b|ma(?:de|kes?|king) .{0,40}(?:fall|rise|drop|grow|climb|decline|increase|shrink|leave|"
    r"stay)\b|comes? (?:mainly |mostly |largely )?from|stem\w* from|reason (?:is|was|for)|"
    r"explain(?:s|ed)? (?:by|why)|, so(?! that)|(?:is|was) why|"
    r"fuel+ed by|prompted by)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"^(?:[也还都则曾]|的看法|[^，。：:]{0,4})?(?:说|表示|认为|觉得|抱怨|称|指出|写道|反映|主张|坚称|强调|问|提议)|"
    r"^(?: also| clearly)? ?(?:said|says|thinks?|thought|believes?|wrote|writes|claims?|claimed|complain\w*|"
    r"feels?|felt|reckons?|finds?|"
    r"found|stat(?:es|ed)|argu\w+|ask(?:s|ed)|suggest\w*|insist\w*|put it|mention\w*|note[ds]?)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(rf"(?:according to|据|在)\s*({PLACE})", re.IGNORECASE)
_COLON = re.compile(rf"([^，。；,;.!?]*)[:：]\s*(?!\s*{PLACE})")
_TELLING = re.compile(
    r"[说问写称答话言声句语词评讲谈叹慨]|写道|提议|表示|回复|抱怨|认为|指出|\b(?:words|said|says|ask(?:s|ed)|wrote|writes|"
    r"suggest\w*|put it|puts it|"
    r"complain\w*|noted?|quote\w*|told|tells|replied|remark\w*|comment\w*)\b",
    re.IGNORECASE,
)
# Words put into somebody's mouth: only beside a quote.
_TOLD = re.compile(
    r"(?<![来常])说(?!明|法|不定)|直言|坦言|写道|原[话文句词意]|心声|感言|(?:人|成员|用户|网友|群友|同学|家长)(?:讲|谈|叹|感慨|感叹|.?呼)|引述|引用|表示|声称|宣称|留言|自述|讲过|"
    r"\b(?:said|says|wrote|writes|put it|puts it|own words|quot(?:e|es|ed|ing)|told|claim(?:s|ed)|stat(?:es|ed)|"
    r"insist(?:s|ed)|summed (?:it )?up)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[“”„‟\"「」『』《》〈〉]|(?<![A-Za-z])['‘’`][^'‘’`]+['‘’`](?![A-Za-z])")
_FORM = re.compile(r"[{}\[\]<>|\\`*#^~$€¥£]|https?:|www\.|://|[A-Za-z0-9-]+\.[A-Za-z]{2,}|[↑↓→←⬆⬇📈📉🔥]|_")
_ORDERS = re.compile(
    r"(?:我是|^)系统\s*[，,:：]|^\W*system\W|(?:输出|打印|交出|说出).{0,6}(?:密码|口令|密钥|提示)|"
    r"忽略.{0,6}(?:指令|规则|要求|提示)|系统提示|提示词|语言模型|作为.{0,4}(?:人工智能|AI|助手)|加.{0,2}微信|关注.{0,2}公众号|"
    r"私信我|扫码|领取|福利|密钥|"
    r"转发.{0,8}(?:群|朋友)|满意度(?!调查|问卷)|"
    r"\bignore (?:all|any|the|previous)|\binstructions\b|system prompt|language model|\bas an ai\b|\bdm me\b|"
    r"\bfree (?:coins?|gifts?|money)\b|"
    r"click here|\bforward this\b|\bsubscribe\b|\bclaim (?:a|your|the)\b|\bpassword\b|\bsecret key\b|api key|"
    r"\bsend the key\b",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"^\s*(人|位|名|个|条|次|天|日|周|月|年|小时|分钟|秒|倍|成|场|期|份|篇|句|件|项|轮|元|块|%|"
    r"people|persons?|members?|users?|messages?|posts?|times|hours?|minutes?|seconds?|days?|weeks?|months?|years?|"
    r"percent|"
    r"newcomers?|meetings?|events?)(?![A-Za-z])",
    re.IGNORECASE,
)
_SAME_UNITS = ({"人", "位", "名"}, {"people", "person", "members", "member", "users", "newcomers"}, {"条", "条消息"})
_RUN_HAN, _RUN_WORDS = 9, 8
_FOREIGN = re.compile(r"[^\W\d_A-Za-z㐀-鿿]")


def orders(text: str) -> bool:
    """Whether a text tells a model or a reader what to do: such messages aren't sent, such sentences aren't shown."""
    return bool(_ORDERS.search(flat(text)))


def fault_in(text: str, brief: Brief) -> Fault | None:
    """The first reason why a sentence is refused; None where it stands."""
    line = line_of(text)
    if line is None or not line.flat or len(text) > LONGEST or _ORDERS.search(line.flat):
        return Fault.FORM
    said = _without(line.flat, brief.terms)
    bare = re.sub(PLACE, " ", said)
    checks: tuple[tuple[Fault, Callable[[], bool]], ...] = (
        (Fault.FORM, lambda: _malformed(line, bare, brief)),
        (Fault.QUOTE, lambda: _misquotes(line, said, brief)),
        (Fault.NAME, lambda: _misnames(line, brief) or name_in(bare, brief)),
        (Fault.DATE, lambda: _misdates(line, said, brief)),
        (Fault.FIGURE, lambda: _miscounts(line, said, brief)),
        (Fault.TREND, lambda: wrong_trend(line, brief, said)),
        (
            Fault.TREND,
            lambda: brief.task is not Task.ANSWER and not line.references and not _speaks_of(line.flat, brief),
        ),
        (Fault.CAUSE, lambda: bool(_CAUSE.search(bare)) and not _has_cause(line, brief)),
        (Fault.WORD, lambda: unknown_word(line, said, brief) is not None),
    )
    return next((fault for fault, is_wrong in checks if is_wrong()), None)


def unknown_in(text: str, brief: Brief) -> str:
    """The word for which a sentence is refused as made of words that nothing covers; empty where there is none."""
    line = line_of(text)
    return (unknown_word(line, _without(line.flat, brief.terms), brief) or "") if line else ""


def _without(text: str, words: tuple[str, ...]) -> str:
    """The text with words blanked, so that places keep their offsets. A word counts only as a whole."""
    for word in sorted({flat(one) for one in words}, key=len, reverse=True):
        edges = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9]|\.[A-Za-z0-9])") if word.isascii() else ("", "")
        text = re.sub(
            edges[0] + re.escape(word) + edges[1], lambda found: " " * len(found[0]), text, flags=re.IGNORECASE
        )
    return text


def _malformed(line: Line, bare: str, brief: Brief) -> bool:
    known = {one.key for one in brief.facts} | {one.key for one in brief.messages} | set(brief.people)
    if brief.task is Task.NAME and (len(line.flat) > _LONGEST_NAME or line.references):
        return True
    if _in_another_language(bare, brief):
        return True
    # A letter of another script looks like ours and hides a word from every list.
    return bool(_FORM.search(bare) or _FOREIGN.search(bare)) or any(one.key not in known for one in line.references)


def _in_another_language(bare: str, brief: Brief) -> bool:
    """Whether an English draft holds Chinese, or a Chinese one nothing but Latin words."""
    chinese = re.search(f"[{_HAN}]", bare)
    if brief.language == "zh":
        return not chinese and re.search(r"[A-Za-z]{2}", bare) is not None
    return chinese is not None


def _misquotes(line: Line, said: str, brief: Brief) -> bool:
    if _MARKED.search(said) or any(_TELLING.search(one[1]) for one in _COLON.finditer(said)):
        return True
    if brief.task is not Task.ANSWER and not line.quotes and _TOLD.search(said):
        return True
    for one in line.quotes:
        message = brief.message(one.key)
        if message is None or one.start is None or one.end is None:
            return True
        if not is_quotable(normal(message.text), one.start, one.end):
            return True
    return any(one.start is not None for one in line.references if one.kind != "M") or _copies(said, brief)


def _copies(said: str, brief: Brief) -> bool:
    """Whether a long run of a message stands there without being a quote."""
    own, words = re.sub(f"[^{_HAN}]", "", said), re.findall(r"[a-z]+", said.casefold())
    runs = {own[at : at + _RUN_HAN] for at in range(len(own) - _RUN_HAN + 1)}
    phrases = {tuple(words[at : at + _RUN_WORDS]) for at in range(len(words) - _RUN_WORDS + 1)}
    for message in brief.messages:
        text = flat(message.text)
        theirs = re.findall(r"[a-z]+", text.casefold())
        if any(run in re.sub(f"[^{_HAN}]", "", text) for run in runs):
            return True
        if phrases & {tuple(theirs[at : at + _RUN_WORDS]) for at in range(len(theirs) - _RUN_WORDS + 1)}:
            return True
    return False


def _misnames(line: Line, brief: Brief) -> bool:
    """Whether somebody is named whom nothing cited beside speaks of, or is said to say what isn't quoted."""
    quoted = [message.by for one in line.quotes if (message := brief.message(one.key))]
    spoken_of = {person for key in line.facts if (fact := brief.fact(key)) for person in fact.people}
    for place, sign in enumerate(line.flat):
        if not is_place(sign) or line.cited(sign)[0].kind != "P":
            continue
        person = line.cited(sign)[0].key
        speaks = _SPEECH.search(line.flat[place + 1 :]) or sign in _ACCORDING.findall(line.flat)
        if person not in (quoted if speaks else {*quoted, *spoken_of}) or _takes_words(line, brief, place, person):
            return True
    return False


def _takes_words(line: Line, brief: Brief, place: int, person: str) -> bool:
    """Whether a quote that follows a name, up to the next name, is somebody else's."""
    for sign in line.flat[place + 1 :]:
        if not is_place(sign):
            continue
        cited = line.cited(sign)[0]
        if cited.kind == "P":
            return False
        message = brief.message(cited.key) if cited.kind == "M" else None
        if message is not None and message.by != person:
            return True
    return False


def _without_periods(line: Line, said: str, brief: Brief) -> str:
    """The sentence without the period of its facts, where all the facts of that clause share it."""
    whole, parts = "", _parts(said)
    facts = [_cited_facts(line, part, brief) for part in parts]
    every = [fact for one in facts for fact in one]
    for part, own in zip(parts, facts, strict=True):
        periods = {fact.period for fact in (own or every) if fact.value is not None}
        whole += _without(part, tuple(periods)) if len(periods - {""}) == 1 else part
    return whole


def _misdates(line: Line, said: str, brief: Brief) -> bool:
    """Whether a day or a period is told that isn't the period of the facts it stands beside."""
    left = _without_periods(line, said, brief)
    others = {fact.period.casefold() for fact in brief.facts if fact.period}
    return date_in(left) or bool(line.facts and any(period in left.casefold() for period in others))


def _miscounts(line: Line, said: str, brief: Brief) -> bool:
    """Whether a figure stands there in words, or a fact is used for what it doesn't count."""
    dated = _without_periods(line, said, brief)
    cited = [fact for key in line.facts if (fact := brief.fact(key))]
    bare = re.sub(PLACE, "、", _without(dated, tuple(word for fact in cited for word in fact.about)))
    if figure_in(re.sub(PLACE, "、", _raw_without(line, brief)), bare):
        return True
    return any(_misused(line, part, brief) for part in _parts(line.flat))


def _raw_without(line: Line, brief: Brief) -> str:
    """The sentence as it was written, without what may hold digits: signs such as ⅓ are told apart only here."""
    periods = tuple(fact.period for key in line.facts if (fact := brief.fact(key)) and fact.period)
    return _without(line.raw, (*brief.terms, *periods))


def _misused(line: Line, part: str, brief: Brief) -> bool:
    cited = _cited_facts(line, part, brief)
    for place, sign in enumerate(part):
        fact = _fact_at(line, sign, brief)
        unit = _UNITS.match(part[place + 1 :]) if fact else None
        if fact and unit and not _same_unit(unit[1].casefold(), fact):
            return True
    own = {word for fact in cited for word in fact.about}
    others = {
        word for fact in brief.facts if fact not in cited and fact.value is not None for word in fact.about
    } - own
    named = _named(part, others)
    return bool(cited and named and not _named(part, own) and any(fact.value is not None for fact in cited))


def _named(part: str, words: set[str]) -> bool:
    small = part.casefold()
    return any(
        re.search(rf"(?<![a-z]){re.escape(word.casefold())}", small) if word.isascii() else word in small
        for word in words
    )


def _same_unit(unit: str, fact: Fact) -> bool:
    theirs = fact.unit.casefold()
    return unit == theirs or any({unit, theirs} <= same for same in _SAME_UNITS) or (unit == "个" and theirs == "人")


def _speaks_of(said: str, brief: Brief) -> bool:
    """Whether a sentence without any reference is about what the sources are about, or is advice."""
    return wishes(said) or grounded(said, sources_of(brief))


def _has_cause(line: Line, brief: Brief) -> bool:
    """Whether the sentence tells a cause that we found: the fact and its cause are both cited."""
    return any(brief.causes.get(key) in line.facts for key in line.facts if key in brief.causes)


def _parts(text: str) -> list[str]:
    edges = [0, *(match.end() for match in _STOPS.finditer(text)), len(text)]
    return [text[one:other] for one, other in pairwise(edges) if one < other]


def _fact_at(line: Line, sign: str, brief: Brief) -> Fact | None:
    if not is_place(sign):
        return None
    cited = line.cited(sign)[0]
    return brief.fact(cited.key) if cited.kind == "F" else None


def _cited_facts(line: Line, part: str, brief: Brief) -> list[Fact]:
    return [fact for sign in part if (fact := _fact_at(line, sign, brief)) is not None]
