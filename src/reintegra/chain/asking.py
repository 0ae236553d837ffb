"""How facts are answered: from the records, the event, the edition and the embedder's register.

A fact about the case is answered from its records as they stood on the day that is asked about.
A fact about an event is answered from the event itself; where no event is given, it counts as
true when some event of its type could fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeVar

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
from reintegra.chain.stage import CaseStatus, Event, Stage, ways_to_happen
from reintegra.chain.stimulus import Consent
from reintegra.chain.table import CHAIN, STATUS_FACTS, case_status, case_status_now, place_of
from reintegra.rules import Missing
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import CaseId, Code, PersonId

EventT = TypeVar("EventT", bound=Event)


@attrs.frozen
class Asking:
    """What is asked about: a case on a day, and perhaps one event or one type of event.

    `then` are the records as they stood at the end of the day `on`, `now` with all on record.
    `known` are facts that the embedder's register answers, or that a programme knows better.
    """

    case: CaseId
    person: PersonId
    opened_on: date
    then: Records
    now: Records
    history: tuple[Event, ...]
    on: date
    edition: Edition
    stage: Stage | None = None
    event: Event | None = None
    event_type: type[Event] | None = None
    known: Mapping[str, object] = MappingProxyType({})


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


CASE_ANSWERS: Mapping[str, Callable[[Asking], object]] = MappingProxyType(
    {
        "recorded_as_wni_mkpo": _label,
        "returned_to_origin": _returned,
        "guidance_attended": lambda asking: bool(asking.then.guidance.attended),
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
"""How each case fact is answered, with a value of its type or a `Missing`."""


NAMES_THE_PERSON = (Deported, ReturnAttested, Awarded)
"""The events that say whose case it is."""


def _same_case(asking: Asking) -> bool:
    event = asking.event
    person = event.person if isinstance(event, NAMES_THE_PERSON) else asking.person
    return event is None or (event.case, person) == (asking.case, asking.person)


def _new_event(asking: Asking) -> bool:
    kind, event = asking.event_type, asking.event
    if event is not None or kind is None:
        return event is None or event.on > asking.now.last_on or event not in asking.history
    if kind is SessionAttended or kind is SessionMissed:
        return _sessions_held(asking, kind) < len(asking.edition.modules) * (
            MOST_HOURS_IN_A_DAY if kind is SessionAttended else 1
        )
    if kind is Closed or kind is Reopened:
        return _reasons_left(asking, kind)
    ways = ways_to_happen(kind)  # type: ignore[arg-type] # mypy takes the hash of its objects
    return ways is None or len(_on_the_day(asking, kind)) < ways


def _sessions_held(asking: Asking, kind: type[SessionAttended | SessionMissed]) -> int:
    modules = {term.code for term in asking.edition.modules}
    return sum(1 for event in _on_the_day(asking, kind) if event.module in modules)


def _reasons_left(asking: Asking, kind: type[Closed | Reopened]) -> bool:
    reasons = ClosingReason if kind is Closed else ReopeningReason
    held = {event.reason for event in _on_the_day(asking, kind)}
    return any(reason not in held and asking.now.agree_with(reason) for reason in reasons)


def _on_the_day(asking: Asking, kind: type[EventT]) -> set[EventT]:
    return {each for each in asking.history if isinstance(each, kind) and each.on == asking.on}


def _in_order(asking: Asking) -> bool:
    stage, kind = asking.stage, asking.event_type
    if stage is None or kind is None or place_of(kind).row.any_day:
        return True
    if stage is CHAIN[-1]:
        return asking.on >= asking.now.last_on
    record, event = asking.now.of_stage(stage), asking.event
    latest = record.earliest_for(kind) if event is None else record.latest_for(event)
    return latest is None or asking.on >= latest


def _reason_fits(asking: Asking) -> bool:
    event = asking.event
    return not isinstance(event, Closed | Reopened) or asking.now.agree_with(event.reason)


def _instrument_known(asking: Asking) -> bool:
    instruments = {each.code: each for each in asking.edition.instruments}
    match asking.event:
        case Screened(instrument=code, indications=items):
            named = items
        case InstrumentAnswered(instrument=code, answers=answers):
            named = tuple(answer.item for answer in answers)
            chosen = [each.option for each in answers if isinstance(each.option, Code)]
            if code in instruments and not instruments[code].offers(chosen):
                return False
        case _:
            return bool(instruments)
    return code in instruments and _all_known(named, instruments[code].items)


def _all_known(named: Iterable[Code], terms: Iterable[Term]) -> bool:
    return set(named) <= {term.code for term in terms}


def _needs_known(asking: Asking) -> bool:
    event = asking.event
    needs = event.needs if isinstance(event, NeedsAssessed) else ()
    return _all_known(needs, asking.edition.needs)


def _service_known(asking: Asking) -> bool:
    services, event = asking.edition.services, asking.event
    if isinstance(event, ServiceDelivered | ServiceReferred):
        return _all_known((event.service,), services)
    return bool(services)


def _module_known(asking: Asking) -> bool:
    modules, event = asking.edition.modules, asking.event
    if isinstance(event, SessionAttended | SessionMissed):
        return _all_known((event.module,), modules)
    return bool(modules)


def _award_permitted(asking: Asking) -> bool:
    event, edition = asking.event, asking.edition
    return not isinstance(event, Awarded) or (
        event.channel in edition.channels.value
        and event.amount.currency == edition.currency
        and len(event.tranches) == edition.tranches.value
    )


def _not_given_before(asking: Asking) -> bool:
    event = asking.event
    return not isinstance(event, Awarded) or not any(
        award.terms.purpose is event.purpose
        and award.terms.period.overlaps(event.period)
        and award.stands
        for award in asking.now.stimulus.awards
    )


def _no_own_account_needed(asking: Asking) -> bool:
    event = asking.event
    channels = {event.channel} if isinstance(event, Awarded) else asking.edition.channels.value
    return any(channel is not Channel.OWN_ACCOUNT for channel in channels)


def _into_care(asking: Asking) -> bool:
    event = asking.event
    return not isinstance(event, HandedOver) or event.to is Receiver.SOCIAL_SERVICE


FIT_ANSWERS: Mapping[str, Callable[[Asking], object]] = MappingProxyType(
    {
        fitting.same_case.name: _same_case,
        fitting.new_event.name: _new_event,
        fitting.not_before_opening.name: lambda asking: asking.on >= asking.opened_on,
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


_ANSWERS: Mapping[str, Callable[[Asking], object]] = {**CASE_ANSWERS, **FIT_ANSWERS}


class CaseFacts(Mapping[str, object]):
    """The facts of one `Asking` by name, each answered when it is asked for.

    Names that neither the chain nor `known` answers are absent, so that a rule finds them not
    asked.
    """

    __slots__ = ("_asking", "_particulars")

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._particulars: Mapping[str, bool] | None = None

    def __getitem__(self, name: str) -> object:
        asking = self._asking
        if name in asking.known:
            return asking.known[name]
        answer = _ANSWERS.get(name)
        if answer is not None:
            return answer(asking)
        if name in PARTICULARS and asking.stage is not None:
            return self._particular(asking.stage, name)
        return self._status(name)

    def __iter__(self) -> Iterator[str]:
        names = (*ANSWERED, *self._asking.known)
        return (name for name in dict.fromkeys(names) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _particular(self, stage: Stage, name: str) -> bool:
        if self._particulars is None:
            self._particulars = self._read_particulars(stage)
        if self._asking.event is None:
            return self._particulars.get(name, True)
        return self._particulars[name]

    def _read_particulars(self, stage: Stage) -> Mapping[str, bool]:
        record, asking = self._asking.now.of_stage(stage), self._asking
        if asking.event is not None:
            return record.particulars(asking.event)
        if asking.event_type is Awarded:
            channels = asking.edition.channels.value
            return {"account_ready": any(map(asking.now.stimulus.is_ready, channels))}
        return {} if asking.event_type is None else record.possible_particulars(asking.event_type)

    def _status(self, name: str) -> object:
        asking = self._asking
        if name == case_status.name:
            return asking.then.ending.status
        if name == case_status_now.name:
            return asking.now.ending.status
        stage = _STATUSES[name]
        ends = stage is asking.stage is CHAIN[-1]
        record = (asking.now if ends else asking.then).of_stage(stage)
        if stage is not asking.stage or asking.event_type is None:
            return record.status
        if asking.event is not None:
            return record.status_for(asking.event)
        statuses = record.statuses_for(asking.event_type)
        possible = place_of(asking.event_type).row.when
        return next((status for status in statuses if status in possible), statuses[0])


_STATUSES: Mapping[str, Stage] = MappingProxyType(
    {STATUS_FACTS[stage.code].name: stage for stage in CHAIN}
)

ANSWERED: frozenset[str] = frozenset(
    (*CASE_ANSWERS, *FIT_ANSWERS, *PARTICULARS, *_STATUSES, case_status.name, case_status_now.name)
)
"""Every fact that the chain itself answers."""
