"""Which payment orders of an award are attempts at the same, and which is to be tried next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.programme.paying.orders import Order
    from reintegra.vocabulary.identifiers import PaymentId


def first_attempts(orders: Iterable[Order]) -> Mapping[PaymentId, PaymentId]:
    """The first attempt at what each order pays: itself, unless it follows one that came back.

    `orders` are all of an award, in the order in which they were prepared.
    """
    first: dict[PaymentId, PaymentId] = {}
    for each in orders:
        before = each.payment if each.follows is None else each.follows
        first[each.payment] = first.get(before, each.payment)
    return first


def in_turn(some: Iterable[Order], orders: Iterable[Order]) -> tuple[Order, ...]:
    """Some orders of an award as their money is due: by when its first attempt was ordered.

    The tranches of an award are ordered one after the other, so that the earlier comes first.
    """
    first = first_attempts(orders)
    places = {payment: place for place, payment in enumerate(first)}
    return tuple(sorted(some, key=lambda each: places[first[each.payment]]))


def to_be_tried(orders: Iterable[Order]) -> tuple[Order, ...]:
    """The orders that came back, and in whose place no other stands, as their money is due."""
    of_the_award = tuple(orders)
    return in_turn((each for each in of_the_award if each.has_come_back), of_the_award)
