"""Which cases have which account on record: what the desk must know of accounts that are shared.

Two sources know of it. A case that is at hand says itself which account it has. Of any other case
counts what was last recorded here: an account registered, or an order prepared to pay into one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.stimulus import AccountRegistered, NoAccountStated
from reintegra.programme.paying.acts import PaymentAmended, PaymentPrepared
from reintegra.vocabulary.identifiers import AccountReference, CaseId
from reintegra.vocabulary.layers import LayeredMapping

if TYPE_CHECKING:
    from reintegra.chain.case import Case

NOBODY = frozenset[CaseId]()


@attrs.frozen
class Holding:
    """The account that a case had last, whether it stands, and when it took another's place."""

    account: AccountReference
    changed_on: date | None = None
    stands: bool = True

    def then(self, account: AccountReference, on: date) -> Holding:
        """After an account was named on a day: the same again, or another."""
        return Holding(account, self.changed_on if account == self.account else on)


def holding_of(case: Case) -> Holding | None:
    """What a case itself says of its account; `None` where it has none now."""
    stimulus = case.stimulus
    account = stimulus.account
    return None if account is None else Holding(account, stimulus.account_changed_on)


@attrs.frozen(eq=False)
class Accounts:
    """By case the account that it has, and by account the cases that have it."""

    of_case: LayeredMapping[CaseId, Holding] = attrs.field(factory=LayeredMapping[CaseId, Holding])
    holders: LayeredMapping[AccountReference, frozenset[CaseId]] = attrs.field(
        factory=LayeredMapping[AccountReference, frozenset[CaseId]]
    )

    def opened(self) -> OpenAccounts:
        """The same, open for what is recorded next; these stay as they are."""
        return OpenAccounts(self)


@attrs.define(eq=False)
class OpenAccounts:
    """Accounts while events are recorded; `before` is how they stood."""

    before: Accounts
    of_case: dict[CaseId, Holding] = attrs.field(factory=dict[CaseId, Holding])
    holders: dict[AccountReference, frozenset[CaseId]] = attrs.field(
        factory=dict[AccountReference, frozenset[CaseId]]
    )

    def holding(self, case: CaseId) -> Holding | None:
        """The account of a case, as far as it is known here."""
        return self.of_case.get(case) or self.before.of_case.get(case)

    def holders_of(self, account: AccountReference) -> frozenset[CaseId]:
        """The cases that have this account, as far as it is known here."""
        holders = self.holders.get(account)
        return self.before.holders.get(account, NOBODY) if holders is None else holders

    def see(self, event: object) -> None:
        """Learn from an event which account its case has now."""
        match event:
            case AccountRegistered() | PaymentPrepared() | PaymentAmended():
                if event.account is not None:
                    known = self.holding(event.case)
                    first = Holding(event.account)
                    self.put(event.case, known.then(event.account, event.on) if known else first)
            case NoAccountStated():
                known = self.holding(event.case)
                if known is not None:
                    self.put(event.case, attrs.evolve(known, stands=False))
            case _:
                pass

    def put(self, case: CaseId, holding: Holding) -> None:
        """This is the account of a case now."""
        known = self.holding(case)
        if known == holding:
            return
        if known is not None and known.stands:
            self.holders[known.account] = self.holders_of(known.account) - {case}
        if holding.stands:
            self.holders[holding.account] = self.holders_of(holding.account) | {case}
        self.of_case[case] = holding

    def closed(self) -> Accounts:
        """The accounts as they stand now."""
        if not self.of_case:
            return self.before
        return Accounts(
            self.before.of_case.over(self.of_case), self.before.holders.over(self.holders)
        )
