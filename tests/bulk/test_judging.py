"""A frame comes back as it was given, with the outcome and the rules beside its columns."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from reintegra.bulk import judge_frame
from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Expression, Rule, all_of, any_of, at_least
from tests.bulk.frames import (
    ALWAYS,
    DUCKDB,
    PANDAS,
    POLARS,
    POLARS_LAZY,
    PYARROW,
    Backend,
    column,
    each,
    records,
)
from tests.rules.notation import fact, words

AGE, AGREED = fact("age", int), fact("agreed")
ADULT = Rule("of-age", AGE >= 18, words("adult"))
CONSENT = Rule("consent.given", AGREED.is_true, words("consent"))
ENTRY = all_of(ADULT, CONSENT, code="entry")
ROWS: list[dict[str, Any]] = [
    {"age": 18, "agreed": True},
    {"age": 17, "agreed": None},
    {"age": None, "agreed": True},
    {"age": None, "agreed": False},
]
COLUMNS = {"age": int, "agreed": bool}


@each()
def test_each_named_rule_has_a_column_of_its_code(backend: Backend) -> None:
    """A rule stands after those inside it, and the outcome last; nothing else is added."""
    judged = judge_frame(ENTRY, backend.frame(COLUMNS, ROWS))
    expected: list[dict[str, Any]] = [
        {"of-age": True, "consent.given": True, "entry": True, "outcome": True},
        {"of-age": False, "consent.given": None, "entry": False, "outcome": False},
        {"of-age": None, "consent.given": True, "entry": None, "outcome": None},
        {"of-age": None, "consent.given": False, "entry": False, "outcome": False},
    ]
    numbered: list[dict[str, Any]] = [{"row_id": number, **row} for number, row in enumerate(ROWS)]
    found = records(judged)
    assert [row | more for row, more in zip(numbered, expected, strict=True)] == found
    assert ["row_id", "age", "agreed", *expected[0]] == list(found[0])


@pytest.mark.parametrize(
    ("backend", "kind"),
    [
        (POLARS, pl.DataFrame),
        (POLARS_LAZY, pl.LazyFrame),
        (PYARROW, pa.Table),
        (DUCKDB, duckdb.DuckDBPyRelation),
        (PANDAS, pd.DataFrame),
    ],
    ids=lambda part: getattr(part, "name", part.__name__ if isinstance(part, type) else ""),
)
def test_a_frame_comes_back_in_its_own_type(backend: Backend, kind: type) -> None:
    """What is worked out later stays so; the frame that was given is left as it was."""
    frame = backend.frame(COLUMNS, ROWS)
    judged = judge_frame(ENTRY, frame)
    assert type(frame) is type(judged)
    assert isinstance(judged, kind)
    assert ["row_id", "age", "agreed"] == list(records(frame)[0])


def test_a_lazy_frame_is_not_worked_out() -> None:
    """Rows that cannot be had are not asked for: only the query is written."""

    def fails(_: Any) -> Any:
        raise AssertionError

    lazy = pl.LazyFrame({"age": [18], "agreed": [True]}).map_batches(
        fails, schema={"age": pl.Int64, "agreed": pl.Boolean}
    )
    judged = judge_frame(ENTRY, lazy)
    assert isinstance(judged, pl.LazyFrame)
    with pytest.raises(AssertionError):
        judged.collect()


@each()
def test_a_prefix_stands_before_every_column(backend: Backend) -> None:
    """So one frame can hold the answers of several rules."""
    once = judge_frame(ENTRY, backend.frame(COLUMNS, ROWS))
    twice = judge_frame(ENTRY, once, prefix="Second_2.a-")
    found = records(twice)
    for name in ("of-age", "consent.given", "entry", "outcome"):
        assert [row[name] for row in found] == [row[f"Second_2.a-{name}"] for row in found]


@each(ALWAYS)
@pytest.mark.parametrize(
    ("extra", "prefix", "named"),
    [
        ("outcome", "", "outcome"),
        ("OUTCOME", "", "outcome"),
        ("of-age", "", "of-age"),
        ("My_Entry", "my_", "my_entry"),
        ("my_entry", "MY_", "MY_entry"),
    ],
)
def test_no_column_is_overwritten(backend: Backend, extra: str, prefix: str, named: str) -> None:
    """A column of that name, in whatever letters, is a clear error and not a loss."""
    frame = backend.frame({**COLUMNS, extra: bool}, ROWS)
    with pytest.raises(InvalidValue) as refused:
        judge_frame(ENTRY, frame, prefix=prefix)
    expected = f"prefix: the column {named} exists; choose another one [column-exists]"
    assert expected == str(refused.value)
    assert "column-exists" == refused.value.code
    assert [True, False, None, False] == column(
        judge_frame(ENTRY, frame, prefix="judged_"), "judged_outcome"
    )


def test_a_rule_that_is_called_outcome_has_no_column_of_its_own() -> None:
    """Its column would be that of the whole, whatever stood before both."""
    rule = any_of(Rule("outcome", AGE >= 18, words("adult")), AGREED.is_true)
    for prefix in ("", "judged_"):
        with pytest.raises(InvalidValue) as refused:
            judge_frame(rule, POLARS.frame(COLUMNS, ROWS), prefix=prefix)
        said = "rule: no rule can be called outcome in a frame [outcome]"
        assert said == str(refused.value)


@pytest.mark.parametrize("prefix", ["a b", "a`", '"', "\u00e4", "a/", "a\n"])
def test_a_prefix_is_of_plain_signs(prefix: str) -> None:
    """What every backend takes as part of a name."""
    with pytest.raises(InvalidValue) as refused:
        judge_frame(ENTRY, POLARS.frame(COLUMNS, ROWS), prefix=prefix)
    assert "prefix: letters, digits, and any of _ . - [prefix]" == str(refused.value)


def test_a_prefix_is_a_text() -> None:
    """And no number."""
    wrong: Any = 7
    with pytest.raises(WrongType, match="prefix: expected a text, got int"):
        judge_frame(ENTRY, POLARS.frame(COLUMNS, ROWS), prefix=wrong)


def nested(depth: int) -> Expression:
    """A rule within a rule, so deep, each of which uses the inner one twice."""
    rule = Rule("rule-0", AGE >= 18, words("innermost"))
    for level in range(1, depth):
        whole = (rule | AGREED.is_true) & ~(AGREED.is_false & ~rule)
        rule = Rule(f"rule-{level}", whole, words("outer"))
    return rule


def test_a_named_rule_is_worked_out_once() -> None:
    """Twelve rules, each with the one before it twice: the query names the age once."""
    judged = judge_frame(nested(12), POLARS_LAZY.frame(COLUMNS, ROWS))
    assert 1 == judged.explain(optimized=False).count(">= ")


@each()
def test_rules_within_rules_agree_with_one_case(backend: Backend) -> None:
    """Every level of a deep rule has its own column."""
    rule = nested(12)
    found = records(judge_frame(rule, backend.frame(COLUMNS, ROWS)))
    for row, given in zip(found, ROWS, strict=True):
        known = {name: value for name, value in given.items() if value is not None}
        verdict = rule.judge(known)
        expected = {reason.code: reason.outcome.value for reason in verdict.reasons}
        words_of = {True: "met", False: "not-met", None: "undetermined"}
        assert expected == {code: words_of[row[code]] for code in expected}


def counting(depth: int, of: int, needed: int) -> Expression:
    """A choice of so many, within such a choice, so deep."""
    rule: Expression = AGE >= 18
    for level in range(depth):
        rule = at_least(needed, rule, *(fact(f"f{level}_{n}").is_true for n in range(of - 1)))
    return rule


def shared(depth: int) -> Expression:
    """Each level has the one before it twice, without a name."""
    rule: Expression = AGE >= 18
    for level in range(depth):
        yes, no = fact(f"f{level}_0").is_true, fact(f"f{level}_1").is_true
        rule = (rule & yes) | (~rule & no)
    return rule


LARGE = {
    "two-of-three": counting(12, 3, 2),
    "four-of-nine": counting(12, 9, 4),
    "shared": shared(12),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_part_within_a_choice_is_worked_out_once(name: str) -> None:
    """A query grows with the rule, and not by a factor for each level."""
    rule = LARGE[name]
    lazy = pl.LazyFrame({asked.name: [18 if asked.name == "age" else True] for asked in rule.facts})
    judged = judge_frame(rule, lazy)
    assert [*lazy.collect_schema(), "outcome"] == list(judged.collect_schema())
    assert len(judged.explain(optimized=False)) < 30_000


@each()
@pytest.mark.parametrize("name", ["two-of-three", "shared"])
def test_a_choice_within_a_choice_agrees_with_one_case(backend: Backend, name: str) -> None:
    """Every level has its own column for that long, of which none is left."""
    rule = LARGE[name]
    choices = (True, None, False)
    rows: list[dict[str, Any]] = [
        {
            asked.name: (18, None, 17)[number % 3]
            if asked.name == "age"
            else choices[(number * (place + 1) + place // 2) % 3]
            for place, asked in enumerate(rule.facts)
        }
        for number in range(30)
    ]
    columns = {asked.name: asked.type for asked in rule.facts}
    found = records(judge_frame(rule, backend.frame(columns, rows)))
    as_bool = {"met": True, "not-met": False, "undetermined": None}
    known = [{name: value for name, value in row.items() if value is not None} for row in rows]
    assert [as_bool[rule.judge(row).outcome.value] for row in known] == [
        row["outcome"] for row in found
    ]
    assert {"row_id", *columns, "outcome"} == set(found[0])


@each()
def test_the_steps_on_the_way_are_gone_at_the_end(backend: Backend) -> None:
    """Two rules that move days leave no column behind, and take none of the frame's away."""
    born, arrived = fact("born", date), fact("arrived", date)
    rule = all_of(
        Rule("a", born.months_later(1) <= arrived, words("a")),
        Rule("b", born.months_later(1) + 1 <= arrived.months_later(2), words("b")),
        Rule("c", born + 1 <= arrived, words("c")),
    )
    rows = [{"born": date(2024, 1, 31), "arrived": date(2024, 2, 29), "step_0": 7}]
    columns = {"born": date, "arrived": date, "step_0": int}
    found = records(judge_frame(rule, backend.frame(columns, rows)))
    expected = {"row_id": 0, **rows[0], "a": True, "b": True, "c": True, "outcome": True}
    assert [expected] == found


@each(ALWAYS)
def test_a_rule_may_be_called_like_a_step(backend: Backend) -> None:
    """The columns on the way make room for its name."""
    born, arrived = fact("born", date), fact("arrived", date)
    rule = Rule("step_0", born.months_later(1) <= arrived, words("a"))
    frame = backend.frame(
        {"born": date, "arrived": date}, [{"born": date(2024, 1, 31), "arrived": date(2024, 2, 29)}]
    )
    [found] = records(judge_frame(rule, frame))
    assert {"row_id", "born", "arrived", "step_0", "outcome"} == set(found)
    assert (True, True) == (found["step_0"], found["outcome"])


def test_equal_conditions_need_their_steps_once() -> None:
    """The same day moved as far is worked out once, however often it is asked."""
    born, arrived = fact("born", date), fact("arrived", date)
    rule = all_of(
        born.months_later(1) < arrived, born.months_later(1) > arrived + 3, born + 3 < arrived
    )
    frame = pl.LazyFrame({"born": [date(2024, 1, 31)], "arrived": [date(2024, 2, 29)]})
    query = judge_frame(rule, frame).explain(optimized=False)
    assert 8 == len({word for word in query.split('"') if word.startswith("step_")})


@each(ALWAYS)
def test_the_same_frame_may_be_judged_again(backend: Backend) -> None:
    """Nothing of a judging stays behind."""
    frame = backend.frame(COLUMNS, ROWS)
    assert column(judge_frame(ENTRY, frame)) == column(judge_frame(ENTRY, frame))
