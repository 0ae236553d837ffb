"""The case and its guidance written by hand: frozen attrs, one function decides, one evolves.

It has the same two levels, a case with seven records, and asks the same seven things of a session.
It gives no reason and knows one edition only.
"""

from __future__ import annotations

from datetime import date

import attrs

from benchmarks.common.lives import MODULE
from reintegra.chain import Case, Event
from reintegra.chain.ending import Ending
from reintegra.chain.guidance import SessionAttended

MODULES = frozenset({MODULE})


class Refused(Exception):  # noqa: N818 - as the library names it
    """A guard was not met."""


@attrs.frozen
class Guidance:
    """What is on record of guidance."""

    status: str
    last_on: date | None
    enrolment: Event | None
    sessions: tuple[SessionAttended, ...]
    missed: tuple[Event, ...]
    attended: tuple[SessionAttended, ...]
    completed_on: date | None


@attrs.frozen
class Records:
    """One record for each of seven stages."""

    deportation: object
    homecoming: object
    rehabilitation: object
    guidance: Guidance
    stimulus: object
    reintegration: object
    ending: Ending


@attrs.frozen
class PlainCase:
    """A case and its records."""

    id: object
    person: object
    events: tuple[Event, ...]
    records: Records
    last_on: date


def decide(case: PlainCase, event: SessionAttended) -> None:
    """Ask the seven things that are asked of a session.

    Raises:
        Refused: one of them is not met.
    """
    records = case.records
    guidance = records.guidance
    if event.case != case.id:
        raise Refused("same-case")
    if event.on <= case.last_on and event in case.events:
        raise Refused("new-event")
    if event.on < case.events[0].on:
        raise Refused("not-before-opening")
    if guidance.last_on is not None and event.on < guidance.last_on:
        raise Refused("in-order")
    if guidance.status not in {"enrolled", "attending"}:
        raise Refused("guidance-status")
    if records.ending.status != "open":
        raise Refused("case-status")
    if event.module not in MODULES:
        raise Refused("module-known")


def evolve(case: PlainCase, event: SessionAttended) -> PlainCase:
    """The case with one session more."""
    old = case.records.guidance
    guidance = attrs.evolve(
        old,
        status="attending",
        last_on=event.on,
        sessions=(*old.sessions, event),
        attended=(*old.attended, event),
    )
    records = attrs.evolve(case.records, guidance=guidance)
    last = max(case.last_on, event.on)
    return PlainCase(case.id, case.person, (*case.events, event), records, last)


def record(case: PlainCase, event: SessionAttended) -> PlainCase:
    """The case with one session more, if it can be recorded."""
    decide(case, event)
    return evolve(case, event)


def by_hand(case: Case) -> PlainCase:
    """The same case."""
    held = case.records
    guidance = held.guidance
    plain = Guidance(
        str(guidance.status),
        guidance.last_on,
        guidance.enrolment,
        tuple(guidance.sessions),
        tuple(guidance.missed),
        tuple(guidance.attended),
        guidance.completed_on,
    )
    records = Records(
        held.deportation,
        held.homecoming,
        held.rehabilitation,
        plain,
        held.stimulus,
        held.reintegration,
        held.ending,
    )
    return PlainCase(case.id, case.person, tuple(case.events), records, held.last_on)
