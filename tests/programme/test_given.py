"""Who was given what: by person, across cases, across programmes."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain import Case
from reintegra.errors import WrongType
from reintegra.programme import Gift, Given
from reintegra.vocabulary.aid import Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import AwardId, PersonId
from tests.programme.people import ELSEWHERE as OTHER
from tests.programme.people import (
    PROGRAMME,
    SANDBOX_ROUND,
    YEAR,
    award_of,
    cancelled,
    case_of,
    confirmed,
    returned,
    sent,
)

if TYPE_CHECKING:
    from reintegra.chain import Event

PERSON = PersonId("person-1")
STIMULUS = Purpose.BUSINESS_STIMULUS
GIFT = Gift(OTHER, AwardId("elsewhere-1"), STIMULUS, YEAR)
ELSEWHERE = Given().also(PERSON, GIFT)


def with_events(case: Case, *events: Event) -> Case:
    """The case with more history."""
    return Case.replay((*case.events, *events))


def test_nothing_was_given_to_nobody() -> None:
    """An empty record is an answer."""
    assert not Given().has(PERSON, STIMULUS, YEAR)
    assert not Given.of([case_of(1)]).has(PERSON, STIMULUS, YEAR)


def test_purpose_period_and_person_must_all_agree() -> None:
    """Another purpose, another year and another person are other aid."""
    case = case_of(1)
    held = Given.of([with_events(case, award_of(case))])
    assert held.has(PERSON, STIMULUS, YEAR)
    assert not held.has(PERSON, Purpose.LIVING_COST, YEAR)
    assert not held.has(PERSON, STIMULUS, Period.of_year(2020))
    assert not held.has(PersonId("person-2"), STIMULUS, YEAR)


@given(*[st.integers(0, 20)] * 4)
def test_periods_with_a_day_in_common_are_the_same_period(
    start: int, length: int, other_start: int, other_length: int
) -> None:
    """Whatever the two periods are, counted day by day."""
    first = set(range(start, start + length + 1))
    second = set(range(other_start, other_start + other_length + 1))
    held = Given().also(PERSON, Gift(OTHER, AwardId("award-1"), STIMULUS, _days(first)))
    assert bool(first & second) == held.has(PERSON, STIMULUS, _days(second))


def _days(numbers: set[int]) -> Period:
    first = date(2019, 1, 1).toordinal()
    return Period(date.fromordinal(first + min(numbers)), date.fromordinal(first + max(numbers)))


def test_an_award_that_was_cancelled_before_it_reached_anybody_does_not_stand() -> None:
    """Also where its payment came back; a tranche that the person kept still counts."""
    case = case_of(1, SANDBOX_ROUND)
    award = award_of(case, SANDBOX_ROUND)
    awarded = with_events(case, award)
    payment = sent(awarded, awarded.stimulus.awards[0], award.on)
    way: dict[tuple[Event, ...], bool] = {
        (): True,
        (cancelled(award),): False,
        (payment,): True,
        (payment, returned(payment)): True,
        (payment, returned(payment), cancelled(award)): False,
        (payment, confirmed(payment)): True,
        (payment, confirmed(payment), cancelled(award)): True,
        (payment, confirmed(payment), returned(payment), cancelled(award)): False,
    }
    for events, stands in way.items():
        held = Given.of([with_events(awarded, *events)])
        assert stands is held.has(PERSON, STIMULUS, YEAR)


def test_all_cases_of_one_person_count_together() -> None:
    """A person may have several cases; aid is given to the person."""
    first, second = case_of(1), case_of(2, person=1)
    held = Given.of(
        [
            with_events(first, award_of(first)),
            with_events(second, award_of(second, number="award-2", purpose=Purpose.LIVING_COST)),
        ]
    )
    assert held.has(PERSON, STIMULUS, YEAR)
    assert held.has(PERSON, Purpose.LIVING_COST, YEAR)
    assert 2 == len(held.gifts[PERSON])


def test_what_others_gave_stands_beside_the_cases() -> None:
    """The one does not replace the other."""
    case = case_of(2)
    held = Given.of([with_events(case, award_of(case))], besides=ELSEWHERE)
    assert held.has(PERSON, STIMULUS, YEAR)
    assert held.has(case.person, STIMULUS, YEAR)


def test_of_an_award_on_record_the_record_decides() -> None:
    """A list made before an award was cancelled does not keep it alive."""
    case = case_of(1)
    awarded = with_events(case, award_of(case))
    earlier = Given.of([awarded])
    now = with_events(awarded, cancelled(award_of(case)))
    assert not Given.of([now], besides=earlier).has(PERSON, STIMULUS, YEAR)
    assert 1 == len(Given.of([awarded], besides=earlier).gifts[PERSON])


def test_only_the_same_award_of_the_same_person_and_programme_is_the_one_on_record() -> None:
    """Two programmes number alike: a cancelled award here leaves theirs standing."""
    case, other = case_of(1), case_of(2)
    gone = with_events(case, award_of(case), cancelled(award_of(case)))
    number = AwardId("award-1")
    for person, programme, stands in (
        (PERSON, PROGRAMME, False),
        (PERSON, OTHER, True),
        (other.person, PROGRAMME, True),
    ):
        others = Given().also(person, Gift(programme, number, STIMULUS, YEAR))
        assert stands is Given.of([gone, other], besides=others).has(person, STIMULUS, YEAR)


def test_another_persons_award_does_not_hide_what_was_given() -> None:
    """Whose number it has is no matter: both were given."""
    case = case_of(2)
    others = Given().also(PERSON, Gift(PROGRAMME, AwardId("award-1"), STIMULUS, YEAR))
    held = Given.of([with_events(case, award_of(case))], besides=others)
    assert held.has(PERSON, STIMULUS, YEAR)
    assert held.has(case.person, STIMULUS, YEAR)


def test_what_a_case_gave_names_its_programme() -> None:
    """So that another programme can tell it from its own."""
    case = case_of(1)
    (gift,) = Given.of([with_events(case, award_of(case))]).gifts[PERSON]
    assert Gift(PROGRAMME, AwardId("award-1"), STIMULUS, YEAR) == gift


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("programme", "programme-2019"),
        ("award", "award-1"),
        ("purpose", "business-stimulus"),
        ("period", 2019),
    ],
)
def test_each_field_of_a_gift_has_its_type(field: str, value: object) -> None:
    """A purpose that is a text would be found nowhere, and the person be given again."""
    wrong: Any = {field: value}
    with pytest.raises(WrongType, match=rf"^Gift\.{field}: "):
        attrs.evolve(GIFT, **wrong)


@pytest.mark.parametrize(
    "gifts", [{"person-1": (GIFT,)}, {PERSON: [GIFT]}, {PERSON: ("award-1",)}, {PERSON: GIFT}]
)
def test_what_was_given_is_by_person_and_made_of_gifts(gifts: object) -> None:
    """Anything else would be found nowhere, and the person be given again."""
    wrong: Any = gifts
    with pytest.raises(WrongType, match=r"^Given\.gifts: "):
        Given(wrong)


def test_who_asks_names_person_purpose_and_period_by_their_types() -> None:
    """A text is not answered with "no"."""
    right: tuple[Any, ...] = (PERSON, STIMULUS, YEAR)
    assert ELSEWHERE.has(*right)
    for place, value in enumerate(("person-1", "business-stimulus", 2019)):
        wrong = (*right[:place], value, *right[place + 1 :])
        with pytest.raises(WrongType):
            ELSEWHERE.has(*wrong)


def test_what_was_given_crosses_to_another_process_whole() -> None:
    """It can be pickled and copied."""
    assert ELSEWHERE == copy.deepcopy(ELSEWHERE)
    assert ELSEWHERE == pickle.loads(pickle.dumps(ELSEWHERE))  # noqa: S301 - made on this line


def test_what_one_person_was_given_can_be_singled_out() -> None:
    """Nothing of anybody else goes along."""
    both = ELSEWHERE.also(PersonId("person-2"), Gift(OTHER, AwardId("elsewhere-2"), STIMULUS, YEAR))
    assert ELSEWHERE == both.to(PERSON)
    assert not both.to(PersonId("person-3")).has(PersonId("person-3"), STIMULUS, YEAR)


def test_one_more_award_is_another_record() -> None:
    """`also` keeps what was there, and changes nothing behind anybody's back."""
    more = ELSEWHERE.also(PERSON, Gift(OTHER, AwardId("elsewhere-2"), Purpose.LIVING_COST, YEAR))
    assert 2 == len(more.gifts[PERSON])
    assert 1 == len(ELSEWHERE.gifts[PERSON])
