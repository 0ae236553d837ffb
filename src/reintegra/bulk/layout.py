"""Which column holds the answers to a fact, and whether a rule can read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import narwhals
import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError
from narwhals.stable.v2.dtypes import DType

from reintegra.bulk.letters import lettered
from reintegra.bulk.native import check_native
from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules.expression import Expression
from reintegra.vocabulary.checks import optional
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from reintegra.bulk.native import Frame
    from reintegra.bulk.steps import Steps
    from reintegra.rules.compiled.plan import Plan
    from reintegra.rules.question import Question

_NUMBERS = "a column of whole numbers"
_TEXTS = "a column of texts"
_WORDS: dict[type, str] = {
    bool: "a column of booleans",
    int: _NUMBERS,
    Money: f"{_NUMBERS}, which count the smallest unit of the currency",
    date: "a column of days, without a time",
}


@attrs.frozen
class Layout:
    """The frame's type of the column of each fact, and in which way the frame is worked out.

    `letters` are the bytes of the texts, on a backend that would compare them by a collation.
    """

    dtypes: Mapping[str, DType]
    backend: nw.Implementation
    letters: Mapping[str, nw.Expr] = attrs.field(factory=dict[str, nw.Expr])

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
        InvalidValue: two of its columns have one name.
    """
    kind, twice = type(frame), False
    if not isinstance(frame, narwhals.DataFrame | narwhals.LazyFrame):
        try:
            return nw.from_native(frame)
        except TypeError:
            pass
        except DuplicateError:
            twice = True
    if twice:
        raise InvalidValue("frame", "column-twice", "two columns have one name")
    raise WrongType("frame", "a frame of polars, PyArrow, DuckDB, PySpark or pandas", kind)


def layout_of(plan: Plan, frame: Frame, steps: Steps) -> tuple[Frame, Layout]:
    """Where the frame holds what a rule asks, and the frame with what is needed to read it.

    Raises:
        WrongType: a column has a type that its fact cannot have.
        InvalidValue: a fact has no column.
    """
    schema = frame.collect_schema()
    absent = [fact.name for fact in plan.facts if fact.name not in schema]
    if absent:
        raise InvalidValue("frame", "missing-column", f"no column for {', '.join(absent)}")
    for fact in plan.facts:
        check_native(fact, frame)
        _check_type(fact, schema[fact.name])
    texts = [fact.name for fact in plan.facts if issubclass(fact.type, str)]
    frame, letters = lettered(frame, texts, steps)
    dtypes = {fact.name: schema[fact.name] for fact in plan.facts}
    return frame, Layout(dtypes, frame.implementation, letters)


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
