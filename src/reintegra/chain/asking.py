"""How facts are answered: from the records, the event, the edition and the embedder's register.

A fact about the case is answered from its records as they stood on the day that is asked about.
A fact about an event is answered from the event itself; where no event is given, it counts as
true when some event of its type could fit. How a fact is answered is settled once for each edition
and type of event, so that nothing but the answer itself is left for each event.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import attrs

from reintegra.chain import fitting
from reintegra.chain.award import OF_AN_AWARD, Awarded
from reintegra.chain.deportation import (
    Deported,
    HealthFinding,
    Label,
    Screened,
)
from reintegra.chain.ending import (
    Closed,
    ClosingReason,
    LeftAgainstAdvice,
    Reopened,
    ReopeningReason,
)
from reintegra.chain.guidance import MOST_HOURS_IN_A_DAY, SessionAttended, SessionMissed
from reintegra.chain.homecoming import (
    HandedOver,
    HomecomingStatus,
    Receiver,
    ReturnAttested,
    TravelStarted,
)
from reintegra.chain.policy import Edition, Term
from reintegra.chain.records import Records
from reintegra.chain.rehabilitation import (
    NeedsAssessed,
    RehabilitationStatus,
    ServiceDelivered,
    ServiceReferred,
)
from reintegra.chain.reintegration import InstrumentAnswered
from reintegra.chain.stage import CaseStatus, Event, Record, Stage, ways_to_happen
from reintegra.chain.stimulus import Consent
from reintegra.chain.table import CHAIN, STATUS_FACTS, case_status, case_status_now, place_of
from reintegra.rules import Missing
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import Code

if TYPE_CHECKING:
    from reintegra.chain.case import Case  # noqa: TC004 - a case asks this module, which knows its type alone
    from reintegra.vocabulary.texts import Worded

EventT = TypeVar("EventT", bound=Event)


@attrs.define
class Asking:
    """What is asked about: a case on a day, and perhaps an event that is to be recorded then.

    `then` are the records as they stood at the end of the day `on`, `now` with all on record.
    `known` are facts that the embedder's register answers, or that a programme knows better.
    """

    case: Case
    then: Records
    now: Records
    on: date
    edition: Edition
    known: Mapping[str, object]
    event: Any = None
    particulars: Mapping[str, bool] | None = None
    """How the event fits what is on record of its stage, once that was asked."""


Answer = Callable[[Asking], object]
"""How a fact is answered: with a value of its type, or a `Missing`."""


def _label(asking: Asking) -> bool | Missing:
    """The newest known label stands; where none is known, why not."""
    departure, attestation = asking.then.deportation.departure, asking.then.homecoming.attestation
    attested = attestation.label if attestation else Missing.NOT_ASKED
    recorded = departure.label if departure else Missing.NOT_ASKED
    if isinstance(attested, Label):
        return attested is Label.WNI_MKPO
    if isinstance(recorded, Label):
        return recorded is Label.WNI_MKPO
    return attested if attested is not Missing.NOT_ASKED else recorded


def _returned(asking: Asking) -> bool | Missing:
    status = asking.then.homecoming.status
    if status is HomecomingStatus.NOT_STARTED:
        return Missing.NOT_ASKED
    return status is HomecomingStatus.RETURNED


def _own_account(asking: Asking) -> bool | Missing:
    has_account = asking.then.stimulus.has_account
    return Missing.NOT_ASKED if has_account is None else has_account


def _consent(asking: Asking) -> bool | Missing:
    consent = asking.then.stimulus.consent
    return Missing.NOT_ASKED if consent is None else consent.answer is Consent.GIVEN


def _indicated(asking: Asking) -> bool | Missing:
    assessments = asking.then.rehabilitation.assessments
    return assessments[-1].exploitation_indicated if assessments else Missing.NOT_ASKED


def _health_problem(asking: Asking) -> bool | Missing:
    checks = asking.then.deportation.health_checks
    return checks[-1].finding is not HealthFinding.NO_PROBLEM if checks else Missing.NOT_ASKED


def _aid_received(asking: Asking) -> bool:
    return any(award.paid for award in asking.then.stimulus.awards)


def _endangered(asking: Asking) -> bool | Missing:
    request = asking.then.rehabilitation.request
    return Missing.NOT_ASKED if request is None else request.endangered


CASE_ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "recorded_as_wni_mkpo": _label,
        "returned_to_origin": _returned,
        "guidance_attended": lambda asking: asking.then.guidance.has_attended,
        "guidance_completed": lambda asking: asking.then.guidance.completed_on is not None,
        "own_account": _own_account,
        "consent": _consent,
        "exploitation_indicated": _indicated,
        "determined_not_a_victim": lambda asking: asking.then.deportation.found_not_a_victim,
        "health_problem": _health_problem,
        "endangered": _endangered,
        "agreement_signed": lambda asking: asking.then.rehabilitation.agreement is not None,
        "needs_assessed": lambda asking: bool(asking.then.rehabilitation.assessments),
        "plan_agreed": lambda asking: asking.then.rehabilitation.plan is not None,
        "service_given": lambda asking: bool(asking.then.rehabilitation.services),
        "rehabilitation_completed": lambda asking: (
            asking.then.rehabilitation.status is RehabilitationStatus.COMPLETED
        ),
        "award_open": lambda asking: any(award.is_open for award in asking.now.stimulus.awards),
        "aid_received": _aid_received,
        "followed_up": lambda asking: any(visit.met for visit in asking.then.reintegration.visits),
        "case_open": lambda asking: (
            asking.then.ending.status is asking.now.ending.status is CaseStatus.OPEN
        ),
    }
)
"""How each fact about the case is answered."""


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
        case, event = asking.case, asking.event
        return (event.case is case.id or event.case == case.id) and (
            not names_the_person or event.person == case.person
        )

    return same_case


def _new_event(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if given:
        return lambda asking: (
            asking.on > asking.now.last_on or asking.event not in asking.case.events
        )
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
    return {each for each in asking.case.events if isinstance(each, kind) and each.on == asking.on}


def _not_before_opening(_edition: Edition, _kind: Kind, *, given: bool) -> Answer:  # noqa: ARG001 - of all alike
    return lambda asking: asking.on >= asking.case.opened_on


def _in_order(_edition: Edition, kind: Kind, *, given: bool) -> Answer:
    if kind is None or place_of(kind).row.any_day:
        return _yes
    stage = place_of(kind).stage
    if stage is CHAIN[-1]:
        return lambda asking: asking.on >= asking.now.last_on
    record_of = _record_now(stage)

    def in_order(asking: Asking) -> bool:
        record = record_of(asking)
        latest = record.latest_for(asking.event) if given else record.earliest_for(kind)
        return latest is None or asking.on >= latest

    return in_order


def _record_now(stage: Stage) -> Callable[[Asking], Record]:
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
    record_of = _record_now(place_of(kind).stage)
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
        return _ANSWERS[name]
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

_ANSWERS: Mapping[str, Answer] = {
    **CASE_ANSWERS,
    **{name: operator.attrgetter(f"then.{stage.code}.status") for name, stage in _STATUSES.items()},
    case_status.name: operator.attrgetter("then.ending.status"),
    case_status_now.name: operator.attrgetter("now.ending.status"),
}
"""How each fact is answered that is asked about no event."""

ANSWERED: frozenset[str] = frozenset((*_ANSWERS, *FIT_ANSWERS, *PARTICULARS))
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
    if name in _ANSWERS:
        return _ANSWERS[name]
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
        return _ANSWERS[name](asking)

    def __iter__(self) -> Iterator[str]:
        names = (*_ANSWERS, *FIT_ANSWERS, *self._asking.known)
        return iter(dict.fromkeys(names))

    def __len__(self) -> int:
        return sum(1 for _ in self)
