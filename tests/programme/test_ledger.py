"""Double entry: every movement takes from one account and puts into another."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from reintegra.errors import InvalidValue, WrongType
from reintegra.programme import Account, AwardBalance, Movement, Posting
from reintegra.programme.ledger import EMPTY, ROUTES, posted
from reintegra.vocabulary.identifiers import AwardId, SiteId
from reintegra.vocabulary.money import idr

DAY = date(2019, 10, 31)
AWARD = AwardId("award-1")
SITE = SiteId("tengah")


def test_every_movement_has_one_route() -> None:
    """The whole table, as the field states it: nothing leads from returned to paid."""
    account = Account
    expected = {
        "appropriate": (account.TREASURY, account.AVAILABLE),
        "reserve": (account.AVAILABLE, account.RESERVED),
        "release": (account.RESERVED, account.AVAILABLE),
        "send": (account.RESERVED, account.IN_FLIGHT),
        "confirm": (account.IN_FLIGHT, account.PAID),
        "return": (account.IN_FLIGHT, account.RETURNED),
        "return-of-paid": (account.PAID, account.RETURNED),
        "send-again": (account.RETURNED, account.IN_FLIGHT),
        "deliver": (account.RESERVED, account.PAID),
        "remit": (account.RETURNED, account.REMITTED),
    }
    assert expected == {str(movement): route for movement, route in ROUTES.items()}
    assert set(Movement) == set(ROUTES)


@pytest.mark.parametrize("movement", Movement)
def test_a_movement_keeps_the_sum_and_touches_two_accounts(movement: Movement) -> None:
    """What one account loses, another gains."""
    after = posted(EMPTY, movement, 7)
    assert (-7, 7) == tuple(after[account] for account in ROUTES[movement])
    assert sum(after.values()) == 0
    assert 5 == sum(1 for units in after.values() if not units)
    assert set(EMPTY.values()) == {0}


def test_balances_cannot_be_changed_from_outside() -> None:
    """A balance is a reading, not a place to write."""
    with pytest.raises(TypeError):
        posted(EMPTY, Movement.APPROPRIATE, 7)[Account.AVAILABLE] = 8  # type: ignore[index] # that is the point


@pytest.mark.parametrize("units", [0, -1])
def test_a_posting_is_above_zero(units: int) -> None:
    """Nothing, or less, is not posted."""
    with pytest.raises(InvalidValue, match="not-positive"):
        Posting(Movement.APPROPRIATE, idr(units), DAY)


@pytest.mark.parametrize("movement", Movement)
def test_every_movement_but_the_appropriation_names_its_award(movement: Movement) -> None:
    """So the awards always add up to the accounts of the fund."""
    of_the_fund = movement is Movement.APPROPRIATE
    fitting = None if of_the_fund else AWARD
    assert fitting == Posting(movement, idr(1), DAY, fitting, site=SITE).award
    with pytest.raises(InvalidValue, match=r"\[award\]$"):
        Posting(movement, idr(1), DAY, AWARD if of_the_fund else None, site=SITE)


def test_a_reservation_names_its_site() -> None:
    """Without a site there is no ceiling, and nobody would meet one."""
    with pytest.raises(InvalidValue, match=r"\[site\]$"):
        Posting(Movement.RESERVE, idr(1), DAY, AWARD)
    for movement in set(Movement) - {Movement.RESERVE, Movement.APPROPRIATE}:
        assert Posting(movement, idr(1), DAY, AWARD).site is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("movement", "send"),
        ("amount", 5.0),
        ("on", "2019-10-31"),
        ("award", "award-1"),
        ("payment", "award-1/p1"),
        ("site", "tengah"),
    ],
)
def test_each_field_of_a_posting_has_its_type(field: str, value: object) -> None:
    """A text that looks like the right thing is not the right thing."""
    posting = Posting(Movement.SEND, idr(1), DAY, AWARD)
    wrong: Any = {field: value}
    named = "on" if field == "on" else f"Posting.{field}"
    with pytest.raises(WrongType, match=rf"^{named}: "):
        attrs.evolve(posting, **wrong)


def test_the_balance_of_an_award_says_whether_a_movement_can_draw_on_it() -> None:
    """Exactly enough is enough."""
    balance = AwardBalance(SITE, posted(EMPTY, Movement.RESERVE, 5))
    assert 5 == balance.on(Account.RESERVED)
    assert balance.holds(Movement.SEND, 5)
    assert not balance.holds(Movement.SEND, 6)
    assert not balance.holds(Movement.CONFIRM, 1)
