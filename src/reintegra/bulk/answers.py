"""What a column can hold that is no answer to its fact: such a row is judged as if it were null."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reintegra.bulk.days import in_calendar
from reintegra.bulk.texts import listed

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from reintegra.bulk.layout import Layout
    from reintegra.rules.question import Question


def answered(fact: Question[Any], layout: Layout) -> nw.Expr | None:
    """Whether the column holds an answer to the fact; nothing where whatever it holds is one."""
    if fact.type is date:
        return in_calendar(fact, layout)
    return listed(fact, layout) if issubclass(fact.type, StrEnum) else None
