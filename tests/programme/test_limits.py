"""Limits of a person, a household, the site and the programme hold when a round is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Carry,
    Group,
    Method,
    TieRule,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
    verify,
)
from reintegra.chain.stimulus import ConsentRecorded
from reintegra.errors import Conflict, CurrencyMismatch, InvalidValue, WrongType
from reintegra.programme import Limits, Round, WaitingKind
from reintegra.vocabulary.identifiers import CaseId
from reintegra.vocabulary.money import XTS, Money, idr
from tests.allocation.inputs import methods
from tests.profiles import at_most
from tests.programme.people import (
    BARAT,
    KEMENSOS_ROUND,
    ROUND_DAY,
    SANDBOX_ROUND,
    TENGAH,
    case_of,
    knowing,
    record,
)
from tests.programme.test_round import decided_of, everybody_is_answered, round_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reintegra.chain import Case
    from reintegra.programme import Decided, RoundAllocation

ONE, TWO, THREE = (CaseId(f"case-{number}") for number in (1, 2, 3))


def three_decided(budget: int) -> tuple[Round, tuple[Decided, ...]]:
    """A round with so much money, and three eligible cases."""
    held = round_of(KEMENSOS_ROUND, budget)
    return held, decided_of(held, [case_of(number) for number in (1, 2, 3)])


def units(allocation: RoundAllocation) -> dict[str, int]:
    """The shares as plain numbers, by case."""
    return {str(case): share.units for case, share in allocation.shares.items()}


def test_the_cap_of_a_person_holds_and_leaves_the_rest_to_the_others() -> None:
    """The award is of what is left under the cap, and the others share what it leaves."""
    held, decided = three_decided(900)
    allocation = held.allocate(decided, capped(), limits={TWO: Limits(cap=idr(100))})
    assert {"case-1": 400, "case-2": 100, "case-3": 400} == units(allocation)
    assert [400, 100, 400] == [award.amount.units for award in held.award(allocation)]
    within = dict.fromkeys((ONE, TWO, THREE), Limits(cap=idr(250)))
    everybody = held.allocate(decided, capped(), limits=within)
    assert (idr(150), [250, 250, 250]) == (everybody.left_over, list(units(everybody).values()))


def test_a_floor_is_met_before_anything_else_is_shared() -> None:
    """Together with a weight of the same case."""
    held, decided = three_decided(900)
    limits = {THREE: Limits(floor=idr(600), cap=idr(700))}
    allocation = held.allocate(decided, capped(), weights={ONE: 2}, limits=limits)
    assert {"case-1": 200, "case-2": 100, "case-3": 600} == units(allocation)


def test_who_comes_first_is_said_by_the_priority() -> None:
    """The lower number is served first; a case without limits has zero."""
    held, decided = three_decided(1_000)
    limits = {TWO: Limits(priority=-1), ONE: Limits(priority=1)}
    allocation = held.allocate(decided, by_priority(within=per_head(400)), limits=limits)
    assert {"case-2": 400, "case-3": 400} == units(allocation)
    assert [(ONE, ("total-used-up",), idr(400))] == [
        (entry.case, entry.codes, entry.short_by) for entry in allocation.waiting
    ]


def test_who_may_receive_nothing_more_is_told_so() -> None:
    """A cap of zero is met by nothing: that the money did not suffice would be a wrong reason."""
    held, decided = three_decided(900)
    allocation = held.allocate(decided, capped(), limits={TWO: Limits(cap=idr(0))})
    everybody_is_answered(allocation, [case_of(number) for number in (1, 2, 3)], held.budget)
    (entry,) = allocation.waiting
    assert (TWO, WaitingKind.AT_THE_CAP, ("at-the-cap",)) == (entry.case, entry.kind, entry.codes)
    assert (None, ()) == (entry.short_by, entry.to_ask)
    (reason,) = entry.reasons
    assert "The cap of this person leaves no room: nothing more may be received" == reason("en")
    assert "Batas atas orang ini tidak menyisakan ruang: tidak boleh menerima lagi" == reason("id")
    in_hundreds = held.allocate(decided, capped(unit=100), limits={TWO: Limits(cap=idr(99))})
    assert [(TWO, WaitingKind.AT_THE_CAP)] == kinds(in_hundreds)


def kinds(allocation: RoundAllocation) -> list[tuple[CaseId, WaitingKind]]:
    """Who waits, and why in one word."""
    return [(entry.case, entry.kind) for entry in allocation.waiting]


@pytest.mark.parametrize(
    ("within", "cap", "budget", "waits"),
    [
        (capped(unit=100), 0, 900, [(ONE, "group-at-the-cap"), (TWO, "group-at-the-cap")]),
        (capped(unit=100), 99, 900, [(ONE, "group-at-the-cap"), (TWO, "group-at-the-cap")]),
        (per_head(200, unit=100), 399, 900, [(TWO, "group-at-the-cap")]),
        (per_head(200, unit=100), 399, 400, [(TWO, "fund-short")]),
        (per_head(200, unit=100), 400, 900, []),
    ],
    ids=["zero", "below-a-step", "reached", "not-reached", "enough"],
)
@pytest.mark.parametrize("deep", [False, True], ids=["household", "site"])
def test_who_waits_because_of_a_household_is_told_so_and_not_that_the_money_is_short(
    within: Method,
    cap: int,
    budget: int,
    waits: list[tuple[CaseId, str]],
    deep: bool,
) -> None:
    """More money would change nothing where a cap is reached, of the group or one around it."""
    held, decided = three_decided(budget)
    home = Group("household-1", ("case-1", "case-2"), cap=cap, weight=1)
    if deep:
        around = Group("household-1", ("case-1", "case-2"), within=within)
        home = Group("site-1", (around,), cap=cap, within=capped(unit=100))
    single = Group("household-2", ("case-3",), within=capped(unit=100))
    method = nested([home, single], among=capped(unit=100), within=within)
    allocation = held.allocate(decided, method)
    everybody_is_answered(allocation, [case_of(number) for number in (1, 2, 3)], held.budget)
    assert waits == [(case, str(kind)) for case, kind in kinds(allocation)]
    for entry in allocation.waiting:
        assert (entry.kind is WaitingKind.FUND_SHORT) == (entry.short_by is not None)


def test_the_reason_of_a_household_is_worded_in_both_languages() -> None:
    """It names the group, and not the person."""
    text = WaitingKind.GROUP_AT_THE_CAP.text
    assert "The group of this person, such as the household, has reached its cap" == text("en")
    assert "Kelompok orang ini, misalnya rumah tangganya, sudah mencapai batas atasnya" == text(
        "id"
    )


def test_a_household_has_a_cap_of_its_own() -> None:
    """The group names the cases; what it may not receive goes to the others."""
    held, decided = three_decided(900)
    homes = [
        Group("household-1", ("case-1", "case-2", "case-9"), weight=2, cap=500),
        Group("household-2", ("case-3",)),
    ]
    method = nested(homes, among=capped(), within=capped())
    limits = {ONE: Limits(cap=idr(200))}
    allocation = held.allocate(decided, method, limits=limits)
    assert {"case-1": 200, "case-2": 300, "case-3": 400} == units(allocation)
    assert {"household-1": 500, "household-2": 400} == allocation.result.groups
    assert [200, 300, 400] == [award.amount.units for award in held.award(allocation)]


def test_person_household_site_and_programme_hold_at_once() -> None:
    """Every limit is reached by a round of its own: the least one decides, and all of it is shared.

    The programme has 1,000 and the first site at most 700 of it; whatever that leaves is the most
    that the second can share.
    """
    programme = KEMENSOS_ROUND.programme(1_000, ceilings={TENGAH.id: 700})
    cases: tuple[Case, ...] = tuple(case_of(number) for number in (1, 2, 3, 4))
    homes = [
        Group("household-1", ("case-1", "case-2"), cap=450),
        Group("household-2", ("case-3",)),
    ]
    by_home = nested(homes, among=capped(), within=capped())
    first = programme.round(TENGAH.id, ROUND_DAY)
    decided = first.decide(cases[:3], knowing=knowing(cases))
    limits = {ONE: Limits(cap=idr(50)), THREE: Limits(cap=idr(300))}
    shared = first.allocate(decided, by_home, limits=limits)
    assert {"case-1": 50, "case-2": 350, "case-3": 300} == units(shared)
    assert idr(0) == shared.left_over
    assert {"household-1": 400, "household-2": 300} == shared.result.groups
    narrow = {ONE: Limits(cap=idr(50)), THREE: Limits(cap=idr(200))}
    held_back = first.allocate(decided, by_home, limits=narrow)
    assert {"household-1": 450, "household-2": 200} == held_back.result.groups
    assert idr(50) == held_back.left_over
    recorded = record(programme, *first.award(shared), cases=cases)
    second = recorded.programme.round(BARAT.id, ROUND_DAY)
    assert idr(300) == second.budget
    last = second.decide([recorded.cases[CaseId("case-4")]], knowing=knowing(cases))
    assert {"case-4": 300} == units(second.allocate(last, capped()))


def test_a_group_just_below_its_cap_is_short_of_money_and_not_held_back() -> None:
    """With room for exactly one more step the money was short; with less than that, the group."""
    held, decided = three_decided(300)
    for cap, kind in ((300, WaitingKind.FUND_SHORT), (299, WaitingKind.GROUP_AT_THE_CAP)):
        homes = [Group("household-1", ("case-1", "case-2"), cap=cap), Group("others", ("case-3",))]
        method = nested(homes, among=capped(unit=150), within=equal(unit=150))
        allocation = held.allocate(decided, method)
        assert {"case-1": 150, "case-3": 150} == units(allocation)
        assert [(TWO, kind)] == [(each.case, each.kind) for each in allocation.waiting]


def test_what_one_round_leaves_open_is_set_off_in_the_next() -> None:
    """The balances after a round follow from what it shared, and go into the method of the next."""
    held, decided = three_decided(1)
    carry = Carry()
    served: list[str] = []
    for _ in range(3):
        shared = held.allocate(decided, carried(within=equal(), balances=carry.balances))
        carry = Carry.after(shared.result)
        served += list(units(shared))
    assert ["case-1", "case-2", "case-3"] == served
    assert {0} == set(carry.balances.values())
    in_money: Any = held.allocate(decided, carried())
    with pytest.raises(WrongType, match=r"^allocation: expected Allocation, got RoundAllocation"):
        Carry.after(in_money)


@pytest.mark.parametrize(
    ("method", "limits", "field"),
    [
        (None, Limits(cap=idr(5)), "cap"),
        (proportional(), Limits(cap=idr(0)), "cap"),
        (equal(), Limits(floor=idr(5)), "floor"),
        (capped(), Limits(priority=1), "priority"),
        (by_priority(within=equal()), Limits(cap=idr(5), priority=1), "cap"),
    ],
    ids=["by-default", "proportional", "equal", "capped", "by-priority"],
)
def test_a_limit_is_never_ignored(method: Method | None, limits: Limits, field: str) -> None:
    """A method that does not honour it is not asked, also where the case is not eligible."""
    held = round_of(KEMENSOS_ROUND, 900)
    cases = [case_of(1), case_of(2, without=(ConsentRecorded,))]
    decided = decided_of(held, cases)
    for case in cases:
        with pytest.raises(InvalidValue, match="never ignores it") as refusal:
            held.allocate(decided, method, limits={case.id: limits})
        assert (f"limits[0].{field}", "not-honoured") == (refusal.value.field, refusal.value.code)
    nothing = {case.id: Limits(floor=idr(0)) for case in cases}
    assert held.allocate(decided, method, limits=nothing) == held.allocate(decided, method)


def test_limits_are_those_of_a_case_that_was_decided() -> None:
    """A number that is mistyped would hold back nobody; a refused case may have some."""
    held = round_of(KEMENSOS_ROUND, 900)
    decided = decided_of(held, [case_of(1), case_of(2, without=(ConsentRecorded,))])
    mistyped: Any
    for mistyped in (THREE, "case-1"):
        with pytest.raises(InvalidValue, match="limits are those of a case decided") as refusal:
            held.allocate(decided, capped(), limits={ONE: Limits(), mistyped: Limits()})
        assert ("limits[1]", "no-such-case") == (refusal.value.field, refusal.value.code)
    both = {ONE: Limits(cap=idr(7)), TWO: Limits(cap=idr(1))}
    assert {"case-1": 7} == units(held.allocate(decided, capped(), limits=both))


def test_limits_are_money_of_the_currency_that_is_shared() -> None:
    """Neither a plain number nor a foreign amount holds anybody back."""
    held, decided = three_decided(900)
    foreign = Money(5, XTS)
    for limits in (Limits(cap=foreign), Limits(floor=foreign)):
        with pytest.raises(CurrencyMismatch):
            held.allocate(decided, capped(), limits={ONE: limits})
    plain: Any
    for plain in (5, None, idr(5)):
        with pytest.raises(WrongType, match=r"^limits\[0\]: "):
            held.allocate(decided, capped(), limits={ONE: plain})


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"floor": idr(-1)}, "Limits.floor", "negative"),
        ({"cap": idr(-1)}, "Limits.cap", "negative"),
        ({"floor": idr(6), "cap": idr(5)}, "Limits.floor", "above-cap"),
    ],
    ids=["floor-below-zero", "cap-below-zero", "floor-above-cap"],
)
def test_limits_that_nobody_could_keep_are_refused(
    given: dict[str, Any], field: str, code: str
) -> None:
    """When they are made; a floor that is the cap can be kept."""
    with pytest.raises(InvalidValue) as refusal:
        Limits(**given)
    assert (field, code) == (refusal.value.field, refusal.value.code)
    assert idr(5) == Limits(floor=idr(5), cap=idr(5)).floor


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"floor": 5}, "Limits.floor"),
        ({"cap": 5}, "Limits.cap"),
        ({"priority": 1.0}, "Limits.priority"),
        ({"priority": True}, "Limits.priority"),
    ],
    ids=["floor", "cap", "priority", "bool"],
)
def test_limits_of_another_type_are_refused(given: dict[str, Any], field: str) -> None:
    """A plain number has no currency, and a bool is no priority."""
    with pytest.raises(WrongType) as refusal:
        Limits(**given)
    assert field == refusal.value.field


def test_a_floor_and_a_cap_are_of_one_currency() -> None:
    """They could not be compared otherwise."""
    with pytest.raises(CurrencyMismatch):
        Limits(floor=idr(1), cap=Money(5, XTS))


def test_what_is_no_method_is_refused_with_and_without_weights() -> None:
    """Nothing but `None` stands for the amount of the round."""
    held, decided = three_decided(900)
    wrong: Any
    for wrong in ("capped", 0, capped):
        for weights in ({}, {ONE: 2}):
            with pytest.raises(WrongType, match=r"^method: "):
                held.allocate(decided, wrong, weights=weights)


def test_a_weight_is_refused_where_it_would_change_nothing() -> None:
    """Under every method, and in a tree by the group that the case is in."""
    held, decided = three_decided(900)
    kits = packages({"stall": 300}, {f"case-{number}": "stall" for number in (1, 2, 3)})
    homes = [Group("alike", ("case-1",), within=equal()), Group("by-weight", ("case-2", "case-3"))]
    tree = nested(homes)
    for method, case in ((kits, ONE), (by_priority(within=equal()), ONE), (tree, ONE)):
        with pytest.raises(InvalidValue, match="not-weighed"):
            held.allocate(decided, method, weights={case: 2})
    assert {"case-1": 450, "case-2": 300, "case-3": 150} == units(
        held.allocate(decided, tree, weights={TWO: 2})
    )
    heavier = attrs.evolve(kits, tie=TieRule.LARGER_WEIGHT)
    assert ["case-3", "case-1", "case-2"] == [
        *units(attrs.evolve(held, budget=idr(300)).allocate(decided, heavier, weights={THREE: 2})),
        *(str(case) for case in (ONE, TWO)),
    ]
    assert [120, 60, 720] == list(
        units(
            held.allocate(decided, divisor("dhondt", unit=60), weights={ONE: 2, THREE: 12})
        ).values()
    )


def limits_of(
    draw: st.DrawFn, method: Method, cases: Sequence[Case], budget: int
) -> dict[CaseId, Limits]:
    """Limits that the method honours, with floors that the budget covers."""
    given: dict[CaseId, Limits] = {}
    room = budget // len(cases) // method.unit * method.unit if cases else 0
    for case in cases:
        floor = draw(st.integers(0, room)) // method.unit * method.unit
        cap = draw(st.one_of(st.none(), st.integers(0, 2 * budget)))
        carried: Mapping[str, Any] = {
            "floor": SANDBOX_ROUND.money(floor),
            "cap": None if cap is None else SANDBOX_ROUND.money(max(floor, cap)),
            "priority": draw(st.integers(-1, 1)),
        }
        given[case.id] = Limits(**{key: carried[key] for key in carried if key in method.honours})
    return given


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(50))  # each decides six cases
@given(data=st.data(), budget=st.integers(1, 60_000), kinds=st.lists(st.booleans(), max_size=6))
def test_a_round_shares_by_every_method_within_every_limit(
    name: str, data: st.DataObject, budget: int, kinds: list[bool]
) -> None:
    """Nobody passes a cap, falls below a floor or is left unanswered; no unit is lost."""
    held = round_of(SANDBOX_ROUND, budget)
    cases = [
        case_of(number, SANDBOX_ROUND, without=() if eligible else (ConsentRecorded,))
        for number, eligible in enumerate(kinds, start=1)
    ]
    decided = decided_of(held, cases)
    eligible = [case for case, kind in zip(cases, kinds, strict=True) if kind]
    claims = held.allocate(decided, equal()).result.claims
    method = data.draw(methods(name, claims))
    limits = data.draw(st.composite(limits_of)(method, eligible, budget))
    try:
        allocation = held.allocate(decided, method, limits=limits)
    except Conflict:
        assert "REFUSE" in repr(method)
        return
    everybody_is_answered(allocation, cases, held.budget)
    assert () == verify(allocation.result)
    for case, limit in limits.items():
        share = allocation.shares.get(case, SANDBOX_ROUND.money(0))
        assert limit.cap is None or share <= limit.cap
        assert limit.floor is None or share >= limit.floor
