"""Whether a sentence is made of words that we know: what no list of wrong words can catch, a list of right ones does.

Beside a figure nothing may stand but its references, checked trend words, words of its facts and sources, and words
that say no amount, direction, degree or praise. Elsewhere more plain words may stand, and in Chinese the dictionary's
short nouns, unless they name something that is measured (热度, 人气, 口碑). An unknown word is refused, but for
one or two plain ones in a sentence without figures that speaks in the words of the sources.
"""

import re
from functools import cache
from pathlib import Path

from juluo.insights.drafting.facts import Brief
from juluo.insights.drafting.grounds import sources_of
from juluo.insights.drafting.references import Line
from juluo.insights.drafting.trend_words import said_in

_HERE = Path(__file__).parent
_BESIDE, _ELSEWHERE, _DIRECTIONS = "beside figures", "elsewhere", "directions"
_LONGEST = 5
_LONGEST_NOUN = 3
_IDIOM = 4
_NOUNS = {"n", "nz", "nt", "s", "t", "f"}
# Signs that say how much: in a source they may stand beside another thing than the figure.
_DEGREE = re.compile(r"[多少大小高低好坏优劣强弱快慢长短久热冷旺淡增减升降涨跌盛衰深浅重轻满缺断停死活]")
_MEASURED = re.compile(
    r"[度率量势潮峰谷绩评碑气力情风浪热额值分席榜名局面貌色期]$|[兴劲势风噱]头$|^[大小高低好坏新佳盛热冷]"
)
_CHECKED = "；"
# Only beside a trend word, which is blank by then.
_HOW_MUCH = re.compile(rf"(?<={_CHECKED})了?(?:不少|许多|很多|得?明显)|a (?:little|bit|lot)(?= {_CHECKED})")
_RUN = re.compile(r"[㐀-鿿]+")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_ENDINGS = ("'s", "’s", "s", "es", "ed", "d", "ing", "ly", "r", "er")
_STEM = 5
# How many words of a sentence without figures may be unknown, what they may be in Chinese, and how many words of the
# sources must stand there for each.
_UNKNOWN = 2
_ACTS = {"v", "vn", "vd", "d", "q", "r", "p", "c", "b"}
_GROUNDED = 1


def unknown_word(line: Line, text: str, brief: Brief) -> str | None:
    """The first word of a sentence that nothing covers. `text` is the flat line with allowed terms blank."""
    cited = [fact for key in line.facts if (fact := brief.fact(key)) is not None]
    beside = any(fact.value is not None for fact in cited)
    rest = text.casefold()
    for said in said_in(rest):
        rest = rest[: said.at] + _CHECKED * len(said.word) + rest[said.at + len(said.word) :]
    rest = _HOW_MUCH.sub(_blank, rest)
    for fact in cited if beside else brief.facts:
        for word in (*fact.about, fact.period):
            rest = re.sub(_whole(word), _blank, rest) if word else rest
    sources = sources_of(brief)
    if idiom := _idiom(rest, sources, beside=beside):
        return idiom
    left = [word for run in _RUN.findall(rest) for word in _uncovered(run, sources, beside=beside)]
    left += [word for word in _WORD.findall(rest) if not _is_plain(word, sources, beside=beside)]
    if not left or (not beside and _pass(left, rest, sources, _terms_in(line, brief))):
        return None
    return left[0]


def is_plain_chinese(word: str) -> bool:
    """Whether it is one of the plain words, 老师 as well as 可以."""
    return word in _plain("zh", beside=False)


def is_plain_english(word: str) -> bool:
    """Whether it is one of the plain words, or comes from one."""
    return bool(_lemmas(word) & _plain("en", beside=False))


def _pass(words: list[str], text: str, sources: str, terms: int) -> bool:
    """Whether so few unknown words of a sentence without figures may stand, for how much of it is in the sources."""
    if len(words) > _UNKNOWN:
        return False
    if any(word.isascii() for word in words):
        found = {one for one in _WORD.findall(text) if len(one) >= _STEM - 1 and _in_sources(one, sources)}
        return len(found) + terms > _GROUNDED
    pairs = {text[at : at + 2] for at in range(len(text) - 1) if _RUN.fullmatch(text[at : at + 2])}
    if sum(pair in sources for pair in pairs) + terms < _GROUNDED * len(words):
        return False
    import rjieba  # noqa: PLC0415 - only who drafts pays for the dictionary

    tagged = rjieba.tag(text)
    return all(any(word in one and _is_act(one, tag) for one, tag in tagged) for word in words)


def _idiom(text: str, sources: str, *, beside: bool) -> str:
    """An idiom of the dictionary's that is no plain word and in no source: plain signs make 风生水起, too."""
    if not _RUN.search(text):
        return ""
    import rjieba  # noqa: PLC0415 - only who drafts pays for the dictionary

    plain = _plain("zh", beside=beside)
    idioms = (word for word, tag in rjieba.tag(text) if tag[:1] in {"i", "l"} and len(word) >= _IDIOM)
    return next((word for word in idioms if word not in plain and word not in sources), "")


def _terms_in(line: Line, brief: Brief) -> int:
    """How many of the allowed terms a sentence holds: the text that is looked through has them blank."""
    small = line.flat.casefold()
    return sum(term.casefold() in small for term in brief.terms)


def _is_act(word: str, tag: str) -> bool:
    """Whether the dictionary has a word for what is done or how it is joined: no idiom, name or degree."""
    return tag in _ACTS and len(word) <= 2 and not (_DEGREE.search(word) or _MEASURED.search(word))


def _whole(word: str) -> str:
    """A fact's word as it stands in a sentence: in English with any ending, in Chinese as a share or a count, too."""
    small = re.escape(word.casefold())
    return rf"\b{small}[a-z]*" if word.isascii() else rf"{small}(?:率|人数|数量|比例|数(?!量))?"


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match[0])


def _uncovered(run: str, sources: str, *, beside: bool) -> list[str]:
    """What is left of a run of Chinese signs where words are laid over it so that least is left."""
    plain, own = _plain("zh", beside=beside), _own(sources, beside=beside)
    nouns = set() if beside else _nouns(run)
    # Least signs left over so far, and where the last word began.
    least = [(0, 0)] + [(len(run) + 1, 0)] * len(run)
    for end in range(1, len(run) + 1):
        least[end] = (least[end - 1][0] + 1, end - 1)
        for start in range(max(0, end - _LONGEST), end):
            word = run[start:end]
            if word in plain or word in nouns or word in own or (len(word) > 1 and _stands(word, sources, beside)):
                least[end] = min(least[end], (least[start][0], start))
    covered, end = [True] * len(run), len(run)
    while end:
        start = least[end][1]
        if least[end][0] > least[start][0]:
            covered[start] = False
        end = start
    signs = "".join("，" if one else sign for sign, one in zip(run, covered, strict=True))
    return _RUN.findall(signs)


def _stands(word: str, sources: str, beside: bool) -> bool:  # noqa: FBT001 - goes with the words it is asked for
    return word in sources and not (beside and _DEGREE.search(word))


@cache
def _own(sources: str, *, beside: bool) -> frozenset[str]:
    """The single signs of the sources."""
    return frozenset(sign for sign in sources if _RUN.match(sign) and not (beside and _DEGREE.match(sign)))


def _nouns(run: str) -> set[str]:
    """The dictionary's short nouns of a run that name no person and nothing that is measured."""
    import rjieba  # noqa: PLC0415 - only who drafts pays for the dictionary

    return {
        word
        for word, tag in rjieba.tag(run)
        if tag in _NOUNS and 1 < len(word) <= _LONGEST_NOUN and not _MEASURED.search(word)
    }


def _is_plain(word: str, sources: str, *, beside: bool) -> bool:
    plain = _plain("en", beside=beside)
    if _lemmas(word) & plain:
        return True
    return len(word) > 1 and _in_sources(word, sources)


def _in_sources(word: str, sources: str) -> bool:
    stem = word[: min(_STEM, len(word) - 1)] if len(word) >= _STEM else word
    return re.search(rf"\b{re.escape(stem)}", sources) is not None


def _lemmas(word: str) -> set[str]:
    """What a word may come from: itself, and itself without its ending."""
    found = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            found |= {stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found


@cache
def _plain(language: str, *, beside: bool) -> frozenset[str]:
    """The plain words of a language: those that may stand beside figures, and elsewhere all of them."""
    parts = _parts(language)
    return frozenset((parts[_BESIDE] if beside else f"{parts[_BESIDE]} {parts[_ELSEWHERE]}").split())


def directions(language: str) -> str:
    """The words for directions that a model is told to use: some of those that are understood."""
    return " ".join(_parts(language)[_DIRECTIONS].split())


@cache
def _parts(language: str) -> dict[str, str]:
    """The lists of a language by their headings."""
    said = (_HERE / f"words.{language}.txt").read_text("utf-8")
    return {part.partition("]")[0]: part.partition("]")[2] for part in said.split("[")[1:]}
