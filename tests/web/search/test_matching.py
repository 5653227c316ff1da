"""What was typed, and what it can mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ledger.period import Period
from juluo.web.search.days import period_typed
from juluo.web.search.matching import PIECE, SOUNDS, START, WHOLE, WORD, initials, rank

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("数据", "sj"),
        ("日报", "rb"),
        ("团队", "td"),
        ("啊座", "az"),
        ("要做的事", "yzds"),
        ("API 令牌", "apilp"),
        ("ＱＱ群", "qqq"),
        # Not of the first level of GB 2312: ordered by radical, not by sound.
        ("蟾蜍", ""),
        ("😀", ""),
    ],
)
def test_first_letters_of_sounds(words: str, letters: str) -> None:
    assert initials(words) == letters


@pytest.mark.parametrize(
    ("typed", "names", "how"),
    [
        ("数据", ("数据",), WHOLE),
        ("ＤＡＴＡ", ("data",), WHOLE),
        ("发言", ("发言成员",), START),
        ("spoke", ("Members who spoke",), WORD),
        ("成员", ("发言成员",), PIECE),
        ("fycy", ("发言成员", "Members who spoke"), SOUNDS),
        ("who members", ("Members who spoke",), WORD + START),
        ("e", ("Members who spoke",), None),
        ("nothing", ("Members who spoke", "发言成员"), None),
        ("  ", ("数据",), None),
        ("members nothing", ("Members who spoke",), None),
    ],
)
def test_how_well_a_name_is_meant(typed: str, names: tuple[str, ...], how: int | None) -> None:
    assert rank(typed, names) == how


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=4))
def test_nothing_that_can_be_typed_breaks_it(typed: str, names: list[str]) -> None:
    how = rank(typed, names)
    assert how is None or how >= WHOLE


@pytest.mark.parametrize(
    ("typed", "first", "days"),
    [
        ("2026-11-19", date(2026, 11, 19), 1),
        ("2026年11月19日", date(2026, 11, 19), 1),
        ("2026/1/2", date(2026, 1, 2), 1),
        ("11-19", date(2026, 11, 19), 1),
        ("11月19日", date(2026, 11, 19), 1),
        ("12-31", date(2025, 12, 31), 1),
        ("2-29", date(2024, 2, 29), 1),
        ("昨天", date(2026, 11, 20), 1),
        ("Yesterday", date(2026, 11, 20), 1),
        ("2026-10", date(2026, 10, 1), 31),
    ],
)
def test_days_as_people_type_them(typed: str, first: date, days: int) -> None:
    found = period_typed(typed, TODAY)
    assert found is not None
    assert (found.first, found.length) == (first, days)


@pytest.mark.parametrize("typed", ["", "13-40", "2026-02-30", "0001-01-01", "9999-12-31", "2026-13", "11", "日报"])
def test_what_is_no_day(typed: str) -> None:
    assert period_typed(typed, TODAY) is None


@given(st.text(alphabet="0123456789-/.年月日 ", max_size=12))
def test_no_digits_break_it(typed: str) -> None:
    found = period_typed(typed, TODAY)
    assert found is None or isinstance(found, Period)
