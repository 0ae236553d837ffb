"""Amounts through a whole programme: exact at any size, in any order, however often they return."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_UP, Context, Inexact, Rounded, localcontext
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.errors import TransitionRefused
from reintegra.programme import Account, Fund, FundAppropriated
from reintegra.vocabulary.money import IDR, idr
from tests.programme.auditor import faults
from tests.programme.money_runs import Run, quickly
from tests.programme.money_words import Command, Step
from tests.programme.money_world import day, event_of, opened
from tests.programme.people import APPROPRIATION, MINISTRY, PROGRAMME, case_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGE = 10**18
HOSTILE = Context(prec=1, rounding=ROUND_UP, traps=[Inexact, Rounded])


def rich(total: int, cases: Iterable[int] = (1, 2, 3)) -> Run:
    """The made-up programme without ceilings, with so much money, and these cases."""
    programme, _ = opened()
    given = FundAppropriated(
        programme=PROGRAMME,
        on=day(-40),
        by=MINISTRY,
        amount=idr(total),
        record=APPROPRIATION,
    )
    fund = Fund(PROGRAMME, IDR).record(given)
    held = (case_of(number) for number in cases)
    return Run(attrs.evolve(programme, fund=fund), {case.id: case for case in held})


def award(number: int, *parts: int) -> Step:
    """An award to the person of the case of this number."""
    known = Step("award", number, number, parts=parts, person=number)
    return attrs.evolve(known, round="round-a", site="tengah")


def paying(number: int, amount: int) -> tuple[Step, ...]:
    """The first payment of the award of this number: prepared, approved by two, and sent."""
    known = Step("", number, number, number)
    account, approve = f"account-{number}", attrs.evolve(known, verb="approve")
    money = attrs.evolve(known, amount=amount, account=account)
    return (
        attrs.evolve(money, verb="prepare", by="maker-1"),
        attrs.evolve(approve, by="approver-1" if number != 1 else "approver-2"),
        attrs.evolve(approve, by="approver-3"),
        attrs.evolve(money, verb="send"),
    )


def done(run: Run, *steps: Step) -> None:
    """All of them recorded, one after the other."""
    for step in steps:
        assert ("done", frozenset()) == run.take(Command((step,)))


@pytest.mark.parametrize("context", [Context(prec=28), HOSTILE], ids=["usual", "hostile"])
def test_amounts_are_exact_up_to_ten_to_the_eighteenth(context: Context) -> None:
    """Whatever the decimal context of the host: appropriated, awarded, paid, reduced, returned."""
    with localcontext(context):
        run = rich(2 * LARGE + 3)
        first, second = LARGE // 2 + 1, LARGE // 2 - 2
        done(run, award(1, first, second), award(2, 1, LARGE), award(3, 1, 1))
        done(run, *paying(1, first), *paying(2, 1))
        amount = attrs.evolve(Step("confirm", 1, 1, 1), amount=first)
        done(run, amount, Step("return", 2, 2, 2, amount=1))
        done(run, Step("reduce", 2, 2, parts=(1, LARGE - 1)))
        done(run, Step("back", 1, 1, 1, amount=first - 1))
        balances = {str(account): units for account, units in run.programme.fund.balances.items()}
    assert {
        "treasury": -(2 * LARGE + 3),
        "available": 2,
        "reserved": second + (LARGE - 1) + 2,
        "in-flight": 0,
        "paid": 1,
        "returned": first,
        "remitted": 0,
    } == balances
    assert [] == faults(run.programme.fund)


def test_the_order_of_awards_changes_no_balance() -> None:
    """A large award and small ones, in every order: no unit is lost to the size of another."""
    awards = (award(1, LARGE, 1), award(2, 1, 1), award(3, LARGE // 10, 7))
    found = set()
    for order in permutations(awards):
        run = rich(3 * LARGE)
        done(run, *order)
        found.add(tuple(run.programme.fund.balances.values()))
    taken = LARGE + 1 + 2 + LARGE // 10 + 7
    assert {(-3 * LARGE, 3 * LARGE - taken, taken, 0, 0, 0, 0)} == found


PAYMENTS = 500


@pytest.fixture(scope="module")
def sent() -> Run:
    """A programme out of which 500 payments were sent, and nothing is left."""
    numbers = range(1, PAYMENTS + 1)
    run = rich(PAYMENTS * 2, numbers)
    with quickly():
        for number in numbers:
            done(run, award(number, 1, 1), *paying(number, 1))
    return run


@pytest.mark.hypothesis  # in random order: no error text of it is put on record
def test_what_comes_back_twice_has_one_effect_over_all_interleavings(sent: Run) -> None:
    """500 payments, each returned and reversed: 500 effects, 500 refusals, and a total of zero.

    The two are reported on different days, and all of them arrive in random order.
    """
    asked = [
        attrs.evolve(event_of(Step("return", number, number, number, amount=1)), on=day(on))
        for number in range(1, PAYMENTS + 1)
        for on in (1, 2)
    ]
    for seed in range(20):
        with quickly():
            run, answers = recorded(sent, Random(seed).sample(asked, len(asked)))  # noqa: S311 - no secret
        twice = ("answer-is-open", "order-status", "payment-fits")
        assert {PAYMENTS} == {answers[code] for code in ("done", *twice)}
        balances = run.programme.fund.balances
        assert 0 == sum(balances.values())
        assert (0, 0, PAYMENTS) == (
            balances[Account.IN_FLIGHT],
            balances[Account.PAID],
            balances[Account.RETURNED],
        )


def recorded(run: Run, events: Iterable[Any]) -> tuple[Run, Counter[str]]:
    """The programme after all that it takes of these, and how often it gave which answer."""
    run, answers = Run(run.programme, run.cases), Counter[str]()
    for event in events:
        try:
            after = run.programme.record((event,), run.cases)
        except TransitionRefused as refused:
            answers.update(reason.code for reason in refused.verdict.failed)
        else:
            run = Run(after.programme, after.cases)
            answers["done"] += 1
    return run, answers
