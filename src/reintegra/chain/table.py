"""`CHAIN`, the one table of what is possible in which status; everything else is derived from it.

Each row says which event is possible in which statuses of its stage and of the case, and which
rules its own content must meet. From a row come the reasons of a refusal: one named rule for the
status of the stage, one for the status of the case, and the row's own.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain import (
    deportation,
    ending,
    guidance,
    homecoming,
    rehabilitation,
    reintegration,
    stimulus,
)
from reintegra.chain.stage import CaseStatus, Event, Row, Stage
from reintegra.errors import UnknownEvent
from reintegra.rules import Fact, Rule
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

CHAIN: tuple[Stage, ...] = (
    deportation.STAGE,
    homecoming.STAGE,
    rehabilitation.STAGE,
    guidance.STAGE,
    stimulus.STAGE,
    reintegration.STAGE,
    ending.STAGE,
)
"""The links in the usual order, and the endings; editions may reorder them."""

case_status: Fact[CaseStatus] = Fact(
    "case_status", CaseStatus, Text(id="Status kasus pada hari itu", en="Status of the case")
)
"""How the case stood on the day of the event."""

case_status_now: Fact[CaseStatus] = Fact(
    "case_status_now",
    CaseStatus,
    Text(id="Status kasus sekarang", en="Status of the case now"),
)
"""How the case stands after everything on record, also what is dated after the event."""

STATUS_FACTS: Mapping[str, Fact[str]] = MappingProxyType(
    {
        stage.code: Fact(
            f"{stage.code}_status",
            stage.table.statuses,
            Text(id="Status {stage}", en="Status of {stage}").fill(stage=stage.name),
        )
        for stage in CHAIN
    }
)
"""The status of each stage as a fact, by the code of the stage."""


@attrs.frozen(eq=False)
class Place:
    """Where an event stands in the table, and the rules that its row gives."""

    stage: Stage
    row: Row
    rules: tuple[Rule, ...]


def _possible_while(row: Row, stage: Stage) -> Rule:
    statuses = [status.text for status in row.when]
    return Rule(
        f"{stage.code}-status",
        STATUS_FACTS[stage.code].is_in(*row.when),
        Text(
            id="Hanya mungkin saat {stage} berstatus: {statuses}",
            en="Possible only while {stage} is: {statuses}",
        ).fill(stage=stage.name, statuses=_listed(statuses)),
    )


def _possible_while_case(row: Row) -> Rule:
    statuses = row.while_case
    return Rule(
        "case-status",
        case_status.is_in(*statuses) & case_status_now.is_in(*statuses),
        Text(
            id="Hanya mungkin saat kasus berstatus: {statuses}",
            en="Possible only while the case is: {statuses}",
        ).fill(statuses=_listed([status.text for status in statuses])),
    )


def _listed(texts: list[Text]) -> Text:
    return Text(id=", ".join(t.id for t in texts), en=", ".join(t.en for t in texts))


def _place(stage: Stage, row: Row) -> Place:
    ever = set(row.while_case) == set(CaseStatus)
    case = () if ever else (_possible_while_case(row),)
    return Place(stage, row, (_possible_while(row, stage), *case, *row.fits))


PLACES: Mapping[type[Event], Place] = MappingProxyType(
    {row.event: _place(stage, row) for stage in CHAIN for row in stage.rows}
)
"""Every event of the chain with its place, in the order of the table."""


def place_of(event: type) -> Place:
    """Where the table has this event.

    Raises:
        UnknownEvent: the table does not have it.
    """
    place = PLACES.get(event)
    if place is None:
        raise UnknownEvent(event)
    return place


def code_of(event: type[Event]) -> str:
    """The code of an event class: `HandedOver` is `handed-over`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", event.__name__).lower()
