"""A dead end as a real case: each step of its way is recorded by the case itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.case import Case, Known
from reintegra.lifecycle import DeadEnd
from reintegra.testing.alone import Alone, opened, state_of
from reintegra.testing.laws import Law, Violation
from reintegra.testing.offers import offers
from reintegra.testing.standing import statuses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.chain.stage import Stage
    from reintegra.testing.joining import Joined, Joint, Step
    from reintegra.testing.trapping import Trap


@attrs.frozen
class PolicyDeadEnd:
    """A case from which no ending can be reached while the register answers as it does."""

    case: Case
    register: Known

    @property
    def told(self) -> DeadEnd[Case]:
        """The case with the events that led there."""
        way = tuple(type(event) for event in self.case.events)
        return DeadEnd(self.case, way, statuses(self.case))


def lead(
    trap: Trap, found: Mapping[Stage, Alone], on: date
) -> tuple[PolicyDeadEnd | None, tuple[Violation, ...]]:
    """The case that stands in a dead end; or how far it came, if the real case did not go there."""
    terms = trap.joined.stages.terms
    case = next(
        each for each, _ in opened(terms, on) if _joint(each, trap.joined, found) == trap.beginning
    )
    for step in trap.way:
        after = _after(case, step, trap.joined, found)
        if after is None:
            return None, (Violation(Law.NOTHING_ELSE, case),)
        case = after
    return PolicyDeadEnd(case, terms.registers[trap.register]), ()


def _joint(case: Case, joined: Joined, found: Mapping[Stage, Alone]) -> Joint:
    """Where the joined stages of a case stand."""
    stages = joined.stages
    places = (
        found[stage].places[state_of(stages.terms, stage, case.records.of_stage(stage))]
        for stage in joined.chosen
    )
    return tuple(
        stages.by_stage[stage].of[place] for stage, place in zip(joined.chosen, places, strict=True)
    )


def _after(case: Case, step: Step, joined: Joined, found: Mapping[Stage, Alone]) -> Case | None:
    terms, kind = joined.stages.terms, step.event
    on = case.records.last_on + timedelta(1)
    known = terms.registers[min(step.sure)]
    for offer in offers(case, kind, on, terms.edition, terms.scope):
        if case.consider(offer.event, under=terms.policy, knowing=known).met:
            after = case.record(offer.event, under=terms.policy, knowing=known)
            if _joint(after, joined, found) == step.to:
                return after
    return None
