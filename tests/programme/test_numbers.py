"""The numbers of awards and payments: whatever number a case has, it can be decided and paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reintegra.chain import Case
from reintegra.errors import InvalidValue
from reintegra.programme.rounds.numbers import award_number, payment_number
from reintegra.vocabulary.identifiers import AwardId, CaseId, Code, PaymentId
from tests.profiles import at_most
from tests.programme.people import (
    KEMENSOS_ROUND,
    ROUND_DAY,
    TENGAH,
    award_of,
    cancelled,
    case_of,
    knowing,
    order_due,
    ordered,
    payment_due,
    record,
    returned,
)

if TYPE_CHECKING:
    from reintegra.programme import Round

CASE = case_of(1)
ROUND = Code("lombok-tengah-2019")
ROOM = 64 - len("lombok-tengah-2019/") - len("/p999")


def case_numbered(number: str) -> Case:
    """An eligible case with this number."""
    return Case.replay(attrs.evolve(event, case=CaseId(number)) for event in CASE.events)


def round_held() -> Round:
    """The round in Lombok Tengah, with money for one."""
    return KEMENSOS_ROUND.programme(960_000).round(TENGAH.id, ROUND_DAY)


def is_valid(number: str) -> bool:
    """Whether a case can have this number."""
    try:
        CaseId(number)
    except InvalidValue:
        return False
    return True


numbers = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,43}", fullmatch=True).filter(is_valid)
dated = st.from_regex(r"[a-z]?[-/.]?2019[-/.][0-9]{1,6}[-/.][a-z]", fullmatch=True)
codes = st.from_regex(r"[a-z]{1,9}(-[0-9]{1,6})?(-2019)?", fullmatch=True)


@settings(max_examples=at_most(100))  # about 5 ms each
@given(numbers.filter(lambda number: len(number) <= ROOM) | dated.filter(is_valid))
@example("kasus-520201-001")
@example("2020-000123-a")
@example("c1234-56789")
@example("1a")
def test_whoever_can_be_decided_can_be_paid_and_paid_again(number: str) -> None:
    """Round, case and attempt together are a number, and can be read again from their text."""
    case, held = case_numbered(number), round_held()
    asked = held.edition.register_facts
    (award,) = held.award(held.allocate(held.decide([case], knowing=knowing([case], asked))))
    recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[case])
    first = payment_due(recorded, case, ROUND_DAY)
    recorded = record(recorded, *ordered(first), returned(first))
    second = payment_due(recorded, case, ROUND_DAY)
    assert (award.award, first.payment) == (
        AwardId(str(award.award)),
        PaymentId(str(first.payment)),
    )
    assert first.payment != second.payment


@settings(max_examples=at_most(100))  # about 3 ms each
@given(codes.filter(is_valid), numbers, st.integers(1, 999))
def test_any_round_any_case_and_any_attempt_make_a_number(code: str, case: str, n: int) -> None:
    """Or the number of the case is too long, and nothing else is wrong with it."""
    joint = ":no-" if case[0].isdigit() else "/"
    if len(f"{code}{joint}{case}/p999") > 64:
        with pytest.raises(InvalidValue, match="number-too-long"):
            award_number("cases[0]", Code(code), CaseId(case), ())
        return
    award = award_number("cases[0]", Code(code), CaseId(case), ())
    assert f"{code}{joint}{case}" == str(award)
    assert f"{award}/p{n}" == str(payment_number(award, n))


@settings(max_examples=at_most(50))  # about 7 ms each
@given(codes.filter(is_valid), codes.filter(is_valid), numbers, numbers)
@example("a", "a", "no-1a", "1a")
@example("a", "a", "no/1a", "1a")
def test_two_cases_never_share_the_number_of_an_award(
    code: str, other_code: str, case: str, other: str
) -> None:
    """Nor does one case in two rounds; and no two awards share that of a payment."""
    assume((code, case) != (other_code, other))
    pairs = [(code, case), (other_code, other)]
    assume(all(len(f"{code}:no-{case}/p999") <= 64 for code, case in pairs))
    one, two = (award_number("cases[0]", Code(c), CaseId(n), ()) for c, n in pairs)
    assert one != two
    assert payment_number(one, 11) != payment_number(two, 1) != payment_number(one, 1)


def test_each_award_of_a_round_has_another_number() -> None:
    """Also where the case begins with a digit, and whatever other rounds gave."""
    for number, expected in (
        ("case-1", [f"{ROUND}/case-1", f"{ROUND}.2/case-1", f"{ROUND}.3/case-1"]),
        ("1-case", [f"{ROUND}:no-1-case", f"{ROUND}.2:no-1-case", f"{ROUND}.3:no-1-case"]),
    ):
        case, held, made = case_numbered(number), round_held(), []
        foreign = award_of(case, number=f"{ROUND}-2/{number}")
        case = Case.replay((*case.events, foreign, cancelled(foreign, ROUND_DAY)))
        for _ in range(3):
            asked = held.edition.register_facts
            (award,) = held.award(
                held.allocate(held.decide([case], knowing=knowing([case], asked)))
            )
            made.append(str(award.award))
            case = Case.replay((*case.events, award, cancelled(award, ROUND_DAY)))
        assert expected == made


def test_a_case_whose_payments_could_not_be_numbered_is_named_by_its_place() -> None:
    """At the decision, before anything is promised; the others are told which one it is."""
    held, fits, long = round_held(), case_numbered("c" * ROOM), case_numbered("d" * (ROOM + 1))
    assert 1 == len(held.decide([fits]))
    with pytest.raises(InvalidValue) as refused:
        held.decide([fits, long])
    assert ("cases[1]", "number-too-long") == (refused.value.field, refused.value.code)
    assert f"at most {ROOM} characters" in str(refused.value)


def test_an_award_made_by_hand_may_leave_no_room_for_its_payments() -> None:
    """Then it is said of the award, and its number is not repeated."""
    number = "a" * 62
    award = award_of(CASE, number=number)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[CASE])
    with pytest.raises(InvalidValue, match=r"^award: .*number-too-long") as refused:
        order_due(recorded, CASE)
    assert number not in str(refused.value)
    assert 64 == len(str(payment_number(AwardId("a" * 61), 1)))
