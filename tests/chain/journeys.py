"""Ways through the chain for its tests: events that fit, events that do not, scripts and walks.

Each test of the chain runs in every `Era`: both policies, and both editions of the Ministry.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain import Case, Event
from reintegra.chain.award import (
    OF_AN_AWARD,
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.award_record import Award
from reintegra.chain.deportation import (
    ArrivalReceived,
    DeportationReason,
    Deported,
    HealthChecked,
    Label,
    Screened,
    TravelDocument,
)
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, SessionAttended
from reintegra.chain.homecoming import (
    HandedOver,
    ReturnAttested,
    ShelterAdmitted,
    ShelterLeft,
    TravelStarted,
)
from reintegra.chain.policy import Policy
from reintegra.chain.rehabilitation import (
    AgreementSigned,
    NeedsAssessed,
    PlanAgreed,
    RehabilitationCompleted,
    ServiceDelivered,
    ServiceRequested,
)
from reintegra.chain.reintegration import (
    Answer,
    FollowUpVisited,
    ReintegrationConfirmed,
)
from reintegra.chain.stage import declared_types
from reintegra.chain.stimulus import AccountRegistered, ConsentRecorded
from reintegra.chain.table import PLACES
from reintegra.errors import InvalidValue
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Missing
from reintegra.vocabulary.aid import (
    PROOF_OF,
    CancellationReason,
    Channel,
    Proof,
    Purpose,
    ReductionReason,
    ReturnReason,
)
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    ActorId,
    AwardId,
    CaseId,
    Code,
    CountryCode,
    Digest,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import Currency, Money
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reintegra.chain.policy import Edition

CASE = CaseId("case-001")
GROUNDS = Digest("0f" * 32)
PERSON = PersonId("person-001")
ADULT: Mapping[str, object] = MappingProxyType({"adult": True})
POLICIES = (KEMENSOS, SANDBOX)


@attrs.frozen(eq=False)
class Era:
    """One edition of a policy and a day in it."""

    code: str
    policy: Policy
    day: date

    @property
    def edition(self) -> Edition:
        """The edition that holds on its day."""
        return self.policy.at(self.day)

    @property
    def knowing(self) -> Mapping[str, object]:
        """What the register answers of an adult, as far as this policy asks it."""
        return {fact.name: ADULT[fact.name] for fact in self.policy.register_facts}

    @property
    def registers(self) -> tuple[Mapping[str, object], ...]:
        """The register of an adult, of nobody, and of a child, as far as this policy asks it."""
        child = dict.fromkeys(self.knowing, False)
        return (self.knowing, {}, child) if child else ({},)


ERAS = (
    Era("kemensos-2018", KEMENSOS, date(2019, 1, 7)),
    Era("kemensos-2023", KEMENSOS, date(2024, 2, 5)),
    Era("sandbox", SANDBOX, date(2019, 1, 7)),
)

_CODES: Mapping[tuple[type[Event], str], Callable[[Edition], Iterable[Code]]] = MappingProxyType(
    {
        (SessionAttended, "module"): lambda edition: (term.code for term in edition.modules),
        (ServiceDelivered, "service"): lambda edition: (term.code for term in edition.services),
        (Screened, "instrument"): lambda edition: (each.code for each in edition.instruments),
        (ArrivalReceived, "at"): lambda _: (Code("entikong"),),
    }
)
_HOURS = range(1, 25)


def codes_for(field: str, edition: Edition, new: str) -> tuple[Code, ...]:
    """The codes of the edition that a field of this name may hold, or else a new one."""
    named = {name: codes for (_, name), codes in _CODES.items()}
    return tuple(named[field](edition)) if field in named else (Code(new),)


def _several(field: str, edition: Edition) -> tuple[tuple[object, ...], ...]:
    instrument = edition.instruments[0]
    items, options = instrument.items, instrument.options
    whole: dict[str, tuple[object, ...]] = {
        "indications": tuple(item.code for item in items),
        "needs": tuple(term.code for term in edition.needs),
        "answers": (
            Answer(items[0].code, options[0].code),
            Answer(items[1].code, Missing.DECLINED),
        ),
    }
    return (whole[field], ())


def _values(kind: type, field: str, case: Case, day: date, edition: Edition) -> Iterable[object]:
    """Well-formed values for a field of this type; identifiers are new ones."""
    if issubclass(kind, Worded):
        return tuple(kind)
    named: Callable[[str], object] = kind
    fixed: dict[type, Iterable[object]] = {
        bool: (True, False),
        int: _HOURS,
        NoneType: (None,),
        date: (day,),
        CaseId: (case.id,),
        PersonId: (case.person,),
        CountryCode: (CountryCode("MY"),),
        RegionCode: (RegionCode("52.02"),),
    }
    if kind is Code:
        return codes_for(field, edition, f"{field}-{case.version}")
    if kind is tuple:
        return _several(field, edition)
    return fixed[kind] if kind in fixed else (named(f"{field.replace('_', '-')}-{case.version}"),)


def _of_any_kind(
    case: Case, event_type: type[Event], day: date, edition: Edition
) -> Iterator[Event]:
    made: Callable[..., Event] = event_type
    fields = {
        name: [value for kind in accepted for value in _values(kind, name, case, day, edition)]
        for name, accepted, _ in declared_types(event_type)  # type: ignore[arg-type] # mypy takes the hash of its objects
    }
    for values in itertools.product(*fields.values()):
        try:
            yield made(**dict(zip(fields, values, strict=True)))
        except InvalidValue:
            continue


def in_tranches(amount: Money, tranches: int) -> tuple[Money, ...]:
    """So many parts, the last one the largest."""
    part = amount // tranches
    return (*(part for _ in range(tranches - 1)), amount - part * (tranches - 1))


def amount_in(currency: Currency) -> Money:
    """An amount that does not divide by two."""
    return Money(96_001, currency)


def awarded(case: Case, day: date, edition: Edition, purpose: Purpose, channel: Channel) -> Awarded:
    """A new award as the edition permits them, for a year that no other award has."""
    amount = amount_in(edition.currency)
    return Awarded(
        case=case.id,
        on=day,
        award=AwardId(f"award-{case.version}"),
        person=case.person,
        programme=ProgrammeId("programme-1"),
        round=Code("round-1"),
        site=SiteId("site-1"),
        purpose=purpose,
        period=Period.of_year(2000 + len(case.stimulus.awards)),
        amount=amount,
        channel=channel,
        tranches=in_tranches(amount, edition.tranches.value),
        grounds=GROUNDS,
    )


def _awards(case: Case, day: date, edition: Edition) -> Iterator[Event]:
    channels = sorted(
        edition.channels.value, key=lambda each: (each is not Channel.OWN_ACCOUNT, each)
    )
    for channel, purpose in itertools.product(channels, Purpose):
        yield awarded(case, day, edition, purpose, channel)


def _of_payment(case: Case, event_type: type[Event], day: date, award: Award) -> Iterator[Event]:
    """The events of this type that suit a payment of one award, as far as any can."""
    base: dict[str, Any] = {"case": case.id, "on": day, "award": award.terms.award}
    record = RecordNumber(f"record-{case.version}")
    no_payment = (PaymentId("payment-none"), award.terms.amount)
    flying = award.in_flight
    if event_type is PaymentSent:
        into_account = award.terms.channel is Channel.OWN_ACCOUNT
        yield PaymentSent(
            **base,
            payment=PaymentId(f"payment-{case.version}"),
            amount=award.tranche_due or award.terms.amount,
            account=case.stimulus.account if into_account else None,
        )
    elif event_type is PaymentConfirmed:
        payment, amount = (flying.payment, flying.amount) if flying else no_payment
        proof = Proof(PROOF_OF[award.terms.channel], record)
        yield PaymentConfirmed(**base, payment=payment, amount=amount, proof=proof)
    elif event_type is PaymentReturned:
        back = (*reversed(award.can_come_back.items()),) or (no_payment,)
        for (payment, amount), reason in itertools.product(back, ReturnReason):
            yield PaymentReturned(**base, payment=payment, amount=amount, reason=reason)
    else:
        held = tuple((sent.payment, award.kept_of(sent.payment)) for sent in award.confirmed)
        for payment, amount in held or (no_payment,):
            for part in dict.fromkeys((amount, amount // 2)):
                yield AidPaidBack(**base, payment=payment, amount=part, record=record)


def _of_award(case: Case, event_type: type[Event], day: date, award: Award) -> Iterator[Event]:
    """The events of this type that suit one award, as far as any can."""
    base: dict[str, Any] = {"case": case.id, "on": day, "award": award.terms.award}
    record = RecordNumber(f"record-{case.version}")
    if event_type in {PaymentSent, PaymentConfirmed, PaymentReturned, AidPaidBack}:
        yield from _of_payment(case, event_type, day, award)
    elif event_type is GoodsHandedOver:
        yield GoodsHandedOver(**base, record=record)
    elif event_type is AwardReduced:
        yield from _reductions(base, award)
    elif event_type is AwardCancelled:
        for cancelled in CancellationReason:
            yield AwardCancelled(**base, reason=cancelled)
    else:
        one = Money(1, award.currency)
        for used in dict.fromkeys((award.paid - award.accounted, one)):
            yield UseAccounted(**base, amount=used, record=record)


def _reductions(base: dict[str, Any], award: Award) -> Iterator[Event]:
    """The first part that is left made smaller by one unit, or by half; and all but the last."""
    left = award.tranches_left or award.terms.tranches
    one = Money(1, award.currency)
    for less in dict.fromkeys((left[0] - one, left[0] // 2, one)):
        for tranches in dict.fromkeys(((less, *left[1:]), left[:-1])):
            if tranches and less:
                yield AwardReduced(**base, tranches=tranches, reason=ReductionReason.NEED_SMALLER)


def _no_award(case: Case, day: date, edition: Edition) -> Award:
    terms = awarded(case, day, edition, Purpose.LIVING_COST, Channel.E_MONEY)
    return Award(attrs.evolve(terms, award=AwardId("award-none")))


def candidates(case: Case, event_type: type[Event], on: date, edition: Edition) -> Iterator[Event]:
    """Well-formed events of this type; if any event of it fits the case, one of them does."""
    if event_type is Awarded:
        yield from _awards(case, on, edition)
    elif event_type in OF_AN_AWARD:
        for award in case.stimulus.awards or (_no_award(case, on, edition),):
            yield from _of_award(case, event_type, on, award)
    else:
        yield from _of_any_kind(case, event_type, on, edition)


def fitting_event(
    case: Case,
    event_type: type[Event],
    on: date,
    era: Era,
    knowing: Mapping[str, object] | None = None,
) -> Event | None:
    """An event of this type that the case accepts on that day, if there is one."""
    offered = candidates(case, event_type, on, era.edition)
    policy, known = era.policy, era.knowing if knowing is None else knowing
    return next(
        (each for each in offered if case.consider(each, under=policy, knowing=known).met), None
    )


def taken(case: Case, era: Era, *event_types: type[Event], days: int = 1) -> Case:
    """The case after an event of each type, each so many days after the last one on record."""
    for event_type in event_types:
        on = case.records.last_on + timedelta(days)
        event = fitting_event(case, event_type, on, era)
        assert event is not None, f"no {event_type.__name__} fits under {era.code}"
        case = case.record(event, under=era.policy, knowing=era.knowing)
    return case


def deported(
    era: Era,
    label: Label | Missing = Label.WNI_MKPO,
    case: CaseId = CASE,
    person: PersonId = PERSON,
) -> Deported:
    """The deportation with which a case begins."""
    return Deported(
        case=case,
        on=era.day,
        person=person,
        country=CountryCode("MY"),
        reason=DeportationReason.OVERSTAY,
        document=TravelDocument.SPLP,
        label=label,
    )


def attested(
    era: Era,
    label: Label | Missing = Label.WNI_MKPO,
    case: CaseId = CASE,
    person: PersonId = PERSON,
) -> ReturnAttested:
    """The attestation with which a case begins that has no record of the way home."""
    return ReturnAttested(
        case=case,
        on=era.day,
        person=person,
        by=ActorId("village-1"),
        returned_on=era.day - timedelta(200),
        regency=RegionCode("52.02"),
        label=label,
    )


SCRIPTS: Mapping[str, tuple[type[Event], ...]] = MappingProxyType(
    {
        "deportation": (ArrivalReceived, HealthChecked, Screened),
        "homecoming": (ShelterAdmitted, ShelterLeft, TravelStarted, HandedOver),
        "rehabilitation": (
            ServiceRequested,
            AgreementSigned,
            NeedsAssessed,
            PlanAgreed,
            ServiceDelivered,
            RehabilitationCompleted,
        ),
        "guidance": (Enrolled, SessionAttended, GuidanceCompleted),
        "stimulus": (AccountRegistered, ConsentRecorded, Awarded, PaymentSent, PaymentConfirmed),
        "reintegration": (FollowUpVisited, ReintegrationConfirmed),
    }
)
"""The plain way through each stage."""

_BEFORE = MappingProxyType(
    {
        "kemensos-2018": ("deportation", "rehabilitation", "homecoming", "guidance", "stimulus"),
        "kemensos-2023": ("deportation", "rehabilitation", "homecoming", "guidance", "stimulus"),
        "sandbox": ("deportation", "rehabilitation", "guidance", "homecoming", "stimulus"),
    }
)


@cache
def arrived_at(era: Era, stage: str) -> Case:
    """A case that was deported and went the plain way through all that comes before a stage."""
    case = Case.open(deported(era))
    for code in _BEFORE[era.code]:
        if code == stage:
            return case
        script = SCRIPTS[code]
        tranches = era.edition.tranches.value
        if code == "stimulus" and tranches > 1:
            script = (*script, *(UseAccounted, PaymentSent, PaymentConfirmed) * (tranches - 1))
        case = taken(case, era, *script)
    return case


@cache
def whole_journey(era: Era) -> Case:
    """A case that went the plain way from deportation to confirmed reintegration."""
    return taken(arrived_at(era, "reintegration"), era, *SCRIPTS["reintegration"])


def walked(
    case: Case,
    era: Era,
    steps: Iterable[tuple[int, int, int]],
    knowing: Mapping[str, object],
) -> Iterator[tuple[Event, Case]]:
    """A random walk: each step picks days, a type and an event by number, fitting or not.

    Yields every event with the case before it.
    """
    kinds = tuple(PLACES)
    for days, kind, which in steps:
        day = max(case.records.last_on + timedelta(days), era.day)
        open_now = case.possible(under=era.policy, on=day, knowing=knowing)
        chosen = (open_now * 4 + kinds)[kind % (len(open_now) * 4 + len(kinds))]
        offered = tuple(itertools.islice(candidates(case, chosen, day, era.edition), 40))
        event = offered[which % len(offered)]
        yield event, case
        if case.consider(event, under=era.policy, knowing=knowing).met:
            case = case.record(event, under=era.policy, knowing=knowing)
