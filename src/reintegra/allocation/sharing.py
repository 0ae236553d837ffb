"""A sum is shared among claims by a named method; nothing is lost, and nothing is made up."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from reintegra.allocation.claim import Claim
from reintegra.allocation.limits import UNSET, not_honoured
from reintegra.allocation.method import Method
from reintegra.allocation.result import Allocation, Sharing
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least
from reintegra.vocabulary.mapping import FrozenMapping

if TYPE_CHECKING:
    from reintegra.allocation.method import Limit


def allocate(total: int, claims: Iterable[Claim], method: Method) -> Allocation:
    """A sum is shared among claims, exactly, at any size.

    The order of the claims matters only where the tie rule goes by it. Without claims everything
    is left over. Faults name a claim by its position: `claims[0]` is the first.

    Raises:
        WrongType: the total is not an `int`, the claims cannot be gone through, an item is not a
            `Claim`, or the method not a `Method`.
        InvalidValue: the total is negative, two claims have one id, all weights are zero, or a
            claim carries a floor, cap or priority that the method does not honour or cannot keep.
        Conflict: the tie rule is `REFUSE` and a tie would decide.
    """
    given = listed(claims)
    ids = _checked(total, given, method)
    sharing = method.share(total, given) if given else Sharing(())
    return Allocation(
        total=total,
        claims=given,
        method=method.record(),
        shares=FrozenMapping(zip(ids, sharing.shares, strict=True)),
        left_over=total - sum(sharing.shares),
        waiting=sharing.waiting,
        ties=sharing.ties,
        remainder=sharing.remainder,
        level=sharing.level,
        groups=sharing.groups,
    )


def _checked(total: int, claims: tuple[Claim, ...], method: object) -> list[str]:
    at_least(0, "total", total)
    if not isinstance(method, Method):
        expected = "a Method, such as proportional()"
        raise WrongType(field="method", expected=expected, got=type(method))
    ids = checked_ids(claims)
    for limit, unset in UNSET:
        if limit not in method.honours:
            _refuse_limit(limit, unset, claims, method)
    return ids


def checked_ids(claims: tuple[Claim, ...]) -> list[str]:
    """The ids of claims that any method could look at, in order.

    Raises:
        WrongType: an item is not a `Claim`.
        InvalidValue: two claims have one id, or all weights are zero.
    """
    _only_claims(claims)
    ids = [claim.id for claim in claims]
    if len(set(ids)) < len(ids):
        raise _repeated(ids)
    if claims and not any(map(attrgetter("weight"), claims)):
        raise InvalidValue(field="claims", code="no-weight", hint="all weights are zero")
    return ids


def listed(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims as they were given, gone through once.

    Raises:
        WrongType: the claims cannot be gone through; what they are is not asked here.
    """
    got = type(claims)
    if not isinstance(claims, Iterable):
        raise WrongType(field="claims", expected="a list of claims", got=got)
    return tuple(claims)


def _only_claims(given: tuple[object, ...]) -> None:
    if set(map(type, given)) <= {Claim}:
        return
    for position, item in enumerate(given):
        if not isinstance(item, Claim):
            raise WrongType(field=f"claims[{position}]", expected="a Claim", got=type(item))


def _refuse_limit(
    limit: Limit, unset: int | None, claims: tuple[Claim, ...], method: Method
) -> None:
    values = list(map(attrgetter(limit), claims))
    if values.count(unset) == len(values):
        return
    position = next(place for place, value in enumerate(values) if value != unset)
    raise not_honoured(f"claims[{position}]", limit, method)


def _repeated(ids: list[str]) -> InvalidValue:
    first: dict[str, int] = {}
    later = (
        position
        for position, identifier in enumerate(ids)
        if first.setdefault(identifier, position) != position
    )
    hint = "an earlier claim has the same id"
    return InvalidValue(f"claims[{next(later)}].id", code="duplicate", hint=hint)
