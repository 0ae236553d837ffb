"""A sum is shared among claims that stand in arrays, as `allocate` shares it among claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

import numpy as np

from reintegra.allocation import Method, PerHead, TieRule, WaitingReason
from reintegra.bulk.arrays.checks import different_texts, whole_numbers
from reintegra.bulk.arrays.claims import ArrayClaims
from reintegra.bulk.arrays.grouping import Grouping, Together
from reintegra.bulk.arrays.outcome import Outcome, outcome_of
from reintegra.bulk.arrays.result import ArrayAllocation, ArrayTie, GroupSum
from reintegra.bulk.arrays.totals import groups_apart
from reintegra.bulk.arrays.ways import InArrays
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reintegra.bulk.arrays.grouping import Positions, Whole
    from reintegra.bulk.arrays.result import Label


def allocate_array(
    total: int | Mapping[Any, int] | NDArray[Any],
    weights: NDArray[Any],
    method: Method,
    *,
    floors: NDArray[Any] | None = None,
    caps: NDArray[Any] | None = None,
    groups: NDArray[Any] | None = None,
    ids: NDArray[Any] | None = None,
) -> ArrayAllocation:
    """A sum is shared among claims that stand in arrays of numpy, exactly, as by `allocate`.

    The arrays hold whole numbers, one for each claim, and are read only. `floors` and `caps` are in
    units of the sum, both included; `NO_CAP` stands for no cap. `ids` are texts, and are needed by
    the tie rule `BY_ID` alone. The methods are `equal`, `per_head`, `proportional` and `capped`.

    With `groups`, a label for each claim, the claims of each group share a sum of their own:
    `total` is then a mapping from label to total, or an array with the totals of the groups 0, 1, 2
    and so on. A group without any claim keeps its total left over.

    Raises:
        WrongType: an array is none of numpy or holds anything but whole numbers, ids or labels are
            no texts (labels may be whole numbers), or the method is none.
        InvalidValue: a number is negative, an array has another size, all weights are zero, a
            floor or cap is not honoured or cannot be met, ids stand twice or are missing, a group
            has no total, the method has no way with arrays, or a share does not fit into 64 bits.
        Conflict: the tie rule is `REFUSE` and a tie would decide; `key` holds the positions.
    """
    way = way_in_arrays(method, floors=floors, caps=caps)
    numbers = whole_numbers("weights", weights)
    size = numbers.size
    labels, totals, grouping = _grouped(total, groups, size)
    claims = ArrayClaims(
        totals=totals,
        weights=numbers,
        floors=None if floors is None else whole_numbers("floors", floors, size),
        caps=None if caps is None else whole_numbers("caps", caps, size),
        ids=_ids(ids, size, way.tie),
        grouping=grouping,
    )
    _check_weights(claims)
    outcome = outcome_of(way, claims) if size else Outcome.of_nobody(grouping.count)
    return _laid_out(way, claims, outcome, labels)


def way_in_arrays(method: object, **limits: object) -> InArrays:
    """The method, if it shares among arrays and honours every limit that is given.

    Raises:
        WrongType: it is no method.
        InvalidValue: it has no way with arrays, or does not honour a limit.
    """
    if not isinstance(method, Method):
        raise WrongType("method", "a Method, such as proportional()", type(method))
    if type(method) not in get_args(InArrays):
        hint = f"the method {method.name} has no way with arrays; use allocate"
        raise InvalidValue("method", code="not-in-arrays", hint=hint)
    for name, given in limits.items():
        if given is not None and name.removesuffix("s") not in method.honours:
            hint = f"the method {method.name} does not honour it, and never ignores it"
            raise InvalidValue(name, code="not-honoured", hint=hint)
    return cast("InArrays", method)


def _grouped(
    total: object, groups: object, size: int
) -> tuple[list[Label] | None, list[int], Grouping]:
    if groups is None:
        return None, [at_least(0, "total", total)], Together(size)
    totals, grouping = groups_apart(total, groups, size)
    return list(totals), list(totals.values()), grouping


def _ids(ids: object, size: int, rule: TieRule) -> NDArray[Any] | None:
    if ids is not None:
        return different_texts("ids", ids, size)
    if rule is TieRule.BY_ID:
        raise InvalidValue("ids", code="missing", hint="the tie rule by-id goes by them")
    return None


def _check_weights(claims: ArrayClaims) -> None:
    """Whoever has something to share has somebody to share it among."""
    grouping, entitled = claims.grouping, claims.weights > 0
    if isinstance(grouping, Together):
        if grouping.size and not entitled.any():
            raise InvalidValue("weights", code="no-weight", hint="all weights are zero")
        return
    counts = grouping.sums(entitled.astype(np.int64))
    alone = [not count and bool(total) for count, total in zip(counts, claims.totals, strict=True)]
    places = np.flatnonzero(np.array(alone, dtype=np.bool_)[grouping.codes()])
    if places.size:
        hint = "this group has a total, and all of its weights are zero"
        raise InvalidValue(f"groups[{places[0]}]", code="no-weight", hint=hint)


def _laid_out(
    method: InArrays, claims: ArrayClaims, outcome: Outcome, labels: list[Label] | None
) -> ArrayAllocation:
    given = claims.grouping.sums(outcome.shares)
    rows = zip(claims.totals, given, outcome.levels, strict=True)
    sums = [GroupSum(total, total - taken, level) for total, taken, level in rows]
    reason, short_by = WaitingReason.BELOW_ONE_STEP, method.unit
    if isinstance(method, PerHead):
        reason, short_by = WaitingReason.TOTAL_USED_UP, method.amount
    return ArrayAllocation(
        total=sum(claims.totals),
        method=method.record(),
        shares=outcome.shares,
        left_over=sum(each.left_over for each in sums),
        waiting=_waiting(claims, outcome.shares),
        reason=reason,
        short_by=short_by,
        ties=tuple(
            ArrayTie(competed, served, rule, labels[code] if labels else None)
            for code, competed, served, rule in outcome.decided
        ),
        remainder=outcome.remainder,
        level=sums[0].level if labels is None else None,
        groups=dict(zip(labels or (), sums, strict=False)),
    )


def _waiting(claims: ArrayClaims, shares: Whole) -> Positions:
    waiting = shares == 0
    waiting &= claims.weights > 0
    if claims.caps is not None:
        waiting &= claims.caps > 0
    return np.flatnonzero(waiting)
