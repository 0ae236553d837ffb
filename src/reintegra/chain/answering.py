"""How facts are answered: from the records, the event, the edition and the embedder's register.

A fact about the case is answered from its records as they stood on the day that is asked about.
A fact about an event is answered from the event itself; where no event is given, it counts as
true when some event of its type could fit. How a fact is answered is settled once for each edition
and type of event, so that nothing but the answer itself is left for each event.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reintegra.chain import fitting
from reintegra.chain.award import OF_AN_AWARD, Awarded
from reintegra.chain.deportation import (
    Deported,
)
from reintegra.chain.ending import (
    LeftAgainstAdvice,
)
from reintegra.chain.homecoming import (
    TravelStarted,
)
from reintegra.chain.stage import Event, Record, Stage
from reintegra.chain.table import CHAIN, STATUS_FACTS, case_status, case_status_now, place_of
from reintegra.rules import Missing

if TYPE_CHECKING:
    from reintegra.chain.policy import Edition
    from reintegra.vocabulary.texts import Worded

from reintegra.chain.asking import CASE_ANSWERS, Answer, Asking
from reintegra.chain.fits import FIT_ANSWERS, record_now

ANSWERED_BY: Mapping[str, tuple[type[Event], ...]] = MappingProxyType(
    {
        fitting.opens_a_case.name: (Deported,),
        fitting.account_ready.name: (Awarded, *OF_AN_AWARD),
        fitting.payment_fits.name: OF_AN_AWARD,
        fitting.proof_fits.name: OF_AN_AWARD,
        fitting.use_fits.name: OF_AN_AWARD,
        fitting.reduction_fits.name: OF_AN_AWARD,
        fitting.paying_back_fits.name: OF_AN_AWARD,
        fitting.cancellation_fits.name: OF_AN_AWARD,
        fitting.earlier_tranches_accounted.name: OF_AN_AWARD,
        fitting.escorted.name: (TravelStarted,),
        fitting.no_legal_case_pending.name: (LeftAgainstAdvice,),
        fitting.family_statement_given.name: (LeftAgainstAdvice,),
    }
)
"""The facts about an event that its own stage answers, and for which events."""

PARTICULARS: frozenset[str] = frozenset(ANSWERED_BY)
"""Their names."""


def _particular(name: str, kind: type[Event], *, given: bool) -> Answer:
    """What the record of its own stage answers of an event, or of some event of its type."""
    record_of = record_now(place_of(kind).stage)
    if given:

        def of_the_event(asking: Asking) -> bool:
            if asking.particulars is None:
                asking.particulars = record_of(asking).particulars(asking.event)
            return asking.particulars[name]

        return of_the_event

    def of_some_event(asking: Asking) -> bool:
        if asking.particulars is None:
            asking.particulars = _possible_particulars(asking, record_of(asking), kind)
        return asking.particulars.get(name, True)

    return of_some_event


def _possible_particulars(asking: Asking, record: Record, kind: type[Event]) -> Mapping[str, bool]:
    if kind is not Awarded:
        return record.possible_particulars(kind)
    channels = asking.edition.channels.value
    return {"account_ready": any(map(asking.now.stimulus.is_ready, channels))}


def _status(name: str, kind: type[Event], *, given: bool) -> Answer:
    """The status of a stage then; of its own stage that which an event of this type would find."""
    stage = _STATUSES[name]
    if stage is not place_of(kind).stage:
        return ANSWERS[name]
    when = "now" if stage is CHAIN[-1] else "then"
    if given and type(stage.start).status_for is Record.status_for:
        return operator.attrgetter(f"{when}.{stage.code}.status")
    record_of: Callable[[Asking], Record] = operator.attrgetter(f"{when}.{stage.code}")
    if given:
        return lambda asking: record_of(asking).status_for(asking.event)
    possible = place_of(kind).row.when

    def of_some_event(asking: Asking) -> Worded:
        statuses = record_of(asking).statuses_for(kind)
        return next((status for status in statuses if status in possible), statuses[0])

    return of_some_event


_STATUSES: Mapping[str, Stage] = MappingProxyType(
    {STATUS_FACTS[stage.code].name: stage for stage in CHAIN}
)

ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        **CASE_ANSWERS,
        **{
            name: operator.attrgetter(f"then.{stage.code}.status")
            for name, stage in _STATUSES.items()
        },
        case_status.name: operator.attrgetter("then.ending.status"),
        case_status_now.name: operator.attrgetter("now.ending.status"),
    }
)
"""How each fact is answered that is asked about no event."""

ANSWERED: frozenset[str] = frozenset((*ANSWERS, *FIT_ANSWERS, *PARTICULARS))
"""Every fact that the chain itself answers."""


def answers(
    names: Iterable[str], edition: Edition, kind: type[Event], *, given: bool
) -> Mapping[str, Answer]:
    """How facts are answered where an event of a type is to be recorded under an edition.

    `given`: of one event; otherwise a fact about it counts as true when some event of the type
    could fit.
    """
    return {name: _answer(name, edition, kind, given=given) for name in names}


def _answer(name: str, edition: Edition, kind: type[Event], *, given: bool) -> Answer:
    if name in FIT_ANSWERS:
        return FIT_ANSWERS[name](edition, kind, given=given)
    if name in PARTICULARS:
        return _particular(name, kind, given=given)
    if name in _STATUSES:
        return _status(name, kind, given=given)
    if name in ANSWERS:
        return ANSWERS[name]
    return lambda asking: asking.known.get(name, Missing.NOT_ASKED)


class CaseFacts(Mapping[str, object]):
    """The facts of a case on a day by name, each answered when it is asked for.

    Names that neither the chain nor `known` answers are absent, so that a rule finds them not
    asked; and so are facts about an event which only its own stage could answer.
    """

    __slots__ = ("_asking",)

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def __getitem__(self, name: str) -> object:
        asking = self._asking
        if name in asking.known:
            return asking.known[name]
        if name in FIT_ANSWERS:
            return FIT_ANSWERS[name](asking.edition, None, given=False)(asking)
        return ANSWERS[name](asking)

    def __iter__(self) -> Iterator[str]:
        names = (*ANSWERS, *FIT_ANSWERS, *self._asking.known)
        return iter(dict.fromkeys(names))

    def __len__(self) -> int:
        return sum(1 for _ in self)
