"""A question has three answers: met, not met, and not yet known.

The connectives are Kleene's strong three-valued logic: an unknown never turns into a no,
and it stops mattering as soon as what is known decides.

>>> from reintegra.rules import Outcome, conjunction, disjunction
>>> disjunction([Outcome.UNDETERMINED, Outcome.MET]).value
'met'
>>> conjunction([Outcome.UNDETERMINED, Outcome.MET]).value
'undetermined'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from reintegra.errors import WrongType
from reintegra.vocabulary.checks import at_least, instance_of
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable


class Outcome(Worded):
    """The answer of a rule; it is never used as a bool, because undetermined is neither.

    Raises:
        WrongType: it is asked for its truth (`if outcome:`); compare with a member instead.
    """

    MET = "met", "Terpenuhi", "Met"
    NOT_MET = "not-met", "Tidak terpenuhi", "Not met"
    UNDETERMINED = "undetermined", "Belum dapat ditentukan", "Undetermined"

    def __bool__(self) -> NoReturn:
        """Refuse: undetermined is neither true nor false."""
        raise WrongType("outcome", "a comparison with a member of Outcome", bool)


def negation(outcome: Outcome) -> Outcome:
    """What is undetermined stays so; the other two change places.

    Raises:
        WrongType: it is no outcome.
    """
    if instance_of(Outcome, "outcome", outcome) is Outcome.UNDETERMINED:
        return outcome
    return Outcome.NOT_MET if outcome is Outcome.MET else Outcome.MET


def conjunction(outcomes: Iterable[Outcome]) -> Outcome:
    """Met when all are met, not met when one is not; of nothing it is met.

    Raises:
        WrongType: one is no outcome.
    """
    given = _checked(outcomes)
    if Outcome.NOT_MET in given:
        return Outcome.NOT_MET
    return Outcome.UNDETERMINED if Outcome.UNDETERMINED in given else Outcome.MET


def disjunction(outcomes: Iterable[Outcome]) -> Outcome:
    """Met when one is met, not met when none is; of nothing it is not met.

    Raises:
        WrongType: one is no outcome.
    """
    return negation(conjunction(negation(outcome) for outcome in outcomes))


def at_least_met(needed: int, outcomes: Iterable[Outcome]) -> Outcome:
    """Met when `needed` are met, not met when so many cannot be met any more.

    Raises:
        WrongType: one is no outcome, or the number no whole number.
        InvalidValue: the number is below 0.
    """
    given = _checked(outcomes)
    met = given.count(Outcome.MET)
    if met >= at_least(0, "needed", needed):
        return Outcome.MET
    open_still = given.count(Outcome.UNDETERMINED)
    return Outcome.UNDETERMINED if met + open_still >= needed else Outcome.NOT_MET


def _checked(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(instance_of(Outcome, "outcome", each) for each in outcomes)
