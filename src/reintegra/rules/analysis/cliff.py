"""Thresholds of a provision at which one unit more takes away from what is given.

An amount of money that rises by one unit is worth that unit: only what falls by more is a loss.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import Conflict, CurrencyMismatch, OutsideCoverage
from reintegra.rules.analysis.coverage import Given, smallest_example
from reintegra.rules.analysis.finding import Finding, FindingKind
from reintegra.rules.analysis.parts import renamed, unused_name
from reintegra.rules.expression import All, AtLeast, Expression
from reintegra.rules.question import Missing, Question
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.option import free_options
from reintegra.rules.wording import in_both
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reintegra.rules.analysis.situations import Situations
    from reintegra.rules.comparison import Comparison
    from reintegra.rules.measure import Measure
    from reintegra.rules.provisions.provision import Provision

_NOT_TOLD = (Conflict, CurrencyMismatch, OutsideCoverage)


@attrs.frozen
class _Step:
    """From a value of a fact to the next, which another fact has that stands for it."""

    fact: Question[Any]
    value: Any
    following: Question[Any]
    next_value: Any


def cliffs(
    provision: Provision, given: tuple[Given, ...], situations: Situations
) -> Iterator[Finding]:
    """Each threshold at which something is lost, with what is given before and after it."""
    everything = AtLeast(0, tuple(each.stands for each in given))
    for step in _steps(everything):
        seen: set[tuple[Any, Any]] = set()
        name = step.fact.name
        first = _standing(given, {name: step.value}, situations)
        then = _standing(given, {name: step.next_value}, situations)
        for before, after in product(first, then):
            named = zip(before.named, after.named, strict=False)
            if before is after or any(not _is_loss(step, *pair) for pair in named):
                continue
            found = _fall(provision, step, _both(step, before, after, everything), situations)
            if found is not None and found.amounts not in seen:
                seen.add(found.amounts)
                yield found


def _standing(
    given: tuple[Given, ...], known: Mapping[str, Any], situations: Situations
) -> list[Given]:
    """Of what can be given, what is so with a fact that is known."""
    return [each for each in given if any(situations.with_outcome(each.stands, known, met=True))]


def _steps(everything: Expression) -> Iterator[_Step]:
    """The thresholds of numbers and amounts that conditions name."""
    plan = everything.plan
    opened = Opened(Ground(plan, {fact.name: Missing.NOT_ASKED for fact in plan.facts}), plan.facts)
    for fact in plan.facts:
        if fact.type in {int, Money}:
            following = attrs.evolve(fact, name=unused_name("one_more", everything))
            options = free_options(opened, fact)
            masks = {value: option.masks for option in options for value in option.values}
            values = sorted(masks)
            for value, other in pairwise(values):
                # Between values that do not follow each other nothing changes.
                if masks[value] != masks[other]:
                    yield _Step(fact, value, following, other)


def _both(step: _Step, before: Given, after: Given, everything: Expression) -> Expression:
    """That the one is given before the step and the other after it, every fact being asked."""
    then = renamed(after.stands, partial(_asking, step.fact.name, step.following))
    return All((before.stands, then, everything))


def _fall(
    provision: Provision, step: _Step, both: Expression, situations: Situations
) -> Finding | None:
    """The first case in which both are given, and the second is less."""
    known = {step.fact.name: step.value, step.following.name: step.next_value}
    for found in situations.with_outcome(both, known, met=True):
        facts = {name: value for name, value in found.items() if name != step.following.name}
        amounts = _amounts(provision, step, facts)
        if _is_loss(step, *amounts):
            return _finding(provision, step, amounts, facts)
    return None


def _amounts(provision: Provision, step: _Step, facts: Mapping[str, Any]) -> tuple[Any, Any]:
    """What is given before and after; nothing, where it is not determined."""
    try:
        return (
            provision.judge({**facts, step.fact.name: step.value}).value,
            provision.judge({**facts, step.fact.name: step.next_value}).value,
        )
    except _NOT_TOLD:
        return None, None


def _is_loss(step: _Step, before: object, after: object) -> bool:
    """Whether more is lost than the unit that is gained."""
    if isinstance(before, Money) and isinstance(after, Money):
        if before.currency != after.currency:
            return False
        gained = isinstance(step.value, Money) and step.value.currency == before.currency
        return before.units - after.units > gained
    return type(before) is int and type(after) is int and before > after


def _finding(
    provision: Provision, step: _Step, amounts: tuple[Any, Any], facts: Mapping[str, Any]
) -> Finding:
    name = step.fact.name
    example = smallest_example(
        {other: value for other, value in facts.items() if other != name},
        lambda fewer: _amounts(provision, step, fewer) == amounts,
    )

    before, after = amounts
    said = f"{step.value}: {before}; {step.next_value}: {after}"
    return Finding(
        FindingKind.CLIFF,
        (provision.code,),
        in_both(lambda language: f"{step.fact.text(language)} {said}"),
        (name, *(other for other, _ in example)),
        ((name, step.value), *example),
        amounts,
        step.value,
    )


def _asking(name: str, other: Question[Any], comparison: Comparison) -> Comparison:
    """The comparison, another fact being asked in the place of one."""
    right = comparison.right
    return attrs.evolve(
        comparison,
        left=_with_fact(comparison.left, name, other),
        right=None if right is None else _with_fact(right, name, other),
    )


def _with_fact(side: Measure, name: str, other: Question[Any]) -> Measure:
    parts = (
        attrs.evolve(part, fact=other) if part.fact.name == name else part for part in side.parts
    )
    return attrs.evolve(side, parts=tuple(parts))
