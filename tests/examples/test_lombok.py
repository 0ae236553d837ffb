"""The reference case: 490 of 505, to the rupiah, and everybody else with the reason."""

from __future__ import annotations

from functools import cache

from lombok.distribution import Distribution, distribute
from lombok.journeys import Journey, after_the_round, journeys_of
from lombok.roster import read_roster
from lombok_2019 import ROSTER, tell

from reintegra import CaseId, Nik, Outcome, idr
from reintegra.chain import CaseStatus
from reintegra.chain.award_status import StimulusStatus
from reintegra.policies.kemensos import KEMENSOS
from reintegra.programme import Account, WaitingKind
from reintegra.vocabulary import SiteId


@cache
def journeys() -> tuple[Journey, ...]:
    """Every candidate up to the round."""
    return journeys_of(read_roster(ROSTER), KEMENSOS)


@cache
def distribution() -> Distribution:
    """Both rounds, with every payment."""
    return distribute(journeys(), KEMENSOS)


def waiting_codes() -> dict[str, tuple[str, ...]]:
    """The reasons of everybody without a share, by the number on the roster."""
    return {
        str(entry.case).removeprefix("case-"): entry.codes
        for allocation in distribution().rounds.values()
        for entry in allocation.waiting
    }


def test_each_of_490_people_receives_exactly_960000() -> None:
    """Rp326.400.000 among 340 and Rp144.000.000 among 150, with nothing left."""
    rounds = distribution().rounds
    tengah, barat = rounds[SiteId("lombok-tengah")], rounds[SiteId("lombok-barat")]
    assert [340, 150] == [len(tengah.shares), len(barat.shares)]
    assert {idr(960_000)} == {*tengah.shares.values(), *barat.shares.values()}
    assert [idr(0), idr(0)] == [tengah.left_over, barat.left_over]
    ceilings = distribution().before.ceilings.sites
    assert idr(326_400_000) == ceilings[SiteId("lombok-tengah")]
    assert idr(144_000_000) == ceilings[SiteId("lombok-barat")]


def test_the_fund_ends_with_every_rupiah_paid() -> None:
    """Rp470.400.000 were appropriated, and all of it has arrived."""
    fund = distribution().after.fund
    assert idr(470_400_000) == fund.appropriated == fund.balance(Account.PAID)
    others = set(Account) - {Account.TREASURY, Account.PAID}
    assert {idr(0)} == {fund.balance(account) for account in others}


def test_the_cases_themselves_say_that_490_were_paid() -> None:
    """What the fund says of payments stands in the cases too."""
    awards = [award for case in distribution().cases.values() for award in case.stimulus.awards]
    assert 490 == len(awards)
    assert {StimulusStatus.ACCOUNTED} == {award.status for award in awards}
    assert idr(470_400_000) == sum((award.paid for award in awards), idr(0))


def test_the_other_fifteen_show_every_outcome() -> None:
    """One for each rule, and what to ask where facts are missing."""
    not_at_home = ("returned-to-origin", "guidance-attended")
    assert {
        "017": ("recorded-as-wni-mkpo",),
        "041": not_at_home,
        "066": ("guidance-attended",),
        "092": ("own-account",),
        "118": ("consent-recorded",),
        "151": ("not-given-before",),
        "203": ("case-open", "guidance-attended"),
        "260": ("case-open", *not_at_home),
        "361": ("adult",),
        "377": ("adult",),
        "402": ("consent-recorded",),
        "419": ("recorded-as-wni-mkpo",),
        "433": ("case-open", *not_at_home),
        "468": ("case-open", "guidance-attended"),
        "491": ("not-determined-otherwise",),
    } == waiting_codes()


def test_three_of_the_fifteen_wait_for_an_answer_and_are_not_refused() -> None:
    """A missing document is not a refusal: the question is said instead."""
    asked = {
        str(entry.case): [missing.fact.name for missing in entry.to_ask]
        for allocation in distribution().rounds.values()
        for entry in allocation.waiting
        if entry.kind is WaitingKind.TO_ASK
    }
    assert {
        "case-377": ["adult"],
        "case-402": ["consent"],
        "case-419": ["recorded_as_wni_mkpo"],
    } == asked


def test_every_rule_of_the_eligibility_decides_about_somebody() -> None:
    """No rule of the edition goes unshown in the reference case."""
    edition = KEMENSOS.at(journeys()[0].case.events[-1].on)
    verdict = edition.eligibility.judge({})
    named = {reason.code for reason in verdict.reasons} - {edition.eligibility.code}
    assert named == {code for codes in waiting_codes().values() for code in codes}


def test_the_roster_holds_the_other_ways_as_well() -> None:
    """An attested return that is paid, a payment that came back, a case that was reopened."""
    cases = {str(case.id): case for case in distribution().cases.values()}
    by_number = {journey.candidate.number: journey.candidate for journey in journeys()}
    attested = [n for n, each in by_number.items() if each.returned_by == "attested"]
    assert any(cases[f"case-{number}"].stimulus.awards for number in attested)
    returned = cases["case-075"].stimulus.awards[0]
    assert 2 == len(returned.attempts)
    assert idr(960_000) == returned.paid
    reopened = cases["case-440"]
    assert (1, CaseStatus.OPEN) == (reopened.ending.reopenings, reopened.ending.status)
    assert reopened.stimulus.awards


def test_everybody_who_was_paid_comes_to_reintegration() -> None:
    """From deportation or attestation to a closed case, step by step through the guards."""
    paid = [
        journey for journey in journeys() if distribution().cases[journey.case.id].stimulus.awards
    ]
    sample = paid[::49]
    for journey in sample:
        case = distribution().cases[journey.case.id]
        ended = after_the_round(Journey(journey.candidate, case, journey.refusals), KEMENSOS)
        assert CaseStatus.CLOSED is ended.case.ending.status
        assert ended.case.reintegration.confirmed_on is not None


def test_a_decision_about_a_case_can_be_replayed() -> None:
    """The digest of a decision confirms the same facts, and notices others."""
    here = distribution().rounds[SiteId("lombok-tengah")].decided
    decided = here[CaseId("case-017")]
    journey = next(each for each in journeys() if each.case.id == decided.case)
    edition = KEMENSOS.at(decided.decision.on)
    knowing = journey.known(decided.decision.on, KEMENSOS)
    facts = journey.case.facts(on=decided.decision.on, edition=edition, knowing=knowing)
    assert Outcome.NOT_MET is decided.outcome
    assert decided.decision.confirms(edition.eligibility, facts)
    other = journey.case.facts(on=decided.decision.on, edition=edition, knowing={"adult": False})
    assert ("facts",) == decided.decision.confirms(edition.eligibility, other).differs


def test_the_people_of_the_roster_are_made_up() -> None:
    """Their numbers lie in a region that cannot exist, and their names say what they are."""
    for candidate in read_roster(ROSTER):
        assert (candidate.person.name or "").startswith("Peserta Contoh ")
        if candidate.person.nik is not None:
            assert isinstance(candidate.person.nik, Nik)
            assert candidate.person.nik.region.startswith("99.99")


def test_the_telling_holds_no_personal_data() -> None:
    """Numbers of the roster are enough to tell everything."""
    told = tell(read_roster(ROSTER)[:40], KEMENSOS, "id")
    assert "Peserta Contoh" not in told
    assert "9999" not in told
