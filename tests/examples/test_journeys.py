"""What the roster says of somebody's way enters the case, under either ministry."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from lombok.candidate import ATTESTED, ENDINGS, NOT_YET, RETURNS
from lombok.days import AFTER_THE_ROUND, ROUND_DAY
from lombok.distribution import distribute
from lombok.journeys import Journey, after_the_round, journeys_of, up_to_the_round
from lombok.roster import read_roster
from lombok_2019 import main

from reintegra.chain.deportation import StatusDetermined
from reintegra.chain.ending import Absconded, Died, LeftAgainstAdvice, Reopened
from reintegra.chain.homecoming import HandedOver, Receiver, ReturnAttested
from reintegra.chain.rehabilitation import ServiceRefused
from reintegra.errors import InputRefused
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from tests.examples.rosters import WITHOUT_A_DEPORTATION, written

if TYPE_CHECKING:
    from pathlib import Path

    from reintegra.chain import Event, Policy

LEAVES: dict[str, type[Event]] = {
    "refused": ServiceRefused,
    "absconded": Absconded,
    "left": LeftAgainstAdvice,
    "died": Died,
    "not-a-victim": StatusDetermined,
    "reopened": Reopened,
}
POLICIES = pytest.mark.parametrize("policy", [KEMENSOS, SANDBOX], ids=lambda policy: policy.code)
DEPORTED_ON = ("2018-02-19", "2019-10-29")


def journey(tmp_path: Path, policy: Policy, **changes: str) -> Journey:
    """The journey of the second line until the round."""
    if changes.get("returned_by") == ATTESTED:
        changes = {**changes, **WITHOUT_A_DEPORTATION, "returned_on": "2018-03-03"}
    if changes.get("returned_by") == NOT_YET:
        changes = {**changes, "returned_on": ""}
    return up_to_the_round(read_roster(written(tmp_path, **changes))[1], policy)


def is_paid(tmp_path: Path, policy: Policy, **changes: str) -> bool:
    """Whether the person of the second line receives the stimulus."""
    travelled = journey(tmp_path, policy, **changes)
    return bool(distribute([travelled], policy).cases[travelled.case.id].stimulus.awards)


def test_every_ending_of_the_roster_is_looked_for() -> None:
    """An ending that is added to the roster is added here."""
    assert set(ENDINGS) == set(LEAVES)


@POLICIES
@pytest.mark.parametrize("deported_on", DEPORTED_ON)
@pytest.mark.parametrize("returned_by", RETURNS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_leaves_its_event_in_the_case(
    tmp_path: Path, ending: str, returned_by: str, deported_on: str, policy: Policy
) -> None:
    """What stands in the column is never lost: not by order, not by way home, not by lateness."""
    travelled = journey(
        tmp_path,
        policy,
        ending=ending,
        returned_by=returned_by,
        deported_on=deported_on,
        returned_on="2019-10-31",
    )
    assert LEAVES[ending] in {type(event) for event in travelled.case.events}
    assert ROUND_DAY >= max(event.on for event in travelled.case.events)


@POLICIES
@pytest.mark.parametrize("returned_by", RETURNS)
@pytest.mark.parametrize("ending", ["refused", "absconded", "left", "died"])
def test_who_left_the_chain_for_good_is_not_paid(
    tmp_path: Path, ending: str, returned_by: str, policy: Policy
) -> None:
    """Even where the roster says that guidance was completed and consent given."""
    late = {"deported_on": "2019-10-29", "returned_on": "2019-10-31"}
    assert not is_paid(tmp_path, policy, ending=ending, returned_by=returned_by)
    assert not is_paid(tmp_path, policy, ending=ending, returned_by=returned_by, **late)


def test_who_is_no_victim_is_paid_only_where_no_rule_asks(tmp_path: Path) -> None:
    """The Ministry has a rule about it; the fictional one has neither label nor such a rule."""
    assert not is_paid(tmp_path, KEMENSOS, ending="not-a-victim")
    assert is_paid(tmp_path, SANDBOX, ending="not-a-victim")


@POLICIES
def test_who_came_back_goes_on_and_is_paid(tmp_path: Path, policy: Policy) -> None:
    """A reopened case is open again, and nothing else is missing."""
    assert is_paid(tmp_path, policy, ending="reopened")


@pytest.mark.parametrize("returned_by", [way for way in RETURNS if way not in {ATTESTED, NOT_YET}])
@pytest.mark.parametrize(
    "returned_on", ["2018-02-19", "2018-02-20", "2018-02-22", "2018-03-03", "2019-10-29"]
)
def test_the_return_is_recorded_on_the_day_of_the_roster(
    tmp_path: Path, returned_on: str, returned_by: str
) -> None:
    """From the day of the deportation on; the steps before it find room, in their order."""
    travelled = journey(
        tmp_path,
        KEMENSOS,
        deported_on="2018-02-19",
        returned_on=returned_on,
        returned_by=returned_by,
    )
    case = travelled.case
    assert date.fromisoformat(returned_on) == case.homecoming.returned_on
    arrival = case.homecoming.arrival
    assert arrival is not None
    days = [event.on for event in case.events[: case.events.index(arrival) + 1]]
    assert all(earlier <= later for earlier, later in pairwise(days))
    assert () == travelled.refusals


def test_who_comes_home_by_way_of_the_social_service_is_back_with_the_family(
    tmp_path: Path,
) -> None:
    """A handover to the social service is care; home is reached on the day of the roster."""
    case = journey(tmp_path, KEMENSOS, returned_by="social-service").case
    handed_over = [event for event in case.events if isinstance(event, HandedOver)]
    assert [Receiver.SOCIAL_SERVICE, Receiver.FAMILY] == [event.to for event in handed_over]
    assert date(2018, 3, 3) == case.homecoming.returned_on


def test_who_comes_home_on_the_last_day_is_too_late_for_guidance(tmp_path: Path) -> None:
    """Guidance began on the day before, and only for those who were back."""
    travelled = journey(tmp_path, KEMENSOS, returned_on="2019-10-31")
    assert date(2019, 10, 31) == travelled.case.homecoming.returned_on
    assert ["Enrolled in guidance"] == [refusal.event.words.en for refusal in travelled.refusals]


def test_an_attested_return_keeps_its_day_too(tmp_path: Path) -> None:
    """Attested in 2019, returned in 2018."""
    case = journey(tmp_path, KEMENSOS, returned_by=ATTESTED).case
    assert date(2018, 3, 3) == case.homecoming.returned_on


def test_an_attestation_leaves_what_is_known_of_a_deportation_aside(tmp_path: Path) -> None:
    """A country may be known where the day is not; the event has no field for it."""
    changes = {"returned_by": ATTESTED, "deported_on": "", "returned_on": "2018-03-03"}
    candidate = read_roster(written(tmp_path, **changes))[1]
    travelled = up_to_the_round(candidate, KEMENSOS)
    assert isinstance(travelled.case.events[0], ReturnAttested)
    assert () == travelled.refusals


def test_the_fictional_ministry_has_the_trip_home_after_the_round(tmp_path: Path) -> None:
    """Its order of the parts decides, and the demonstration says so."""
    travelled = journey(tmp_path, SANDBOX, returned_on="2018-03-03")
    assert travelled.case.homecoming.returned_on is None
    case = distribute([travelled], SANDBOX).cases[travelled.case.id]
    ended = after_the_round(Journey(travelled.candidate, case), SANDBOX).case
    assert ended.homecoming.returned_on is not None
    assert AFTER_THE_ROUND < ended.homecoming.returned_on


@POLICIES
@pytest.mark.parametrize("deported_on", ["2017-05-01", "2017-12-31"])
def test_who_was_deported_before_the_first_edition_is_a_fault_of_that_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], deported_on: str, policy: Policy
) -> None:
    """No edition can judge those steps; the fault says how the person enters all the same."""
    roster = written(tmp_path, deported_on=deported_on)
    with pytest.raises(InputRefused, match=r"line 3, deported_on: .*attested return"):
        journeys_of(read_roster(roster), policy)
    assert 1 == main(["--roster", str(roster), "--policy", policy.code, "--lang", "id"])
    assert "baris 3, deported_on: kebijakan ini tidak mengatur hari itu" in capsys.readouterr().out


def test_who_came_home_before_the_first_edition_is_paid_by_an_attestation(tmp_path: Path) -> None:
    """The attestation is of 2019, whatever the day of the return."""
    changes = {**WITHOUT_A_DEPORTATION, "returned_by": ATTESTED, "returned_on": "2017-05-13"}
    travelled = journeys_of(read_roster(written(tmp_path, **changes))[1:], KEMENSOS)
    (case,) = distribute(travelled, KEMENSOS).cases.values()
    assert case.stimulus.awards
