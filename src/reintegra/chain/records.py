"""The seven records of a case, and how an event changes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.deportation import Deportation
from reintegra.chain.ending import Ending
from reintegra.chain.guidance import Guidance
from reintegra.chain.homecoming import Homecoming
from reintegra.chain.rehabilitation import Rehabilitation
from reintegra.chain.reintegration import Reintegration
from reintegra.chain.stage import CaseStatus
from reintegra.chain.stimulus import Stimulus
from reintegra.chain.table import CHAIN, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.chain.stage import Event, Record, Stage


@attrs.frozen
class Records:
    """What is on record of each stage of one case; a stage that has not begun starts empty."""

    deportation: Deportation = attrs.field(factory=Deportation)
    homecoming: Homecoming = attrs.field(factory=Homecoming)
    rehabilitation: Rehabilitation = attrs.field(factory=Rehabilitation)
    guidance: Guidance = attrs.field(factory=Guidance)
    stimulus: Stimulus = attrs.field(factory=Stimulus)
    reintegration: Reintegration = attrs.field(factory=Reintegration)
    ending: Ending = attrs.field(factory=Ending)

    @classmethod
    def of(cls, events: Iterable[Event]) -> Records:
        """The records after these events, without asking whether each was permitted."""
        latest: dict[str, Any] = {stage.code: stage.start for stage in CHAIN}
        for event in events:
            stage = place_of(type(event)).stage
            latest[stage.code] = stage.evolve(latest[stage.code], event)
        return cls(**latest)

    def after(self, event: Event) -> Records:
        """The records after one more event."""
        stage = place_of(type(event)).stage
        changed: dict[str, Any] = {stage.code: stage.evolve(self.of_stage(stage), event)}
        return attrs.evolve(self, **changed)

    def of_stage(self, stage: Stage) -> Record:
        """The record of one stage."""
        record: Record = getattr(self, stage.code)
        return record

    @property
    def last_on(self) -> date:
        """The latest day on which anything happened."""
        days = (self.of_stage(stage).last_on for stage in CHAIN)
        return max((day for day in days if day is not None), default=date.min)

    @property
    def reached(self) -> Stage:
        """The furthest link that has begun; the ending where the case is not open."""
        if self.ending.status is not CaseStatus.OPEN:
            return CHAIN[-1]
        begun = [stage for stage in CHAIN[:-1] if self.of_stage(stage) != stage.start]
        return begun[-1] if begun else CHAIN[0]
