"""The rules that can refuse an event: those of every event, of its row, and of an edition."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reintegra.chain import fitting
from reintegra.chain.table import PLACES
from reintegra.rules import All, AnyOf, AtLeast, Expression, Not, Rule, Unless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reintegra.chain.policy import Edition
    from reintegra.chain.stage import Event


def rules_of(edition: Edition) -> Mapping[type[Event], tuple[str, ...]]:
    """The codes of the rules that can refuse each event, as its verdict names them."""
    return MappingProxyType({kind: _codes(kind, edition) for kind in PLACES})


def _codes(kind: type[Event], edition: Edition) -> tuple[str, ...]:
    place = PLACES[kind]
    always = [fitting.only_this_case, fitting.only_once, fitting.only_after_the_opening]
    if not place.row.any_day:
        always.append(fitting.only_in_order)
    every: Any = place.stage.table.statuses
    statuses = set(every)
    rows = [
        rule
        for rule in place.rules
        if set(place.row.when) != statuses or rule is not place.rules[0]
    ]
    required = edition.requirements.get(kind)
    across = () if required is None else tuple(_blamed(required))
    return tuple(dict.fromkeys(rule.code for rule in (*always, *rows, *across)))


def innermost(expression: Expression) -> Iterator[Rule]:
    """The named rules that hold no other named rule."""
    match expression:
        case Rule():
            inner = tuple(innermost(expression.condition))
            yield from inner or (expression,)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from innermost(part)
        case Not(part=part):
            yield from innermost(part)
        case Unless(base=base, exceptions=exceptions):
            for part in (base, *exceptions):
                yield from innermost(part)
        case _:
            return


def _blamed(expression: Expression) -> Iterator[Rule]:
    """The named rules to which a refusal is put down.

    What is denied, or an exception, is met where it refuses: then the rule around it is named, and
    so is a rule that asks something without a name beside its own rules.
    """
    match expression:
        case Rule(condition=condition):
            inner = tuple(_blamed(condition))
            yield from inner
            if not inner or _asks_without_a_name(condition):
                yield expression
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _blamed(part)
        case Unless(base=base):
            yield from _blamed(base)
        case _:
            return


def _asks_without_a_name(expression: Expression) -> bool:
    match expression:
        case Rule():
            return False
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return any(map(_asks_without_a_name, parts))
        case _:
            return True
