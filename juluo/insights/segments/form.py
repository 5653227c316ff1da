"""A rule as a form holds it: conditions one under another, all of which must hold, or any.

Rules with brackets are more than that; they are written as text.
"""

from dataclasses import dataclass

from juluo.insights.segments.rule import AllOf, AnyOf, Clause, Condition, Not, Rule, all_of, any_of, opposite
from juluo.ledger.actors import Actors


@dataclass(frozen=True, slots=True)
class Line:
    """One condition; `no` for those who don't meet it."""

    condition: Condition
    no: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """`every`: all lines must hold, else any."""

    lines: tuple[Line, ...]
    every: bool = True
    actors: Actors = Actors.MEMBERS


def form_of(rule: Rule) -> Form | None:
    """The form that says the same; None where no form does."""
    clause = rule.clause
    parts = clause.parts if isinstance(clause, AllOf | AnyOf) else (clause,)
    lines = [_line(part) for part in parts]
    if any(line is None for line in lines):
        return None
    return Form(tuple(line for line in lines if line), not isinstance(clause, AnyOf), rule.actors)


def rule_of(form: Form) -> Rule:
    """The rule that a form says; ValueError without lines."""
    clauses = [opposite(line.condition) if line.no else line.condition for line in form.lines]
    if not clauses:
        raise ValueError("a form without lines says nothing")
    return Rule(all_of(*clauses) if form.every else any_of(*clauses), form.actors)


def _line(clause: Clause) -> Line | None:
    no = isinstance(clause, Not)
    inner = clause.of if isinstance(clause, Not) else clause
    return None if isinstance(inner, AllOf | AnyOf | Not) else Line(inner, no=no)
