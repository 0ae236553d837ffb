"""From the answers that do to the nearest ones, and to sets whose choices fit each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.search.ground import Opened
from reintegra.rules.search.option import Option, currency_of, free_options, option_of
from reintegra.rules.search.trial import Trial
from reintegra.rules.search.turning import is_in_calendar, number_of, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.rules.question import Question
    from reintegra.rules.search.budget import Budget

Answer = tuple[Option, ...]
"""An option for each open fact."""

Choice = tuple[tuple[Option, ...], ...]
"""For each open fact options, of which any does with any of the others."""


def choices(trial: Trial, answers: Sequence[Answer], budget: Budget) -> list[Choice]:
    """The answers, without those for which there is a nearer one, put together.

    Of facts that are compared with each other each is in turn the first to be as near as it can
    be; of those that are unknown one answer is taken.
    """
    opened = trial.opened
    tied = {fact.name for knot in opened.knots for fact in knot.facts if fact.is_ordered}
    places = [place for place, fact in enumerate(opened.facts) if fact.name in tied]
    picked = _picked(opened, answers, places)
    unique = list(dict.fromkeys(_settled(trial, answer, places, budget) for answer in picked))
    kept = [each for each in unique if not any(_is_nearer(other, each, opened) for other in unique)]
    return _together(kept)


def _picked(opened: Opened, answers: Sequence[Answer], places: Sequence[int]) -> list[Answer]:
    """Of answers that agree in all but the tied facts those with the nearest tied facts."""
    known = [place for place in places if not opened.ground.is_missing(opened.facts[place])]
    groups: dict[Answer, list[Answer]] = {}
    for answer in answers:
        others = tuple(each for place, each in enumerate(answer) if place not in places)
        groups.setdefault(others, []).append(answer)
    found: list[Answer] = []
    for group in groups.values():
        for first in range(max(1, len(known))):
            order = (*known[first:], *known[:first])
            nearest = min(_far(answer, order) for answer in group)
            near = [answer for answer in group if _far(answer, order) == nearest]
            found += {tuple(each[place] for place in order): each for each in near[::-1]}.values()
    return found


def _far(answer: Answer, order: Sequence[int]) -> tuple[int, ...]:
    """How loose an answer is, and how far the facts are in their order."""
    return sum(option.loose for option in answer), *(answer[place].distance for place in order)


def _is_nearer(one: Answer, other: Answer, opened: Opened) -> bool:
    """Whether it changes no fact by more, one by less, and what has no distance alike."""
    less = False
    for fact, option, against in zip(opened.facts, one, other, strict=True):
        if not fact.is_ordered or opened.ground.is_missing(fact):
            if option != against:
                return False
        elif option.distance > against.distance:
            return False
        less = less or option.distance < against.distance
    return less


def _together(answers: Sequence[Answer]) -> list[Choice]:
    """Answers that differ in one fact only are one choice."""
    found: list[Choice] = [tuple((option,) for option in answer) for answer in answers]
    for place in range(len(answers[0]) if answers else 0):
        merged: dict[Choice, tuple[Option, ...]] = {}
        for choice in found:
            others = (*choice[:place], *choice[place + 1 :])
            merged[others] = (*merged.get(others, ()), *choice[place])
        found = [(*others[:place], own, *others[place:]) for others, own in merged.items()]
    return found


def _settled(trial: Trial, answer: Answer, places: Sequence[int], budget: Budget) -> Answer:
    """The answer with tied facts brought nearer, one by one, as far as it goes."""
    moved = not any(option.loose for option in answer)
    while moved and not budget.is_spent:
        moved = False
        for place in places:
            option = _brought_nearer(trial, answer, place, budget)
            if option.values != answer[place].values:
                answer, moved = (*answer[:place], option, *answer[place + 1 :]), True
    return answer


def _brought_nearer(trial: Trial, answer: Answer, place: int, budget: Budget) -> Option:
    """The nearest answer to one fact while those to the others stay as they are."""
    opened, own = trial.opened, answer[place]
    fact, known = opened.facts[place], dict(opened.ground.known)
    for other, option in zip(opened.facts, answer, strict=True):
        known[other.name] = option.values[0]
    known[fact.name] = opened.ground.known[fact.name]
    alone = Opened(attrs.evolve(opened.ground, known=known), (fact,))
    options = free_options(alone, fact)
    found = [each for (each,) in Trial(alone, (options,), trial.wanted).answers(budget)]
    if opened.ground.is_missing(fact):
        near = ends_of(alone, fact, found)
    else:
        near = [
            value for each in found if each.distance == found[0].distance for value in each.values
        ]
    if own.values[0] in near or not near:
        return own
    return option_of(opened.ground, fact, near[:1], own.masks)


def ends_of(opened: Opened, fact: Question[Any], options: Sequence[Option]) -> list[Any]:
    """The first and the last value of each stretch of values that the options stand for."""
    ground, own = opened.ground, opened.own(fact)
    currency = currency_of(ground, own)
    inside = {option.masks for option in options}

    def goes_on(number: int) -> bool:
        if not is_in_calendar(number, fact.type):
            return True
        known = {**ground.known, fact.name: value_of(number, fact.type, currency)}
        return ground.state(own, known) in inside

    numbers = sorted(number_of(value) for option in options for value in option.values)
    ends = (each for each in numbers if not (goes_on(each - 1) and goes_on(each + 1)))
    return [value_of(each, fact.type, currency) for each in ends]
