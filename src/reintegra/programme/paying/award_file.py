"""What the desk has on file of one award, beside what stands in its orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.stage import Event
from reintegra.programme.paying.acts import AwardHeld
from reintegra.programme.paying.contradiction import SAID_OF_A_RETURN
from reintegra.vocabulary.identifiers import PaymentId

if TYPE_CHECKING:
    from datetime import date


@attrs.frozen
class AwardFile:
    """What the desk has on file of one award: its orders, whether it is held, all that happened.

    `further` are the payments, each by its first attempt, of which it was decided to try them again
    while no order has used that.
    """

    orders: tuple[PaymentId, ...] = ()
    held: AwardHeld | None = None
    further: frozenset[PaymentId] = frozenset()
    history: tuple[Event, ...] = ()

    @property
    def last_on(self) -> date | None:
        """The latest day on file, but for what is said of a return: that binds no other day."""
        days = (each.on for each in self.history if not isinstance(each, SAID_OF_A_RETURN))
        return max(days, default=None)


NOTHING_ON_FILE = AwardFile()
"""Of an award of which the desk has not heard."""
