"""Texts and codes in a frame are the same or they are not; a strange code is no answer."""

from __future__ import annotations

from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from reintegra.bulk import judge_frame, unknown_codes
from reintegra.rules import Expression, Rule, all_of
from tests.bulk.frames import EAGER, POLARS, Backend, column, connection, each, records
from tests.bulk.randomly import Kind
from tests.rules.notation import fact, words

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
