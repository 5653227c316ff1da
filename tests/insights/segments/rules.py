"""Rules drawn by chance, of every kind of condition."""

from datetime import date

from hypothesis import strategies as st

from juluo.insights.members.states import State
from juluo.insights.segments.rule import (
    NAMED,
    SOMEWHERE,
    Act,
    ActiveDays,
    Band,
    Came,
    Clause,
    Condition,
    Count,
    Did,
    Edge,
    FirstSeen,
    InState,
    Rule,
    Score,
    Sign,
    Tally,
    Way,
    all_of,
    any_of,
    opposite,
)
from juluo.ledger.actors import Actors

NUMBERS = st.integers(0, 60)
WINDOWS = st.integers(1, 90)
# Names with whatever a name may have: quotes, brackets, spaces inside, words of the language itself.
NAMES = st.one_of(
    st.sampled_from(
        ["求助", "help", "a b", "且", "not", 'he"y', "back\\slash", "（x）", "#1", "；", "active 3", "“引”"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
)


Names = st.SearchStrategy[str]


def here(channels: Names = NAMES, people: Names = NAMES, words: Names = NAMES) -> st.SearchStrategy[Condition]:
    """Conditions on what exports tell."""
    maybe_days, somewhere = st.none() | WINDOWS, st.none() | channels
    signs = st.sampled_from(Sign)
    return st.one_of(
        st.builds(ActiveDays, signs, NUMBERS, WINDOWS),
        st.builds(Count, st.sampled_from(Tally), signs, NUMBERS, maybe_days, somewhere),
        st.builds(Did, st.sampled_from(sorted(SOMEWHERE)), maybe_days, somewhere),
        st.builds(FirstSeen, st.sampled_from(Edge), WINDOWS | st.dates(date(2025, 12, 1), date(2026, 6, 1))),
        st.builds(Came, st.just(Way.INVITER), st.none() | people),
        st.builds(Came, st.sampled_from([Way.CAMPAIGN]), words),
        st.builds(InState, st.sampled_from([state for state in State if state is not State.UNKNOWN])),
        st.builds(Band, st.sampled_from(Score), signs, st.integers(1, 5)),
    )


def anywhere() -> st.SearchStrategy[Condition]:
    """Conditions of every kind."""
    maybe_days = st.none() | WINDOWS
    return st.one_of(
        here(),
        st.builds(Did, st.sampled_from(sorted(NAMED)), maybe_days, st.none(), st.none() | NAMES),
        st.builds(Did, st.just(Act.GAVE_FEEDBACK), maybe_days),
        st.builds(Came, st.just(Way.SOURCE), NAMES),
    )


def clauses(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Clause]:
    def larger(inner: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            several.map(lambda parts: all_of(*parts)), several.map(lambda parts: any_of(*parts)), inner.map(opposite)
        )

    return st.recursive(leaves, larger, max_leaves=6)


def rules(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Rule]:
    return st.builds(Rule, clauses(leaves), st.sampled_from(Actors))
