"""One walk of the real case through some stages, with the laws that it must keep at every step."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import Awarded
from reintegra.chain.case import Case
from reintegra.chain.ending import Died
from reintegra.chain.policy import Edition, Policy
from reintegra.chain.stage import CaseStatus, Event, Stage
from reintegra.chain.table import CHAIN, PLACES, code_of
from reintegra.errors import OutsideCoverage
from reintegra.lifecycle import Report, Tried, explore
from reintegra.testing import laws
from reintegra.testing.laws import Violation
from reintegra.testing.misfits import misfits
from reintegra.testing.offers import Offer, offers
from reintegra.testing.refusing import rules_of
from reintegra.testing.scope import Scope
from reintegra.testing.standing import asked_before, standing, statuses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from reintegra.rules import Verdict

ENDED = (CaseStatus.CLOSED, CaseStatus.DIED)


@attrs.frozen
class Explored:
    """What was found of a policy: the report, and every law that was broken."""

    report: Report[Case]
    violations: tuple[Violation, ...]

    @classmethod
    def together(cls, parts: Iterable[Explored]) -> Explored:
        """Several walks as one."""
        all_of_them = tuple(parts)
        report = Report[Case].together(each.report for each in all_of_them)
        return cls(report, tuple(one for each in all_of_them for one in each.violations))


@attrs.frozen(eq=False)
class Walker:
    """How a case is led through some stages under one edition."""

    policy: Policy
    edition: Edition
    stages: tuple[Stage, ...]
    scope: Scope
    limit: int
    plain_only: bool = False
    violations: list[Violation] = attrs.field(factory=list, init=False)
    _seen: set[Hashable] = attrs.field(factory=set, init=False)
    _refused: dict[Hashable, Tried[Case]] = attrs.field(factory=dict, init=False)

    @cached_property
    def kinds(self) -> tuple[type[Event], ...]:
        """The events of its stages."""
        return tuple(kind for kind, place in PLACES.items() if place.stage in self.stages)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The facts that the edition asks before them."""
        return asked_before(self.edition, self.kinds)

    @cached_property
    def registers(self) -> tuple[Mapping[str, object], ...]:
        """What the register may answer: yes to all, no to all, or nothing."""
        names = [fact.name for fact in self.policy.register_facts]
        if not names:
            return ({},)
        return dict.fromkeys(names, True), dict.fromkeys(names, False), {}

    def explored(self, initials: Iterable[Case]) -> Explored:
        """What these cases can become."""
        report = explore(
            initials,
            self._steps,
            key=self.standing,
            tables=[stage.table for stage in CHAIN],
            statuses=statuses,
            rules=rules_of(self.edition),
            is_ending=lambda case: case.ending.status in ENDED,
            besides=(Died,),
            limit=self.limit,
        )
        return Explored(report, tuple(self.violations))

    def standing(self, case: Case) -> Hashable:
        """What can still decide about the events of its stages."""
        return standing(case, self.edition, self.stages, self.names)

    def verdict(
        self, case: Case, event: Event, knowing: Mapping[str, object] | None = None
    ) -> Verdict:
        """What the case says of an event; without `knowing`, where the register says yes to all."""
        known = self.registers[0] if knowing is None else knowing
        return case.consider(event, under=self.policy, knowing=known)

    def _steps(self, case: Case) -> Iterator[Tried[Case]]:
        on = case.records.last_on + timedelta(1)
        accepted: set[type[Event]] = set()
        for kind in self.kinds:
            for offer in offers(case, kind, on, self.edition, self.scope):
                if self.plain_only and not offer.is_plain:
                    break
                tried = self._tried(case, offer.event, self.registers[0])
                if not tried.refused:
                    accepted.add(kind)
                yield tried
                if not self.plain_only and self._is_fresh(case, offer, tried):
                    yield from self._refusals(case, offer, tried)
        if self._is_new(case) or not self.plain_only:
            self._keep(case, laws.of_state(case))
            self._check_next_steps(case, accepted, on)

    def _tried(self, case: Case, event: Event, knowing: Mapping[str, object]) -> Tried[Case]:
        kind, verdict = type(event), self.verdict(case, event, knowing)
        if not verdict.met:
            return self._refusal(case, event, verdict, knowing)
        after = case.carry(event)
        self._keep(case, laws.of_step(case, event, after))
        many = kind is Awarded and len(after.stimulus.awards) > self.scope.awards
        return Tried(kind, None if many else after)

    def _refusal(
        self, case: Case, event: Event, verdict: Verdict, knowing: Mapping[str, object]
    ) -> Tried[Case]:
        kind = type(event)
        name = (kind, *verdict.judged[0][1:])
        tried = self._refused.get(name)
        if tried is None:
            self._keep(case, laws.of_recording(case, event, verdict, self.policy, knowing))
            blamed = (*verdict.failed, *verdict.undetermined)
            codes = dict.fromkeys(each.code for each in blamed if each.code != code_of(kind))
            tried = self._refused[name] = Tried(kind, None, tuple(codes))
        return tried

    def _is_new(self, case: Case) -> bool:
        """Whether the case is the first that was met with these statuses."""
        return self._is_first(statuses(case))

    def _is_fresh(self, case: Case, offer: Offer, tried: Tried[Case]) -> bool:
        """Whether this type of event met this answer for the first time in these statuses."""
        return self._is_first((statuses(case), tried.event, offer.is_plain, tried.refused))

    def _is_first(self, name: Hashable) -> bool:
        if name in self._seen:
            return False
        self._seen.add(name)
        return True

    def _refusals(self, case: Case, offer: Offer, tried: Tried[Case]) -> Iterator[Tried[Case]]:
        """What else is refused: what the register does not permit, and what does not fit."""
        event, known = offer.event, self.registers[0]
        others = self.registers[1:] if type(event) in self.edition.requirements else ()
        judged = [self._tried(case, event, knowing) for knowing in others]
        if not tried.refused:
            judged.append(self._tried(case.carry(event), event, known))
        if offer.is_plain:
            covered = (each for each in misfits(case, event) if self._is_covered(each.on))
            judged += [self._tried(case, misfit, known) for misfit in covered]
        yield from (each for each in judged if each.refused)

    def _is_covered(self, on: date) -> bool:
        try:
            return self.policy.at(on) is self.edition
        except OutsideCoverage:
            return False

    def _check_next_steps(self, case: Case, accepted: set[type[Event]], on: date) -> None:
        known = self.registers[0]
        opened = case.possible(under=self.policy, on=on, knowing=known)
        for kind in opened:
            if kind not in accepted and any(
                self.verdict(case, offer.event).met
                for offer in offers(case, kind, on, self.edition, self.scope)
            ):
                accepted.add(kind)
        if set(opened) != accepted:
            self._keep(case, (laws.Law.STEPS_AGREE,))

    def _keep(self, case: Case, broken: Iterable[laws.Law]) -> None:
        self.violations.extend(Violation(law, case) for law in broken)
