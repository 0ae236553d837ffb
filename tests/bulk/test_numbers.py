"""Whole numbers in a frame are compared and summed exactly, up to the last bit."""

from __future__ import annotations

import operator
from itertools import product
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pytest

from reintegra.bulk import judge_frame
from reintegra.bulk.sums import MOST_TIMES
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.money import IDR, Money, idr
from tests.bulk.frames import POLARS, POLARS_LAZY, PYARROW, Backend, answers, column, each, query
from tests.rules.notation import fact

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.rules import Condition, Expression

LEAST, MOST = -(2**63), 2**63 - 1
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "below": operator.lt,
    "at-most": operator.le,
    "above": operator.gt,
    "at-least": operator.ge,
    "equals": operator.eq,
}
COUNT, OTHER, THIRD = fact("count", int), fact("other_count", int), fact("third_count", int)


def compared(term: Any, sign: str, other: Any) -> Condition:
    """A term under an operator by its name."""
    made: Condition = term.equals(other) if sign == "equals" else SIGNS[sign](term, other)  # type: ignore[assignment] # a term answers with a condition
    return made


@each()
def test_a_number_is_compared_with_a_number_that_is_named(backend: Backend) -> None:
    """Small numbers, counted up to three times or taken away, with something added."""
    values = [*range(-4, 5), None]
    cases = {
        f"{sign}.{times + 3}.{plus + 1}.{limit + 5}": (sign, times, plus, limit)
        for sign, times, plus, limit in product(
            SIGNS, (-3, -2, -1, 1, 2, 3), (-1, 0, 1), (-5, -4, -1, 0, 2, 3)
        )
    }
    conditions = {
        code: compared(COUNT * times + plus, sign, limit)
        for code, (sign, times, plus, limit) in cases.items()
    }
    frame = backend.frame({"count": int}, [{"count": value} for value in values])
    found = answers(frame, conditions)
    for code, (sign, times, plus, limit) in cases.items():
        expected = [
            None if value is None else SIGNS[sign](times * value + plus, limit) for value in values
        ]
        assert (code, expected) == (code, found[code])


WIDTHS = {
    "int8": (pa.int8(), -(2**7), 2**7 - 1),
    "int16": (pa.int16(), -(2**15), 2**15 - 1),
    "int32": (pa.int32(), -(2**31), 2**31 - 1),
    "int64": (pa.int64(), LEAST, MOST),
    "uint8": (pa.uint8(), 0, 2**8 - 1),
    "uint16": (pa.uint16(), 0, 2**16 - 1),
    "uint32": (pa.uint32(), 0, 2**32 - 1),
    "uint64": (pa.uint64(), 0, 2**64 - 1),
}


def check_width(backend: Backend, width: str) -> None:
    """Every limit about the edges of a column, and far beyond them."""
    kind, least, most = WIDTHS[width]
    values = [least, least + 1, most // 2, most - 1, most, None]
    limits = {least - 1, least, least + 1, 5, most // 2, most - 1, most, most + 1}
    limits |= {-(2**70), 2**70, LEAST - 1}
    cases = {
        f"{sign}.{place}": (sign, limit)
        for place, limit in enumerate(sorted(limits))
        for sign in SIGNS
        if width != "uint64" or not MOST <= limit < 2**64
    }
    conditions = {code: compared(COUNT, sign, limit) for code, (sign, limit) in cases.items()}
    frame = backend.frame({"count": kind}, [{"count": value} for value in values])
    found = answers(frame, conditions)
    for code, (sign, limit) in cases.items():
        expected = [None if value is None else SIGNS[sign](value, limit) for value in values]
        assert (code, expected) == (code, found[code])


@each(spark=False)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_column_of_any_width_is_compared_up_to_its_edges(backend: Backend, width: str) -> None:
    """A number that the column cannot hold decides wherever an answer is known."""
    check_width(backend, width)


@each(())
@pytest.mark.parametrize("width", ["int8", "int16", "int32", "int64"])
def test_spark_compares_its_widths_up_to_their_edges(backend: Backend, width: str) -> None:
    """Spark has numbers with a sign only."""
    check_width(backend, width)


EDGES = [
    *(LEAST, LEAST + 1, LEAST // 2, -(2**53) - 1, -(2**32), -1, 0),
    *(1, 2**32 - 1, 2**32, 2**53 + 1, 2**62, MOST - 600, MOST - 1, MOST),
]


@each()
@pytest.mark.parametrize("times", [(1, 1), (1, -1), (-1, 1), (-2, 3), (2**19, -(2**19)), (1, 5)])
def test_a_sum_is_exact_beyond_64_bits(backend: Backend, times: tuple[int, int]) -> None:
    """Two facts near the edges, against limits that one of the sums meets exactly."""
    rows: list[dict[str, Any]] = [
        {"count": one, "other_count": other} for one, other in product([*EDGES, None], repeat=2)
    ]
    sums = [
        None if None in row.values() else times[0] * row["count"] + times[1] * row["other_count"]
        for row in rows
    ]
    known = sorted({each for each in sums if each is not None})
    limits = [*known[::40], known[-1], known[-1] + 1, known[0] - 1, 0, 7, 2**63, -(2**63), 2**64]
    cases = {
        f"{sign}.{place}": (sign, limit)
        for place, limit in enumerate(dict.fromkeys(limits))
        for sign in SIGNS
    }
    term = COUNT * times[0] + OTHER * times[1]
    conditions = {code: compared(term, sign, limit) for code, (sign, limit) in cases.items()}
    found = answers(backend.frame({"count": int, "other_count": int}, rows), conditions)
    for code, (sign, limit) in cases.items():
        expected = [None if each is None else SIGNS[sign](each, limit) for each in sums]
        assert (code, expected) == (code, found[code])


@each(spark=False)
@pytest.mark.parametrize("kinds", [("int8", "int32"), ("uint32", "int64"), ("uint8", "uint8")])
def test_narrow_columns_are_summed_without_wrapping(
    backend: Backend, kinds: tuple[str, str]
) -> None:
    """Two columns whose own types could not hold their sum, and a sum no row can reach."""
    (one, least, most), (other, low, high) = (WIDTHS[kind] for kind in kinds)
    pairs: list[Any] = list(product([least, most, None], [low, high, None]))
    rows = [{"count": first, "other_count": second} for first, second in pairs]
    limits = {"most": most + high, "least": least + low, "beyond": most + high + 1, "zero": 0}
    cases = {f"{sign}.{name}": (sign, limit) for sign in SIGNS for name, limit in limits.items()}
    conditions = {
        code: compared(COUNT + OTHER, sign, limit) for code, (sign, limit) in cases.items()
    }
    found = answers(backend.frame({"count": one, "other_count": other}, rows), conditions)
    for code, (sign, limit) in cases.items():
        expected = [
            None if None in pair else SIGNS[sign](pair[0] + pair[1], limit) for pair in pairs
        ]
        assert (code, expected) == (code, found[code])


@each()
def test_two_facts_are_compared_without_taking_one_from_the_other(backend: Backend) -> None:
    """The least and the greatest number differ by more than 64 bits hold."""
    pairs: list[Any] = list(product([LEAST, -1, 0, 1, MOST, None], repeat=2))
    rows = [{"count": one, "other_count": other} for one, other in pairs]
    cases = {
        f"{sign}.{plus + 1}.{times}": (sign, plus, times)
        for sign, plus, times in product(SIGNS, (-1, 0, 1), (1, 2))
    }
    conditions = {
        code: compared(COUNT * times, sign, OTHER * times + plus)
        for code, (sign, plus, times) in cases.items()
    }
    found = answers(backend.frame({"count": int, "other_count": int}, rows), conditions)
    for code, (sign, plus, times) in cases.items():
        expected = [
            None if None in pair else SIGNS[sign](times * pair[0], times * pair[1] + plus)
            for pair in pairs
        ]
        assert (code, expected) == (code, found[code])


@each(spark=False)
def test_facts_of_two_widths_are_compared(backend: Backend) -> None:
    """A byte without a sign beside a number of 64 bits, on either side."""
    pairs: list[Any] = list(product([0, 255, None], [LEAST, -1, 0, 255, 256, MOST, None]))
    rows = [{"count": one, "other_count": other} for one, other in pairs]
    conditions = {sign: compared(COUNT, sign, OTHER) for sign in SIGNS}
    turned = {f"turned.{sign}": compared(OTHER, sign, COUNT) for sign in SIGNS}
    frame = backend.frame({"count": pa.uint8(), "other_count": int}, rows)
    found = answers(frame, conditions | turned)
    for sign, holds in SIGNS.items():
        expected = [None if None in pair else holds(*pair) for pair in pairs]
        assert (sign, expected) == (sign, found[sign])
        expected = [None if None in pair else holds(pair[1], pair[0]) for pair in pairs]
        assert (sign, expected) == (sign, found[f"turned.{sign}"])


@each()
def test_three_facts_are_summed_on_both_sides(backend: Backend) -> None:
    """Two on the left and one on the right, with a number on each side."""
    values = [LEAST, -3, 2**62, MOST, None]
    triples: list[Any] = list(product(values, repeat=3))
    rows = [dict(zip(("count", "other_count", "third_count"), row, strict=True)) for row in triples]
    conditions = {
        sign: compared(COUNT + OTHER * 2 + 1, sign, THIRD * 3 - 2**64 + 5) for sign in SIGNS
    }
    columns = dict.fromkeys(("count", "other_count", "third_count"), int)
    found = answers(backend.frame(columns, rows), conditions)
    for sign, holds in SIGNS.items():
        expected = [
            None if None in row else holds(row[0] + 2 * row[1] + 1, 3 * row[2] - 2**64 + 5)
            for row in triples
        ]
        assert (sign, expected) == (sign, found[sign])


@each()
def test_one_of_several_numbers_may_lie_beyond_the_column(backend: Backend) -> None:
    """Membership is unknown where the answer is, also beside numbers that cannot be."""
    frame = backend.frame({"count": int}, [{"count": value} for value in (1, 2, 3, None)])
    rule = (COUNT * 2).is_in(2**80, 2, 6, 7)
    assert [True, False, True, None] == column(judge_frame(rule, frame))


@each()
def test_amounts_are_whole_units_of_the_currency(backend: Backend) -> None:
    """An amount is compared, counted and summed by its units."""
    wage, debt = fact("wage", Money), fact("debt", Money)
    rows: list[dict[str, Any]] = [
        {"wage": 3_000_000, "debt": 0},
        {"wage": 3_000_001, "debt": 1},
        {"wage": 3_000_001, "debt": 2},
        {"wage": None, "debt": 2},
    ]
    conditions = {
        "at-most": wage <= idr(3_000_000),
        "in": wage.is_in(idr(3_000_001), idr(5)),
        "sum": (wage - debt + idr(4)).equals(idr(3_000_004)),
        "both": wage - idr(2_999_999) > debt,
    }
    expected = {
        "at-most": [True, False, False, None],
        "in": [False, True, True, None],
        "sum": [True, True, False, None],
        "both": [True, True, False, None],
    }
    frame = backend.frame({"wage": int, "debt": int}, rows)
    assert expected == answers(frame, conditions, currency=IDR)


# -- columns of more than 64 bits --------------------------------------------------------------


def wide_frames() -> list[Any]:
    """A column of 128 bits, and one without a sign, of polars and of DuckDB."""
    made = pl.DataFrame({"count": [2**63, 5, None]}, schema={"count": pl.Int128})
    numbered = made.with_row_index("row_id")
    asked = "select * from (values (0, 9223372036854775808), (1, 5), (2, null)) as t(row_id, count)"
    return [
        numbered,
        numbered.with_columns(pl.col("count").cast(pl.UInt128)),
        numbered.with_columns(pl.col("count").cast(pl.UInt64)),
        query(asked.replace("* from", "row_id, count::hugeint as count from")),
        query(asked.replace("* from", "row_id, count::ubigint as count from")),
        query(asked.replace("* from", "row_id, count::uhugeint as count from")),
    ]


@pytest.mark.parametrize("place", range(6))
def test_a_number_of_128_bits_is_compared_with_one_of_64(place: int) -> None:
    """Nothing is cut off on the way."""
    frame = wide_frames()[place]
    assert [True, False, None] == column(judge_frame(COUNT > 5, frame))
    assert [False, True, None] == column(judge_frame(COUNT * -2 >= -(2**64) + 1, frame))


@pytest.mark.parametrize("place", range(6))
def test_a_wide_column_is_not_compared_with_a_wider_number(place: int) -> None:
    """Not every backend could, so none does."""
    with pytest.raises(InvalidValue) as refused:
        judge_frame(COUNT >= 2**63, wide_frames()[place])
    assert "count: compare it with a number of at most 64 bits [too-wide]" == str(refused.value)


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("rule", [OTHER >= COUNT, COUNT + OTHER >= 1], ids=["beside", "sum"])
def test_a_wide_column_stands_beside_no_other_fact(place: int, rule: Expression) -> None:
    """A sum of it could leave every type that a backend has."""
    opened: Any = wide_frames()[place]
    if isinstance(opened, pl.DataFrame):
        frame = opened.with_columns(other_count=pl.lit(1))
    else:
        frame = opened.project("*, 1::bigint as other_count")
    with pytest.raises(WrongType, match=r"^count: expected a column of Int64, or one that fits it"):
        judge_frame(rule, frame)


def test_a_wide_column_is_refused_with_its_type() -> None:
    """The message says which type the column has and which would do."""
    frame = pl.DataFrame({"count": [1], "other_count": [1]}, schema_overrides={"count": pl.UInt64})
    with pytest.raises(WrongType) as refused:
        judge_frame(COUNT.equals(OTHER), frame)
    assert (
        "count: expected a column of Int64, or one that fits it, beside another fact, got UInt64"
        == str(refused.value)
    )


def test_a_sum_counts_its_facts_so_often_and_not_more() -> None:
    """The halves of a sum stay exact up to that number, on every backend."""
    rows = [{"count": MOST, "other_count": MOST}]
    within = COUNT * (MOST_TIMES - 1) - OTHER > 2**80
    for backend in (POLARS, POLARS_LAZY, PYARROW):
        frame = backend.frame({"count": int, "other_count": int}, rows)
        assert [True] == column(judge_frame(within, frame))
        with pytest.raises(InvalidValue) as refused:
            judge_frame(COUNT * MOST_TIMES - OTHER > 2**80, frame)
        assert "count: a sum counts at most 1048576 facts [times]" == str(refused.value)
