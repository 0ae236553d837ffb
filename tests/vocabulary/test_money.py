"""Money: whole units, one currency, nothing lost."""

from __future__ import annotations

import copy
import pickle
from decimal import ROUND_UP, Context, Decimal, Inexact, Overflow, Rounded, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import moneyed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.vocabulary.money import IDR, XTS, Currency, Money, idr
from tests.vocabulary.given import assert_silent, cases, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS = st.integers(-(10**30), 10**30)
CURRENCIES = st.sampled_from([IDR, XTS])
NOT_WHOLE = [True, 1.0, float("nan"), float("inf"), Decimal(1), Fraction(1), "1", None]


def xts(units: int) -> Money:
    """So many hundredths of the test currency."""
    return Money(units, XTS)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (idr(960_000), "Rp960.000"),
        (idr(0), "Rp0"),
        (idr(999), "Rp999"),
        (idr(470_400_000), "Rp470.400.000"),
        (idr(-960_000), "-Rp960.000"),
        (xts(123_450), "XTS 1.234,50"),
        (xts(-5), "-XTS 0,05"),
    ],
)
def test_money_is_written_as_indonesians_write_it(money: Money, text: str) -> None:
    """Dots group, a comma parts the decimals, and the sign comes first."""
    assert text == str(money)


def test_money_can_be_set_in_a_table() -> None:
    """A format pads the words; the repr names units and currency."""
    assert "  Rp1.000" == f"{idr(1000):>9}"
    assert "Money(units=1000, currency=IDR)" == repr(idr(1000))


@pytest.mark.parametrize("value", NOT_WHOLE)
def test_only_a_whole_number_is_an_amount(value: object) -> None:
    """A bool and a float are never amounts, not even whole ones."""
    wrong: Any = value
    for make in (idr, lambda units: Money(units, XTS)):
        with pytest.raises(WrongType):
            make(wrong)


@pytest.mark.parametrize("currency", ["IDR", None, moneyed.IDR])
def test_an_amount_needs_a_currency_of_the_library(currency: object) -> None:
    """A code alone does not say how amounts are counted."""
    wrong: Any = currency
    with pytest.raises(WrongType):
        Money(1, wrong)


@given(UNITS, UNITS, CURRENCIES)
def test_sums_and_differences_are_those_of_whole_numbers(
    left: int, right: int, currency: Currency
) -> None:
    """At any size."""
    one, other = Money(left, currency), Money(right, currency)
    assert Money(left + right, currency) == one + other
    assert Money(left - right, currency) == one - other
    assert Money(-left, currency) == -one
    assert Money(0, currency) == one + -one


@given(UNITS, st.integers(-1000, 1000).filter(bool))
def test_parts_and_remainder_make_the_whole(units: int, parts: int) -> None:
    """Nothing is lost in a division."""
    whole = idr(units)
    assert whole == (whole // parts) * parts + whole % parts
    assert abs((whole % parts).units) < abs(parts)


@given(UNITS, st.integers(-1000, 1000))
def test_a_multiple_is_the_same_from_either_side(units: int, times: int) -> None:
    """490 times an amount, or an amount 490 times."""
    assert idr(units * times) == idr(units) * times == times * idr(units)


@given(UNITS, UNITS)
def test_amounts_of_one_currency_are_ordered(left: int, right: int) -> None:
    """As their units are."""
    one, other = idr(left), idr(right)
    assert (left < right, left <= right) == (one < other, one <= other)
    assert (left > right, left >= right) == (one > other, one >= other)


OPERATIONS: list[Callable[[Any, Any], object]] = [
    lambda left, right: left + right,
    lambda left, right: left - right,
    lambda left, right: left < right,
    lambda left, right: left <= right,
    lambda left, right: left > right,
    lambda left, right: left >= right,
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_two_currencies_are_never_calculated_together(
    operation: Callable[[Any, Any], object],
) -> None:
    """No rate is guessed, not even for nothing."""
    with pytest.raises(CurrencyMismatch) as refused:
        operation(idr(0), xts(0))
    assert ("IDR", "XTS") == refused.value.currencies


@pytest.mark.parametrize("operation", OPERATIONS)
def test_one_code_counted_in_two_ways_is_two_currencies(
    operation: Callable[[Any, Any], object],
) -> None:
    """Whole rupiah and hundredths of them are not added up."""
    with pytest.raises(CurrencyMismatch):
        operation(idr(1), Money(100, Currency("IDR", 2, "Rp")))


def test_currencies_of_one_code_are_told_apart_by_their_decimals() -> None:
    """Nobody is told that a currency cannot be calculated with itself."""
    with pytest.raises(CurrencyMismatch) as refused:
        idr(1) + Money(100, Currency("IDR", 2, "Rp"))
    assert ("IDR with 0 decimals", "IDR with 2 decimals") == refused.value.currencies
    assert "IDR with 0 decimals and IDR with 2 decimals cannot be" in str(refused.value)


def test_how_a_currency_is_written_makes_it_no_other() -> None:
    """Rupiah with another prefix are rupiah; the left amount says how the sum is written."""
    other = Money(2, Currency("IDR", 0, "Rp. "))
    assert "Rp3" == str(idr(1) + other)
    assert idr(2) == other
    assert hash(idr(2)) == hash(other)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("value", [1, 0, 1.5, "1", None, moneyed.Money(1, "IDR")])
def test_money_is_only_calculated_with_money(
    operation: Callable[[Any, Any], object], value: object
) -> None:
    """A bare number has no currency."""
    with pytest.raises(WrongType):
        operation(idr(1), value)


@pytest.mark.parametrize("value", [*NOT_WHOLE, idr(2)])
def test_money_is_only_multiplied_and_divided_by_whole_numbers(value: object) -> None:
    """A rate is applied with a stated rounding, elsewhere."""
    wrong: Any = value
    operations: list[Callable[[], Money]] = [
        lambda: idr(10) * wrong,
        lambda: idr(10) // wrong,
        lambda: idr(10) % wrong,
    ]
    for operation in operations:
        with pytest.raises(WrongType):
            operation()


def test_money_is_not_divided_into_no_parts() -> None:
    """The library's own error, not that of the language."""
    operations: list[Callable[[], Money]] = [lambda: idr(10) // 0, lambda: idr(10) % 0]
    for operation in operations:
        with pytest.raises(InvalidValue) as refused:
            operation()
        assert "zero" == refused.value.code


def test_equal_amounts_are_equal_and_hash_alike() -> None:
    """Nothing of one currency is not nothing of another, nor a number."""
    assert idr(5) == Money(5, Currency("IDR", 0, "Rp"))
    assert hash(idr(5)) == hash(Money(5, Currency("IDR", 0, "Rp")))
    assert idr(0) != xts(0)
    number: object = 0
    assert number != idr(0)


def test_an_amount_is_true_unless_it_is_zero() -> None:
    """As a number is."""
    assert [True, False, True] == [bool(idr(units)) for units in (-1, 0, 1)]


def test_money_cannot_be_changed_behind_our_back() -> None:
    """Frozen, without a place for anything else."""
    money: Any = idr(5)
    for name in ("units", "currency", "anything"):
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            setattr(money, name, 6)
    assert idr(5) == money


def test_money_survives_copies_and_pickles() -> None:
    """A round trip is equal."""
    again = pickle.loads(pickle.dumps(xts(5)))  # noqa: S301 - the bytes were made on this line
    assert xts(5) == copy.deepcopy(xts(5)) == again
    assert hash(xts(5)) == hash(again)


def test_an_amount_is_written_and_read_at_any_size() -> None:
    """Python's own words for a number end at 4300 digits, those for money do not."""
    money = Money(10**5000, XTS)
    narrow = Context(prec=1, Emax=2, Emin=-2, traps=[Inexact, Rounded, Overflow])
    with localcontext(narrow):
        text = str(money)
    assert "XTS 1" + ".000" * 1666 + ",00" == text
    assert "Money(units=1" + "0" * 5000 + ", currency=XTS)" == repr(money)
    assert money == Money.from_moneyed(money.to_moneyed(), XTS, max_digits=5001)
    assert money == Money.from_text(text, XTS, indonesian=True, max_digits=5001)


@given(st.lists(UNITS))
def test_a_total_is_the_sum_with_a_start(units: list[int]) -> None:
    """Nothing adds up to zero."""
    items = [idr(one) for one in units]
    assert idr(sum(units)) == Money.total(items, IDR) == sum(items, Money.zero(IDR))


def test_a_total_is_of_one_currency() -> None:
    """One stray amount is refused, and so is a number among amounts."""
    with pytest.raises(CurrencyMismatch):
        Money.total([idr(1), xts(1)], IDR)
    wrong: Any = [idr(1), 1]
    with pytest.raises(WrongType):
        Money.total(wrong, IDR)


@pytest.mark.parametrize("code", ["idr", "ID", "IDRX", "", "ID1"])
def test_a_currency_has_an_iso_code(code: str) -> None:
    """Three capitals."""
    with pytest.raises(InvalidValue):
        Currency(code, 0, "")


def test_a_currency_counts_in_at_most_six_decimals() -> None:
    """Neither fewer than none nor beyond reason."""
    assert 6 == Currency("XXX", 6, "").digits
    for digits in (-1, 7):
        with pytest.raises(InvalidValue):
            Currency("XXX", digits, "")


@pytest.mark.parametrize(
    "fields", [(None, 0, ""), ("XXX", True, ""), ("XXX", 1.0, ""), ("XXX", 0, 1)]
)
def test_a_currency_is_made_of_texts_and_a_number(fields: tuple[Any, Any, Any]) -> None:
    """Each part by its type."""
    with pytest.raises(WrongType):
        Currency(*fields)


@given(UNITS, CURRENCIES)
def test_moneyed_is_a_round_trip(units: int, currency: Currency) -> None:
    """Whatever the decimal context of the host."""
    money = Money(units, currency)
    with localcontext(prec=6, rounding=ROUND_UP):
        given = money.to_moneyed()
        assert money == Money.from_moneyed(given, currency, max_digits=40)
    assert Fraction(units, 10**currency.digits) == Fraction(given.amount)
    assert currency.code == given.currency.code


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("960000", IDR, 960_000),
        ("960000.00", IDR, 960_000),
        ("9.6E+5", IDR, 960_000),
        ("-0", IDR, 0),
        ("0.00", XTS, 0),
        ("0E+1000000", XTS, 0),
        ("12.5", XTS, 1_250),
        ("-0.01", XTS, -1),
        ("1E+27", XTS, 10**29),
    ],
)
def test_a_moneyed_amount_is_read_exactly(amount: str, currency: Currency, units: int) -> None:
    """However the decimal is written."""
    assert units == Money.from_moneyed(moneyed.Money(amount, currency.code), currency).units


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0.5", "not-whole"),
        ("960000.01", "not-whole"),
        ("1E-1000000", "not-whole"),
        ("NaN", "not-finite"),
        ("-NaN", "not-finite"),
        ("sNaN", "not-finite"),
        ("Infinity", "not-finite"),
        ("-Infinity", "not-finite"),
        ("1E+30", "too-large"),
        ("1E+1000000", "too-large"),
    ],
)
def test_what_is_no_amount_is_refused_at_the_edge(amount: str, code: str) -> None:
    """Fractions of a rupiah, what is not finite, and what is absurdly large."""
    with pytest.raises(InvalidValue) as refused:
        Money.from_moneyed(moneyed.Money(amount, "IDR"))
    assert code == refused.value.code


@pytest.mark.parametrize("value", [1, 1.0, Decimal(1), "1", idr(1), None])
def test_only_moneyed_money_comes_from_moneyed(value: object) -> None:
    """A float has no currency and no exact value."""
    wrong: Any = value
    with pytest.raises(WrongType):
        Money.from_moneyed(wrong)


@pytest.mark.parametrize("amount", [5, 5.0, True, "5", None])
def test_a_moneyed_amount_that_was_tampered_with_is_refused(amount: object) -> None:
    """`moneyed.Money` is not frozen, so what it holds is looked at."""
    given: Any = moneyed.Money(1, "IDR")
    given.amount = amount
    with pytest.raises(WrongType):
        Money.from_moneyed(given)


def test_a_moneyed_amount_changed_later_does_not_reach_us() -> None:
    """What was read stays read."""
    given: Any = moneyed.Money(5, "IDR")
    money = Money.from_moneyed(given)
    given.amount = Decimal(6)
    assert idr(5) == money


def test_a_moneyed_amount_of_another_currency_is_refused() -> None:
    """The rupiah are meant where nothing is said."""
    with pytest.raises(CurrencyMismatch) as refused:
        Money.from_moneyed(moneyed.Money(5, "MYR"))
    assert ("MYR", "IDR") == refused.value.currencies


def test_a_currency_that_moneyed_does_not_know_cannot_be_given() -> None:
    """The library's own error."""
    with pytest.raises(InvalidValue) as refused:
        Money(5, Currency("QQQ", 2, "Q ")).to_moneyed()
    assert "unknown-currency" == refused.value.code
    assert refused.value.__context__ is None


@given(UNITS, CURRENCIES)
def test_money_is_read_from_its_own_words(units: int, currency: Currency) -> None:
    """In an Indonesian reading."""
    money = Money(units, currency)
    assert money == Money.from_text(str(money), currency, indonesian=True, max_digits=40)


def refuses(value: object, *, indonesian: bool = False) -> bool:
    """Whether a value is refused as the amount of one payment, by the library's own error."""
    wrong: Any = value
    try:
        Money.from_text(str(wrong) if type(wrong) is int else wrong, IDR, indonesian=indonesian)
    except (InvalidValue, WrongType) as error:
        assert_silent(error, str(value))
        return True
    return False


@pytest.mark.parametrize(
    "case", cases("input.json", "amount-not-finite", "amount-edges"), ids=lambda case: case["id"]
)
def test_amounts_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Not finite, negative zero, a bool, and the limit of fifteen digits."""
    values = [value_of(value) for value in case["input"]["values"]]
    values = [value["amount"] if isinstance(value, dict) else value for value in values]
    answers = ["refuse" if refuses(value) else "accept" for value in values]
    assert case["expect"]["answers"] == answers


def test_a_dot_is_never_a_thousand_by_guess() -> None:
    """The worked case: a strict reading refuses, an Indonesian one knows."""
    (case,) = cases("input.json", "amount-text")
    values = case["input"]["values"]
    assert case["expect"]["answers"] == ["refuse" for value in values if refuses(value)]
    read = [
        "refuse"
        if refuses(value, indonesian=True)
        else Money.from_text(value, IDR, indonesian=True).units
        for value in values
    ]
    assert case["expect"]["id_ID"] == read
    assert case["expect"]["never"] not in read
