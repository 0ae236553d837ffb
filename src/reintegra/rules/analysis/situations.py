"""Looks for a situation in which a rule turns out in some way, among all that facts can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reintegra.rules.comparison import Operator
from reintegra.rules.question import Missing
from reintegra.rules.search.budget import Budget
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.option import Option
from reintegra.rules.search.tied import options_of
from reintegra.rules.search.trial import Trial
from reintegra.vocabulary.money import XTS, Currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reintegra.rules.expression import Expression
    from reintegra.rules.question import Question


class Situations:
    """Tries what facts can be, up to a limit for each question, and knows whether one was cut."""

    def __init__(self, limit: int, currency: Currency = XTS) -> None:
        Budget(limit)
        self._limit = limit
        self._currency = currency
        self.was_cut: bool = False

    def is_impossible(self, expression: Expression, *, met: bool, in_doubt: bool = False) -> bool:
        """Whether the expression is met, or is not met, in no situation at all.

        Facts that are asked whether they are missing may be so; `in_doubt`, whatever else is asked
        of them may then turn out in any way. So may comparisons in which a way could be overlooked.
        """
        opened = self._opened(expression, {})
        budget = Budget(self._limit)
        knots = [knot for knot in opened.knots if knot.is_searched_whole]
        options = _or_missing(opened, options_of(opened, budget, knots), in_doubt=in_doubt)
        undecided = _overlooked(opened) | (_in_doubt(opened) if in_doubt else frozenset[int]())
        answers = Trial(opened, options, met, undecided).answers(budget)
        return not any(True for _ in answers) and not self._cut(budget)

    def with_outcome(
        self, expression: Expression, known: Mapping[str, Any], *, met: bool
    ) -> Iterator[dict[str, Any]]:
        """Situations in which the expression turns out so, where some facts are what they are."""
        opened = self._opened(expression, known)
        budget = Budget(self._limit)
        options = _or_missing(opened, options_of(opened, budget), in_doubt=False)
        for answer in Trial(opened, options, met).answers(budget):
            values = (option.values[0] for option in answer)
            named = zip((fact.name for fact in opened.facts), values, strict=True)
            yield {**known, **dict(named)}
        self._cut(budget)

    def _cut(self, budget: Budget) -> bool:
        self.was_cut = self.was_cut or budget.is_spent
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


def _in_doubt(opened: Opened) -> frozenset[int]:
    """The comparisons of facts that may be missing with others."""
    maybe = {fact.name for fact in opened.facts if _asked_whether_missing(opened, fact)}
    return frozenset(
        slot for slot, each in opened.joint if maybe & {fact.name for fact in each.facts}
    )


def _or_missing(
    opened: Opened, options: tuple[tuple[Option, ...], ...], *, in_doubt: bool
) -> tuple[tuple[Option, ...], ...]:
    """The options, and for what is asked whether it is missing that it is so."""
    found: list[tuple[Option, ...]] = []
    for fact, answers in zip(opened.facts, options, strict=True):
        if _asked_whether_missing(opened, fact):
            ground, own = opened.ground, opened.own(fact)
            not_met, met = ground.state(own, ground.known)
            if in_doubt:
                others = sum(ground.plan.bits[slot] for slot, _ in own) & ~met
                not_met, met = not_met | others, met | others
            found.append((*answers, Option((Missing.NOT_ASKED,), (not_met, met))))
        else:
            found.append(answers)
    return tuple(found)
