"""A refusal at the desk, with what is possible with the order instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.errors import TransitionRefused
from reintegra.programme.paying.orders import possible_with

if TYPE_CHECKING:
    from reintegra.chain.stage import Event
    from reintegra.programme.paying.orders import Order
    from reintegra.rules import Verdict


def refused_with(order: Order | None, event: Event, verdict: Verdict) -> TransitionRefused:
    """The refusal of an event: of the possible it names all but what was just refused.

    Of no order it is not known what is possible.
    """
    if order is None:
        return TransitionRefused(verdict, None)
    possible = possible_with(order)
    instead = tuple(each for each in possible if each is not type(event))
    return TransitionRefused(verdict, possible, instead=instead)
