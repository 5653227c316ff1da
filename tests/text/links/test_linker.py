"""Which line answers which, by the weights that ship. The talk is invented."""

from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.links import Line, links

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


@settings(deadline=None, max_examples=30)
@given(st.lists(LINE, max_size=70))
def test_every_line_answers_one_not_after_it(rows: list[tuple[int, int, str]]) -> None:
    minutes = sorted(minute for _, minute, _ in rows)
    told = [Line(at, who, minute, text) for at, ((who, _, text), minute) in enumerate(zip(rows, minutes, strict=True))]
    found = links(told)
    assert [link.id for link in found] == [line.id for line in told]
    assert all(link.to <= link.id and 0 < link.probability <= 1.0001 for link in found)
