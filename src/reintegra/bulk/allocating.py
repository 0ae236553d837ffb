"""A frame gains the share of each row in a fixed sum, as exact as the shares of a few claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw
import numpy as np

from reintegra.allocation import TieRule
from reintegra.bulk.arrays import allocate_array
from reintegra.bulk.arrays.grouping import EVERY
from reintegra.bulk.arrays.sharing import way_in_arrays
from reintegra.bulk.attaching import has_order, with_column, worked_out
from reintegra.bulk.columns import check_columns, column_as_array, order_of
from reintegra.bulk.layout import opened
from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import filled_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reintegra.allocation import Method
    from reintegra.bulk.arrays.grouping import Whole

AnyFrame = TypeVar("AnyFrame")


def allocate_frame(
    total: int | Mapping[Any, int],
    frame: AnyFrame,
    method: Method,
    *,
    weight: str | None = None,
    floor: str | None = None,
    cap: str | None = None,
    group: str | None = None,
    key: str | None = None,
    into: str = "share",
) -> AnyFrame:
    """The frame with a column `into`, in which each row has its share of the total.

    `weight`, `floor` and `cap` name columns of whole numbers. Without `weight` every row counts as
    one, and a null in `cap` is no cap. `group` names a column of labels, and the total is then a
    mapping with a total for each.

    `key` names a column of whole numbers or texts that says which row is which: the rows then stand
    in its order, whatever the order of the frame. The tie rule `BY_ID` needs one of texts, and a
    frame of DuckDB or PySpark, whose rows have no order, needs one in any case.

    A share depends on every row. So a frame that is worked out later is worked out now: of DuckDB
    and PySpark the columns that are named, of polars the whole. What comes back is of the type of
    the frame that was given.

    Raises:
        WrongType: a column holds anything else, or the frame is of another kind.
        InvalidValue: a column is missing (`missing-column`) or there already (`column-exists`), a
            value is a null (`unknown`), or a key is missing (`missing`) or stands twice
            (`several-rows`); and as `allocate_array`. A row is named by its position in the order
            of the key.
        Conflict: as `allocate_array`.
    """
    by_id = way_in_arrays(method, floors=floor, caps=cap).tie is TieRule.BY_ID
    native: Any = frame
    given = opened(native)
    schema = given.collect_schema()
    uses = {"weight": weight, "floor": floor, "cap": cap, "group": group, "key": key}
    names = {use: plain_text(use, name) for use, name in uses.items() if name is not None}
    check_columns(names, schema, by_id=by_id)
    _check_into(into, schema.names())
    if key is None and (by_id or not has_order(given)):
        hint = "name the column that says which row is which"
        raise InvalidValue("key", code="missing", hint=hint)
    rows = worked_out(given, names.values())
    shares = _shares(total, rows, method, names, by_id=by_id)
    column = nw.new_series(into, shares, nw.Int64, backend=rows.implementation)
    answer: AnyFrame = with_column(given, rows, column, key)
    return answer


def _check_into(into: str, existing: list[str]) -> None:
    if filled_text("into", into).casefold() in {str(name).casefold() for name in existing}:
        hint = f"the column {into} exists; choose another one"
        raise InvalidValue("into", code="column-exists", hint=hint)


def _shares(
    total: int | Mapping[Any, int],
    rows: nw.DataFrame[Any],
    method: Method,
    names: Mapping[str, str],
    *,
    by_id: bool,
) -> Whole:
    """The share of each row, in the order of the frame."""
    keys = column_as_array(rows, "key", names["key"], EVERY) if "key" in names else None
    order = EVERY if keys is None else order_of(keys)

    def column(use: str) -> NDArray[Any] | None:
        return column_as_array(rows, use, names[use], order) if use in names else None

    weights = column("weight")
    answer = allocate_array(
        total,
        np.ones(len(rows), dtype=np.int64) if weights is None else weights,
        method,
        floors=column("floor"),
        caps=column("cap"),
        groups=column("group"),
        ids=keys[order] if by_id and keys is not None else None,
    )
    shares = np.empty_like(answer.shares)
    shares[order] = answer.shares
    return shares
