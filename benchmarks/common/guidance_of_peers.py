"""Guidance as a lifecycle of other state machines: five statuses, five events, the same guards.

Of a session they ask what the library asks: six conditions beside the status. What is on record is
kept in the model and changed in place; the history is a list that grows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.common.lives import MODULE
from benchmarks.common.peers import module
from reintegra.chain.stage import CaseStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.chain import Case, Event
    from reintegra.chain.guidance import SessionAttended

TRANSITIONS, STATEMACHINE = "transitions", "python-statemachine"
MODULES = frozenset({MODULE})
TAKING_PART = ("enrolled", "attending")
ROWS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "enrol": (("not-started", "completed", "left"), "enrolled"),
    "attend": (TAKING_PART, "attending"),
    "miss": (TAKING_PART, None),
    "complete": (("attending",), "completed"),
    "leave": (TAKING_PART, "left"),
}
STATUSES = ("not-started", "enrolled", "attending", "completed", "left")
CONDITIONS = (
    "same_case",
    "new_event",
    "not_before_opening",
    "in_order",
    "case_is_open",
    "module_known",
)


class Model:
    """What is on record, and what is asked of an event."""

    def __init__(self, case: Case) -> None:
        self.case = case.id
        self.ending = case.records.ending.status
        self.events: list[Event] = list(case.events)
        self.last_on = self.last_of_stage = case.records.last_on
        self.opened_on = case.events[0].on
        self.sessions = list(case.guidance.sessions)
        self.attended = list(case.guidance.attended)

    def same_case(self, on_record: Event) -> bool:
        """The event is of this case."""
        return on_record.case == self.case

    def new_event(self, on_record: Event) -> bool:
        """It is not on record."""
        return on_record.on > self.last_on or on_record not in self.events

    def not_before_opening(self, on_record: Event) -> bool:
        """It is not before the first."""
        return on_record.on >= self.opened_on

    def in_order(self, on_record: Event) -> bool:
        """It is not before the last of the stage."""
        return on_record.on >= self.last_of_stage

    def case_is_open(self, on_record: Event) -> bool:  # noqa: ARG002 - asked with the event
        """The case has not ended."""
        return self.ending is CaseStatus.OPEN

    def module_known(self, on_record: SessionAttended) -> bool:
        """The edition has the module."""
        return on_record.module in MODULES

    def keep(self, on_record: SessionAttended) -> None:
        """Put it on record."""
        self.events.append(on_record)
        self.sessions.append(on_record)
        self.attended.append(on_record)
        self.last_on = max(self.last_on, on_record.on)
        self.last_of_stage = on_record.on


def of_transitions(case: Case) -> Callable[[SessionAttended], object] | None:
    """How `transitions` records a session."""
    library = module("transitions")
    if library is None:
        return None
    model: Any = Model(case)
    machine = library.Machine(
        model, states=list(STATUSES), initial="attending", auto_transitions=False
    )
    for name, (sources, target) in ROWS.items():
        machine.add_transition(
            name, list(sources), target or "=", conditions=list(CONDITIONS), after="keep"
        )
    attend: Callable[[SessionAttended], object] = model.attend
    return attend


def of_statemachine(case: Case) -> Callable[[SessionAttended], object] | None:
    """How python-statemachine records a session."""
    library = module("statemachine")
    if library is None:
        return None
    names = {status: status.replace("-", "_") for status in STATUSES}
    states = {
        names[status]: library.State(initial=status == STATUSES[0], value=status)
        for status in STATUSES
    }
    body: dict[str, Any] = dict(states)
    for name, (sources, target) in ROWS.items():
        rows = None
        for source in sources:
            end = states[names[target or source]]
            row = states[names[source]].to(end, cond=list(CONDITIONS), on="keep")
            rows = row if rows is None else rows | row
        body[name] = rows
    kind: Any = type(library.StateMachine)("Lifecycle", (library.StateMachine,), body)
    machine = kind(Model(case), start_value="attending")
    attend: Callable[[SessionAttended], object] = lambda event: machine.attend(on_record=event)  # noqa: E731 - typed where it is made
    return attend
