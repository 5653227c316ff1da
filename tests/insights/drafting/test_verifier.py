import lying
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.drafting.draft import rendered
from juluo.insights.drafting.facts import Brief, Direction, Fact, Fault, Message, Task
from juluo.insights.drafting.references import is_quotable, normal
from juluo.insights.drafting.verifier import fault_in, unknown_in

LINES = [one for found in sorted(lying.DRAFTS.iterdir()) for one in lying.lines(found)]


def brief(**others: object) -> Brief:
    said = {
        "task": Task.SUMMARY,
        "language": "zh",
        "template": ("{{F1}}提到导出。",),
        "facts": (
            Fact("F1", "12人", "人", "本周", 12, 5, Direction.UP, about=("提到",), people=("P1",)),
            Fact("F2", "38分钟", "分钟", "本周", 38, 52, Direction.DOWN, Direction.DOWN, about=("等",)),
        ),
        "messages": (Message("M1", "P1", "我不觉得导出慢，就是格式乱"),),
        "people": {"P1": "林晚", "P2": "Kevin"},
    }
    return Brief(**(said | others))  # type: ignore[arg-type]


def share(kind: str) -> float:
    """The share of a kind's sentences that are refused."""
    found = [fault_in(text, one.brief) for one in LINES for text in one.lines.get(kind, ())]
    return sum(fault is not None for fault in found) / len(found)


def test_there_are_more_than_two_hundred_lies_in_two_languages() -> None:
    assert sum(len(text) for one in LINES for kind, text in one.lines.items() if kind != "good") >= 200
    assert {one.brief.language for one in LINES} == {"zh", "en"}


@pytest.mark.parametrize(("kind", "least"), [("number", 1), ("quote", 1), ("sign", 0.98), ("name", 0.98)])
def test_planted_errors_are_refused(kind: str, least: float) -> None:
    assert share(kind) >= least


def test_few_good_sentences_are_lost() -> None:
    assert share("good") <= 0.05


@given(
    st.integers(min_value=0, max_value=10**9), st.sampled_from(["{}人提到导出。", "导出：{}", "{} people mention it."])
)
def test_no_number_in_digits_stands(number: int, sentence: str) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert fault_in(sentence.format(number), brief()) is not None
    assert fault_in(sentence.format(wide), brief()) is not None


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("{{F1}}提到导出。", None),
        ("{{F1}}提到导出，明显上升。", None),
        ("{{F1}}提到导出，明显下降。", Fault.TREND),
        ("{{F1}}提到导出，没有上升。", Fault.TREND),
        ("等答复要{{F2}}，有所改善。", None),
        ("等答复要{{F2}}，情况恶化。", Fault.TREND),
        ("三成的人提到导出。", Fault.FIGURE),
        ("上周{{F1}}提到导出。", Fault.DATE),
        ("本周{{F1}}提到导出。", None),
        ("{{F9}}提到导出。", Fault.FORM),
        ("{{P1}}说：{{M1:0-7}}", None),
        ("{{P1}}说：{{M1:2-7}}", Fault.QUOTE),
        ("{{P2}}说：{{M1:0-7}}", Fault.NAME),
        ("林晚提到导出。", Fault.NAME),
        ("因为改版，{{F1}}提到导出。", Fault.CAUSE),
    ],
)
def test_a_sentence_says_why_it_is_refused(sentence: str, fault: Fault | None) -> None:
    assert fault_in(sentence, brief()) == fault


def test_a_cause_stands_only_where_we_found_it() -> None:
    night = Fact("F3", "夜答疑", about=("答疑",))
    known = brief(facts=(*brief().facts, night), causes={"F1": "F3"})
    said = "因为{{F3}}，{{F1}}提到导出。"
    assert fault_in(said, known) is None
    assert fault_in(said, brief(facts=(*brief().facts, night))) is Fault.CAUSE


def test_what_is_only_likely_is_said_to_be_so() -> None:
    likely = Fact("F1", "12人", "人", "本周", 12, 5, Direction.PERHAPS_UP, about=("提到",))
    assert fault_in("{{F1}}提到导出，可能有所上升。", brief(facts=(likely,))) is None
    assert fault_in("{{F1}}提到导出，明显上升。", brief(facts=(likely,))) is Fault.TREND


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("{{F1}}提到导出，门庭若市。", "门庭若市"),
        ("{{F1}}提到导出，值得留意。", ""),
        ("管理员此起彼伏。", "此起彼伏"),
    ],
)
def test_a_word_that_nobody_knows_is_told(sentence: str, word: str) -> None:
    assert unknown_in(sentence, brief()) == word
    assert (fault_in(sentence, brief()) is None) == (not word)


def test_beside_a_figure_no_word_is_unknown_however_much_is_known() -> None:
    loose = "导出慢，格式乱，建议凑合用脚本。"
    assert fault_in(loose, brief()) is None
    assert fault_in("{{F1}}提到" + loose, brief()) is not None


def test_a_nickname_made_of_a_name_is_a_name() -> None:
    told = brief(people={"P1": "果果爸", "P2": "Sofia"})
    for said in ("果果觉得导出格式乱。", "大家觉得导出格式乱。", "sofi 觉得导出格式乱。", "sofia 要导出。"):
        assert (fault_in(said, told) is Fault.NAME) == (not said.startswith("大家"))


def test_another_facts_period_is_no_date_of_this_one() -> None:
    told = brief(
        facts=(
            Fact("F1", "12人", "人", "这个赛季", 12, 5, Direction.UP, about=("提到",)),
            Fact("F2", "5人", "人", "上个赛季", 5, about=("提到",)),
        )
    )
    assert fault_in("这个赛季{{F1}}提到导出。", told) is None
    assert fault_in("上个赛季{{F1}}提到导出。", told) is Fault.DATE


def test_a_version_in_a_term_is_no_figure() -> None:
    assert fault_in("Python 3 的安装步骤要更新。", brief(terms=("Python 3",))) is None
    assert fault_in("Python 3.9 的安装步骤要更新。", brief(terms=("Python 3",))) is Fault.FIGURE


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_quote_is_a_substring_of_its_message_and_never_cut_within_a_clause(start: int, end: int) -> None:
    one = brief()
    said = f"{{{{P1}}}}说：{{{{M1:{start}-{end}}}}}"
    if fault_in(said, one) is None:
        quoted = rendered(said, one).partition("「")[2].removesuffix("」")
        assert quoted in normal(one.messages[0].text)
        assert is_quotable(normal(one.messages[0].text), start, end)
