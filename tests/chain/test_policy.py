"""What a policy answers about its days and rounds."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain.award import PaymentConfirmed
from reintegra.chain.policy import Basis, Policy
from reintegra.chain.rehabilitation import ServiceRequested
from reintegra.chain.reintegration import BusinessStarted
from reintegra.errors import InvalidValue, OutsideCoverage, WrongType
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Dated, DatedValue
from reintegra.vocabulary.money import XTS, Money, idr
from reintegra.vocabulary.regions import RegionCode
from tests.chain.journeys import ERAS, whole_journey

SOME = KEMENSOS.rounds[0]


@given(participants=st.integers(1, 500), total=st.integers(0, 10**9))
def test_an_amount_is_derived_only_where_it_divides_exactly(participants: int, total: int) -> None:
    """Otherwise it is unknown, and nothing is rounded."""
    terms = attrs.evolve(SOME, stated=None, participants=participants, total=idr(total))
    if total % participants == 0:
        assert (idr(total // participants), Basis.DERIVED) == (terms.amount, terms.basis)
    else:
        assert (None, Basis.UNKNOWN) == (terms.amount, terms.basis)


def test_what_a_source_states_is_not_derived() -> None:
    """The stated amount stands, whatever total and participants say; without both it is unknown."""
    stated = attrs.evolve(SOME, stated=idr(900_000), total=idr(1), participants=3)
    assert (idr(900_000), Basis.STATED) == (stated.amount, stated.basis)
    nothing = attrs.evolve(SOME, stated=None, total=None)
    assert (None, Basis.UNKNOWN) == (nothing.amount, nothing.basis)


def test_a_round_that_is_not_known_is_not_guessed() -> None:
    """Neither in another regency nor on another day."""
    on = date(2019, 10, 31)
    assert Money(12_345, XTS) == SANDBOX.round_terms(RegionCode("52.02"), on).amount
    for code, day in (("52.03", on), ("52.02", date(2019, 11, 1))):
        with pytest.raises(OutsideCoverage) as outside:
            SANDBOX.round_terms(RegionCode(code), day)
        assert day == outside.value.key


def test_a_round_is_asked_for_by_a_region_code_and_a_day() -> None:
    """A text that looks like a code is a misuse, and not a round that is not known."""
    on = date(2019, 10, 31)
    wrong: Any = "52.02"
    with pytest.raises(WrongType, match="regency: expected RegionCode"):
        KEMENSOS.round_terms(wrong, on)
    with pytest.raises(WrongType):
        KEMENSOS.round_terms(RegionCode("52.02"), wrong)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": -1}, "Limit.days"),
        ({"met_by": ()}, "Limit.met_by"),
    ],
)
def test_a_limit_lies_ahead_and_can_be_met(changes: dict[str, Any], field: str) -> None:
    """It may end on the day itself, but not before, and something has to meet it."""
    limit = KEMENSOS.at(date(2019, 10, 31)).limits[0]
    assert 0 == attrs.evolve(limit, days=0).days
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(limit, **changes)
    assert field == refused.value.field


@pytest.mark.parametrize("field", ["every_days", "months"])
def test_a_cadence_moves_on(field: str) -> None:
    """Every no days would never end."""
    cadence: Any = KEMENSOS.at(date(2019, 10, 31)).cadences[0]
    assert 1 == getattr(attrs.evolve(cadence, **{field: 1}), field)
    for number in (0, -7):
        with pytest.raises(InvalidValue) as refused:
            attrs.evolve(cadence, **{field: number})
        assert f"Cadence.{field}" == refused.value.field


@pytest.mark.parametrize("field", ["tranches", "risk_horizon_months"])
def test_an_edition_pays_and_watches_at_least_once(field: str) -> None:
    """No tranche and no month are refused; no horizon at all is none."""
    edition: Any = KEMENSOS.at(date(2019, 10, 31))
    stated = getattr(edition, field)
    assert (
        1 == getattr(attrs.evolve(edition, **{field: attrs.evolve(stated, value=1)}), field).value
    )
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(edition, **{field: attrs.evolve(stated, value=0)})
    assert f"Edition.{field}" == refused.value.field


def test_days_and_numbers_of_a_policy_are_whole_numbers() -> None:
    """A truth value and a fraction are none."""
    edition: Any = KEMENSOS.at(date(2019, 10, 31))
    for wrong in (True, 7.0, "7"):
        with pytest.raises(WrongType):
            attrs.evolve(edition.limits[0], days=wrong)
        with pytest.raises(WrongType):
            attrs.evolve(edition.cadences[0], every_days=wrong)
        with pytest.raises(WrongType):
            attrs.evolve(edition, tranches=attrs.evolve(edition.tranches, value=wrong))


def test_a_policy_knows_with_which_events_something_begins_to_be_due() -> None:
    """Each once, over all of its editions."""
    assert (ServiceRequested, PaymentConfirmed) == KEMENSOS.starting_events
    assert (ServiceRequested, BusinessStarted) == SANDBOX.starting_events


def test_how_an_edition_judges_is_forgotten_with_it() -> None:
    """An edition that was made for one question is gone once nobody holds it."""
    case, day = whole_journey(ERAS[-1]), ERAS[-1].day
    edition = attrs.evolve(SANDBOX.at(day), code="for-one-question")
    policy = Policy("once", SANDBOX.name, Dated((DatedValue(edition, day),)))
    assert case.possible(under=policy, on=case.records.last_on)
    assert edition.kept
    held = weakref.ref(edition)
    del edition, policy
    gc.collect()
    assert held() is None
