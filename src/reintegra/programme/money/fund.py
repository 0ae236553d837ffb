"""The fund: the money of a programme, which balances after every event.

appropriated = available + reserved + in flight + paid + returned + remitted. A fund is a value:
recording an event gives a new fund, or is refused with every reason. Whoever records several
events at once gets all of them or none.

>>> from datetime import date
>>> from reintegra.programme import Fund
>>> from reintegra.vocabulary import ActorId, ProgrammeId, RecordNumber, idr
>>> number, by, day = ProgrammeId("stimulus-2019"), ActorId("kemensos"), date(2019, 10, 1)
>>> record = RecordNumber("appropriation-1")
>>> fund = Fund.appropriate(number, idr(2_000_000), on=day, by=by, record=record)
>>> [f"{line.text('en')}: {line.amount}" for line in fund.statement()[:2]]
['Appropriated: Rp2.000.000', 'Available: Rp2.000.000']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.money.books import Books
from reintegra.programme.money.ceilings import NO_CEILINGS, Ceilings
from reintegra.programme.money.ledger import (
    EMPTY,
    Account,
    AwardBalance,
    Balances,
    PaymentBalance,
    Posting,
)
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import (
    ActorId,
    AwardId,
    Code,
    Identifier,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.layers import LayeredMapping, LayeredSequence
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Currency, Money, currencies_apart
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.programme.money.standing import MoneyEvent
    from reintegra.rules import Verdict

_NO_APPROPRIATIONS = LayeredMapping[RecordNumber, FundAppropriated]()
_NO_POSTINGS = LayeredSequence[Posting]()
_NO_AWARDS = LayeredMapping[AwardId, AwardBalance]()
_NO_PAYMENTS = LayeredMapping[PaymentId, PaymentBalance]()
_NOTHING_HELD = LayeredMapping[Identifier, int]()
_NOBODYS = LayeredMapping[PersonId, tuple[AwardId, ...]]()


@attrs.frozen
class StatementLine:
    """One line of a statement: an account, what stands on it, and of which awards.

    What was appropriated, and what is available, belongs to no award yet.
    """

    account: Account
    text: Text
    amount: Money
    awards: Mapping[AwardId, Money]


@attrs.frozen(eq=False)
class Fund:
    """The money of one programme, within its ceilings.

    A fund does not know which sites and rounds there are: where one has no ceiling, the whole fund
    is open to it, whatever its name. A `Programme` knows its sites, and records at no other.

    `appropriations` is what was put into it, by the number of the document, and
    `last_appropriated_on` the latest day of them; `postings` is its journal. `awards` and
    `payments` are where the money of each award and of each payment stands; `held` is what the
    awards of each round, site and person took of the fund, in its units; `of_person` are the awards
    of each person. Whoever makes a fund names the first three fields; the others grow by what is
    recorded.

    Raises:
        WrongType: the programme is no `ProgrammeId`, the currency no `Currency`, or the ceilings
            are no `Ceilings`.
        CurrencyMismatch: a ceiling is in another currency.
    """

    programme: ProgrammeId
    currency: Currency
    ceilings: Ceilings = NO_CEILINGS
    appropriations: LayeredMapping[RecordNumber, FundAppropriated] = _NO_APPROPRIATIONS
    postings: LayeredSequence[Posting] = _NO_POSTINGS
    balances: Balances = EMPTY
    awards: LayeredMapping[AwardId, AwardBalance] = _NO_AWARDS
    payments: LayeredMapping[PaymentId, PaymentBalance] = _NO_PAYMENTS
    held: LayeredMapping[Identifier, int] = _NOTHING_HELD
    of_person: LayeredMapping[PersonId, tuple[AwardId, ...]] = _NOBODYS
    last_appropriated_on: date | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "Fund.programme", self.programme)
        instance_of(Currency, "Fund.currency", self.currency)
        instance_of(Ceilings, "Fund.ceilings", self.ceilings)
        for other in self.ceilings.currencies:
            if other != self.currency:
                raise currencies_apart(self.currency, other)

    @classmethod
    def appropriate(
        cls,
        programme: ProgrammeId,
        total: Money,
        *,
        on: date,
        by: ActorId,
        record: RecordNumber,
        ceilings: Ceilings = NO_CEILINGS,
    ) -> Fund:
        """A fund with its first appropriation, into which its ceilings fit.

        `record` is the number of the document by which it was appropriated.

        Raises:
            InvalidValue: the total is not above zero, or the ceilings exceed it.
            CurrencyMismatch: a ceiling is in another currency.
            WrongType: an argument holds a value of another type than the one declared.
        """
        first = FundAppropriated(programme=programme, on=on, by=by, amount=total, record=record)
        instance_of(Ceilings, "Fund.ceilings", ceilings).fit_into(total)
        return cls(programme, total.currency, ceilings).record(first)

    def balance(self, account: Account) -> Money:
        """What stands on one account."""
        return Money(self.balances[account], self.currency)

    @property
    def appropriated(self) -> Money:
        """All that was ever put into the fund."""
        return -self.balance(Account.TREASURY)

    def spent_on(self, name: Code | SiteId | PersonId) -> Money:
        """What the awards of a round, at a site, or to a person took, and did not release.

        What came back and was remitted counts: a site does not draw on the part of another.
        """
        return Money(self.held.get(name, 0), self.currency)

    def to_remit(self, award: AwardId) -> Money:
        """What came back of an award and is not due again: what a remittance of it comes to now."""
        balance = self.awards.get(award)
        return Money(0 if balance is None else balance.to_remit, self.currency)

    def left_at(self, site: SiteId, *, of: Code | None = None, on: date | None = None) -> Money:
        """What can still be awarded at a site: within every ceiling but that of a person.

        `of` is the code of the round, where its ceiling counts too. On a day, what was
        appropriated only later does not count. A site without a ceiling, or with a name that
        nobody has, may have all that is available.
        """
        books, ceilings = self.books(), self.ceilings
        limits = [
            books.room(ceilings.programme),
            books.room(ceilings.sites.get(instance_of(SiteId, "site", site)), site),
        ]
        if of is not None:
            limits.append(books.room(ceilings.rounds.get(instance_of(Code, "of", of)), of))
        available = self.balances[Account.AVAILABLE]
        if on is not None:
            available = books.available_on(as_day(on))
        rooms = [room for room in limits if room is not None]
        return Money(max(0, min([available, *rooms])), self.currency)

    def statement(self) -> tuple[StatementLine, ...]:
        """Every unit of the fund: what was appropriated, and where and for which award it stands.

        The lines after the first sum to it, and the awards of a line to its amount.
        """
        text = Text(id="Dianggarkan", en="Appropriated")
        nobodys: Mapping[AwardId, Money] = FrozenMapping({})
        first = StatementLine(Account.TREASURY, text, self.appropriated, nobodys)
        rest = (account for account in Account if account is not Account.TREASURY)
        return (
            first,
            *(StatementLine(each, each.text, self.balance(each), self._on(each)) for each in rest),
        )

    def _on(self, account: Account) -> Mapping[AwardId, Money]:
        standing = ((award, balance.on(account)) for award, balance in self.awards.items())
        return FrozenMapping(
            (award, Money(units, self.currency)) for award, units in standing if units
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

    def books(self) -> Books:
        """The books of this fund, open for recording; the fund itself stays as it is."""
        return Books(
            programme=self.programme,
            currency=self.currency,
            ceilings=self.ceilings,
            balances=dict(self.balances),
            last_appropriated_on=self.last_appropriated_on,
            appropriations_before=self.appropriations,
            awards_before=self.awards,
            payments_before=self.payments,
            held_before=self.held,
            of_person_before=self.of_person,
        )

    def after(self, books: Books) -> Fund:
        """The fund that its books have become."""
        grown: dict[str, Any] = {
            "appropriations": self.appropriations.over(books.appropriations),
            "postings": self.postings.then(books.postings),
            "balances": FrozenMapping(books.balances),
            "awards": self.awards.over(books.awards),
            "payments": self.payments.over(books.payments),
            "held": self.held.over(books.held),
            "of_person": self.of_person.over(books.of_person),
            "last_appropriated_on": books.last_appropriated_on,
        }
        return Fund(self.programme, self.currency, self.ceilings, **grown)


def replay(fund: Fund, events: Iterable[MoneyEvent]) -> Fund:
    """The fund after a history of events that it once recorded.

    Raises:
        TransitionRefused: the fund cannot carry what the history says: it is not its history.
        UnknownEvent: one of the events moves no money.
    """
    return fund.record(*events)
