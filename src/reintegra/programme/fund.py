"""The fund: the money of a programme, which balances after every posting.

appropriated = available + reserved + in flight + paid + returned + remitted. A fund is a value:
recording an event of the chain gives a new fund, or is refused with every reason. Whoever records
several events at once gets all of them or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from reintegra.errors import InvalidValue
from reintegra.programme.books import Books, MoneyEvent
from reintegra.programme.ledger import (
    EMPTY,
    Account,
    AwardBalance,
    Balances,
    Movement,
    PaymentBalance,
    Posting,
)
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import AwardId, PaymentId, ProgrammeId, SiteId
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Currency, Money
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from datetime import date

    from reintegra.rules import Verdict


@attrs.frozen
class StatementLine:
    """One line of a statement: an account and what stands on it."""

    account: Account
    text: Text
    amount: Money


def _limits(ceilings: Mapping[SiteId, Money]) -> FrozenMapping[SiteId, Money]:
    for site, ceiling in ceilings.items():
        instance_of(SiteId, "Fund.ceilings", site)
        instance_of(Money, "Fund.ceilings", ceiling)
    return FrozenMapping(ceilings)


@attrs.frozen(eq=False)
class Fund:
    """The money of one programme, with ceilings by site where the programme has them.

    A fund does not know which sites there are: where a site has no ceiling, the whole fund is open
    to it, whatever its name. A `Programme` knows its sites, and records at no other.

    `held_at` is what awards at a site took of the fund, in its units; `awards` and `payments` are
    where the money of each award and of each payment stands.

    Raises:
        WrongType: the programme is no `ProgrammeId`, the currency no `Currency`, or a ceiling is
            not an amount by its site.
    """

    programme: ProgrammeId
    currency: Currency
    ceilings: Mapping[SiteId, Money] = attrs.field(converter=_limits)
    postings: tuple[Posting, ...] = ()
    balances: Balances = EMPTY
    awards: Mapping[AwardId, AwardBalance] = FrozenMapping[AwardId, AwardBalance]({})
    held_at: Mapping[SiteId, int] = FrozenMapping[SiteId, int]({})
    payments: Mapping[PaymentId, PaymentBalance] = FrozenMapping[PaymentId, PaymentBalance]({})

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "Fund.programme", self.programme)
        instance_of(Currency, "Fund.currency", self.currency)

    @classmethod
    def appropriate(
        cls,
        programme: ProgrammeId,
        total: Money,
        *,
        on: date,
        ceilings: Mapping[SiteId, Money] | None = None,
    ) -> Fund:
        """A fund with its first appropriation.

        Raises:
            InvalidValue: the total is not above zero, a ceiling is below zero, or the ceilings
                exceed the total.
            CurrencyMismatch: a ceiling is in another currency.
            WrongType: the total is not an amount, or a ceiling not an amount by its site.
        """
        posting = Posting(Movement.APPROPRIATE, total, on)
        limits = _limits(ceilings or {})
        if any(ceiling.units < 0 for ceiling in limits.values()):
            raise InvalidValue("ceilings", "negative", "a ceiling is not below zero")
        if Money.total(limits.values(), total.currency) > total:
            raise InvalidValue("ceilings", "above-total", "ceilings cannot exceed the fund")
        return cls(programme, total.currency, limits).post(posting)

    def balance(self, account: Account) -> Money:
        """What stands on one account."""
        return Money(self.balances[account], self.currency)

    @property
    def appropriated(self) -> Money:
        """All that was ever put into the fund."""
        return -self.balance(Account.TREASURY)

    def spent_at(self, site: SiteId) -> Money:
        """What awards at this site took of the fund, and was not released.

        What came back and was remitted counts: a site does not draw on the part of another.
        """
        return Money(self.held_at.get(site, 0), self.currency)

    def left_at(self, site: SiteId, *, on: date | None = None) -> Money:
        """What can still be awarded at a site: within its ceiling, and within the fund.

        On a day, what was appropriated only later does not count. A site without a ceiling, or
        with a name that nobody has, may have all that is available.
        """
        books = self.books()
        available = self.balances[Account.AVAILABLE]
        if on is not None:
            available = max(0, books.available_on(as_day(on)))
        room = books.room_at(instance_of(SiteId, "site", site))
        return Money(available if room is None else min(available, room), self.currency)

    def statement(self) -> tuple[StatementLine, ...]:
        """Every unit of the fund: what was appropriated, and where all of it stands."""
        appropriated = StatementLine(
            Account.TREASURY, Text(id="Dianggarkan", en="Appropriated"), self.appropriated
        )
        rest = (account for account in Account if account is not Account.TREASURY)
        return (
            appropriated,
            *(StatementLine(each, each.text, self.balance(each)) for each in rest),
        )

    def consider(self, event: MoneyEvent) -> Verdict:
        """Whether the fund can carry the event, with every reason; nothing is changed.

        Raises:
            UnknownEvent: the event moves no money.
        """
        return self.books().consider(event)

    def record(self, *events: MoneyEvent) -> Fund:
        """The fund after these events: all of them, or none.

        Raises:
            TransitionRefused: the fund cannot carry one of them; the verdict says why.
            UnknownEvent: one of them moves no money.
        """
        books = self.books()
        for event in events:
            books.record(event)
        return self.after(books)

    def post(self, *postings: Posting) -> Fund:
        """The fund after these postings: all of them, or none.

        Raises:
            CurrencyMismatch: an amount in another currency.
            TransitionRefused: the money available, the ceiling of the site or the award does not
                hold so much, or the payment is not the one that was sent; the verdict says which.
        """
        books = self.books()
        for posting in postings:
            books.post(posting)
        return self.after(books)

    def remit(self, award: AwardId, *, on: date) -> Fund:
        """The fund after all that came back of an award was remitted to the treasury.

        Only after the award was cancelled: what was remitted can never be sent again, and a fund
        does not know whether it is to be. `Programme.remit` asks the case.

        Raises:
            InvalidValue: nothing of this award has come back.
        """
        known = self.awards.get(award)
        units = known.on(Account.RETURNED) if known else 0
        if not units:
            raise InvalidValue("award", "nothing-returned", "nothing of this award has come back")
        return self.post(Posting(Movement.REMIT, Money(units, self.currency), on, award))

    def postings_of(self, event: MoneyEvent) -> tuple[Posting, ...]:
        """The postings that an event makes in this fund.

        Raises:
            UnknownEvent: the event moves no money.
            InvalidValue: an amount that is not above zero.
        """
        return self.books().postings_of(event)

    def books(self) -> Books:
        """The books of this fund, open for recording; the fund itself stays as it is."""
        return Books(
            programme=self.programme,
            currency=self.currency,
            ceilings=self.ceilings,
            balances=self.balances,
            held_at=dict(self.held_at),
            appropriations=[each for each in self.postings if each.award is None],
            before=self.awards,
            payments_before=self.payments,
        )

    def after(self, books: Books) -> Fund:
        """The fund that its books have become."""
        return attrs.evolve(
            self,
            postings=(*self.postings, *books.postings),
            balances=books.balances,
            awards=FrozenMapping({**self.awards, **books.changed}),
            held_at=FrozenMapping(books.held_at),
            payments=FrozenMapping({**self.payments, **books.payments_changed}),
        )


def replay(fund: Fund, events: Iterable[MoneyEvent]) -> Fund:
    """The fund after a history of events that it once recorded.

    Raises:
        TransitionRefused: the fund cannot carry what the history says: it is not its history.
        UnknownEvent: one of the events moves no money.
    """
    return fund.record(*events)
