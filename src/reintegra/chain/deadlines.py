"""What is due in a case, and by when: legal limits, cadences of follow-up, risks to watch.

Days are counted as a policy states them: a limit of seven days from 1 March ends with 8 March,
which is included. A limit is never a reason to refuse an event; a missed one is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count, takewhile
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.case import NOTHING_KNOWN, Case, Known, checked
from reintegra.chain.ending import STAGE as ENDING
from reintegra.chain.policy import Cadence, Limit, Policy
from reintegra.chain.rehabilitation import ServiceDelivered
from reintegra.chain.reintegration import Risk
from reintegra.chain.stage import CaseStatus, Event, Record
from reintegra.chain.table import place_of
from reintegra.rules import Outcome
from reintegra.vocabulary.calendar import as_day, days_after, months_after
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from reintegra.chain.answering import CaseFacts


class DueStatus(Worded):
    """Whether what is due was done."""

    KEPT = "kept", "Ditepati", "Kept"
    LATE = "late", "Terlambat", "Done late"
    MISSED = "missed", "Terlewat", "Missed"
    PENDING = "pending", "Belum jatuh tempo", "Pending"


@attrs.frozen
class Due:
    """Something that is due; `by` is the last day, included, `done_on` when it was done."""

    code: str
    text: Text
    since: date
    by: date
    done_on: date | None
    status: DueStatus
    source: Source | None


@attrs.frozen
class Watch:
    """A risk that follow-up watches until a day, included."""

    risk: Risk
    since: date
    until: date


def due(case: Case, *, under: Policy, on: date, knowing: Known = NOTHING_KNOWN) -> tuple[Due, ...]:
    """All that was or is due in a case by that day, earliest first.

    Each limit and cadence is the one of the edition that held when it began to run. A limit whose
    condition is undetermined runs: silence is no reason to wait. What was not done is due only
    from those who could do it:

    - An event that stops it (`stopped_by`) ends it.
    - What would fall due while the case was not open is due no more.
    - A limit that ran out in such a time runs again from the day on which the case was open again.

    Raises:
        OutsideCoverage: an event that may start something lies outside every edition.
        InvalidValue: `knowing` names a fact that the policy does not ask the register for.
        WrongType: `under` is not a `Policy`, `on` not a date, or `knowing` not a mapping.
    """
    day = as_day(on)
    known = checked(knowing, instance_of(Policy, "under", under).register_facts)
    past = _Past.of(case, day)
    found: list[Due] = []
    for order, event in enumerate(case.events):
        if event.on > day or not isinstance(event, under.starting_events):
            continue
        edition = under.at(event.on)
        asked = {fact.name for fact in edition.register_facts}
        answers = {name: answer for name, answer in known.items() if name in asked}
        facts = case.facts(on=event.on, edition=edition, knowing=answers)
        for rule in edition.dues:
            if isinstance(event, rule.starts):
                found += past.of_rule(rule, order, facts)
    return tuple(sorted(found, key=lambda each: each.by))


def watched(case: Case, *, under: Policy, on: date) -> tuple[Watch, ...]:
    """The risks flagged in a case that are still watched on that day; none of who has died.

    Raises:
        OutsideCoverage: a risk was flagged outside every edition.
        WrongType: `under` is not a `Policy`, or `on` not a date.
    """
    day = as_day(on)
    instance_of(Policy, "under", under)
    then = case.as_of(day)
    if then.ending.status is CaseStatus.DIED:
        return ()
    horizons = ((flag, under.at(flag.on).risk_horizon_months) for flag in then.reintegration.risks)
    watches = (
        Watch(flag.risk, flag.on, months_after(flag.on, horizon.value))
        for flag, horizon in horizons
        if horizon is not None
    )
    return tuple(watch for watch in watches if day <= watch.until)


@attrs.frozen
class _Past:
    """A case as far as one day, and the times in which it was not open, the latest without end."""

    events: Sequence[Event]
    on: date
    away: tuple[tuple[date, date | None], ...]

    @classmethod
    def of(cls, case: Case, on: date) -> _Past:
        away: list[tuple[date, date | None]] = []
        record: Record = ENDING.start
        for event in case.events:
            if event.on > on or place_of(type(event)).stage is not ENDING:
                continue
            was_open = record.status is CaseStatus.OPEN
            record = ENDING.after(record, event)
            if was_open:
                away.append((event.on, None))
            elif record.status is CaseStatus.OPEN:
                away[-1] = (away[-1][0], event.on)
            else:
                away[-1] = (min(away[-1][0], event.on), None)
        return cls(case.events, on, tuple(away))

    def of_rule(self, rule: Limit | Cadence, order: int, facts: CaseFacts) -> list[Due]:
        """What the event at this place of the history makes due by a limit or a cadence."""
        stop = self._stop(rule, order)
        if isinstance(rule, Cadence):
            return self._of_cadence(rule, self.events[order].on, stop)
        if rule.applies is not None and rule.applies.judge(facts).outcome is Outcome.NOT_MET:
            return []
        return self._of_limit(rule, self.events[order].on, stop)

    def _of_limit(self, limit: Limit, since: date, stop: date | None) -> list[Due]:
        meets = (e.on for e in self.events if _meets(e, limit) and since <= e.on <= self.on)
        done = min(meets, default=None)
        begins, by = since, days_after(since, limit.days)
        while (done is None or done > by) and (away := self._away_on(by)):
            if away[1] is None:
                return [] if done is None else [_due(limit, begins, by, done, self.on)]
            begins, by = away[1], days_after(away[1], limit.days)
        if done is None and stop is not None and stop <= by:
            return []
        return [_due(limit, begins, by, done, self.on)]

    def _of_cadence(self, cadence: Cadence, since: date, stop: date | None) -> list[Due]:
        last = months_after(since, cadence.months)
        turns = (days_after(since, cadence.every_days * turn) for turn in count(1))
        days = [e.on for e in self.events if isinstance(e, cadence.met_by) and e.on <= self.on]
        dues: list[Due] = []
        begins = since
        for by in takewhile(lambda day: day <= last, turns):
            if begins >= self.on:
                break
            done = min((day for day in days if begins < day <= by), default=None)
            ended = (stop is not None and stop <= by) or self._away_on(by) is not None
            if done is not None or not ended:
                dues.append(_due(cadence, begins, by, done, self.on))
            begins = by
        return dues

    def _away_on(self, day: date) -> tuple[date, date | None] | None:
        """The time strictly within which this day lies, if the case was not open then."""
        return next((t for t in self.away if t[0] < day and (t[1] is None or day < t[1])), None)

    def _stop(self, rule: Limit | Cadence, order: int) -> date | None:
        """The day of the first event that ends what the event at this place started."""
        start = self.events[order]
        later = (
            event.on
            for place, event in enumerate(self.events)
            if isinstance(event, rule.stopped_by)
            and (start.on, order) < (event.on, place)
            and event.on <= self.on
            and _payment(event) in {None, _payment(start)}
        )
        return min(later, default=None)


def _payment(event: Event) -> object:
    """The payment that an event names, with its award; `None` where it names none."""
    payment = getattr(event, "payment", None)
    return None if payment is None else (getattr(event, "award", None), payment)


def _meets(event: Event, limit: Limit) -> bool:
    named = isinstance(event, ServiceDelivered) and event.service in limit.services
    return isinstance(event, limit.met_by) and (named or not limit.services)


def _due(rule: Limit | Cadence, since: date, by: date, done: date | None, on: date) -> Due:
    if done is not None:
        status = DueStatus.KEPT if done <= by else DueStatus.LATE
    else:
        status = DueStatus.PENDING if on <= by else DueStatus.MISSED
    return Due(rule.code, rule.text, since, by, done, status, rule.source)
