"""What to ask next: the unknown facts that can still decide, most decisive first.

Up to twelve unknown conditions every way in which they can turn out is tried; a fact stands in
the answer when, in one of the ways for the others, two answers to it lead to different outcomes.
Its weight is in how many of those ways it does. Another fact may also stay missing, where a rule
asks whether it is. Above twelve the same follows from the structure, which may keep a fact whose
conditions depend on each other, but never leaves one out.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import accumulate, product
from math import comb, prod
from typing import TYPE_CHECKING, NamedTuple

import attrs

from reintegra.rules.comparison import Comparison, Operator
from reintegra.rules.compiled.group import Group, Joint
from reintegra.rules.compiled.plan import Judgement
from reintegra.rules.outcome import Outcome, conjunction
from reintegra.rules.question import Missing, MissingFact
from reintegra.rules.search.budget import Budget
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.tied import options_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.rules.search.knot import Conditions

EXHAUSTIVE_UP_TO = 12
"""The number of unknown conditions up to which every completion is tried."""

MOST_TOGETHER = 1_000
"""How many combinations of answers to facts that are compared with each other are tried."""

_MOST_COMPARED = MOST_TOGETHER.bit_length() - 1
"""More facts than these, of two answers each, would have more combinations than are tried."""

Part = tuple[Judgement, int]
"""A slot of a judgement; several parts are asked about as their conjunction."""

_Weights = dict[str, Fraction]


def still_to_ask(parts: Sequence[Part]) -> tuple[MissingFact, ...]:
    """The missing facts that can still change whether all parts are met."""
    outcome = conjunction(judgement.outcome_at(slot) for judgement, slot in parts)
    if outcome is not Outcome.UNDETERMINED:
        return ()
    shifts = accumulate((len(judgement.plan.bits) for judgement, _ in parts), initial=0)
    opened = [
        _Open(_opened(judgement), slot, shift)
        for (judgement, slot), shift in zip(parts, shifts, strict=False)
    ]
    still_open = [each for each in opened if each.live]
    weights: _Weights = {}
    if sum(len(each.live) for each in still_open) <= EXHAUSTIVE_UP_TO:
        weights = _by_completion(still_open)
    if not weights:
        weights = _by_structure(still_open)
    return _ranked(still_open, weights)


def _opened(judgement: Judgement) -> Judgement:
    """Whether a fact is missing is open as long as it is: it may yet be answered."""
    plan = judgement.plan
    unanswered = {plan.facts[place] for place, _ in judgement.missing}
    asking = sum(
        plan.bits[slot]
        for slot, each in plan.conditions
        if each.operator is Operator.IS_MISSING and each.facts[0] in unanswered
    )
    # Groups follow anew from the conditions: what they were would outlive its cause.
    met = judgement.met & plan.condition_bits & ~asking
    met, unknown = plan.complete(met, judgement.unknown | asking)
    return judgement._replace(met=met, unknown=unknown)


@attrs.frozen(eq=False)
class _Open:
    """A part with its open conditions; their bits lie beyond those of the parts before it."""

    judgement: Judgement
    slot: int
    shift: int

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """What is unknown under the slot and cut off by no decided group, parts first."""
        found: set[int] = set()
        waiting = [self.slot]
        while waiting:
            each = waiting.pop()
            if each not in found and self.judgement.unknown >> each & 1:
                found.add(each)
                group = self.judgement.plan.group_at.get(each)
                waiting += group.parts if group is not None else ()
        return tuple(sorted(found))

    @cached_property
    def live(self) -> Conditions:
        """The conditions among them."""
        conditions = self.judgement.plan.condition_at
        return tuple((slot, conditions[slot]) for slot in self.slots if slot in conditions)

    @cached_property
    def live_bits(self) -> int:
        """Theirs, within the plan."""
        return sum(self.judgement.plan.bits[slot] for slot, _ in self.live)

    @cached_property
    def asked(self) -> _Asked:
        """The conditions with their bits."""
        bits = self.judgement.plan.bits
        return tuple((bits[slot] << self.shift, each) for slot, each in self.live)

    @cached_property
    def cut_off(self) -> int:
        """The bits of the other unknown conditions."""
        return self.judgement.unknown & self.judgement.plan.condition_bits & ~self.live_bits

    def outcome(self, way: _Way) -> Outcome:
        """What becomes of the part."""
        met, unknown = self.judgement.plan.complete(
            self.judgement.met | way.met >> self.shift, self.cut_off | way.unknown >> self.shift
        )
        return self.judgement._replace(met=met, unknown=unknown).outcome_at(self.slot)

    def allows(self, way: _Way) -> bool:
        """Whether facts that are compared with each other can turn out so."""
        met, unknown = way.met >> self.shift, way.unknown >> self.shift
        return all(unknown & bits or met & bits in possible for bits, possible in self._compared)

    @cached_property
    def _compared(self) -> tuple[tuple[int, set[int]], ...]:
        """Of facts that are compared: the bits of their conditions, and which can be met at once.

        No known value is at hand: a known fact is taken for whatever its conditions allow.
        """
        plan = self.judgement.plan
        names = {fact.name for _, each in self.live for fact in each.facts}
        ground = Ground(plan, {fact.name: Missing.NOT_ASKED for fact in plan.facts})
        opened = Opened(ground, tuple(fact for fact in plan.facts if fact.name in names))
        found: list[tuple[int, set[int]]] = []
        for knot in opened.knots:
            own = (each for fact in knot.facts for each in opened.own(fact))
            conditions = (*knot.conditions, *own)
            if len(knot.facts) <= _MOST_COMPARED and knot.is_searched_whole:
                bits = sum(plan.bits[slot] for slot, _ in conditions)
                possible = self._possible(Opened(ground, knot.facts), conditions)
                if possible:
                    found.append((bits, possible))
        return tuple(found)

    def _possible(self, opened: Opened, conditions: Conditions) -> set[int]:
        """Which live conditions can be met at once, the decided ones staying as they are."""
        ground, judgement = opened.ground, self.judgement
        budget = Budget(MOST_TOGETHER)
        options = options_of(opened, budget)
        found: set[int] = set()
        if budget.is_spent or prod(map(len, options)) > MOST_TOGETHER:
            return found
        bits = sum(ground.plan.bits[slot] for slot, _ in conditions)
        for chosen in product(*options):
            values = {
                fact.name: option.values[0]
                for fact, option in zip(opened.facts, chosen, strict=True)
            }
            met = ground.state(conditions, {**ground.known, **values})[1]
            if not (met ^ judgement.met) & bits & ~judgement.unknown:
                found.add(met & self.live_bits)
        return found


class _Way(NamedTuple):
    """How conditions turn out: those met, those that stay unknown, and the facts that do."""

    met: int
    unknown: int = 0
    missing: frozenset[str] = frozenset()


_Asked = tuple[tuple[int, Comparison], ...]
"""Conditions with their bits."""

_Question = tuple[tuple[str, ...], tuple[_Way, ...]]
"""Facts, and each way in which the conditions that they decide can turn out."""


def _by_completion(parts: Sequence[_Open]) -> _Weights:
    questions = _questions(tuple(each for part in parts for each in part.asked))
    sizes = [len(ways) for _, ways in questions]
    ends = [
        (way.missing, conjunction(part.outcome(way) for part in parts))
        if all(part.allows(way) for part in parts)
        else None
        for way in map(_at_once, product(*(ways for _, ways in questions)))
    ]
    weights: _Weights = {}
    for name in dict.fromkeys(name for names, _ in questions for name in names):
        own = [place for place, (names, _) in enumerate(questions) if name in names]
        turned: dict[int, set[Outcome]] = {}
        for others, end in zip(_without(own, sizes), ends, strict=True):
            if end is not None and name not in end[0]:
                turned.setdefault(others, set()).add(end[1])
        weight = Fraction(sum(len(each) > 1 for each in turned.values()), len(turned))
        if weight:
            weights[name] = weight
    return weights


def _without(own: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """For each combination of ways, in order, the number of the rest without some places."""
    numbers = [0]
    for place, size in enumerate(sizes):
        steps = [0] * size if place in own else list(range(size))
        numbers = [number * size + step for number in numbers for step in steps]
    return numbers


def _at_once(ways: Sequence[_Way]) -> _Way:
    met = unknown = 0
    missing: set[str] = set()
    for way in ways:
        met |= way.met
        unknown |= way.unknown
        missing |= way.missing
    return _Way(met & ~unknown, unknown, frozenset(missing))


def _questions(asked: _Asked) -> list[_Question]:
    """Which facts decide together, and each way in which their conditions can turn out."""
    own: dict[str, _Asked] = {}
    questions: list[_Question] = []
    for bits, each in asked:
        names = tuple(fact.name for fact in each.facts)
        if each.is_joint:
            questions.append((names, (_Way(0), _Way(bits))))
        else:
            own[names[0]] = (*own.get(names[0], ()), (bits, each))
    return [*questions, *(((name,), _ways(name, own[name], asked)) for name in own)]


def _ways(name: str, own: _Asked, asked: _Asked) -> tuple[_Way, ...]:
    """How the conditions of one fact turn out by its answers, or if it stays missing."""
    values = [value for _, each in own for value in each.samples()]
    met = [sum(bits for bits, each in own if each.holds_for(value)) for value in values]
    ways = [_Way(each) for each in dict.fromkeys(met or [0])]
    missing = sum(bits for bits, each in own if each.operator is Operator.IS_MISSING)
    if missing:
        unknown = sum(
            bits
            for bits, each in asked
            if not bits & missing and name in {fact.name for fact in each.facts}
        )
        ways.append(_Way(missing, unknown, frozenset({name})))
    return tuple(ways)


def _by_structure(parts: Sequence[_Open]) -> _Weights:
    """How likely each fact is to decide if every unknown were as likely met as not."""
    weights: _Weights = {}
    for part in parts:
        chances = {part.slot: Fraction(1)}
        for each in reversed(part.slots):
            group = part.judgement.plan.group_at.get(each)
            if group is not None:
                _hand_down(part.judgement, group, chances)
        for slot, condition in part.live:
            if condition.operator is not Operator.IS_MISSING:
                for fact in condition.facts:
                    weights[fact.name] = weights.get(fact.name, Fraction(0)) + chances[slot]
    return weights


def _hand_down(judgement: Judgement, group: Group, chances: dict[int, Fraction]) -> None:
    undecided = [part for part in group.parts if judgement.unknown >> part & 1]
    ways = 1
    if group.joint is Joint.AT_LEAST:
        met = sum(judgement.met >> part & 1 for part in group.parts)
        ways = comb(len(undecided) - 1, group.needed - met - 1)
    for part in undecided:
        share = chances[group.slot] * ways / 2 ** (len(undecided) - 1)
        chances[part] = chances.get(part, Fraction(0)) + share


def _ranked(parts: Sequence[_Open], weights: _Weights) -> tuple[MissingFact, ...]:
    found: dict[str, MissingFact] = {}
    for part in parts:
        for place, why in part.judgement.missing:
            fact = part.judgement.plan.facts[place]
            if fact.name in weights:
                found.setdefault(fact.name, MissingFact(fact, why))
    return tuple(sorted(found.values(), key=lambda each: -weights[each.fact.name]))
