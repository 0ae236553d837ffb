"""Who made and approved an order is kept as known then, and compared as known then and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.programme import OfficeChanged, Programme
from reintegra.programme.paying.acts import PaymentApproved
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.findings import Found, PaymentFinding
from reintegra.programme.paying.office import HouseholdId, Office, Officer
from reintegra.programme.paying.orders import OrderStatus
from reintegra.programme.paying.signatory import OfficeSince
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import ActorId, CaseId, PersonId
from tests.profiles import at_most
from tests.programme import desks
from tests.programme.desks import (
    EDITOR,
    FIRST,
    HOME,
    MAKER,
    OFFICE,
    OUTSIDER,
    PERSON,
    SECOND,
    THIRD,
    amended,
    approved,
    approvers,
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
from tests.programme.desks_via_lks import ABOUT, after, prepared, refusals, sent
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    MINISTRY,
    PROGRAMME,
    award_of,
    case_of,
    order_due,
    record,
)
from tests.programme.people import OFFICE as TWO_APPROVE
from tests.programme.test_office import delegated
from tests.programme.test_separation import at_home

if TYPE_CHECKING:
    from reintegra.programme import Recorded
    from reintegra.programme.paying.signatory import Signatory

SOMEBODY = PersonId("person-99")
RENAMED = ActorId("clerk-1b")
APPROVED = (prepared(), approved(FIRST), approved(SECOND))


def who_is(*persons: tuple[ActorId, PersonId], base: Office = OFFICE) -> Office:
    """The office in which these are known to be persons of the register."""
    known = dict(persons)
    officers = tuple(
        attrs.evolve(each, person=known.get(each.actor, each.person)) for each in base.officers
    )
    return attrs.evolve(base, officers=officers)


def renumbered(old: ActorId, base: Office = OFFICE) -> Office:
    """The office in which somebody has the number `RENAMED` instead, and approves under it."""
    officers = tuple(
        Officer(RENAMED, SOMEBODY) if each.actor == old else each for each in base.officers
    )
    approvers = frozenset({*base.approvers, RENAMED}) - {old}
    return attrs.evolve(base, officers=officers, approvers=approvers)


# --- one person under two numbers ---------------------------------------------------------------


def test_a_maker_does_not_approve_under_another_number() -> None:
    """The order keeps which person made it; the office changed in between."""
    desk = after(prepared(), office=who_is((MAKER, SOMEBODY)))
    changed = in_office(desk, renumbered(MAKER))
    assert {"apart-from-maker"} == refusals(changed, approved(RENAMED))
    assert set() == refusals(changed, approved(FIRST))


def test_a_maker_does_not_approve_through_a_delegate_of_the_other_number() -> None:
    """Nor does one for whom the maker acts under it."""
    desk = after(prepared(), office=who_is((MAKER, SOMEBODY)))
    for pair in ((RENAMED, FIRST), (FIRST, RENAMED)):
        changed = attrs.evolve(renumbered(MAKER), delegations=delegated(pair))
        assert {"apart-from-maker"} == refusals(in_office(desk, changed), approved(FIRST))


def test_who_amended_an_order_does_not_approve_under_another_number() -> None:
    """Whoever amends is a maker."""
    desk = after(prepared(), amended(payee=OUTSIDER), office=who_is((EDITOR, SOMEBODY)))
    assert {"apart-from-maker"} == refusals(in_office(desk, renumbered(EDITOR)), approved(RENAMED))


def test_one_person_does_not_approve_twice_under_two_numbers() -> None:
    """One approval stands, and it takes another person for the second."""
    desk = after(prepared(), approved(FIRST), office=who_is((FIRST, SOMEBODY)))
    changed = in_office(desk, renumbered(FIRST))
    assert {"approves-once"} == refusals(changed, approved(RENAMED))
    assert set() == refusals(changed, approved(SECOND))


def test_who_made_what_came_back_does_not_decide_under_another_number() -> None:
    """A decision is an approval of its own kind."""
    base = who_is((MAKER, SOMEBODY), base=with_office(attempts=1))
    desk = after(*APPROVED, sent(), returned(), office=base)
    changed = in_office(desk, renumbered(MAKER, base))
    assert {"apart-from-maker"} == refusals(changed, decided(RENAMED))
    assert set() == refusals(changed, decided(THIRD))


def test_what_becomes_known_of_a_maker_later_counts_too() -> None:
    """Of nobody was it known, when the order was made, that they are one, or live together."""
    desk = after(prepared(payee=OUTSIDER))
    assert {"apart-from-makers-household"} == refusals(
        in_office(desk, at_home(MAKER, FIRST)), approved(FIRST)
    )
    persons = who_is((MAKER, PersonId("person-8")))
    lives = attrs.evolve(persons, households={PersonId("person-8"): HOME})
    together = at_home(FIRST, base=lives)
    assert {"apart-from-makers-household"} == refusals(in_office(desk, together), approved(FIRST))


def test_where_a_maker_lived_when_the_order_was_made_counts_as_well() -> None:
    """Moving out the day after does not help."""
    desk = after(prepared(), office=at_home(MAKER, FIRST))
    moved = at_home(FIRST)
    assert {"apart-from-makers-household"} == refusals(in_office(desk, moved), approved(FIRST))


def test_an_order_keeps_who_acted_as_they_were_known_that_day() -> None:
    """Number and person, for whom they acted, who acted for them, and where all these lived."""
    office = attrs.evolve(
        at_home(OUTSIDER, base=who_is((MAKER, SOMEBODY))),
        delegations=delegated((OUTSIDER, MAKER), (MAKER, EDITOR)),
    )
    (signed,) = after(prepared(), office=office).orders[pay(1)].makers
    assert (MAKER, MAKER) == signed.pair
    made = signed.as_known(office.people)
    assert {MAKER, SOMEBODY} == made.own
    assert {MAKER, SOMEBODY, OUTSIDER} == made.acts_for
    assert {MAKER, SOMEBODY, OUTSIDER, EDITOR} == made.bound
    assert {HOME} == made.households
    then = who_is((OUTSIDER, PersonId("person-5")), base=renumbered(MAKER))
    now = signed.as_known(office.people.and_by(then.people))
    assert {MAKER, SOMEBODY, RENAMED} == now.own
    assert {PersonId("person-5"), RENAMED} == now.acts_for - made.acts_for
    assert made.acts_for - {SOMEBODY} == signed.as_known(OFFICE.people).acts_for


def test_where_a_person_lives_counts_also_in_an_office_that_knows_no_officer_as_a_person() -> None:
    """Whoever made the order has left: the person is known from then, the household from now."""
    desk = after(*APPROVED, office=who_is((MAKER, SOMEBODY)))
    later = with_office(households={SOMEBODY: HOME, PERSON: HOME})
    assert {"signed-apart-from-household"} == refusals(in_office(desk, later), sent())


# --- what one office knew and the next does not say ---------------------------------------------


def test_what_an_office_knew_in_between_is_not_forgotten() -> None:
    """The maker's number and the approver's are one person, each by an office of its own."""
    desk = in_office(after(prepared()), who_is((MAKER, SOMEBODY)))
    assert {"apart-from-maker"} == refusals(in_office(desk, renumbered(MAKER)), approved(RENAMED))
    through = who_is((OUTSIDER, SOMEBODY))
    desk = in_office(desk, through)
    linked = in_office(desk, who_is((OUTSIDER, PersonId("person-8"))))
    last = in_office(linked, who_is((FIRST, PersonId("person-8"))))
    assert {"apart-from-maker"} == refusals(last, approved(FIRST))


@pytest.mark.parametrize("who", [MAKER, FIRST, SECOND])
def test_an_officer_who_was_found_to_gain_does_not_leave_so_that_it_is_sent(who: ActorId) -> None:
    """The beneficiary has signed: neither leaving nor another number makes it another."""
    learnt = in_office(after(*APPROVED), who_is((who, PERSON)))
    expected = {"signed-apart-from-beneficiary"}
    left = with_office(
        officers=tuple(each for each in OFFICE.officers if each.actor != who),
        approvers=OFFICE.approvers - {who},
    )
    for office in (
        OFFICE,
        left,
        attrs.evolve(left, officers=(*left.officers, Officer(RENAMED, PERSON))),
    ):
        assert expected == refusals(in_office(learnt, office), sent())


@pytest.mark.parametrize(
    ("home", "code"),
    [((MAKER, FIRST), "signed-by-different-households"), ((MAKER,), "signed-apart-from-household")],
)
def test_a_household_that_was_found_is_not_forgotten(home: Any, code: str) -> None:
    """Of maker and approver, and of maker and beneficiary, though all move out afterwards."""
    found = attrs.evolve(at_home(*home), households={PERSON: HOME} if len(home) == 1 else {})
    assert {code} == refusals(in_office(in_office(after(*APPROVED), found), OFFICE), sent())


def test_of_a_payee_is_not_forgotten_who_it_was_found_to_be() -> None:
    """The payee was found to be the maker, or to live with the approver."""
    made = after(prepared(payee=OUTSIDER), *APPROVED[1:])
    for found, code in (
        (who_is((OUTSIDER, SOMEBODY)), "signed-apart-from-beneficiary"),
        (at_home(OUTSIDER, FIRST), "signed-apart-from-household"),
    ):
        later = who_is((MAKER, SOMEBODY)) if code.endswith("beneficiary") else OFFICE
        assert {code} == refusals(in_office(in_office(made, found), later), sent())


def test_a_mistaken_link_is_taken_back_by_another_order() -> None:
    """An order that is made after the mistake was corrected is asked about what is known since."""
    mistaken = in_office(after(*APPROVED), who_is((FIRST, PERSON)))
    corrected = in_office(mistaken, OFFICE)
    assert {"signed-apart-from-beneficiary"} == refusals(corrected, sent())
    desk = corrected.record(withdrawn(), ABOUT)
    for event in (prepared(2), approved(FIRST, 2), approved(SECOND, 2)):
        desk = desk.record(event, ABOUT)
    assert set() == refusals(desk, sent(2))
    of_the_maker = in_office(in_office(after(), who_is((MAKER, PERSON))), OFFICE)
    assert set() == refusals(of_the_maker, prepared())


def test_what_was_learnt_of_one_attempt_counts_for_the_next_at_the_same() -> None:
    """Also where another office says it no more, and the order that follows was withdrawn once."""
    found = in_office(after(*APPROVED, sent()), who_is((FIRST, PERSON), (OUTSIDER, SOMEBODY)))
    desk = in_office(found, OFFICE).record(returned(), ABOUT)
    for number in (2, 3):
        desk = in_office(desk, who_is((MAKER, SOMEBODY)))
        order = prepared(number, follows=1)
        assert {"apart-from-beneficiary"} == refusals(desk, attrs.evolve(order, by=FIRST))
        assert {"apart-from-beneficiary"} == refusals(desk, attrs.evolve(order, payee=OUTSIDER))
        desk = desk.record(attrs.evolve(order, by=EDITOR), ABOUT)
        assert {"apart-from-beneficiary"} == refusals(desk, approved(FIRST, number))
        assert set() == refusals(desk, approved(SECOND, number))
        desk = desk.record(withdrawn(number), ABOUT)


def test_who_decides_or_resumes_is_judged_since_the_first_attempt() -> None:
    """A maker of what came back, and a payee of it, under numbers that are known no more."""
    one = with_office(attempts=1)
    desk = after(prepared(payee=OUTSIDER), *APPROVED[1:], sent(), returned(), office=one)
    for who, code in ((MAKER, "apart-from-maker"), (OUTSIDER, "apart-from-beneficiary")):
        found = in_office(desk, who_is((who, SOMEBODY), base=one))
        later = in_office(found, who_is((THIRD, SOMEBODY), base=one))
        assert {code} == refusals(later, decided(THIRD))
    held_up = later.record(held(by=EDITOR), ABOUT)
    assert {"apart-from-beneficiary"} == refusals(held_up, resumed(THIRD))


def test_a_desk_knows_all_that_any_office_since_has_known() -> None:
    """As every office by itself says; an office that knows the same adds nothing."""
    offices = (OFFICE, who_is((MAKER, SOMEBODY)), at_home(FIRST), OFFICE)
    desk = Desk(OFFICE)
    for office in offices[1:]:
        desk = in_office(desk, office)
    assert len(offices) == len(desk.known)
    assert desk.known == in_office(desk, with_office(required=1)).known
    assert OFFICE.people == desk.known[-1]
    for place, known in enumerate(desk.known):
        assert known.persons == frozenset().union(
            *(each.people.persons for each in offices[place:])
        )
        homes = {who for each in offices[place:] for who in each.people.homes}
        assert homes == set(known.homes)


def test_a_desk_does_not_get_another_office_unseen() -> None:
    """What was known before would be forgotten."""
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(Desk(OFFICE), office=who_is((MAKER, SOMEBODY)))
    assert "Desk.known: an office knows what it says [another-office]" == str(refused.value)


def test_a_desk_knows_at_least_what_its_own_office_says() -> None:
    """Nothing known at all is another office; and what is known stands in a tuple."""
    with pytest.raises(InvalidValue, match="another-office"):
        Desk(OFFICE, known=())
    wrong: Any = None
    with pytest.raises(WrongType, match=r"^Desk\.known: "):
        Desk(OFFICE, known=wrong)
    with pytest.raises(WrongType, match=r"^Desk\.office: "):
        Desk(wrong, known=(OFFICE.people,))


# --- nobody in two approvals --------------------------------------------------------------------


def test_deputies_at_two_removes_are_not_two_approvals() -> None:
    """A deputy approves in the name of the head; the head does not in the name of another."""
    office = with_office(delegations=delegated((FIRST, OUTSIDER), (SECOND, FIRST)))
    desk = after(prepared(), approved(OUTSIDER, name=FIRST), office=office)
    assert {"approves-once"} == refusals(desk, approved(FIRST, name=SECOND))
    assert {"approves-once"} == refusals(desk, approved(FIRST))
    assert set() == refusals(desk, approved(SECOND))
    other = after(prepared(), approved(FIRST, name=SECOND), office=office)
    for event in (approved(OUTSIDER, name=FIRST), approved(SECOND), approved(FIRST)):
        assert {"approves-once"} == refusals(other, event)
    assert set() == refusals(other, approved(THIRD))


def test_only_the_same_pair_names_a_finding_afterwards() -> None:
    """Neither the approver after the delegate, nor the same actor in another name."""
    shared = attrs.evolve(desks.ABOUT, shared_with=frozenset({CaseId("case-2")}))
    office = with_office(delegations=delegated((FIRST, OUTSIDER), (SECOND, OUTSIDER)))
    events = (desks.prepared(), approved(OUTSIDER, name=FIRST))
    desk = after(*events, office=office, about=shared)
    seen = (Found(kind=PaymentFinding.ACCOUNT_SHARED, case=CaseId("case-2")),)
    for by, name in ((FIRST, None), (OUTSIDER, SECOND)):
        late = approved(by, name=name, despite=seen)
        assert {"approves-once"} == refusals(desk, late, shared)
    assert set() == refusals(desk, approved(OUTSIDER, name=FIRST, despite=seen), shared)


# --- as the order is sent -----------------------------------------------------------------------

_WITH_PAYEE = (prepared(payee=OUTSIDER), *APPROVED[1:])


@pytest.mark.parametrize("who", [MAKER, FIRST, SECOND])
def test_nothing_is_sent_to_whoever_made_or_approved_it(who: ActorId) -> None:
    """Since the approval it became known who the beneficiary, or the payee, is."""
    desk, expected = after(*_WITH_PAYEE), {"signed-apart-from-beneficiary"}
    assert expected == refusals(in_office(desk, who_is((who, PERSON))), sent())
    officers = tuple(each for each in OFFICE.officers if each.actor != who)
    was = after(*_WITH_PAYEE, office=who_is((who, SOMEBODY)))
    left = attrs.evolve(
        OFFICE,
        officers=(
            *(each for each in officers if each.actor != OUTSIDER),
            Officer(OUTSIDER, SOMEBODY),
        ),
        approvers=OFFICE.approvers - {who},
    )
    assert expected == refusals(in_office(was, left), sent())


@pytest.mark.parametrize("who", [MAKER, FIRST, SECOND])
def test_nothing_is_sent_to_the_household_of_whoever_made_or_approved_it(who: ActorId) -> None:
    """Of the beneficiary, as the office or the programme knows it, or of the payee."""
    desk, expected = after(*_WITH_PAYEE), {"signed-apart-from-household"}
    assert expected == refusals(in_office(desk, at_home(who, OUTSIDER)), sent())
    lives = attrs.evolve(at_home(who), households={PERSON: HOME})
    assert expected == refusals(in_office(desk, lives), sent())
    about = attrs.evolve(ABOUT, household=HOME)
    assert expected == refusals(in_office(desk, at_home(who)), sent(), about)


def test_nothing_is_sent_that_was_made_and_approved_by_one_person_or_twice_by_one() -> None:
    """Since the approval it became known that two numbers are one person."""
    expected = {"signed-by-different-people"}
    for first, other in ((MAKER, FIRST), (FIRST, SECOND)):
        was = after(*APPROVED, office=who_is((first, SOMEBODY)))
        assert set() == refusals(in_office(was, OFFICE), sent())
        assert expected == refusals(in_office(was, who_is((other, SOMEBODY))), sent())


def test_nothing_is_sent_that_was_made_and_approved_in_one_household() -> None:
    """Since the approval it became known that they live together; two approvers may."""
    desk = after(*APPROVED)
    together = in_office(desk, at_home(MAKER, SECOND))
    assert {"signed-by-different-households"} == refusals(together, sent())
    assert set() == refusals(in_office(desk, at_home(FIRST, SECOND)), sent())


def test_what_was_approved_is_sent_though_its_officers_have_left() -> None:
    """Whoever approved in office has approved validly; so has whoever prepared."""
    others = tuple(Officer(each) for each in (EDITOR, THIRD))
    later = attrs.evolve(OFFICE, officers=others, approvers=frozenset({THIRD}), required=None)
    assert set() == refusals(in_office(after(*APPROVED), later), sent())


def test_a_delegation_that_begins_after_the_approval_keeps_nothing_from_being_sent() -> None:
    """Only those of the days of the order and of the approval bind."""
    during = Period(later_by(1), later_by(9))
    pairs = delegated((MAKER, FIRST), (SECOND, MAKER), during=during)
    desk = in_office(after(*APPROVED), with_office(delegations=pairs))
    assert set() == refusals(desk, sent(on=later_by(2)))


# --- how many count -----------------------------------------------------------------------------


def test_an_approval_of_somebody_who_approves_no_more_does_not_count() -> None:
    """While the order is prepared: it takes two who approve now; nothing of it disappears."""
    desk = after(prepared(), approved(FIRST))
    for later in (
        with_office(approvers=frozenset({SECOND, THIRD})),
        with_office(
            officers=tuple(each for each in OFFICE.officers if each.actor != FIRST),
            approvers=frozenset({SECOND, THIRD}),
        ),
    ):
        once = in_office(desk, later).record(approved(SECOND), ABOUT)
        assert OrderStatus.PREPARED is once.orders[pay(1)].status
        assert [FIRST, SECOND] == approvers(once.orders[pay(1)])
        assert {"order-status"} == refusals(once, sent())
        twice = once.record(approved(THIRD), ABOUT)
        assert set() == refusals(twice, sent())


def test_two_approvals_that_turn_out_to_be_of_one_person_count_as_one() -> None:
    """Towards the three that are needed it takes another; and it is not sent in any case."""
    three = with_office(required=3)
    desk = after(prepared(), approved(FIRST), office=who_is((FIRST, SOMEBODY), base=three))
    desk = in_office(desk, three).record(approved(SECOND), ABOUT)
    known = in_office(desk, who_is((SECOND, SOMEBODY), base=three))
    once = known.record(approved(THIRD), ABOUT)
    assert OrderStatus.PREPARED is once.orders[pay(1)].status
    assert 2 == once.orders[pay(1)].approved_by(OfficeSince(three, once.known[0]))
    assert 3 == once.orders[pay(1)].approved_by(since(three))


def test_an_approval_by_a_delegate_who_left_the_office_does_not_count() -> None:
    """Though the approver in whose name it was done is still there."""
    before = with_office(delegations=delegated((FIRST, OUTSIDER)))
    desk = after(prepared(), approved(OUTSIDER, name=FIRST), office=before)
    left = tuple(each for each in OFFICE.officers if each.actor != OUTSIDER)
    once = in_office(desk, with_office(officers=left)).record(approved(SECOND), ABOUT)
    assert OrderStatus.PREPARED is once.orders[pay(1)].status


def test_an_order_that_was_approved_stays_approved() -> None:
    """Whoever of its approvers has left, and however many must approve from now on."""
    desk = after(*APPROVED)
    for later in (with_office(approvers=frozenset({THIRD})), with_office(required=3)):
        again = in_office(desk, later).record(approved(THIRD), ABOUT)
        assert OrderStatus.APPROVED is again.orders[pay(1)].status
        assert set() == refusals(in_office(desk, later), sent())


def test_where_the_approvals_suffice_by_now_one_who_gave_one_approves_again() -> None:
    """The office asks for fewer: nobody else is needed, and nobody is counted twice."""
    desk = after(prepared(), approved(FIRST), office=with_office(required=3))
    assert {"approves-once"} == refusals(desk, approved(FIRST))
    assert {"approves-once"} == refusals(in_office(desk, with_office(required=2)), approved(FIRST))
    lower = in_office(desk, with_office(required=1))
    done = lower.record(approved(FIRST), ABOUT)
    assert OrderStatus.APPROVED is done.orders[pay(1)].status
    assert 1 == done.orders[pay(1)].approved_by(since(OFFICE))
    assert {"approves-once"} == refusals(done, approved(FIRST))


def test_more_than_the_group_has_can_never_approve() -> None:
    """Whoever approves, and however often; and nobody at all approves in an empty group."""
    desk = after(prepared(), approved(FIRST), approved(SECOND), approved(THIRD),
                 office=with_office(required=4))  # fmt: skip
    assert OrderStatus.PREPARED is desk.orders[pay(1)].status
    for by in OFFICE.approvers:
        assert {"approves-once"} == refusals(desk, approved(by))
    empty = in_office(desk, with_office(approvers=frozenset(), required=None))
    for by in OFFICE.approvers:
        assert "approver-in-group" in refusals(empty, approved(by))


def test_a_payee_who_comes_by_amendment_voids_the_approvals_and_does_not_approve() -> None:
    """The order is judged as it will be paid, by whoever approves it anew."""
    desk = after(*APPROVED, amended(payee=THIRD))
    assert {"apart-from-beneficiary"} == refusals(desk, approved(THIRD))
    assert {"order-status"} == refusals(desk, sent())
    for by in (FIRST, SECOND):
        desk = desk.record(approved(by), ABOUT)
    assert set() == refusals(desk, sent())


def test_an_approver_who_amends_is_a_maker_under_whatever_name() -> None:
    """Neither in person nor through a delegate, nor as the delegate of another approver."""
    pairs = delegated((FIRST, OUTSIDER), (SECOND, FIRST))
    office = with_office(delegations=pairs)
    desk = after(prepared(), approved(THIRD), amended(by=FIRST, payee=EDITOR), office=office)
    for event in (approved(FIRST), approved(OUTSIDER, name=FIRST), approved(FIRST, name=SECOND)):
        assert {"apart-from-maker"} == refusals(desk, event)
    assert {"apart-from-maker"} == refusals(desk, approved(SECOND))
    assert set() == refusals(desk, approved(THIRD))


# --- any office, at any time --------------------------------------------------------------------

_ACTORS = (MAKER, EDITOR, OUTSIDER, FIRST, SECOND, THIRD)
_PERSONS = (PERSON, SOMEBODY, PersonId("person-8"))
_HOMES = (HOME, HouseholdId("household-2"))


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Any office of the six, with any of them known as persons and living somewhere."""
    persons = draw(st.permutations((*_PERSONS, *(None,) * 3)))
    homes = draw(st.lists(st.none() | st.sampled_from(_HOMES), min_size=6, max_size=6))
    officers = tuple(map(Officer, _ACTORS, persons, homes))
    pair = st.tuples(st.sampled_from(_ACTORS), st.sampled_from(_ACTORS))
    pairs = draw(st.lists(pair.filter(lambda two: two[0] != two[1]), max_size=2))
    group = draw(st.frozensets(st.sampled_from(_ACTORS), min_size=2))
    return attrs.evolve(
        OFFICE,
        officers=officers,
        approvers=group,
        required=draw(st.integers(1, 2)),
        delegations=delegated(*pairs),
    )


_approvals = st.lists(
    st.builds(approved, st.sampled_from(_ACTORS), name=st.none() | st.sampled_from(_ACTORS)),
    max_size=6,
)


@settings(max_examples=at_most(100))  # about 6 ms each
@given(offices(), offices(), offices(), _approvals, _approvals)
def test_whatever_office_comes_after_what_goes_out_has_three_apart(
    first: Office, then: Office, last: Office, before: list[Any], later: list[Any]
) -> None:
    """Of makers, approvers and beneficiary no two are one person by any office that saw them."""
    desk = Desk(first)
    if refusals(desk, prepared()):
        return
    desk = desk.record(prepared(), ABOUT)
    for office, events in ((first, before), (then, later)):
        desk = in_office(desk, office)
        for event in events:
            desk = desk if refusals(desk, event) else desk.record(event, ABOUT)
    desk = in_office(desk, last)
    if refusals(desk, sent()):
        return
    order = desk.orders[pay(1)]
    (made,), given_ = order.makers, {each.by.pair: each.by for each in order.approvals}
    offices = (first, then, last)
    people = [_persons(made, offices), *(_persons(each, offices) for each in given_.values())]
    assert sum(map(len, people)) == len(frozenset().union(*people))
    assert PERSON not in frozenset().union(*people)


def _persons(signed: Signatory, offices: tuple[Office, ...]) -> frozenset[object]:
    """All numbers and persons of an actor and of in whose name, by whatever office."""
    found: set[object] = set(signed.pair)
    officers = [each for office in offices for each in office.officers if each.person is not None]
    for _ in officers:
        for each in officers:
            both = {each.actor, each.person}
            found |= both if both & found else set()
    return frozenset(found)


# --- in a programme -----------------------------------------------------------------------------


def changed(office: Office) -> OfficeChanged:
    """A programme gets this office."""
    return OfficeChanged(programme=PROGRAMME, on=LATER, by=MINISTRY, office=office)


def in_turn() -> tuple[Programme, list[Recorded]]:
    """A clerk prepares; the office changes; the clerk's other number comes to be an approver."""
    case, maker = case_of(1), ActorId("maker-1")
    start = KEMENSOS_ROUND.programme(960_000)
    known = who_is((maker, SOMEBODY), base=TWO_APPROVE)
    recorded = record(start, award_of(case), changed(known), cases=[case])
    order = order_due(recorded, case)
    first = PaymentApproved(case=case.id, on=LATER, by=ActorId("approver-1"), payment=order.payment)
    way = [recorded]
    for event in (order, first, changed(renumbered(maker, TWO_APPROVE))):
        way.append(record(way[-1], event))
    return start, way


def test_a_programme_refuses_the_second_number_of_a_maker() -> None:
    """As it is recorded, in whatever office it has come to be."""
    _, way = in_turn()
    order = next(iter(way[-1].programme.desk.orders.values()))
    event = PaymentApproved(case=order.case, on=LATER, by=RENAMED, payment=order.payment)
    verdict = way[-1].programme.consider(event, way[-1].cases)
    assert ["apart-from-maker"] == [each.code for each in verdict.failed]


def test_a_replay_knows_who_acted_as_they_were_known_then() -> None:
    """At every prefix, without a case: the office is that of the history at that moment."""
    start, way = in_turn()
    for each in way:
        again = start.replay(each.programme.history)
        assert each.programme.desk.orders == again.desk.orders
    (order,) = way[-1].programme.desk.orders.values()
    known = way[-1].programme.desk.known
    assert SOMEBODY in order.makers[0].as_known(known[order.since]).own
    assert known == start.replay(way[-1].programme.history).desk.known
