"""Into the care of the social service, home from there, and into a shelter once more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from reintegra.chain import Case
from reintegra.chain.deportation import Label
from reintegra.chain.guidance import Enrolled
from reintegra.chain.homecoming import (
    HandedOver,
    HomecomingStatus,
    Receiver,
    ReturnedUnassisted,
    ShelterAdmitted,
    ShelterLeft,
    TravelStarted,
)
from reintegra.vocabulary.identifiers import ActorId, RecordNumber
from reintegra.vocabulary.regions import RegionCode
from tests.chain.journeys import ERAS, Era, arrived_at, attested, taken, whole_journey

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def handed_over(case: Case, era: Era, to: Receiver) -> Case:
    """The case after a handover a day later."""
    event = HandedOver(
        case=case.id,
        on=case.records.last_on + timedelta(1),
        to=to,
        record=RecordNumber("record-1"),
        witness=ActorId("village-1"),
        regency=RegionCode("52.02"),
    )
    return case.record(event, under=era.policy, knowing=era.knowing)


def in_care(era: Era) -> Case:
    """A case that was handed over to the social service."""
    case = taken(arrived_at(era, "homecoming"), era, ShelterAdmitted, ShelterLeft)
    return handed_over(case, era, Receiver.SOCIAL_SERVICE)


@by_era
def test_a_handover_to_the_social_service_is_no_return(era: Era) -> None:
    """The person is in its care; nobody is back in the area of origin."""
    case = in_care(era)
    assert HomecomingStatus.IN_CARE is case.homecoming.status
    assert (None, None) == (case.homecoming.arrival, case.homecoming.returned_on)
    assert case.events[-1] is case.homecoming.care
    known = case.facts(on=case.records.last_on, edition=era.edition)
    assert known["returned_to_origin"] is False


def test_guidance_near_home_waits_for_who_is_in_care() -> None:
    """The era of Permensos 30/2017 enrols who is back; care is not back."""
    era = ERAS[0]
    case = in_care(era)
    on = case.records.last_on
    assert Enrolled not in case.possible(under=era.policy, on=on, knowing=era.knowing)
    home = handed_over(case, era, Receiver.FAMILY)
    on = home.records.last_on
    assert Enrolled in home.possible(under=era.policy, on=on, knowing=era.knowing)


@by_era
@pytest.mark.parametrize(
    "onward",
    [
        (ShelterAdmitted, ShelterLeft, TravelStarted),
        (TravelStarted,),
        (),
    ],
    ids=["shelter", "travel", "at once"],
)
def test_from_care_the_way_goes_on(era: Era, onward: Any) -> None:
    """Into a shelter, on a trip, or to the family at once: care is no dead end."""
    case = handed_over(taken(in_care(era), era, *onward), era, Receiver.FAMILY)
    assert HomecomingStatus.RETURNED is case.homecoming.status
    assert case.records.last_on == case.homecoming.returned_on
    known = case.facts(on=case.records.last_on, edition=era.edition)
    assert known["returned_to_origin"] is True


@by_era
def test_who_leaves_care_comes_home_unassisted(era: Era) -> None:
    """Nobody is held: the own statement is enough, as on the way."""
    case = taken(in_care(era), era, ReturnedUnassisted)
    assert HomecomingStatus.RETURNED is case.homecoming.status


@by_era
def test_a_shelter_can_take_in_who_was_back(era: Era) -> None:
    """Then the person is on the way once more, and the earlier return stays on record."""
    case = arrived_at(era, "reintegration")
    returned_on = case.homecoming.returned_on
    again = taken(case, era, ShelterAdmitted)
    assert HomecomingStatus.SHELTERED is again.homecoming.status
    assert returned_on == again.homecoming.returned_on
    known = again.facts(on=again.records.last_on, edition=era.edition)
    assert known["returned_to_origin"] is False
    home = handed_over(taken(again, era, ShelterLeft), era, Receiver.FAMILY)
    assert home.records.last_on == home.homecoming.returned_on


@by_era
def test_a_label_that_was_attested_outlives_a_later_handover(era: Era) -> None:
    """The newest return is another event; what the attestation said of the label stands."""
    case = Case.open(attested(era, label=Label.NONE))
    case = Case.replay(
        (
            *case.events,
            *(event for event in whole_journey(era).events if isinstance(event, HandedOver)),
        )
    )
    assert isinstance(case.homecoming.arrival, HandedOver)
    known = case.facts(on=case.records.last_on, edition=era.edition)
    assert known["recorded_as_wni_mkpo"] is False
