"""Texts and codes in a frame are the same or they are not; a strange code is no answer."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from reintegra.bulk import explain_frame, judge_frame, unknown_codes
from reintegra.errors import InvalidValue
from reintegra.rules import Expression, Outcome, Rule, all_of
from tests.bulk.frames import (
    EAGER,
    POLARS,
    SPARK,
    Backend,
    column,
    connection,
    each,
    query,
    records,
)
from tests.bulk.randomly import Kind
from tests.rules.notation import fact, words

AS_BOOL = {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNDETERMINED: None}
NAME, ALIAS = fact("name", str), fact("alias", str)
KIND, SECOND = fact("kind", Kind), fact("second_kind", Kind)


@each()
def test_a_text_is_compared_letter_by_letter(backend: Backend) -> None:
    """Capitals, blanks and marks count; the empty text is a text."""
    names = ["a", "A", "a ", "", "\u00fc", "u\u0308", "'", None]
    frame = backend.frame({"name": str}, [{"name": name} for name in names])
    for name in names[:-1]:
        expected = [None if each is None else each == name for each in names]
        assert expected == column(judge_frame(NAME.equals(str(name)), frame))
    either = [True, False, False, True, False, False, False, None]
    assert either == column(judge_frame(NAME.is_in("a", "", "a"), frame))
    assert [name is None for name in names] == column(judge_frame(NAME.is_missing, frame))


@each()
def test_two_texts_of_a_row_are_compared(backend: Backend) -> None:
    """Unknown where one of them is."""
    rows: list[dict[str, str | None]] = [
        {"name": "a", "alias": "a"},
        {"name": "a", "alias": "b"},
        {"name": None, "alias": "b"},
        {"name": "a", "alias": None},
    ]
    frame = backend.frame({"name": str, "alias": str}, rows)
    assert [True, False, None, None] == column(judge_frame(NAME.equals(ALIAS), frame))


CODES = ["a", "b", "long-code", "A", "", "other", None]


def kinds(name: str = "kind") -> Expression:
    """What can be asked of a code, each under its own name."""
    asked = fact(name, Kind)
    parts = {
        "equal": asked.equals(Kind.A),
        "one-of": asked.is_in(Kind.A, Kind.LONG),
        "missing": asked.is_missing,
        "not": ~asked.equals(Kind.A),
    }
    return all_of(*(Rule(code, part, words(code)) for code, part in parts.items()))


EXPECTED = {
    "equal": [True, False, False, None, None, None, None],
    "one-of": [True, False, True, None, None, None, None],
    "missing": [False, False, False, True, True, True, True],
    "not": [False, True, True, None, None, None, None],
}


def answers(frame: Any) -> dict[str, list[Any]]:
    """The columns of `kinds`."""
    found = records(judge_frame(kinds(), frame))
    return {code: [row[code] for row in found] for code in EXPECTED}


@each()
def test_a_code_that_the_enumeration_lacks_is_unknown(backend: Backend) -> None:
    """Neither met nor not met, missing to `is_missing`, and counted on demand."""
    frame = backend.frame({"kind": str}, [{"kind": code} for code in CODES])
    assert EXPECTED == answers(frame)
    assert {"kind": 3} == unknown_codes(kinds(), frame)


@each()
def test_two_codes_of_a_row_are_compared_where_both_are_listed(backend: Backend) -> None:
    """Two strange codes are not the same code."""
    rows: list[dict[str, str | None]] = [
        {"kind": "a", "second_kind": "a"},
        {"kind": "a", "second_kind": "b"},
        {"kind": "x", "second_kind": "x"},
        {"kind": "a", "second_kind": "x"},
        {"kind": "x", "second_kind": "a"},
        {"kind": None, "second_kind": "a"},
    ]
    frame = backend.frame({"kind": str, "second_kind": str}, rows)
    expected = [True, False, None, None, None, None]
    assert expected == column(judge_frame(KIND.equals(SECOND), frame))
    assert {"kind": 2, "second_kind": 2} == unknown_codes(KIND.equals(SECOND), frame)


def coded_frames() -> dict[str, Any]:
    """The codes in the types that backends have for a few values that recur."""
    frame = pl.DataFrame({"row_id": range(len(CODES)), "kind": CODES})
    codes = [code for code in CODES if code is not None]
    arrow = frame.to_arrow()
    dictionary = arrow.column("kind").cast(pa.string()).dictionary_encode()
    listed = ", ".join(f"'{code}'" for code in codes)
    return {
        "categorical": frame.with_columns(pl.col("kind").cast(pl.Categorical)),
        "enum": frame.with_columns(pl.col("kind").cast(pl.Enum(codes))),
        "lazy-enum": frame.lazy().with_columns(pl.col("kind").cast(pl.Enum(codes))),
        "dictionary": arrow.set_column(1, "kind", dictionary),
        "duckdb": connection().from_arrow(arrow).project(f"row_id, kind::enum({listed}) as kind"),
    }


@pytest.mark.parametrize("name", coded_frames())
def test_codes_are_read_from_every_type_of_text(name: str) -> None:
    """Categorical, dictionary and enumerated columns are texts."""
    frame = coded_frames()[name]
    assert EXPECTED == answers(frame)
    assert {"kind": 3} == unknown_codes(kinds(), frame)
    expected = [None if code is None else code == "a" for code in CODES]
    assert expected == column(judge_frame(fact("kind", str).equals("a"), frame))


@pytest.mark.parametrize("kind", [pl.Categorical(), pl.Enum(["c", "d"])], ids=str)
def test_a_text_that_no_category_has_is_not_met(kind: pl.DataType) -> None:
    """The answer is no where there is another text, and unknown where there is none."""
    frame = pl.DataFrame(
        {"row_id": [0, 1, 2], "name": ["c", None, "d"]}, schema_overrides={"name": kind}
    )
    for named, expected in (
        (NAME.equals("a"), [False, None, False]),
        (NAME.is_in("a", "b"), [False, None, False]),
        (NAME.is_in("a", "d"), [False, None, True]),
    ):
        assert expected == column(judge_frame(named, frame))
        assert expected == column(judge_frame(named, frame.lazy()))


def test_codes_are_compared_without_a_text_for_each_row() -> None:
    """Categories are compared by their numbers; texts made of them take many times as long."""
    for kind in (pl.Categorical(), pl.Enum(["a", "b"])):
        frame = pl.LazyFrame({"kind": ["a", None]}, schema={"kind": kind})
        assert "cast(string)" not in judge_frame(KIND.equals(Kind.A), frame).explain().lower()


def test_a_column_of_the_very_codes_needs_no_check() -> None:
    """Where the type of the column admits no other code, none can be strange."""
    frame = pl.DataFrame(
        {"row_id": [0, 1, 2], "kind": ["a", "b", None]},
        schema_overrides={"kind": pl.Enum(["b", "a"])},
    )
    assert [True, False, None] == column(judge_frame(KIND.equals(Kind.A), frame))
    assert [False, False, True] == column(judge_frame(KIND.is_missing, frame))
    assert {} == unknown_codes(kinds(), frame)
    plan = judge_frame(KIND.equals(Kind.A), frame.lazy()).explain()
    assert "long-code" not in plan


@each(EAGER, spark=False)
def test_only_enumerations_have_strange_codes(backend: Backend) -> None:
    """A text that no rule names is a text; a rule without enumerations has nothing to count."""
    frame = backend.frame({"name": str}, [{"name": "anything"}])
    assert {} == unknown_codes(NAME.equals("a"), frame)


def test_no_row_has_a_strange_code_where_there_is_none() -> None:
    """The count is nought, also where there are no rows or no answers."""
    some: list[list[dict[str, Any]]] = [[{"kind": "a"}, {"kind": None}], [{"kind": None}], []]
    for rows in some:
        assert {"kind": 0} == unknown_codes(kinds(), POLARS.frame({"kind": str}, rows))


COLLATED = (
    "select k as row_id, n collate nocase as name, a collate nocase as alias, n collate nocase as "
    "kind from (values (0, 'A', 'a'), (1, 'a', 'a'), (2, '\u00dc', '\u00fc'), (3, null, 'a')) "
    "as t(k, n, a)"
)


def collated_frames() -> list[Any]:
    """Columns with a collation, and plain ones where the whole database has one."""
    other = duckdb.connect()
    other.sql("set default_collation = 'nocase'")
    return [query(COLLATED), other.sql(COLLATED.replace(" collate nocase", ""))]


@pytest.mark.parametrize("place", [0, 1])
def test_a_text_is_compared_by_no_collation(place: int) -> None:
    """A capital is no small letter, though the database takes one for the other."""
    frame = collated_frames()[place]
    assert [(0,), (1,)] == frame.filter("name = 'a'").order("row_id").project("row_id").fetchall()
    expected: dict[str, tuple[Expression, list[bool | None]]] = {
        "equal": (NAME.equals("a"), [False, True, False, None]),
        "one-of": (NAME.is_in("x", "\u00dc"), [False, False, True, None]),
        "two": (NAME.equals(ALIAS), [False, True, False, None]),
        "code": (KIND.equals(Kind.A), [None, True, None, None]),
        "missing": (KIND.is_missing, [True, False, True, True]),
    }
    rule = all_of(*(Rule(code, made, words(code)) for code, (made, _) in expected.items()))
    judged = judge_frame(rule, frame)
    assert ["row_id", "name", "alias", "kind", *expected, "outcome"] == judged.columns
    found = records(judged)
    assert {code: known for code, (_, known) in expected.items()} == {
        code: [row[code] for row in found] for code in expected
    }
    assert {"kind": 2} == unknown_codes(rule, frame)
    for number, verdict in explain_frame(rule, frame, range(4), key="row_id").items():
        reasons = {reason.code: AS_BOOL[reason.outcome] for reason in verdict.reasons}
        assert {code: known[number] for code, (_, known) in expected.items()} == reasons


@pytest.mark.parametrize("place", [0, 1])
def test_a_key_is_found_by_no_collation(place: int) -> None:
    """The key that is named, and not one that the database takes for it."""
    frame = collated_frames()[place].project("name, row_id as count")
    rule = fact("count", int).equals(1)
    found = explain_frame(rule, frame, ["a", "A", "\u00dc"], key="name")
    outcomes = [verdict.outcome for verdict in found.values()]
    assert [Outcome.MET, Outcome.NOT_MET, Outcome.NOT_MET] == outcomes
    with pytest.raises(InvalidValue, match="no row has one of the keys"):
        explain_frame(rule, frame, ["A", "\u00fc"], key="name")


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:.*pandas")
def test_spark_compares_texts_by_no_collation_either() -> None:
    """Its collations are part of the type of a column, which narwhals does not show."""
    pairs = [("A", "a"), ("a", "a"), (None, "a")]
    rows: list[dict[str, Any]] = [{"name": name, "alias": alias} for name, alias in pairs]
    plain = SPARK.frame({"name": str, "alias": str}, rows)
    frame = plain.selectExpr("row_id", "name collate UTF8_LCASE as name", "alias")
    assert [False, True, None] == column(judge_frame(NAME.equals("a"), frame))
    assert [False, True, None] == column(judge_frame(NAME.equals(ALIAS), frame))
    found = explain_frame(NAME.equals("a"), frame, ["a", "A"], key="name")
    assert [Outcome.MET, Outcome.NOT_MET] == [verdict.outcome for verdict in found.values()]


def test_no_text_of_duckdb_holds_what_is_no_letter() -> None:
    """Half of a pair of surrogates is none; it is looked for, and is not there."""
    frame = query("select 'a' as name, 0 as row_id")
    assert [False] == column(judge_frame(NAME.equals("\ud800"), frame))
