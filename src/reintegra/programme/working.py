"""What a programme holds, open while events are carried: books, desk and accounts.

Carrying asks nothing: whoever records has asked before. Replaying trusts what was once asked, and
only makes sure that the history is one of this programme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from reintegra.chain.award import GoodsHandedOver
from reintegra.chain.stage import Event
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme.accounts import OpenAccounts
from reintegra.programme.memory import check_event
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.money.books import Books
from reintegra.programme.money.standing import MOVES_MONEY
from reintegra.programme.office_change import OfficeChanged, OfProgramme
from reintegra.programme.paying.about import About
from reintegra.programme.paying.acts import NOT_OF_THE_CHAIN, PaymentPrepared
from reintegra.programme.paying.answering import OF_AN_ORDER
from reintegra.programme.paying.desk import ON_FILE, Desk
from reintegra.programme.paying.orders import named_in
from reintegra.vocabulary.identifiers import CaseId
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.programme.paying.answering import DeskEvent

_OF_THE_FUND = (FundAppropriated, *MOVES_MONEY)


@attrs.define(eq=False)
class Working:
    """Fund, desk and accounts while events are carried; `events` are those that were.

    `latest` is the last of them in each case, acts of the desk apart.
    """

    books: Books
    desk: Desk
    accounts: OpenAccounts
    latest: dict[CaseId, Event] = attrs.field(factory=dict[CaseId, Event])
    events: list[Event | OfProgramme] = attrs.field(factory=list[Event | OfProgramme])

    def carry(self, event: Event | OfProgramme, about: About | None) -> None:
        """Carry an event of which all was asked; `about` is what the desk knows of its award."""
        if isinstance(event, _OF_THE_FUND):
            self.books.carry(event)
        self._carry_on(event, about)

    def replay(self, event: Event | OfProgramme) -> None:
        """Carry an event of the past.

        Raises:
            InvalidValue: the fund cannot carry it, or the desk does not know what it is about.
            UnknownEvent: it is no event.
        """
        check_event(event)
        about = self._on_file(cast("DeskEvent", event)) if isinstance(event, ON_FILE) else None
        if isinstance(event, OfficeChanged) and event.programme != self.books.programme:
            raise not_its_own()
        if isinstance(event, _OF_THE_FUND):
            try:
                self.books.record(event)
            except TransitionRefused as error:
                raise not_its_own() from error
        self._carry_on(event, about)

    def _carry_on(self, event: Event | OfProgramme, about: About | None) -> None:
        if about is not None:
            self.desk = self.desk.carry(cast("DeskEvent", event), about)
        if isinstance(event, OfficeChanged):
            self.desk = self.desk.under(event.office)
        self.accounts.see(event)
        if isinstance(event, Event) and not isinstance(event, NOT_OF_THE_CHAIN):
            self.latest[event.case] = event
        self.events.append(event)

    def _on_file(self, event: DeskEvent) -> About:
        if isinstance(event, OF_AN_ORDER):
            order = self.desk.orders.get(event.payment)
            if order is None or order.status not in named_in(type(event)):
                raise not_its_own()
            award = order.award
        else:
            award = event.award
        stands = self.books.award(award)
        if stands is None or stands.terms.case != event.case or not self._is_new(event):
            raise not_its_own()
        due = Money(stands.to_pay, self.books.currency) if stands.to_pay else None
        ordered = any(each.is_approved for each in self.desk.orders_of(award))
        if isinstance(event, GoodsHandedOver) and not ordered:
            raise not_its_own()
        return About.on_file(stands.terms, due)

    def _is_new(self, event: DeskEvent) -> bool:
        """Whether an order that is prepared is none of those on file, and follows one that is."""
        if not isinstance(event, PaymentPrepared):
            return True
        follows = None if event.follows is None else self.desk.orders.get(event.follows)
        links = event.follows is None or (follows is not None and follows.has_come_back)
        return event.payment not in self.desk.orders and links


def not_its_own() -> InvalidValue:
    """The refusal of a history that is not that of the programme."""
    hint = "this is not the history of this programme, from where it stands"
    return InvalidValue("history", "another-history", hint)
