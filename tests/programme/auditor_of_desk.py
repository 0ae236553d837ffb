"""An auditor of the desk that knows only who may what, and in which order, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tests.programme.auditor_of_returns import SAID_OF_RETURNS, Said
from tests.programme.money_words import House, Step, failing

if TYPE_CHECKING:
    from reintegra.programme import Desk

OPEN = {"prepared", "approved"}
NAMED = {
    "amend": OPEN,
    "approve": OPEN,
    "withdraw": OPEN,
    "send": {"approved"},
    "confirm": {"sent"},
    "return": {"sent", "confirmed"},
    "back": {"confirmed"},
    **{verb: {"returned", "followed", "remitted"} for verb in SAID_OF_RETURNS},
}
AT_THE_DESK = {"prepare", "hold", "resume", "decide", "remit", *NAMED}
NOTED = {"reduce", "cancel"}
"""What the desk is not asked about, and keeps on file."""
BANK = {"confirm", "return"}
TIMED_BY_ORDER = {*BANK, "back"}
Answers = dict[str, bool]


@attrs.frozen
class Known:
    """What the case says of an award: whose it is, what is due, into which account, what is found.

    Nothing is due where 0 is.
    """

    person: int
    due: int
    account: str
    found: frozenset[str]


@attrs.define
class Order:
    """One payment order: what is ordered, who made it, what approves it as it stands."""

    by: Step
    amount: int
    account: str
    payee: str
    makers: set[str]
    attempt: int
    decided: bool
    status: str = "prepared"
    approvals: list[Step] = attrs.field(factory=list)
    last: int = 0
    said: Said = attrs.field(factory=Said)

    @property
    def seen(self) -> set[str]:
        """The findings that its approvals name."""
        return {finding for each in self.approvals for finding in each.despite}

    def after(self, step: Step) -> tuple[int, str, str]:
        """Amount, account and payee as an amendment leaves them; other steps leave them alone."""
        if step.verb != "amend":
            return self.amount, self.account, self.payee
        return step.amount or self.amount, step.account or self.account, step.payee or self.payee

    def approved_by(self) -> int:
        """How many approved it, as distinct actors and in distinct names."""
        by, names = {each.by for each in self.approvals}, {name(each) for each in self.approvals}
        return min(len(by), len(names))


@attrs.define
class File:
    """What is on file of one award beside its orders."""

    last: int | None = None
    held: bool = False
    further: int = 0
    paid_back: bool = False


@attrs.define
class Auditor:
    """The payment orders and files of an office."""

    house: House
    orders: dict[int, Order] = attrs.field(factory=dict)
    files: dict[int, File] = attrs.field(factory=dict)

    def of_award(self, award: int, *statuses: str) -> list[Order]:
        """The orders of an award, in these statuses."""
        mine = [each for each in self.orders.values() if each.by.award == award]
        return [each for each in mine if each.status in statuses]

    def is_in_doubt(self, award: int, *statuses: str) -> bool:
        """Whether an order of an award is in doubt: any, or one in these statuses."""
        mine = [
            each for each in self.orders.values() if each.by.award == award and each.said.in_doubt
        ]
        return any(not statuses or each.status in statuses for each in mine)

    def refuses(self, step: Step, known: Known | None) -> set[str]:
        """The codes with which the desk refuses a step; of an award nobody knows, one alone."""
        order = self.orders.get(step.payment) if step.verb in NAMED else None
        if step.verb not in NAMED:
            return failing(self._of_an_award(step, known)) if known else {"award-on-record"}
        if known is None or order is None or order.by.award != step.award:
            return {"order-is-known"}
        if step.verb in SAID_OF_RETURNS:
            wrong = order.status not in NAMED[step.verb]
            return failing({"order-status": wrong}) | order.said.refuses(step)
        file = self.files.get(step.award, File())
        last = order.last if step.verb in TIMED_BY_ORDER else file.last
        fails = {
            "order-status": order.status not in NAMED[step.verb],
            "acts-in-order": last is not None and step.day < last,
        }
        other = step.odd == "foreign" or step.amount != order.amount
        match step.verb:
            case "amend":
                before, after = (order.amount, order.account, order.payee), order.after(step)
                fails |= {"something-changes": before == after}
                fails |= self._of_the_money(*after[:2], known, step.odd)
                fails |= self._of_whoever_moves_money(step, known, {after[2]})
                receives = after[2] in self.house.behind(order.makers, step.day)
                fails["apart-from-beneficiary"] |= receives
            case "approve":
                fails |= self._of_approving(step, order, known)
            case "withdraw":
                fails["officer-is-known"] = step.by not in self.house.officers
            case "send":
                fails |= self._of_the_money(order.amount, order.account, known)
                fails["follows-the-return"] = self._is_not_linked(order)
                fails["as-ordered"] = other or step.account != order.account
                fails["award-not-held"] = file.held
                fails["findings-seen"] = not known.found <= order.seen
            case "confirm" | "return":
                fails["as-ordered"] = other
        return failing(fails)

    def _of_an_award(self, step: Step, known: Known) -> Answers:
        file, award = self.files.get(step.award, File()), step.award
        back = self.of_award(award, "returned")
        tried = [each for each in back if each.attempt >= self.house.attempts]
        under_way = bool(self.of_award(award, *OPEN, "sent"))
        fails = {"acts-in-order": file.last is not None and step.day < file.last}
        match step.verb:
            case "prepare":
                fails |= self._of_the_money(step.amount, step.account, known, step.odd)
                fails |= self._of_whoever_moves_money(step, known, {step.payee})
                links = {each.by.payment for each in back} or {0}
                attempts_left = file.further > 0 or self.attempt(step) <= self.house.attempts
                fails["order-is-new"] = step.payment in self.orders
                fails["no-order-under-way"] = under_way
                fails["follows-the-return"] = step.follows not in links
                fails["attempts-left"] = not attempts_left
            case "remit":
                came_back = bool(back) or file.paid_back
                fails |= {"no-order-under-way": under_way, "something-came-back": not came_back}
                fails["no-return-in-doubt"] = self.is_in_doubt(award, "returned", "followed")
            case "hold":
                fails["not-held-yet"] = file.held
                fails["officer-is-known"] = step.by not in self.house.officers
            case "resume":
                waiting = self.of_award(award, *OPEN, "sent", "returned")
                payees = {each.payee for each in waiting}
                fails |= self._of_whoever_moves_money(step, known, payees)
                fails["award-is-held"] = not file.held
            case _:
                payees = {each.payee for each in tried}
                fails |= self._of_whoever_moves_money(step, known, payees)
                fails |= self._of_whoever_approves(step, tried)
                fails["attempts-used-up"] = not tried or file.further > 0
        return fails

    def attempt(self, step: Step) -> int:
        """Which attempt an order is that is prepared so."""
        before = self.orders.get(step.follows)
        return before.attempt + 1 if before and before.by.award == step.award else 1

    def _is_not_linked(self, order: Order) -> bool:
        return not order.by.follows and bool(self.of_award(order.by.award, "returned"))

    def _of_the_money(self, amount: int, account: str, known: Known, odd: str = "") -> Answers:
        due = odd != "foreign" and 0 < amount == known.due
        return {"amount-is-due": not due, "account-on-record": account != known.account}

    def _of_approving(self, step: Step, order: Order, known: Known) -> Answers:
        same = [e for e in order.approvals if e.by == step.by or name(e) == name(step)]
        again = all((each.by, name(each)) == (step.by, name(step)) for each in same)
        delegated = self.house.is_delegate(step.by, name(step), step.day)
        return {
            **self._of_the_money(order.amount, order.account, known),
            **self._of_whoever_moves_money(step, known, {order.payee}),
            **self._of_whoever_approves(step, [order]),
            "follows-the-return": self._is_not_linked(order),
            "only-what-was-found": not known.found >= set(step.despite),
            "delegation-in-force": step.by != name(step) and not delegated,
            "approves-once": same != [] and not (again and set(step.despite) - order.seen),
        }

    def _of_whoever_moves_money(self, step: Step, known: Known, payees: set[str]) -> Answers:
        house, acting = self.house, {step.by, name(step)}
        behind, home = house.behind(acting, step.day), house.homes.get(known.person)
        gains = {each for each in behind if house.persons.get(each) == known.person} | payees
        return {
            "officer-is-known": not acting <= house.officers,
            "apart-from-beneficiary": bool(behind & gains),
            "apart-from-household": home is not None
            and home in {house.homes.get(each) for each in behind},
        }

    def _of_whoever_approves(self, step: Step, orders: list[Order]) -> Answers:
        behind = self.house.behind({step.by, name(step)}, step.day)
        return {
            "approver-in-group": name(step) not in self.house.approvers,
            "apart-from-maker": any(behind & each.makers for each in orders),
        }

    def carry(self, step: Step, due: int) -> None:
        """What becomes of orders and files by a step that is not refused.

        What came back stays so while something is due, though other money be remitted.
        """
        file = self.files.setdefault(step.award, File())
        order = self.orders.get(step.payment) if step.verb in NAMED else None
        if order:
            order.said.hear(step)
            touched = self._carry_order(step, order, file)
        elif step.verb in NOTED or (step.verb == "remit" and due):
            touched = []
        else:
            touched = self._carry_file(step, file)
        file.paid_back |= step.verb == "back"
        file.last = max(step.day, step.day if file.last is None else file.last)
        for each in touched:
            each.last = step.day

    def _carry_file(self, step: Step, file: File) -> list[Order]:
        match step.verb:
            case "prepare":
                attempt = self.attempt(step)
                decided = attempt > self.house.attempts
                file.further -= decided
                what = (step.amount, step.account, step.payee)
                order = Order(step, *what, {step.by}, attempt, decided)
                self.orders[step.payment] = order
                return [order, *self._followed(step.follows, "followed")]
            case "remit":
                back = self.of_award(step.award, "returned")
                return [each for o in back for each in self._followed(o.by.payment, "remitted")]
            case "decide":
                file.further += 1
            case _:
                file.held = step.verb == "hold"
        return []

    def _carry_order(self, step: Step, order: Order, file: File) -> list[Order]:
        match step.verb:
            case "withdraw":
                order.status = "withdrawn"
                file.further += order.decided
                return [order, *self._followed(order.by.follows, "returned")]
            case "amend":
                order.amount, order.account, order.payee = order.after(step)
                order.makers, order.approvals = order.makers | {step.by}, []
                order.status = "prepared"
            case "approve":
                order.approvals = [*order.approvals, step]
                enough = self.house.approvers and order.approved_by() >= self.house.required
                order.status = "approved" if enough else order.status
            case verb:
                becomes = {"send": "sent", "confirm": "confirmed", "return": "returned"}
                order.status = becomes.get(verb, order.status)
        return [order]

    def _followed(self, payment: int, status: str) -> list[Order]:
        found = [self.orders[payment]] if payment in self.orders else []
        for each in found:
            each.status = status
        return found

    def disagreements(self, desk: Desk) -> list[str]:
        """The orders and files that stand otherwise at the desk."""
        orders = {
            str(number): (
                *(str(each.award), each.amount.units, str(each.status), each.attempt),
                each.whereabouts.is_contradicted,
                {str(maker) for maker in each.makers},
                [(str(approval.by), str(approval.name)) for approval in each.approvals],
            )
            for number, each in desk.orders.items()
        }
        mine = {
            f"payment-{number}": (
                *(f"award-{each.by.award}", each.amount, each.status, each.attempt),
                each.said.in_doubt,
                each.makers,
                [(approval.by, name(approval)) for approval in each.approvals],
            )
            for number, each in self.orders.items()
        }
        files = {str(award): (f.held is not None, f.further) for award, f in desk.files.items()}
        kept = {f"award-{award}": (f.held, f.further) for award, f in self.files.items()}
        return sorted(failing({"orders": orders != mine, "files": files != kept}))


def name(step: Step) -> str:
    """In whose name a step is taken."""
    return step.name or step.by
