"""Where the money of a payment is, as far as days tell it: sent, paid, come back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned, PaymentSent
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld

if TYPE_CHECKING:
    from reintegra.chain.stage import Event


@attrs.frozen
class Whereabouts:
    """What was said of the money of one payment, by the days that were named.

    `paid_on` and `back_on` are the days on which it was last said to be paid, and to have come
    back. `is_contradicted` while it was said to be paid after it had come back, which
    `contradicted_on` says of all those days. What an officer upholds moves no day: it answers what
    was said, and not what is said later.
    """

    sent_on: date | None = None
    paid_on: date | None = None
    back_on: date | None = None
    is_contradicted: bool = False
    contradicted_on: frozenset[date] = frozenset()

    def is_paid_after_return(self, on: date) -> bool:
        """Whether money that came back, and is said to be paid on a day, was paid after that.

        On the day of the return itself only where it had never been said to be paid: otherwise
        that payment is the one that came back. What was said of the same day before is not news.
        """
        back = self.back_on
        if back is None or on in self.contradicted_on:
            return False
        return back < on or (back == on and self.paid_on is None)

    def is_since_contradiction(self, on: date) -> bool:
        """Whether a day is not before the one on which the return was contradicted."""
        return self.is_contradicted and self.paid_on is not None and self.paid_on <= on

    def can_be_upheld(self, event: ReturnUpheld) -> bool:
        """Whether a return is contradicted, and the day of what upholds it is not too early.

        A line of a statement is not before the contradiction; what an officer answers for is not
        before the return, since the day of the contradiction may itself be mistaken.
        """
        if event.by is None:
            return self.is_since_contradiction(event.on)
        back = self.back_on
        return self.is_contradicted and back is not None and back <= event.on

    def is_not_before(self, on: date) -> bool:
        """Whether a day is not before any on which it was last sent, paid or said to be back."""
        return all(day is None or day <= on for day in (self.sent_on, self.paid_on, self.back_on))

    def after(self, event: Event) -> Whereabouts:
        """The same after an event of the payment; most events say nothing of it."""
        match event:
            case PaymentSent():
                return attrs.evolve(self, sent_on=event.on)
            case PaymentConfirmed():
                return attrs.evolve(self, paid_on=event.on)
            case PaymentReturned():
                return attrs.evolve(self, back_on=event.on)
            case ReturnContradicted():
                said = self.contradicted_on | {event.on}
                return attrs.evolve(
                    self, paid_on=event.on, is_contradicted=True, contradicted_on=said
                )
            case ReturnUpheld():
                back = event.on if event.by is None else self.back_on
                return attrs.evolve(self, back_on=back, is_contradicted=False)
            case _:
                return self
