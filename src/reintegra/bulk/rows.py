"""Chosen rows of a frame, found by their positions or by a key, and nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.widths import bounds
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import plain_text, whole_number
from reintegra.vocabulary.days import out_of_range

if TYPE_CHECKING:
    from reintegra.bulk.layout import Frame

    Known = dict[str, Any]

_KEY = "key-of-the-row"


def by_position(frame: Frame, columns: list[nw.Expr], rows: list[Any]) -> list[Known]:
    """The rows at these positions.

    Raises:
        InvalidValue: the frame has no positions, or not these.
        WrongType: a position is no whole number.
    """
    if isinstance(frame, nw.LazyFrame):
        raise InvalidValue("key", "missing", "this frame has no positions; name a column of keys")
    for row in rows:
        if not 0 <= whole_number("rows", row) < len(frame):
            raise InvalidValue("rows", "no-row", "a position from 0, below the number of rows")
    return records_of(frame[rows].select(*columns)) if columns else [{} for _ in rows]


def by_key(frame: Frame, columns: list[nw.Expr], rows: list[Any], key: str) -> list[Known]:
    """The rows that have these keys in the column `key`, one for each.

    Raises:
        InvalidValue: there is no such column, or a key names no row or several.
        WrongType: the column holds other than whole numbers or texts, or a key does not fit it.
    """
    dtype = frame.collect_schema().get(key)
    if dtype is None:
        raise InvalidValue("key", "missing-column", "the frame has no such column")
    if dtype.is_integer():
        least, most = bounds(dtype)
        asked = [row for row in rows if least <= whole_number("rows", row) <= most]
    elif isinstance(dtype, nw.String):
        asked = [plain_text("rows", row) for row in rows]
    else:
        raise WrongType("key", "a column of whole numbers or of texts", type(dtype))
    chosen = frame.filter(nw.col(key).is_in(asked)).select(nw.col(key).alias(_KEY), *columns)
    records = records_of(chosen.head(len(rows) + 1))
    found = {record[_KEY]: record for record in records}
    if len(found) < len(records):
        raise InvalidValue("rows", "several-rows", "a key must name one row, and names several")
    if len(found) < len(rows):
        raise InvalidValue("rows", "no-row", "no row has one of the keys")
    return [found[row] for row in rows]


def records_of(frame: Frame) -> list[Known]:
    """All rows of a frame, as Python holds them.

    Raises:
        InvalidValue: a day lies outside the calendar of Python.
    """
    eager: Any = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    by_arrow = eager.implementation.is_pandas_like()  # whose own null is no None
    try:
        records: list[Known] = eager.to_arrow().to_pylist() if by_arrow else eager.rows(named=True)
    except (OverflowError, ValueError):
        pass
    else:
        return records
    raise out_of_range("rows")
