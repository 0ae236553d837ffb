"""The reasons for chosen rows of a frame, and what in it is no answer to what is asked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from reintegra.bulk.answers import answered
from reintegra.bulk.layout import check_currency, layout_of, opened, plan_of
from reintegra.bulk.rows import by_key, by_position, named_rows, records_of
from reintegra.bulk.steps import Steps
from reintegra.bulk.texts import value_of
from reintegra.errors import InvalidValue
from reintegra.rules import Missing
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.bulk.layout import Layout
    from reintegra.rules import Expression, Question, Verdict

Row = TypeVar("Row", int, str)

MOST_ROWS = 1_000
"""How many rows are explained at a time."""


def explain_frame(
    rule: Expression,
    frame: object,
    rows: Iterable[Row],
    *,
    key: str | None = None,
    currency: Currency | None = None,
) -> dict[Row, Verdict]:
    """The verdict on each row that is named, with its reasons, in the order of the names.

    Rows are named by their position, from 0, where the frame has them at hand; or, in any frame, by
    what stands in the column `key`, a whole number or a text. Nothing else is read. A null counts
    as `Missing.UNKNOWN`, and so does what `judge_frame` takes for no answer.

    Raises:
        InvalidValue: there is no such row (`no-row`), a key names several (`several-rows`), more
            than `MOST_ROWS` are named (`too-many`), or the frame is worked out later and no key is
            named (`missing`); and as `judge_frame` does.
        WrongType, CurrencyMismatch: as `judge_frame` does; or a row is no whole number or text, or
            `rows` is one row and not several.
    """
    given = opened(frame)
    plan = plan_of(rule)
    given, layout = layout_of(plan, given, Steps(given.collect_schema().names()))
    check_currency(plan, currency)
    named: list[Any] = named_rows(given, rows, key)
    if len(named) > MOST_ROWS:
        raise InvalidValue("rows", "too-many", f"name at most {MOST_ROWS} rows at a time")
    columns = [_readable(fact, layout) for fact in plan.facts]
    if key is None:
        found = by_position(given, columns, named)
    else:
        found = by_key(given, columns, named, key)
    return {
        row: rule.judge(
            {fact.name: _value(fact, known[fact.name], currency) for fact in plan.facts}
        )
        for row, known in zip(named, found, strict=True)
    }


def unknown_codes(rule: Expression, frame: object) -> dict[str, int]:
    """In how many rows each fact has a code that its enumeration does not have.

    A day outside the years 1 to 9999 counts as well. Those rows are judged as if nobody had
    answered. A frame that is worked out later is worked out.

    Raises:
        WrongType, InvalidValue: as `judge_frame` does; no currency is needed.
    """
    given, plan = opened(frame), plan_of(rule)
    given, layout = layout_of(plan, given, Steps(given.collect_schema().names()))
    checks = {
        fact.name: check for fact in plan.facts if (check := answered(fact, layout)) is not None
    }
    if not checks:
        return {}
    counts = [(~check).cast(nw.Int64).sum().alias(name) for name, check in checks.items()]
    [counted] = records_of(given.select(*counts))
    return {name: int(count) for name, count in counted.items()}


def _readable(fact: Question[Any], layout: Layout) -> nw.Expr:
    """Whole numbers of 128 bits reach Python as texts: on the way they could become floats."""
    column, dtype = value_of(fact, layout), layout.dtype(fact)
    if isinstance(dtype, nw.Int128 | nw.UInt128):
        column = column.cast(nw.String)
    check = answered(fact, layout)
    return (column if check is None else nw.when(check).then(column)).alias(fact.name)


def _value(fact: Question[Any], known: Any, currency: Currency | None) -> object:  # noqa: ANN401 - whatever a column holds
    if known is None:
        return Missing.UNKNOWN
    if fact.type is Money and currency is not None:
        return Money(int(known), currency)
    if fact.type is int:
        return int(known)
    if issubclass(fact.type, StrEnum):
        return fact.type(known)
    return known
