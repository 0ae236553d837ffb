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
        return _joined_by_duckdb(native, by_key)
    return _joined_by_spark(native, by_key)


def _joined_by_duckdb(relation: Any, by_key: nw.DataFrame[Any]) -> Any:  # noqa: ANN401 - DuckDB is not installed with this library
    """Texts are the same where their bytes are: a collation would give one row the share of two.

    The names are such that no database has them, whose tables would come before ours.
    """
    _shares_from_allocate_frame = nw.to_native(by_key)  # DuckDB finds it by this name
    key, added = map(_quoted, by_key.columns)
    left, right = f"_rows_for_allocate_frame.{key}", f"_shares_from_allocate_frame.{key}"
    if _has_texts(by_key):
        left, right = f"encode({left}::varchar)", f"encode({right}::varchar)"
    query = (
        f"select _rows_for_allocate_frame.*, {added} from _rows_for_allocate_frame "  # noqa: S608 - names of columns, quoted
        f"left join _shares_from_allocate_frame on {left} = {right}"
    )
    return relation.query("_rows_for_allocate_frame", query)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _joined_by_spark(native: Any, by_key: nw.DataFrame[Any]) -> Any:  # noqa: ANN401 - Spark is not installed with this library
    """Texts are the same where their bytes are, as in DuckDB."""
    is_text = _has_texts(by_key)
    key, added = by_key.columns
    type_of_key = "string" if is_text else native.schema[key].dataType.simpleString()
    layout = f"{_ticked(key)} {type_of_key}, {_ticked(added)} bigint"
    values = native.sparkSession.createDataFrame(list(by_key.rows()), layout)
    sides = [side[_ticked(key)] for side in (native, values)]
    if is_text:
        sides = [side.cast("binary") for side in sides]
    joined = native.join(values, on=sides[0] == sides[1], how="left")
    kept = [native[_ticked(name)] for name in native.columns]
    return joined.select(*kept, values[_ticked(added)])


def _has_texts(by_key: nw.DataFrame[Any]) -> bool:
    return not by_key[by_key.columns[0]].dtype.is_integer()


def _ticked(name: str) -> str:
    doubled = name.replace("`", "``")
    return f"`{doubled}`"
