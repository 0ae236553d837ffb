"""An auditor of the desk that knows only what follows what there; who may, another one knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tests.programme import auditor_of_orders as orders
from tests.programme import auditor_of_who_may as who
from tests.programme.auditor_of_orders import File, Order, is_here_in_doubt
from tests.programme.auditor_of_returns import SAID_OF_RETURNS
from tests.programme.auditor_of_who_may import Answers, Known, Seen, Signed
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
AT_THE_DESK = {"prepare", "hold", "resume", "decide", "remit", "goods", *NAMED}
NOTED = {"reduce", "cancel"}
"""What the desk is not asked about, and keeps on file."""
BANK = {"confirm", "return"}


@attrs.define
class Auditor:
    """The payment orders and files of an office."""

    houses: tuple[House, ...]
    past: list[House] = attrs.field(
        default=attrs.Factory(lambda own: [own.houses[0]], takes_self=True)
    )
    orders: dict[int, Order] = attrs.field(factory=dict)
    files: dict[int, File] = attrs.field(factory=dict)

    @property
    def house(self) -> House:
        """The office of now."""
        return self.past[-1]

    def seen(self, *orders: Order) -> Seen:
        """The offices since the first of these orders was made."""
        first = min((each.since for each in orders), default=len(self.past) - 1)
        return Seen(tuple(self.past[first:]))

    def of_award(self, award: int, *statuses: str) -> list[Order]:
        """The orders of an award, in these statuses."""
        return orders.of_award(self.orders, award, *statuses)

    def doubts(self, award: int) -> set[str]:
        """What of an award came back, and of which days it is said to be paid, by what."""
        mine = [each for each in self.orders.values() if each.by.award == award]
        doubts = [(each.by.payment, *said) for each in mine for said in each.said.doubts]
        return {f"paid-after-return {payment} {day} {what}" for payment, day, what in doubts}

    def refuses(self, step: Step, known: Known | None) -> set[str]:
        """The codes with which the desk refuses a step; of an award nobody knows, one alone."""
        order = self.orders.get(step.payment) if step.verb in NAMED else None
        if step.verb not in NAMED:
            return failing(self._of_an_award(step, known)) if known else {"award-on-record"}
        if known is None or order is None or order.by.award != step.award:
            return {"order-is-known"}
        if step.verb in SAID_OF_RETURNS:
            wrong = order.status not in NAMED[step.verb]
            who_else = failing(self._of_upholding(step, known)) if step.by else set[str]()
            return failing({"order-status": wrong}) | order.said.refuses(step) | who_else
        file = self.files.get(step.award, File())
        last = order.last if step.verb == "back" else max(file.last, known.made)
        last = order.said.latest if step.verb in BANK else last
        fails = {
            "order-status": order.status not in NAMED[step.verb],
            "acts-in-order": step.day < last,
        }
        left = 0 if step.odd == "foreign" else order.amount - order.back
        match step.verb:
            case "amend":
                before, after = (order.amount, order.account, order.payee), order.after(step)
                fails |= {"something-changes": before == after}
                fails |= self._of_the_money(*after[:2], known, step.odd)
                fails["payee-named"] = not known.fits(after[2])
                fails |= who.moving(self.seen(order), self.signed(step), known, [after[2]])
                fails |= who.made_for(self.seen(order), order.makers, known, after[2])
            case "approve":
                fails |= self._of_approving(step, order, known)
            case "withdraw":
                fails["officer-is-known"] = step.by not in self.house.officers
            case "send":
                fails |= self._of_the_money(order.amount, order.account, known)
                fails["follows-the-return"] = orders.is_not_linked(self.orders, order)
                as_ordered = (step.amount, step.account) == (order.amount, order.account)
                fails["as-ordered"] = step.odd == "foreign" or not as_ordered
                fails["award-not-held"] = file.held
                fails["findings-seen"] = not known.found <= order.seen
                fails |= self._of_sending(order, known)
            case "confirm" | "return":
                fails["as-ordered"] = step.odd == "foreign" or step.amount != left
            case "back":
                fails["order-holds-amount"] = not 0 < step.amount <= left
        return failing(fails)

    def _of_an_award(self, step: Step, known: Known) -> Answers:
        file, award = self.files.get(step.award, File()), step.award
        due = orders.due_again(self.orders, award)
        tried = orders.tried(self.orders, due) if due and due.attempt >= self.house.attempts else []
        under_way = bool(self.of_award(award, *OPEN, "sent"))
        fails = {"acts-in-order": step.day < max(file.last, known.made)}
        match step.verb:
            case "prepare":
                fails |= self._of_the_money(step.amount, step.account, known, step.odd)
                seen = self.seen(*orders.before(self.orders, step))
                fails |= who.moving(seen, self.signed(step), known, [step.payee])
                fails["payee-named"] = not known.fits(step.payee)
                fails["order-is-new"] = step.payment in self.orders
                fails["no-order-under-way"] = under_way
                fails["follows-the-return"] = step.follows != (due.by.payment if due else 0)
                too_many = orders.attempt(self.orders, step) > self.house.attempts
                fails["attempts-left"] = (
                    too_many and orders.first(self.orders, step) not in file.further
                )
            case "remit":
                came_back = self.of_award(award, "returned", "followed") or file.paid_back
                fails |= {"no-order-under-way": under_way, "something-came-back": not came_back}
                fails["no-return-in-doubt"] = is_here_in_doubt(self.orders.values(), award)
            case "hold":
                fails["not-held-yet"] = file.held
                fails["officer-is-known"] = step.by not in self.house.officers
            case "resume":
                waiting = self.of_award(award, *OPEN, "sent", "returned")
                payees = {each.payee for each in waiting}
                fails |= who.moving(self.seen(*waiting), self.signed(step), known, payees)
                fails["award-is-held"] = not file.held
            case "goods":
                fails["award-not-held"] = file.held
                fails["findings-seen"] = False
                approved = self.of_award(award, "approved")
                fails["goods-are-ordered"] = not approved
                for each in approved:
                    fails |= self._of_the_money(each.amount, each.account, known)
                    fails["findings-seen"] = not known.found <= each.seen
                    fails |= self._of_sending(each, known)
            case _:
                fails |= self._of_deciding(step, known, tried)
                decided = {each.first for each in tried} & file.further
                fails["attempts-used-up"] = not tried or bool(decided)
        return fails

    def _of_deciding(self, step: Step, known: Known, orders: list[Order]) -> Answers:
        payees, seen = {each.payee for each in orders}, self.seen(*orders)
        makers = [maker for each in orders for maker in each.makers]
        may = who.moving(seen, self.signed(step), known, payees)
        return may | who.approving(seen, self.signed(step), makers)

    def _of_upholding(self, step: Step, known: Known) -> Answers:
        """Who ends a doubt by hand has made no order that it may be about."""
        concerned = [o for o in self.orders.values() if o.by.award == step.award]
        for award in known.theirs - {step.award}:
            concerned += self.of_award(award, *OPEN)
        return self._of_deciding(step, known, concerned)

    def _of_the_money(self, amount: int, account: str, known: Known, odd: str = "") -> Answers:
        due = odd != "foreign" and 0 < amount == known.due
        return {"amount-is-due": not due, "account-on-record": account != known.account}

    def signed(self, step: Step) -> Signed:
        """By whom a step is taken, in the office of now."""
        return Signed.of(step, self.house)

    def is_enough(self, order: Order) -> bool:
        """Whether the approvals of an order suffice in the office of now; none do to nobody."""
        count = who.counted(self.seen(order), order.approvals)
        return bool(self.house.approvers) and count >= self.house.required

    def _of_sending(self, order: Order, known: Known) -> Answers:
        seen = self.seen(order)
        return who.sending(seen, order.makers, order.approvals, known, order.payee)

    def _of_approving(self, step: Step, order: Order, known: Known) -> Answers:
        by, finishes = self.signed(step), order.status == "prepared" and self.is_enough(order)
        seen = self.seen(order)
        delegated = self.house.is_delegate(by.by, by.name, step.day)
        return {
            **self._of_the_money(order.amount, order.account, known),
            **who.moving(seen, by, known, [order.payee]),
            **who.approving(seen, by, order.makers),
            "follows-the-return": orders.is_not_linked(self.orders, order),
            "only-what-was-found": not known.found >= set(step.despite),
            "delegation-in-force": by.by != by.name and not delegated,
            "approves-once": who.again(seen, by, order.approvals, is_enough=finishes),
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
        elif step.verb == "reduce" or (step.verb == "remit" and due):
            touched = []
        else:
            touched = self._carry_file(step, file)
        file.paid_back |= step.verb == "back"
        if step.verb not in SAID_OF_RETURNS:
            file.last = max(step.day, file.last)
        for each in touched:
            each.last = max(each.last, step.day)

    def _carry_file(self, step: Step, file: File) -> list[Order]:
        match step.verb:
            case "prepare":
                decided = (attempt := orders.attempt(self.orders, step)) > self.house.attempts
                first, since = orders.first(self.orders, step), len(self.past) - 1
                since = min((o.since for o in orders.before(self.orders, step)), default=since)
                file.further -= {first} if decided else set()
                what = (step.amount, step.account, step.payee)
                order = Order(step, *what, [self.signed(step)], attempt, decided, since, first)
                self.orders[step.payment] = order
                return [order, *self._followed(step.follows, "followed")]
            case "remit":
                back = self.of_award(step.award, "returned")
                return [each for o in back for each in self._followed(o.by.payment, "remitted")]
            case "decide":
                due = orders.due_again(self.orders, step.award)
                file.further |= {due.first} if due else set()
            case "goods":
                order = self.of_award(step.award, "approved")[0]
                return self._followed(order.by.payment, "handed-over")
            case "cancel":
                open_ones = self.of_award(step.award, *OPEN)
                return [each for o in open_ones for each in self._withdrawn(o, file)]
            case _:
                file.held = step.verb == "hold"
        return []

    def _carry_order(self, step: Step, order: Order, file: File) -> list[Order]:
        match step.verb:
            case "withdraw":
                return self._withdrawn(order, file)
            case "amend":
                order.amount, order.account, order.payee = order.after(step)
                order.makers, order.approvals = [*order.makers, self.signed(step)], []
                order.status = "prepared"
            case "approve":
                order.approvals = [*order.approvals, self.signed(step)]
                order.status = "approved" if self.is_enough(order) else order.status
            case "back":
                order.back += step.amount
            case verb:
                becomes = {"send": "sent", "confirm": "confirmed", "return": "returned"}
                order.status = becomes.get(verb, order.status)
        return [order]

    def _withdrawn(self, order: Order, file: File) -> list[Order]:
        order.status = "withdrawn"
        file.further |= {order.first} if order.decided else set()
        return [order, *self._followed(order.by.follows, "returned")]

    def _followed(self, payment: int, status: str) -> list[Order]:
        if payment not in self.orders:
            return []
        self.orders[payment].status = status
        return [self.orders[payment]]

    def disagreements(self, desk: Desk) -> list[str]:
        """The orders and files that stand otherwise at the desk."""
        theirs = {
            str(number): (
                *(str(o.award), o.amount.units, o.outstanding.units, str(o.status), o.attempt),
                o.whereabouts.is_contradicted,
                {str(maker.actor) for maker in o.makers},
                [(str(given.by.actor), str(given.by.name)) for given in o.approvals],
            )
            for number, o in desk.orders.items()
        }
        mine = {f"payment-{number}": order.told for number, order in self.orders.items()}
        files = {
            str(award): (f.held is not None, set(map(str, f.further)))
            for award, f in desk.files.items()
        }
        kept = {
            f"award-{award}": (f.held, {f"payment-{number}" for number in f.further})
            for award, f in self.files.items()
        }
        return sorted(failing({"orders": theirs != mine, "files": files != kept}))
