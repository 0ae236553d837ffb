"""How long money takes from the award to the statement of the bank, in one process.

Beside it stands the same loop over bare dicts and ints: the same books (accounts, awards, payments,
who took what, a journal), the same comparisons, the same answer to each line; but it changes its
books in place, gives no reason for anything, and its names are plain texts. The events and the
lines are made beforehand for both, the answers to the lines by each.

Three of ours are timed. The fund alone awards, sends, reconciles, confirms. With the desk each
payment is an order as well, prepared by one officer and approved by two others. With the cases
the programme asks as an application asks it: table, policy, consent, eligibility on the day of
sending. The time is that of the processor, and the bounds are asserted nowhere.

    python -m benchmarks.money 62729 1000000

The first number is how many payments are timed beside the bare loop. Up to the second, from a
thousand on, the time per payment of the fund is compared while each event is recorded by itself,
and up to a tenth of it that of the whole programme.
"""

from __future__ import annotations

import gc
import math
import statistics
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.common.bare_books import bare
from benchmarks.common.payments import (
    OFFICE,
    UNITS,
    Work,
    cases_of,
    fund_for,
    of_texts,
    ordered,
    programme_for,
    work,
)
from benchmarks.common.timing import compare, in_words, show, taking_turns
from reintegra.programme import About, Account, CaseIndex, Desk, Fund, Programme, reconcile

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.chain import Case
    from reintegra.chain.award import PaymentSent
    from reintegra.programme import PaymentApproved, PaymentPrepared
    from reintegra.vocabulary import CaseId

AWARDS, SMALL, LARGEST = 62_729, 1_000, 100_000
ROUNDS, ROUNDS_OF_SMALL = 3, 5
LARGER_BY_THE_FUND = 10
BOUND, EXPONENT = 12, 1.1
ADULT = {"adult": True}


def the_fund_alone(of: Work) -> Fund:
    """Award, send, reconcile, confirm."""
    fund = fund_for(len(of.awards)).record(*of.awards).record(*of.sent)
    return fund.record(*reconcile(of.statement, ordered(of)).of_the_fund)


def with_the_desk(of: Work) -> tuple[Fund, Desk]:
    """The same, and each payment is prepared and approved by two."""
    fund, desk = fund_for(len(of.awards)).record(*of.awards), Desk(OFFICE)
    due = {
        award.award: About(
            award.case,
            award.award,
            award.person,
            award.channel,
            award.amount,
            order.account,
            awarded_on=award.on,
        )
        for award, order in zip(of.awards, of.orders, strict=True)
    }
    of_payment = {order.payment: due[order.award] for order in of.orders}
    at_the_desk: tuple[PaymentPrepared | PaymentApproved | PaymentSent, ...]
    at_the_desk = (*of.orders, *of.approvals, *of.sent)
    for event in at_the_desk:
        desk = desk.record(event, of_payment[event.payment])
    fund = fund.record(*of.sent)
    confirmed = reconcile(of.statement, desk.orders.values()).of_the_fund
    for told in confirmed:
        desk = desk.record(told, due[told.award])
    return fund.record(*confirmed), desk


def with_the_cases(of: Work, cases: dict[CaseId, Case], programme: Programme) -> Programme:
    """The same, and every event is asked of its case too."""
    known = dict.fromkeys(cases, ADULT)
    recorded = programme.record(of.awards, cases, knowing=known)
    recorded = recorded.programme.record(of.orders, recorded.cases)
    recorded = recorded.programme.record(of.approvals, recorded.cases)
    recorded = recorded.programme.record(of.sent, recorded.cases, knowing=known)
    return recorded.programme.reconcile(of.statement, recorded.cases).programme


def bare_one_by_one(count: int) -> Callable[[], None]:
    """The same with bare dicts and ints: how much slower a larger memory alone makes it."""
    plain = of_texts(work(count))

    def way() -> None:
        bare(plain)

    return way


def fund_one_by_one(count: int) -> Callable[[], None]:
    """So many awards, payments and confirmations, each recorded in the fund by itself."""
    of = work(count)
    events = [*of.awards, *of.sent, *reconcile(of.statement, ordered(of)).of_the_fund]

    def way() -> None:
        fund = fund_for(count)
        for event in events:
            fund = fund.record(event)

    return way


def programme_one_by_one(count: int) -> Callable[[], None]:
    """The same of a whole programme, in which each payment is ordered and approved as well."""
    of = work(count)
    index = CaseIndex.of(cases_of(of))
    known = dict.fromkeys(index, ADULT)

    def way() -> None:
        programme, cases = programme_for(count), index
        for event in (*of.awards, *of.orders, *of.approvals, *of.sent):
            recorded = programme.record([event], cases, knowing=known)
            programme, cases = recorded.programme, CaseIndex.of(recorded.cases)
        programme.reconcile(of.statement, cases)

    return way


def per_payment(make: Callable[[int], Callable[[], None]], count: int, *, collects: bool) -> float:
    """The time in seconds; what came in is kept out of the sight of the garbage collector."""
    way = make(count)
    gc.collect()
    gc.freeze()
    if not collects:
        gc.disable()
    began = time.process_time()
    way()
    taken = time.process_time() - began
    gc.enable()
    gc.unfreeze()
    return taken / count


def beside_the_bare_loop(count: int) -> None:
    """Print the medians and the ratios, and whether both come to the same sum."""
    of, rounds = work(count), ROUNDS
    plain, cases = of_texts(of), cases_of(of)
    ours = the_fund_alone(of).balance(Account.PAID).units
    same = ours == bare(plain).balances["paid"] == UNITS * count
    print(f"  {count:,} payments; both books come to the same: {'yes' if same else 'NO'}")
    times = taking_turns(
        {"bare dicts and ints": lambda: bare(plain)}
        | {"the fund alone": lambda: the_fund_alone(of)},
        rounds,
    )
    times |= taking_turns({"with the desk": lambda: with_the_desk(of)}, 1)
    began = time.process_time()
    with_the_cases(of, cases, programme_for(count))
    times["with the desk and the cases"] = time.process_time() - began
    show(times)
    bare_time = times.pop("bare dicts and ints")
    for title, seconds in times.items():
        bound = BOUND if title == "the fund alone" else None
        compare(f"{title}, beside the bare loop", seconds / bare_time, bound)
    for title, seconds in times.items():
        print(f"  {f'{title}, per payment':<64} {in_words(seconds / count)}")


def while_it_grows(largest: int) -> None:
    """Print with which power of the payments the time grows while each is recorded by itself."""
    fewer = max(largest // LARGER_BY_THE_FUND, LARGER_BY_THE_FUND * SMALL)
    ways: dict[str, tuple[Callable[[int], Callable[[], None]], int]] = {
        "bare dicts and ints": (bare_one_by_one, largest),
        "the fund": (fund_one_by_one, largest),
        "the whole programme": (programme_one_by_one, fewer),
    }
    for title, (make, most) in ways.items():
        for words, collects in (("", True), (", without Python's garbage collector", False)):
            few = statistics.median(
                per_payment(make, SMALL, collects=collects) for _ in range(ROUNDS_OF_SMALL)
            )
            many = per_payment(make, most, collects=collects)
            exponent = 1 + math.log(many / few) / math.log(most / SMALL)
            print(f"  {title}, one by one{words}, per payment")
            show({f"of {SMALL:,}": few, f"of {most:,}": many})
            compare("the time grows with this power of the payments", exponent, EXPONENT)


def main(arguments: list[str]) -> None:
    """Print the medians, the ratios, and the powers."""
    count, largest = (*map(int, arguments), *(AWARDS, LARGEST)[len(arguments) :])
    beside_the_bare_loop(count)
    while_it_grows(largest)


if __name__ == "__main__":
    main(sys.argv[1:])
