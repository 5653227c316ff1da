"""Which line answers which, by the weights that ship. The talk is invented."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.links import How, Line, Link, links

TALK = [
    Line(10, 1, 0, "hi, how do I install a printer driver?", "maria"),
    Line(11, 2, 0, "anyone know why my wifi drops?", "oskar"),
    Line(12, 3, 1, "maria: look under settings, printers", "tove"),
    Line(13, 4, 2, "oskar: which wifi card is it?", "ivan"),
    Line(14, 2, 3, "ivan: an intel one", "oskar"),
]


def test_who_is_named_is_answered() -> None:
    assert [link.to for link in links(TALK)] == [10, 11, 10, 11, 13]


def test_no_lines_no_links() -> None:
    assert links([]) == []


LINE = st.tuples(st.integers(0, 4), st.integers(0, 90), st.text(max_size=30))


@settings(max_examples=30)
@given(st.lists(LINE, max_size=70))
def test_every_line_answers_one_not_after_it(rows: list[tuple[int, int, str]]) -> None:
    minutes = sorted(minute for _, minute, _ in rows)
    told = [Line(at, who, minute, text) for at, ((who, _, text), minute) in enumerate(zip(rows, minutes, strict=True))]
    found = links(told)
    assert [link.id for link in found] == [line.id for line in told]
    assert all(link.to <= link.id and 0 < link.probability <= 1.0001 for link in found)


def test_a_quote_is_surer_than_any_guess() -> None:
    lines = [
        Line(1, 1, 0, "周六几点开始？", "阿明"),
        Line(2, 2, 1, "有人要面包吗", "小陈"),
        Line(3, 3, 2, "「阿明：周六几点开始？」\n- - - - - - -\n两点", "林晓"),
    ]
    assert links(lines)[2] == Link(3, 1, 0.99, How.QUOTE)


def test_an_answer_to_who_is_named_says_so() -> None:
    assert [link.how for link in links(TALK)[2:]] == [How.MENTION] * 3


def test_a_talk_longer_than_a_block_is_linked_as_surely() -> None:
    talk = [
        replace(line, id=100 * turn + place, minute=line.minute + 60 * turn)
        for turn in range(230)
        for place, line in enumerate(TALK)
    ]
    found = links(talk)
    assert [link.id for link in found] == [line.id for line in talk]
    assert all(link.id - link.to == 1 + (link.id % 100 != 4) for link in found if link.id % 100 > 1)
