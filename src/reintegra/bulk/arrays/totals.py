"""Groups that share sums of their own: which total is whose, and which claim is in which group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from reintegra.bulk.arrays.checks import flat_array, whole_numbers
from reintegra.bulk.arrays.grouping import Apart, listed
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reintegra.bulk.arrays.grouping import Positions
    from reintegra.bulk.arrays.result import Label


def groups_apart(total: object, groups: object, size: int) -> tuple[dict[Label, int], Apart]:
    """The total of each group by its label, and which claim is in which.

    An array of totals has one for each of the groups 0, 1, 2 and so on.

    Raises:
        WrongType: the totals are neither a mapping nor an array, or a label is no whole number
            and no text.
        InvalidValue: a total is negative, or a claim is in a group that has none.
    """
    totals = _totals(total)
    labels = flat_array("groups", groups, "of whole numbers or texts", size)
    if labels.dtype.kind not in "iuUTO":
        raise WrongType("groups", "an array of numpy, of whole numbers or texts", labels.dtype.type)
    codes = _codes(labels, totals, numbered=not isinstance(total, Mapping))
    missing = np.flatnonzero(codes < 0)
    if missing.size:
        hint = "no total is given for this group"
        raise InvalidValue(f"groups[{missing[0]}]", code="no-total", hint=hint)
    return totals, Apart(size, len(totals), codes)


def _codes(labels: NDArray[Any], totals: Mapping[Label, int], *, numbered: bool) -> Positions:
    """The number of the group of each claim, and -1 where it has none."""
    if numbered and labels.dtype.kind in "iu":
        codes = labels.astype(np.intp)
        codes[codes >= len(totals)] = -1
        return codes
    names: list[Label] = labels.tolist()
    if labels.dtype.kind in "TO":
        for place, name in enumerate(names):
            _label(f"groups[{place}]", name)
    numbers = {label: number for number, label in enumerate(totals)}
    return np.fromiter((numbers.get(name, -1) for name in names), np.intp, labels.size)


def _totals(given: object) -> dict[Label, int]:
    if type(given) is np.ndarray:
        return dict(enumerate(listed(whole_numbers("total", given))))
    if not isinstance(given, Mapping):
        raise WrongType("total", "a mapping or an array with a total for each group", type(given))
    totals: dict[Label, int] = {}
    for place, (label, total) in enumerate(cast("Mapping[object, object]", given).items()):
        totals[_label(f"total[{place}]", label)] = at_least(0, f"total[{place}]", total)
    return totals


def _label(field: str, value: object) -> Label:
    if type(value) is int or type(value) is str:
        return value
    raise WrongType(field, "a group called by a whole number or a text", type(value))
