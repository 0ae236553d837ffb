"""What a change of the law that reaches back is told of, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.rules.decisions.decision import Basis, Decision, as_basis, check_edition
from reintegra.rules.expression import Facts
from reintegra.rules.outcome import Outcome
from reintegra.rules.question import MissingFact
from reintegra.vocabulary.checks import instance_of, whole_number
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable

Sum = Money | int
"""What can be paid: an amount of money, or a number of something."""


@attrs.frozen
class Enacted:
    """An edition of the law: its name, and what it decides by, a rule or a provision.

    Raises:
        WrongType: the name is not a text, or it decides by something else.
        InvalidValue: the name is empty.
    """

    edition: str
    basis: Basis = attrs.field(converter=as_basis)

    def __attrs_post_init__(self) -> None:
        check_edition(self.edition)


def _sums(paid: Iterable[Sum]) -> tuple[Sum, ...]:
    return tuple(each if isinstance(each, Money) else whole_number("paid", each) for each in paid)


@attrs.frozen
class PastDecision:
    """A decision on record, the facts on which it was made, and all that was paid on it.

    `paid` holds earlier corrections too; an amount that was returned is below zero.

    Raises:
        WrongType: the decision is none, or what was paid is neither money nor whole numbers.
    """

    decision: Decision
    facts: Facts = attrs.field(repr=False, eq=False)
    paid: tuple[Sum, ...] = attrs.field(default=(), converter=_sums)

    def __attrs_post_init__(self) -> None:
        instance_of(Decision, "decision", self.decision)


class Correction(Worded):
    """What another decision means for what was paid."""

    ARREARS = "arrears", "Kekurangan pembayaran", "Arrears"
    OVERPAYMENT = "overpayment", "Kelebihan pembayaran", "Overpayment"
    EVEN = "even", "Tidak ada selisih", "No difference"
    NO_AMOUNT = "no-amount", "Keputusan lain tanpa jumlah", "Another answer without an amount"
    OPEN = "open", "Belum dapat ditentukan", "Undetermined"


@attrs.frozen
class Reassessment:
    """A decision that would be another now; nothing of the old one has changed.

    `difference` is what would be due now less all that was paid; `None` where no amount is given
    now, or none yet. `missing` is what to ask where it is undetermined now.
    """

    old: Decision
    new: Decision
    paid: tuple[Sum, ...]
    difference: Sum | None
    missing: tuple[MissingFact, ...]

    @property
    def old_amount(self) -> Sum | None:
        """What was given, if it was an amount."""
        return amount_of_decision(self.old)

    @property
    def new_amount(self) -> Sum | None:
        """What would be given now, if it is an amount."""
        return amount_of_decision(self.new)

    @property
    def kind(self) -> Correction:
        """Arrears, an overpayment, or why it is neither."""
        if self.new.outcome is Outcome.UNDETERMINED:
            return Correction.OPEN
        if self.difference is None:
            return Correction.NO_AMOUNT
        units = self.difference.units if isinstance(self.difference, Money) else self.difference
        if not units:
            return Correction.EVEN
        return Correction.ARREARS if units > 0 else Correction.OVERPAYMENT


def amount_of_decision(decision: Decision) -> Sum | None:
    """What was given, if it is an amount of money or a number."""
    value = decision.value
    return value if isinstance(value, Money) or type(value) is int else None
