"""What no case was found to do or to be: whether it surely never can, or is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.stage import Event, Stage
from reintegra.chain.table import PLACES
from reintegra.testing.joining import ENDING, Joined
from reintegra.testing.trapping import Space
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from reintegra.chain.case import Case
    from reintegra.lifecycle import Report
    from reintegra.testing.joining import Stages


@attrs.frozen
class Never:
    """Events and statuses that no case was found to have; and those that one perhaps can."""

    events: tuple[type[Event], ...]
    statuses: tuple[Worded, ...]
    perhaps: tuple[type[Event] | Worded, ...]


def never(stages: Stages, report: Report[Case]) -> Never:
    """What the walk of the whole did not meet, asked of each stage with the ending."""
    of_stage = {type(stage.start.status): stage for stage in stages.by_stage}
    events = (
        event for event in report.never_taken if event in _possible(stages, PLACES[event].stage)[0]
    )
    statuses = (
        status
        for status in report.never_reached
        if status in _possible(stages, of_stage[type(status)])[1]
    )
    return Never(report.never_taken, report.never_reached, (*events, *statuses))


def _possible(stages: Stages, stage: Stage) -> tuple[set[type[Event]], set[Worded]]:
    """The events and the statuses that a stage possibly has, wherever the others stand."""
    alike = stages.by_stage[stage]
    joined = Joined(stages, tuple(dict.fromkeys((stage, ENDING))), loose=True)
    space = Space.of(joined, len(alike.records) * len(stages.by_stage[ENDING].records))
    statuses = {alike.records[joint[0]].status for joint in space.found}
    return {step.event for steps in space.steps for _, step in steps}, statuses
