"""A frame is judged as each of its rows would be: random rules of every kind, on each backend."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from reintegra.bulk import judge_frame
from reintegra.rules import Expression, Outcome
from reintegra.vocabulary.money import IDR
from tests.bulk.frames import SPARK, Backend, each, records
from tests.bulk.randomly import COLUMNS, ROWS, known_in, rules
from tests.profiles import at_most

AS_BOOL = {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNDETERMINED: None}


def one_by_one(rule: Expression, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What one-case judging says of each row: the outcome, and that of each named rule."""
    verdicts = [rule.judge(known_in(row)) for row in rows]
    return [
        {"outcome": AS_BOOL[verdict.outcome]}
        | {reason.code: AS_BOOL[reason.outcome] for reason in verdict.reasons}
        for verdict in verdicts
    ]


def in_a_frame(rule: Expression, rows: list[dict[str, Any]], backend: Backend) -> Any:
    """What a frame of the backend says of each row."""
    judged = judge_frame(rule, backend.frame(COLUMNS, rows), currency=IDR)
    added = ["outcome", *(named.code for named in rule.plan.rules)]
    return [{name: row[name] for name in added} for row in records(judged)]


@each(spark=False)
@settings(max_examples=at_most(60))  # each is a whole frame
@given(rule=rules(), rows=ROWS)
def test_a_frame_says_what_one_case_says(
    backend: Backend, rule: Expression, rows: list[dict[str, Any]]
) -> None:
    """Outcome and named rules of each row equal those of judging the row alone."""
    assert one_by_one(rule, rows) == in_a_frame(rule, rows, backend)


@pytest.mark.spark
@settings(max_examples=at_most(60))  # each is a job of Spark
@given(rule=rules(), rows=ROWS)
def test_spark_says_what_one_case_says(rule: Expression, rows: list[dict[str, Any]]) -> None:
    """The same of Spark, which is slower to begin each query."""
    assert one_by_one(rule, rows) == in_a_frame(rule, rows, SPARK)
