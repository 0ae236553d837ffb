"""Looks for a situation in which a rule turns out in some way, among all that facts can be."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from reintegra.rules.analysis.amounts import facts_in, sizes_in
from reintegra.rules.analysis.quantities import in_quantities
from reintegra.rules.comparison import Operator
from reintegra.rules.question import Missing
from reintegra.rules.search.budget import Budget
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.option import Option
from reintegra.rules.search.tied import options_of
from reintegra.rules.search.trial import Trial
from reintegra.rules.search.turning import value_of
from reintegra.vocabulary.money import XTS, Currency, Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reintegra.rules.comparison import Comparison
    from reintegra.rules.expression import Expression
    from reintegra.rules.provisions.amount import Amount
    from reintegra.rules.question import Question

_NONE = frozenset[int]()


class Situations:
    """Tries what facts can be, up to a limit for each question, and knows whether one was cut.

    A question also counts as cut where it stays open because a way could be overlooked.
    """

    def __init__(self, limit: int, currency: Currency = XTS) -> None:
        Budget(limit)
        self._limit = limit
        self._currency = currency
        self.was_cut: bool = False

    def is_impossible(self, expression: Expression, *, met: bool, in_doubt: bool = False) -> bool:
        """Whether the expression is met, or is not met, in no situation at all.

        Facts that are asked whether they are missing may be so; `in_doubt`, whatever else is asked
        of them may then turn out in any way.
        """
        opened = self.opened(expression, {})
        sums = _overlooked(opened, _in_doubt(opened) if in_doubt else _NONE)
        if sums:
            loosely = self.opened(in_quantities(expression, sums, {}), {})
            if not self._is_found(loosely, met=met, in_doubt=in_doubt):
                return True
        found = self._is_found(opened, met=met, in_doubt=in_doubt)
        self.was_cut = self.was_cut or (bool(sums) and not found)
        return not sums and not found

    def may_be(self, expression: Expression) -> bool:
        """Whether it is met in some situation, as far as each sum of facts tells by itself."""
        joint = {each for _, each in self.opened(expression, {}).joint if each.facts[0].is_ordered}
        return self._is_found(
            self.opened(in_quantities(expression, joint, {}), {}), met=True, in_doubt=False
        )

    def with_outcome(
        self, expression: Expression, known: Mapping[str, Any], *, met: bool
    ) -> Iterator[dict[str, Any]]:
        """Situations in which the expression turns out so, where some facts are what they are."""
        opened = self.opened(expression, known)
        budget = Budget(self._limit)
        options = _or_missing(opened, options_of(opened, budget), in_doubt=False)
        found = False
        for answer in Trial(opened, options, met).answers(budget):
            values = (option.values[0] for option in answer)
            named = zip((fact.name for fact in opened.facts), values, strict=True)
            found = True
            yield {**known, **dict(named)}
        self._cut(budget)
        sums = _overlooked(opened, _NONE)
        if sums and not found:
            loosely = self.opened(in_quantities(expression, sums, known), known)
            self.was_cut = self.was_cut or self._is_found(loosely, met=met, in_doubt=False)

    def cases(
        self,
        expression: Expression,
        known: Mapping[str, Any],
        amounts: Sequence[Amount],
    ) -> Iterator[dict[str, Any]]:
        """Situations in which it is met, with some values for what amounts are computed from.

        Where there are more values than were tried, and all are asked for, the question counts as
        cut.
        """
        sizes = sizes_in(amounts)
        facts = [fact for fact in facts_in(amounts) if fact.name not in known]
        budget = Budget(self._limit)
        for found in self.with_outcome(expression, known, met=True):
            for values in product(*(self._tried(fact, found, sizes) for fact in facts)):
                if not budget.spend():
                    break
                names = (fact.name for fact in facts)
                case = {**found, **dict(zip(names, values, strict=True))}
                if not facts or expression.judge(case).met:
                    yield case
            self.was_cut = self.was_cut or bool(facts)

    def values(self, expression: Expression, fact: Question[Any]) -> tuple[Any, ...]:
        """The values of a fact that are worth trying, once all others are open too."""
        opened = self.opened(expression, {})
        budget = Budget(self._limit)
        options = options_of(opened, budget)[opened.facts.index(fact)]
        self._cut(budget)
        return tuple(option.values[0] for option in options)

    def opened(self, expression: Expression, known: Mapping[str, Any]) -> Opened:
        """The facts that the expression asks, all but those known being open."""
        plan = expression.plan
        unknown = {fact.name: Missing.NOT_ASKED for fact in plan.facts}
        ground = Ground(plan, {**unknown, **known}, self._currency)
        return Opened(ground, tuple(fact for fact in plan.facts if fact.name not in known))

    def _is_found(self, opened: Opened, *, met: bool, in_doubt: bool) -> bool:
        """Whether there is a situation, or there could be one, the search being cut."""
        budget = Budget(self._limit)
        options = _or_missing(opened, options_of(opened, budget), in_doubt=in_doubt)
        undecided = _in_doubt(opened) if in_doubt else _NONE
        found = any(True for _ in Trial(opened, options, met, undecided).answers(budget))
        return found or self._cut(budget)

    def _cut(self, budget: Budget) -> bool:
        self.was_cut = self.was_cut or budget.is_spent
        return budget.is_spent

    def _tried(
        self, fact: Question[Any], found: Mapping[str, Any], sizes: tuple[int, ...]
    ) -> tuple[Any, ...]:
        """What the fact is in a situation, then others; what is missing there stays so."""
        held = found.get(fact.name)
        if isinstance(held, Missing):
            return (held,)
        currency = held.currency if isinstance(held, Money) else self._currency
        others = tuple(value_of(size, fact.type, currency) for size in sizes)
        return others if held is None else (held, *others)


def _overlooked(opened: Opened, undecided: frozenset[int]) -> frozenset[Comparison]:
    """The comparisons in which a way could be overlooked, without those that stay undecided."""
    loose = (knot for knot in opened.knots if not knot.is_searched_whole)
    return frozenset(
        each for knot in loose for slot, each in knot.conditions if slot not in undecided
    )


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
