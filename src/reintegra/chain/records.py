"""The seven records of a case, and how an event changes them."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.deportation import Deportation
from reintegra.chain.drafting import Draft, copying, seal
from reintegra.chain.ending import ClosingReason, Ending, ReopeningReason
from reintegra.chain.guidance import Guidance
from reintegra.chain.homecoming import Homecoming, HomecomingStatus
from reintegra.chain.rehabilitation import Rehabilitation
from reintegra.chain.reintegration import Reintegration, ReintegrationStatus
from reintegra.chain.stage import CaseStatus
from reintegra.chain.stimulus import Stimulus
from reintegra.chain.table import CHAIN, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.chain.stage import Event, Record, Stage
    from reintegra.vocabulary.identifiers import AwardId
    from reintegra.vocabulary.texts import Worded

_WAYS_OUT: Mapping[Worded, CaseStatus] = MappingProxyType(
    {
        ClosingReason.LEFT_AGAINST_ADVICE: CaseStatus.LEFT,
        ClosingReason.ABSCONDED: CaseStatus.ABSCONDED,
        ClosingReason.CONTACT_LOST: CaseStatus.CONTACT_LOST,
        ClosingReason.TRANSFERRED: CaseStatus.TRANSFERRED,
    }
)
"""What has become of a case that is closed for one of these reasons."""


def _last_on(records: Records) -> date:
    days = (records.of_stage(stage).last_on for stage in CHAIN)
    return max((day for day in days if day is not None), default=date.min)


@attrs.frozen(weakref_slot=False)
class Records:
    """What is on record of each stage of one case; a stage that has not begun starts empty."""

    deportation: Deportation = attrs.field(factory=Deportation)
    homecoming: Homecoming = attrs.field(factory=Homecoming)
    rehabilitation: Rehabilitation = attrs.field(factory=Rehabilitation)
    guidance: Guidance = attrs.field(factory=Guidance)
    stimulus: Stimulus = attrs.field(factory=Stimulus)
    reintegration: Reintegration = attrs.field(factory=Reintegration)
    ending: Ending = attrs.field(factory=Ending)

    last_on: date = attrs.field(
        init=False, eq=False, default=attrs.Factory(_last_on, takes_self=True)
    )
    """The latest day on which anything happened."""

    @classmethod
    def of(cls, events: Iterable[Event]) -> Records:
        """The records after these events, without asking whether each was permitted.

        Raises:
            UnknownEvent: the table does not have one of them.
        """
        drafts: dict[Stage, Any] = {}
        records = _open(_NOTHING_RECORDED)
        for event in events:
            stage = place_of(type(event)).stage
            if stage not in drafts:
                drafts[stage] = stage.opened(stage.start)
            stage.put(drafts[stage], event)
        for stage, draft in drafts.items():
            records.last_on = max(records.last_on, draft.last_on)
            seal(draft)
            setattr(records, stage.code, draft)
        seal(records)
        return records

    def after(self, event: Event) -> Records:
        """The records after one more event.

        Raises:
            UnknownEvent: the table does not have it.
        """
        stage = place_of(type(event)).stage
        records = _open(self)
        setattr(records, stage.code, stage.after(self.of_stage(stage), event))
        records.last_on = max(records.last_on, event.on)
        seal(records)
        return records

    def without_award(self, award: AwardId) -> Records:
        """The records as if this award had not been made."""
        return attrs.evolve(self, stimulus=self.stimulus.without(award))

    def of_stage(self, stage: Stage) -> Record:
        """The record of one stage."""
        record: Record = getattr(self, stage.code)
        return record

    def agree_with(self, reason: ClosingReason | ReopeningReason) -> bool:
        """Whether what a reason of closing or reopening says has happened is on record.

        That somebody is not eligible, or wishes it so, is a decision and needs no event. Nobody
        comes back from death, so that a death can only have been recorded in error.
        """
        if reason in _WAYS_OUT:
            return self.ending.status is _WAYS_OUT[reason]
        match reason:
            case ReopeningReason():
                died = self.ending.status is CaseStatus.DIED
                return not died or reason is ReopeningReason.CLOSED_IN_ERROR
            case ClosingReason.REINTEGRATED:
                return self.reintegration.status is ReintegrationStatus.CONFIRMED
            case ClosingReason.SERVICE_REFUSED:
                return self.rehabilitation.refusal is not None
            case ClosingReason.NOT_A_VICTIM:
                return self.deportation.found_not_a_victim
            case ClosingReason.IN_CARE_OF_SOCIAL_SERVICE:
                return self.homecoming.status is HomecomingStatus.IN_CARE
            case _:
                return True

    @property
    def reached(self) -> Stage:
        """The furthest link that has begun, in the order of `CHAIN` and not of an edition.

        A link has begun once its status is another than at first. Where the case is not open, it
        is the ending.
        """
        if self.ending.status is not CaseStatus.OPEN:
            return CHAIN[-1]
        begun = [
            stage for stage in CHAIN[:-1] if self.of_stage(stage).status is not stage.table.initial
        ]
        return begun[-1] if begun else CHAIN[0]


class _Draft(Draft, Records):
    __slots__ = ()

    if TYPE_CHECKING:
        last_on: date


_open = copying(_Draft)
_NOTHING_RECORDED = Records()
