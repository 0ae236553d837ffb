"""The payments: prepared by one officer, approved by two others, sent, compared with the bank.

How many approve, how often a payment is tried, and for how many days a changed account is looked
at are assumptions of this example: no source states them. So are the days after the round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from lombok.bank import lines_about, slips, statement_of
from lombok.days import ROUND_DAY
from reintegra.chain import Case
from reintegra.chain.award import UseAccounted
from reintegra.chain.award_record import Award
from reintegra.chain.award_status import StimulusStatus
from reintegra.programme import (
    BankStatement,
    Found,
    Office,
    Officer,
    Order,
    OrderStatus,
    PaymentApproved,
    Programme,
    Reconciliation,
    Recorded,
)
from reintegra.vocabulary import ActorId, CaseId, PaymentId, RecordNumber
from reintegra.vocabulary.aid import PROOF_OF, ProofKind

CLERK, TREASURER, HEAD = ActorId("clerk-1"), ActorId("treasurer-1"), ActorId("head-1")
OFFICE: Final = Office(
    tuple(Officer(each) for each in (CLERK, TREASURER, HEAD)),
    frozenset({TREASURER, HEAD}),
    required=2,
    attempts=3,
    recent_days=14,
)
SENT_ON: Final = date(2019, 11, 1)
ANSWERED_ON: Final = date(2019, 11, 4)
SENT_AGAIN_ON: Final = date(2019, 11, 11)
ANSWERED_AGAIN_ON: Final = date(2019, 11, 13)
ACCOUNTED_ON: Final = date(2019, 11, 18)
NEXT_TRANCHE_ON: Final = date(2019, 11, 19)

Cases = Mapping[CaseId, Case]
Due = Sequence[tuple[Case, Award]]
Known = Callable[[date], Mapping[CaseId, Mapping[str, object]]]
"""What the register answers about everybody on a day."""


@attrs.frozen
class Payments:
    """Programme and cases while awards are paid, with every statement and its answers."""

    programme: Programme
    cases: Cases
    known: Known
    compared: tuple[tuple[BankStatement, Reconciliation], ...] = ()

    @property
    def due(self) -> Due:
        """The awards of which a tranche can be sent now."""
        awards = ((case, award) for case in self.cases.values() for award in case.stimulus.awards)
        return [(case, award) for case, award in awards if award.is_payable and award.tranche_due]

    @property
    def came_back(self) -> Due:
        """Those of them whose payment came back."""
        return [each for each in self.due if each[1].status is StimulusStatus.RETURNED]

    def prepared(self, due: Due, on: date) -> Payments:
        """The clerk prepares an order for each."""
        programme = self.programme
        orders = [programme.next_order(case, award, on=on, by=CLERK) for case, award in due]
        return self._after(programme.record(orders, self.cases))

    def approved(self, on: date) -> Payments:
        """Treasurer and head approve every order, and name what gives pause about its account."""
        found: dict[PaymentId, tuple[Found, ...]] = {}
        for each in self.programme.findings(on, self.cases):
            found[each.payment] = (*found.get(each.payment, ()), each.finding)
        approvals = [
            PaymentApproved(
                case=order.case,
                on=on,
                by=by,
                payment=order.payment,
                despite=found.get(order.payment, ()),
            )
            for order in self._orders(OrderStatus.PREPARED)
            for by in (TREASURER, HEAD)
        ]
        return self._after(self.programme.record(approvals, self.cases))

    def sent(self, on: date) -> Payments:
        """What was approved is sent; the library asks once more whether each is eligible."""
        sendings = [order.sending(on) for order in self._orders(OrderStatus.APPROVED)]
        return self._after(self.programme.record(sendings, self.cases, knowing=self.known(on)))

    def answered(
        self, on: date, *, returning: frozenset[CaseId] = frozenset(), has_slips: bool = False
    ) -> Payments:
        """The bank tells what became of all that was sent, and what it tells is recorded."""
        orders = self._orders(OrderStatus.SENT)
        lines = lines_about(orders, on=on, returning=returning)
        statement = statement_of(
            [*lines, *slips(lines)] if has_slips else lines,
            self.programme.fund.currency,
            on=on,
            proof=next((PROOF_OF[each.channel] for each in orders), ProofKind.BANK_CONFIRMATION),
        )
        done = self.programme.reconcile(statement, self.cases)
        compared = (*self.compared, (statement, done.reconciliation))
        return Payments(done.programme, done.cases, self.known, compared)

    def accounted(self, on: date) -> Payments:
        """Everybody accounts for the use of what was received."""
        uses = [
            _accounted(award, on)
            for case in self.cases.values()
            for award in case.stimulus.awards
            if not award.is_accounted
        ]
        return self._after(self.programme.record(uses, self.cases))

    def _orders(self, status: OrderStatus) -> list[Order]:
        return [each for each in self.programme.desk.orders.values() if each.status is status]

    def _after(self, recorded: Recorded) -> Payments:
        return attrs.evolve(self, programme=recorded.programme, cases=recorded.cases)


def pay(programme: Programme, cases: Cases, known: Known, returning: frozenset[CaseId]) -> Payments:
    """Every tranche of every award, until none is due; the payments of some come back once."""
    first = Payments(programme, cases, known)
    first = first.prepared(first.due, ROUND_DAY).approved(SENT_ON).sent(SENT_ON)
    paid = first.answered(ANSWERED_ON, returning=returning, has_slips=True)
    if paid.came_back:
        again = paid.prepared(paid.came_back, SENT_AGAIN_ON)
        again = again.approved(SENT_AGAIN_ON).sent(SENT_AGAIN_ON)
        paid = again.answered(ANSWERED_AGAIN_ON)
    paid = paid.accounted(ACCOUNTED_ON)
    while paid.due:
        later = paid.prepared(paid.due, NEXT_TRANCHE_ON)
        later = later.approved(NEXT_TRANCHE_ON).sent(NEXT_TRANCHE_ON)
        paid = later.answered(NEXT_TRANCHE_ON).accounted(NEXT_TRANCHE_ON)
    return paid


def _accounted(award: Award, on: date) -> UseAccounted:
    terms, number = award.terms, len(award.uses) + 1
    return UseAccounted(
        case=terms.case,
        on=on,
        award=terms.award,
        amount=award.paid - award.accounted,
        record=RecordNumber(f"pertanggungjawaban/{terms.award}/{number}"),
    )
