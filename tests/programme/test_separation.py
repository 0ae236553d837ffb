"""Who may: the maker, the approver and the beneficiary are three, by number and by delegation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.findings import Found, PaymentFinding
from reintegra.programme.paying.office import Office, Officer
from reintegra.programme.paying.orders import Approval, Order, OrderStatus
from reintegra.programme.paying.signatory import Signatory
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import ActorId, CaseId, PersonId
from tests.profiles import at_most
from tests.programme import desks
from tests.programme.desks import (
    DAY,
    EDITOR,
    FIRST,
    HOME,
    MAKER,
    OFFICE,
    OUTSIDER,
    PERSON,
    SECOND,
    STRANGER,
    THIRD,
    amended,
    approved,
    decided,
    held,
    in_office,
    later_by,
    pay,
    resumed,
    returned,
    since,
    with_office,
    withdrawn,
)
from tests.programme.desks_via_lks import ABOUT, after, attempt, prepared, refusals, sent
from tests.programme.test_office import delegated

_FILE = Path(__file__).parents[1] / "cases" / "workflow_and_funds.json"
_CASES = [
    pytest.param(case, id=case["id"])
    for case in json.loads(_FILE.read_text(encoding="utf-8"))
    if case["kind"] == "approval"
]


@pytest.mark.parametrize("case", _CASES)
def test_approvals_count_as_worked_out(case: dict[str, Any]) -> None:
    """Whether the order is approved, and whose approval is refused."""
    given_, group = case["input"], case["input"]["group"]
    actors = {given_["maker"], *group, *given_["approvals"]}
    rule = given_["rule"]
    office = Office(
        tuple(Officer(ActorId(each)) for each in sorted(actors)),
        frozenset(map(ActorId, group)),
        required=None if rule == "all" else int(rule.split(" of ")[0]),
        attempts=1,
        recent_days=0,
    )
    desk, refused = after(prepared(by=ActorId(given_["maker"])), office=office), []
    for each in given_["approvals"]:
        event = approved(ActorId(each))
        if refusals(desk, event):
            refused.append(each)
        else:
            desk = desk.record(event, ABOUT)
    assert case["expect"]["approved"] == (not refusals(desk, sent()))
    assert case["expect"]["approved"] == (desk.orders[pay(1)].status is OrderStatus.APPROVED)
    assert case["expect"]["refused"] == refused


def test_the_worked_cases_are_all_here() -> None:
    """Five of them."""
    assert 5 == len(_CASES)


# --- maker and approver -------------------------------------------------------------------------


def test_the_maker_does_not_approve_the_own_order() -> None:
    """Even a member of the group."""
    assert {"apart-from-maker"} == refusals(after(prepared(by=FIRST)), approved(FIRST))


def test_a_delegate_of_the_maker_does_not_approve() -> None:
    """Neither in the name of the maker nor in the own name, nor once the delegation has ended."""
    office = with_office(delegations=delegated((MAKER, FIRST), (MAKER, OUTSIDER)))
    desk = after(prepared(), office=office)
    assert {"apart-from-maker"} == refusals(desk, approved(FIRST))
    assert {"apart-from-maker", "approver-in-group"} == refusals(
        desk, approved(OUTSIDER, name=MAKER)
    )
    assert {"apart-from-maker"} == refusals(desk, approved(FIRST, on=later_by(1)))


def test_a_delegate_of_a_delegate_of_the_maker_does_not_approve() -> None:
    """At whatever remove."""
    office = with_office(delegations=delegated((MAKER, OUTSIDER), (OUTSIDER, FIRST)))
    assert {"apart-from-maker"} == refusals(after(prepared(), office=office), approved(FIRST))


def test_the_maker_does_not_approve_as_the_delegate_of_an_approver() -> None:
    """Another approver may, in person."""
    office = with_office(delegations=delegated((FIRST, MAKER)))
    desk = after(prepared(), office=office)
    assert {"apart-from-maker"} == refusals(desk, approved(MAKER, name=FIRST))
    assert set() == refusals(desk, approved(SECOND))


def test_nobody_approves_what_the_own_delegate_made() -> None:
    """Acting for somebody binds both ways, on the day of the order and on that of the approval."""
    for days in (0, 1):
        during = Period(later_by(days), later_by(days))
        office = with_office(delegations=delegated((FIRST, MAKER), during=during))
        desk = after(prepared(), office=office)
        assert {"apart-from-maker"} == refusals(desk, approved(FIRST, on=later_by(1)))
        assert set() == refusals(desk, approved(SECOND, on=later_by(1)))


def test_a_delegation_that_was_taken_out_of_the_office_still_binds() -> None:
    """The order keeps for whom its maker acted, whatever office comes after."""
    made = after(prepared(), office=with_office(delegations=delegated((FIRST, MAKER))))
    desk = in_office(made, OFFICE)
    assert {"apart-from-maker"} == refusals(desk, approved(FIRST))
    assert set() == refusals(desk, approved(SECOND))


def test_two_who_act_for_the_same_count_as_one() -> None:
    """A delegate of an approver makes the order, and another delegate does not approve it."""
    office = with_office(delegations=delegated((FIRST, MAKER), (FIRST, OUTSIDER), (FIRST, SECOND)))
    desk = after(prepared(), office=office)
    assert {"apart-from-maker"} == refusals(desk, approved(OUTSIDER, name=FIRST))
    assert {"apart-from-maker"} == refusals(desk, approved(SECOND))
    assert set() == refusals(desk, approved(THIRD))


def test_nobody_approves_in_the_name_of_a_maker() -> None:
    """A maker who is of the group has no voice to lend."""
    office = with_office(delegations=delegated((FIRST, OUTSIDER)))
    desk = after(prepared(by=FIRST), office=office)
    assert {"apart-from-maker"} == refusals(desk, approved(OUTSIDER, name=FIRST))


def test_a_delegate_of_one_who_amended_does_not_approve() -> None:
    """Who amended the order is a maker of it."""
    office = with_office(delegations=delegated((EDITOR, FIRST)))
    desk = after(prepared(), amended(payee=STRANGER), office=office)
    assert {"apart-from-maker"} == refusals(desk, approved(FIRST))


def test_actors_are_told_apart_by_number_alone() -> None:
    """A number that differs in a letter or in case is another actor."""
    twin = ActorId("Maker-1")
    office = with_office(
        officers=(*OFFICE.officers, Officer(twin)), approvers=OFFICE.approvers | {twin}
    )
    assert set() == refusals(after(prepared(by=MAKER), office=office), approved(twin))


# --- in whose name ------------------------------------------------------------------------------


def test_a_delegate_of_an_approver_approves_in_that_name() -> None:
    """Without being of the group, and only while the delegation is in force."""
    office = with_office(delegations=delegated((FIRST, OUTSIDER)))
    desk = after(prepared(), office=office)
    assert set() == refusals(desk, approved(OUTSIDER, name=FIRST))
    assert {"delegation-in-force"} == refusals(desk, approved(OUTSIDER, name=FIRST, on=later_by(1)))
    assert {"delegation-in-force"} == refusals(desk, approved(OUTSIDER, name=SECOND))
    assert {"approver-in-group"} == refusals(desk, approved(OUTSIDER))


def test_a_delegate_of_a_delegate_has_nobody_s_word() -> None:
    """Who acts in the name of another holds that one's own delegation."""
    office = with_office(delegations=delegated((FIRST, OUTSIDER), (OUTSIDER, EDITOR)))
    desk = after(prepared(), office=office)
    assert {"delegation-in-force"} == refusals(desk, approved(EDITOR, name=FIRST))


def test_one_s_own_name_needs_no_delegation() -> None:
    """It may be written out."""
    assert set() == refusals(after(prepared()), approved(FIRST, name=FIRST))


def test_one_actor_counts_once_in_however_many_names() -> None:
    """The second name is refused."""
    office = with_office(delegations=delegated((FIRST, OUTSIDER), (SECOND, OUTSIDER)))
    desk = after(prepared(), approved(OUTSIDER, name=FIRST), office=office)
    assert {"approves-once"} == refusals(desk, approved(OUTSIDER, name=SECOND))


def test_one_name_counts_once_by_however_many_actors() -> None:
    """Neither the approver after the delegate, nor a second delegate."""
    office = with_office(delegations=delegated((FIRST, OUTSIDER), (FIRST, EDITOR)))
    desk = after(prepared(), approved(OUTSIDER, name=FIRST), office=office)
    assert {"approves-once"} == refusals(desk, approved(FIRST))
    assert {"approves-once"} == refusals(desk, approved(EDITOR, name=FIRST))


@pytest.mark.parametrize(
    ("approvals", "count"),
    [
        ((), 0),
        ((approved(FIRST), approved(SECOND)), 2),
        ((approved(OUTSIDER, name=FIRST), approved(OUTSIDER, name=SECOND)), 1),
        ((approved(OUTSIDER, name=FIRST), approved(FIRST)), 1),
        ((approved(OUTSIDER, name=FIRST), approved(FIRST, name=SECOND)), 1),
        ((approved(FIRST), approved(FIRST), approved(OUTSIDER, name=FIRST), approved(SECOND)), 2),
        ((approved(STRANGER, name=FIRST), approved(EDITOR), approved(SECOND)), 1),
    ],
)
def test_as_many_count_as_are_distinct_actors_in_distinct_names(approvals: Any, count: int) -> None:
    """However the approvals came to stand there."""
    assert count == with_approvals(approvals).approved_by(since(OFFICE))


def with_approvals(approvals: Any) -> Order:
    """An order on which these stand, whether they could be recorded or not."""
    given_ = tuple(
        Approval(Signatory.of(OFFICE, each.by, on=each.on, name=each.name)) for each in approvals
    )
    return attrs.evolve(after(prepared()).orders[pay(1)], approvals=given_)


def test_the_same_approval_twice_is_refused() -> None:
    """It adds nothing."""
    assert {"approves-once"} == refusals(after(prepared(), approved()), approved())


# --- the beneficiary ----------------------------------------------------------------------------

_RELATIVE = ActorId("relative-1")
_AS_BENEFICIARY = with_office(
    officers=(*OFFICE.officers, Officer(STRANGER, PERSON), Officer(_RELATIVE, household=HOME)),
    approvers=OFFICE.approvers | {STRANGER, _RELATIVE},
)
_AT_HOME = attrs.evolve(ABOUT, household=HOME)


def acts_of(by: ActorId) -> dict[str, tuple[tuple[Any, ...], Any]]:
    """Everything that brings a payment nearer to being sent: what came before, and the act."""
    tried = tuple(
        event
        for number in (1, 2, 3)
        for event in (*attempt(number, number - 1 or None), returned(number))
    )
    return {
        "prepare": ((), prepared(by=by)),
        "amend": ((prepared(),), amended(by=by, payee=OUTSIDER)),
        "approve": ((prepared(),), approved(by)),
        "resume": ((held(),), resumed(by)),
        "decide": (tried, decided(by)),
    }


@pytest.mark.parametrize("act", list(acts_of(MAKER)))
def test_nobody_moves_the_own_money_or_that_of_the_household(act: str) -> None:
    """Neither the beneficiary, nor a relative, nor the delegate of either."""
    office = attrs.evolve(
        _AS_BENEFICIARY, delegations=delegated((STRANGER, FIRST), (_RELATIVE, SECOND))
    )
    expected = {
        STRANGER: {"apart-from-beneficiary"},
        _RELATIVE: {"apart-from-household"},
        FIRST: {"apart-from-beneficiary"},
        SECOND: {"apart-from-household"},
        THIRD: set(),
    }
    for by, codes in expected.items():
        before, event = acts_of(by)[act]
        desk = Desk(office)
        for each in before:
            desk = desk.carry(each, _AT_HOME)
        assert codes == refusals(desk, event, _AT_HOME)


def test_a_beneficiary_whose_household_has_officers_is_told_both() -> None:
    """The officer who is the beneficiary, known to live at home, gains in both ways."""
    office = attrs.evolve(
        OFFICE, officers=(*OFFICE.officers, Officer(STRANGER, PERSON)), households={PERSON: HOME}
    )
    expected = {"apart-from-beneficiary", "apart-from-household"}
    assert expected == refusals(Desk(office), prepared(by=STRANGER))


def test_a_household_counts_whether_the_office_or_the_programme_knows_it() -> None:
    """Where nobody knows it, nobody is kept from acting."""
    assert set() == refusals(Desk(_AS_BENEFICIARY), prepared(by=_RELATIVE))
    assert {"apart-from-household"} == refusals(
        Desk(_AS_BENEFICIARY), prepared(by=_RELATIVE), _AT_HOME
    )
    office = attrs.evolve(_AS_BENEFICIARY, households={PERSON: HOME})
    assert {"apart-from-household"} == refusals(Desk(office), prepared(by=_RELATIVE))


def test_another_beneficiary_keeps_nobody_from_acting() -> None:
    """An officer may act for other people."""
    about = attrs.evolve(ABOUT, person=PersonId("person-2"))
    assert set() == refusals(Desk(_AS_BENEFICIARY), prepared(by=STRANGER), about)


def test_whoever_takes_the_money_makes_and_approves_no_order_for_it() -> None:
    """A payee gains as a beneficiary does, also by an amendment."""
    assert {"apart-from-beneficiary"} == refusals(Desk(OFFICE), prepared(by=MAKER, payee=MAKER))
    desk = after(prepared(payee=FIRST))
    assert {"apart-from-beneficiary"} == refusals(desk, approved(FIRST))
    assert {"apart-from-beneficiary"} == refusals(desk, amended(by=EDITOR, payee=EDITOR))
    assert set() == refusals(desk, approved(SECOND))


def test_no_maker_of_an_order_becomes_its_payee_by_the_hand_of_another() -> None:
    """Neither the maker nor one for whom the maker acts, nor one of the maker's household."""
    desk = after(prepared(by=MAKER, payee=OUTSIDER))
    assert {"signed-apart-from-beneficiary"} == refusals(desk, amended(by=EDITOR, payee=MAKER))
    office = with_office(delegations=delegated((THIRD, MAKER)))
    desk = after(prepared(by=MAKER), office=office)
    assert {"signed-apart-from-beneficiary"} == refusals(desk, amended(by=EDITOR, payee=THIRD))
    assert set() == refusals(desk, amended(by=EDITOR, payee=OUTSIDER))
    desk = after(prepared(), office=at_home(MAKER, OUTSIDER))
    assert {"signed-apart-from-household"} == refusals(desk, amended(by=EDITOR, payee=OUTSIDER))
    assert set() == refusals(desk, amended(by=EDITOR, payee=SECOND))


def at_home(*actors: ActorId, base: Office = OFFICE) -> Office:
    """The office in which these live together."""
    officers = tuple(
        attrs.evolve(each, household=HOME) if each.actor in actors else each
        for each in base.officers
    )
    return attrs.evolve(base, officers=officers)


def test_whoever_lives_with_the_payee_makes_and_approves_no_order() -> None:
    """Nor whose delegate does; whoever ends a hold, or decides to try again, neither."""
    delegations = delegated((FIRST, SECOND))
    office = attrs.evolve(at_home(MAKER, FIRST, OUTSIDER), delegations=delegations, attempts=1)
    alone = {"apart-from-household"}
    assert alone == refusals(Desk(office), prepared(by=MAKER, payee=OUTSIDER))
    desk = after(prepared(by=EDITOR, payee=OUTSIDER), office=office)
    for by in (FIRST, SECOND):
        assert alone == refusals(desk, approved(by))
        assert alone == refusals(desk.record(held(THIRD), ABOUT), resumed(by))
    assert set() == refusals(desk, approved(THIRD))
    back = Desk(attrs.evolve(office, required=1))
    for event in (prepared(by=EDITOR, payee=OUTSIDER), approved(THIRD), sent(), returned()):
        back = back.record(event, ABOUT)
    assert alone == refusals(back, decided(FIRST))
    assert set() == refusals(back, decided(THIRD))


def test_whoever_lives_with_a_payee_who_is_no_officer_is_kept_apart_by_the_persons_known() -> None:
    """A payee is known in the office as a person where it says so."""
    payee, person = ActorId("lks-7"), PersonId("person-7")
    officers = (*at_home(FIRST).officers, Officer(payee, person))
    office = with_office(officers=officers, households={person: HOME})
    desk = after(prepared(payee=payee), office=office)
    assert {"apart-from-household"} == refusals(desk, approved(FIRST))
    assert set() == refusals(desk, approved(SECOND))


def test_nobody_approves_what_one_of_the_own_household_made() -> None:
    """Nor as the delegate of one of it, nor decides to try it again; whoever amended it counts."""
    office = attrs.evolve(at_home(MAKER, FIRST), delegations=delegated((FIRST, SECOND)))
    desk, alone = after(prepared(), office=office), {"apart-from-makers-household"}
    for by in (FIRST, SECOND):
        assert alone == refusals(desk, approved(by))
    assert set() == refusals(desk, approved(THIRD))
    edited = after(prepared(by=EDITOR), amended(by=MAKER, payee=OUTSIDER), office=office)
    assert alone == refusals(edited, approved(FIRST))
    back = Desk(attrs.evolve(office, required=1, attempts=1))
    for event in (prepared(), approved(THIRD), sent(), returned()):
        back = back.record(event, ABOUT)
    assert alone == refusals(back, decided(FIRST))
    assert set() == refusals(back, decided(THIRD))


def test_whoever_takes_the_money_does_not_end_a_hold_on_it() -> None:
    """Of an order under way, and of one that came back; of one withdrawn there is no payee."""
    order = prepared(payee=THIRD)
    desk = after(order, held())
    assert {"apart-from-beneficiary"} == refusals(desk, resumed(THIRD))
    assert set() == refusals(desk, resumed(SECOND))
    back = after(order, *attempt()[1:], returned(), held())
    assert {"apart-from-beneficiary"} == refusals(back, resumed(THIRD))
    assert set() == refusals(after(order, withdrawn(), held()), resumed(THIRD))


def test_nobody_moves_money_to_the_own_delegate() -> None:
    """Acting for somebody binds both ways: neither to the beneficiary nor to a payee."""
    office = attrs.evolve(_AS_BENEFICIARY, delegations=delegated((FIRST, STRANGER)))
    assert {"apart-from-beneficiary"} == refusals(after(prepared(), office=office), approved(FIRST))
    office = with_office(delegations=delegated((FIRST, OUTSIDER)))
    desk = after(prepared(payee=OUTSIDER), office=office)
    assert {"apart-from-beneficiary"} == refusals(desk, approved(FIRST))
    assert set() == refusals(desk, approved(SECOND))


def test_an_approver_in_the_name_of_the_beneficiary_is_refused() -> None:
    """Also where the delegate is nobody to the beneficiary but a delegate."""
    office = attrs.evolve(_AS_BENEFICIARY, delegations=delegated((STRANGER, OUTSIDER)))
    desk = after(prepared(), office=office)
    assert {"apart-from-beneficiary"} == refusals(desk, approved(OUTSIDER, name=STRANGER))
    expected = {"apart-from-beneficiary", "delegation-in-force"}
    assert expected == refusals(desk, approved(EDITOR, name=STRANGER))


def test_whoever_takes_the_money_of_what_came_back_does_not_decide_to_try_again() -> None:
    """The payee of the order that came back gains by another attempt."""
    desk = Desk(with_office(attempts=1))
    for event in (prepared(payee=THIRD), *attempt()[1:], returned()):
        desk = desk.record(event, ABOUT)
    assert {"apart-from-beneficiary"} == refusals(desk, decided(THIRD))
    assert set() == refusals(desk, decided(FIRST))


# --- every rule, on any office ------------------------------------------------------------------

_ACTORS = (MAKER, EDITOR, OUTSIDER, FIRST, SECOND, THIRD)
_actor = st.sampled_from(_ACTORS)
_pair = st.tuples(_actor, _actor).filter(lambda pair: pair[0] != pair[1])
_offices = st.builds(
    lambda approvers, pairs, required: with_office(
        approvers=approvers, delegations=delegated(*pairs), required=required
    ),
    st.frozensets(_actor),
    st.lists(_pair, max_size=4),
    st.none() | st.integers(1, 3),
)
_approvals = st.lists(st.builds(approved, _actor, name=st.none() | _actor), max_size=8)


def _origins(office: Office, actor: ActorId) -> set[ActorId]:
    found = {actor}
    for _ in _ACTORS:
        found |= {each.of for each in office.delegations if each.to in found}
    return found


def _one(office: Office, some: ActorId, other: ActorId) -> bool:
    """Whether one acts for the other, or both for the same."""
    return not _origins(office, some).isdisjoint(_origins(office, other))


@settings(max_examples=at_most(100))  # about 6 ms each
@given(_offices, _actor, _approvals)
def test_no_office_approves_by_its_makers_or_twice_by_one(
    office: Office, maker: ActorId, approvals: list[Any]
) -> None:
    """What is approved was approved by as many as required, none a maker or acting for one."""
    desk = after(prepared(by=maker), office=office)
    for event in approvals:
        if not refusals(desk, event):
            desk = desk.record(event, ABOUT)
    order = desk.orders[pay(1)]
    pairs_given = {each.by.pair for each in order.approvals}
    names = [name for _, name in pairs_given]
    actors = [actor for actor, _ in pairs_given]
    assert len(names) == len(set(names)) == len(set(actors)) == order.approved_by(since(office))
    assert set(names) <= office.approvers
    pairs = {(each.of, each.to) for each in office.delegations}
    assert all(name == by or (name, by) in pairs for name, by in zip(names, actors, strict=True))
    assert not any(_one(office, maker, each) for each in (*names, *actors))
    assert len({*names, *actors}) == sum(len({*pair}) for pair in zip(names, actors, strict=True))
    needed = len(office.approvers) if office.required is None else office.required
    enough = bool(office.approvers) and len(names) >= needed
    assert enough == (order.status is OrderStatus.APPROVED) == (not refusals(desk, sent()))


@given(_offices, _actor, _actor, st.none() | _actor)
def test_an_approval_is_refused_for_exactly_what_is_wrong_with_it(
    office: Office, maker: ActorId, by: ActorId, name: ActorId | None
) -> None:
    """Of the group, apart from the maker, and by a delegation in force: each told by itself."""
    acting, pairs = name or by, {(each.of, each.to) for each in office.delegations}
    wrong = {
        "approver-in-group": acting not in office.approvers,
        "apart-from-maker": _one(office, maker, by) or _one(office, maker, acting),
        "delegation-in-force": acting != by and (acting, by) not in pairs,
    }
    expected = {code for code, is_wrong in wrong.items() if is_wrong}
    desk = after(prepared(by=maker), office=office)
    assert expected == refusals(desk, approved(by, name=name))


def test_an_approver_may_approve_again_to_name_what_was_not_named() -> None:
    """The second approval counts no second time; what both name has been seen."""
    shared = attrs.evolve(desks.ABOUT, shared_with=frozenset({CaseId("case-2")}))
    desk = after(desks.prepared(), approved(FIRST), about=desks.ABOUT)
    found = Found(kind=PaymentFinding.ACCOUNT_SHARED, case=CaseId("case-2"))
    again = approved(FIRST, despite=(found,))
    assert set() == refusals(desk, again, shared)
    twice = desk.record(again, shared).orders[pay(1)]
    seen = frozenset({found})
    assert (1, seen) == (twice.approved_by(since(OFFICE)), twice.seen)
    assert {"approves-once"} == refusals(desk.record(again, shared), again, shared)


def test_delegations_are_those_of_the_day_of_the_act() -> None:
    """One that has ended binds nobody, and one that begins later does not either."""
    over = Period(later_by(-9), later_by(-1))
    office = with_office(delegations=delegated((MAKER, FIRST), during=over))
    assert set() == refusals(after(prepared(), office=office), approved(FIRST, on=DAY))
