"""Chosen rows of a frame, found by their positions or by a key, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.letters import bytes_of, lettered, quoted
from reintegra.bulk.steps import Steps
from reintegra.bulk.widths import LEAST, MOST, bounds
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import plain_text, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from narwhals.stable.v2.dtypes import DType

    from reintegra.bulk.native import Frame

    Known = dict[str, Any]

_KEY = "key-of-the-row"


def named_rows(frame: Frame, rows: Iterable[Any], key: str | None) -> list[Any]:
    """The rows that are named, each once: whole numbers, or texts where the keys are texts.

    Raises:
        WrongType: a row is of another type, or `rows` is one row and not several; or as `by_key`.
        InvalidValue: as `by_key`.
    """
    if isinstance(rows, str) or not isinstance(rows, Iterable):
        raise WrongType("rows", "several rows, each by its position or its key", type(rows))
    numbered = key is None or _key_type(frame, key).is_integer()
    check: Callable[[str, object], Any] = whole_number if numbered else plain_text
    return list(dict.fromkeys(check("rows", row) for row in rows))


def by_position(frame: Frame, columns: list[nw.Expr], rows: list[Any]) -> list[Known]:
    """The rows at these positions.

    Raises:
        InvalidValue: the frame has no positions, or not these.
    """
    if isinstance(frame, nw.LazyFrame):
        raise InvalidValue("key", "missing", "this frame has no positions; name a column of keys")
    if not all(0 <= row < len(frame) for row in rows):
        raise InvalidValue("rows", "no-row", "a position from 0, below the number of rows")
    return records_of(frame[rows].select(*columns)) if columns else [{} for _ in rows]


def by_key(frame: Frame, columns: list[nw.Expr], rows: list[Any], key: str) -> list[Known]:
    """The rows that have these keys in the column `key`, one for each.

    Raises:
        InvalidValue: there is no such column, or a key names no row or several.
        WrongType: the column holds other than whole numbers or texts.
    """
    dtype = _key_type(frame, key)
    frame, shown, sought, asked = _search(frame, dtype, rows, key)
    records: list[Known] = []
    if asked:
        chosen = frame.filter(sought.is_in(asked)).select(shown.alias(_KEY), *columns)
        records = records_of(chosen.head(len(rows) + 1))
    kind = int if dtype.is_integer() else str
    found = {kind(record[_KEY]): record for record in records}
    if len(found) < len(records):
        raise InvalidValue("rows", "several-rows", "a key must name one row, and names several")
    if any(row not in found for row in rows):
        raise InvalidValue("rows", "no-row", "no row has one of the keys")
    return [found[row] for row in rows]


def _search(
    frame: Frame, dtype: DType, rows: list[Any], key: str
) -> tuple[Frame, nw.Expr, nw.Expr, list[Any]]:
    """The frame, the keys to read, those to search, and what is searched for."""
    column = quoted(key, frame.implementation)
    if not dtype.is_integer():
        frame, letters = lettered(frame, [key], Steps(frame.collect_schema().names()))
        asked = [bytes_of(row) for row in rows] if letters else rows
        return frame, column, letters.get(key, column), asked
    least, most = bounds(dtype)
    asked = [row for row in rows if least <= row <= most]
    if least >= LEAST and most <= MOST:
        return frame, column, column, asked
    # Not every backend takes a list of wider numbers, or gives them back as they are.
    digits = column.cast(nw.String)
    return frame, digits, digits, [str(row) for row in asked]


def _key_type(frame: Frame, key: object) -> DType:
    dtype = frame.collect_schema().get(plain_text("key", key))
    if dtype is None:
        raise InvalidValue("key", "missing-column", "the frame has no such column")
    if not (dtype.is_integer() or isinstance(dtype, nw.String)):
        raise WrongType("key", "a column of whole numbers or of texts", type(dtype))
    return dtype


def records_of(frame: Frame) -> list[Known]:
    """All rows of a frame, as Python holds them."""
    eager: Any = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    by_arrow = eager.implementation.is_pandas_like()  # whose own null is no None
    records: list[Known] = eager.to_arrow().to_pylist() if by_arrow else eager.rows(named=True)
    return records
