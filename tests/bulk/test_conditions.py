"""What is written for Spark means the same elsewhere: it is tried here without Spark."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from reintegra.bulk.conditions import condition
from reintegra.bulk.layout import Layout
from reintegra.bulk.steps import Steps
from tests.bulk.frames import DUCKDB, column
from tests.rules.notation import fact

if TYPE_CHECKING:
    from reintegra.rules import Condition

MOST = 2**63 - 1
BORN = fact("born", date)
COUNT, OTHER = fact("count", int), fact("other_count", int)
FRAME = pl.DataFrame(
    {
        "row_id": [0, 1, 2, 3],
        "born": [date.min, date(999, 12, 31), date.max, None],
        "count": [-MOST - 1, 0, MOST, None],
        "other_count": [-MOST - 1, 2**62, MOST, 1],
    }
)
CASES: dict[str, tuple[Condition, list[bool | None]]] = {
    "day": (BORN > date(1, 1, 1), [False, True, True, None]),
    "early-day": (BORN.equals(date(999, 12, 31)), [False, True, False, None]),
    "last-day": (BORN + 1 > date.max, [False, False, True, None]),
    "sum": (COUNT + OTHER >= 2 * MOST, [False, False, True, None]),
    "least": ((COUNT + OTHER).equals(-2 * MOST - 2), [True, False, False, None]),
    "missing": (COUNT.is_missing, [False, False, False, True]),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("backend", ["PYSPARK", "POLARS", "PANDAS"])
def test_a_condition_means_the_same_however_it_is_written(name: str, backend: str) -> None:
    """Days as texts, halves that may have been rounded up, and nulls found by comparing."""
    made, expected = CASES[name]
    frame: Any = nw.from_native(DUCKDB.made(FRAME.to_arrow()))
    layout = Layout(frame.collect_schema(), nw.Implementation[backend])
    steps = Steps(FRAME.columns)
    written = condition(made.comparison, layout, steps)
    assert expected == column(nw.to_native(frame.select("row_id", outcome=written)))
