"""Double entry: every movement takes from one account and puts into another."""

from __future__ import annotations

from datetime import date

import pytest

from reintegra.programme import Account, AwardBalance, Fund, Movement, Posting
from reintegra.programme.money.ledger import EMPTY, ROUTES
from reintegra.vocabulary.money import IDR, idr
from tests.programme.people import PROGRAMME, award_of, case_of

DAY = date(2019, 10, 31)
TERMS = award_of(case_of(1))


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
        "claw-back": (account.PAID, account.RETURNED),
        "remit": (account.RETURNED, account.REMITTED),
    }
    assert expected == {str(movement): route for movement, route in ROUTES.items()}
    assert set(Movement) == set(ROUTES)


@pytest.mark.parametrize("movement", Movement)
def test_a_movement_touches_two_accounts(movement: Movement) -> None:
    """What one account loses, another gains."""
    assert 2 == len(set(ROUTES[movement]))


def test_balances_cannot_be_changed_from_outside() -> None:
    """A balance is a reading, not a place to write."""
    assert set(EMPTY.values()) == {0}
    for balances in (EMPTY, Fund(PROGRAMME, IDR).record().balances):
        with pytest.raises(TypeError):
            balances[Account.AVAILABLE] = 8  # type: ignore[index] # that is the point


def test_a_posting_says_what_moved_when_and_for_which_award_and_payment() -> None:
    """Only an appropriation is for none."""
    posting = Posting(Movement.SEND, idr(1), DAY, TERMS.award)
    assert (Movement.SEND, idr(1), DAY, TERMS.award, None) == (
        posting.movement,
        posting.amount,
        posting.on,
        posting.award,
        posting.payment,
    )


def test_the_balance_of_an_award_is_read_by_its_accounts() -> None:
    """Nothing of an award stands with the treasury, and nothing is available."""
    balance = AwardBalance(TERMS, 1, 2, 4, 8, 16, to_pay=3)
    assert {
        Account.TREASURY: 0,
        Account.AVAILABLE: 0,
        Account.RESERVED: 1,
        Account.IN_FLIGHT: 2,
        Account.PAID: 4,
        Account.RETURNED: 8,
        Account.REMITTED: 16,
    } == {account: balance.on(account) for account in Account}
    assert 31 == balance.taken


def test_what_came_back_is_either_due_again_or_to_be_remitted() -> None:
    """Three are still to be paid and one of them is reserved, so two of the eight are due."""
    balance = AwardBalance(TERMS, reserved=1, returned=8, to_pay=3)
    assert (2, 6) == (balance.to_send_again, balance.to_remit)
