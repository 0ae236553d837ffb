"""The office that pays: officers, approvers, delegations and the values by which it works."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, ReintegraError, WrongType
from reintegra.programme.paying.office import Delegation, HouseholdId, Office, Officer
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import ActorId, PersonId
from tests.programme.desks import (
    DAY,
    EDITOR,
    FIRST,
    HOME,
    MAKER,
    OFFICE,
    OUTSIDER,
    SECOND,
    STRANGER,
    THIRD,
    later_by,
    with_office,
)

TODAY = Period(DAY, DAY)
_ACTORS = (MAKER, EDITOR, OUTSIDER, FIRST, SECOND, THIRD)


def delegated(*pairs: tuple[ActorId, ActorId], during: Period = TODAY) -> tuple[Delegation, ...]:
    """Each pair: of whom, to whom."""
    return tuple(Delegation(of, to, during) for of, to in pairs)


@pytest.mark.parametrize("required", [None, 1, 2, 7])
def test_an_empty_group_never_approves(required: int | None) -> None:
    """Neither where all of nobody would suffice, nor for any number of approvals."""
    office = with_office(approvers=frozenset(), required=required)
    assert [] == [count for count in range(20) if office.is_enough(count)]


@given(st.integers(1, 3), st.integers(0, 5))
def test_as_many_approvals_as_required_are_enough(required: int, approvals: int) -> None:
    """Not one fewer."""
    assert (approvals >= required) == with_office(required=required).is_enough(approvals)


def test_where_no_number_is_required_all_of_the_group_are() -> None:
    """Three of three."""
    office = with_office(required=None)
    assert [False, False, False, True] == [office.is_enough(count) for count in range(4)]


def test_more_than_the_group_has_never_approve() -> None:
    """Four of three: the group itself is not enough."""
    assert not with_office(required=4).is_enough(3)


def test_a_delegate_acts_on_the_days_of_the_delegation() -> None:
    """Both ends included, for that officer and no other, and never the other way round."""
    during = Period(later_by(1), later_by(3))
    office = with_office(delegations=delegated((FIRST, OUTSIDER), during=during))
    assert [False, True, True, True, False] == [
        office.is_delegate(OUTSIDER, of=FIRST, on=later_by(days)) for days in range(5)
    ]
    assert not office.is_delegate(FIRST, of=OUTSIDER, on=later_by(2))
    assert not office.is_delegate(OUTSIDER, of=SECOND, on=later_by(2))
    assert not office.is_delegate(EDITOR, of=FIRST, on=later_by(2))


def test_behind_a_delegate_stand_all_for_whom_it_acts_at_whatever_remove() -> None:
    """Round in a circle too; a delegate of a delegate still acts by the word of one of them."""
    pairs = delegated((FIRST, SECOND), (SECOND, THIRD), (THIRD, FIRST), (MAKER, THIRD))
    office = with_office(delegations=pairs)
    assert {FIRST, SECOND, THIRD, MAKER} == office.behind([SECOND], on=DAY)
    assert {MAKER} == office.behind([MAKER], on=DAY)
    assert {SECOND} == office.behind([SECOND], on=later_by(1))
    assert not office.is_delegate(THIRD, of=FIRST, on=DAY)


_PAIRS = st.lists(
    st.tuples(st.sampled_from(_ACTORS), st.sampled_from(_ACTORS)).filter(lambda p: p[0] != p[1]),
    max_size=8,
)


@given(_PAIRS, st.sampled_from(_ACTORS))
def test_behind_an_actor_stands_whoever_a_chain_of_delegations_begins_with(
    pairs: list[tuple[ActorId, ActorId]], actor: ActorId
) -> None:
    """As found by widening the circle until it stays the same."""
    found = {actor}
    for _ in _ACTORS:
        found |= {of for of, to in pairs if to in found}
    assert found == with_office(delegations=delegated(*pairs)).behind([actor], on=DAY)


@given(_PAIRS, st.sampled_from(_ACTORS))
def test_bound_to_an_actor_is_whoever_acts_for_somebody_behind_that_actor(
    pairs: list[tuple[ActorId, ActorId]], actor: ActorId
) -> None:
    """The principals, the delegates, and those who act for the same; and it binds both ways."""
    office = with_office(delegations=delegated(*pairs))
    behind = {each: office.behind([each], on=DAY) for each in _ACTORS}
    bound = {each: office.bound_to([each], on=DAY) for each in _ACTORS}
    assert {each for each in _ACTORS if behind[each] & behind[actor]} == bound[actor]
    assert {each for each in _ACTORS if actor in bound[each]} == bound[actor]
    assert {actor} == office.bound_to([actor], on=later_by(1))


def test_an_officer_is_a_person_of_the_register_where_that_is_known() -> None:
    """Of nobody else is the officer known."""
    office = Office(
        (Officer(MAKER, PersonId("person-1")), Officer(FIRST)),
        frozenset(),
        required=1,
        attempts=1,
        recent_days=0,
    )
    one, two = PersonId("person-1"), PersonId("person-2")
    assert {MAKER, one} == office.people.known_as([one]) == office.people.known_as([MAKER])
    assert {two} == office.people.known_as([two])
    assert {FIRST, two} == office.people.known_as([FIRST, two])


def test_the_household_of_a_person_is_known_by_either_register() -> None:
    """By what the office knows of the person, and by what it knows of the officer."""
    one, two, away = PersonId("person-1"), PersonId("person-2"), HouseholdId("household-2")
    office = Office(
        (Officer(MAKER, household=HOME), Officer(FIRST, two), Officer(SECOND, household=away)),
        frozenset(),
        required=1,
        attempts=1,
        recent_days=0,
        households={one: HOME, two: HOME},
    )
    for somebody in (one, two, MAKER):
        assert {HOME} == office.people.households_of(frozenset({somebody}))
    assert {HOME} == office.people.households_of(office.people.known_as([FIRST]))
    assert {HOME, away} == office.people.households_of(frozenset({one, SECOND}))
    assert set() == office.people.households_of(frozenset({PersonId("person-3"), FIRST}))


_REFUSED: dict[str, dict[str, Any]] = {
    "Office.officers: name each officer once [officer-twice]": {
        "officers": (*OFFICE.officers, Officer(MAKER))
    },
    "Office.approvers: an approver is an officer [no-such-officer]": {
        "approvers": frozenset({FIRST, STRANGER})
    },
    "Office.delegations: a delegate is an officer [no-such-officer]": {
        "delegations": delegated((FIRST, STRANGER))
    },
    "Office.required: a whole number of at least 1 is needed [too-small]": {"required": 0},
    "Office.attempts: a whole number of at least 1 is needed [too-small]": {"attempts": 0},
    "Office.recent_days: a whole number of at least 0 is needed [negative]": {"recent_days": -1},
    "Office.officers: expected tuple, got list": {"officers": list(OFFICE.officers)},
    "Office.officers: expected Officer, got ActorId": {"officers": (MAKER,)},
    "Office.approvers: expected frozenset, got set": {"approvers": {FIRST}},
    "Office.approvers: expected ActorId, got str": {"approvers": frozenset({"approver-1"})},
    "Office.delegations: expected tuple, got list": {"delegations": []},
    "Office.delegations: expected Delegation, got ActorId": {"delegations": (MAKER,)},
    "Office.households: expected PersonId, got str": {"households": {"person-1": HOME}},
    "Office.households: expected HouseholdId, got str": {
        "households": {PersonId("person-1"): "household-1"}
    },
    "Office.required: expected a whole number, got bool": {"required": True},
    "Office.attempts: expected a whole number, got float": {"attempts": 3.0},
    "Office.recent_days: expected a whole number, got NoneType": {"recent_days": None},
}


@pytest.mark.parametrize(("text", "changes"), _REFUSED.items(), ids=_REFUSED)
def test_an_office_that_cannot_be_is_refused(text: str, changes: dict[str, Any]) -> None:
    """The field is named, and never whom it names."""
    with pytest.raises(ReintegraError) as refused:
        with_office(**changes)
    assert text == str(refused.value)


def test_one_person_is_not_two_officers() -> None:
    """Otherwise one person would approve twice, under two numbers."""
    person = PersonId("person-9")
    with pytest.raises(InvalidValue) as refused:
        with_office(officers=(Officer(FIRST, person), Officer(SECOND, person)))
    assert ("Office.officers", "officer-twice") == (refused.value.field, refused.value.code)


def test_officers_of_whom_no_person_is_known_are_each_their_own() -> None:
    """What is not known makes nobody the same."""
    assert set(_ACTORS) == OFFICE.actors


_KINDS: tuple[tuple[type[Any], dict[str, Any], str], ...] = (
    (Delegation, {"to": FIRST}, "Delegation.to: an officer delegates to another [self]"),
    (Delegation, {"of": "a"}, "Delegation.of: expected ActorId, got str"),
    (Delegation, {"to": "a"}, "Delegation.to: expected ActorId, got str"),
    (Delegation, {"during": DAY}, "Delegation.during: expected Period, got date"),
    (Officer, {"actor": "a"}, "Officer.actor: expected ActorId, got str"),
    (Officer, {"person": "a"}, "Officer.person: expected PersonId, got str"),
    (Officer, {"household": "a"}, "Officer.household: expected HouseholdId, got str"),
)
_WHOLE: dict[type[Any], dict[str, Any]] = {
    Delegation: {"of": FIRST, "to": SECOND, "during": TODAY},
    Officer: {"actor": FIRST},
}


@pytest.mark.parametrize(("kind", "changes", "text"), _KINDS)
def test_officers_and_delegations_are_what_they_say(
    kind: type[Any], changes: dict[str, Any], text: str
) -> None:
    """A value of another type is a misuse, and so is a delegation to oneself."""
    kind(**_WHOLE[kind])
    with pytest.raises((InvalidValue, WrongType)) as refused:
        kind(**_WHOLE[kind] | changes)
    assert text == str(refused.value)


def test_an_office_is_compared_and_copied_by_its_values() -> None:
    """Two with the same values are the same office."""
    assert attrs.evolve(OFFICE) == OFFICE
    assert with_office(attempts=4) != OFFICE
