"""What to ask next: the unknown facts that can still decide, most decisive first.

Up to twelve unknown conditions every way in which they can turn out is tried; a fact stands in
the answer when, for some answers to the others, it alone turns the outcome. Its weight is in how
many of those ways it does. Above twelve the same follows from the structure, which may keep a
fact whose conditions depend on each other, but never leaves one out.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb
from typing import TYPE_CHECKING, Any

from reintegra.rules.compiled.group import Group, Joint
from reintegra.rules.outcome import Outcome
from reintegra.rules.question import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reintegra.rules.compiled.plan import Judgement
    from reintegra.rules.question import Question

EXHAUSTIVE_UP_TO = 12
"""The number of unknown conditions up to which every completion is tried."""

Part = tuple["Judgement", int]
"""A slot of a judgement; several parts are asked about as their conjunction."""

_Weights = dict[str, Fraction]
_Answers = list[tuple[int, ...]]


def still_to_ask(parts: Sequence[Part]) -> tuple[MissingFact, ...]:
    """The missing facts that can still change whether all parts are met."""
    outcomes = {judgement.outcome_at(slot) for judgement, slot in parts}
    if Outcome.NOT_MET in outcomes or Outcome.UNDETERMINED not in outcomes:
        return ()
    open_parts = [
        (judgement, slot)
        for judgement, slot in parts
        if judgement.outcome_at(slot) is Outcome.UNDETERMINED
    ]
    live = [tuple(_live(judgement, slot)) for judgement, slot in open_parts]
    weights: _Weights = {}
    if sum(len(slots) for slots in live) <= EXHAUSTIVE_UP_TO:
        weights = _by_completion(open_parts, live)
    if not weights:
        weights = _by_structure(open_parts)
    return _ranked(open_parts, weights)


def _ranked(parts: Sequence[Part], weights: _Weights) -> tuple[MissingFact, ...]:
    found: dict[str, MissingFact] = {}
    for judgement, _ in parts:
        for place, why in judgement.missing:
            fact = judgement.plan.facts[place]
            if fact.name in weights:
                found.setdefault(fact.name, MissingFact(fact, why))
    return tuple(sorted(found.values(), key=lambda each: -weights[each.fact.name]))


def _live(judgement: Judgement, slot: int) -> Iterator[int]:
    """The unknown conditions under a slot that no decided group cuts off."""
    seen: set[int] = set()
    waiting = [slot]
    while waiting:
        each = waiting.pop()
        if each in seen or not judgement.unknown >> each & 1:
            continue
        seen.add(each)
        group = judgement.plan.group_at.get(each)
        if group is None:
            yield each
        else:
            waiting += group.parts


def _by_completion(parts: Sequence[Part], live: Sequence[tuple[int, ...]]) -> _Weights:
    questions, answers = _answers(parts, live)
    open_bits = [
        sum(judgement.plan.bits[slot] for slot in slots)
        for (judgement, _), slots in zip(parts, live, strict=True)
    ]
    met = [_all_met(parts, open_bits, chosen) for chosen in product(*answers)]
    weights: _Weights = {}
    for name in dict.fromkeys(name for names in questions for name in names):
        own = [place for place, names in enumerate(questions) if name in names]
        turned: dict[int, set[bool]] = {}
        for index, others in enumerate(_without(own, [len(each) for each in answers])):
            turned.setdefault(others, set()).add(met[index])
        weight = Fraction(sum(len(each) > 1 for each in turned.values()), len(turned))
        if weight:
            weights[name] = weight
    return weights


def _without(own: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """For each combination of answers, in order, the number of the rest without some places."""
    numbers = [0]
    for place, size in enumerate(sizes):
        steps = [0] * size if place in own else list(range(size))
        numbers = [number * size + step for number in numbers for step in steps]
    return numbers


def _all_met(
    parts: Sequence[Part], open_bits: Sequence[int], chosen: Sequence[tuple[int, ...]]
) -> bool:
    for place, (judgement, slot) in enumerate(parts):
        # Groups follow anew from the conditions: an old unknown of theirs would outlive its cause.
        unknown = judgement.unknown & judgement.plan.condition_bits & ~open_bits[place]
        met = judgement.met | sum(answer[place] for answer in chosen)
        if not judgement.plan.complete(met, unknown)[0] >> slot & 1:
            return False
    return True


def _answers(
    parts: Sequence[Part], live: Sequence[tuple[int, ...]]
) -> tuple[list[tuple[str, ...]], list[_Answers]]:
    """Which facts decide together, and each way in which their conditions can turn out."""
    own: dict[str, list[tuple[int, int]]] = {}
    asked: dict[str, Question[Any]] = {}
    questions: list[tuple[str, ...]] = []
    answers: list[_Answers] = []
    for place, (judgement, _) in enumerate(parts):
        for slot in sorted(live[place]):
            condition = judgement.plan.condition_at[slot]
            if not condition.is_joint:
                fact = condition.facts[0]
                asked[fact.name] = fact
                own.setdefault(fact.name, []).append((place, slot))
            else:
                questions.append(tuple(fact.name for fact in condition.facts))
                met = [0] * len(parts)
                met[place] = judgement.plan.bits[slot]
                answers.append([(0,) * len(parts), tuple(met)])
    for name, slots in own.items():
        questions.append((name,))
        answers.append(_patterns(parts, slots))
    return questions, answers


def _patterns(parts: Sequence[Part], slots: Sequence[tuple[int, int]]) -> _Answers:
    conditions = [(place, slot, parts[place][0].plan.condition_at[slot]) for place, slot in slots]
    patterns: dict[tuple[int, ...], None] = {}
    for value in (value for *_, each in conditions for value in each.samples()):
        met = [0] * len(parts)
        for place, slot, each in conditions:
            if each.holds_for(value):
                met[place] |= parts[place][0].plan.bits[slot]
        patterns[tuple(met)] = None
    return list(patterns)


def _by_structure(parts: Sequence[Part]) -> _Weights:
    """How likely each fact is to decide if every unknown were as likely met as not."""
    weights: _Weights = {}
    for judgement, slot in parts:
        chances = {slot: Fraction(1)}
        for each in sorted(_open_slots(judgement, slot), reverse=True):
            group = judgement.plan.group_at.get(each)
            if group is not None:
                _hand_down(judgement, group, chances)
                continue
            for fact in judgement.plan.condition_at[each].facts:
                weights[fact.name] = weights.get(fact.name, Fraction(0)) + chances[each]
    return weights


def _open_slots(judgement: Judgement, slot: int) -> set[int]:
    found: set[int] = set()
    waiting = [slot]
    while waiting:
        each = waiting.pop()
        if each not in found and judgement.unknown >> each & 1:
            found.add(each)
            group = judgement.plan.group_at.get(each)
            waiting += group.parts if group is not None else ()
    return found


def _hand_down(judgement: Judgement, group: Group, chances: dict[int, Fraction]) -> None:
    undecided = [part for part in group.parts if judgement.unknown >> part & 1]
    ways = 1
    if group.joint is Joint.AT_LEAST:
        met = sum(judgement.met >> part & 1 for part in group.parts)
        ways = comb(len(undecided) - 1, group.needed - met - 1)
    for part in undecided:
        share = chances[group.slot] * ways / 2 ** (len(undecided) - 1)
        chances[part] = chances.get(part, Fraction(0)) + share
