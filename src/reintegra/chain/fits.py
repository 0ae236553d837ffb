"""How it is answered whether an event fits the case and the edition, settled once for each type.

A fact about an event is answered from the event itself; where no event is given, it counts as true
when some event of its type could fit.
"""

from __future__ import annotations

import operator
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from reintegra.chain import fitting
from reintegra.chain.award import Awarded
from reintegra.chain.deportation import (
    Deported,
    Screened,
)
from reintegra.chain.ending import (
    Closed,
    ClosingReason,
    Reopened,
    ReopeningReason,
)
from reintegra.chain.guidance import MOST_HOURS_IN_A_DAY, SessionAttended, SessionMissed
from reintegra.chain.homecoming import (
    HandedOver,
    Receiver,
    ReturnAttested,
)
from reintegra.chain.rehabilitation import (
    NeedsAssessed,
    ServiceDelivered,
    ServiceReferred,
)
from reintegra.chain.reintegration import InstrumentAnswered
from reintegra.chain.stage import Event, Record, Stage, ways_to_happen
from reintegra.chain.table import CHAIN, place_of
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reintegra.chain.asking import Answer, Asking
    from reintegra.chain.policy import Edition, Term

EventT = TypeVar("EventT", bound=Event)

NAMES_THE_PERSON = (Deported, ReturnAttested, Awarded)
"""The events that say whose case it is."""

Kind = type[Event] | None
"""A type of event that is asked about, if any is."""


def _yes(_asking: Asking) -> bool:
    return True


def _same_case(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if not given:
        return _yes
    names_the_person = kind in NAMES_THE_PERSON

    def same_case(asking: Asking) -> bool:
        event = asking.event
        return (event.case is asking.case or event.case == asking.case) and (
            not names_the_person or event.person == asking.person
        )

    return same_case


def _new_event(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if given:
        return lambda asking: asking.on > asking.now.last_on or asking.event not in asking.history
    if kind is SessionAttended:
        return lambda asking: _sessions_left(asking, SessionAttended, MOST_HOURS_IN_A_DAY)
    if kind is SessionMissed:
        return lambda asking: _sessions_left(asking, SessionMissed, 1)
    if kind is Closed or kind is Reopened:
        return lambda asking: _has_a_reason_left(asking, kind)
    ways = None if kind is None else ways_to_happen(kind)  # type: ignore[arg-type] # mypy takes the hash of its objects
    if kind is None or ways is None:
        return _yes
    return lambda asking: len(_on_the_day(asking, kind)) < ways


def _sessions_left(
    asking: Asking, kind: type[SessionAttended | SessionMissed], of_a_module: int
) -> bool:
    modules = _codes(asking.edition.modules)
    held = [event for event in _on_the_day(asking, kind) if event.module in modules]
    return len(held) < len(modules) * of_a_module


def _has_a_reason_left(asking: Asking, kind: type[Closed | Reopened]) -> bool:
    reasons = ClosingReason if kind is Closed else ReopeningReason
    held = {event.reason for event in _on_the_day(asking, kind)}
    return any(reason not in held and asking.now.agree_with(reason) for reason in reasons)


def _on_the_day(asking: Asking, kind: type[EventT]) -> set[EventT]:
    return {each for each in asking.history if isinstance(each, kind) and each.on == asking.on}


def _not_before_opening(_edition: Edition, _kind: Kind, *, given: bool) -> Answer:  # noqa: ARG001 - of all alike
    return lambda asking: asking.on >= asking.opened_on


def _in_order(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if kind is None or place_of(kind).row.any_day:
        return _yes
    stage = place_of(kind).stage
    if stage is CHAIN[-1]:
        return lambda asking: asking.on >= asking.now.last_on
    record_of = record_now(stage)

    def in_order(asking: Asking) -> bool:
        record = record_of(asking)
        latest = record.latest_for(asking.event) if given else record.earliest_for(kind)
        return latest is None or asking.on >= latest

    return in_order


def record_now(stage: Stage) -> Callable[[Asking], Record]:
    """The record of a stage with everything that is on it, also what is dated later."""
    return operator.attrgetter(f"now.{stage.code}")


def _reason_fits(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if not given or kind not in {Closed, Reopened}:
        return _yes
    return lambda asking: asking.now.agree_with(asking.event.reason)


def _instrument_known(edition: Edition, kind: Kind, *, given: bool) -> Answer:
    instruments = {each.code: each for each in edition.instruments}
    if not given or kind not in {Screened, InstrumentAnswered}:
        return lambda _asking: bool(instruments)

    def instrument_known(asking: Asking) -> bool:
        event: Screened | InstrumentAnswered = asking.event
        instrument = instruments.get(event.instrument)
        if instrument is None:
            return False
        if isinstance(event, Screened):
            return _codes(instrument.items).issuperset(event.indications)
        chosen = [each.option for each in event.answers if isinstance(each.option, Code)]
        named = (answer.item for answer in event.answers)
        return instrument.offers(chosen) and _codes(instrument.items).issuperset(named)

    return instrument_known


def _codes(terms: Iterable[Term]) -> frozenset[Code]:
    return frozenset(term.code for term in terms)


def _needs_known(edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if not given or kind is not NeedsAssessed:
        return _yes
    needs = _codes(edition.needs)
    return lambda asking: needs.issuperset(asking.event.needs)


def _service_known(edition: Edition, kind: Kind, *, given: bool) -> Answer:
    services = _codes(edition.services)
    if not given or kind not in (ServiceDelivered, ServiceReferred):
        return lambda _asking: bool(services)
    return lambda asking: asking.event.service in services


def _module_known(edition: Edition, kind: Kind, *, given: bool) -> Answer:
    modules = _codes(edition.modules)
    if not given or kind not in {SessionAttended, SessionMissed}:
        return lambda _asking: bool(modules)
    return lambda asking: asking.event.module in modules


def _award_permitted(edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if not given or kind is not Awarded:
        return _yes
    return lambda asking: (
        asking.event.channel in edition.channels.value
        and asking.event.amount.currency == edition.currency
        and len(asking.event.tranches) == edition.tranches.value
    )


def _not_given_before(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if not given or kind is not Awarded:
        return _yes
    return lambda asking: (
        not any(
            award.terms.purpose is asking.event.purpose
            and award.terms.period.overlaps(asking.event.period)
            and award.stands
            for award in asking.now.stimulus.awards
        )
    )


def _no_own_account_needed(edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if given and kind is Awarded:
        return lambda asking: asking.event.channel is not Channel.OWN_ACCOUNT
    needs_none = any(channel is not Channel.OWN_ACCOUNT for channel in edition.channels.value)
    return lambda _asking: needs_none


def _into_care(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if not given or kind is not HandedOver:
        return _yes
    return lambda asking: asking.event.to is Receiver.SOCIAL_SERVICE


class _FitAnswer(Protocol):
    """How a fact about an event is answered, for a type of event under an edition.

    `given`: of one event; otherwise the fact counts as true when some event of the type could fit.
    """

    def __call__(self, edition: Edition, kind: Kind, /, *, given: bool) -> Answer: ...


FIT_ANSWERS: Mapping[str, _FitAnswer] = MappingProxyType(
    {
        fitting.same_case.name: _same_case,
        fitting.new_event.name: _new_event,
        fitting.not_before_opening.name: _not_before_opening,
        fitting.in_order.name: _in_order,
        fitting.instrument_known.name: _instrument_known,
        fitting.needs_known.name: _needs_known,
        fitting.service_known.name: _service_known,
        fitting.module_known.name: _module_known,
        fitting.award_permitted.name: _award_permitted,
        fitting.not_given_before.name: _not_given_before,
        fitting.no_own_account_needed.name: _no_own_account_needed,
        fitting.into_care.name: _into_care,
        fitting.closing_reason_fits.name: _reason_fits,
        fitting.reopening_reason_fits.name: _reason_fits,
    }
)
"""How each fact about an event is answered that its own stage cannot answer."""
