"""Types that narwhals shows as others, or not at all: each is refused with what to do instead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.errors import WrongType
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.rules.question import Question

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A frame as narwhals sees it, its rows at hand or still to be worked out."""

_ARROW = (
    "an Arrow type; this one has no third value beside true and false: convert the frame with "
    'convert_dtypes(dtype_backend="pyarrow")'
)
_BY_ITSELF = '{0}; convert the column with astype("{0}")'
_TIMES = (
    "date32[pyarrow], a day without a time; take the local day first, with "
    'dt.tz_localize(None).dt.normalize(), and then astype("date32[pyarrow]")'
)
_ARROW_NAMES: dict[type, str] = {
    bool: "bool[pyarrow]",
    int: "int64[pyarrow]",
    Money: "int64[pyarrow]",
    date: "date32[pyarrow]",
}
_UNREAD: dict[str, tuple[type, str]] = {
    "null": (object, "a column of a type; this one holds nothing but nulls"),
    "date64": (date, "date32; cast this date64 to it"),
    "string_view": (str, "string; cast this string_view to it"),
}
"""How a type begins, the facts that could be meant to read it, and what is needed instead."""


def check_native(fact: Question[Any], frame: Frame) -> None:
    """What narwhals reads is refused where the backend itself has no third value, or no such type.

    Raises:
        WrongType: the column is of such a type.
    """
    backend, native = frame.implementation, _native_type(fact.name, frame)
    # Columns of numpy take null for a no, and pandas' own nullable types do in places.
    kind = type(native)
    if (backend.is_pandas_like() or backend.is_dask()) and kind.__name__ != "ArrowDtype":
        raise WrongType(fact.name, _arrow(fact, kind.__name__), kind)
    for start, (meant, needed) in _UNREAD.items():
        if str(native).lower().startswith(start) and issubclass(fact.type, meant):
            raise WrongType(fact.name, needed, type(frame.collect_schema()[fact.name]))


def _native_type(name: str, frame: Frame) -> object:
    native: Any = nw.to_native(frame)
    if frame.implementation.is_pyarrow():
        return native.schema.field(name).type
    if frame.implementation.is_polars():
        return native.collect_schema()[name]
    if frame.implementation.is_pandas_like() or frame.implementation.is_dask():
        return native.dtypes[name]
    return frame.collect_schema()[name]


def _arrow(fact: Question[Any], kind: str) -> str:
    name = _ARROW_NAMES.get(fact.type, "large_string[pyarrow]")
    if kind == "CategoricalDtype" or (fact.type is date and kind == "ObjectDType"):
        return _BY_ITSELF.format(name)
    return (
        _TIMES if fact.type is date and kind in {"DateTime64DType", "DatetimeTZDtype"} else _ARROW
    )
