"""The parts of an expression: where each stands, and when it decides the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.rules.expression import All, AnyOf, AtLeast, Condition, Expression, Not, Unless
from reintegra.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reintegra.rules.comparison import Comparison


@attrs.frozen(eq=False)
class Located:
    """A part without its code: where it stands, its own parts, and when the whole is as it is.

    Where all that it is `decisive` with is met, the whole turns out otherwise if the part does;
    elsewhere it makes no difference.
    """

    place: str
    part: Expression
    decisive: tuple[Expression, ...]
    parts: tuple[Located, ...]

    @property
    def everything(self) -> Iterator[Located]:
        """The part, then all parts inside it."""
        yield self
        for each in self.parts:
            yield from each.everything


def located(expression: Expression, place: str, decisive: tuple[Expression, ...] = ()) -> Located:
    """The expression with its parts; a rule stands at its code, as one with its condition."""
    here = inside = place
    part = expression
    while isinstance(part, Rule):
        here = part.code if part is expression else here
        inside, part = f"{part.code}.when", part.condition
    parts = (
        located(each, f"{inside}.{key}", (*decisive, *_deciding(part, number)))
        for number, (key, each) in enumerate(parts_of(part))
    )
    return Located(here, part, decisive, tuple(parts))


def _deciding(whole: Expression, number: int) -> tuple[Expression, ...]:
    """What has to be met for one of the parts of an expression to decide it."""
    parts = tuple(part for _, part in parts_of(whole))
    others = (*parts[:number], *parts[number + 1 :])
    match whole:
        case AnyOf():
            return tuple(Not(part) for part in others)
        case AtLeast(0, _):
            return (AnyOf(()),)
        case AtLeast(needed, _):
            too_many = (Not(AtLeast(needed, others)),) if needed <= len(others) else ()
            return (AtLeast(needed - 1, others), *too_many)
        case Unless():
            base, exceptions = others[: min(1, number)], others[min(1, number) :]
            return (*base, *(Not(part) for part in exceptions))
        case _:
            return others


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
        case Rule():
            return parts[0]
        case _:
            return expression


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
