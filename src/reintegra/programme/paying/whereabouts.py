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


Contradiction = tuple[date, RecordNumber]
"""The day of which a payment was said to be paid after it had come back, and the document."""


@attrs.frozen
class Whereabouts:
    """What was said of the money of one payment, by the days that were named.

    `back_on` is the day on which it was said last that it came back, `paid_on` that on which it had
    been confirmed, unless it was upheld since that it came back. `contradictions` are all that said
    it was paid after that, and `doubts` those that nothing has answered. What an officer upholds
    answers one of them, and moves no day: whatever else is said is heard as before.
    """

    sent_on: date | None = None
    paid_on: date | None = None
    back_on: date | None = None
    contradictions: frozenset[Contradiction] = frozenset()
    doubts: frozenset[Contradiction] = frozenset()

    @property
    def is_contradicted(self) -> bool:
        """Whether it came back, and may have been paid all the same."""
        return bool(self.doubts)

    def is_paid_after_return(self, on: date) -> bool:
        """Whether money that came back, and is said to be paid on a day, was paid after that.

        On the day of the return itself only where it had not been confirmed: otherwise that payment
        is the one that came back.
        """
        back = self.back_on
        return back is not None and (back < on or (back == on and self.paid_on is None))

    def has_heard(self, on: date, record: RecordNumber) -> bool:
        """Whether this was said before: that it was paid on this day, by this document."""
        return (on, record) in self.contradictions

    def is_answered_on(self, on: date) -> bool:
        """Whether a line that says on a day that it came back answers a doubt, of no later day.

        On the day of the return it is the line that told of that.
        """
        return on != self.back_on and any(day <= on for day, _ in self.doubts)

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
                said = frozenset({(event.on, event.record)})
                heard, doubts = self.contradictions | said, self.doubts | said
                return attrs.evolve(self, contradictions=heard, doubts=doubts)
            case ReturnUpheld():
                return self._upheld(event)
            case _:
                return self

    def _upheld(self, event: ReturnUpheld) -> Whereabouts:
        found = event.answers
        if found is None:
            left = frozenset(each for each in self.doubts if event.on < each[0])
            return attrs.evolve(self, back_on=event.on, paid_on=None, doubts=left)
        answered = (found.on, found.record)
        return attrs.evolve(
            self, doubts=frozenset(each for each in self.doubts if each != answered)
        )
