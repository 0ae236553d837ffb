"""The money: one fund, two sites, decisions, shares and awards; then everything is paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

import attrs

from lombok.days import ROUND_DAY
from lombok.journeys import Journey
from lombok.paying import OFFICE, Cases, pay
from lombok.steps import PROGRAMME, REGENCIES
from reintegra.allocation import Allocation, Claim, allocate, proportional
from reintegra.chain import Policy
from reintegra.programme import (
    BankStatement,
    Ceilings,
    Fund,
    Gift,
    Given,
    Programme,
    Reconciliation,
    RoundAllocation,
    Site,
)
from reintegra.vocabulary import ActorId, CaseId, Money, Period, ProgrammeId, RecordNumber, SiteId
from reintegra.vocabulary.aid import Purpose

SITES = (
    Site(SiteId("lombok-tengah"), "Lombok Tengah", REGENCIES["lombok-tengah"]),
    Site(SiteId("lombok-barat"), "Lombok Barat", REGENCIES["lombok-barat"]),
)
MINISTRY = ActorId("kemensos")
ANOTHER_PROGRAMME = ProgrammeId("another-programme")


@attrs.frozen
class Distribution:
    """The fund before and after, how it was shared, all cases, and every statement answered."""

    between: Allocation
    before: Fund
    after: Programme
    rounds: Mapping[SiteId, RoundAllocation]
    cases: Cases
    compared: tuple[tuple[BankStatement, Reconciliation], ...]


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
    fund = Fund.appropriate(
        PROGRAMME,
        total,
        on=date(2019, 10, 1),
        by=MINISTRY,
        record=RecordNumber("appropriation-1"),
        ceilings=Ceilings(sites=ceilings),
    )
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
    knowing = _known(by_case, policy, ROUND_DAY)
    cases: Cases = {case: journey.case for case, journey in by_case.items()}
    between, fund = appropriated(policy)
    programme = Programme(PROGRAMME, policy, fund, SITES, OFFICE)
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
    paid = pay(programme, cases, partial(_known, by_case, policy), frozenset(returning))
    return Distribution(between, fund, paid.programme, rounds, paid.cases, paid.compared)


def _known(
    journeys: Mapping[CaseId, Journey], policy: Policy, on: date
) -> dict[CaseId, Mapping[str, object]]:
    """What the register answers about everybody on a day."""
    return {case: journey.known(on, policy) for case, journey in journeys.items()}
