"""A round: who is eligible, who receives what, who waits and why, under both policies."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.allocation import TieRule, equal, per_head, proportional
from reintegra.chain import Case
from reintegra.chain.stimulus import Consent, ConsentRecorded
from reintegra.errors import CurrencyMismatch, InvalidValue, OutsideCoverage, WrongType
from reintegra.policies.kemensos import KEMENSOS
from reintegra.programme import Fund, Gift, Given, Round, Site, WaitingEntry, WaitingKind
from reintegra.rules import Outcome
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import AwardId, CaseId, Code, PersonId, ProgrammeId, SiteId
from reintegra.vocabulary.money import Money, idr
from reintegra.vocabulary.regions import RegionCode
from tests.programme.people import (
    ADULT,
    APPROPRIATION,
    BARAT,
    ELSEWHERE,
    KEMENSOS_ROUND,
    MINISTRIES,
    MINISTRY,
    ROUND_DAY,
    SANDBOX_ROUND,
    TENGAH,
    YEAR,
    Ministry,
    award_of,
    cancelled,
    case_of,
    knowing,
    known,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation import Method
    from reintegra.chain import Event
    from reintegra.programme import Decided, RoundAllocation

under_both = pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)


def round_of(ministry: Ministry, budget: int) -> Round:
    """The round in Lombok Tengah, with so much money."""
    return ministry.programme(budget).round(TENGAH.id, ROUND_DAY)


def decided_of(
    held: Round, cases: Sequence[Case], given: Given | None = None
) -> tuple[Decided, ...]:
    """The decisions, everybody being known as an adult."""
    asked = held.edition.register_facts
    return held.decide(cases, knowing=knowing(cases, asked), given=given)


def everybody_is_answered(
    allocation: RoundAllocation, cases: Sequence[Case], budget: Money
) -> None:
    """Nobody is passed over, nobody is answered twice, and no rupiah is lost."""
    waiting = [entry.case for entry in allocation.waiting]
    assert sorted([*allocation.shares, *waiting]) == sorted(case.id for case in cases)
    assert budget == Money.total(allocation.shares.values(), budget.currency) + allocation.left_over
    for entry in allocation.waiting:
        assert entry.reasons
        assert len(entry.reasons) == len(entry.codes)
        assert all(reason("id") and reason("en") for reason in entry.reasons)
        assert (entry.kind is WaitingKind.TO_ASK) == bool(entry.to_ask)
        assert (entry.kind is WaitingKind.FUND_SHORT) == (entry.short_by is not None)


@under_both
def test_each_eligible_person_receives_the_amount_of_the_round(ministry: Ministry) -> None:
    """The amount is that of the round, in the tranches and the channel of the policy."""
    held, cases = round_of(ministry, 3 * ministry.each), [case_of(n, ministry) for n in (1, 2)]
    allocation = held.allocate(decided_of(held, cases))
    everybody_is_answered(allocation, cases, held.budget)
    assert {case.id: ministry.money(ministry.each) for case in cases} == allocation.shares
    assert ministry.money(ministry.each) == allocation.left_over
    awards = held.award(allocation)
    for case, award in zip(cases, awards, strict=True):
        assert (case.id, ROUND_DAY, TENGAH.id, YEAR) == (
            award.case,
            award.on,
            award.site,
            award.period,
        )
        assert ministry.tranches == tuple(part.units for part in award.tranches)
        assert held.terms.channel is award.channel
        assert held.terms.purpose is award.purpose
    assert 2 == len({award.award for award in awards})


@under_both
def test_where_the_money_is_short_the_later_cases_wait_with_the_reason(ministry: Ministry) -> None:
    """Nobody is paid in part; what is missing for a share is said."""
    held = round_of(ministry, 2 * ministry.each - 1)
    cases = [case_of(number, ministry) for number in (1, 2, 3)]
    allocation = held.allocate(decided_of(held, cases))
    everybody_is_answered(allocation, cases, held.budget)
    assert [cases[0].id] == list(allocation.shares)
    assert ministry.money(ministry.each - 1) == allocation.left_over
    for entry in allocation.waiting:
        assert WaitingKind.FUND_SHORT is entry.kind
        assert ("total-used-up",) == entry.codes
        assert ministry.money(ministry.each) == entry.short_by


@under_both
def test_who_is_not_eligible_waits_with_every_reason(ministry: Ministry) -> None:
    """Two things are missing, and both are named."""
    case = case_of(1, ministry, without=(ministry.lacks,), consent=Consent.DECLINED)
    held = round_of(ministry, ministry.each)
    allocation = held.allocate(decided_of(held, [case]))
    everybody_is_answered(allocation, [case], held.budget)
    (entry,) = allocation.waiting
    assert WaitingKind.NOT_ELIGIBLE is entry.kind
    expected = {
        "kemensos": {"guidance-attended", "consent-recorded"},
        "sandbox": {"needs-assessed", "consents"},
    }
    assert expected[ministry.policy.code] == set(entry.codes)


@under_both
def test_who_is_undetermined_waits_with_what_to_ask(ministry: Ministry) -> None:
    """Unknown is not "no": the fact is named, and why it is not known."""
    case = case_of(1, ministry, without=(ConsentRecorded,))
    held = round_of(ministry, ministry.each)
    allocation = held.allocate(decided_of(held, [case]))
    everybody_is_answered(allocation, [case], held.budget)
    (entry,) = allocation.waiting
    assert WaitingKind.TO_ASK is entry.kind
    assert [("consent", "not-asked")] == [
        (missing.fact.name, str(missing.why)) for missing in entry.to_ask
    ]


def test_what_the_register_does_not_say_is_asked_for() -> None:
    """Whether the person is an adult is in no event."""
    held, case = round_of(KEMENSOS_ROUND, 960_000), case_of(1)
    (answer,) = held.decide([case])
    assert Outcome.UNDETERMINED is answer.outcome
    assert ["adult"] == [missing.fact.name for missing in answer.verdict.missing]
    assert Outcome.MET is held.decide([case], knowing={case.id: ADULT})[0].outcome


@under_both
def test_a_decision_can_be_checked_later(ministry: Ministry) -> None:
    """The same rule and the same facts confirm it; other facts do not."""
    held, case = round_of(ministry, ministry.each), case_of(1, ministry)
    (answer,) = decided_of(held, [case])
    assert (case.id, case.person, ROUND_DAY) == (answer.case, answer.person, answer.decision.on)
    assert held.edition.code == answer.decision.edition
    register = known(held.edition.register_facts)
    facts = case.facts(on=ROUND_DAY, edition=held.edition, knowing=register)
    assert answer.decision.confirms(held.edition.eligibility, facts)
    other = case.facts(on=ROUND_DAY, edition=held.edition, knowing=register, given_before=True)
    assert ("facts",) == answer.decision.confirms(held.edition.eligibility, other).differs


@under_both
def test_of_two_cases_of_one_person_the_earlier_is_eligible(ministry: Ministry) -> None:
    """In the order given; a person receives once."""
    cases = [case_of(1, ministry), case_of(2, ministry, person=1), case_of(3, ministry)]
    for order in (cases, cases[::-1]):
        answers = decided_of(round_of(ministry, ministry.each), order)
        outcomes = {answer.case: answer.outcome for answer in answers}
        first = next(case for case in order if case.person == PersonId("person-1"))
        assert Outcome.MET is outcomes[first.id]
        assert 2 == sum(outcome is Outcome.MET for outcome in outcomes.values())
        refused = next(each for each in answers if each.outcome is Outcome.NOT_MET)
        assert ["not-given-before"] == [reason.code for reason in refused.verdict.failed]


@under_both
def test_a_case_of_the_person_that_is_not_eligible_stands_in_nobodys_way(
    ministry: Ministry,
) -> None:
    """Only a decision to give counts as given."""
    cases = [
        case_of(1, ministry, without=(ministry.lacks,)),
        case_of(2, ministry, person=1),
    ]
    answers = decided_of(round_of(ministry, ministry.each), cases)
    assert [Outcome.NOT_MET, Outcome.MET] == [answer.outcome for answer in answers]


@under_both
def test_what_another_programme_gave_counts_and_what_the_cases_hold_counts_too(
    ministry: Ministry,
) -> None:
    """`given` stands beside the records of the cases; it does not hide them."""
    case = case_of(1, ministry)
    other = case_of(2, ministry, person=1)
    awarded = Case.replay((*other.events, award_of(other, ministry)))
    gift = Gift(ELSEWHERE, AwardId("elsewhere-1"), Purpose.BUSINESS_STIMULUS, YEAR)
    held = round_of(ministry, ministry.each)
    elsewhere = Given().also(case.person, gift)
    for cases, given_before in (
        ([case], elsewhere),
        ([case, awarded], None),
        ([case, awarded], Given()),
        ([awarded, case], Given().also(PersonId("person-9"), gift)),
    ):
        answers = {each.case: each for each in decided_of(held, cases, given_before)}
        failed = [reason.code for reason in answers[case.id].verdict.failed]
        assert ["not-given-before"] == failed
    nobody = Given().also(PersonId("person-9"), gift)
    assert Outcome.MET is decided_of(held, [case], nobody)[0].outcome


@under_both
def test_another_period_is_another_award(ministry: Ministry) -> None:
    """The period of a round is the year of its day, unless it is named."""
    programme, case = ministry.programme(ministry.each), case_of(1, ministry)
    september = Period.of_month(2019, 9)
    elsewhere = Given().also(
        case.person,
        Gift(ELSEWHERE, AwardId("elsewhere-1"), Purpose.BUSINESS_STIMULUS, september),
    )
    this_year = programme.round(TENGAH.id, ROUND_DAY)
    october = programme.round(TENGAH.id, ROUND_DAY, period=Period.of_month(2019, 10))
    assert YEAR == this_year.period
    assert Outcome.NOT_MET is decided_of(this_year, [case], elsewhere)[0].outcome
    assert Outcome.MET is decided_of(october, [case], elsewhere)[0].outcome


def test_the_period_of_a_round_contains_its_day() -> None:
    """With a period of another time a second award in the same year would pass."""
    programme = KEMENSOS_ROUND.programme(960_000)
    day = timedelta(days=1)
    for period in (Period.of_year(2050), Period(ROUND_DAY + day, None), Period.of_month(2019, 9)):
        with pytest.raises(InvalidValue, match="not-on-that-day"):
            programme.round(TENGAH.id, ROUND_DAY, period=period)
    alone = Period(ROUND_DAY, ROUND_DAY)
    assert alone == programme.round(TENGAH.id, ROUND_DAY, period=alone).period


def test_a_round_allocates_what_it_has_decided_itself() -> None:
    """Another place, programme or period may have decided otherwise."""
    programme, case = KEMENSOS_ROUND.programme(960_000), case_of(1)
    held = programme.round(TENGAH.id, ROUND_DAY)
    decided = decided_of(held, [case])
    other = ProgrammeId("another")
    fund = Fund.appropriate(other, idr(960_000), on=ROUND_DAY, by=MINISTRY, record=APPROPRIATION)
    for elsewhere in (
        programme.round(BARAT.id, ROUND_DAY),
        programme.round(TENGAH.id, ROUND_DAY, period=Period.of_month(2019, 10)),
        attrs.evolve(programme, id=other, fund=fund).round(TENGAH.id, ROUND_DAY),
        attrs.evolve(held, terms=attrs.evolve(held.terms, code=Code("another-round"))),
        attrs.evolve(held, on=ROUND_DAY - timedelta(days=1)),
    ):
        with pytest.raises(InvalidValue, match=r"^decided: .*another-round"):
            elsewhere.allocate(decided)
        with pytest.raises(InvalidValue, match=r"^allocation: .*another-round"):
            elsewhere.award(held.allocate(decided))
    again = programme.round(TENGAH.id, ROUND_DAY)
    assert 1 == len(again.award(again.allocate(decided)))
    wrong: Any = [held]
    with pytest.raises(WrongType, match=r"^decided: "):
        held.allocate(wrong)


@under_both
def test_two_cases_of_one_person_decided_apart_do_not_both_receive(ministry: Ministry) -> None:
    """Neither call could know of the other; who allocates both is told."""
    held = round_of(ministry, 9 * ministry.each)
    first, second = case_of(1, ministry), case_of(2, ministry, person=1)
    apart = (*decided_of(held, [first]), *decided_of(held, [second]))
    assert [Outcome.MET, Outcome.MET] == [answer.outcome for answer in apart]
    with pytest.raises(InvalidValue, match="person-twice"):
        held.allocate(apart)
    together = held.allocate(decided_of(held, [first, second]))
    assert [first.id] == list(together.shares)


@under_both
def test_a_cancelled_award_does_not_count_and_the_next_has_another_number(
    ministry: Ministry,
) -> None:
    """Otherwise the second award of a round could never be recorded."""
    case = case_of(1, ministry)
    held = round_of(ministry, ministry.each)
    numbers = []
    for _ in range(3):
        (award,) = held.award(held.allocate(decided_of(held, [case])))
        numbers.append(str(award.award))
        case = Case.replay((*case.events, award, cancelled(award)))
    code = held.terms.code
    assert [f"{code}/case-1", f"{code}.2/case-1", f"{code}.3/case-1"] == numbers


@under_both
def test_equal_shares_ignore_the_amount_of_the_round(ministry: Ministry) -> None:
    """What does not divide goes to the earlier cases, one unit each."""
    held, cases = round_of(ministry, 11), [case_of(number, ministry) for number in (1, 2, 3)]
    allocation = held.allocate(decided_of(held, cases), equal())
    everybody_is_answered(allocation, cases, held.budget)
    assert [4, 4, 3] == [share.units for share in allocation.shares.values()]


@under_both
def test_proportional_shares_follow_the_weights(ministry: Ministry) -> None:
    """A case without a weight weighs 1; the tie at the border is on record."""
    held, cases = round_of(ministry, 10), [case_of(number, ministry) for number in (1, 2, 3)]
    weights = {cases[1].id: 2}
    allocation = held.allocate(decided_of(held, cases), proportional(), weights=weights)
    everybody_is_answered(allocation, cases, held.budget)
    assert [3, 5, 2] == [share.units for share in allocation.shares.values()]
    assert allocation.result.ties


def test_a_weight_is_that_of_a_case_that_was_decided() -> None:
    """A number that is mistyped would weigh nobody; a refused case may have one."""
    held, cases = round_of(KEMENSOS_ROUND, 10), [case_of(1), case_of(2, without=(ConsentRecorded,))]
    decided = decided_of(held, cases)
    unknown: Any
    for unknown in (CaseId("nobody"), "case-1"):
        with pytest.raises(InvalidValue, match=r"^weights\[1\]: .*no-such-case"):
            held.allocate(decided, proportional(), weights={cases[0].id: 2, unknown: 5})
    weights = {case.id: 2 for case in cases}
    assert [idr(10)] == list(
        held.allocate(decided, proportional(), weights=weights).shares.values()
    )
    heavy: Any = {cases[0].id: 2.0}
    with pytest.raises(WrongType, match=r"^weights\[0\]: "):
        held.allocate(decided, proportional(), weights=heavy)


def test_a_method_that_does_not_weigh_is_given_no_weights() -> None:
    """A weight that changes nothing would be a promise; with a tie by weight it changes who."""
    held, cases = round_of(KEMENSOS_ROUND, 960_000), [case_of(1), case_of(2)]
    decided, weights = decided_of(held, cases), {cases[1].id: 2}
    for method in (None, per_head(7), equal(), equal(tie=TieRule.BY_ID)):
        with pytest.raises(InvalidValue, match="not-weighed"):
            held.allocate(decided, method, weights=weights)
    heavier = per_head(960_000, tie=TieRule.LARGER_WEIGHT)
    assert [cases[1].id] == list(held.allocate(decided, heavier, weights=weights).shares)


@under_both
def test_who_receives_less_than_one_unit_waits_with_the_reason(ministry: Ministry) -> None:
    """Three people and two units: the third is told, and nobody receives nothing in silence."""
    held, cases = round_of(ministry, 2), [case_of(number, ministry) for number in (1, 2, 3)]
    for method in (equal(), proportional()):
        allocation = held.allocate(decided_of(held, cases), method)
        everybody_is_answered(allocation, cases, held.budget)
        (entry,) = allocation.waiting
        assert (cases[2].id, ("below-one-step",)) == (entry.case, entry.codes)
        assert ministry.money(1) == entry.short_by


@given(
    kinds=st.lists(st.sampled_from(("eligible", "lacking", "to-ask", "again")), max_size=8),
    budget=st.integers(1, 60_000),
    method=st.sampled_from((None, equal(), proportional(), per_head(7_000, tie=TieRule.BY_ID))),
    weights=st.lists(st.integers(1, 9), min_size=8, max_size=8),
)
def test_everybody_is_answered_once_and_no_unit_is_lost(
    kinds: list[str], budget: int, method: Method | None, weights: list[int]
) -> None:
    """Whoever comes, whatever the money and the method."""
    held = round_of(SANDBOX_ROUND, budget)
    left_out: dict[str, tuple[type[Event], ...]] = {
        "lacking": (SANDBOX_ROUND.lacks,),
        "to-ask": (ConsentRecorded,),
    }
    cases = [
        case_of(
            number,
            SANDBOX_ROUND,
            person=0 if kind == "again" else number,
            without=left_out.get(kind, ()),
        )
        for number, kind in enumerate(kinds, start=1)
    ]
    by_case = {case.id: weight for case, weight in zip(cases, weights, strict=False)}
    if method != proportional():
        by_case = {}
    allocation = held.allocate(decided_of(held, cases), method, weights=by_case)
    everybody_is_answered(allocation, cases, held.budget)
    people = {case.id: case.person for case in cases}
    served = [people[case] for case in allocation.shares]
    assert len(set(served)) == len(served)


def test_a_round_without_candidates_leaves_everything_over() -> None:
    """An empty list is an answer, under every method."""
    held = round_of(KEMENSOS_ROUND, 5)
    for method in (None, equal(), proportional()):
        allocation = held.allocate((), method)
        assert (idr(5), {}, ()) == (
            allocation.left_over,
            dict(allocation.shares),
            allocation.waiting,
        )
        assert () == held.award(allocation)


def test_a_case_is_named_once() -> None:
    """Two decisions about one case would be two answers."""
    held, case = round_of(KEMENSOS_ROUND, 960_000), case_of(1)
    with pytest.raises(InvalidValue, match="case-twice"):
        held.decide([case, case])
    with pytest.raises(InvalidValue, match="case-twice"):
        held.allocate(decided_of(held, [case]) * 2)


@pytest.mark.parametrize("weight", [0, -1])
def test_nobody_eligible_is_weighted_away(weight: int) -> None:
    """A weight of nothing would be a refusal without a reason."""
    held, case = round_of(KEMENSOS_ROUND, 960_000), case_of(1)
    with pytest.raises(InvalidValue, match=r"^weights\[0\]: "):
        held.allocate(decided_of(held, [case]), proportional(), weights={case.id: weight})


def test_a_share_is_not_cut_into_more_tranches_than_it_has_units() -> None:
    """One cent cannot be paid in two parts."""
    held, case = round_of(SANDBOX_ROUND, 1), case_of(1, SANDBOX_ROUND)
    allocation = held.allocate(decided_of(held, [case]), equal())
    with pytest.raises(InvalidValue, match="not-positive"):
        held.award(allocation)


@given(st.integers(2, 10**18))
def test_tranches_add_up_to_the_share(units: int) -> None:
    """To the cent; the earlier tranche has the odd one."""
    held, case = round_of(SANDBOX_ROUND, units), case_of(1, SANDBOX_ROUND)
    (award,) = held.award(held.allocate(decided_of(held, [case]), equal()))
    first, second = (part.units for part in award.tranches)
    assert (units, units % 2) == (first + second, first - second)


def test_an_amount_that_nobody_stated_is_not_guessed() -> None:
    """Not by default; a method that needs no amount still shares."""
    held, case = round_of(KEMENSOS_ROUND, 100), case_of(1)
    silent = attrs.evolve(held, terms=attrs.evolve(held.terms, stated=None, total=None))
    decided = decided_of(silent, [case])
    with pytest.raises(OutsideCoverage, match="amount per person of round lombok-tengah-2019"):
        silent.allocate(decided)
    assert [idr(100)] == list(silent.allocate(decided, equal()).shares.values())


def test_a_channel_that_nobody_stated_is_not_guessed() -> None:
    """The caller may name it; a stated one may be replaced."""
    held, case = round_of(KEMENSOS_ROUND, 960_000), case_of(1)
    silent = attrs.evolve(held, terms=attrs.evolve(held.terms, channel=None))
    allocation = silent.allocate(decided_of(silent, [case]))
    with pytest.raises(OutsideCoverage, match="channel of round lombok-tengah-2019"):
        silent.award(allocation)
    for by in (silent, held):
        (award,) = by.award(allocation, channel=Channel.VIA_LKS)
        assert Channel.VIA_LKS is award.channel
    assert Channel.OWN_ACCOUNT is held.award(allocation)[0].channel


def test_money_of_another_currency_is_never_shared() -> None:
    """Neither a budget nor an amount changes its currency on the way."""
    held, case = round_of(KEMENSOS_ROUND, 960_000), case_of(1)
    decided = decided_of(held, [case])
    foreign = SANDBOX_ROUND.money(960_000)
    with pytest.raises(CurrencyMismatch):
        attrs.evolve(held, budget=foreign).allocate(decided, equal())
    with pytest.raises(CurrencyMismatch):
        attrs.evolve(held, terms=attrs.evolve(held.terms, stated=foreign)).allocate(decided)


def test_what_is_not_known_is_outside_coverage() -> None:
    """No such site, no such round, no edition on that day: nothing is guessed."""
    programme = KEMENSOS_ROUND.programme(960_000)
    with pytest.raises(OutsideCoverage, match=r"^site: "):
        programme.round(SiteId("nowhere"), ROUND_DAY)
    with pytest.raises(OutsideCoverage, match=r"^round of kemensos in"):
        programme.round(TENGAH.id, ROUND_DAY + timedelta(days=1))
    with pytest.raises(OutsideCoverage, match=r"^edition of kemensos"):
        programme.round(TENGAH.id, ROUND_DAY.replace(year=2010))
    elsewhere = Site(SiteId("jakarta"), "Jakarta", RegionCode("31.71"))
    with pytest.raises(OutsideCoverage, match=r"^round of kemensos in"):
        attrs.evolve(programme, sites=(elsewhere,)).round(elsewhere.id, ROUND_DAY)


def test_money_that_comes_after_the_round_is_not_in_its_budget() -> None:
    """Who is eligible waits, and nothing is awarded that the fund would then refuse."""
    case, later = case_of(1), ROUND_DAY + timedelta(days=1)
    programme = KEMENSOS_ROUND.programme(960_000)
    fund = Fund.appropriate(programme.id, idr(960_000), on=later, by=MINISTRY, record=APPROPRIATION)
    held = attrs.evolve(programme, fund=fund).round(TENGAH.id, ROUND_DAY)
    assert idr(0) == held.budget
    allocation = held.allocate(decided_of(held, [case]))
    assert [WaitingKind.FUND_SHORT] == [entry.kind for entry in allocation.waiting]


def test_what_a_round_has_left_over_is_not_counted_against_a_share() -> None:
    """One rupiah too little: the whole amount is missing, for nobody is paid in part."""
    held = round_of(KEMENSOS_ROUND, 959_999)
    allocation = held.allocate(decided_of(held, [case_of(1)]))
    assert (idr(959_999), [idr(960_000)]) == (
        allocation.left_over,
        [entry.short_by for entry in allocation.waiting],
    )
    assert "not counted against it" in str(WaitingEntry.__doc__)


def test_an_allocation_crosses_to_another_process_whole() -> None:
    """It can be pickled and copied, and awarded from."""
    held, cases = round_of(KEMENSOS_ROUND, 960_000), [case_of(1), case_of(2)]
    allocation = held.allocate(decided_of(held, cases))
    for again in (
        pickle.loads(pickle.dumps(allocation)),  # noqa: S301 - the bytes were made on this line
        copy.deepcopy(allocation),
    ):
        assert allocation == again
        assert held.award(allocation) == held.award(again)


@under_both
def test_the_budget_is_what_is_left_for_the_site(ministry: Ministry) -> None:
    """Within the ceiling where there is one."""
    programme = ministry.programme(100, ceilings={TENGAH.id: 30})
    assert ministry.money(30) == programme.round(TENGAH.id, ROUND_DAY).budget
    assert ministry.money(100) == programme.round(BARAT.id, ROUND_DAY).budget


def test_the_rounds_of_the_reference_case_are_known() -> None:
    """Rp960.000 is derived from each total, and divides exactly."""
    amounts = {
        site.id: KEMENSOS.round_terms(site.regency, ROUND_DAY).amount for site in (TENGAH, BARAT)
    }
    assert {TENGAH.id: idr(960_000), BARAT.id: idr(960_000)} == amounts


@under_both
def test_an_award_says_whose_it_is_by_which_round_and_on_what_grounds(ministry: Ministry) -> None:
    """The digest is that of the facts when it was decided, whatever is learnt afterwards."""
    cases = [case_of(number, ministry) for number in (1, 2)]
    held = ministry.programme(2 * ministry.each).round(TENGAH.id, ROUND_DAY)
    decided = decided_of(held, cases)
    awards = held.award(held.allocate(decided))
    assert [
        (case.person, held.terms.code, each.decision.facts_digest)
        for case, each in zip(cases, decided, strict=True)
    ] == [(award.person, award.round, str(award.grounds)) for award in awards]
    withdrawn = ConsentRecorded(case=cases[0].id, on=ROUND_DAY, answer=Consent.WITHDRAWN)
    (later,) = decided_of(held, [Case.replay((*cases[0].events, withdrawn))])
    assert str(awards[0].grounds) != later.decision.facts_digest
