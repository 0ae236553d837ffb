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
    award,
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
from reintegra.vocabulary.texts import Text, Worded

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
    "case_status",
    CaseStatus,
    Text(id="Status kasus pada hari itu", en="Status of the case on that day"),
)
"""How the case stood on the day of the event."""

case_status_now: Fact[CaseStatus] = Fact(
    "case_status_now",
    CaseStatus,
    Text(id="Status kasus sekarang", en="Status of the case now"),
)
"""How the case stands after everything on record, also what is dated after the event."""


def _in_a_sentence(stage: Stage) -> Text:
    """What has the status, as it stands within a sentence; the endings are those of the case."""
    if stage is ending.STAGE:
        return Text(id="kasus", en="the case")
    name = stage.name
    the_name = "the " + name.en[0].lower() + name.en[1:]
    return Text(id=name.id[0].lower() + name.id[1:], en=the_name)


STATUS_FACTS: Mapping[str, Fact[str]] = MappingProxyType(
    {
        stage.code: Fact(
            f"{stage.code}_status",
            stage.table.statuses,
            Text(id="Status {stage}", en="Status of {stage}").fill(stage=_in_a_sentence(stage)),
        )
        for stage in CHAIN
    }
)
"""The status of each stage as a fact, by the code of the stage."""

_AN_AWARD: Text = Text(id="bantuan itu", en="that award")


@attrs.frozen(eq=False)
class Place:
    """Where an event stands in the table, and the rules that its row gives."""

    stage: Stage
    row: Row
    rules: tuple[Rule, ...]


def _possible_while(row: Row, stage: Stage) -> Rule:
    named = _AN_AWARD if row.event in award.OF_AN_AWARD else _in_a_sentence(stage)
    capital = named.en[0].upper() + named.en[1:]
    text = Text(id="Status {named} harus {statuses}", en="{named} must be {statuses}").fill(
        named=Text(id=named.id, en=capital), statuses=_any_of(row.when)
    )
    if row.event is award.Awarded:
        text = Text(
            id="Nomor bantuan belum pernah dipakai",
            en="The number of the award has not been used before",
        )
    return Rule(f"{stage.code}-status", STATUS_FACTS[stage.code].is_in(*row.when), text)


def _possible_while_case(row: Row) -> Rule:
    statuses = row.while_case
    return Rule(
        "case-status",
        case_status.is_in(*statuses) & case_status_now.is_in(*statuses),
        Text(
            id="Kasus harus berstatus {statuses}, pada hari peristiwa maupun sekarang",
            en="The case must be {statuses}, both on the day of the event and now",
        ).fill(statuses=_any_of(statuses)),
    )


def _any_of(statuses: tuple[Worded, ...]) -> Text:
    """The statuses in quotes, with commas, and an "or" before the last."""
    return Text(
        id=_listed([f'"{status.text.id}"' for status in statuses], " atau "),
        en=_listed([f'"{status.text.en}"' for status in statuses], " or "),
    )


def _listed(quoted: list[str], conjunction: str) -> str:
    *first, last = quoted
    return conjunction.join((", ".join(first), last)) if first else last


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


def code_of(event: type) -> str:
    """The code of an event class: `HandedOver` is `handed-over`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", event.__name__).lower()


def instead_of(event: type[Event], possible: tuple[type[Event], ...]) -> tuple[type[Event], ...]:
    """What of the possible lies nearest to an event that was refused.

    Those of its own stage; where there are none, those of the other stages, but no ending.
    """
    stage = place_of(event).stage
    own = tuple(each for each in possible if place_of(each).stage is stage)
    return own or tuple(each for each in possible if place_of(each).stage is not CHAIN[-1])
