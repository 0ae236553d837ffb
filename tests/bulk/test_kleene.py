"""Every operator in a frame has the truth table of three-valued logic, row by row."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from reintegra.bulk import judge_frame
from reintegra.rules import Expression, Rule, all_of, any_of, at_least, none_of
from tests.bulk.frames import ALWAYS, PANDAS, POLARS, SPARK, Backend, column, each, records
from tests.rules.notation import NO, UNKNOWN, YES, Notation, expression_of, fact, slowly, words

AS_BOOL = {NO: False, UNKNOWN: None, YES: True}
NAMES = ("a", "b", "c", "d", "e")
ANSWERS = (True, False)


def every_answer(count: int) -> list[dict[str, bool | None]]:
    """Every combination of yes, no and unknown for so many facts."""
    names = NAMES[:count]
    answers = product((True, False, None), repeat=count)
    return [dict(zip(names, row, strict=True)) for row in answers]


def judged(backend: Backend, rule: Expression, rows: list[dict[str, bool | None]]) -> list[Any]:
    """The outcomes of a rule over booleans."""
    frame = backend.frame(dict.fromkeys(rows[0], bool), rows)
    return column(judge_frame(rule, frame))


TABLES: list[Notation] = [
    "a",
    ["not", "a"],
    ["and", "a", "b"],
    ["or", "a", "b"],
    ["and", "a", "b", "c"],
    ["or", "a", "b", "c"],
    ["not", ["and", "a", ["or", "b", "c"]]],
    ["or", ["not", "a"], ["and", "b", ["not", "c"]]],
    ["and", "a", True],
    ["or", "a", False],
    ["and", "a", False],
    ["or", "a", True],
    ["and", "a", "a"],
    ["and"],
    ["or"],
    ["not", ["or", ["and"], "a"]],
    ["at_least", 1, True, "a", "b"],
    ["at_least", 2, False, "a", "b"],
    ["at_least", 2, "a", "a", "b"],
    ["at_least", 3, "a", "a", "b", "b"],
]


@each()
@pytest.mark.parametrize("notation", TABLES, ids=str)
def test_an_operator_has_its_table(backend: Backend, notation: Notation) -> None:
    """Each of the 27 rows has the least, the greatest or the n-th greatest of its parts."""
    rows = every_answer(3)
    assert [AS_BOOL[slowly(notation, row)] for row in rows] == judged(
        backend, expression_of(notation), rows
    )


@each()
@pytest.mark.parametrize("count", [3, 4, 5])
def test_at_least_counts_what_is_met_and_what_may_be(backend: Backend, count: int) -> None:
    """With every number needed, of three to five, in all 27, 81 or 243 rows."""
    rows, parts = every_answer(count), NAMES[:count]
    needed = range(count + 1)
    notations = {f"at-least-{n}": ["at_least", n, *parts] for n in needed}
    rule = any_of(*(Rule(code, expression_of(n), words(code)) for code, n in notations.items()))
    found = records(judge_frame(rule, backend.frame(dict.fromkeys(parts, bool), rows)))
    for code, notation in notations.items():
        assert [AS_BOOL[slowly(notation, row)] for row in rows] == [row[code] for row in found]


@each()
def test_an_exception_takes_away_only_where_it_is_met(backend: Backend) -> None:
    """`unless` is met where the base is met and no exception is."""
    a, b, c = (Rule(f"rule-{name}", fact(name).is_true, words(name)) for name in "abc")
    rows = every_answer(3)
    expected = [AS_BOOL[slowly(["and", "a", ["not", ["or", "b", "c"]]], row)] for row in rows]
    assert expected == judged(backend, a.unless(b, c), rows)


@each()
def test_none_of_is_met_where_no_part_is(backend: Backend) -> None:
    """`none_of` is the denial of any."""
    rows = every_answer(2)
    expected = [AS_BOOL[slowly(["not", ["or", "a", "b"]], row)] for row in rows]
    assert expected == judged(backend, none_of(fact("a").is_true, fact("b").is_true), rows)


@each()
def test_a_question_of_yes_or_no_is_unknown_where_nobody_answered(backend: Backend) -> None:
    """Yes, no, one of both, another fact: unknown stays unknown; whether it is known is known."""
    a, b = fact("a"), fact("b")
    rows = every_answer(2)
    answered = [row["a"] for row in rows]
    tables: dict[str, tuple[Expression, list[bool | None]]] = {
        "is-true": (a.is_true, answered),
        "is-false": (a.is_false, [None if each is None else not each for each in answered]),
        "either": (a.is_in(*ANSWERS), [None if each is None else True for each in answered]),
        "no": (
            a.is_in(*ANSWERS[1:] * 2),
            [None if each is None else not each for each in answered],
        ),
        "same": (
            a.equals(b),
            [None if None in row.values() else row["a"] is row["b"] for row in rows],
        ),
        "missing": (a.is_missing, [each is None for each in answered]),
        "known": (~a.is_missing, [each is not None for each in answered]),
    }
    rule = all_of(*(Rule(code, made, words(code)) for code, (made, _) in tables.items()))
    found = records(judge_frame(rule, backend.frame({"a": bool, "b": bool}, rows)))
    for code, (_, expected) in tables.items():
        assert (code, expected) == (code, [row[code] for row in found])


@each()
def test_a_rule_of_many_parts_is_no_deeper_than_a_backend_can_follow(backend: Backend) -> None:
    """A thousand parts under one operator, under each of the three; on Spark, two hundred."""
    many = 200 if backend is SPARK else 1_000
    count = fact("count", int)
    parts = [count.equals(number) for number in range(many)]
    rows: list[dict[str, Any]] = [{"count": many - 1}, {"count": many}, {"count": None}]
    frame = backend.frame({"count": int}, rows)
    assert [True, False, None] == column(judge_frame(any_of(*parts), frame))
    assert [False, True, None] == column(judge_frame(all_of(*(~part for part in parts)), frame))
    assert [False, False, None] == column(judge_frame(at_least(2, *parts), frame))


@pytest.mark.parametrize("backend", [POLARS, PANDAS], ids=lambda backend: str(backend.name))
def test_every_column_that_is_added_has_a_third_value(backend: Backend) -> None:
    """Also where a rule is always met, or asks only whether there is an answer."""
    a = fact("a")
    parts = (all_of(code="always"), any_of(code="never"), all_of(a.is_missing, code="missing"))
    judged_frame = judge_frame(any_of(*parts), backend.frame({"a": bool}, every_answer(1)))
    expected = {POLARS.name: "Boolean", PANDAS.name: "bool[pyarrow]"}[backend.name]
    added = ("always", "never", "missing", "outcome")
    assert [expected] * 4 == [str(judged_frame[name].dtype) for name in added]
    assert [[True] * 3, [False] * 3, [False, False, True], [True] * 3] == [
        column(judged_frame, name) for name in added
    ]


@each()
def test_a_rule_that_asks_nothing_is_decided_in_every_row(backend: Backend) -> None:
    """Of nothing, all are met and none is; no column is needed for it."""
    frame = backend.frame({"a": bool}, every_answer(1))
    assert [True] * 3 == column(judge_frame(all_of(), frame))
    assert [False] * 3 == column(judge_frame(any_of(), frame))


@each(ALWAYS)
def test_a_frame_without_rows_is_judged_too(backend: Backend) -> None:
    """No rows, no outcomes, and the columns are there."""
    judged_frame = judge_frame(fact("a").is_true, backend.frame({"a": bool}, []))
    assert [] == column(judged_frame)
