"""The search for the smallest sets of changes: the most promising set first, and none twice.

A set grows only by facts that stand in its way, and waits until no smaller one can do. So each
set that is found is a smallest one, also where the search is cut before all of them are found.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from reintegra.errors import InvalidValue
from reintegra.rules.changing.change import Change, Changes
from reintegra.rules.changing.nearest import choices, ends_of
from reintegra.rules.outcome import Outcome
from reintegra.rules.search.budget import Budget
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.leeway import HOPELESS
from reintegra.rules.search.tied import options_of
from reintegra.rules.search.trial import Trial
from reintegra.vocabulary.checks import instance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.rules.changing.nearest import Choice
    from reintegra.rules.compiled.plan import Judgement
    from reintegra.rules.question import Question
    from reintegra.rules.search.leeway import Masks

MOST_JUDGINGS = 10_000
"""How often a rule is judged at most, unless the caller allows more."""

_Set = tuple[Change, ...]


def changes_of(
    judgement: Judgement, known: Mapping[str, Any], *, to: Outcome | None, limit: int
) -> Changes:
    """The smallest sets of changes with which the root of a judging turns out otherwise.

    Raises:
        InvalidValue: `to` is undetermined, or the limit below 1.
        WrongType: `to` is no outcome, or the limit no whole number.
        CurrencyMismatch: amounts of two currencies would have to be compared.
    """
    outcome = judgement.outcome_at(judgement.plan.root)
    if to is None:
        to = Outcome.NOT_MET if outcome is Outcome.MET else Outcome.MET
    if instance_of(Outcome, "to", to) is Outcome.UNDETERMINED:
        raise InvalidValue("to", "undetermined", "met or not met; no answer is taken back")
    budget = Budget(limit)
    if outcome is to:
        return Changes(((),))
    ground = Ground(judgement.plan, known)
    return _Search(ground, budget, wanted=to is Outcome.MET).smallest()


class _Search:
    """The sets that wait, by the least number of facts that they can end with."""

    def __init__(self, ground: Ground, budget: Budget, *, wanted: bool) -> None:
        self._ground = ground
        self._budget = budget
        self._wanted = wanted
        self._place = {fact.name: number for number, fact in enumerate(ground.plan.facts)}
        self._waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
        self._seen: set[tuple[int, ...]] = {()}
        self._in_the_way: dict[tuple[int, ...], frozenset[str]] = {}
        self._found: dict[tuple[int, ...], list[_Set]] = {}
        self._bound = HOPELESS
        self._whole = True

    def smallest(self) -> Changes:
        """All sets of the least size, as far as the budget goes."""
        while self._waiting:
            size, _, places = heappop(self._waiting)
            if size > self._bound:
                break
            self._look_at(places, size)
            if self._budget.is_spent:
                self._whole = False
                break
        found = (each for places in sorted(self._found) for each in self._found[places])
        return Changes(tuple(found), truncated=not self._whole)

    def _look_at(self, places: tuple[int, ...], size: int) -> None:
        if places in self._in_the_way:
            self._grow(places, size, self._in_the_way[places])
        elif self._budget.spend(self._ground.leeway.judgings):
            facts = self._ground.plan.facts
            opened = Opened(self._ground, tuple(facts[place] for place in places))
            obstacle = opened.obstacle(wanted=self._wanted)
            if obstacle is None:
                self._try(opened, places, size)
            else:
                self._in_the_way[places] = obstacle.facts
                self._wait(places, max(size, len(places) + obstacle.least))

    def _try(self, opened: Opened, places: tuple[int, ...], size: int) -> None:
        """Try the answers; where none does, one of what stood in their way has to change too."""
        dead_ends: set[Masks] = set()
        trial = Trial(opened, options_of(opened, self._budget), self._wanted)
        answers = list(trial.answers(self._budget, dead_ends))
        chosen = choices(trial, answers, self._budget)
        if self._budget.is_spent:
            return
        if chosen:
            self._bound = size
            self._found[places] = list(dict.fromkeys(_set(opened, each) for each in chosen))
        elif all(knot.is_searched_whole for knot in opened.knots):
            obstacles = (opened.obstacle_to(each, wanted=self._wanted) for each in dead_ends)
            in_the_way = frozenset[str]().union(*(each.facts for each in obstacles))
            self._grow(places, size, in_the_way | opened.partners)
        else:
            self._whole = False
            self._bound = size

    def _grow(self, places: tuple[int, ...], size: int, names: Iterable[str]) -> None:
        for name in names:
            more = tuple(sorted((*places, self._place[name])))
            if more not in self._seen:
                self._seen.add(more)
                self._wait(more, max(size, len(more)))

    def _wait(self, places: tuple[int, ...], size: int) -> None:
        heappush(self._waiting, (size, -len(places), places))


def _set(opened: Opened, choice: Choice) -> _Set:
    return tuple(_change(opened, place, choice) for place in range(len(choice)))


def _change(opened: Opened, place: int, choice: Choice) -> Change:
    fact, chosen = opened.facts[place], choice[place]
    values = tuple(value for option in chosen for value in option.values)
    others = [option.other_than for option in chosen if option.other_than is not None]
    fitting = _fitting(opened, place, choice)
    if others:
        other_than = tuple(value for value in others[0] if value not in values)
        return Change(fact, (), other_than, fitting)
    if fitting or not fact.is_ordered:
        return Change(fact, () if fitting else values, fitting=fitting)
    tied = any(fact in knot.facts for knot in opened.knots)
    if opened.ground.is_missing(fact) and not tied:
        ends = tuple(ends_of(opened, fact, chosen))
        return Change(fact, ends, None if ends else ())
    return Change(fact, tuple(sorted(values)))


def _fitting(opened: Opened, place: int, choice: Choice) -> tuple[Question[Any], ...]:
    """The facts to whose answers nothing but this fact's is bound, if it is so itself."""
    free = [
        fact
        for fact, chosen in zip(opened.facts, choice, strict=True)
        if any(option.loose or option.other_than is not None for option in chosen)
    ]
    fact = opened.facts[place]
    return tuple(
        other
        for knot in opened.knots
        if fact in knot.facts and fact in free
        for other in knot.facts
        if other in free and other is not fact
    )
