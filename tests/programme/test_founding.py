"""What a programme begins with is sealed whole; and a history and its cases are what they claim."""

from __future__ import annotations

from typing import Any, cast

import attrs
import pytest

from reintegra.errors import InvalidValue, UnknownEvent, WrongType
from reintegra.programme import Entry, Officer, Programme, Recorded
from reintegra.programme.accounts import Accounts
from reintegra.programme.case_index import CaseIndex
from reintegra.vocabulary.identifiers import ActorId, CaseId, PaymentId, PersonId
from reintegra.vocabulary.institutions import Institution, InstitutionKind, NamedFrom
from reintegra.vocabulary.layers import LayeredMapping
from tests.programme.people import (
    KEMENSOS_ROUND,
    award_of,
    case_of,
    paying,
    record,
    returned,
)

CASE = case_of(1)


def with_a_payment() -> Recorded:
    """A programme with an award, and a payment of it that was sent."""
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(CASE), cases=[CASE])
    return record(recorded, *paying(recorded, CASE))


def founded(whole: Programme) -> Programme:
    """A programme that begins where another one stands, without its history."""
    return attrs.evolve(whole, history=type(whole.history)(), memory=LayeredMapping())


def to_another(whole: Programme) -> Programme:
    """Its one award is for another person."""
    ((number, held),) = whole.fund.awards.items()
    terms = attrs.evolve(held.terms, person=PersonId("person-009"))
    awards = whole.fund.awards.over({number: held._replace(terms=terms)})
    return attrs.evolve(whole, fund=attrs.evolve(whole.fund, awards=awards))


def with_more_paid_back(whole: Programme) -> Programme:
    """Of its one payment something was paid back."""
    ((number, sent),) = whole.fund.payments.items()
    payments = whole.fund.payments.over({number: sent._replace(paid_back=1)})
    return attrs.evolve(whole, fund=attrs.evolve(whole.fund, payments=payments))


def with_another_payee(whole: Programme) -> Programme:
    """Somebody else takes the money of its one order."""
    ((number, order),) = whole.desk.orders.items()
    orders = whole.desk.orders.over({number: attrs.evolve(order, payee=ActorId("lks-9"))})
    return attrs.evolve(whole, desk=attrs.evolve(whole.desk, orders=orders))


def with_a_decision_left(whole: Programme) -> Programme:
    """A further attempt was decided on that no order has used."""
    ((number, file),) = whole.desk.files.items()
    files = whole.desk.files.over(
        {number: attrs.evolve(file, further=frozenset({PaymentId("award-1/p1")}))}
    )
    return attrs.evolve(whole, desk=attrs.evolve(whole.desk, files=files))


def with_another_office_before(whole: Programme) -> Programme:
    """An office before this one knew somebody more."""
    office, desk = whole.office, whole.desk
    stranger = Officer(ActorId("stranger-9"), PersonId("person-99"))
    before = desk.under(attrs.evolve(office, officers=(*office.officers, stranger)))
    return attrs.evolve(whole, desk=before.under(office))


def without_accounts(whole: Programme) -> Programme:
    """Nothing is known of who has which account."""
    return attrs.evolve(whole, accounts=Accounts())


def without_latest(whole: Programme) -> Programme:
    """Nothing is known of what was last recorded in which case."""
    return attrs.evolve(whole, latest=LayeredMapping())


def with_a_partner(whole: Programme) -> Programme:
    """An institution acts with it."""
    lks = InstitutionKind.SOCIAL_WELFARE_INSTITUTION
    made_up = Institution(ActorId("lks-9"), lks, (NamedFrom("LKS Contoh"),))
    return attrs.evolve(whole, partners=(made_up,))


@pytest.mark.parametrize(
    "other",
    [
        to_another,
        with_more_paid_back,
        with_another_payee,
        with_a_decision_left,
        with_another_office_before,
        without_accounts,
        without_latest,
        with_a_partner,
    ],
)
def test_a_history_belongs_to_all_that_the_programme_began_with(other: Any) -> None:
    """What else stands in its fund, at its desk, of its accounts and partners is another start."""
    recorded = with_a_payment()
    start = founded(recorded.programme)
    going = Recorded(start, recorded.cases)
    (order,) = start.desk.orders.values()
    history = record(going, returned(order.sending(order.last_on))).programme.history
    assert len(history) == len(start.replay(history).history) == 1
    assert start.seal == founded(recorded.programme).seal != other(start).seal
    with pytest.raises(InvalidValue, match="another-history"):
        other(start).replay(history)


def resealed(*events: Any) -> tuple[Programme, Entry]:
    """An entry with whatever events, sealed as if it had been made so."""
    start = KEMENSOS_ROUND.programme(960_000)
    return start, Entry(start.id, 1, cast("Any", events), before=start.seal)


@pytest.mark.parametrize("what", ["x", None, 1, CASE])
def test_what_is_no_event_is_replayed_by_no_entry(what: object) -> None:
    """However well it is sealed: a text, nothing, a number, a case."""
    start, entry = resealed(what)
    assert entry.is_whole
    with pytest.raises(UnknownEvent, match=type(what).__name__):
        start.replay([entry])


@pytest.mark.parametrize("what", ["x", None, 1, CASE])
def test_a_history_is_made_of_entries(what: object) -> None:
    """Anything else is of a wrong type, after good entries as well."""
    recorded = with_a_payment()
    start = KEMENSOS_ROUND.programme(960_000)
    with pytest.raises(WrongType, match="history"):
        start.replay(cast("Any", [what]))
    with pytest.raises(WrongType, match="history"):
        start.replay(cast("Any", [*recorded.programme.history, what]))


@pytest.mark.parametrize("cases", [None, [1], "case-1", {CaseId("case-1"): "case"}])
def test_cases_are_a_mapping_of_cases(cases: object) -> None:
    """Neither nothing, nor a list, nor texts; whatever is asked of the programme."""
    programme, award = KEMENSOS_ROUND.programme(960_000), award_of(CASE)
    given = cast("Any", cases)
    with pytest.raises(WrongType, match="cases"):
        programme.record([award], given)
    with pytest.raises(WrongType, match="cases"):
        programme.consider(award, given)
    with pytest.raises(WrongType, match="cases"):
        programme.findings(award.on, given)
    assert dict(CaseIndex.of({CASE.id: CASE})) == {CASE.id: CASE}
