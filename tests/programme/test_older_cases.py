"""A programme knows what it recorded last in each case, and takes none that stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reintegra.chain.stimulus import Consent, ConsentRecorded
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme import AwardHeld, HoldReason, Recorded
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    MAKER,
    award_of,
    case_of,
    paying,
    record,
    the_award,
)

if TYPE_CHECKING:
    from reintegra.chain.award import PaymentSent

CASE = case_of(1)
WITHDRAWN = ConsentRecorded(case=CASE.id, on=LATER, answer=Consent.WITHDRAWN)
OLDER = r"^cases: give the case as it stands after what was last recorded in it \[older-case\]$"


def approved() -> tuple[Recorded, PaymentSent]:
    """A payment that only has to be sent."""
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(CASE), cases=[CASE])
    *rest, payment = paying(recorded, CASE)
    return record(recorded, *rest), payment


def test_a_case_from_before_consent_was_withdrawn_is_not_paid() -> None:
    """Whoever still holds the case as it was is told so; as it stands, the payment is refused."""
    recorded, payment = approved()
    after = record(recorded, WITHDRAWN)
    stale = Recorded(after.programme, recorded.cases)
    with pytest.raises(InvalidValue, match=OLDER):
        record(stale, payment)
    with pytest.raises(InvalidValue, match=OLDER):
        after.programme.consider(payment, recorded.cases)
    with pytest.raises(TransitionRefused) as refusal:
        record(after, payment)
    assert "consent-recorded" in {each.code for each in refusal.value.verdict.failed}


def test_after_a_replay_an_older_case_is_known_for_one() -> None:
    """What was recorded last in a case comes back with the history."""
    recorded, payment = approved()
    after = record(recorded, WITHDRAWN)
    again = KEMENSOS_ROUND.programme(960_000).replay(after.programme.history)
    with pytest.raises(InvalidValue, match=OLDER):
        record(Recorded(again, recorded.cases), payment)


def test_a_case_that_went_on_elsewhere_is_taken() -> None:
    """It holds what was recorded here, and more: its consent was given anew since."""
    recorded, payment = approved()
    after = record(recorded, WITHDRAWN)
    given = ConsentRecorded(case=CASE.id, on=LATER, answer=Consent.GIVEN)
    on = {CASE.id: after.cases[CASE.id].carry(given)}
    sent = record(Recorded(after.programme, on), payment)
    assert payment == sent.cases[CASE.id].events[-1]


def test_acts_of_the_desk_make_no_case_older() -> None:
    """No case is told of them, so the case from before is the case as it stands."""
    recorded, _ = approved()
    award = the_award(recorded, CASE).terms.award
    held = AwardHeld(case=CASE.id, on=LATER, by=MAKER, award=award, reason=HoldReason.NOT_STATED)
    record(Recorded(record(recorded, held).programme, recorded.cases), WITHDRAWN)
