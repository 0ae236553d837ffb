"""Which answers to an open fact are worth trying: some for each way its conditions turn out."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.comparison import OTHER_THAN_NAMED
from reintegra.rules.search.leeway import Masks
from reintegra.rules.search.turning import number_of, turning_numbers, value_of
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.rules.question import Question
    from reintegra.rules.search.ground import Ground, Opened
    from reintegra.rules.search.knot import Conditions

_FIRST_OF_2000 = date(2000, 1, 1).toordinal()


@attrs.frozen
class Option:
    """Answers to one open fact that decide its own conditions alike.

    `distance` is how far they lie from what is known. Where `other_than` stands, the last of the
    values is a text that no rule names, and stands for every other text. What is `loose` was begun
    anywhere: nothing but its comparison with other open facts speaks for it.
    """

    values: tuple[Any, ...]
    masks: Masks
    distance: int = 0
    other_than: tuple[Any, ...] | None = None
    loose: bool = False


def free_options(opened: Opened, fact: Question[Any]) -> tuple[Option, ...]:
    """The answers to a fact that no other open one is compared with, the nearest first."""
    own = opened.own(fact)
    key = (fact.name, *(slot for slot, _ in own))
    tried = opened.ground.tried
    if key not in tried:
        tried[key] = _free_options(opened, fact, own)
    return tried[key]


def _free_options(opened: Opened, fact: Question[Any], own: Conditions) -> tuple[Option, ...]:
    ground = opened.ground
    if fact.is_ordered:
        numbers = sorted(turning(opened, fact, own)) or [anywhere(fact)]
        currency = currency_of(ground, own)
        values = tuple(value_of(number, fact.type, currency) for number in numbers)
    else:
        values = words(ground, fact, own)
    by_masks: dict[Masks, list[Any]] = {}
    for value in values:
        by_masks.setdefault(ground.state(own, {**ground.known, fact.name: value}), []).append(value)
    if not ground.is_missing(fact):
        del by_masks[ground.state(own, ground.known)]
    found = (option_of(ground, fact, alike, masks) for masks, alike in by_masks.items())
    if fact.type is str:
        found = (
            attrs.evolve(each, other_than=values[:-1]) if each.values[-1] == values[-1] else each
            for each in found
        )
    return tuple(sorted(found, key=lambda each: each.distance))


def option_of(ground: Ground, fact: Question[Any], values: Iterable[Any], masks: Masks) -> Option:
    """The nearest of the values, or all of them where there is nothing to be near to."""
    if not fact.is_ordered or ground.is_missing(fact):
        return Option(tuple(values), masks)
    current = number_of(ground.known[fact.name])
    far = {value: abs(number_of(value) - current) for value in values}
    least = min(far.values())
    return Option(tuple(value for value in far if far[value] == least), masks, least)


def turning(opened: Opened, fact: Question[Any], own: Conditions) -> set[int]:
    """The numbers of an ordered fact on both sides of each limit of its own conditions."""
    known = opened.ground.known
    found: set[int] = set()
    for _, each in own:
        others = (other.name for other in each.facts if other.name != fact.name)
        found.update(
            turning_numbers(each, fact.name, {name: number_of(known[name]) for name in others})
        )
    return found


def anywhere(fact: Question[Any]) -> int:
    """A number to begin with where no rule names one."""
    return _FIRST_OF_2000 if fact.type is date else 0


def words(ground: Ground, fact: Question[Any], conditions: Conditions) -> tuple[Any, ...]:
    """Yes and no, every code, or every text that is named or known and one that is neither."""
    if fact.type is bool:
        return True, False
    if issubclass(fact.type, StrEnum):
        return tuple(fact.type)
    named = [value for _, each in conditions for value in each.values]
    held = [ground.known[asked.name] for _, each in conditions for asked in each.facts]
    texts = dict.fromkeys((*named, *(value for value in held if type(value) is str)))
    return *texts, "".join(texts) + OTHER_THAN_NAMED


def currency_of(ground: Ground, conditions: Conditions) -> Currency:
    """The currency of what the conditions name, or of what is known of their facts."""
    named = (amount for _, each in conditions for amount in each.amounts)
    held = (ground.known[fact.name] for _, each in conditions for fact in each.facts)
    found = (amount.currency for amount in (*named, *held) if isinstance(amount, Money))
    return next(found, ground.currency)
