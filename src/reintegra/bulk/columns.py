"""The columns of a frame that say what each row may receive, as arrays in the order of a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np

from reintegra.bulk.arrays import NO_CAP
from reintegra.errors import InvalidValue, WrongType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reintegra.bulk.arrays.grouping import Positions

_NUMBERS = "a column of whole numbers of at most 64 bits"
_TEXTS = "a column of texts"
_EITHER = f"{_NUMBERS}, or of texts"


def check_columns(
    names: Mapping[str, str], schema: Mapping[str, nw.dtypes.DType], *, by_id: bool
) -> None:
    """Every column is there, and of a type that its use permits.

    Raises:
        InvalidValue: a column is missing.
        WrongType: it has another type.
    """
    for use, name in names.items():
        dtype = schema.get(name)
        if dtype is None:
            raise InvalidValue(use, code="missing-column", hint="the frame has no such column")
        number = dtype.is_integer() and not isinstance(dtype, nw.Int128 | nw.UInt128)
        text = isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
        if use not in {"group", "key"}:
            fits, expected = number, _NUMBERS
        elif use == "key" and by_id:
            fits, expected = text, _TEXTS
        else:
            fits, expected = number or text, _EITHER
        if not fits:
            raise WrongType(use, expected, type(dtype))


def column_as_array(
    frame: nw.DataFrame[Any], use: str, name: str, order: Positions | slice
) -> NDArray[Any]:
    """What stands in a column, its rows in an order; a null in a column of caps is no cap.

    Raises:
        InvalidValue: any other value is a null.
        WrongType: a category is no text.
    """
    series = frame[name]
    unknown = series.is_null().to_numpy()[order]
    if use != "cap" and unknown.any():
        place = int(np.argmax(unknown))
        raise InvalidValue(f"{use}s[{place}]", code="unknown", hint="a null is no answer to this")
    if not series.dtype.is_integer():
        return _texts(use, series.to_list())[order]
    numbers: NDArray[Any] = series.fill_null(0).to_numpy()[order]
    if use == "cap" and unknown.any():
        wide = np.uint64 if numbers.dtype == np.uint64 else np.int64
        return np.where(unknown, wide(NO_CAP), numbers.astype(wide))
    return numbers


def _texts(use: str, values: list[object]) -> NDArray[Any]:
    """Categories may be of anything, which no type of a column says."""
    for value in values:
        if not isinstance(value, str):
            raise WrongType(use, "categories that are texts", type(value))
    return np.array(values, dtype=object)


def order_of(keys: NDArray[Any]) -> Positions:
    """The positions of the rows in the order of their keys; texts go by their code points.

    Raises:
        InvalidValue: a key stands twice.
    """
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    if (ranked[1:] == ranked[:-1]).any():
        raise InvalidValue("key", code="several-rows", hint="a key must name one row")
    return order
