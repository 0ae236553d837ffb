"""What is due in a case, and by when: legal limits, cadences of follow-up, risks to watch.

Days are counted as a policy states them: a limit of seven days from 1 March ends with 8 March,
which is included. A limit is never a reason to refuse an event; a missed one is reported.
"""

from __future__ import annotations

from datetime import date
from itertools import count, takewhile
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.case import NOTHING_KNOWN, Case, Known
from reintegra.chain.rehabilitation import ServiceDelivered
from reintegra.chain.reintegration import Risk
from reintegra.rules import Outcome
from reintegra.vocabulary.calendar import as_day, days_after, months_after
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from reintegra.chain.asking import CaseFacts
    from reintegra.chain.policy import Cadence, Limit, Policy
    from reintegra.chain.stage import Event


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
    condition is undetermined runs: silence is no reason to wait. What would fall due after the
    case was closed, or after death, is due no more.

    Raises:
        OutsideCoverage: an event lies outside every edition.
    """
    day = as_day(on)
    found: list[Due] = []
    for event in case.events:
        if event.on > day:
            continue
        edition = under.at(event.on)
        facts = case.facts(on=event.on, edition=edition, knowing=knowing)
        limits = (limit for limit in edition.limits if isinstance(event, limit.starts))
        found += [_of_limit(case, each, event.on, day) for each in limits if _runs(each, facts)]
        for cadence in edition.cadences:
            if isinstance(event, cadence.starts):
                found += _of_cadence(case, cadence, event.on, day)
    closed = case.as_of(day).ending.closed_on
    stands = (each for each in found if closed is None or each.done_on or each.by <= closed)
    return tuple(sorted(stands, key=lambda each: each.by))


def _runs(limit: Limit, facts: CaseFacts) -> bool:
    return limit.applies is None or limit.applies.judge(facts).outcome is not Outcome.NOT_MET


def watched(case: Case, *, under: Policy, on: date) -> tuple[Watch, ...]:
    """The risks flagged in a case that are still watched on that day.

    Raises:
        OutsideCoverage: a risk was flagged outside every edition.
    """
    day = as_day(on)
    flags = (flag for flag in case.reintegration.risks if flag.on <= day)
    horizons = ((flag, under.at(flag.on).risk_horizon_months) for flag in flags)
    watches = (
        Watch(flag.risk, flag.on, months_after(flag.on, horizon.value))
        for flag, horizon in horizons
        if horizon is not None
    )
    return tuple(watch for watch in watches if day <= watch.until)


def _of_limit(case: Case, limit: Limit, since: date, on: date) -> Due:
    done = [e.on for e in case.events if _meets(e, limit) and since <= e.on <= on]
    return _due(limit, since, days_after(since, limit.days), min(done, default=None), on)


def _meets(event: Event, limit: Limit) -> bool:
    named = isinstance(event, ServiceDelivered) and event.service in limit.services
    return isinstance(event, limit.met_by) and (named or not limit.services)


def _of_cadence(case: Case, cadence: Cadence, since: date, on: date) -> list[Due]:
    last = months_after(since, cadence.months)
    turns = (days_after(since, cadence.every_days * turn) for turn in count(1))
    days = [e.on for e in case.events if isinstance(e, cadence.met_by) and e.on <= on]
    dues: list[Due] = []
    begins = since
    for by in takewhile(lambda day: day <= last, turns):
        if begins >= on:
            break
        done = [day for day in days if begins < day <= by]
        dues.append(_due(cadence, begins, by, min(done, default=None), on))
        begins = by
    return dues


def _due(rule: Limit | Cadence, since: date, by: date, done: date | None, on: date) -> Due:
    if done is not None:
        status = DueStatus.KEPT if done <= by else DueStatus.LATE
    else:
        status = DueStatus.PENDING if on <= by else DueStatus.MISSED
    return Due(rule.code, rule.text, since, by, done, status, rule.source)
