"""What a policy answers about its days and rounds."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain.policy import Basis
from reintegra.errors import OutsideCoverage
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.vocabulary.money import XTS, Money, idr
from reintegra.vocabulary.regions import RegionCode

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
