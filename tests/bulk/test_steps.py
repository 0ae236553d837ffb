"""Columns on the way have names that no column of the frame has."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl

from reintegra.bulk.steps import Steps


def test_a_step_is_made_once_and_stands_on_its_level() -> None:
    """What is asked for again is the same column; levels below it are there, if empty."""
    steps = Steps(["age"])
    made: list[str] = []

    def half() -> nw.Expr:
        made.append("half")
        return nw.col("age") // 2

    steps.keep(1, "half", half)
    again = steps.keep(1, "half", half)
    steps.keep(0, "double", lambda: nw.col("age") * 2)
    assert ["half"] == made
    assert ["step_0", "step_1"] == steps.names
    assert [1, 1] == [len(level) for level in steps.levels]
    frame = nw.from_native(pl.DataFrame({"age": [7]}))
    for level in steps.levels:
        frame = frame.with_columns(*level)
    found = frame.select("age", "step_0", "step_1", again=again).rows(named=True)
    assert [{"age": 7, "step_0": 3, "step_1": 14, "again": 3}] == found


def test_a_step_is_never_called_like_a_column_of_the_frame() -> None:
    """In whatever letters: SQL does not tell capitals apart."""
    steps = Steps(["STEP_0", "step__7", "other"])
    steps.keep(0, "anything", lambda: nw.col("other"))
    assert ["step___0"] == steps.names
