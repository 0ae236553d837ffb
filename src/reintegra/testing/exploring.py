"""All that can become of a case under a policy: the real `Case` is walked to its last state.

Two kinds of walks together make one report, since the product of every value of every field would
have no end that anybody waits for:

- *Together*: all seven records at once, from every way to begin, by plain events: those by which
  a case goes on. Every combination of statuses that can be reached is in it.
- *Alone*, once for each stage: from every standing that its rules can tell apart, also those that
  speak against it, by every value of every field of its events and of the endings, with all that
  must be refused.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from reintegra.chain.case import OPENING_EVENTS, Case
from reintegra.chain.policy import Policy
from reintegra.chain.stage import CaseStatus, Stage
from reintegra.chain.table import CHAIN, PLACES
from reintegra.testing.offers import offers, offers_of_a_day
from reintegra.testing.scope import Scope
from reintegra.testing.standing import answers, reasons_to_close
from reintegra.testing.walking import Explored, Walker
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import CaseId, PersonId

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from reintegra.chain.policy import Edition

_CASE = CaseId("case-explored")
_PERSON = PersonId("person-explored")
ENDING = CHAIN[-1]

TOGETHER = Scope()
"""One award, of the smallest amount."""

ALONE = Scope(units=2)
"""One award that can be reduced, and paid back in part."""


def explore_policy(
    policy: Policy,
    *,
    on: date,
    together: Scope = TOGETHER,
    alone: Scope = ALONE,
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
    of_all = Walker(policy, edition, CHAIN, together, limit, plain_only=True)
    wide = of_all.explored(_opened(day, edition, plain_only=True))
    walks = [wide]
    begun = tuple(wide.report.walks[0].found.states.values())
    unlucky = tuple(_opened(day, edition, plain_only=False))
    for stage in CHAIN:
        walker = Walker(policy, edition, tuple(dict.fromkeys((stage, ENDING))), alone, limit)
        walks.append(walker.explored(_starts(walker, stage, begun, unlucky)))
    return Explored.together(walks)


def _opened(on: date, edition: Edition, *, plain_only: bool) -> Iterator[Case]:
    """Every way to begin a case."""
    for kind in OPENING_EVENTS:
        for offer in offers_of_a_day(kind, _CASE, _PERSON, on, edition):
            if offer.is_plain or not plain_only:
                yield Case.open(offer.event)


def _starts(
    walker: Walker, stage: Stage, begun: Iterable[Case], unlucky: Iterable[Case]
) -> Iterator[Case]:
    """One case for each standing that the rules of a stage can tell apart before it begins."""
    found: dict[Hashable, Case] = {}
    for case in begun:
        if _is_before(case, stage):
            found.setdefault(_told_apart(walker, case, stage), case)
    furthest = max(found.values(), key=lambda case: _yeses(walker, case), default=None)
    if furthest is not None:
        for other in (*_against(walker, furthest, stage), *_retold(walker, furthest, unlucky)):
            found.setdefault(_told_apart(walker, other, stage), other)
    return iter(found.values())


def _is_before(case: Case, stage: Stage) -> bool:
    records = case.records
    if records.ending.status is not CaseStatus.OPEN:
        return False
    return stage is ENDING or records.of_stage(stage).status is stage.table.initial


def _yeses(walker: Walker, case: Case) -> int:
    return sum(answer is True for answer in answers(case, walker.edition, walker.names))


def _told_apart(walker: Walker, case: Case, stage: Stage) -> Hashable:
    known = answers(case, walker.edition, walker.names)
    return known, reasons_to_close(case) if stage is ENDING else ()


def _against(walker: Walker, case: Case, stage: Stage) -> Iterator[Case]:
    """The case after one event of an earlier link that is not the plain one."""
    on = case.records.last_on + timedelta(1)
    for kind, place in PLACES.items():
        if place.stage in {stage, ENDING}:
            continue
        for offer in offers(case, kind, on, walker.edition, walker.scope):
            if not offer.is_plain and walker.verdict(case, offer.event).met:
                after = case.carry(offer.event)
                if _is_before(after, stage):
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
