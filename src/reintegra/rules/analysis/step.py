"""One unit more of a fact: what it makes of an expression, and where conditions turn by it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.analysis.parts import renamed
from reintegra.rules.comparison import Comparison, Operator
from reintegra.rules.expression import All, AnyOf, Condition, Expression, Not
from reintegra.rules.question import Question
from reintegra.rules.search.option import currency_of, free_options
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.rules.measure import Measure
    from reintegra.rules.search.ground import Opened


@attrs.frozen
class Step:
    """A fact, and a unit of it; some comparisons `may_turn`, and at least one does, others `stay`.

    The thresholds of comparisons with other facts are `moving`: one fact reaches them anywhere.
    """

    fact: Question[Any]
    unit: Any
    may_turn: tuple[Comparison, ...]
    stay: tuple[Comparison, ...] = ()
    moving: bool = False

    def after(self, expression: Expression) -> Expression:
        """The expression once the fact is one unit more, without codes."""
        return renamed(expression, self._one_more)

    def facts_after(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts, this one being one unit more."""
        return {**facts, self.fact.name: facts[self.fact.name] + self.unit}

    @property
    def turning(self) -> Expression:
        """That something turns which may, and nothing that may not."""
        some = AnyOf(tuple(self._turns(each) for each in self.may_turn))
        return All((some, *(Not(self._turns(each)) for each in self.stay)))

    def without(self, facts: Mapping[str, Any]) -> Step:
        """The step at which nothing turns that turns with these facts."""
        turned = tuple(each for each in self.may_turn if self._turns(each).judge(facts).met)
        left = tuple(each for each in self.may_turn if each not in turned)
        return attrs.evolve(self, may_turn=left, stay=(*self.stay, *turned))

    def _turns(self, comparison: Comparison) -> Expression:
        before = Condition(comparison)
        after = self.after(before)
        return AnyOf((All((before, Not(after))), All((Not(before), after))))

    def _one_more(self, comparison: Comparison) -> Comparison:
        if comparison.operator is Operator.IS_MISSING:
            return comparison
        right = comparison.right
        return attrs.evolve(
            comparison,
            left=self._raised(comparison.left),
            right=None if right is None else self._raised(right),
        )

    def _raised(self, side: Measure) -> Measure:
        for part in side.parts:
            if part.fact.name == self.fact.name:
                more = self.unit * part.times
                return attrs.evolve(side, plus=more if side.plus is None else side.plus + more)
        return side


def step_at_own(opened: Opened, fact: Question[Any]) -> tuple[Step, tuple[Any, ...]]:
    """At the thresholds of the conditions that a fact decides by itself, and from which values."""
    masks = {
        value: option.masks for option in free_options(opened, fact) for value in option.values
    }
    # Between values that do not follow each other nothing changes.
    edges = (value for value, other in pairwise(sorted(masks)) if masks[value] != masks[other])
    return Step(fact, _unit(opened, fact), _own(opened, fact)), tuple(edges)


def step_with_others(opened: Opened, fact: Question[Any]) -> Step:
    """At the thresholds of the conditions that a fact decides together with others."""
    joint = tuple(each for _, each in opened.joint if fact in each.facts)
    return Step(fact, _unit(opened, fact), joint, _own(opened, fact), moving=True)


def _own(opened: Opened, fact: Question[Any]) -> tuple[Comparison, ...]:
    return tuple(each for _, each in opened.own(fact) if each.operator is not Operator.IS_MISSING)


def _unit(opened: Opened, fact: Question[Any]) -> object:
    if fact.type is int:
        return 1
    tied = {
        fact.name,
        *(each.name for knot in opened.knots if fact in knot.facts for each in knot.facts),
    }
    conditions = (each for name in tied for each in opened.ground.asking[name])
    return Money(1, currency_of(opened.ground, tuple(conditions)))
