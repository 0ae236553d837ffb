"""Where the money of a payment is, as far as days tell it: sent, paid, come back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned, PaymentSent
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.vocabulary.identifiers import RecordNumber

if TYPE_CHECKING:
    from reintegra.chain.stage import Event


@attrs.frozen
class Whereabouts:
    """What was said of the money of one payment, by the days that were named.

    `paid_on` is the day on which it was confirmed, `back_on` that on which the bank said last that
    it came back. `contradictions` are all that said it was paid after that, by day and document,
    and `doubted_on` those of their days that nothing has answered yet. What an officer upholds
    answers the day that it names, and moves none: what is said later is heard as before.
    """

    sent_on: date | None = None
    paid_on: date | None = None
    back_on: date | None = None
    contradictions: frozenset[tuple[date, RecordNumber]] = frozenset()
    doubted_on: frozenset[date] = frozenset()

    @property
    def is_contradicted(self) -> bool:
        """Whether it came back, and may have been paid all the same."""
        return bool(self.doubted_on)

    def is_paid_after_return(self, on: date) -> bool:
        """Whether money that came back, and is said to be paid on a day, was paid after that.

        On the day of the return itself only where it was never confirmed: otherwise that payment
        is the one that came back.
        """
        back = self.back_on
        return back is not None and (back < on or (back == on and self.paid_on is None))

    def has_heard(self, on: date, record: RecordNumber) -> bool:
        """Whether this was said before: that it was paid on this day, by this document."""
        return (on, record) in self.contradictions

    def is_answered_on(self, on: date) -> bool:
        """Whether a line that says on a day that it came back answers a doubt, of no later day."""
        return any(day <= on for day in self.doubted_on)

    def can_be_upheld(self, event: ReturnUpheld) -> bool:
        """Whether there is the doubt that this is to answer, and it is not before the return."""
        if event.contradicted_on is None:
            return self.is_answered_on(event.on)
        back = self.back_on
        return back is not None and back <= event.on and event.contradicted_on in self.doubted_on

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
                heard = self.contradictions | {(event.on, event.record)}
                doubted_on = self.doubted_on | {event.on}
                return attrs.evolve(self, contradictions=heard, doubted_on=doubted_on)
            case ReturnUpheld():
                return self._upheld(event)
            case _:
                return self

    def _upheld(self, event: ReturnUpheld) -> Whereabouts:
        if event.contradicted_on is not None:
            return attrs.evolve(self, doubted_on=self.doubted_on - {event.contradicted_on})
        left = frozenset(day for day in self.doubted_on if event.on < day)
        return attrs.evolve(self, back_on=event.on, doubted_on=left)
