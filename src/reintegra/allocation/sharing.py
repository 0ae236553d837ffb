"""A sum is shared among claims by a named method; nothing is lost, and nothing is made up."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from reintegra.allocation.claim import Claim
from reintegra.allocation.method import Limit, Method
from reintegra.allocation.result import Allocation, Sharing
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSET: tuple[tuple[Limit, int | None], ...] = (("floor", 0), ("cap", None), ("priority", 0))


def allocate(total: int, claims: Iterable[Claim], method: Method) -> Allocation:
    """A sum is shared among claims, exactly, at any size.

    The order of the claims matters only where the tie rule goes by it. Without claims everything
    is left over. Faults name a claim by its position: `claims[0]` is the first.

    Raises:
        WrongType: the total is not an `int`, an item not a `Claim`, or the method not a `Method`.
        InvalidValue: the total is negative, two claims have one id, all weights are zero, or a
            claim carries a floor, cap or priority that the method does not honour.
        Conflict: the tie rule is `REFUSE` and a tie would decide.
    """
    given = tuple(claims)
    ids = _checked(total, given, method)
    sharing = method.share(total, given) if given else Sharing(())
    return Allocation(
        total=total,
        claims=given,
        method=method.record(),
        shares=dict(zip(ids, sharing.shares, strict=True)),
        left_over=total - sum(sharing.shares),
        waiting=sharing.waiting,
        ties=sharing.ties,
        remainder=sharing.remainder,
    )


def _checked(total: int, claims: tuple[Claim, ...], method: object) -> list[str]:
    at_least(0, "total", total)
    if not isinstance(method, Method):
        expected = "a Method, such as proportional()"
        raise WrongType(field="method", expected=expected, got=type(method))
    _only_claims(claims)
    ids = [claim.id for claim in claims]
    if len(set(ids)) < len(ids):
        raise _repeated(ids)
    if claims and not any(map(attrgetter("weight"), claims)):
        raise InvalidValue(field="claims", code="no-weight", hint="all weights are zero")
    for limit, unset in _UNSET:
        if limit not in method.honours:
            _refuse_limit(limit, unset, claims, method)
    return ids


def _only_claims(given: tuple[object, ...]) -> None:
    for position, item in enumerate(given):
        if not isinstance(item, Claim):
            raise WrongType(field=f"claims[{position}]", expected="a Claim", got=type(item))


def _refuse_limit(
    limit: Limit, unset: int | None, claims: tuple[Claim, ...], method: Method
) -> None:
    for position, value in enumerate(map(attrgetter(limit), claims)):
        if value != unset:
            hint = f"the method {method.name} does not honour it, and never ignores it"
            field = f"claims[{position}].{limit}"
            raise InvalidValue(field, code="not-honoured", hint=hint)


def _repeated(ids: list[str]) -> InvalidValue:
    first: dict[str, int] = {}
    later = (
        position
        for position, identifier in enumerate(ids)
        if first.setdefault(identifier, position) != position
    )
    hint = "an earlier claim has the same id"
    return InvalidValue(f"claims[{next(later)}].id", code="duplicate", hint=hint)
