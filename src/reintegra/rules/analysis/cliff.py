"""Thresholds of a provision at which one unit more takes away from what is given.

An amount of money that rises by one unit is worth that unit: only what falls by more is a loss.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import Conflict, CurrencyMismatch, OutsideCoverage
from reintegra.rules.analysis.coverage import Given, smallest_example
from reintegra.rules.analysis.finding import Finding, FindingKind
from reintegra.rules.analysis.situations import Situations
from reintegra.rules.analysis.step import Step, step_at_own, step_with_others
from reintegra.rules.expression import All, AtLeast, Expression
from reintegra.rules.provisions.provision import Provision
from reintegra.rules.search.turning import number_of
from reintegra.rules.wording import in_both
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NOT_TOLD = (Conflict, CurrencyMismatch, OutsideCoverage)


def cliffs(
    provision: Provision, given: tuple[Given, ...], situations: Situations
) -> Iterator[Finding]:
    """Each threshold at which something is lost, with what is given before and after it.

    Where a threshold moves with other facts, one of its places is told.
    """
    everything = AtLeast(0, tuple(each.stands for each in given))
    opened = situations.opened(everything, {})
    search = _Search(provision, given, everything, situations)
    for fact in opened.facts:
        if fact.type in {int, Money}:
            yield from search.losses(*step_at_own(opened, fact))
            step = step_with_others(opened, fact)
            likely = situations.values(everything, fact)
            others = situations.values(All((everything, step.after(everything))), fact)
            values = (*_likely_first(likely, step.unit), *_likely_first(others, step.unit))
            yield from search.losses(step, tuple(dict.fromkeys(values)))
    loose = (knot for knot in opened.knots if not knot.is_searched_whole)
    situations.was_cut = situations.was_cut or any(knot.facts[0].type is not date for knot in loose)


def _likely_first(values: tuple[Any, ...], unit: object) -> list[Any]:
    """First the values beside a limit, and of these what is above 0."""
    return sorted(values, key=lambda each: (each + unit not in values, number_of(each) <= 0, each))


@attrs.frozen
class _Search:
    """Looks for what a provision takes away at a step, every fact being asked."""

    provision: Provision
    given: tuple[Given, ...]
    everything: Expression
    situations: Situations

    def losses(self, step: Step, values: Sequence[Any]) -> Iterator[Finding]:
        """What is lost at one of these values; of two amounts once for all that moves together."""
        told: set[tuple[Any, ...]] = set()
        for pair in self._pairs(step):
            for facts, amounts in self._falls(pair, step, values):
                case = (facts[step.fact.name], amounts)
                if case not in told:
                    told.add(case)
                    yield self._finding(step, amounts, facts)

    def _pairs(self, step: Step) -> Iterator[tuple[Given, Given]]:
        """What may be given before and after the step, as far as the second may be less."""
        may_be = self.situations.may_be
        first = [each for each in self.given if may_be(All((step.turning, each.stands)))]
        then = [each for each in self.given if may_be(All((step.turning, step.after(each.stands))))]
        for before, after in product(first, then):
            named = zip(before.named, after.named, strict=False)
            if before is not after and all(_is_loss(step, *amounts) for amounts in named):
                yield before, after

    def _falls(
        self, pair: tuple[Given, Given], step: Step, values: Iterable[Any]
    ) -> Iterator[tuple[dict[str, Any], tuple[Any, Any]]]:
        """The first case at each value; none with what moves and turned before."""
        if not self.situations.may_be(_both(pair, step)):
            return
        left = step
        for value in values:
            while found := self._fall(pair, left, value):
                yield found
                left = left.without(found[0])
                if step.moving and not self.situations.may_be(_both(pair, left)):
                    return
            left = left if step.moving else step

    def _fall(
        self, pair: tuple[Given, Given], step: Step, value: object
    ) -> tuple[dict[str, Any], tuple[Any, Any]] | None:
        """The first case in which both are given, and the second is less."""
        both = All((_both(pair, step), self.everything))
        amounts, known = tuple(each.amount for each in pair), {step.fact.name: value}
        for facts in self.situations.cases(both, known, amounts):
            judged = self._amounts(step, facts)
            if _is_loss(step, *judged):
                return facts, judged
        return None

    def _amounts(self, step: Step, facts: Mapping[str, Any]) -> tuple[Any, Any]:
        """What is given before and after; nothing, where it is not determined."""
        try:
            before = self.provision.judge(facts).value
            return before, self.provision.judge(step.facts_after(facts)).value
        except _NOT_TOLD:
            return None, None

    def _finding(self, step: Step, amounts: tuple[Any, Any], facts: Mapping[str, Any]) -> Finding:
        name = step.fact.name
        value, following = facts[name], step.facts_after(facts)[name]
        example = smallest_example(
            {other: held for other, held in facts.items() if other != name},
            lambda fewer: self._amounts(step, {**fewer, name: value}) == amounts,
        )
        before, after = amounts
        said = f"{value}: {before}; {following}: {after}"
        return Finding(
            FindingKind.CLIFF,
            (self.provision.code,),
            in_both(lambda language: f"{step.fact.text(language)} {said}"),
            (name, *(other for other, _ in example)),
            ((name, value), *example),
            amounts,
            value,
        )


def _both(pair: tuple[Given, Given], step: Step) -> Expression:
    """That the one is given before the step, and the other after it."""
    before, after = pair
    return All((step.turning, before.stands, step.after(after.stands)))


def _is_loss(step: Step, before: object, after: object) -> bool:
    """Whether more is lost than the unit that is gained."""
    if isinstance(before, Money) and isinstance(after, Money):
        if before.currency != after.currency:
            return False
        gained = isinstance(step.unit, Money) and step.unit.currency == before.currency
        return before.units - after.units > gained
    return type(before) is int and type(after) is int and before > after
