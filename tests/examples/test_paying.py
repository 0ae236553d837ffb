"""The payments of the reference case: who prepared and approved, and what the bank said."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import attrs
import pytest
from lombok.distribution import Distribution, distribute
from lombok.journeys import journeys_of
from lombok.paying import CLERK, HEAD, TREASURER
from lombok.roster import read_roster
from lombok.telling_money import fund_statement, reconciliations, what_came_back
from lombok_2019 import POLICIES, ROSTER

from reintegra.programme import (
    Account,
    Found,
    LineOutcome,
    OrderStatus,
    PaymentFinding,
    Programme,
    reconcile,
)
from reintegra.vocabulary import AccountReference, PaymentId, idr
from tests.examples.rosters import recorded_lines, write_lines

if TYPE_CHECKING:
    from pathlib import Path

of_each_policy = pytest.mark.parametrize("policy", POLICIES)
BOUNCED = PaymentId("lombok-tengah-2019/case-075/p1")


@cache
def distribution(policy: str) -> Distribution:
    """Both rounds of the recorded roster, paid."""
    return distribute(journeys_of(read_roster(ROSTER), POLICIES[policy]), POLICIES[policy])


@of_each_policy
def test_every_order_was_prepared_by_one_officer_and_approved_by_two_others(policy: str) -> None:
    """Nobody approves what they made, and no order is sent with one approval."""
    for order in distribution(policy).after.desk.orders.values():
        assert [CLERK] == [each.actor for each in order.makers]
        assert {TREASURER, HEAD} == {each.by.actor for each in order.approvals}


@of_each_policy
def test_one_line_came_back_one_is_there_twice_and_one_names_no_payment(policy: str) -> None:
    """All other lines of the statements match, and each changes one payment."""
    held = distribution(policy)
    answers = [answer for _, each in held.compared for answer in each.answers]
    outcomes = Counter(answer.outcome for answer in answers)
    paid = sum(each.status is OrderStatus.CONFIRMED for each in held.after.desk.orders.values())
    assert {
        LineOutcome.MATCHED: paid,
        LineOutcome.RETURNED: 1,
        LineOutcome.DUPLICATE: 1,
        LineOutcome.UNKNOWN_PAYMENT: 1,
    } == outcomes
    assert paid + 1 == sum(answer.event is not None for answer in answers)
    assert [] == [answer for answer in answers if answer.refusal is not None]


@of_each_policy
def test_what_the_bank_says_a_second_time_changes_nothing(policy: str) -> None:
    """The statements of the case read once more find nothing to record, and nothing open."""
    held = distribution(policy)
    for statement, _ in held.compared:
        again = reconcile(statement, held.after.desk.orders.values())
        assert ((), ()) == (again.events, again.unmatched)


def test_what_came_back_was_prepared_approved_and_sent_again() -> None:
    """The second attempt follows the first, under its own number, and arrives."""
    programme = distribution("kemensos").after
    first = programme.desk.order(BOUNCED)
    _, second = programme.desk.orders_of(first.award)
    assert (OrderStatus.FOLLOWED, OrderStatus.CONFIRMED) == (first.status, second.status)
    assert (BOUNCED, 2) == (second.follows, second.attempt)
    (life,) = what_came_back(distribution("kemensos"), "en")
    assert f"11 November 2019: {second.payment} was approved by {HEAD}." in life
    assert life.endswith(f"{second.payment} is now: Confirmed.")


def test_the_statement_of_the_fund_adds_up() -> None:
    """Rp470.400.000 before and after, each rupiah of it paid in the end."""
    held = distribution("kemensos")
    told = fund_statement(held.before, held.after.fund, "en")
    assert told.endswith("\nSum of the accounts       Rp470.400.000  Rp470.400.000")
    lines = {line.account: line for line in held.after.fund.statement()}
    assert idr(470_400_000) == lines[Account.PAID].amount
    assert 490 == len(lines[Account.PAID].awards)
    assert {idr(960_000)} == set(lines[Account.PAID].awards.values())


@of_each_policy
def test_the_history_of_the_programme_rebuilds_it(policy: str) -> None:
    """From its entries alone, without a case, fund and orders come back."""
    held = distribution(policy)
    after = held.after
    start = Programme(after.id, after.policy, held.before, after.sites, after.office)
    again = start.replay(after.history)
    assert after.fund.statement() == again.fund.statement()
    assert dict(after.desk.orders) == dict(again.desk.orders)


def test_an_account_that_two_share_is_named_by_both_approvers() -> None:
    """Such orders are sent only because the approvals name what gives pause."""
    shared = AccountReference("account-of-two")
    roster = [attrs.evolve(each, account=shared) for each in read_roster(ROSTER)[:2]]
    policy = POLICIES["kemensos"]
    orders = distribute(journeys_of(roster, policy), policy).after.desk.orders.values()
    assert 2 == len(orders)
    for order in orders:
        (other,) = {each.case for each in orders} - {order.case}
        found = Found(kind=PaymentFinding.ACCOUNT_SHARED, case=other)
        assert {found} == order.seen
        assert {(found,)} == {each.despite for each in order.approvals}


def test_a_roster_without_a_payment_is_told_too(tmp_path: Path) -> None:
    """Nothing is sent, so nothing comes back; the statement of the fund still adds up."""
    lines = [{**each, "consent": ""} for each in recorded_lines(2)]
    policy = POLICIES["kemensos"]
    held = distribute(journeys_of(read_roster(write_lines(tmp_path, lines)), policy), policy)
    assert [] == what_came_back(held, "en")
    assert reconciliations(held, "en").endswith("these statements change 0 payments.")
    assert "Available                 Rp470.400.000  Rp470.400.000" in fund_statement(
        held.before, held.after.fund, "en"
    )
