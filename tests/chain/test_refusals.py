"""Every reason for which a step can be refused is met, and no other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import CHAIN, Case, CaseStatus, Event
from reintegra.chain.award import Awarded, GoodsHandedOver, PaymentSent, UseAccounted
from reintegra.chain.deportation import Deported, Label, StatusDetermined, TraffickingStatus
from reintegra.chain.ending import LeftAgainstAdvice
from reintegra.chain.homecoming import ReturnAttested, TravelStarted
from reintegra.chain.stage import declared_types
from reintegra.chain.stimulus import NoAccountStated
from reintegra.chain.table import PLACES, code_of
from reintegra.errors import TransitionRefused
from reintegra.rules import Outcome
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.identifiers import ActorId, CaseId, Code, PaymentId, PersonId
from reintegra.vocabulary.money import XTS
from tests.chain.exploring import ended, examples, pool
from tests.chain.journeys import (
    ERAS,
    SCRIPTS,
    Era,
    amount_in,
    arrived_at,
    awarded,
    candidates,
    deported,
    in_tranches,
    taken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.chain.policy import Edition
    from reintegra.vocabulary.texts import Language

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
UNKNOWN = Code("unknown-to-every-policy")


def innermost(data: object) -> set[str]:
    """The codes of the rules, in an expression written as data, that hold no other rule."""
    codes: set[str] = set()
    match data:
        case list():
            return codes.union(*(innermost(part) for part in data))
        case dict():
            codes = codes.union(*(innermost(part) for part in data.values()))
            return codes or ({str(data["rule"])} if "rule" in data else codes)
        case _:
            return codes


def reasons_of(kind: type[Event], edition: Edition) -> set[str]:
    """The codes of all reasons for which an event of this type can be refused."""
    place = PLACES[kind]
    codes = {"same-case", "new-event", "not-before-opening"}
    if not place.row.any_day:
        codes.add("in-order")
    codes |= {rule.code for rule in place.row.fits}
    statuses: Any = place.stage.table.statuses
    if set(place.row.when) != set(statuses):
        codes.add(f"{place.stage.code}-status")
    if set(place.row.while_case) != set(CaseStatus):
        codes.add("case-status")
    required = edition.requirements.get(kind)
    return codes | (set() if required is None else innermost(required.to_data()))


def misfits(case: Case, event: Event) -> Iterator[Event]:
    """The same event as it does not fit: of another case, in other words, with other money."""
    change: Any = attrs.evolve
    given = {name for name, _, _ in declared_types(type(event))}  # type: ignore[arg-type] # mypy takes the hash of its objects
    yield change(event, case=CaseId("case-of-another"))
    if "person" in given:
        yield change(event, person=PersonId("person-other"))
    for name in given & {"instrument", "service", "module"}:
        yield change(event, **{name: UNKNOWN})
    if "needs" in given:
        yield change(event, needs=(UNKNOWN,))
    if isinstance(event, LeftAgainstAdvice):
        yield change(event, legal_case_pending=True)
    if isinstance(event, TravelStarted):
        yield change(event, escort=None)
    if isinstance(event, Awarded):
        yield change(event, tranches=in_tranches(event.amount, 3))
        for award in case.stimulus.awards:
            yield change(event, purpose=award.terms.purpose, period=award.terms.period)
    if "payment" in given:
        yield change(event, payment=PaymentId("payment-other"), amount=amount_in(XTS))
    if isinstance(event, UseAccounted):
        yield change(event, amount=event.amount * 1_000_000)


def moved(event: Event, days: int) -> Event:
    """The same event so many days later, or earlier."""
    change: Any = attrs.evolve
    on = event.on + timedelta(days)
    dates = {"on": on, "returned_on": on} if isinstance(event, ReturnAttested) else {"on": on}
    moved_event: Event = change(event, **dates)
    return moved_event


def special_cases(era: Era) -> Iterator[Case]:
    """Cases whose facts the plain way through the chain does not give."""
    for stage in ("stimulus", "reintegration"):
        case = arrived_at(era, stage)
        on = case.records.last_on
        yield ended(case, CaseStatus.CLOSED, on)
        denied = TraffickingStatus.NOT_A_VICTIM
        answer = StatusDetermined(case=case.id, on=on, status=denied, by=ActorId("police-1"))
        yield Case.replay((*case.events, answer))
    yield Case.open(deported(era, label=Label.NONE))
    ready = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])
    on, edition = ready.records.last_on, era.edition
    for channel in sorted(edition.channels.value):
        award = awarded(ready, on, edition, Purpose.CASH_ASSISTANCE, channel)
        given = Case.replay((*ready.events, award))
        yield given
        yield taken(given, era, NoAccountStated)


def representatives(era: Era) -> tuple[Case, ...]:
    """One case for each status of each stage."""
    by_status = {
        (stage.code, status): case
        for case in pool(era)
        for stage in CHAIN
        for status in (case.records.of_stage(stage).status,)
    }
    return tuple(by_status.values())


def considered(era: Era) -> Iterator[tuple[Case, Event]]:
    """Cases in every state, with events that fit and with events that do not."""
    for case in (*representatives(era), *special_cases(era)):
        on = case.records.last_on + timedelta(1)
        for kind in PLACES:
            event = next(candidates(case, kind, on, era.edition))
            yield case, event
            for misfit in misfits(case, event):
                yield case, misfit
    whole = arrived_at(era, "reintegration")
    goods = next(candidates(whole, GoodsHandedOver, whole.records.last_on, era.edition))
    recorded = {kind: (step.case, step.event) for kind, step in examples(era).items()}
    recorded |= {Deported: (whole, whole.events[0]), GoodsHandedOver: (whole, goods)}
    for case, event in recorded.values():
        after = Case.replay((*case.events, event))
        for earlier in (0, -1, (case.events[0].on - event.on).days - 1):
            yield after, moved(event, earlier)


@pytest.mark.long
@by_era
def test_every_reason_of_a_refusal_is_met_and_no_other(era: Era) -> None:
    """For each event: the common reasons, those of its row, and the innermost rules of the law."""
    met: dict[type[Event], set[str]] = {kind: set() for kind in PLACES}
    first = min(entry.since for entry in era.policy.editions.entries)
    for case, event in considered(era):
        if event.on < first or era.policy.at(event.on) is not era.edition:
            continue
        for knowing in era.registers if type(event) in era.edition.requirements else (era.knowing,):
            verdict = case.consider(event, under=era.policy, knowing=knowing)
            blamed = (*verdict.failed, *verdict.undetermined)
            met[type(event)] |= {reason.code for reason in blamed}
    unnamed = {kind: codes - {code_of(kind)} for kind, codes in met.items()}
    assert {kind: reasons_of(kind, era.edition) for kind in PLACES} == unnamed


@by_era
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_refusal_says_every_reason_and_what_is_possible(era: Era, language: Language) -> None:
    """In both languages: all failed rows and rules, and the open steps of the same stage."""
    case = Case.open(deported(era))
    payment = next(candidates(case, PaymentSent, era.day, era.edition))
    with pytest.raises(TransitionRefused) as refused:
        case.record(payment, under=era.policy, knowing=era.knowing)
    error = refused.value
    assert len(error.verdict.failed) > 1
    shown = error.text(language)
    for reason in error.verdict.failed:
        assert reason.text(language) in shown
    assert case.possible(under=era.policy, on=era.day, knowing=era.knowing) == error.possible
    assert error.instead
    for kind in error.instead:
        assert kind.words(language) in shown


@by_era
def test_undetermined_is_refused_and_says_what_to_ask(era: Era) -> None:
    """Consent was not asked: no payment, and the verdict names the question."""
    case = taken(arrived_at(era, "stimulus"), era, SCRIPTS["stimulus"][0])
    on, edition = case.records.last_on, era.edition
    award = awarded(case, on, edition, Purpose.BUSINESS_STIMULUS, Channel.OWN_ACCOUNT)
    verdict = case.consider(award, under=era.policy, knowing=era.knowing)
    assert Outcome.UNDETERMINED is verdict.outcome
    assert ["consent"] == [missing.fact.name for missing in verdict.missing]
    with pytest.raises(TransitionRefused, match="Still to be asked: Consent given"):
        case.record(award, under=era.policy, knowing=era.knowing)


@by_era
def test_no_refusal_repeats_what_the_event_holds(era: Era) -> None:
    """Neither identifiers nor amounts of a refused event stand in the message."""
    case = Case.open(deported(era))
    on, edition = case.records.last_on, era.edition
    award = awarded(case, on, edition, Purpose.BUSINESS_STIMULUS, Channel.OWN_ACCOUNT)
    with pytest.raises(TransitionRefused) as refused:
        case.record(award, under=era.policy, knowing=era.knowing)
    shown = f"{refused.value} {refused.value.text('id')} {refused.value.verdict!r}"
    for held in (award.award, award.programme, award.site, case.person, award.amount):
        assert str(held) not in shown
