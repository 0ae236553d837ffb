"""Which answers are worth trying to facts that are compared with each other."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.comparison import OTHER_THAN_NAMED
from reintegra.rules.search.option import (
    Option,
    anywhere,
    currency_of,
    free_options,
    option_of,
    turning,
    words,
)
from reintegra.rules.search.turning import LAST_DAY, number_of, turning_numbers, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.rules.comparison import Comparison
    from reintegra.rules.question import Question
    from reintegra.rules.search.budget import Budget
    from reintegra.rules.search.ground import Opened
    from reintegra.rules.search.knot import Conditions, Knot

_PAIR = 2

_Numbers = dict[str, dict[int, bool]]
"""For each fact its numbers, and whether each of them is loose."""


def options_of(opened: Opened, budget: Budget) -> tuple[tuple[Option, ...], ...]:
    """For each open fact the answers to try, the nearest first."""
    tied: dict[str, tuple[Option, ...]] = {}
    for knot in opened.knots:
        if knot.facts[0].is_ordered:
            found = _numbers(opened, knot, budget)
            tied |= {fact.name: _counted(opened, fact, found[fact.name]) for fact in knot.facts}
        else:
            tied |= {fact.name: _worded(opened, fact, knot) for fact in knot.facts}
    return tuple(
        tied[fact.name] if fact.name in tied else free_options(opened, fact)
        for fact in opened.facts
    )


def _worded(opened: Opened, fact: Question[Any], knot: Knot) -> tuple[Option, ...]:
    """One for each word; of texts that no rule names as many as there are facts to tell apart."""
    *named, last = words(opened.ground, fact, _everything(opened, knot))
    found = [_alone(opened, fact, value) for value in named]
    if fact.type is not str:
        found.append(_alone(opened, fact, last))
    else:
        unnamed = (last + OTHER_THAN_NAMED * more for more in range(len(knot.facts)))
        found += (
            attrs.evolve(_alone(opened, fact, text), other_than=tuple(named)) for text in unnamed
        )
    return tuple(each for each in found if each.values[0] != opened.ground.known[fact.name])


def _counted(opened: Opened, fact: Question[Any], numbers: dict[Any, bool]) -> tuple[Option, ...]:
    """One for each number, the loose ones last."""
    found = [
        attrs.evolve(_alone(opened, fact, value), loose=loose)
        for value, loose in numbers.items()
        if value != opened.ground.known[fact.name]
    ]
    return tuple(sorted(found, key=lambda each: (each.loose, each.distance)))


def _alone(opened: Opened, fact: Question[Any], value: object) -> Option:
    """One value by itself: what it does depends on more than the conditions of its fact."""
    ground = opened.ground
    masks = ground.state(opened.own(fact), {**ground.known, fact.name: value})
    return option_of(ground, fact, (value,), masks)


def _everything(opened: Opened, knot: Knot) -> Conditions:
    own = (each for fact in knot.facts for each in opened.own(fact))
    return *knot.conditions, *own


def _numbers(opened: Opened, knot: Knot, budget: Budget) -> dict[str, dict[Any, bool]]:
    """The values of each follow from those of the others, as often as there are others."""
    found = _starts(opened, knot)
    for _ in range(1 if len(knot.conditions) == 1 else len(knot.facts) - 1):
        found = _followed(opened, knot, found, budget)
    for fact in knot.facts:
        # Where no number brings an equality about, any other one still answers what is asked.
        if not found[fact.name]:
            found[fact.name][anywhere(fact)] = True
    currency = currency_of(opened.ground, _everything(opened, knot))
    return {
        fact.name: {
            value_of(number, fact.type, currency): loose
            for number, loose in sorted(found[fact.name].items())
        }
        for fact in knot.facts
    }


def _starts(opened: Opened, knot: Knot) -> _Numbers:
    """The limits of own conditions, what is known, and the ends of the calendar; or anything."""
    found: _Numbers = {}
    for fact in knot.facts:
        found[fact.name] = dict.fromkeys(turning(opened, fact, opened.own(fact)), False)
        if not opened.ground.is_missing(fact):
            found[fact.name][number_of(opened.ground.known[fact.name])] = False
    in_pairs = all(len(knot.open_in(each)) == _PAIR for _, each in knot.conditions)
    reached = in_pairs and any(found.values())
    for fact in knot.facts:
        if not (reached or found[fact.name]):
            found[fact.name][anywhere(fact)] = True
        if fact.type is date:
            found[fact.name] = {1: True, LAST_DAY: True} | found[fact.name]
    return found


def _followed(opened: Opened, knot: Knot, found: _Numbers, budget: Budget) -> _Numbers:
    following = {name: dict(numbers) for name, numbers in found.items()}
    for _, each in knot.conditions:
        for fact in knot.open_in(each):
            own = following[fact.name]
            for number, loose in _from_others(opened, each, fact, found, budget):
                own[number] = own.get(number, True) and loose
    return following


def _from_others(
    opened: Opened, each: Comparison, fact: Question[Any], found: _Numbers, budget: Budget
) -> Iterator[tuple[int, bool]]:
    others = [other.name for other in each.facts if other.name != fact.name]
    known = opened.ground.known
    choices = [
        found[name].items() if name in found else ((number_of(known[name]), False),)
        for name in others
    ]
    for chosen in product(*choices):
        if not budget.spend():
            return
        loose = any(each_loose for _, each_loose in chosen)
        numbers = dict(zip(others, (number for number, _ in chosen), strict=True))
        for number in turning_numbers(each, fact.name, numbers):
            yield number, loose
