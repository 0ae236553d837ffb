"""All that can become of a case under a policy: the real `Case` is walked to its last state.

The product of every value of every field has no end that anybody waits for. What no rule joins is
therefore not multiplied: two kinds of walks together make one report.

- *Joined*, for each stage: with any two of the stages that the edition asks about before its
  events, and the endings, by plain events: those by which a case goes on.
- *Alone*, once for each stage: with the endings only, from every standing that its rules can tell
  apart, also those that speak against it, by every value of every field of its events, with all
  that must be refused.

Asked for the whole, the joined walks are one walk through all seven records at once.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from reintegra.chain.case import OPENING_EVENTS, Case
from reintegra.chain.policy import Policy
from reintegra.chain.stage import CaseStatus, Stage
from reintegra.chain.table import CHAIN, PLACES
from reintegra.testing.offers import offers, offers_of_a_day
from reintegra.testing.scope import Scope
from reintegra.testing.standing import CHANGED_BY, answers, asked_before, reasons_to_close
from reintegra.testing.walking import Explored, Walker
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import CaseId, PersonId

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from datetime import date

    from reintegra.chain.policy import Edition

_CASE = CaseId("case-explored")
_PERSON = PersonId("person-explored")
ENDING = CHAIN[-1]

MOST_JOINED = 2
"""How many of the stages that are asked about are walked together with the one that asks."""

TWO_UNITS = Scope(units=2)
"""One award that can be reduced and paid back in part; of two tranches, each is of one unit."""


def explore_policy(
    policy: Policy,
    *,
    on: date,
    joined: Scope = TWO_UNITS,
    alone: Scope = TWO_UNITS,
    whole: bool = False,
    limit: int = 1_000_000,
) -> Explored:
    """Everything that can become of a case that begins on this day, under the edition of the day.

    The register answers each question that the policy asks of it with yes, with no, and not at
    all. Each event is dated one day after the last, so that the edition should hold for some
    months from the day.

    Raises:
        OutsideCoverage: no edition holds on the day, or on a day that a way through the chain
            comes to.
        WrongType: `policy` is not a `Policy`, `on` not a date, or the limit not an int.
        InvalidValue: the limit is below the number of states to begin with.
    """
    day = as_day(on)
    edition = instance_of(Policy, "policy", policy).at(day)
    begun = list(_opened(day, edition, plain_only=True))
    walks: list[Explored] = []
    for stages in (CHAIN,) if whole else _groups(edition):
        walker = Walker(policy, edition, stages, joined, limit, plain_only=True)
        walks.append(walker.explored(begun if whole else _starts(walker, begun)))
        begun += walks[-1].report.walks[0].found.states.values()
    unlucky = tuple(_opened(day, edition, plain_only=False))
    for stage in CHAIN:
        walker = Walker(policy, edition, tuple(dict.fromkeys((stage, ENDING))), alone, limit)
        walks.append(walker.explored(_also_against(walker, _starts(walker, begun), unlucky)))
    return Explored.together(walks)


def _in_order(edition: Edition) -> tuple[Stage, ...]:
    by_code = {stage.code: stage for stage in CHAIN}
    return (*(by_code[code] for code in edition.order.value), ENDING)


def _groups(edition: Edition) -> Iterator[tuple[Stage, ...]]:
    """Each stage with any two of those that the edition asks about before its events."""
    for stage in _in_order(edition):
        kinds = [kind for kind, place in PLACES.items() if place.stage is stage]
        asked = {CHANGED_BY.get(name) for name in asked_before(edition, kinds)}
        others = [each for each in CHAIN[:-1] if each.code in asked and each is not stage]
        for joined in combinations(others, min(MOST_JOINED, len(others))):
            yield tuple(each for each in CHAIN if each in {stage, ENDING, *joined})


def _opened(on: date, edition: Edition, *, plain_only: bool) -> Iterator[Case]:
    """Every way to begin a case."""
    for kind in OPENING_EVENTS:
        for offer in offers_of_a_day(kind, _CASE, _PERSON, on, edition):
            if offer.is_plain or not plain_only:
                yield Case.replay((offer.event,))


def _starts(walker: Walker, begun: Iterable[Case]) -> list[Case]:
    """One case for each standing that the rules can tell apart before any of the stages begins."""
    found: dict[Hashable, Case] = {}
    for case in begun:
        if _is_before(case, walker):
            found.setdefault(_told_apart(case, walker), case)
    return list(found.values())


def _also_against(walker: Walker, starts: list[Case], unlucky: Iterable[Case]) -> list[Case]:
    """The same, with each single thing that speaks against the one of them that is furthest."""
    furthest = max(starts, key=lambda case: _yeses(case, walker))
    found = {_told_apart(case, walker): case for case in starts}
    for other in (*_against(walker, furthest), *_retold(walker, furthest, unlucky)):
        found.setdefault(_told_apart(other, walker), other)
    return list(found.values())


def _is_before(case: Case, walker: Walker) -> bool:
    """Whether the case is open, and none of the stages has begun since it was opened.

    Money under way is settled by events of the stimulus, and could not be if none is tried.
    """
    records = case.records
    settled = not any(award.is_open for award in case.stimulus.awards)
    return (settled and records.ending.status is CaseStatus.OPEN) and (
        case.version == 1
        or all(records.of_stage(each).status is each.table.initial for each in walker.stages)
    )


def _told_apart(case: Case, walker: Walker) -> Hashable:
    standing = walker.standing(case)
    return standing, reasons_to_close(case) if walker.stages == (ENDING,) else ()


def _yeses(case: Case, walker: Walker) -> int:
    return sum(answer is True for answer in answers(case, walker.edition, walker.names))


def _against(walker: Walker, case: Case) -> Iterator[Case]:
    """The case after one event of another stage that is not the plain one."""
    on = case.records.last_on + timedelta(1)
    for kind, place in PLACES.items():
        if place.stage in walker.stages or place.stage is ENDING:
            continue
        for offer in offers(case, kind, on, walker.edition, walker.scope):
            if not offer.is_plain and walker.verdict(case, offer.event).met:
                after = case.carry(offer.event)
                if _is_before(after, walker):
                    yield after


def _retold(walker: Walker, case: Case, unlucky: Iterable[Case]) -> Iterator[Case]:
    """The case with another beginning, as far as all the rest would still be permitted."""
    for beginning in unlucky:
        if type(beginning.events[0]) is not type(case.events[0]):
            continue
        told = beginning
        for event in case.events[1:]:
            if walker.verdict(told, event).met:
                told = told.carry(event)
        if told.version == case.version:
            yield told
