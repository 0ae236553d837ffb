"""The reasons for chosen rows are those of judging each row alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

from reintegra.bulk import MOST_ROWS, explain_frame, judge_frame, unknown_codes
from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Expression, Missing, Outcome, Rule, all_of
from reintegra.vocabulary.money import IDR, Money, idr
from tests.bulk.frames import EAGER, POLARS, POLARS_LAZY, Backend, each, query, records
from tests.bulk.randomly import COLUMNS, ROWS, Kind, known_in, rules
from tests.profiles import at_most
from tests.rules.notation import fact, words

AS_BOOL = {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNDETERMINED: None}
AGE, YES, NAME = fact("age", int), fact("yes"), fact("name", str)
BORN, WAGE, KIND = fact("born", date), fact("wage", Money), fact("kind", Kind)
PARTS = {
    "adult": AGE >= 18,
    "agreed": YES.is_true,
    "called": NAME.equals("a"),
    "young": BORN > date(2000, 1, 31),
    "poor": WAGE <= idr(5),
    "kind": KIND.equals(Kind.LONG),
}
RULE = all_of(*(Rule(code, part, words(code)) for code, part in PARTS.items()))
PEOPLE: list[dict[str, Any]] = [
    {
        "age": 18,
        "yes": True,
        "name": "a",
        "born": date(2000, 2, 1),
        "wage": 5,
        "kind": "long-code",
    },
    {"age": 17, "yes": False, "name": "b", "born": date(2000, 1, 31), "wage": 6, "kind": "a"},
    {"kind": "strange"},
]
TYPES = {"age": int, "yes": bool, "name": str, "born": date, "wage": int, "kind": str}
WHOLE = dict.fromkeys(PARTS, Outcome.MET)
NONE = dict.fromkeys(PARTS, Outcome.NOT_MET)
OPEN = dict.fromkeys(PARTS, Outcome.UNDETERMINED)


def outcomes(verdict: Any) -> dict[str, Outcome]:
    """The outcome of each named rule."""
    return {reason.code: reason.outcome for reason in verdict.reasons}


@each(EAGER, spark=False)
def test_a_row_is_named_by_its_position(backend: Backend) -> None:
    """The verdicts come in the order in which the rows are named, each once."""
    frame = backend.frame(TYPES, PEOPLE)
    found = explain_frame(RULE, frame, [2, 0, 1, 0], currency=IDR)
    assert [2, 0, 1] == list(found)
    assert [OPEN, WHOLE, NONE] == [outcomes(verdict) for verdict in found.values()]


@each()
def test_a_row_is_named_by_a_key(backend: Backend) -> None:
    """On any backend, whatever order its rows come in."""
    frame = backend.frame(
        {**TYPES, "code": str}, [row | {"code": f"k{n}"} for n, row in enumerate(PEOPLE)]
    )
    found = explain_frame(RULE, frame, ["k2", "k0"], key="code", currency=IDR)
    assert {"k2": OPEN, "k0": WHOLE} == {key: outcomes(each) for key, each in found.items()}
    assert ["k2", "k0"] == list(found)
    by_number = explain_frame(
        RULE, frame, (number for number in (1, 2)), key="row_id", currency=IDR
    )
    assert {1: NONE, 2: OPEN} == {key: outcomes(each) for key, each in by_number.items()}


@each()
def test_what_a_frame_does_not_know_is_reported_as_unknown(backend: Backend) -> None:
    """A null says neither that nobody asked nor that somebody declined."""
    verdict = explain_frame(RULE, backend.frame(TYPES, PEOPLE), [2], key="row_id", currency=IDR)[2]
    assert dict.fromkeys(TYPES, Missing.UNKNOWN) == {
        missing.fact.name: missing.why for missing in verdict.missing
    }


@each()
def test_no_rows_and_no_facts_are_no_trouble(backend: Backend) -> None:
    """Nothing is explained, or something that asks nothing."""
    frame = backend.frame(TYPES, PEOPLE)
    assert {} == explain_frame(RULE, frame, [], key="row_id", currency=IDR)
    found = explain_frame(all_of(), frame, [1], key="row_id")
    assert [Outcome.MET] == [verdict.outcome for verdict in found.values()]
    if not backend.lazy:
        assert {} == explain_frame(RULE, frame, [], currency=IDR)
        found = explain_frame(all_of(), frame, [2, 1])
        assert {2: Outcome.MET, 1: Outcome.MET} == {
            row: verdict.outcome for row, verdict in found.items()
        }


def refusal(frame: Any, rows: Any, key: Any = None) -> str:
    """What the refusal says."""
    with pytest.raises((InvalidValue, WrongType)) as refused:
        explain_frame(AGE >= 18, frame, rows, key=key)
    return str(refused.value)


@each(EAGER, spark=False)
@pytest.mark.parametrize("row", [-1, 3, 10**30])
def test_a_position_lies_within_the_frame(backend: Backend, row: int) -> None:
    """From 0, and not counted from the end."""
    expected = "rows: a position from 0, below the number of rows [no-row]"
    assert expected == refusal(backend.frame(TYPES, PEOPLE), [0, row])


def test_a_position_is_a_whole_number() -> None:
    """And no text, and no yes."""
    frame = POLARS.frame(TYPES, PEOPLE)
    assert "rows: expected a whole number, got str" == refusal(frame, ["0"])
    assert "rows: expected a whole number, got bool" == refusal(frame, [True])


@each([POLARS_LAZY])
def test_a_frame_that_is_worked_out_later_has_no_positions(backend: Backend) -> None:
    """Its rows may come in any order."""
    expected = "key: this frame has no positions; name a column of keys [missing]"
    assert expected == refusal(backend.frame(TYPES, PEOPLE), [0])


@each()
def test_a_key_names_exactly_one_row(backend: Backend) -> None:
    """Not none, also where it could not be in such a column, and not two."""
    rows: list[dict[str, Any]] = [
        {"age": 18, "code": "x"},
        {"age": 17, "code": "x"},
        {"age": 3, "code": None},
    ]
    frame = backend.frame({"age": int, "code": str}, rows)
    none = "rows: no row has one of the keys [no-row]"
    several = "rows: a key must name one row, and names several [several-rows]"
    assert none == refusal(frame, ["y"], "code")
    assert none == refusal(frame, ["None", ""], "code")
    assert several == refusal(frame, ["x"], "code")
    assert several == refusal(frame, ["x", "y"], "code")
    assert none == refusal(frame, [7], "row_id")
    assert none == refusal(frame, [0, 2**63], "row_id")
    assert none == refusal(frame, [-(2**63) - 1], "row_id")


@each(spark=False)
def test_a_key_fits_its_column(backend: Backend) -> None:
    """Texts in texts, numbers in numbers, and a column that there is."""
    frame = backend.frame(TYPES, PEOPLE)
    assert "rows: expected a whole number, got str" == refusal(frame, ["0"], "row_id")
    assert "rows: expected a whole number, got bool" == refusal(frame, [True], "row_id")
    assert "rows: expected a text, got int" == refusal(frame, [0], "name")
    wrong = "key: expected a column of whole numbers or of texts, got Date"
    assert wrong == refusal(frame, ["2000-01-31"], "born")
    assert "key: the frame has no such column [missing-column]" == refusal(frame, [0], "nothing")
    assert "key: expected a text, got int" == refusal(frame, [0], 0)


def test_a_thousand_rows_are_explained_at_a_time_and_not_more() -> None:
    """Whoever wants the reasons of all should judge them one by one."""
    frame = pl.DataFrame({"age": range(MOST_ROWS + 1)})
    assert 1_000 == MOST_ROWS == len(explain_frame(AGE >= 18, frame, range(MOST_ROWS)))
    expected = "rows: name at most 1000 rows at a time [too-many]"
    assert expected == refusal(frame, range(MOST_ROWS + 1))
    keyed = explain_frame(AGE >= 18, frame.lazy(), range(1, MOST_ROWS + 1), key="age")
    assert Outcome.MET is keyed[1_000].outcome
    with pytest.raises(InvalidValue, match="too-many"):
        explain_frame(AGE >= 18, frame, (number // 2 for number in range(2 * MOST_ROWS + 2)))


def test_only_the_columns_of_the_rule_are_read() -> None:
    """What else stands in the frame is left where it is."""

    def fails(_: Any) -> Any:
        raise AssertionError

    frame = pl.LazyFrame({"age": [18], "row_id": [0], "private": ["x"]}).with_columns(
        pl.col("private").map_batches(fails, return_dtype=pl.String)
    )
    found = explain_frame(AGE >= 18, frame, [0], key="row_id")
    assert Outcome.MET is found[0].outcome


@pytest.mark.parametrize("kind", ["hugeint", "uhugeint", "ubigint", "utinyint"])
def test_a_number_of_any_width_arrives_whole(kind: str) -> None:
    """Also one of 128 bits, which some ways into Python turn into a float."""
    number = {"hugeint": -(2**100) - 1, "uhugeint": 2**127 + 1, "ubigint": 2**64 - 1}.get(kind, 255)
    frame = query(f"select 0 as row_id, '{number}'::{kind} as age")
    for limit, expected in ((number, Outcome.MET), (number + 1, Outcome.NOT_MET)):
        found = explain_frame(AGE >= limit, frame, [0], key="row_id")
        assert expected is found[0].outcome
    wide = {"hugeint": pl.Int128, "uhugeint": pl.UInt128, "ubigint": pl.UInt64}.get(kind, pl.UInt8)
    table = pl.DataFrame({"age": [number]}, schema={"age": wide})
    assert Outcome.MET is explain_frame(AGE.equals(number), table, [0])[0].outcome


def test_codes_and_texts_arrive_from_every_type_of_text() -> None:
    """Categories are read as the texts that they are."""
    frame = pl.DataFrame({"kind": ["a", "x"], "name": ["a", "b"]}).with_columns(
        pl.col("kind").cast(pl.Enum(["x", "a"])), pl.col("name").cast(pl.Categorical)
    )
    found = explain_frame(KIND.equals(Kind.A) | NAME.equals("b"), frame, [0, 1])
    assert [Outcome.MET, Outcome.MET] == [verdict.outcome for verdict in found.values()]
    arrow = frame.to_arrow()
    assert pa.types.is_dictionary(arrow.schema.field("kind").type)
    found = explain_frame(KIND.equals(Kind.A), arrow, [0, 1])
    assert [Outcome.MET, Outcome.UNDETERMINED] == [verdict.outcome for verdict in found.values()]


@each(spark=False)
@pytest.mark.parametrize("kind", [pa.uint64(), pa.int8()], ids=str)
def test_a_key_may_be_as_wide_as_its_column(backend: Backend, kind: Any) -> None:
    """Numbers of 64 bits without a sign are found, and what cannot be in the column is not."""
    last = 2**64 - 1 if kind == pa.uint64() else 127
    rows = [{"age": 18, "number": last}, {"age": 17, "number": 0}]
    frame = backend.frame({"age": int, "number": kind}, rows)
    found = explain_frame(AGE >= 18, frame, [0, last], key="number")
    assert [(0, Outcome.NOT_MET), (last, Outcome.MET)] == [
        (row, verdict.outcome) for row, verdict in found.items()
    ]
    for row in (last + 1, -129):
        assert "rows: no row has one of the keys [no-row]" == refusal(frame, [0, row], "number")


@pytest.mark.parametrize("kind", ["hugeint", "uhugeint"])
def test_a_key_of_128_bits_is_read_whole(kind: str) -> None:
    """Two keys that would be one float are two keys."""
    number = 2**100
    frame = query(
        f"select unnest([18, 17]) as age, unnest(['{number}', '{number + 1}'])::{kind} as number"
    )
    found = explain_frame(AGE >= 18, frame, [number + 1, number], key="number")
    assert [Outcome.NOT_MET, Outcome.MET] == [verdict.outcome for verdict in found.values()]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
def test_no_keys_are_looked_for_where_none_is_named(kind: Any) -> None:
    """Whatever the keys are."""
    frame = pa.table({"age": [18], "code": pa.array(["a"], kind)})
    assert {} == explain_frame(AGE >= 18, frame, [], key="code")
    assert [Outcome.MET] == [
        verdict.outcome for verdict in explain_frame(AGE >= 18, frame, ["a"], key="code").values()
    ]


@pytest.mark.parametrize("key", [None, "name", "row_id"])
def test_rows_are_several_even_where_they_are_one(key: str | None) -> None:
    """A text is not taken for its letters, nor a number for a list of one."""
    frame = POLARS.frame(TYPES, PEOPLE)
    said = "rows: expected several rows, each by its position or its key, got "
    assert f"{said}int" == refusal(frame, 5, key)
    assert f"{said}str" == refusal(frame, "ab", key)
    assert f"{said}NoneType" == refusal(frame, None, key)
    kind = "a text" if key == "name" else "a whole number"
    assert f"rows: expected {kind}, got list" == refusal(frame, [[1]], key)


def test_a_count_of_unknown_codes_is_a_plain_number() -> None:
    """Also of DuckDB, whose sums are of another type."""
    for frame in (query("select 'x' as kind"), pl.DataFrame({"kind": ["x"]})):
        counted = unknown_codes(KIND.equals(Kind.A), frame)
        assert [("kind", 1, int)] == [(name, n, type(n)) for name, n in counted.items()]


@each()
@pytest.mark.parametrize("key", ["code.of.case", "of`case", "of case"])
def test_a_column_of_keys_may_have_any_name(backend: Backend, key: str) -> None:
    """A point or a grave accent is no step into a record."""
    frame = backend.frame({"age": int, key: str}, [{"age": 18, key: "a"}, {"age": 17, key: "b"}])
    found = explain_frame(AGE >= 18, frame, ["b"], key=key)
    assert [Outcome.NOT_MET] == [verdict.outcome for verdict in found.values()]


@each(spark=False)
@settings(max_examples=at_most(30))  # each is a whole frame
@given(rule=rules(), rows=ROWS)
def test_a_verdict_explains_what_the_frame_says(
    backend: Backend, rule: Expression, rows: list[dict[str, Any]]
) -> None:
    """The outcome and the reasons of every row are those of its columns and of one case."""
    frame = backend.frame(COLUMNS, rows)
    found = explain_frame(rule, frame, range(len(rows)), key="row_id", currency=IDR)
    for number, judged in enumerate(records(judge_frame(rule, frame, currency=IDR))):
        verdict = found[number]
        assert AS_BOOL[verdict.outcome] == judged["outcome"]
        assert outcomes(rule.judge(known_in(rows[number]))) == outcomes(verdict)
        for code, outcome in outcomes(verdict).items():
            assert AS_BOOL[outcome] == judged[code]
