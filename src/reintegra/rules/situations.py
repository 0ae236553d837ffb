"""Looks for a situation in which a rule turns out in some way, among all that facts can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reintegra.rules.budget import Budget
from reintegra.rules.comparison import Operator
from reintegra.rules.ground import Ground, Opened
from reintegra.rules.option import Option
from reintegra.rules.question import Missing
from reintegra.rules.tied import options_of
from reintegra.rules.trial import Trial
from reintegra.vocabulary.money import XTS, Currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reintegra.rules.expression import Expression
    from reintegra.rules.question import Question

MET = (True,)
NOT_MET = (False,)
_EITHER = (True, False)


class Situations:
    """Tries what facts can be, up to a limit for each question, and knows whether one was cut."""

    def __init__(self, limit: int, currency: Currency = XTS) -> None:
        Budget(limit)
        self._limit = limit
        self._currency = currency
        self.was_cut: bool = False

    def is_impossible(self, expression: Expression, wanted: tuple[bool, ...]) -> bool:
        """Whether the expression turns out so in no situation at all.

        Facts that are asked whether they are missing may be so. Comparisons of facts for which a
        way could be overlooked count as able to turn out in any way.
        """
        opened = self._opened(expression, {})
        return self._is_impossible(opened, wanted, _overlooked(opened))

    def never_matters(self, expression: Expression, name: str) -> bool:
        """Whether the answer to this one fact, of type bool and asked once, makes no difference.

        It does make one wherever what is missing could make it.
        """
        opened = self._opened(expression, {name: Missing.NOT_ASKED})
        maybe = {fact.name for fact in opened.facts if _asked_whether_missing(opened, fact)}
        open_to_all = frozenset(
            slot
            for slot, each in expression.plan.conditions
            if name in (names := {fact.name for fact in each.facts})
            or (each.is_joint and names & maybe)
        )
        return self._is_impossible(opened, _EITHER, _overlooked(opened) | open_to_all)

    def _is_impossible(
        self, opened: Opened, wanted: tuple[bool, ...], undecided: frozenset[int]
    ) -> bool:
        budget = Budget(self._limit)
        knots = [knot for knot in opened.knots if knot.is_searched_whole]
        options = _or_missing(opened, options_of(opened, budget, knots), wanted)
        answers = Trial(opened, options, wanted, undecided).answers(budget)
        found = any(True for _ in answers)
        return not found and not self._cut(budget)

    def with_outcome(
        self, expression: Expression, wanted: tuple[bool, ...], known: Mapping[str, Any]
    ) -> Iterator[dict[str, Any]]:
        """Situations in which the expression turns out so, where some facts are what they are."""
        opened = self._opened(expression, known)
        budget = Budget(self._limit)
        options = _or_missing(opened, options_of(opened, budget), wanted)
        for answer in Trial(opened, options, wanted).answers(budget):
            values = (option.values[0] for option in answer)
            named = zip((fact.name for fact in opened.facts), values, strict=True)
            yield {**known, **dict(named)}
        self._cut(budget)

    def _cut(self, budget: Budget) -> bool:
        if budget.is_spent:
            self.was_cut = True
        return budget.is_spent

    def _opened(self, expression: Expression, known: Mapping[str, Any]) -> Opened:
        plan = expression.plan
        unknown = {fact.name: Missing.NOT_ASKED for fact in plan.facts}
        ground = Ground(plan, {**unknown, **known}, self._currency)
        return Opened(ground, tuple(fact for fact in plan.facts if fact.name not in known))


def _overlooked(opened: Opened) -> frozenset[int]:
    """The comparisons in which a way could be overlooked."""
    loose = (knot for knot in opened.knots if not knot.is_searched_whole)
    return frozenset(slot for knot in loose for slot, _ in knot.conditions)


def _asked_whether_missing(opened: Opened, fact: Question[Any]) -> bool:
    return any(each.operator is Operator.IS_MISSING for _, each in opened.own(fact))


def _or_missing(
    opened: Opened, options: tuple[tuple[Option, ...], ...], wanted: tuple[bool, ...]
) -> tuple[tuple[Option, ...], ...]:
    """The options, and for what is asked whether it is missing that it is so.

    Where either outcome is wanted, its other conditions are then open: they may make a difference.
    """
    found: list[tuple[Option, ...]] = []
    for fact, answers in zip(opened.facts, options, strict=True):
        if _asked_whether_missing(opened, fact):
            ground, own = opened.ground, opened.own(fact)
            not_met, met = ground.state(own, ground.known)
            if wanted == _EITHER:
                others = sum(ground.plan.bits[slot] for slot, _ in own) & ~met
                not_met, met = not_met | others, met | others
            found.append((*answers, Option((Missing.NOT_ASKED,), (not_met, met))))
        else:
            found.append(answers)
    return tuple(found)
