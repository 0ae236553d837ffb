"""What awards may take: of the programme, of a round, at a site, and what one person may."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from reintegra.errors import CurrencyMismatch, InvalidValue, TransitionRefused, WrongType
from reintegra.programme import Account, Ceilings, Fund, Movement
from reintegra.vocabulary.identifiers import AwardId, Code, PersonId
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.programme.auditor import Command, faults
from tests.programme.people import (
    APPROPRIATION,
    BARAT,
    KEMENSOS_ROUND,
    MINISTRY,
    PROGRAMME,
    ROUND,
    ROUND_DAY,
    TENGAH,
    award_of,
    cancelled,
    case_of,
)
from tests.programme.test_fund_audited import event_of, histories
from tests.programme.test_fund_audited import opened as drawn

AWARD = award_of(case_of(1))
EACH = 960_000
KINDS: dict[str, Any] = {
    "programme": {"programme": idr(EACH)},
    "round": {"rounds": {ROUND: idr(EACH)}},
    "site": {"sites": {TENGAH.id: idr(EACH)}},
    "person": {"person": idr(EACH)},
}
by_kind = pytest.mark.parametrize("kind", KINDS)


def opened(total: int, **ceilings: Any) -> Fund:
    """A fund of so many rupiah within these ceilings."""
    return Fund.appropriate(
        PROGRAMME,
        idr(total),
        on=ROUND_DAY,
        by=MINISTRY,
        record=APPROPRIATION,
        ceilings=Ceilings(**ceilings),
    )


def another(**changes: Any) -> Any:
    """A second award, to the same person in the same round at the same site but for these."""
    return attrs.evolve(AWARD, award=AwardId("award-2"), **changes)


@by_kind
def test_an_award_above_a_ceiling_is_refused_by_the_name_of_that_ceiling(kind: str) -> None:
    """Exactly up to it is within it; one rupiah more is not, and no other reason is given."""
    fund = opened(9 * EACH, **KINDS[kind])
    more = attrs.evolve(AWARD, amount=idr(EACH + 1), tranches=(idr(EACH + 1),))
    one = another(amount=idr(1), tranches=(idr(1),))
    for start, event in ((fund, more), (fund.record(AWARD), one)):
        with pytest.raises(TransitionRefused) as refusal:
            start.record(event)
        assert [f"within-{kind}-ceiling"] == [each.code for each in refusal.value.verdict.failed]
    assert [] == faults(fund.record(AWARD))


@by_kind
def test_what_is_released_makes_room_under_the_ceiling_again(kind: str) -> None:
    """A cancelled award that was never paid holds nothing."""
    fund = opened(9 * EACH, **KINDS[kind]).record(AWARD, cancelled(AWARD), another())
    assert idr(EACH) == fund.balance(Account.RESERVED)


@pytest.mark.parametrize(
    ("kind", "elsewhere"),
    [
        ("round", {"round": Code("round-2")}),
        ("site", {"site": BARAT.id}),
        ("person", {"person": PersonId("person-2")}),
    ],
)
def test_the_ceiling_of_one_does_not_bind_another(kind: str, elsewhere: Any) -> None:
    """Another round and another site have none, and another person has one to himself."""
    fund = opened(9 * EACH, **KINDS[kind]).record(AWARD, another(**elsewhere))
    assert idr(2 * EACH) == fund.balance(Account.RESERVED)


def test_every_ceiling_that_is_exceeded_is_named() -> None:
    """All four at once, and the money that is there says nothing against it."""
    ceilings = {name: value for kind in KINDS.values() for name, value in kind.items()}
    verdict = opened(9 * EACH, **ceilings).record(AWARD).consider(another())
    assert [f"within-{kind}-ceiling" for kind in KINDS] == [each.code for each in verdict.failed]


@settings(max_examples=at_most(100))  # about 4 ms each
@given(histories)
def test_no_ceiling_is_exceeded_at_any_prefix(history: list[Command]) -> None:
    """Of programme, round, site and person, after every posting of every history.

    It is counted from the journal alone: what was reserved for awards, less what was released.
    """
    fund, _ = drawn()
    for event in map(event_of, history):
        if fund.consider(event).met:
            fund = fund.record(event)
    limits, terms = fund.ceilings, {number: held.terms for number, held in fund.awards.items()}
    taken: Counter[object] = Counter()
    sign = {Movement.RESERVE: 1, Movement.RELEASE: -1}
    for posting in fund.postings:
        if posting.award is None:
            continue
        award, units = terms[posting.award], sign.get(posting.movement, 0) * posting.amount.units
        for name in ("programme", award.round, award.site, award.person):
            taken[name] += units
        most = {
            "programme": limits.programme,
            award.round: limits.rounds.get(award.round),
            award.site: limits.sites.get(award.site),
            award.person: limits.person,
        }
        assert [] == [n for n, ceiling in most.items() if ceiling and taken[n] > ceiling.units]


def test_what_is_left_at_a_site_is_the_least_of_its_ceilings() -> None:
    """That of the programme, of the round and of the site; never below nothing."""
    fund = opened(
        90, programme=idr(80), rounds={ROUND: idr(50)}, sites={TENGAH.id: idr(60), BARAT.id: idr(9)}
    )
    assert [60, 50, 9, 80] == [
        fund.left_at(TENGAH.id).units,
        fund.left_at(TENGAH.id, of=ROUND).units,
        fund.left_at(BARAT.id, of=ROUND).units,
        opened(90, programme=idr(80)).left_at(TENGAH.id, of=ROUND).units,
    ]
    spent = fund.record(attrs.evolve(AWARD, amount=idr(50), tranches=(idr(50),)))
    assert [10, 0, 0, 9] == [
        spent.left_at(TENGAH.id).units,
        spent.left_at(TENGAH.id, of=ROUND).units,
        spent.left_at(BARAT.id, of=ROUND).units,
        spent.left_at(BARAT.id).units,
    ]
    assert [50, 50, 50, 0] == [
        spent.spent_on(name).units for name in (ROUND, TENGAH.id, AWARD.person, BARAT.id)
    ]


def test_the_budget_of_a_round_is_within_the_ceiling_of_that_round() -> None:
    """Whoever allocates does not promise what the fund would then refuse."""
    programme = KEMENSOS_ROUND.programme(9 * EACH)
    code = programme.round(TENGAH.id, ROUND_DAY).terms.code
    ceilings = Ceilings(rounds={code: idr(EACH)})
    held = attrs.evolve(programme, fund=attrs.evolve(programme.fund, ceilings=ceilings))
    assert idr(EACH) == held.round(TENGAH.id, ROUND_DAY).budget
    of_another = attrs.evolve(award_of(case_of(2)), round=Code("another-round"))
    assert idr(EACH) == held.fund.record(of_another).left_at(TENGAH.id, of=code)


@pytest.mark.parametrize(
    ("ceilings", "field"),
    [
        ({"programme": idr(11)}, "ceilings.programme"),
        ({"person": idr(11)}, "ceilings.person"),
        ({"rounds": {ROUND: idr(6), Code("round-2"): idr(5)}}, "ceilings.rounds"),
        ({"sites": {TENGAH.id: idr(6), BARAT.id: idr(5)}}, "ceilings.sites"),
    ],
)
def test_ceilings_fit_into_the_first_appropriation(ceilings: Any, field: str) -> None:
    """Each by itself, those of all rounds together, and those of all sites together."""
    assert Ceilings(**ceilings) == opened(11, **ceilings).ceilings
    with pytest.raises(InvalidValue) as refused:
        opened(10, **ceilings)
    assert (field, "above-total") == (refused.value.field, refused.value.code)


@pytest.mark.parametrize("kind", ["programme", "person", "rounds", "sites"])
def test_no_ceiling_is_below_zero_or_in_another_currency(kind: str) -> None:
    """One below zero could hide another above the total."""
    names: dict[str, Any] = {"rounds": ROUND, "sites": TENGAH.id}

    def of(amount: object) -> dict[str, Any]:
        return {kind: {names[kind]: amount} if kind in names else amount}

    with pytest.raises(InvalidValue) as refused:
        Ceilings(**of(idr(-1)))
    assert (f"Ceilings.{kind}", "negative") == (refused.value.field, refused.value.code)
    with pytest.raises(CurrencyMismatch):
        opened(10, **of(Money(1, XTS)))
    with pytest.raises(WrongType, match=rf"^Ceilings\.{kind}: "):
        Ceilings(**of(5))


def test_a_ceiling_stands_under_the_code_of_a_round_or_under_a_site() -> None:
    """A text, or a site in the place of a round, is neither."""
    wrong: Any
    for wrong, field in (
        ({"rounds": {TENGAH.id: idr(1)}}, "rounds"),
        ({"sites": {ROUND: idr(1)}}, "sites"),
        ({"sites": {"tengah": idr(1)}}, "sites"),
    ):
        with pytest.raises(WrongType, match=rf"^Ceilings\.{field}: "):
            Ceilings(**wrong)


def test_whose_ceiling_is_asked_about_is_named_by_its_type() -> None:
    """A text would be found nowhere, and would seem to have no ceiling."""
    wrong: Any = "round-1"
    with pytest.raises(WrongType, match=r"^of: "):
        opened(10).left_at(TENGAH.id, of=wrong)
