"""Reasons of closing and reopening, leaving against advice, the search while contact is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case, CaseStatus
from reintegra.chain.deportation import StatusDetermined, TraffickingStatus
from reintegra.chain.ending import (
    Absconded,
    Closed,
    ClosingReason,
    ContactLost,
    Died,
    LeftAgainstAdvice,
    Reopened,
    ReopeningReason,
    Transferred,
)
from reintegra.chain.homecoming import Receiver, ShelterAdmitted, ShelterLeft
from reintegra.chain.rehabilitation import ServiceRefused, ServiceRequested
from reintegra.chain.reintegration import (
    CompanionReported,
    FollowUpVisited,
    ReintegrationConfirmed,
    RiskFlagged,
)
from reintegra.chain.table import code_of
from reintegra.vocabulary.identifiers import ActorId, RecordNumber
from tests.chain.exploring import ended
from tests.chain.journeys import (
    ERAS,
    Era,
    arrived_at,
    deported,
    taken,
    whole_journey,
)
from tests.chain.test_way_home import handed_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.chain import Event

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
_R = ClosingReason
DECISIONS = {_R.NOT_ELIGIBLE, _R.OWN_WISH}
"""The reasons that are decisions, and need nothing on record."""


def codes(case: Case, event: Event, era: Era, **knowing: object) -> set[str]:
    """What keeps the event from being recorded, undetermined or not."""
    known = {**era.knowing, **knowing}
    verdict = case.consider(event, under=era.policy, knowing=known)
    return {reason.code for reason in (*verdict.failed, *verdict.undetermined)}


def reasons_for(case: Case, era: Era) -> set[ClosingReason]:
    """The reasons for which a case can be closed on the day of its last event."""
    on = case.records.last_on
    return {
        reason
        for reason in ClosingReason
        if codes(case, Closed(case=case.id, on=on, reason=reason), era) == set()
    }


def _determined(era: Era, *statuses: TraffickingStatus) -> Case:
    case = Case.open(deported(era))
    for days, status in enumerate(statuses):
        on, by = era.day + timedelta(days), ActorId("police-1")
        told = StatusDetermined(case=case.id, on=on, status=status, by=by)
        case = case.record(told, under=era.policy, knowing=era.knowing)
    return case


def _in_care(era: Era) -> Case:
    case = taken(arrived_at(era, "homecoming"), era, ShelterAdmitted, ShelterLeft)
    return handed_over(case, era, Receiver.SOCIAL_SERVICE)


BEGUN: dict[str, tuple[Callable[[Era], Case], set[ClosingReason]]] = {
    "just deported": (lambda era: Case.open(deported(era)), set()),
    "confirmed": (whole_journey, {_R.REINTEGRATED}),
    "refused": (
        lambda era: taken(Case.open(deported(era)), era, ServiceRefused),
        {_R.SERVICE_REFUSED},
    ),
    "refused, then asked": (
        lambda era: taken(Case.open(deported(era)), era, ServiceRefused, ServiceRequested),
        set(),
    ),
    "absconded": (lambda era: taken(Case.open(deported(era)), era, Absconded), {_R.ABSCONDED}),
    "left": (
        lambda era: taken(Case.open(deported(era)), era, LeftAgainstAdvice),
        {_R.LEFT_AGAINST_ADVICE},
    ),
    "lost": (lambda era: taken(Case.open(deported(era)), era, ContactLost), {_R.CONTACT_LOST}),
    "transferred": (
        lambda era: taken(Case.open(deported(era)), era, Transferred),
        {_R.TRANSFERRED},
    ),
    "not a victim": (
        lambda era: _determined(era, TraffickingStatus.NOT_A_VICTIM),
        {_R.NOT_A_VICTIM},
    ),
    "found a victim after all": (
        lambda era: _determined(era, TraffickingStatus.NOT_A_VICTIM, TraffickingStatus.ACTUAL),
        set(),
    ),
    "in care": (_in_care, {_R.IN_CARE_OF_SOCIAL_SERVICE}),
    "in care, then home": (lambda era: handed_over(_in_care(era), era, Receiver.FAMILY), set()),
}


@by_era
@pytest.mark.parametrize("way", BEGUN)
def test_a_case_is_closed_for_what_has_happened_or_for_a_decision(era: Era, way: str) -> None:
    """A reason that tells of an event needs it on record; every other one is refused as such."""
    make, expected = BEGUN[way]
    case = make(era)
    assert expected | DECISIONS == reasons_for(case, era)
    wrong = next(reason for reason in ClosingReason if reason not in expected | DECISIONS)
    closing = Closed(case=case.id, on=case.records.last_on, reason=wrong)
    assert {"closing-reason-fits"} == codes(case, closing, era)


def _said(case: Case, era: Era, reason: ClosingReason | ReopeningReason) -> Case:
    kind: Any = Closed if isinstance(reason, ClosingReason) else Reopened
    event = kind(case=case.id, on=case.records.last_on, reason=reason)
    return case.record(event, under=era.policy, knowing=era.knowing)


@by_era
def test_closing_is_not_open_once_each_fitting_reason_was_given_on_that_day(era: Era) -> None:
    """Two decisions on one day, with a reopening between them, leave no third."""
    case = Case.open(deported(era))
    case = _said(_said(case, era, _R.OWN_WISH), era, ReopeningReason.CAME_BACK)
    on = case.records.last_on
    assert Closed in case.possible(under=era.policy, on=on, knowing=era.knowing)
    case = _said(_said(case, era, _R.NOT_ELIGIBLE), era, ReopeningReason.NEW_NEED)
    assert set() == reasons_for(case, era)
    assert Closed not in case.possible(under=era.policy, on=on, knowing=era.knowing)
    later = case.possible(under=era.policy, on=on + timedelta(1), knowing=era.knowing)
    assert Closed in later


@by_era
def test_a_death_recorded_in_error_is_undone_and_no_other(era: Era) -> None:
    """Nobody comes back from death; but who lives is not shut out by a wrong record."""
    case = taken(Case.open(deported(era)), era, Died)
    on = case.records.last_on
    for reason in ReopeningReason:
        event = Reopened(case=case.id, on=on, reason=reason)
        wrong = reason is not ReopeningReason.CLOSED_IN_ERROR
        assert codes(case, event, era) == ({"reopening-reason-fits"} if wrong else set())
    again = _said(case, era, ReopeningReason.CLOSED_IN_ERROR)
    assert (CaseStatus.OPEN, None, 1) == (
        again.ending.status,
        again.ending.closed_on,
        again.ending.reopenings,
    )
    closed = taken(Case.open(deported(era)), era, Closed)
    assert set(ReopeningReason) == {
        reason
        for reason in ReopeningReason
        if codes(closed, Reopened(case=case.id, on=on, reason=reason), era) == set()
    }


@by_era
def test_reintegration_is_confirmed_again_after_a_reopening(era: Era) -> None:
    """The newest confirmation stands; a closure that was reopened does not need it undone."""
    case = taken(whole_journey(era), era, Closed, Reopened, ReintegrationConfirmed)
    assert case.records.last_on == case.reintegration.confirmed_on
    assert _R.REINTEGRATED in reasons_for(case, era)


@by_era
@pytest.mark.parametrize("kind", [FollowUpVisited, RiskFlagged, StatusDetermined], ids=code_of)
def test_the_search_goes_on_while_contact_is_lost(era: Era, kind: type[Event]) -> None:
    """A visit to a closed door, a risk, a determination; nothing of it while a case is closed."""
    case = arrived_at(era, "reintegration")
    on = case.records.last_on
    for status in CaseStatus:
        found = ended(case, status, on)
        possible = found.possible(under=era.policy, on=on, knowing=era.knowing)
        sought = status in {CaseStatus.OPEN, CaseStatus.CONTACT_LOST}
        assert (kind in possible) is sought, status
        assert (CompanionReported in possible) is (status is CaseStatus.OPEN)
    lost = taken(case, era, ContactLost, kind)
    assert CaseStatus.CONTACT_LOST is lost.ending.status


def left(case: Case, *, family: bool) -> LeftAgainstAdvice:
    """A return against advice, with or without the statement of the family."""
    return LeftAgainstAdvice(
        case=case.id,
        on=case.records.last_on,
        conference=RecordNumber("conference-1"),
        statement=RecordNumber("statement-1"),
        family_statement=RecordNumber("statement-2") if family else None,
        legal_case_pending=False,
    )


@pytest.mark.parametrize("era", ERAS[:2], ids=lambda era: era.code)
def test_a_child_leaves_only_with_the_statement_of_its_family(era: Era) -> None:
    """An adult without it; of whom nobody knows the age, the age is asked."""
    case = Case.open(deported(era))
    rule = "family-statement-where-needed"
    for adult, family, expected in (
        (False, False, {rule}),
        (False, True, set()),
        (True, False, set()),
        (True, True, set()),
    ):
        assert expected == codes(case, left(case, family=family), era, adult=adult)
    asked = case.consider(left(case, family=False), under=era.policy)
    assert [["adult"], []] == [
        [missing.fact.name for missing in asked.missing],
        [reason.code for reason in asked.failed],
    ]
    assert case.consider(left(case, family=True), under=era.policy).met


@by_era
def test_leaving_with_a_pending_case_is_told_apart_from_a_missing_statement(era: Era) -> None:
    """Each is a reason of its own; the sandbox asks neither."""
    case = Case.open(deported(era))
    pending = attrs.evolve(left(case, family=False), legal_case_pending=True)
    asked = LeftAgainstAdvice in era.edition.requirements
    known = {"adult": False} if asked else {}
    both = {"no-legal-case-pending", "family-statement-where-needed"}
    assert (both if asked else set()) == codes(case, pending, era, **known)
