"""A column that a rule cannot read is refused by name, and what would do is said."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import narwhals as nw
import narwhals.stable.v1 as nw1
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from reintegra.bulk import explain_frame, judge_frame, unknown_codes
from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import Expression, when
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.bulk.frames import ALWAYS, PANDAS, POLARS, Backend, column, each, query
from tests.bulk.randomly import Kind
from tests.rules.notation import fact

AGE, YES, NAME = fact("age", int), fact("yes"), fact("name", str)
BORN, WAGE, KIND = fact("born", date), fact("wage", Money), fact("kind", Kind)


def refusal(rule: Any, frame: Any, **options: Any) -> str:
    """What the refusal of a frame says; explaining it and counting its codes are refused alike."""
    said: set[str] = set()
    for work in (
        lambda: judge_frame(rule, frame, **options),
        lambda: explain_frame(rule, frame, [0], **options),
        lambda: unknown_codes(rule, frame),
    ):
        with pytest.raises((WrongType, InvalidValue)) as refused:
            work()
        said.add(str(refused.value))
    [one] = said
    return one


@each()
def test_every_fact_needs_its_column(backend: Backend) -> None:
    """All that are missing are named at once, also one that could not matter."""
    rule = (AGE >= 18) & YES.is_true & (AGE.is_missing | ~AGE.is_missing)
    assert "frame: no column for age, yes [missing-column]" == refusal(
        rule, backend.frame({"name": str}, [{"name": "a"}])
    )


NUMBERS = "a column of whole numbers"
WRONG: list[tuple[Expression, Any, str]] = [
    (AGE >= 18, pl.Series([1.0]), f"age: expected {NUMBERS}, got Float64"),
    (AGE >= 18, pl.Series([True]), f"age: expected {NUMBERS}, got Boolean"),
    (AGE >= 18, pl.Series(["1"]), f"age: expected {NUMBERS}, got String"),
    (
        AGE >= 18,
        pl.Series([None]),
        "age: expected a column of a type; this one holds nothing but nulls, got Unknown",
    ),
    (YES.is_true, pl.Series([1]), "yes: expected a column of booleans, got Int64"),
    (YES.is_true, pl.Series(["true"]), "yes: expected a column of booleans, got String"),
    (NAME.equals("a"), pl.Series([1]), "name: expected a column of texts, got Int64"),
    (NAME.equals("a"), pl.Series([b"a"]), "name: expected a column of texts, got Binary"),
    (KIND.equals(Kind.A), pl.Series([1]), "kind: expected a column of texts, got Int64"),
    (
        BORN > date.min,
        pl.Series([datetime(2026, 1, 31, tzinfo=UTC)]),
        "born: expected a column of days, without a time, got Datetime",
    ),
    (
        BORN > date.min,
        pl.Series(["2026-01-31"]),
        "born: expected a column of days, without a time, got String",
    ),
    (
        WAGE > idr(1),
        pl.Series([1.5]),
        f"wage: expected {NUMBERS}, which count the smallest unit of the currency, got Float64",
    ),
]


@pytest.mark.parametrize(("rule", "values", "expected"), WRONG, ids=lambda part: str(part)[:40])
def test_a_column_of_another_type_is_refused(rule: Expression, values: Any, expected: str) -> None:
    """Nothing is read as something else; the refusal names the fact, and no value."""
    frame = pl.DataFrame({rule.facts[0].name: values})
    assert expected == refusal(rule, frame, currency=IDR)
    assert expected == refusal(rule, frame.lazy(), currency=IDR)


@each()
def test_a_time_is_no_day_on_any_backend(backend: Backend) -> None:
    """A day with a time is refused before any row is looked at."""
    frame = backend.frame({"born": pa.timestamp("us")}, [{"born": datetime(2026, 1, 31)}])  # noqa: DTZ001 - without an offset, as frames have it
    assert "born: expected a column of days, without a time, got Datetime" == refusal(
        BORN > date.min, frame
    )


@each(spark=False)
def test_an_amount_needs_a_currency(backend: Backend) -> None:
    """Which is named, and is that of the rule."""
    frame = backend.frame({"wage": int, "debt": int}, [{"wage": 5, "debt": 6}])
    for rule in (WAGE > idr(1), WAGE > fact("debt", Money)):
        for work in (judge_frame, lambda asked, given: explain_frame(asked, given, [0])):
            with pytest.raises(InvalidValue) as refused:
                work(rule, frame)
            said = "currency: say in which currency the columns count amounts [missing]"
            assert said == str(refused.value)
        assert {} == unknown_codes(rule, frame)
    for rule in (WAGE > idr(1), WAGE + idr(1) > fact("debt", Money), WAGE.is_in(idr(1), idr(2))):
        with pytest.raises(CurrencyMismatch) as mismatch:
            judge_frame(rule, frame, currency=XTS)
        assert ("IDR", "XTS") == mismatch.value.currencies
        with pytest.raises(CurrencyMismatch):
            explain_frame(rule, frame, [0], currency=XTS)
    assert [False] == column(judge_frame(WAGE > fact("debt", Money), frame, currency=XTS))
    assert [True] == column(judge_frame(WAGE > idr(1), frame, currency=IDR))


def test_a_rule_without_amounts_needs_no_currency_and_minds_none() -> None:
    """A currency that is named is a currency."""
    frame = POLARS.frame({"age": int}, [{"age": 18}])
    assert [True] == column(judge_frame(AGE >= 18, frame, currency=IDR))
    wrong: Any = "IDR"
    with pytest.raises(WrongType) as refused:
        judge_frame(AGE >= 18, frame, currency=wrong)
    assert "currency: expected Currency, got str" == str(refused.value)


ARROW = (
    "expected an Arrow type; this one has no third value beside true and false: convert the frame "
    'with convert_dtypes(dtype_backend="pyarrow"), got '
)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, None], "ObjectDType"),
        ([True, False], "BoolDType"),
        (pd.array([True, None], dtype="boolean"), "BooleanDtype"),
    ],
    ids=["object", "numpy", "nullable"],
)
def test_pandas_without_a_third_value_is_refused(values: Any, kind: str) -> None:
    """There a null is a no, or becomes one on the way."""
    frame = pd.DataFrame({"yes": values})
    assert f"yes: {ARROW}{kind}" == refusal(YES.is_true, frame)
    converted = frame.convert_dtypes(dtype_backend="pyarrow")
    expected = [
        None if each is None else bool(each)
        for each in frame["yes"].astype(object).where(frame["yes"].notna(), None)
    ]
    assert expected == judge_frame(YES.is_true, converted)["outcome"].array._pa_array.to_pylist()  # noqa: SLF001 - what pandas holds


@pytest.mark.parametrize(
    ("rule", "values"),
    [(AGE >= 18, [18, None]), (AGE >= 18, [18, 19]), (NAME.equals("a"), ["a", None])],
    ids=["float", "int", "text"],
)
def test_pandas_is_read_after_the_conversion_that_the_refusal_names(
    rule: Expression, values: list[Any]
) -> None:
    """Numbers became floats when one was missing: the conversion makes them whole again."""
    frame = pd.DataFrame({rule.facts[0].name: values, "row_id": [0, 1]})
    assert ARROW in refusal(rule, frame)
    converted = frame.convert_dtypes(dtype_backend="pyarrow")
    expected = [True, None] if None in values else [True, True]
    assert expected == column(judge_frame(rule, converted))


@pytest.mark.parametrize(
    ("rule", "values", "name"),
    [
        (YES.is_true, [True, None], "bool[pyarrow]"),
        (AGE >= 18, [18, None], "int64[pyarrow]"),
        (WAGE > idr(1), [2, None], "int64[pyarrow]"),
        (NAME.equals("a"), ["a", None], "large_string[pyarrow]"),
        (KIND.equals(Kind.A), ["a", None], "large_string[pyarrow]"),
        (BORN > date.min, [date(2000, 1, 31), None], "date32[pyarrow]"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_categories_of_pandas_are_converted_by_themselves(
    rule: Expression, values: list[Any], name: str
) -> None:
    """`convert_dtypes` leaves categories alone, so the refusal names what does not."""
    asked = rule.facts[0].name
    frame = pd.DataFrame({asked: pd.Series(values, dtype="category"), "row_id": [0, 1]})
    said = f'{name}; convert the column with astype("{name}")'
    assert f"{asked}: expected {said}, got CategoricalDtype" == refusal(rule, frame, currency=IDR)
    converted = frame.astype({asked: name})
    assert [True, None] == column(judge_frame(rule, converted, currency=IDR))


@pytest.mark.parametrize("zone", [None, "Asia/Jakarta", "America/New_York"])
def test_a_day_with_a_time_of_pandas_is_the_local_day(zone: str | None) -> None:
    """The way that the refusal names never takes the day of Greenwich for that of the place."""
    times = [pd.Timestamp("2000-01-31 05:00", tz=zone), pd.Timestamp("2000-01-31 22:00", tz=zone)]
    frame = pd.DataFrame({"born": [*times, None], "row_id": [0, 1, 2]})
    kind = "DateTime64DType" if zone is None else "DatetimeTZDtype"
    said = (
        "born: expected date32[pyarrow], a day without a time; take the local day first, with "
        'dt.tz_localize(None).dt.normalize(), and then astype("date32[pyarrow]"), got '
    )
    assert f"{said}{kind}" == refusal(BORN > date.min, frame)
    days = frame["born"].dt.tz_localize(None).dt.normalize().astype("date32[pyarrow]")
    rule = BORN.equals(date(2000, 1, 31))
    assert [True, True, None] == column(judge_frame(rule, frame.assign(born=days)))


@pytest.mark.parametrize("made", [lambda table: table, PANDAS.made], ids=["pyarrow", "pandas"])
def test_a_type_of_arrow_that_is_not_read_is_named(made: Any) -> None:
    """With the one that is; a fact of another type is told what it needs."""
    cases = [
        (BORN > date.min, pa.date64(), "date32; cast this date64 to it, got Unknown"),
        (NAME.equals("a"), pa.string_view(), "string; cast this string_view to it, got String"),
        (KIND.equals(Kind.A), pa.string_view(), "string; cast this string_view to it, got String"),
        (AGE >= 18, pa.null(), "a column of a type; this one holds nothing but nulls, got Unknown"),
        (AGE >= 18, pa.date64(), f"{NUMBERS}, got Unknown"),
        (AGE >= 18, pa.string_view(), f"{NUMBERS}, got String"),
    ]
    for rule, kind, expected in cases:
        name = rule.facts[0].name
        frame = made(pa.table({name: pa.array([None], kind)}))
        assert f"{name}: expected {expected}" == refusal(rule, frame)


def test_two_columns_of_one_name_are_refused() -> None:
    """Also where no rule asks for them: which one would be meant is not known."""
    arrow = pa.table([pa.array([18]), pa.array([1]), pa.array([2])], names=["age", "x", "x"])
    for frame in (arrow, arrow.to_pandas(types_mapper=pd.ArrowDtype)):
        said = "frame: two columns have one name [column-twice]"
        assert said == refusal(AGE >= 18, frame)


def test_a_column_of_pandas_may_have_a_name_that_is_no_text() -> None:
    """It stays where it is, and takes no name away."""
    frame = PANDAS.frame({"age": int}, [{"age": 18}]).rename(columns={"row_id": 7})
    judged = judge_frame(AGE >= 18, frame)
    assert ["age", "outcome"] == [name for name in judged.columns if name != 7]
    assert [True] == judged["outcome"].tolist()


def test_days_of_pandas_are_converted_by_themselves() -> None:
    """`convert_dtypes` leaves days alone, so the refusal names what does not."""
    frame = pd.DataFrame({"born": [date(2000, 1, 31), None], "row_id": [0, 1]})
    said = (
        "born: expected date32[pyarrow]; convert the column with "
        'astype("date32[pyarrow]"), got ObjectDType'
    )
    assert said == refusal(BORN > date.min, frame)
    converted = frame.astype({"born": "date32[pyarrow]"})
    assert [True, None] == column(judge_frame(BORN > date.min, converted))


def test_pandas_may_hold_other_columns_as_it_likes() -> None:
    """Only what the rule reads must be of Arrow; the index may repeat itself."""
    frame = pd.DataFrame(
        {"yes": pd.array([True, None], dtype="bool[pyarrow]"), "note": ["x", None]}, index=[7, 7]
    )
    judged = judge_frame(YES.is_false, frame)
    assert ["yes", "note", "outcome"] == list(judged.columns)
    assert [7, 7] == list(judged.index)
    assert [False, pd.NA] == judged["outcome"].tolist()


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        ([{"age": 18}], "list"),
        ({"age": [18]}, "dict"),
        (pl.Series("age", [18]), "Series"),
        (nw.from_native(pl.DataFrame({"age": [18]})), "DataFrame"),
        (nw1.from_native(pl.LazyFrame({"age": [18]})), "LazyFrame"),
    ],
    ids=["list", "dict", "series", "narwhals", "narwhals-v1"],
)
def test_something_else_than_a_frame_is_refused(frame: Any, kind: str) -> None:
    """Also a frame of narwhals itself: what comes back would be of another type."""
    expected = f"frame: expected a frame of polars, PyArrow, DuckDB, PySpark or pandas, got {kind}"
    assert expected == refusal(AGE >= 18, frame)


def test_something_else_than_a_rule_is_refused() -> None:
    """What gives an amount is no condition, and neither is a fact alone."""
    frame = pl.DataFrame({"yes": [True]})
    said = "rule: expected a rule, or another expression over facts, got "
    assert f"{said}Fact" == refusal(YES, frame)
    assert f"{said}Clause" == refusal(when(YES.is_true).then(1), frame)


@each(ALWAYS)
def test_no_refusal_repeats_a_value(backend: Backend) -> None:
    """What stands in a frame may be personal."""
    frame = backend.frame({"age": str}, [{"age": "secret"}])
    assert "secret" not in refusal(AGE >= 18, frame)


def test_a_column_of_a_type_that_narwhals_does_not_know_is_refused() -> None:
    """An interval of DuckDB is no number."""
    frame = query("select interval 1 day as age")
    assert f"age: expected {NUMBERS}, got Duration" == refusal(AGE >= 18, frame)
