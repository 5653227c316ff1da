"""The verification file: what holds is told so, and whatever was changed afterwards shows; by both verifiers."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from juluo.cli.verify_draw import verify_draw
from juluo.desk.draws.picking import weighed
from juluo.desk.draws.proof import Pick, Point, Proof, checked, held, read, written
from juluo.desk.draws.sealed import DrawError, Mode, Sealed, Terms, Ticket, sealed, sha256
from juluo.wording.catalogue import LANGUAGES

VERIFIER = Path(__file__).parents[3] / "docs/verify_draw.py"
SECRET = "5f" * 32
VALUE = "双色球 2026135 期 03 08 14 22 27 31 + 09"
UNTIL, EARLY = "2026-11-19T20:00+08:00", "场地只坐得下四十人"
# A file as it was published before reasons stood in it, and the seal that was announced of it.
BEFORE = Path(__file__).with_name("form_1.json")
SEAL_BEFORE = "c81720166bf56fa1a3c76b17a6bf8ebdeb6473e7a3036d5a0cc0355601b2ba76"
TAGS = some.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=8, max_size=12)
Change = Callable[[dict[str, Any]], None]


def proof(
    mode: Mode = Mode.SHA256, source: str = "双色球第2026135期开奖号码", passed_over: int = 1, early: str = EARLY
) -> Proof:
    said = ("2026-11-draw", "周末“抽奖”", "打过卡，\n不是工作人员", "2026-11-20T20:00:00+08:00")
    terms = Terms(*said, 3, source, mode, UNTIL, early)
    heavy = mode is Mode.SHA256
    tickets = [
        Ticket(f"TAG{place:05d}".translate(str.maketrans("0189", "AHIJ")), 1 + heavy * (place % 3))
        for place in range(40)
    ]
    draw = sealed(terms, tickets, SECRET)
    over = {pick.tag: "联系不上" for pick in held(draw, SECRET, VALUE, {})[:passed_over]}
    return Proof(draw, draw.seal, SECRET, VALUE, held(draw, SECRET, VALUE, over))


def wrong(found: Proof, published: str = "") -> set[Point]:
    return {one.point for one in checked(found, published) if one.holds is False}


@pytest.mark.parametrize("mode", Mode)
def test_a_fair_draw_holds_and_comes_back_from_its_file(mode: Mode) -> None:
    fair = proof(mode)
    assert read(written(fair)) == fair
    assert not wrong(fair, fair.seal.upper())
    assert len(fair.winners) == 3
    assert [pick.why for pick in fair.picks].count("联系不上") == 1


def late(found: dict[str, Any]) -> None:
    found["entrants"] = sorted([*found["entrants"], ["ZZZZZZZZ", 1]])


def removed(found: dict[str, Any]) -> None:
    winner = found["picks"][-1]["tag"]
    found["entrants"] = [one for one in found["entrants"] if one[0] != winner]


def heavier(found: dict[str, Any]) -> None:
    found["entrants"][0][1] += 5


def other_rule(found: dict[str, Any]) -> None:
    found["terms"]["rule"] = "谁都算"


def other_reason(found: dict[str, Any]) -> None:
    found["terms"]["early"] = "大家都同意"


def no_reason(found: dict[str, Any]) -> None:
    found["terms"]["early"] = ""


def other_end(found: dict[str, Any]) -> None:
    found["terms"]["until"] = "2026-11-18T20:00+08:00"


def as_if_before(found: dict[str, Any]) -> None:
    found["juluo_draw"] = 1


def other_value(found: dict[str, Any]) -> None:
    found["value"] = "双色球 2026135 期 03 08 14 22 27 32 + 09"


def other_secret(found: dict[str, Any]) -> None:
    found["secret"] = "60" * 32


def friend(found: dict[str, Any]) -> None:
    out = {pick["tag"] for pick in found["picks"]}
    found["picks"][-1]["tag"] = next(one[0] for one in found["entrants"] if one[0] not in out)


def one_more(found: dict[str, Any]) -> None:
    out = {pick["tag"] for pick in found["picks"]}
    found["picks"].append({"tag": next(one[0] for one in found["entrants"] if one[0] not in out), "passed_over": ""})


def dropped(found: dict[str, Any]) -> None:
    del found["picks"][0]


CHANGES: dict[Change, set[Point]] = {
    late: {Point.SEAL, Point.PICKS},
    removed: {Point.SEAL, Point.PICKS},
    heavier: {Point.SEAL, Point.PICKS},
    other_rule: {Point.SEAL, Point.PICKS},
    other_reason: {Point.SEAL, Point.PICKS},
    no_reason: {Point.SEAL, Point.PICKS},
    other_end: {Point.SEAL, Point.PICKS},
    as_if_before: {Point.SEAL, Point.PICKS},
    other_value: {Point.PICKS},
    other_secret: {Point.SECRET, Point.PICKS},
    friend: {Point.PICKS},
    one_more: {Point.PICKS},
    dropped: {Point.PICKS},
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_is_changed_afterwards_shows(change: Change, tmp_path: Path) -> None:
    found = json.loads(written(proof()))
    change(found)
    assert wrong(read(json.dumps(found))) == CHANGES[change]
    assert alone(tmp_path, json.dumps(found)).returncode == 1


def test_a_seal_made_anew_for_a_changed_list_is_not_the_published_one() -> None:
    fair = proof()
    tickets = fair.sealed.tickets[1:]
    again = Sealed(fair.sealed.terms, tickets, fair.sealed.promise)
    forged = Proof(again, again.seal, SECRET, VALUE, held(again, SECRET, VALUE, {}))
    assert not wrong(forged)
    assert wrong(forged, fair.seal) == {Point.PUBLISHED}


def test_without_a_public_value_it_is_said_that_organisers_could_have_influenced_it() -> None:
    words = next(one for one in checked(proof(source="")) if one.point is Point.VALUE)
    assert words.holds is None
    assert "组织者有办法影响结果" in words.words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_found_is_told_in_both_languages(lang: str) -> None:
    said = [one.words.words(lang) for one in checked(proof())]
    assert len(set(said)) == len(Point)
    assert all(words.isascii() for words in said if lang == "en" and "双色球" not in words and EARLY not in words)


@pytest.mark.parametrize("mode", Mode)
def test_the_verifier_of_sixty_lines_agrees(mode: Mode, tmp_path: Path) -> None:
    fair = proof(mode, passed_over=2)
    told = alone(tmp_path, written(fair), fair.seal)
    assert (told.returncode, told.stderr) == (0, "")
    assert alone(tmp_path, written(fair), "0" * 64).returncode == 1
    assert len(VERIFIER.read_text("utf-8").splitlines()) <= 60


def test_no_seal_stands_for_two_lists(tmp_path: Path) -> None:
    """What is read as one entrant of a list may hold a whole other list, with a secret and a seal of its own."""
    fair = json.loads(written(proof(passed_over=0)))
    before, _, hidden = read(json.dumps(fair)).sealed.text.partition("source: ")
    tag, _, weight = f"source: {hidden}".rstrip().rpartition(" ")
    first = {
        **fair,
        "secret": "7a" * 32,
        "promise": sha256("7a" * 32),
        "entrants": [["AAAAAAAA", 1], [tag, int(weight)]],
    }
    first["terms"] = {**fair["terms"], "winners": 2}
    head = before.replace("winners: 3", "winners: 2") + f"source: {fair['terms']['source']}\n"
    text = f"{head}promise: {first['promise']}\nentrants: 2\nAAAAAAAA 1\nsource: {hidden}"
    first["seal"] = sha256(text)
    start = sha256(f"{first['seal']}\n{first['secret']}\n{VALUE}")
    heir = next(weighed([Ticket("AAAAAAAA"), Ticket(tag, int(weight))], start)).tag
    came = [heir, *({"AAAAAAAA", tag} - {heir})]
    first["picks"] = [{"tag": one, "passed_over": ""} for one in came]
    told = alone(tmp_path, json.dumps(first), first["seal"])
    assert (told.returncode, told.stderr, told.stdout.count("错 NO")) == (1, "", 1)
    with pytest.raises(DrawError):
        read(json.dumps(first))


def alone(folder: Path, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The verifier by a Python that sees no package of ours."""
    (folder / "draw.json").write_text(text, "utf-8")
    command = [sys.executable, "-I", "-X", "utf8", str(VERIFIER), str(folder / "draw.json"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")  # noqa: S603 - our own script


@settings(max_examples=40)
@given(
    some.dictionaries(TAGS, some.integers(1, 9), min_size=1, max_size=12),
    some.integers(1, 4),
    some.text(max_size=20),
    some.text(max_size=20),
)
def test_any_draw_holds_and_any_other_list_has_another_seal(
    weights: dict[str, int], winners: int, words: str, value: str
) -> None:
    terms = Terms("d", words, words, "2026-11-20T20:00:00Z", winners, words)
    draw = sealed(terms, [Ticket(*one) for one in weights.items()], SECRET)
    fair = Proof(draw, draw.seal, SECRET, value, held(draw, SECRET, value, {}))
    assert not wrong(read(written(fair)))
    assert len(fair.winners) == min(winners, len(weights))
    other = [Ticket(name, weight + 1) for name, weight in weights.items()]
    assert sealed(terms, other, SECRET).seal != draw.seal


def test_organisers_cannot_choose_places_in_the_list() -> None:
    fair = proof()
    assert sealed(fair.sealed.terms, fair.sealed.tickets[::-1], SECRET) == fair.sealed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        ("[]", "不是抽奖的验证文件"),
        ('{"juluo_draw": 3}', "更新的版本"),
        ('{"juluo_draw": true}', "juluo_draw 读不懂"),
        ('{"juluo_draw": 2}', "terms 读不懂"),
        ('{"juluo_draw": 1}', "terms 读不懂"),
        ('{"juluo_draw": 1, "terms": "\\ud800"}', "不是 JSON"),
    ],
)
def test_a_file_of_something_else_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(DrawError, match=reason):
        read(text)


def _mode(found: dict[str, Any]) -> None:
    found["terms"]["mode"] = "coin"


def _weight(found: dict[str, Any]) -> None:
    found["entrants"][0][1] = 0.5


def _twice(found: dict[str, Any]) -> None:
    found["entrants"][1] = found["entrants"][0]


def _unknown_pick(found: dict[str, Any]) -> None:
    found["picks"][0] = "TAGAAAAA"


def _none(found: dict[str, Any]) -> None:
    found["entrants"] = []


@pytest.mark.parametrize("change", [_mode, _weight, _twice, _unknown_pick, _none], ids=lambda one: one.__name__[1:])
def test_a_file_that_makes_no_sense_is_refused_in_words(change: Change) -> None:
    found = json.loads(written(proof()))
    change(found)
    with pytest.raises(DrawError):
        read(json.dumps(found))


@pytest.mark.parametrize("value", ["", "九", "9" * 5_000], ids=["none", "no digits", "no number so long"])
def test_a_draw_by_rfc_3797_without_numbers_is_refused_in_words(value: str) -> None:
    found = json.loads(written(proof(Mode.RFC3797))) | {"value": value}
    with pytest.raises(DrawError, match="没有数字"):
        read(json.dumps(found))


def test_what_was_published_before_reasons_were_sealed_still_holds(tmp_path: Path) -> None:
    text = BEFORE.read_text("utf-8")
    before = read(text)
    assert before.sealed.seal == SEAL_BEFORE
    assert not wrong(before, SEAL_BEFORE)
    assert written(before) == text
    told = alone(tmp_path, text, SEAL_BEFORE)
    assert (told.returncode, told.stderr) == (0, "")
    assert "sealed early" not in told.stdout


def test_both_verifiers_say_why_a_list_was_sealed_early(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fair = proof()
    assert f"sealed early, before {UNTIL}: {EARLY}\n" in alone(tmp_path, written(fair), fair.seal).stdout
    verify_draw(tmp_path / "draw.json", fair.seal, "zh")
    said = f"[请自己对] 说好参加到2026-11-19 20:00+08:00，名单提前封存了，理由是：{EARLY}。"
    assert said in capsys.readouterr().out
    verify_draw(tmp_path / "draw.json", fair.seal, "zh", json_=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["until"], told["early"]) == (UNTIL, EARLY)
    on_time = proof(early="")
    assert "sealed early" not in alone(tmp_path, written(on_time), on_time.seal).stdout
    assert Point.EARLY not in {one.point for one in checked(on_time)}


def test_reasons_stand_beside_who_was_passed_over() -> None:
    assert proof().picks[0] == Pick(proof().picks[0].tag, "联系不上")


def test_both_verifiers_say_who_was_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever may pass people over can pass all over until a friend comes out: only readers can judge the reasons."""
    fair = proof()
    first = fair.picks[0].tag
    assert f"passed over: {first}, 联系不上" in alone(tmp_path, written(fair), fair.seal).stdout
    verify_draw(tmp_path / "draw.json", fair.seal, "zh")
    assert f"换下，没有中奖：{first}，理由是：联系不上" in capsys.readouterr().out
    verify_draw(tmp_path / "draw.json", fair.seal, "zh", json_=True)
    assert json.loads(capsys.readouterr().out)["passed_over"] == {first: "联系不上"}
