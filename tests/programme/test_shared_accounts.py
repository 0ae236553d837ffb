"""Which cases share an account, whoever knows of it, and what is found about orders by it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra.chain.stimulus import AccountRegistered, NoAccountStated
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme import (
    CaseIndex,
    Found,
    HouseholdId,
    Officer,
    OrderFinding,
    PaymentFinding,
    Programme,
    Recorded,
)
from reintegra.programme.accounts import Accounts
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import AccountReference, CaseId, PersonId
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    OFFICE,
    ROUND_DAY,
    award_of,
    by_id,
    case_of,
    knowing,
    paying,
    record,
)

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain import Case
    from tests.programme.people import Paying

ONE, TWO = AccountReference("account-1"), AccountReference("account-2")
SHARED, CHANGED = PaymentFinding.ACCOUNT_SHARED, PaymentFinding.ACCOUNT_CHANGED


def shared_with(other: Case) -> Found:
    """That another case has the account."""
    return Found(kind=SHARED, case=other.id)


def changed_on(on: date) -> Found:
    """That the account took the place of another on a day."""
    return Found(kind=CHANGED, on=on)


def registered(case: Case, account: AccountReference, on: date = LATER) -> AccountRegistered:
    """The case has this account from now on."""
    return AccountRegistered(case=case.id, on=on, account=account)


def awarded(*others: Case, channel: Channel = Channel.OWN_ACCOUNT) -> tuple[Recorded, Case]:
    """An award to the first person, beside the cases of others."""
    case = case_of(1)
    award = award_of(case, channel=channel)
    return record(KEMENSOS_ROUND.programme(960_000), award, cases=[case, *others]), case


def found(recorded: Recorded, *events: object) -> set[PaymentFinding]:
    """What is found as the next payment of the first case is prepared, after these events."""
    case = case_of(1)
    after = record(recorded, *events)  # type: ignore[arg-type] # events of any kind
    (order, *_) = paying(after, case)
    return {each.finding.kind for each in record(after, order).findings}


def test_an_account_of_one_case_is_not_shared() -> None:
    """Nothing is found."""
    recorded, _ = awarded(case_of(2))
    assert set() == found(recorded)


def test_an_account_that_another_case_has_is_found() -> None:
    """Registered through the programme, or before the cases were given to it."""
    other = case_of(2)
    recorded, _ = awarded(other)
    assert {SHARED} == found(recorded, registered(other, ONE))
    outside, _ = awarded(other.carry(registered(other, ONE)))
    assert {SHARED} == found(outside)


def test_an_account_that_another_case_gave_up_is_not_found() -> None:
    """It registered another one, or has none any more."""
    other = case_of(2)
    recorded, _ = awarded(other)
    assert set() == found(recorded, registered(other, ONE), registered(other, TWO))
    none = NoAccountStated(case=other.id, on=LATER)
    assert set() == found(recorded, registered(other, ONE), none)


def test_an_account_that_one_of_several_gave_up_is_still_that_of_the_others() -> None:
    """Of three cases with one account the third leaves it; the first two go on sharing it."""
    second, third = case_of(2), case_of(3)
    recorded, _ = awarded(second, third)
    all_three = (registered(second, ONE), registered(third, ONE), registered(third, TWO))
    assert {SHARED} == found(recorded, *all_three)


def test_a_case_at_hand_says_itself_which_account_it_has() -> None:
    """Whatever was recorded here of it before: it may have changed elsewhere since."""
    other = case_of(2)
    recorded, _ = awarded(other)
    shared = record(recorded, registered(other, ONE))
    elsewhere = shared.cases[other.id].carry(registered(other, TWO))
    now = attrs.evolve(shared, cases={**shared.cases, other.id: elsewhere})
    assert set() == found(now)
    back = attrs.evolve(now, cases={**now.cases, other.id: elsewhere.carry(registered(other, ONE))})
    assert {SHARED} == found(back)


def test_of_a_case_that_is_not_at_hand_counts_what_was_recorded_here() -> None:
    """An account that it registered, or into which an order was prepared for it."""
    case, other = case_of(1), case_of(2)
    recorded, _ = awarded(other)
    after = record(recorded, registered(other, ONE))
    alone = attrs.evolve(after, cases=by_id(after.cases[case.id]))
    assert {SHARED} == found(alone)
    gone = record(after, registered(other, TWO))
    assert set() == found(attrs.evolve(gone, cases=by_id(gone.cases[case.id])))
    unheard = other.carry(registered(other, ONE, ROUND_DAY))
    two = record(
        KEMENSOS_ROUND.programme(2 * 960_000),
        award_of(case),
        award_of(unheard, number="award-2"),
        cases=[case, unheard],
    )
    assert set() == found(attrs.evolve(two, cases=by_id(two.cases[case.id])))
    (order, *_) = paying(two, unheard)
    ordered = record(two, order)
    assert {SHARED} == found(attrs.evolve(ordered, cases=by_id(ordered.cases[case.id])))


def test_nothing_is_found_where_no_account_is_paid_into() -> None:
    """Through an LKS the account is of no matter."""
    other = case_of(2)
    recorded, case = awarded(other.carry(registered(other, ONE)), channel=Channel.VIA_LKS)
    assert set() == found(recorded)
    (order, *_) = paying(recorded, case)
    assert () == record(recorded, order).programme.findings(LATER, recorded.cases)


def _approved(payment: Paying, *despite: Found) -> Paying:
    order, first, second, sending = payment
    return (order, attrs.evolve(first, despite=despite), second, sending)


def test_what_was_found_must_be_named_before_the_payment_is_sent() -> None:
    """By an approval; whoever records is told of it each time, and once."""
    other = case_of(2)
    recorded, case = awarded(other.carry(registered(other, ONE)))
    events = paying(recorded, case)
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, *events)
    assert ["findings-seen"] == [each.code for each in refusal.value.verdict.failed]
    shared = shared_with(other)
    sent = record(recorded, *_approved(events, shared))
    assert (OrderFinding(case.id, events[0].payment, shared),) == sent.findings


def test_an_account_that_is_shared_only_after_the_approval_stops_the_payment() -> None:
    """It is asked again on the day of sending."""
    other = case_of(2)
    recorded, case = awarded(other)
    *before, sending = paying(recorded, case)
    held = record(recorded, *before, registered(other, ONE))
    with pytest.raises(TransitionRefused) as refusal:
        record(held, sending)
    assert ["findings-seen"] == [each.code for each in refusal.value.verdict.failed]


# --- all orders that are still to be sent ---------------------------------------------------------


def test_a_programme_tells_what_gives_pause_about_its_open_orders() -> None:
    """Shared, and changed on that day; of what was sent nothing is told any more."""
    other = case_of(2)
    recorded, case = awarded(other)
    recorded = record(recorded, registered(case, TWO))
    events = paying(recorded, case)
    held = record(recorded, events[0])
    programme, number = held.programme, events[0].payment
    found = (shared_with(other), changed_on(LATER))
    both = tuple(OrderFinding(case.id, number, each) for each in found)
    assert both == programme.findings(LATER, held.cases)
    assert both[:1] == programme.findings(LATER + timedelta(days=1), held.cases)
    sent = record(held, *_approved(events, *found)[1:])
    assert () == sent.programme.findings(LATER, sent.cases)


def test_without_cases_a_programme_tells_what_it_has_recorded() -> None:
    """The other case registered its account here; of a change that happened elsewhere it knows."""
    case, other = case_of(1), case_of(2)
    recorded, _ = awarded(other)
    (order, *_) = paying(recorded, case)
    held = record(recorded, order)
    assert () == held.programme.findings(LATER)
    shared = record(held, registered(other, ONE))
    assert (OrderFinding(case.id, order.payment, shared_with(other)),) == shared.programme.findings(
        LATER
    )
    elsewhere = shared.cases[other.id].carry(registered(other, TWO))
    assert () == shared.programme.findings(LATER, by_id(elsewhere))
    changed = record(held, registered(case, TWO), registered(case, ONE))
    assert (OrderFinding(case.id, order.payment, changed_on(LATER)),) == changed.programme.findings(
        LATER
    )


def test_of_a_case_that_has_no_account_now_its_order_is_looked_at_all_the_same() -> None:
    """Its order goes into the one that was on record: nobody shares it, none took its place."""
    case = case_of(1)
    recorded, _ = awarded()
    (order, *_) = paying(recorded, case)
    held = record(recorded, order, NoAccountStated(case=case.id, on=LATER))
    assert () == held.programme.findings(LATER, held.cases)


# --- the index of accounts ------------------------------------------------------------------------


def test_accounts_are_learned_from_events_and_forgotten_by_none() -> None:
    """Whose it was last, since when, and whether it stands."""
    case, later = case_of(1), LATER + timedelta(days=1)
    known = Accounts().opened()
    known.see(NoAccountStated(case=case.id, on=ROUND_DAY))
    assert known.holding(case.id) is None
    known.see(registered(case, ONE, ROUND_DAY))
    known.see(registered(case, ONE, LATER))
    first = known.holding(case.id)
    assert first is not None
    assert (ONE, None, True) == (first.account, first.changed_on, first.stands)
    known.see(registered(case, TWO, LATER))
    known.see(NoAccountStated(case=case.id, on=later))
    gone = known.holding(case.id)
    assert gone is not None
    assert (TWO, LATER, False) == (gone.account, gone.changed_on, gone.stands)
    assert not known.holders_of(ONE) | known.holders_of(TWO)
    known.see(registered(case, TWO, later))
    assert {case.id} == known.holders_of(TWO)
    again = known.closed().opened()
    assert {case.id} == again.holders_of(TWO)
    assert again.holding(case.id) == known.holding(case.id)
    assert again.closed() is again.before


# --- the index of cases ---------------------------------------------------------------------------


def test_an_index_is_a_mapping_of_the_same_cases() -> None:
    """In the order given; what is an index is not read again."""
    cases = by_id(case_of(2), case_of(1))
    index = CaseIndex.of(cases)
    assert cases == index
    assert list(cases) == list(index)
    assert index is CaseIndex.of(index)
    assert (2, None, True, False) == (
        len(index),
        index.get(CaseId("case-9")),
        CaseId("case-1") in index,
        CaseId("case-9") in index,
    )
    assert repr(cases) == repr(index)
    assert index[CaseId("case-1")] == case_of(1)
    other = case_of(3)
    assert other is index.get(CaseId("case-9"), other)


def test_a_case_without_an_account_holds_none() -> None:
    """Nobody shares the account that nobody has."""
    without = [case_of(number, without=(AccountRegistered,)) for number in (1, 2)]
    known = CaseIndex.of(by_id(*without)).accounts
    assert 0 == len(known.of_case) == len(known.holders)


def test_an_index_finds_all_cases_of_a_person() -> None:
    """In the order given."""
    index = CaseIndex.of(by_id(case_of(1), case_of(2, person=1), case_of(3)))
    assert (CaseId("case-1"), CaseId("case-2")) == index.of_person[PersonId("person-1")]


def test_a_case_stands_under_its_own_number() -> None:
    """Under another it would be paid for somebody else."""
    with pytest.raises(InvalidValue) as refused:
        CaseIndex.of({CaseId("case-9"): case_of(1)})
    expected = "cases: each case stands under its own number [another-case]"
    assert expected == str(refused.value)


def test_recording_goes_on_with_the_cases_that_were_given_back() -> None:
    """They are an index, which is laid over and not built anew."""
    recorded, case = awarded(case_of(2))
    assert isinstance(recorded.cases, CaseIndex)
    after = record(recorded, registered(case, TWO))
    assert isinstance(after.cases, CaseIndex)
    assert recorded.cases.of_person is after.cases.of_person
    assert {CaseId("case-1"), CaseId("case-2")} == after.cases.holders(TWO, Accounts())


def test_the_household_of_the_beneficiary_is_known_from_the_office() -> None:
    """An officer who lives with the person prepares nothing."""
    case, home = case_of(1), HouseholdId("household-1")
    officers = tuple(Officer(each.actor, household=home) for each in OFFICE.officers)
    office = attrs.evolve(OFFICE, officers=officers, households={case.person: home})
    plain = KEMENSOS_ROUND.programme(960_000)
    programme = Programme(plain.id, plain.policy, plain.fund, plain.sites, office)
    recorded = programme.record([award_of(case)], by_id(case), knowing=knowing([case]))
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, paying(recorded, case)[0])
    assert ["apart-from-household"] == [each.code for each in refusal.value.verdict.failed]
