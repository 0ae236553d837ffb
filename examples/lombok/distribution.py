"""The money: one fund, two sites, decisions, shares, awards, payments until each has arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from lombok.days import ROUND_DAY
from lombok.journeys import Journey
from lombok.steps import PROGRAMME, REGENCIES
from reintegra.allocation import Allocation, Claim, allocate, proportional
from reintegra.chain import Case, Event, Policy
from reintegra.chain.award import (
    Award,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    StimulusStatus,
    UseAccounted,
)
from reintegra.programme import (
    Fund,
    Gift,
    Given,
    Programme,
    RoundAllocation,
    Site,
    next_payment,
)
from reintegra.vocabulary import CaseId, Money, Period, ProgrammeId, RecordNumber, SiteId
from reintegra.vocabulary.aid import Purpose, ReturnReason

SITES = (
    Site(SiteId("lombok-tengah"), "Lombok Tengah", REGENCIES["lombok-tengah"]),
    Site(SiteId("lombok-barat"), "Lombok Barat", REGENCIES["lombok-barat"]),
)
ANOTHER_PROGRAMME = ProgrammeId("another-programme")
SENT_ON = date(2019, 11, 1)
ANSWERED_ON = date(2019, 11, 4)
SENT_AGAIN_ON = date(2019, 11, 11)
CONFIRMED_AGAIN_ON = date(2019, 11, 13)
ACCOUNTED_ON = date(2019, 11, 18)
Cases = Mapping[CaseId, Case]


@attrs.frozen
class Distribution:
    """The fund before and after, how it was shared between the sites and at each, and all cases."""

    between: Allocation
    before: Fund
    after: Programme
    rounds: Mapping[SiteId, RoundAllocation]
    cases: Cases


def appropriated(policy: Policy) -> tuple[Allocation, Fund]:
    """The fund of both rounds, shared between the sites by their numbers of participants."""
    terms = {site.id: policy.round_terms(site.regency, ROUND_DAY) for site in SITES}
    totals = [
        round_terms.total or (round_terms.amount or _unknown()) * round_terms.participants
        for round_terms in terms.values()
    ]
    total = Money.total(totals, totals[0].currency)
    claims = [Claim(str(site), each.participants) for site, each in terms.items()]
    between = allocate(total.units, claims, proportional())
    ceilings = {
        SiteId(site): Money(units, total.currency) for site, units in between.shares.items()
    }
    fund = Fund.appropriate(PROGRAMME, total, on=date(2019, 10, 1), ceilings=ceilings)
    return between, fund


def _unknown() -> Money:
    message = "the amount of a round must be known before it can be paid"
    raise LookupError(message)


def given_elsewhere(journeys: Iterable[Journey]) -> Given:
    """What other programmes have given, by the roster."""
    given = Given()
    for journey in journeys:
        award = journey.candidate.given_elsewhere
        if award is not None:
            period = Period.of_year(ROUND_DAY.year)
            gift = Gift(ANOTHER_PROGRAMME, award, Purpose.BUSINESS_STIMULUS, period)
            given = given.also(journey.candidate.person.id, gift)
    return given


def distribute(journeys: Iterable[Journey], policy: Policy) -> Distribution:
    """Both rounds, and every payment until it has arrived."""
    by_case = {journey.case.id: journey for journey in journeys}
    given = given_elsewhere(by_case.values())
    knowing = {case: journey.known(ROUND_DAY, policy) for case, journey in by_case.items()}
    cases: Cases = {case: journey.case for case, journey in by_case.items()}
    between, fund = appropriated(policy)
    programme = Programme(PROGRAMME, policy, fund, SITES)
    rounds: dict[SiteId, RoundAllocation] = {}
    for site in SITES:
        here = [case for case, each in by_case.items() if each.candidate.site == str(site.id)]
        held = programme.round(site.id, ROUND_DAY)
        decided = held.decide((cases[case] for case in here), knowing=knowing, given=given)
        rounds[site.id] = held.allocate(decided)
        awards = held.award(rounds[site.id])
        recorded = programme.record(awards, cases, knowing=knowing, given=given)
        programme, cases = recorded.programme, recorded.cases
    returning = {case for case, each in by_case.items() if each.candidate.payment_returns}
    programme, cases = _pay(programme, cases, returning)
    return Distribution(between, fund, programme, rounds, cases)


def _pay(programme: Programme, cases: Cases, returning: set[CaseId]) -> tuple[Programme, Cases]:
    """Send, confirm, account for; until no tranche of any award is due."""
    sent_on, answered_on, accounted_on = SENT_ON, ANSWERED_ON, ACCOUNTED_ON
    while open_awards := [
        (case, award)
        for case in cases.values()
        for award in case.stimulus.awards
        if award.tranche_due
    ]:
        sent = [next_payment(case, award, on=sent_on) for case, award in open_awards]
        events: list[Event] = [*sent]
        for payment in sent:
            if payment.case in returning:
                events.append(_returned(payment, answered_on))
            else:
                events.append(_confirmed(payment, answered_on))
        recorded = programme.record(events, cases)
        again = [
            next_payment(case, award, on=SENT_AGAIN_ON)
            for case in recorded.cases.values()
            for award in case.stimulus.awards
            if award.status is StimulusStatus.RETURNED
        ]
        resent = [*again, *(_confirmed(payment, CONFIRMED_AGAIN_ON) for payment in again)]
        recorded = recorded.programme.record(resent, recorded.cases)
        uses = [
            _accounted(case, award, accounted_on)
            for case in recorded.cases.values()
            for award in case.stimulus.awards
            if award.accounted != award.paid
        ]
        recorded = recorded.programme.record(uses, recorded.cases)
        programme, cases, returning = recorded.programme, recorded.cases, set()
        sent_on = answered_on = accounted_on = date(2019, 11, 19)
    return programme, cases


def _returned(payment: PaymentSent, on: date) -> Event:
    return PaymentReturned(
        case=payment.case,
        on=on,
        award=payment.award,
        payment=payment.payment,
        amount=payment.amount,
        reason=ReturnReason.ACCOUNT_DORMANT,
    )


def _confirmed(payment: PaymentSent, on: date) -> Event:
    return PaymentConfirmed(
        case=payment.case,
        on=on,
        award=payment.award,
        payment=payment.payment,
        amount=payment.amount,
    )


def _accounted(case: Case, award: Award, on: date) -> Event:
    number = f"pertanggungjawaban/{award.terms.award}/{len(award.uses) + 1}"
    return UseAccounted(
        case=case.id,
        on=on,
        award=award.terms.award,
        amount=award.paid - award.accounted,
        record=RecordNumber(number),
    )
