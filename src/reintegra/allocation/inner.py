"""A method shares a part of the sum among some of the claims, and speaks of them in the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from reintegra.allocation.method import Method
from reintegra.allocation.result import Sharing, Waiting, WaitingReason
from reintegra.errors import Conflict, InvalidValue, WrongType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim

Place: TypeAlias = "int | str"
"""Where an inner claim stands in the whole: the position of a claim, or the path of a group."""

_CLAIM = re.compile(r"claims\[(\d+)\]")


def inner_method(field: str, value: object) -> Method:
    """The value itself, if it is a method.

    Raises:
        WrongType: anything else.
    """
    if not isinstance(value, Method):
        raise WrongType(field, expected="a Method, such as capped()", got=type(value))
    return value


def by_band(claims: Sequence[Claim]) -> list[list[int]]:
    """The positions of the claims of each priority, the lowest number first."""
    bands: dict[int, list[int]] = {}
    for position, claim in enumerate(claims):
        bands.setdefault(claim.priority, []).append(position)
    return [band for _, band in sorted(bands.items())]


def share_part(
    method: Method, total: int, claims: Sequence[Claim], places: Sequence[Place]
) -> Sharing:
    """What a method gives of a part of the sum; nothing where no claim has a weight.

    Raises:
        InvalidValue: as the method, with the field in the whole.
        Conflict: the tie rule is `REFUSE` and a tie would decide; `key` holds the places.
    """
    if not any(claim.weight for claim in claims):
        return Sharing((0,) * len(claims))
    try:
        return method.share(total, claims)
    except InvalidValue as refusal:
        raise _in_the_whole(refusal, places) from None
    except Conflict as conflict:
        raise _tie_in_the_whole(conflict, places) from None


def waiting_because(reason: WaitingReason, sharing: Sharing) -> Sharing:
    """The same sharing; whoever waits does so for this reason."""
    waiting = tuple(Waiting(entry.id, reason, entry.short_by) for entry in sharing.waiting)
    return attrs.evolve(sharing, waiting=waiting)


def merged(claims: Sequence[Claim], parts: Sequence[tuple[Sequence[Place], Sharing]]) -> Sharing:
    """All parts as one: shares and waiting list in the order of the claims, the rest by part."""
    shares = [0] * len(claims)
    for places, sharing in parts:
        for place, share in zip(places, sharing.shares, strict=True):
            if isinstance(place, int):
                shares[place] = share
    waiting = {entry.id: entry for _, sharing in parts for entry in sharing.waiting}
    return Sharing(
        shares=tuple(shares),
        waiting=tuple(waiting[claim.id] for claim in claims if claim.id in waiting),
        ties=tuple(tie for _, sharing in parts for tie in sharing.ties),
        remainder=tuple(name for _, sharing in parts for name in sharing.remainder),
    )


def _in_the_whole(refusal: InvalidValue, places: Sequence[Place]) -> InvalidValue:
    found = _CLAIM.match(refusal.field)
    if found is None:
        return refusal
    place = places[int(found[1])]
    outer = place if isinstance(place, str) else f"claims[{place}]"
    hint = str(refusal).removeprefix(f"{refusal.field}: ").removesuffix(f" [{refusal.code}]")
    return InvalidValue(outer + refusal.field[found.end() :], refusal.code, hint)


def _tie_in_the_whole(conflict: Conflict, places: Sequence[Place]) -> Conflict:
    if conflict.code != "tie":
        return conflict
    hint = str(conflict).removesuffix(f": {conflict.key} [{conflict.code}]")
    key = tuple(places[position] for position in cast("tuple[int, ...]", conflict.key))
    return Conflict(conflict.code, key, hint)
