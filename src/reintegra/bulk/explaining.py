"""The reasons for chosen rows of a frame, and the codes in it that no enumeration has."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from reintegra.bulk.layout import check_currency, layout_of, opened, plan_of
from reintegra.bulk.rows import by_key, by_position, records_of
from reintegra.bulk.texts import listed, value_of
from reintegra.errors import InvalidValue
from reintegra.rules import Missing
from reintegra.vocabulary.checks import plain_text
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
    as `Missing.UNKNOWN`, and so does a code that the enumeration of its fact does not have.

    Raises:
        InvalidValue: there is no such row (`no-row`), a key names several (`several-rows`), more
            than `MOST_ROWS` are named (`too-many`), or the frame is worked out later and no key is
            named (`missing`); and as `judge_frame` does.
        WrongType, CurrencyMismatch: as `judge_frame` does; or a row is no whole number or text.
    """
    given = opened(frame)
    plan = plan_of(rule)
    layout = layout_of(plan, given)
    check_currency(plan, currency)
    named = list(dict.fromkeys(rows))
    if len(named) > MOST_ROWS:
        raise InvalidValue("rows", "too-many", f"name at most {MOST_ROWS} rows at a time")
    columns = [_readable(fact, layout) for fact in plan.facts]
    if key is None:
        found = by_position(given, columns, named)
    else:
        found = by_key(given, columns, named, plain_text("key", key))
    return {
        row: rule.judge(
            {fact.name: _value(fact, known[fact.name], currency) for fact in plan.facts}
        )
        for row, known in zip(named, found, strict=True)
    }


def unknown_codes(rule: Expression, frame: object) -> dict[str, int]:
    """In how many rows each fact has a code that its enumeration does not have.

    Those rows are judged as if nobody had answered. A frame that is worked out later is worked out.

    Raises:
        WrongType, InvalidValue: as `judge_frame` does; no currency is needed.
    """
    given, plan = opened(frame), plan_of(rule)
    layout = layout_of(plan, given)
    checks = {
        fact.name: check for fact in plan.facts if (check := listed(fact, layout)) is not None
    }
    if not checks:
        return {}
    counts = [(~check).cast(nw.Int64).sum().alias(name) for name, check in checks.items()]
    return records_of(given.select(*counts))[0]


def _readable(fact: Question[Any], layout: Layout) -> nw.Expr:
    """Whole numbers of 128 bits reach Python as texts: on the way they could become floats."""
    column, dtype = value_of(fact, layout), layout.dtype(fact)
    if isinstance(dtype, nw.Int128 | nw.UInt128):
        column = column.cast(nw.String)
    return column.alias(fact.name)


def _value(fact: Question[Any], known: Any, currency: Currency | None) -> object:  # noqa: ANN401 - whatever a column holds
    if known is None:
        return Missing.UNKNOWN
    if fact.type is Money and currency is not None:
        return Money(int(known), currency)
    if fact.type is int:
        return int(known)
    if issubclass(fact.type, StrEnum):
        return {str(code): code for code in fact.type}.get(known, Missing.UNKNOWN)
    return known
