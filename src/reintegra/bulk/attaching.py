"""A column is put beside the rows of a frame: by their order, or where they have none by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.errors import WrongType

if TYPE_CHECKING:
    from collections.abc import Iterable

    Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]

_FRAMES = "a frame of polars, PyArrow, DuckDB, PySpark or pandas"


def has_order(frame: Frame) -> bool:
    """Whether each row has its place: in a frame at hand, and in a query of polars.

    Raises:
        WrongType: the frame is worked out later by something to which no column can be joined.
    """
    kind = frame.implementation
    if isinstance(frame, nw.DataFrame) or kind.is_polars():
        return True
    if kind.is_duckdb() or kind.is_pyspark() or kind.is_pyspark_connect():
        return False
    native: object = nw.to_native(frame)
    raise WrongType("frame", _FRAMES, type(native))


def worked_out(frame: Frame, names: Iterable[str]) -> nw.DataFrame[Any]:
    """The rows, at hand: of a frame without order the columns of these names alone."""
    if isinstance(frame, nw.DataFrame):
        return frame
    if has_order(frame):
        return frame.collect()
    asked = [
        _ticked(name) if frame.implementation.is_spark_like() else name
        for name in dict.fromkeys(names)
    ]
    return frame.select(*asked).collect()


def with_column(
    frame: Frame, rows: nw.DataFrame[Any], column: nw.Series[Any], key: str | None
) -> Any:  # noqa: ANN401 - a frame of any kind, as it was given
    """The frame as it was given, with a column whose values are in the order of these rows."""
    if isinstance(frame, nw.DataFrame):
        return nw.to_native(frame.with_columns(column))
    if key is None or has_order(frame):
        return nw.to_native(rows.with_columns(column).lazy())
    native: Any = nw.to_native(frame)
    by_key = rows.select(key).with_columns(column)
    if frame.implementation.is_duckdb():
        return _joined_by_duckdb(native, key, nw.to_native(by_key))
    return _joined_by_spark(native, key, column.name, by_key)


def _joined_by_duckdb(relation: Any, key: str, shares_of_reintegra: Any) -> Any:  # noqa: ANN401, ARG001 - a relation and a table, which DuckDB finds by its name
    """DuckDB keeps hold of what it has found."""
    quoted = key.replace('"', '""')
    query = f'select * from rows_of_reintegra left join shares_of_reintegra using ("{quoted}")'  # noqa: S608 - a name of a column, quoted
    return relation.query("rows_of_reintegra", query)


def _joined_by_spark(native: Any, key: str, added: str, by_key: nw.DataFrame[Any]) -> Any:  # noqa: ANN401 - Spark is not installed with this library
    """Spark puts the key first, so that the columns are named again in their order."""
    type_of_key = native.schema[key].dataType.simpleString()
    layout = f"{_ticked(key)} {type_of_key}, {_ticked(added)} bigint"
    values = native.sparkSession.createDataFrame(list(by_key.rows()), layout)
    joined = native.join(values, on=key, how="left")
    return joined.select(*map(_ticked, (*native.columns, added)))


def _ticked(name: str) -> str:
    doubled = name.replace("`", "``")
    return f"`{doubled}`"
