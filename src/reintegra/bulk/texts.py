"""Texts, codes and yes or no have no order: they are the same, or they are not.

Where a column could hold another code than those of the enumeration, that one is no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.joining import any_holds, if_known
from reintegra.bulk.letters import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from reintegra.bulk.layout import Layout
    from reintegra.rules.comparison import Comparison
    from reintegra.rules.question import Question


def plain_condition(comparison: Comparison, layout: Layout) -> nw.Expr:
    """A comparison of booleans, texts or codes."""
    fact = comparison.left.facts[0]
    if comparison.right is not None:
        other = comparison.right.facts[0]
        return _spelled(fact, layout) == _spelled(other, layout)
    if fact.type is bool:
        return _answered(nw.col(fact.name), set(comparison.values))
    return _is_one_of(fact, comparison.values, layout)


def value_of(fact: Question[Any], layout: Layout) -> nw.Expr:
    """The column of a fact; texts of every kind as plain ones."""
    column, dtype = nw.col(fact.name), layout.dtype(fact)
    if isinstance(dtype, nw.Categorical | nw.Enum):
        return column.cast(nw.String)
    return column


def listed(fact: Question[Any], layout: Layout) -> nw.Expr | None:
    """Whether a code is one of the enumeration; nothing where the column can hold no other."""
    enumeration: type[StrEnum] = fact.type
    codes = [str(code) for code in enumeration]
    dtype = layout.dtype(fact)
    if isinstance(dtype, nw.Enum) and set(dtype.categories) <= set(codes):
        return None
    return _is_one_of(fact, codes, layout)


def _is_one_of(fact: Question[Any], texts: Iterable[object], layout: Layout) -> nw.Expr:
    """Whether the column holds one of these texts or codes."""
    column, dtype = _spelled(fact, layout), layout.dtype(fact)
    wanted = list(dict.fromkeys(str(text) for text in texts))
    if layout.backend.is_polars() and isinstance(dtype, nw.Categorical | nw.Enum):
        # polars compares codes by their numbers, many times faster than texts made of them, but
        # refuses to compare with what is no category.
        column = nw.col(fact.name)
        if isinstance(dtype, nw.Enum):
            wanted = [text for text in wanted if text in dtype.categories]
    if not wanted:
        return if_known([column], value=False)
    if fact.name in layout.letters:
        return any_holds([column == nw.lit(bytes_of(text)) for text in wanted])
    return any_holds([column == text for text in wanted])


def _spelled(fact: Question[Any], layout: Layout) -> nw.Expr:
    """The column of a fact as it is compared letter by letter."""
    return layout.letters.get(fact.name, value_of(fact, layout))


def _answered(column: nw.Expr, wanted: set[bool]) -> nw.Expr:
    if len(wanted) > 1:
        return column | ~column
    return column if True in wanted else ~column
