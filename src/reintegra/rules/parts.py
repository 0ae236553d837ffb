"""The parts of an expression: where each stands, and the whole with another in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from reintegra.rules.expression import All, AnyOf, AtLeast, Condition, Expression, Not, Unless
from reintegra.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.rules.comparison import Comparison

Put = Callable[[Expression], Expression]
"""The whole with an expression in the place of one of its parts; codes are left out."""


@attrs.frozen(eq=False)
class Located:
    """A part without its codes: where it stands, its own parts, and how it is replaced."""

    place: str
    part: Expression
    put: Put
    parts: tuple[Located, ...]

    @property
    def everything(self) -> Iterator[Located]:
        """The part, then all parts inside it."""
        yield self
        for each in self.parts:
            yield from each.everything


def _itself(part: Expression) -> Expression:
    return part


def located(expression: Expression, place: str) -> Located:
    """The expression with its parts; a rule stands at its code, as one with its condition."""
    return _located(expression, place, _itself)


def _located(expression: Expression, place: str, put: Put) -> Located:
    here = inside = place
    part = expression
    while isinstance(part, Rule):
        here = here if isinstance(expression, Rule) and part is not expression else part.code
        inside, part = f"{part.code}.when", part.condition
    whole, inner = part, parts_of(part)

    def put_at(number: int) -> Put:
        before = tuple(each for _, each in inner[:number])
        after = tuple(each for _, each in inner[number + 1 :])
        return lambda other: put(with_parts(whole, (*before, other, *after)))

    parts = (
        _located(each, f"{inside}.{key}", put_at(number))
        for number, (key, each) in enumerate(inner)
    )
    return Located(here, whole, put, tuple(parts))


def parts_of(expression: Expression) -> tuple[tuple[str, Expression], ...]:
    """The parts of an expression, each under its place in plain data."""
    match expression:
        case All(parts):
            return tuple((f"all.{number}", part) for number, part in enumerate(parts))
        case AnyOf(parts):
            return tuple((f"any.{number}", part) for number, part in enumerate(parts))
        case AtLeast(_, parts):
            return tuple((f"of.{number}", part) for number, part in enumerate(parts))
        case Not(part):
            return (("not", part),)
        case Unless(base, exceptions):
            others = ((f"unless.{number}", part) for number, part in enumerate(exceptions))
            return (("base", base), *others)
        case Rule():
            return (("when", expression.condition),)
        case _:
            return ()


def with_parts(expression: Expression, parts: tuple[Expression, ...]) -> Expression:
    """The expression with other parts, in the same order; a rule without its code."""
    match expression:
        case All():
            return All(parts)
        case AnyOf():
            return AnyOf(parts)
        case AtLeast(needed, _):
            return AtLeast(needed, parts)
        case Not():
            return Not(parts[0])
        case Unless():
            return Unless(parts[0], parts[1:])
        case _:
            return parts[0]


def renamed(expression: Expression, change: Callable[[Comparison], Comparison]) -> Expression:
    """The expression without codes, each of its comparisons being changed."""
    if isinstance(expression, Condition):
        return Condition(change(expression.comparison))
    parts = (renamed(part, change) for _, part in parts_of(expression))
    return with_parts(expression, tuple(parts))


def unused_name(name: str, *expressions: Expression) -> str:
    """The name, made longer until no fact of the expressions has it."""
    used = {fact.name for expression in expressions for fact in expression.facts}
    while name in used:
        name += "_"
    return name
