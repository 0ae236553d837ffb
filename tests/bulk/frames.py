"""The same rows as a frame of each backend, and the rows of a frame again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import attrs
import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from reintegra.bulk import judge_frame
from reintegra.rules import Expression, Rule, any_of
from tests.rules.notation import words

Rows = Sequence[Mapping[str, Any]]

TYPES: dict[type, Any] = {
    bool: pa.bool_(),
    int: pa.int64(),
    str: pa.string(),
    date: pa.date32(),
}
ID = "row_id"


@attrs.frozen
class Backend:
    """A kind of frame, and how one is made of a table of PyArrow."""

    name: str
    made: Callable[[Any], Any]
    lazy: bool = False

    def frame(self, types: Mapping[str, Any], rows: Rows) -> Any:
        """The rows as a frame, each numbered in the column `row_id`."""
        return self.made(table(types, rows))


def table(types: Mapping[str, Any], rows: Rows) -> Any:
    """The rows as a table of PyArrow; a type of Python stands for its usual column."""
    numbered = [{ID: number, **row} for number, row in enumerate(rows)]
    columns = {ID: int, **types}
    fields = [(name, TYPES.get(kind, kind)) for name, kind in columns.items()]
    lists = {name: [row.get(name) for row in numbered] for name in columns}
    return pa.table(lists, schema=pa.schema(fields))


def records(frame: Any) -> list[dict[str, Any]]:
    """The rows of any frame, by their numbers: some backends give them back in any order."""
    opened: Any = nw.from_native(frame)
    eager = opened.collect() if isinstance(opened, nw.LazyFrame) else opened
    polars = eager.implementation.is_polars()  # the only one whose 128 bits PyArrow lacks
    found: list[dict[str, Any]] = eager.rows(named=True) if polars else eager.to_arrow().to_pylist()
    return sorted(found, key=lambda row: int(row[ID]))


def column(frame: Any, name: str = "outcome") -> list[Any]:
    """One column, in the order of the rows that the frame was made of."""
    return [row[name] for row in records(frame)]


def answers(
    frame: Any, conditions: Mapping[str, Expression], **options: Any
) -> dict[str, list[Any]]:
    """The column of each condition; some are judged together as one rule, each under its name."""
    found: dict[str, list[Any]] = {}
    codes = list(conditions)
    for start in range(0, len(codes), 30):
        some = codes[start : start + 30]
        rule = any_of(*(Rule(code, conditions[code], words(code)) for code in some))
        rows = records(judge_frame(rule, frame, **options))
        found |= {code: [row[code] for row in rows] for code in some}
    return found


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """One database in memory for all tests."""
    return duckdb.connect()


def query(sql: str) -> Any:
    """What DuckDB answers."""
    return connection().sql(sql)


def _of_pandas(arrow: Any) -> pd.DataFrame:
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


@cache
def session() -> Any:
    """Spark on this machine alone."""
    sql = pytest.importorskip("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()


_SPARK_TYPES = {
    pa.bool_(): "boolean",
    pa.int8(): "tinyint",
    pa.int16(): "smallint",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.string(): "string",
    pa.date32(): "date",
    pa.timestamp("us"): "timestamp_ntz",
    pa.float64(): "double",
}


def _of_spark(arrow: Any) -> Any:
    quoted = {field.name: field.name.replace("`", "``") for field in arrow.schema}
    schema = ", ".join(f"`{quoted[each.name]}` {_SPARK_TYPES[each.type]}" for each in arrow.schema)
    return session().createDataFrame([tuple(row.values()) for row in arrow.to_pylist()], schema)


POLARS = Backend("polars", pl.from_arrow)
POLARS_LAZY = Backend("polars-lazy", lambda arrow: pl.DataFrame(arrow).lazy(), lazy=True)
PYARROW = Backend("pyarrow", lambda arrow: arrow)
DUCKDB = Backend("duckdb", lambda arrow: connection().from_arrow(arrow), lazy=True)
PANDAS = Backend("pandas", _of_pandas)
SPARK = Backend("spark", _of_spark, lazy=True)

SPARK_MARKS = (pytest.mark.spark, pytest.mark.filterwarnings("ignore:.*pandas"))
ALWAYS = (POLARS, POLARS_LAZY, PYARROW, DUCKDB, PANDAS)
EAGER = (POLARS, PYARROW, PANDAS)


def each(backends: Iterable[Backend] = ALWAYS, *, spark: bool = True) -> pytest.MarkDecorator:
    """A test of its own for each backend; Spark has its turn in the nightly run."""
    chosen: list[Any] = [pytest.param(backend, id=backend.name) for backend in backends]
    if spark:
        chosen.append(pytest.param(SPARK, id="spark", marks=SPARK_MARKS))
    return pytest.mark.parametrize("backend", chosen)
