"""The edges of deadlines: the last day itself, and what an office of its own may state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from reintegra.chain import Case, DueStatus, Event, due, facts
from reintegra.chain.award import PaymentConfirmed
from reintegra.chain.policy import Cadence, Limit, Policy
from reintegra.chain.rehabilitation import ServiceRefused, Signatory
from reintegra.chain.reintegration import CompanionReported, Progress
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Dated, DatedValue
from reintegra.vocabulary.identifiers import ActorId, RecordNumber
from reintegra.vocabulary.texts import Text
from tests.chain.journeys import ERAS, arrived_at, deported

ERA = ERAS[-1]
ACTOR = ActorId("office-1")
FEBRUARY = attrs.evolve(ERA, day=date(2019, 2, 1))
"""With 28 days it is four weeks to the day."""

WEEKLY = Cadence(
    "weekly",
    Text(id="Laporan mingguan", en="Weekly report"),
    starts=type(deported(ERA)),
    met_by=CompanionReported,
    every_days=7,
    months=1,
    stopped_by=(ServiceRefused,),
)


def policy_with(**dues: Any) -> Policy:
    """An office that states these limits and cadences, and no others."""
    nothing: dict[str, Any] = {"limits": (), "cadences": ()}
    edition = attrs.evolve(SANDBOX.at(ERA.day), **(nothing | dues))
    return Policy("office", SANDBOX.name, Dated((DatedValue(edition, date(2018, 1, 1)),)))


def told(days: int, *events: Any, policy: Policy) -> list[tuple[int, DueStatus]]:
    """After so many days from the first of February: the day of each due, and how it stands."""
    case = Case.open(deported(FEBRUARY))
    case = Case.replay((*case.events, *(event(case) for event in events)))
    found = due(case, under=policy, on=FEBRUARY.day + timedelta(days))
    return [((each.by - FEBRUARY.day).days, each.status) for each in found]


def reported(days: int) -> Any:
    """A report after so many days."""
    return lambda case: CompanionReported(
        case=case.id,
        on=FEBRUARY.day + timedelta(days),
        companion=ACTOR,
        progress=Progress.ON_THE_WAY,
    )


def refused(case: Case, on: date) -> Event:
    """Services are refused."""
    return ServiceRefused(
        case=case.id, on=on, statement=RecordNumber("record-1"), signed_by=Signatory.PERSON
    )


def test_a_week_that_ends_on_the_last_day_of_the_months_is_due() -> None:
    """The fourth week of a month of 28 days is; a fifth is not."""
    found = told(99, policy=policy_with(cadences=(WEEKLY,)))
    assert [7, 14, 21, 28] == [by for by, _ in found]


def test_a_report_counts_on_the_very_day_on_which_one_asks() -> None:
    """It was made that day."""
    found = told(7, reported(7), policy=policy_with(cadences=(WEEKLY,)))
    assert [(7, DueStatus.KEPT)] == found


def test_what_ends_on_the_day_on_which_a_week_is_due_ends_that_week_too() -> None:
    """On the day after it, the week was missed."""
    policy = policy_with(cadences=(WEEKLY,))

    def ended(days: int) -> list[tuple[int, DueStatus]]:
        return told(30, lambda case: refused(case, FEBRUARY.day + timedelta(days)), policy=policy)

    assert [(7, DueStatus.MISSED)] == ended(14)
    assert [(7, DueStatus.MISSED), (14, DueStatus.MISSED)] == ended(15)


def test_an_event_that_names_no_payment_ends_what_any_payment_started() -> None:
    """Only one that names a payment is about that payment alone."""
    case = arrived_at(ERA, "reintegration")
    paid = [event for event in case.events if isinstance(event, PaymentConfirmed)]
    policy = policy_with(cadences=(attrs.evolve(WEEKLY, starts=PaymentConfirmed),))
    ended = Case.replay((*case.events, refused(case, paid[-1].on + timedelta(8))))
    later = paid[-1].on + timedelta(60)
    assert 4 * len(paid) == len(due(case, under=policy, on=later))
    last = [each for each in due(ended, under=policy, on=later) if each.by > paid[-1].on]
    assert [7] == [(each.by - paid[-1].on).days for each in last if each.since == paid[-1].on]
    assert paid[-1].on + timedelta(8) >= max(each.by for each in last)


@pytest.mark.parametrize(("adult", "count"), [(False, 0), (True, 1), (None, 1)])
def test_the_register_is_asked_whether_a_limit_holds(adult: bool | None, count: int) -> None:
    """Where it is silent the limit runs."""
    limit = Limit(
        "visit-of-an-adult",
        Text(id="Kunjungan", en="A visit"),
        starts=type(deported(ERA)),
        met_by=(CompanionReported,),
        days=7,
        applies=facts.adult.is_true,
    )
    edition = attrs.evolve(
        SANDBOX.at(ERA.day), limits=(limit,), cadences=(), register_facts=(facts.adult,)
    )
    policy = Policy("office", SANDBOX.name, Dated((DatedValue(edition, date(2018, 1, 1)),)))
    known = {} if adult is None else {"adult": adult}
    case = Case.open(deported(FEBRUARY))
    assert count == len(due(case, under=policy, on=FEBRUARY.day, knowing=known))
