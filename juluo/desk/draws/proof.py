"""The verification file of a draw: all that was sealed, what became known later, and who came out.

Anyone can check it without us; docs/verify_draw.py does so in sixty lines that share nothing with these.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from juluo.desk.draws.picking import picked, rfc3797_key
from juluo.desk.draws.sealed import FORM, FORMS, DrawError, Mode, Sealed, Terms, Ticket, sha256
from juluo.wording.sentence import Sentence, told

Kind = TypeVar("Kind")
# The words among the terms of a file, and those that form 2 brought.
_WORDS = ("draw", "title", "rule", "closes", "source")
_SINCE_2 = ("until", "early")


@dataclass(frozen=True, slots=True)
class Pick:
    """One who came out, in their order. `why` says why they were passed over; "" for a winner."""

    tag: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A held draw as a file tells it. `seal` is what was published of the list; nothing here is believed yet."""

    sealed: Sealed
    seal: str
    secret: str
    value: str
    picks: tuple[Pick, ...]

    @property
    def passed_over(self) -> Mapping[str, str]:
        """Who came out and got nothing, with the organisers' reason: nobody but readers can judge it."""
        return {pick.tag: pick.why for pick in self.picks if pick.why}

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(pick.tag for pick in self.picks if not pick.why)


class Point(StrEnum):
    """What is looked at, in this order."""

    PUBLISHED = "published"
    SEAL = "seal"
    EARLY = "early"
    SECRET = "secret"  # noqa: S105 - its name, told in files
    PICKS = "picks"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found at one point; `holds` is None where a file alone can't tell."""

    point: Point
    holds: bool | None
    words: Sentence


def held(sealed: Sealed, secret: str, value: str, passed_over: Mapping[str, str]) -> tuple[Pick, ...]:
    """Who comes out: winners up to the terms' number, and between them whoever is passed over, with the reason."""
    return tuple(_held(sealed, secret, value, passed_over))


def _held(sealed: Sealed, secret: str, value: str, passed_over: Mapping[str, str]) -> Iterator[Pick]:
    missing = sealed.terms.winners
    for ticket in picked(sealed, secret, value):
        why = passed_over.get(ticket.tag, "")
        yield Pick(ticket.tag, why)
        missing -= not why
        if not missing:
            return


def checked(proof: Proof, published: str = "") -> tuple[Checked, ...]:
    """Everything that can be checked of a draw. `published` is the seal as somebody noted it before the draw."""
    return tuple(_checked(proof, published.strip().lower()))


def _checked(proof: Proof, published: str) -> Iterator[Checked]:
    if published:
        same = published == proof.sealed.seal
        yes, no = told("封签和抽之前公布的一样。"), told("封签和抽之前公布的不一样：名单或规则后来被改过。")
        yield Checked(Point.PUBLISHED, same, yes if same else no)
    else:
        words = told("抽之前公布的封签是不是 {seal}？请对一对：它要早于公开数出来的时候。", seal=proof.sealed.seal)
        yield Checked(Point.PUBLISHED, None, words)
    yes, no = told("名单和规则没有动过：{n}个人，算出来的封签一致。", n=len(proof.sealed.tickets)), _changed()
    yield _found(Point.SEAL, proof.seal == proof.sealed.seal, yes, no)
    if proof.sealed.terms.early:
        yield _early(proof.sealed.terms)
    yes, no = told("先定的秘密没有换过。"), told("秘密和先公布的承诺对不上：它被换过。")
    yield _found(Point.SECRET, sha256(proof.secret) == proof.sealed.promise, yes, no)
    yield _picks(proof)
    yield _value(proof)


def _early(terms: Terms) -> Checked:
    """The reason stands under the seal, so that nobody words it better later; whether it is one, readers judge."""
    when, why = terms.until.replace("T", " "), terms.early
    words = told(
        "说好参加到{when}，名单提前封存了，理由是：{why}。理由也在封签里，改不了；成不成理由，请自己看。",
        when=when,
        why=why,
    )
    return Checked(Point.EARLY, None, words)


def _picks(proof: Proof) -> Checked:
    right = held(proof.sealed, proof.secret, proof.value, proof.passed_over) == proof.picks
    yes = told("重新抽一遍，出来的人和先后都一样：{n}位中奖。", n=len(proof.winners))
    return _found(Point.PICKS, right, yes, told("重新抽一遍，出来的人不一样：结果不是这么抽出来的。"))


def _value(proof: Proof) -> Checked:
    source = proof.sealed.terms.source
    if not source:
        words = told("没有用事先谁也不知道的公开数：组织者有办法影响结果，只能信得过组织者。")
        return Checked(Point.VALUE, None, words)
    words = told("公开数用的是{source}，填的是 {value}：请去它公布的地方对一对。", source=source, value=proof.value)
    return Checked(Point.VALUE, None, words)


def _found(point: Point, holds: bool, yes: Sentence, no: Sentence) -> Checked:  # noqa: FBT001 - what was found
    return Checked(point, holds, yes if holds else no)


def _changed() -> Sentence:
    return told("名单或规则被动过：算出来的封签和文件里写的不一样。")


def written(proof: Proof) -> str:
    """The verification file, as JSON."""
    terms = proof.sealed.terms
    early = {"until": terms.until, "early": terms.early} if terms.form > 1 else {}
    told_of = {
        "juluo_draw": terms.form,
        "terms": {
            "draw": terms.draw,
            "title": terms.title,
            "rule": terms.rule,
            "closes": terms.closes,
            **early,
            "winners": terms.winners,
            "mode": str(terms.mode),
            "source": terms.source,
        },
        "promise": proof.sealed.promise,
        "entrants": [[ticket.tag, ticket.weight] for ticket in proof.sealed.tickets],
        "seal": proof.seal,
        "secret": proof.secret,
        "value": proof.value,
        "picks": [{"tag": pick.tag, "passed_over": pick.why} for pick in proof.picks],
    }
    return json.dumps(told_of, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Proof:
    """What a verification file says. Raises DrawError with what is wrong with it."""
    try:
        found = json.loads(text)
        # Half a character (“\ud800”) has no bytes, and what has none has no hash.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise DrawError(told("这不是抽奖的验证文件：里面不是 JSON。")) from error
    if not isinstance(found, dict) or found.get("juluo_draw") not in FORMS:
        raise DrawError(told("这不是抽奖的验证文件，或者是更新的版本写的：juluo_draw 最多是{form}。", form=FORM))
    form = _part(found, "juluo_draw", int)
    terms, value = _terms(_part(found, "terms", dict), form), _part(found, "value", str)
    if terms.mode is Mode.RFC3797:
        # A value without numbers draws nobody: it is told here, not in the middle of the checking.
        rfc3797_key(value)
    return Proof(
        Sealed(terms, tuple(_tickets(_part(found, "entrants", list))), _part(found, "promise", str)),
        _part(found, "seal", str),
        _part(found, "secret", str),
        value,
        tuple(_pick(one) for one in _part(found, "picks", list)),
    )


def _terms(found: Mapping[str, Any], form: int) -> Terms:
    mode = _part(found, "mode", str)
    if mode not in set(Mode):
        raise DrawError(told("验证文件里的抽法 {mode} 不认识。", mode=mode))
    words = {name: _part(found, name, str) for name in _WORDS + _SINCE_2 * (form > 1)}
    return Terms(**words, winners=_part(found, "winners", int), mode=Mode(mode), form=form)


def _tickets(found: Sequence[Any]) -> Iterator[Ticket]:
    for one in found:
        match one:
            case [str(tag), int(weight)] if not isinstance(weight, bool):
                yield Ticket(tag, weight)
            case _:
                raise DrawError(told("验证文件的 {name} 读不懂。", name="entrants"))


def _pick(found: Any) -> Pick:  # noqa: ANN401 - of a file
    match found:
        case {"tag": str(tag), "passed_over": str(why)}:
            return Pick(tag, why)
        case _:
            raise DrawError(told("验证文件的 {name} 读不懂。", name="picks"))


def _part(found: Mapping[str, Any], name: str, kind: type[Kind]) -> Kind:
    part = found.get(name)
    if not isinstance(part, kind) or isinstance(part, bool):
        raise DrawError(told("验证文件的 {name} 读不懂。", name=name))
    return part
