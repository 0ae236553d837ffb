"""How far the rows of a table lead, and from where they no longer lead out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from reintegra.lifecycle.row import reached_from
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.lifecycle.table import Table

S = TypeVar("S", bound=Worded)


def reachable(table: Table[S], start: S) -> set[S]:
    """The statuses to which rows lead from a status, itself included.

    Raises:
        InvalidValue: the table does not have the status.
    """
    return reached_from(table.status(start), table.rows)


def dead_ends(table: Table[S], endings: Iterable[S]) -> tuple[S, ...]:
    """The statuses from which none of the endings can be reached, in the order of the statuses.

    Raises:
        InvalidValue: the table does not have one of the endings.
    """
    wanted = {table.status(ending) for ending in endings}
    return tuple(status for status in table.statuses if not reachable(table, status) & wanted)
