"""Which column holds the answers to a fact, and whether a rule can read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import narwhals
import narwhals.stable.v2 as nw
from narwhals.stable.v2.dtypes import DType

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules.expression import Expression
from reintegra.vocabulary.checks import optional
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from reintegra.rules.compiled.plan import Plan
    from reintegra.rules.question import Question

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A frame as narwhals sees it, its rows at hand or still to be worked out."""

_NUMBERS = "a column of whole numbers"
_TEXTS = "a column of texts"
_WORDS: dict[type, str] = {
    bool: "a column of booleans",
    int: _NUMBERS,
    Money: f"{_NUMBERS}, which count the smallest unit of the currency",
    date: "a column of days, without a time",
}
_ARROW = (
    "an Arrow type; this one has no third value beside true and false: convert the frame with "
    'convert_dtypes(dtype_backend="pyarrow")'
)
_ARROW_DAYS = 'date32[pyarrow]; convert the column with astype("date32[pyarrow]")'


@attrs.frozen
class Layout:
    """The frame's type of the column of each fact, and in which way the frame is worked out."""

    dtypes: Mapping[str, DType]
    backend: nw.Implementation

    def dtype(self, fact: Question[Any]) -> DType:
        """The type of the column of a fact."""
        return self.dtypes[fact.name]

    @property
    def divides_by_float(self) -> bool:
        """Whether a division of whole numbers passes through a float, and may round up."""
        return self.backend.is_spark_like()


def plan_of(rule: object) -> Plan:
    """The plan of a rule.

    Raises:
        WrongType: it is no expression.
    """
    if not isinstance(rule, Expression):
        raise WrongType("rule", "a rule, or another expression over facts", type(rule))
    return rule.plan


def opened(frame: object) -> Frame:
    """The frame as narwhals sees it.

    Raises:
        WrongType: narwhals does not read it, or it is a frame of narwhals itself.
    """
    kind = type(frame)
    if not isinstance(frame, narwhals.DataFrame | narwhals.LazyFrame):
        try:
            return nw.from_native(frame)
        except TypeError:
            pass
    raise WrongType("frame", "a frame of polars, PyArrow, DuckDB, PySpark or pandas", kind)


def layout_of(plan: Plan, frame: Frame) -> Layout:
    """Where the frame holds what a rule asks.

    Raises:
        WrongType: a column has a type that its fact cannot have.
        InvalidValue: a fact has no column.
    """
    schema = frame.collect_schema()
    absent = [fact.name for fact in plan.facts if fact.name not in schema]
    if absent:
        raise InvalidValue("frame", "missing-column", f"no column for {', '.join(absent)}")
    if frame.implementation.is_pandas_like() or frame.implementation.is_dask():
        _check_arrow(plan, nw.to_native(frame))
    for fact in plan.facts:
        _check_type(fact, schema[fact.name])
    return Layout({fact.name: schema[fact.name] for fact in plan.facts}, frame.implementation)


def _check_arrow(plan: Plan, native: Any) -> None:  # noqa: ANN401 - a frame of pandas or its like
    """Columns of numpy take null for a no, and pandas' own nullable types do in places."""
    for fact in plan.facts:
        kind: type = native.dtypes[fact.name].__class__
        if kind.__name__ != "ArrowDtype":
            raise WrongType(fact.name, _ARROW_DAYS if fact.type is date else _ARROW, kind)


def _check_type(fact: Question[Any], dtype: DType) -> None:
    if fact.type is bool:
        fits = isinstance(dtype, nw.Boolean)
    elif fact.type is int or fact.type is Money:
        fits = dtype.is_integer()
    elif fact.type is date:
        fits = isinstance(dtype, nw.Date)
    else:
        fits = isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    if not fits:
        raise WrongType(fact.name, _WORDS.get(fact.type, _TEXTS), type(dtype))


def check_currency(plan: Plan, currency: Currency | None) -> None:
    """Amounts are counted in the currency that is named, and the rule names no other.

    Raises:
        InvalidValue: amounts are asked and no currency is named.
        CurrencyMismatch: the rule names amounts in another currency.
        WrongType: the currency is none.
    """
    named = optional(Currency, "currency", currency)
    if named is None and any(fact.type is Money for fact in plan.facts):
        raise InvalidValue("currency", "missing", "say in which currency the columns count amounts")
    for _, comparison in plan.conditions:
        for amount in comparison.amounts:
            if named is not None and amount.currency != named:
                raise CurrencyMismatch(amount.currency.code, named.code)
