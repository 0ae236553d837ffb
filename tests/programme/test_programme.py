"""The programme: cases and fund change together or not at all, and nobody is given twice."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.stimulus import ConsentRecorded, SymbolicHandoverHeld
from reintegra.errors import (
    InvalidValue,
    OutsideCoverage,
    TransitionRefused,
    UnknownEvent,
    WrongType,
)
from reintegra.programme import (
    Account,
    Ceilings,
    Fund,
    FundAppropriated,
    Gift,
    Given,
    Recorded,
    Site,
)
from reintegra.vocabulary.aid import Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import AwardId, PersonId, ProgrammeId, RecordNumber, SiteId
from tests.profiles import at_most
from tests.programme.auditor import faults
from tests.programme.people import (
    APPROPRIATION,
    BARAT,
    ELSEWHERE,
    KEMENSOS_ROUND,
    MINISTRIES,
    MINISTRY,
    OFFICE,
    ROUND,
    ROUND_DAY,
    SANDBOX_ROUND,
    TENGAH,
    YEAR,
    Ministry,
    accounted,
    award_of,
    by_id,
    cancelled,
    case_of,
    confirmed,
    knowing,
    ordered,
    paying,
    payment_due,
    record,
    returned,
    the_award,
)

if TYPE_CHECKING:
    from reintegra.chain import Event

under_both = pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)


def codes(refusal: pytest.ExceptionInfo[TransitionRefused]) -> list[str]:
    """The codes of everything that failed."""
    return [reason.code for reason in refusal.value.verdict.failed]


def state(recorded: Recorded) -> tuple[object, ...]:
    """All that a recording may change."""
    fund, desk = recorded.programme.fund, recorded.programme.desk
    return (
        dict(recorded.cases),
        fund.postings,
        fund.balances,
        fund.awards,
        fund.held,
        dict(desk.orders),
        dict(desk.files),
    )


@under_both
def test_an_award_is_recorded_in_the_case_and_in_the_fund(ministry: Ministry) -> None:
    """And what was given to `record` stays as it was."""
    programme, case = ministry.programme(ministry.each), case_of(1, ministry)
    cases = by_id(case)
    award = award_of(case, ministry)
    recorded = programme.record(
        [award], cases, knowing=knowing([case], ministry.policy.register_facts)
    )
    assert award == the_award(recorded, case).terms
    assert ministry.money(ministry.each) == recorded.programme.fund.balance(Account.RESERVED)
    assert {case.id: case} == cases
    assert ministry.money(0) == programme.fund.balance(Account.RESERVED)
    assert (programme.id, programme.policy, programme.sites) == (
        recorded.programme.id,
        recorded.programme.policy,
        recorded.programme.sites,
    )


@under_both
def test_an_event_that_moves_no_money_leaves_the_fund_alone(ministry: Ministry) -> None:
    """A symbolic handover is a ceremony."""
    case = case_of(1, ministry)
    ceremony = SymbolicHandoverHeld(case=case.id, on=ROUND_DAY)
    recorded = record(ministry.programme(5), ceremony, cases=[case])
    assert (ceremony,) == recorded.cases[case.id].stimulus.ceremonies
    assert 1 == len(recorded.programme.fund.postings)


@under_both
def test_where_the_fund_refuses_the_last_event_nothing_is_recorded_anywhere(
    ministry: Ministry,
) -> None:
    """The money reaches for the first award, not for the second: neither is made."""
    cases = [case_of(1, ministry), case_of(2, ministry)]
    before = record(ministry.programme(2 * ministry.each - 1), cases=cases)
    held = state(before)
    awards = [award_of(case, ministry, number=f"award-{place}") for place, case in enumerate(cases)]
    with pytest.raises(TransitionRefused) as refusal:
        record(before, *awards)
    assert ["within-available"] == codes(refusal)
    assert refusal.value.possible
    assert held == state(before)
    assert 1 == len(record(before, awards[0]).programme.fund.awards)


@under_both
def test_where_a_case_refuses_the_last_event_nothing_is_recorded_anywhere(
    ministry: Ministry,
) -> None:
    """The second case has no consent on record: the first award is not made either."""
    cases = [case_of(1, ministry), case_of(2, ministry, without=(ConsentRecorded,))]
    before = record(ministry.programme(9 * ministry.each), cases=cases)
    held = state(before)
    with pytest.raises(TransitionRefused) as refusal:
        record(before, *[award_of(case, ministry, number=f"award-{case.id}") for case in cases])
    assert ["consent"] == [missing.fact.name for missing in refusal.value.verdict.missing]
    assert held == state(before)


@under_both
@pytest.mark.parametrize("at_once", [True, False])
def test_one_person_is_not_given_twice_across_two_cases(
    ministry: Ministry, *, at_once: bool
) -> None:
    """Whether in one recording or in two, and whatever `given` says of others."""
    first, second = case_of(1, ministry), case_of(2, ministry, person=1)
    awards = [award_of(first, ministry), award_of(second, ministry, number="award-2")]
    before = record(ministry.programme(9 * ministry.each), cases=[first, second])
    if not at_once:
        before = record(before, awards.pop(0))
    for others in (
        None,
        Given(),
        Given().also(PersonId("person-9"), Gift(ELSEWHERE, AwardId("a"), *_SAME)),
    ):
        with pytest.raises(TransitionRefused) as refusal:
            before.programme.record(
                awards,
                before.cases,
                knowing=knowing(before.cases.values(), ministry.policy.register_facts),
                given=others,
            )
        assert ["not-given-before"] == codes(refusal)


_SAME = (Purpose.BUSINESS_STIMULUS, YEAR)


@under_both
def test_one_person_is_not_given_twice_across_programmes(ministry: Ministry) -> None:
    """`given` is what other programmes gave; a year that only touches is the same period."""
    case, programme = case_of(1, ministry), ministry.programme(9 * ministry.each)
    touching = Period(YEAR.end or ROUND_DAY, ROUND_DAY.replace(year=2020))
    after = Period(ROUND_DAY.replace(year=2020, month=1, day=1))
    for gift, refused in (
        (Gift(ELSEWHERE, AwardId("elsewhere-1"), *_SAME), True),
        (Gift(ELSEWHERE, AwardId("elsewhere-1"), Purpose.BUSINESS_STIMULUS, touching), True),
        (Gift(ELSEWHERE, AwardId("elsewhere-1"), Purpose.BUSINESS_STIMULUS, after), False),
        (Gift(ELSEWHERE, AwardId("elsewhere-1"), Purpose.LIVING_COST, YEAR), False),
    ):
        others = Given().also(case.person, gift)
        if not refused:
            recorded = record(programme, award_of(case, ministry), cases=[case], given=others)
            assert 1 == len(recorded.programme.fund.awards)
            continue
        with pytest.raises(TransitionRefused) as refusal:
            record(programme, award_of(case, ministry), cases=[case], given=others)
        assert ["not-given-before"] == codes(refusal)
        assert refusal.value.possible


@under_both
def test_after_a_cancellation_the_person_can_be_given_through_another_case(
    ministry: Ministry,
) -> None:
    """Also in the same recording, and also where `given` still names the cancelled award."""
    first, second = case_of(1, ministry), case_of(2, ministry, person=1)
    award = award_of(first, ministry)
    before = record(ministry.programme(ministry.each), award, cases=[first, second])
    second_award = award_of(second, ministry, number="award-2")
    stale = Given.of(before.cases.values())
    for others in (None, stale):
        recorded = record(before, cancelled(award, ROUND_DAY), second_award, given=others)
        assert second_award == the_award(recorded, second).terms
        assert [] == faults(recorded.programme.fund)


def test_two_programmes_that_number_alike_do_not_give_twice() -> None:
    """Theirs stands, ours was cancelled: neither a decision nor a record gives a second time."""
    case = case_of(1)
    ours, theirs = KEMENSOS_ROUND.programme(9 * 960_000), ProgrammeId("theirs-2019")
    fund = Fund.appropriate(
        theirs, KEMENSOS_ROUND.money(960_000), on=ROUND_DAY, by=MINISTRY, record=APPROPRIATION
    )
    numbers: list[AwardId] = []
    recorded: list[Recorded] = []
    for programme in (ours, attrs.evolve(ours, id=theirs, fund=fund)):
        held = programme.round(TENGAH.id, ROUND_DAY)
        awards = held.award(held.allocate(held.decide([case], knowing=knowing([case]))))
        numbers += [award.award for award in awards]
        recorded.append(record(programme, *awards, cases=[case]))
    assert 1 == len(set(numbers))
    elsewhere = Given.of(recorded[1].cases.values())
    here = record(recorded[0], cancelled(the_award(recorded[0], case).terms, ROUND_DAY))
    held = here.programme.round(TENGAH.id, ROUND_DAY)
    (answer,) = held.decide(here.cases.values(), knowing=knowing([case]), given=elsewhere)
    assert ["not-given-before"] == [reason.code for reason in answer.verdict.failed]
    with pytest.raises(TransitionRefused) as refusal:
        record(here, award_of(case, number="award-2"), given=elsewhere)
    assert ["not-given-before"] == codes(refusal)


def test_another_person_is_not_in_the_way() -> None:
    """Two people, one purpose, one period: two awards."""
    cases = [case_of(1), case_of(2)]
    awards = [award_of(case, number=f"award-{case.id}") for case in cases]
    recorded = record(KEMENSOS_ROUND.programme(2 * 960_000), *awards, cases=cases)
    assert 2 == len(recorded.programme.fund.awards)


@under_both
def test_an_award_never_exceeds_the_ceiling_of_its_site(ministry: Ministry) -> None:
    """The fund has the money, the site has not; the other site still has."""
    cases = [case_of(number, ministry) for number in (1, 2, 3)]
    programme = ministry.programme(9 * ministry.each, ceilings={TENGAH.id: ministry.each})
    first, second = (award_of(case, ministry, number=f"award-{case.id}") for case in cases[:2])
    before = record(programme, first, cases=cases)
    with pytest.raises(TransitionRefused) as refusal:
        record(before, second)
    assert ["within-site-ceiling"] == codes(refusal)
    elsewhere = record(before, attrs.evolve(second, site=BARAT.id))
    assert ministry.money(ministry.each) == elsewhere.programme.fund.spent_on(BARAT.id)


def test_an_award_at_a_site_that_the_programme_does_not_have_is_outside_coverage() -> None:
    """A site without a name would be a site without a ceiling."""
    case = case_of(1)
    programme = KEMENSOS_ROUND.programme(960_000, ceilings={TENGAH.id: 0})
    with pytest.raises(OutsideCoverage, match=r"^site: "):
        record(programme, award_of(case, site=SiteId("nowhere")), cases=[case])


def test_an_award_of_another_programme_is_refused_by_the_fund() -> None:
    """Each programme pays its own."""
    case = case_of(1)
    with pytest.raises(TransitionRefused) as refusal:
        record(
            KEMENSOS_ROUND.programme(960_000),
            award_of(case, programme=ProgrammeId("another")),
            cases=[case],
        )
    assert ["own-programme"] == codes(refusal)


def test_what_cannot_be_recorded_is_a_misuse() -> None:
    """No such case, no such event, no edition on that day."""
    case, programme = case_of(1), KEMENSOS_ROUND.programme(960_000)
    with pytest.raises(InvalidValue, match="no-such-case"):
        record(programme, award_of(case), cases=[case_of(2)])
    with pytest.raises(UnknownEvent, match="object is not an event"):
        record(programme, cast("Any", object()), cases=[case])
    early = attrs.evolve(award_of(case), on=ROUND_DAY.replace(year=2010))
    with pytest.raises(OutsideCoverage):
        record(programme, early, cases=[case])


def test_a_programme_is_of_one_piece() -> None:
    """Its own fund, each site once, no ceiling for a site or a round that it has not."""
    programme = KEMENSOS_ROUND.programme(10, ceilings={TENGAH.id: 4})
    assert TENGAH is programme.site(TENGAH.id)
    with pytest.raises(OutsideCoverage):
        programme.site(SiteId("nowhere"))
    with pytest.raises(InvalidValue, match="another-programme"):
        attrs.evolve(programme, id=ProgrammeId("another"))
    with pytest.raises(InvalidValue, match="site-twice"):
        attrs.evolve(programme, sites=(TENGAH, Site(TENGAH.id, "Again", BARAT.regency)))
    with pytest.raises(InvalidValue, match="no-such-site"):
        attrs.evolve(programme, sites=(BARAT,))
    rounds = Ceilings(rounds={ROUND: KEMENSOS_ROUND.money(4)})
    fund = attrs.evolve(programme.fund, ceilings=rounds)
    with pytest.raises(InvalidValue, match="no-such-round"):
        attrs.evolve(programme, fund=fund)
    codes_of_rounds = {terms.code for terms in programme.policy.rounds}
    each = {code: KEMENSOS_ROUND.money(4) for code in codes_of_rounds}
    of_each = attrs.evolve(programme.fund, ceilings=Ceilings(rounds=each))
    assert of_each == attrs.evolve(programme, fund=of_each).fund
    assert () == attrs.evolve(programme, sites=(TENGAH,)).partners
    with pytest.raises(InvalidValue, match="another-office"):
        attrs.evolve(programme, office=attrs.evolve(OFFICE, attempts=1))
    alike = attrs.evolve(programme.office, attempts=programme.office.attempts)
    assert alike is not programme.office
    assert alike == attrs.evolve(programme, office=alike).office


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "programme-2019"),
        ("policy", "kemensos"),
        ("fund", 960_000),
        ("sites", [TENGAH, BARAT]),
        ("sites", ("tengah",)),
        ("office", "kemensos"),
        ("partners", ["panca-karsa"]),
        ("partners", ("panca-karsa",)),
    ],
)
def test_each_field_of_a_programme_has_its_type(field: str, value: object) -> None:
    """What only looks right is found out as the programme is made."""
    wrong: Any = {field: value}
    with pytest.raises(WrongType, match=rf"^Programme\.{field}: "):
        attrs.evolve(KEMENSOS_ROUND.programme(1), **wrong)


@pytest.mark.parametrize(("field", "value"), [("id", "x"), ("name", 5), ("regency", "52.02")])
def test_each_field_of_a_site_has_its_type(field: str, value: object) -> None:
    """And its name says something."""
    wrong: Any = {field: value}
    with pytest.raises(WrongType, match=rf"^Site\.{field}: "):
        attrs.evolve(TENGAH, **wrong)
    with pytest.raises(InvalidValue, match=r"^Site\.name: "):
        attrs.evolve(TENGAH, name=" ")


def test_a_site_is_asked_for_by_its_number_and_not_repeated() -> None:
    """A text that somebody typed may be anything."""
    wrong: Any = "siti-aminah"
    with pytest.raises(WrongType, match=r"^site: ") as refused:
        KEMENSOS_ROUND.programme(1).round(wrong, ROUND_DAY)
    assert "siti" not in str(refused.value)


@under_both
def test_a_programme_and_what_it_recorded_cross_to_another_process_whole(
    ministry: Ministry,
) -> None:
    """They can be pickled and copied with their policy, and go on from there."""
    case = case_of(1, ministry)
    programme = ministry.programme(ministry.each)
    recorded = record(programme, award_of(case, ministry), cases=[case])
    payment = payment_due(recorded, case)
    for again in (
        pickle.loads(pickle.dumps(recorded)),  # noqa: S301 - the bytes were made on this line
        copy.deepcopy(recorded),
    ):
        assert state(recorded) == state(again)
        assert state(record(recorded, *ordered(payment))) == state(record(again, *ordered(payment)))


_Step = tuple[str, int, Period, SiteId]
_VERBS = ("award", "pay", "pay", "pay", "confirm", "confirm", "return", "use", "use", "cancel")
_PERIODS = (YEAR, Period.of_month(2019, 12), Period.of_year(2020))


def steps_of(length: int, seed: int) -> list[_Step]:
    """Steps as a programme takes them, right and wrong, beginning with awards."""
    chance = Random(seed)  # noqa: S311 - no secret
    return [
        (
            chance.choice(_VERBS if place > 2 else ("award",)),
            chance.randint(1, 4),
            chance.choice(_PERIODS),
            chance.choice((TENGAH.id, BARAT.id)),
        )
        for place in range(length)
    ]


def events_for(
    recorded: Recorded, ministry: Ministry, step: _Step, place: int
) -> tuple[Event, ...]:
    """The events that the step means in this state; none where there is nothing to speak of."""
    verb, number, period, site = step
    case = next(each for each in recorded.cases.values() if str(each.id) == f"case-{number}")
    day = ROUND_DAY + timedelta(days=place)
    if verb == "award":
        terms = award_of(case, ministry, number=f"award-{place}", period=period, site=site)
        return (attrs.evolve(terms, on=day),)
    awards = case.stimulus.awards
    if not awards:
        return ()
    award = awards[-1]
    if verb == "pay":
        return paying(recorded, case, day) if award.is_payable else ()
    if verb == "cancel":
        return (cancelled(award.terms, day),)
    if verb == "use":
        return (accounted(award, day),) if award.accounted < award.paid else ()
    if not award.attempts:
        return ()
    return ((confirmed if verb == "confirm" else returned)(award.attempts[-1], day),)


def given_at_most_once(recorded: Recorded) -> bool:
    """Of each person no two awards with a day in common stand, whatever their cases."""
    standing = [
        (case.person, award.terms.period)
        for case in recorded.cases.values()
        for award in case.stimulus.awards
        if str(award.status) != "cancelled" or award.paid.units
    ]
    return not any(
        person == other and period.overlaps(other_period)
        for place, (person, period) in enumerate(standing)
        for other, other_period in standing[:place]
    )


def the_books_agree(recorded: Recorded) -> bool:
    """What the cases say was paid is what the fund says of each award."""
    fund = recorded.programme.fund
    return all(
        fund.awards[award.terms.award].on(Account.PAID) == award.paid.units
        and fund.awards[award.terms.award].on(Account.IN_FLIGHT)
        == (award.in_flight.amount.units if award.in_flight else 0)
        for case in recorded.cases.values()
        for award in case.stimulus.awards
    )


@under_both
@settings(max_examples=at_most(50))  # about 9 ms each
@given(st.builds(steps_of, st.integers(0, 30), st.integers(0, 2**32)))
def test_whatever_is_asked_cases_and_fund_agree_and_nobody_is_given_twice(
    ministry: Ministry, steps: list[_Step]
) -> None:
    """Four cases of two people; what is recorded one by one can be recorded at once."""
    cases = [case_of(number, ministry, person=number % 2) for number in (1, 2, 3, 4)]
    programme = ministry.programme(3 * ministry.each, ceilings={TENGAH.id: 2 * ministry.each})
    start = recorded = record(programme, cases=cases)
    accepted: list[Event] = []
    for place, step in enumerate(steps):
        events = events_for(recorded, ministry, step, place)
        before = state(recorded)
        try:
            after = record(recorded, *events)
        except TransitionRefused:
            with pytest.raises(TransitionRefused):
                record(start, *accepted, *events)
            assert before == state(recorded)
            continue
        recorded = after
        accepted += events
        assert [] == faults(recorded.programme.fund)
        assert given_at_most_once(recorded)
        assert the_books_agree(recorded)
    assert state(recorded) == state(record(start, *accepted))


def test_the_reference_round_is_split_and_paid_to_the_rupiah() -> None:
    """490 people, Rp960.000 each: Rp326.400.000 and Rp144.000.000, in total Rp470.400.000."""
    shares = {TENGAH.id: 326_400_000, BARAT.id: 144_000_000}
    programme = KEMENSOS_ROUND.programme(470_400_000, ceilings=shares)
    cases = [case_of(number) for number in range(1, 493)]
    here = {TENGAH.id: cases[:341], BARAT.id: cases[341:]}
    recorded = record(programme, cases=cases)
    for site, candidates in here.items():
        held = recorded.programme.round(site, ROUND_DAY)
        assert shares[site] == held.budget.units
        allocation = held.allocate(held.decide(candidates, knowing=knowing(candidates)))
        assert {960_000} == {share.units for share in allocation.shares.values()}
        assert 1 == len(allocation.waiting)
        assert not allocation.left_over
        recorded = record(recorded, *held.award(allocation))
        assert shares[site] == recorded.programme.fund.spent_on(site).units
    served = [case for case in cases if recorded.cases[case.id].stimulus.awards]
    assert 490 == len(served)
    payments = [payment_due(recorded, case) for case in served]
    sent = [event for payment in payments for event in ordered(payment)]
    recorded = record(recorded, *sent, *map(confirmed, payments))
    fund = recorded.programme.fund
    assert 470_400_000 == fund.balance(Account.PAID).units == fund.appropriated.units
    assert [] == faults(fund)
    assert (340, 150) == tuple(
        sum(1 for award in fund.awards.values() if award.terms.site == site) for site in shares
    )


def test_a_fund_of_another_currency_is_found_out_before_any_money_moves() -> None:
    """The case refuses the award, whatever the fund holds."""
    case = case_of(1)
    foreign = Fund.appropriate(
        ProgrammeId("programme-2019"),
        SANDBOX_ROUND.money(960_000),
        on=ROUND_DAY,
        by=MINISTRY,
        record=APPROPRIATION,
    )
    programme = attrs.evolve(KEMENSOS_ROUND.programme(1), fund=foreign)
    with pytest.raises(TransitionRefused) as refusal:
        record(programme, award_of(case), cases=[case])
    assert ["own-currency"] == codes(refusal)


def test_money_is_put_into_the_fund_in_the_same_history() -> None:
    """The award that needs it comes after it; before it, nothing is recorded."""
    case, programme = case_of(1), KEMENSOS_ROUND.programme(960_000 - 1)
    more = FundAppropriated(
        programme=programme.id,
        on=ROUND_DAY,
        by=MINISTRY,
        amount=KEMENSOS_ROUND.money(1),
        record=RecordNumber("appropriation-2"),
    )
    with pytest.raises(TransitionRefused) as refusal:
        record(programme, award_of(case), more, cases=[case])
    assert ["within-available"] == codes(refusal)
    recorded = record(programme, more, award_of(case), cases=[case])
    assert 960_000 == recorded.programme.fund.balance(Account.RESERVED).units
    assert [] == faults(recorded.programme.fund)
