"""Accounts, consent, awards in parts, payments that come back, goods, and how aid was used."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case, Event
from reintegra.chain.award import (
    AwardCancelled,
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
    suits,
)
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.ending import ContactLost
from reintegra.chain.policy import Policy, Stated
from reintegra.chain.stimulus import (
    AccountRegistered,
    Consent,
    ConsentRecorded,
    NoAccountStated,
    SymbolicHandoverHeld,
)
from reintegra.errors import CurrencyMismatch, InvalidValue, TransitionRefused
from reintegra.rules import Dated, DatedValue
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import AccountReference, AwardId, PaymentId
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.chain.exploring import LENIENT
from tests.chain.journeys import (
    ERAS,
    SCRIPTS,
    Era,
    arrived_at,
    awarded,
    candidates,
    fitting_event,
    in_tranches,
    taken,
)

if TYPE_CHECKING:
    from reintegra.chain.award_record import Award

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
SENT = SCRIPTS["stimulus"][:4]
SANDBOX_ERA = ERAS[2]


def codes(case: Case, event: Event, era: Era) -> set[str]:
    """What keeps the event from being recorded."""
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    return {reason.code for reason in (*verdict.failed, *verdict.undetermined)}


def sent(era: Era) -> Case:
    """A case with a first payment in flight into the own account."""
    return taken(arrived_at(era, "stimulus"), era, *SENT)


def last(case: Case) -> Any:
    """The newest event."""
    return case.events[-1]


def award_of(case: Case) -> Award:
    """The one award of the case."""
    (award,) = case.stimulus.awards
    return award


def use(case: Case, amount: Money) -> UseAccounted:
    """An account of the use of so much."""
    event: Any = next(candidates(case, UseAccounted, case.records.last_on, LENIENT.edition))
    used: UseAccounted = attrs.evolve(event, amount=amount)
    return used


@by_era
@pytest.mark.parametrize(
    "wrong",
    [
        {"payment": PaymentId("payment-other")},
        {"amount": Money(1, IDR)},
        {"amount": Money(48_000, XTS)},
        {"award": AwardId("award-other")},
    ],
    ids=["payment", "amount", "currency", "award"],
)
def test_only_the_payment_in_flight_is_confirmed_or_returned(era: Era, wrong: Any) -> None:
    """Number, amount and award are compared: a part is never recorded as the whole."""
    case = sent(era)
    if wrong.get("amount") == last(case).amount:
        wrong = {"amount": last(case).amount * 2}
    for kind in (PaymentConfirmed, PaymentReturned):
        fitting: Any = fitting_event(case, kind, case.records.last_on, era)
        assert "payment-fits" in codes(case, attrs.evolve(fitting, **wrong), era)
        assert set() == codes(case, fitting, era)


@by_era
@pytest.mark.parametrize(
    "wrong",
    [
        {"account": AccountReference("account-other")},
        {"account": None},
        {"amount": Money(1, IDR)},
        {"amount": Money(96_001, XTS)},
    ],
    ids=["account", "no account", "amount", "whole instead of a tranche"],
)
def test_a_payment_goes_into_the_account_on_record_with_the_amount_due(
    era: Era, wrong: Any
) -> None:
    """Another account, none, or another amount is refused."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:3])
    fitting: Any = fitting_event(case, PaymentSent, case.records.last_on, era)
    assert {"payment-fits"} == codes(case, attrs.evolve(fitting, **wrong), era)
    assert set() == codes(case, fitting, era)


@by_era
def test_a_payment_that_came_back_is_sent_again_under_a_new_number(era: Era) -> None:
    """The account may have changed meanwhile; the old number is never used twice."""
    case = taken(sent(era), era, PaymentReturned)
    assert StimulusStatus.RETURNED is case.stimulus.status
    returned = award_of(case)
    assert (None, (), Money.zero(returned.currency)) == (
        returned.in_flight,
        returned.confirmed,
        returned.paid,
    )
    first = returned.attempts[0]
    case = taken(case, era, AccountRegistered)
    again: Any = fitting_event(case, PaymentSent, case.records.last_on, era)
    assert case.stimulus.account == again.account != first.account
    assert {"payment-fits"} == codes(case, attrs.evolve(again, payment=first.payment), era)
    paid = taken(case, era, PaymentSent, PaymentConfirmed)
    assert 2 == len(award_of(paid).attempts)
    assert first.amount == award_of(paid).paid


@by_era
def test_a_confirmed_payment_can_come_back_too(era: Era) -> None:
    """The newest confirmed payment, until its use is accounted for in full."""
    case = taken(sent(era), era, PaymentConfirmed)
    back = taken(case, era, PaymentReturned)
    assert (StimulusStatus.RETURNED, ()) == (back.stimulus.status, award_of(back).confirmed)
    assert award_of(case).tranche_due != award_of(back).tranche_due
    assert award_of(back).terms.tranches[0] == award_of(back).tranche_due


def test_the_second_tranche_waits_for_the_first_to_be_accounted_for() -> None:
    """The sandbox pays in two parts, in the order and in the amounts that were awarded."""
    era = SANDBOX_ERA
    case = taken(sent(era), era, PaymentConfirmed)
    assert StimulusStatus.PART_PAID is case.stimulus.status
    assert (Money(48_000, XTS), Money(48_001, XTS)) == award_of(case).terms.tranches
    second: Any = next(candidates(case, PaymentSent, case.records.last_on, era.edition))
    assert Money(48_001, XTS) == second.amount
    assert {"first-tranche-accounted"} == codes(case, second, era)
    assert PaymentSent not in case.possible(under=era.policy, on=case.records.last_on)
    part = case.record(use(case, Money(47_999, XTS)), under=era.policy)
    assert {"first-tranche-accounted"} == codes(part, second, era)
    whole = part.record(use(part, Money(1, XTS)), under=era.policy)
    assert StimulusStatus.PART_PAID is whole.stimulus.status
    paid = taken(whole, era, PaymentSent, PaymentConfirmed)
    assert StimulusStatus.RECEIVED is paid.stimulus.status
    assert Money(96_001, XTS) == award_of(paid).paid
    assert None is award_of(paid).tranche_due
    assert StimulusStatus.ACCOUNTED is taken(paid, era, UseAccounted).stimulus.status


def test_a_tranche_that_came_back_after_its_use_was_told_is_sent_and_told_again() -> None:
    """The money is another, and so is its use: until it is told the next tranche waits."""
    era = SANDBOX_ERA
    case = taken(sent(era), era, PaymentConfirmed, UseAccounted, PaymentReturned)
    assert (0, 0) == (award_of(case).accounted.units, award_of(case).paid.units)
    again = taken(case, era, PaymentSent, PaymentConfirmed)
    second = next(candidates(again, PaymentSent, again.records.last_on, era.edition))
    assert {"first-tranche-accounted"} == codes(again, second, era)
    whole = taken(again, era, UseAccounted, PaymentSent, PaymentConfirmed, UseAccounted)
    assert StimulusStatus.ACCOUNTED is whole.stimulus.status


@by_era
def test_use_is_accounted_for_in_parts_and_never_beyond_what_was_paid(era: Era) -> None:
    """Only the whole sum is accounted for; nothing, more, or another currency is refused."""
    case = taken(sent(era), era, PaymentConfirmed)
    paid = award_of(case).paid
    other = XTS if paid.currency is IDR else IDR
    for wrong in (
        paid + Money(1, paid.currency),
        Money.zero(paid.currency),
        -paid,
        Money(1, other),
    ):
        assert "use-fits" in codes(case, use(case, wrong), era)
    before = case.stimulus.status
    part = case.record(use(case, Money(1, paid.currency)), under=era.policy)
    assert before is part.stimulus.status
    assert "use-fits" in codes(part, use(part, paid), era)
    rest = part.record(use(part, paid - Money(1, paid.currency)), under=era.policy)
    assert award_of(rest).is_accounted
    assert UseAccounted not in rest.possible(under=era.policy, on=rest.records.last_on)


def test_what_was_paid_of_a_cancelled_award_is_still_accounted_for() -> None:
    """What was paid stays paid, counts as given, and its use can be told."""
    era = SANDBOX_ERA
    case = taken(sent(era), era, PaymentConfirmed, AwardCancelled)
    award = award_of(case)
    assert (StimulusStatus.CANCELLED, False, True) == (award.status, award.is_open, award.stands)
    told = taken(case, era, UseAccounted)
    assert StimulusStatus.CANCELLED is told.stimulus.status
    on = case.records.last_on
    again = attrs.evolve(award.terms, on=on, award=AwardId("award-again"))
    assert {"not-given-before"} == codes(case, again, era)
    assert case.facts(on=on, edition=era.edition)["aid_received"]


@by_era
def test_an_award_that_was_cancelled_unpaid_does_not_stand(era: Era) -> None:
    """Then the same purpose and period are free again."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:3])
    terms = award_of(case).terms
    again = attrs.evolve(terms, award=AwardId("award-again"), on=case.records.last_on)
    assert "not-given-before" in codes(case, again, era)
    cancelled = taken(case, era, AwardCancelled)
    assert not award_of(cancelled).stands
    assert set() == codes(cancelled, attrs.evolve(again, on=cancelled.records.last_on), era)
    assert not cancelled.facts(on=cancelled.records.last_on, edition=era.edition)["aid_received"]


@by_era
@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({}, True),
        ({"purpose": Purpose.BUSINESS_TOOLS}, False),
        ({"period": Period.of_year(2001)}, False),
        ({"period": Period.of_month(2000, 12)}, True),
    ],
    ids=["same", "other purpose", "other period", "part of the period"],
)
def test_aid_is_given_once_for_a_purpose_and_a_period(era: Era, change: Any, again: bool) -> None:
    """Periods that overlap count as the same; another purpose or period does not."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:2])
    award = awarded(
        case, case.records.last_on, era.edition, Purpose.LIVING_COST, Channel.OWN_ACCOUNT
    )
    given = Case.replay((*case.events, award))
    second = attrs.evolve(award, award=AwardId("award-2"), **change)
    assert ("not-given-before" in codes(given, second, era)) is again


@by_era
def test_the_number_of_an_award_is_used_once(era: Era) -> None:
    """A second award under the same number is no new award."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:3])
    other = attrs.evolve(
        award_of(case).terms, on=case.records.last_on, purpose=Purpose.BUSINESS_TOOLS
    )
    assert "stimulus-status" in codes(case, other, era)


@by_era
def test_each_award_has_its_own_status(era: Era) -> None:
    """The stage shows the newest award; events name the one that they concern."""
    case = taken(sent(era), era, PaymentConfirmed)
    on = case.records.last_on
    second = awarded(case, on, era.edition, Purpose.BUSINESS_TOOLS, Channel.OWN_ACCOUNT)
    both = Case.replay((*case.events, second))
    first = both.stimulus.awards[0]
    assert StimulusStatus.AWARDED is both.stimulus.status
    assert first.status is both.stimulus.status_for(use(case, Money(1, first.currency)))
    assert first is both.stimulus.award(first.terms.award)
    assert None is both.stimulus.award(AwardId("award-other"))
    returned = taken(both, era, PaymentReturned)
    assert [StimulusStatus.RETURNED, StimulusStatus.AWARDED] == [
        award.status for award in returned.stimulus.awards
    ]


@by_era
def test_a_symbolic_handover_is_no_disbursement(era: Era) -> None:
    """A ceremony moves no money: the award waits as before."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:3])
    held = taken(case, era, SymbolicHandoverHeld)
    assert case.stimulus.awards == held.stimulus.awards
    assert (StimulusStatus.AWARDED, 1) == (held.stimulus.status, len(held.stimulus.ceremonies))
    assert not held.facts(on=held.records.last_on, edition=era.edition)["aid_received"]


def test_goods_are_proved_by_a_record_and_never_by_a_payment() -> None:
    """In kind there is no payment; into an account there are no goods."""
    era = ERAS[0]
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:2])
    on = case.records.last_on
    goods = awarded(case, on, era.edition, Purpose.BUSINESS_TOOLS, Channel.IN_KIND)
    waiting = case.record(goods, under=era.policy, knowing=era.knowing)
    possible = waiting.possible(under=era.policy, on=on, knowing=era.knowing)
    assert (True, False) == (GoodsHandedOver in possible, PaymentSent in possible)
    payment = next(candidates(waiting, PaymentSent, on, era.edition))
    assert {"payment-fits"} == codes(waiting, payment, era)
    given = taken(waiting, era, GoodsHandedOver)
    assert (StimulusStatus.RECEIVED, goods.amount) == (given.stimulus.status, award_of(given).paid)
    assert StimulusStatus.ACCOUNTED is taken(given, era, UseAccounted).stimulus.status
    money = taken(case, era, Awarded)
    handover = next(candidates(money, GoodsHandedOver, money.records.last_on, era.edition))
    assert {"payment-fits"} == codes(money, handover, era)


@pytest.mark.parametrize("channel", Channel)
def test_payments_and_goods_exclude_each_other(channel: Channel) -> None:
    """Every other event of an award suits every channel."""
    in_kind = channel is Channel.IN_KIND
    assert in_kind is suits(GoodsHandedOver, channel)
    for kind in (PaymentSent, PaymentConfirmed, PaymentReturned):
        assert in_kind is not suits(kind, channel)
    assert suits(UseAccounted, channel)
    assert suits(AwardCancelled, channel)


@by_era
def test_what_needs_an_account_waits_for_one(era: Era) -> None:
    """Without an account no award into it; without the account any more, no payment."""
    bare = taken(arrived_at(era, "stimulus"), era, ConsentRecorded)
    on = bare.records.last_on
    award = awarded(bare, on, era.edition, Purpose.LIVING_COST, Channel.OWN_ACCOUNT)
    assert "account-ready" in codes(bare, award, era)
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:3], NoAccountStated)
    payment = next(candidates(case, PaymentSent, case.records.last_on, era.edition))
    assert "account-ready" in codes(case, payment, era)
    step = {each.event: each for each in case.next_steps(under=era.policy, on=case.records.last_on)}
    assert ["account-ready"] == [reason.code for reason in step[PaymentSent].verdict.failed]


@pytest.mark.parametrize(
    "channels", [{Channel.OWN_ACCOUNT}, {Channel.OWN_ACCOUNT, Channel.E_MONEY}]
)
def test_an_award_is_open_only_where_some_channel_can_be_used(channels: set[Channel]) -> None:
    """A policy that pays into own accounts alone gives nothing while none is on record."""
    edition = attrs.evolve(
        SANDBOX_ERA.edition, channels=Stated(frozenset(channels), SANDBOX_ERA.edition.name)
    )
    policy = Policy("strict", edition.name, Dated((DatedValue(edition, SANDBOX_ERA.day),)))
    case = taken(arrived_at(SANDBOX_ERA, "stimulus"), SANDBOX_ERA, ConsentRecorded)
    on = case.records.last_on
    assert (Awarded in case.possible(under=policy, on=on)) is (Channel.E_MONEY in channels)
    ready = taken(case, SANDBOX_ERA, AccountRegistered)
    assert Awarded in ready.possible(under=policy, on=ready.records.last_on)


@by_era
def test_the_newest_answer_of_consent_stands(era: Era) -> None:
    """Withdrawn consent stops the next payment, and given again lets it go on."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:3])
    on = case.records.last_on
    for answer, possible in (
        (Consent.WITHDRAWN, False),
        (Consent.DECLINED, False),
        (Consent.GIVEN, True),
    ):
        told = case.record(ConsentRecorded(case=case.id, on=on, answer=answer), under=era.policy)
        open_now = told.possible(under=era.policy, on=on, knowing=era.knowing)
        assert (PaymentSent in open_now) is possible


@by_era
@pytest.mark.parametrize(
    "wrong", ["currency", "tranches", "channel"], ids=["currency", "tranches", "channel"]
)
def test_an_award_is_as_the_policy_permits(era: Era, wrong: str) -> None:
    """Currency, number of tranches and channel are those of the edition."""
    case = taken(arrived_at(era, "stimulus"), era, *SENT[:2])
    award = awarded(
        case, case.records.last_on, era.edition, Purpose.LIVING_COST, Channel.OWN_ACCOUNT
    )
    foreign = Money(96_001, XTS if era.edition.currency is IDR else IDR)
    parts = era.edition.tranches.value
    changes: dict[str, dict[str, Any]] = {
        "currency": {"amount": foreign, "tranches": in_tranches(foreign, parts)},
        "tranches": {"tranches": in_tranches(award.amount, parts + 1)},
        "channel": {"channel": Channel.IN_KIND},
    }
    every_channel = era.edition.channels.value >= set(Channel)
    expected = set() if wrong == "channel" and every_channel else {"award-permitted"}
    assert expected == codes(case, attrs.evolve(award, **changes[wrong]), era)


@pytest.mark.parametrize(
    "tranches",
    [(), (idr(1),), (idr(2), idr(2)), (idr(4), idr(-1)), (idr(3), idr(0))],
    ids=["none", "too little", "too much", "negative", "zero"],
)
def test_tranches_sum_to_the_amount_and_each_is_above_zero(tranches: tuple[Money, ...]) -> None:
    """An award of three rupiah in parts that are not its parts cannot be made."""
    case = arrived_at(ERAS[0], "stimulus")
    award = awarded(case, ERAS[0].day, ERAS[0].edition, Purpose.LIVING_COST, Channel.E_MONEY)
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(award, amount=idr(3), tranches=tranches)
    assert "Awarded.tranches" == refused.value.field
    with pytest.raises(CurrencyMismatch):
        attrs.evolve(award, amount=Money(3, XTS), tranches=(idr(3),))


@by_era
def test_nothing_is_awarded_nor_sent_after_the_case_was_lost(era: Era) -> None:
    """Settling goes on, giving does not."""
    case = sent(era)
    lost = taken(case, era, ContactLost)
    on = lost.records.last_on + timedelta(1)
    possible = lost.possible(under=era.policy, on=on, knowing=era.knowing)
    assert {PaymentConfirmed, PaymentReturned} <= set(possible)
    assert not {Awarded, PaymentSent, AccountRegistered} & set(possible)
    with pytest.raises(TransitionRefused):
        lost.record(ConsentRecorded(case=case.id, on=on, answer=Consent.GIVEN), under=era.policy)


@by_era
def test_a_case_carries_what_it_was_asked_about(era: Era) -> None:
    """The same case as by recording; and what was not asked is carried all the same."""
    case = sent(era)
    on = case.records.last_on
    again = AccountRegistered(case=case.id, on=on, account=AccountReference("account-7"))
    recorded = case.record(again, under=era.policy, knowing=era.knowing)
    assert recorded == case.carry(again)
    assert 2 == len([each for each in case.carry(again).carry(again).events if each == again])


@by_era
def test_whether_an_award_could_still_be_given_is_asked_without_it(era: Era) -> None:
    """Then none is open, as before it was made; any other award counts."""
    case = sent(era)
    number = award_of(case).terms.award
    open_now, without, another = (
        case.facts(on=era.day, edition=era.edition, without=left_out)["award_open"]
        for left_out in (None, number, AwardId("another"))
    )
    assert (True, False, True) == (open_now, without, another)
    assert StimulusStatus.NOT_AWARDED is case.stimulus.without(number).status
    assert case.stimulus.account == case.stimulus.without(number).account


def test_all_accounts_are_on_record_and_the_day_of_the_last_change() -> None:
    """The same account again is no change, and none stated is none either."""
    era = ERAS[0]
    case = arrived_at(era, "stimulus")
    assert (0, None) == (len(case.stimulus.accounts), case.stimulus.account_changed_on)
    changes: list[Any] = []
    for days, account in enumerate(("account-1", "account-1", None, "account-2", "account-2")):
        on = era.day + timedelta(days=days)
        if account is None:
            case = case.carry(NoAccountStated(case=case.id, on=on))
        else:
            reference = AccountReference(account)
            case = case.carry(AccountRegistered(case=case.id, on=on, account=reference))
        changes.append(case.stimulus.account_changed_on)
    assert [None, None, None, *[era.day + timedelta(days=3)] * 2] == changes
    assert 4 == len(case.stimulus.accounts)
