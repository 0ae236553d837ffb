"""An auditor of a whole programme that knows only what must hold, and keeps plain numbers.

It shares public types with the library, no more: it predicts each answer, and checks what stands.
What fund and desk say of a command, the auditors of each know.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import attrs

from tests.programme import auditor, auditor_of_desk
from tests.programme.auditor_of_awards import Held
from tests.programme.auditor_of_cases import Case
from tests.programme.auditor_of_desk import AT_THE_DESK, BANK, NOTED
from tests.programme.auditor_of_who_may import Answers, Known
from tests.programme.books_of_money import in_the_books
from tests.programme.money_words import Command, Step, failing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra import chain
    from reintegra.programme import Programme
    from reintegra.vocabulary import CaseId

TO_BE_PAID = {"awarded", "returned", "part-paid"}
KEPT = {"sent", "returned", "part-paid", "cancelled", "received"}
DURING = dict.fromkeys(("send", "reduce", "cancel"), TO_BE_PAID)
DURING |= {verb: KEPT | {"accounted"} for verb in ("return", "back")}
DURING |= {"confirm": {"sent"}, "account": KEPT, "goods": {"awarded"}}
DURING["cancel"] = TO_BE_PAID | {"accounted"}
FITS = {
    "send": ("payment-fits", "account-ready", "earlier-tranches-accounted"),
    "confirm": ("payment-fits", "proof-fits"),
    "return": ("payment-fits",),
    "goods": ("payment-fits",),
    "account": ("use-fits",),
    "reduce": ("reduction-fits",),
    "back": ("paying-back-fits",),
    "cancel": ("cancellation-fits",),
}
REACHED = {"lose": "open", "regain": "lost"}
GIVING = {"award", "send", "goods"}
WHILE_OPEN = {"consent", "register", "account", *GIVING}
OF_NO_CASE = {"appropriate", "office"}
OF_CASES = {*WHILE_OPEN, *DURING, *REACHED}
MONEY = {"appropriate", "award", "remit", *DURING} - {"account"}


@attrs.define
class Auditor:
    """Cases, awards and keys, beside the books of the fund and the orders of the desk."""

    books: auditor.Auditor
    desk: auditor_of_desk.Auditor
    cases: dict[int, Case]
    awards: dict[int, Held] = attrs.field(factory=dict)
    memory: dict[str, tuple[tuple[Step, ...], str, set[str]]] = attrs.field(factory=dict)

    def answer(self, command: Command) -> tuple[str, set[str]]:
        """What becomes of a command, with the codes of a refusal; what can be carried out is."""
        steps, outcome, refused = self.memory.get(command.key, (command.steps, "", set[str]()))
        if outcome:
            again = "repeated" if outcome == "done" else outcome
            return (again, refused) if steps == command.steps else ("conflict", set())
        if any(each.case not in self.cases and each.verb not in OF_NO_CASE for each in steps):
            return "malformed", set()
        now = (self.books, self.desk, self.cases, self.awards)
        before = deepcopy(now) if len(steps) > 1 else now
        for step in steps:
            if refused := self.refuses(step, adult=command.adult):
                self.books, self.desk, self.cases, self.awards = before
                break
            self._carry(step)
        is_open = command.key and "?adult" in refused
        outcome = "open" if is_open else "refused" if refused else "done"
        if command.key and not is_open:
            self.memory[command.key] = (steps, outcome, refused)
        return outcome, refused

    def refuses(self, step: Step, *, adult: bool | None) -> set[str]:
        """Every code with which case, desk and fund refuse one step; `?` before what is to ask."""
        held = self.awards.get(step.award)
        own = held if held and held.by.case == step.case else None
        unsaid = step.verb == "uphold" and not step.by and step.odd != "line"
        foreign = (step.verb, step.odd) == ("office", "programme")
        refused = failing({"own-programme": foreign, "answered-for": unsaid})
        if step.verb in MONEY:
            refused |= self.books.refuses(in_the_books(step, own))
        if step.verb in OF_CASES:
            refused |= failing(self._of_the_case(step, self.cases[step.case], own))
        if step.verb in AT_THE_DESK:
            refused |= self.desk.refuses(step, self.known(step) if own else None)
        if (step.verb == "award" or (step.verb in GIVING and own)) and adult is not True:
            unknown = set[str]() if refused else {"?adult"}
            refused |= {"adult"} if adult is False else unknown
        return refused

    def _of_the_case(self, step: Step, case: Case, held: Held | None) -> Answers:
        last = case.last
        if step.verb in BANK:
            told = held.last_of(step.payment) if held else None
            last = step.day if told is None else told
        if step.verb in REACHED:
            last = max(last, case.reached[-1][0])
        fails = {"new-event": step in case.seen, "in-order": step.day < last}
        lost = not case.is_open_on(step.day)
        fails["case-status"] = lost and step.verb in WHILE_OPEN
        if step.verb in GIVING:
            fails["consent-recorded"] = not case.consents_on(step.day)
            fails["case-open"] = lost and (step.verb == "award" or held is not None)
        stood = held.stood(step.day) if held else ""
        if step.verb in REACHED:
            fails["ending-status"] = case.reached[-1][1] != REACHED[step.verb]
        elif step.verb == "award":
            fails |= {"same-case": step.person != case.person, "stimulus-status": stood != ""}
            fails["not-given-before"] = self.is_given(case, step.year)
            fails["award-permitted"] = step.odd == "foreign" or len(step.parts) != 2
        elif step.verb in DURING:
            fails["stimulus-status"] = stood not in DURING[step.verb]
            fits = self._fits(step, case, held) if held else {}
            if step.verb in GIVING and held:
                fails["not-given-before"] = self.is_given(case, held.by.year, step.award)
            fails |= {code: not fits.get(code) for code in FITS.get(step.verb, ())}
        return fails

    def is_given(self, case: Case, year: int, without: int = 0) -> bool:
        """Whether the person of a case has had an award of a year that counts, one apart."""
        return any(
            self.cases[held.by.case].person == case.person
            and held.by.year == year
            and (held.status != "cancelled" or self.paid(award) > 0)
            for award, held in self.awards.items()
            if award != without
        )

    def paid(self, award: int) -> int:
        """What the person holds of an award."""
        return self.books.awards[award].on["paid"]

    def left(self, award: int) -> list[int]:
        """The parts that the person has not received, in order."""
        return self.awards[award].now.left

    def _fits(self, step: Step, case: Case, held: Held) -> Answers:
        left, own, amount = self.left(step.award), step.odd != "foreign", step.amount
        award, units, place = self.books.payments.get(step.payment, (0, 0, ""))
        kept = units - self.books.paid_back.get(step.payment, 0)
        named = award == step.award and 0 < amount == kept
        if step.verb == "send":
            is_known = award in self.awards and self.awards[award].by.case == step.case
            account = self.known(step).account
            due = held.by.channel != "in-kind" and [amount] == left[:1]
            fits = not is_known and due and step.account == account
        elif step.verb == "goods":
            fits = held.by.channel == "in-kind"
        elif step.verb == "confirm":
            fits = named and place == "in-flight"
        else:
            fits = named and place in {"in-flight", "paid"}
        can_go_back = award == step.award and place == "paid" and 0 < amount <= kept
        untold = len(held.holding.untold)
        is_new = not held.has_told(step)
        return {
            "payment-fits": own and fits,
            "proof-fits": step.odd != "proof",
            "account-ready": bool(case.accounts),
            "earlier-tranches-accounted": untold == 0,
            "use-fits": own and is_new and 0 < amount <= untold,
            "reduction-fits": own and len(step.parts) <= len(left) and sum(step.parts) < sum(left),
            "paying-back-fits": own and is_new and can_go_back,
            "cancellation-fits": held.status in {*TO_BE_PAID, "sent"} or not held.holding.units,
        }

    def known(self, step: Step) -> Known:
        """What the desk is told of the award of a step."""
        held, case = self.awards[step.award], self.cases[step.case]
        left = self.left(step.award) if held.status in TO_BE_PAID else []
        due, account = (left or [0])[0], case.accounts[-1][1]
        due, made = sum(left) if held.by.channel == "in-kind" else due, held.by.day
        person, awards = case.person, self.awards.items()
        theirs = {n for n, each in awards if self.cases[each.by.case].person == person}
        found = {doubt for award in theirs for doubt in self.desk.doubts(award)}
        if held.by.channel != "own-account":
            taken = None if held.by.channel == "in-kind" else True
            return Known(person, due, "", frozenset(found), made, taken, theirs)
        others = {n: each.accounts[-1][1] for n, each in self.cases.items() if each is not case}
        found |= {f"account-shared {n}" for n, other in others.items() if other == account}
        recent = case.changed_within(self.desk.house.recent_days, step.day)
        found |= {f"account-changed {day}" for day in recent}
        return Known(person, due, account, frozenset(found), made, taken=False, theirs=theirs)

    def _carry(self, step: Step) -> None:
        held = self.awards.get(step.award)
        due = self.known(step).due if held else 0
        if step.verb in MONEY:
            self.books.carry(in_the_books(step, held))
        if step.verb in AT_THE_DESK | NOTED:
            self.desk.carry(step, due)
        if step.verb == "office":
            self.desk.past.append(self.desk.houses[step.house])
        if step.verb in OF_CASES:
            self._carry_case(step, self.cases[step.case], held)

    def _carry_case(self, step: Step, case: Case, held: Held | None) -> None:
        case.seen.add(step)
        if step.verb in REACHED:
            case.reached.append((step.day, "lost" if step.verb == "lose" else "open"))
            return
        case.last = max(case.last, step.day)
        if step.verb == "award":
            self.awards[step.award] = Held(step)
        elif step.verb == "consent":
            case.consents.append((step.day, step.answer))
        elif step.verb == "register":
            case.accounts.append((step.day, step.account))
        elif held:
            held.note(step)

    def disagreements(self, programme: Programme, cases: Mapping[CaseId, chain.Case]) -> list[str]:
        """Where fund, desk, cases or memory of keys stand otherwise than the auditor knows them."""
        statuses = {
            str(award.terms.award): (str(award.status), award.accounted.units, award.amount.units)
            for case in cases.values()
            for award in case.stimulus.awards
        }
        mine = {
            f"award-{number}": (each.status, each.holding.told, sum(each.parts))
            for number, each in self.awards.items()
        }
        keys = {str(key) for key in programme.memory}
        apart = {"cases": statuses != mine, "keys": keys != self.memory.keys()}
        found = [*self.books.disagreements(programme.fund), *failing(apart)]
        return [*found, *self.desk.disagreements(programme.desk)]
