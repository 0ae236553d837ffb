"""Recording: one event after another is asked of its case, of the desk and of the fund together.

One refusal holds every reason of all of them. Nothing is carried before all are met, so whoever
stops halfway, or goes on after a refusal, has changed nothing by the event that was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

import attrs

from reintegra.chain.award import Awarded, GoodsHandedOver, PaymentSent
from reintegra.chain.case import NOTHING_KNOWN, Case, Known
from reintegra.chain.fitting import not_given_before, only_once_for_a_purpose
from reintegra.chain.policy import Policy
from reintegra.chain.stage import Event
from reintegra.chain.table import code_of, instead_of
from reintegra.errors import InvalidValue, OutsideCoverage, TransitionRefused, UnknownEvent
from reintegra.programme.accounts import OpenAccounts
from reintegra.programme.case_index import CaseIndex
from reintegra.programme.history import OrderFinding
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.money.standing import MOVES_MONEY
from reintegra.programme.office_change import OF_THE_OFFICE, OfficeChanged, OfProgramme
from reintegra.programme.paying.about import About
from reintegra.programme.paying.acts import (
    NOT_OF_THE_CHAIN,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
)
from reintegra.programme.paying.answering import OF_AN_ORDER
from reintegra.programme.paying.contradiction import (
    ReturnContradicted,
    ReturnUpheld,
    answered_for,
)
from reintegra.programme.paying.desk import AT_THE_DESK, ON_FILE
from reintegra.programme.paying.findings import Found
from reintegra.programme.paying.instead import refused_with
from reintegra.programme.paying.orders import possible_with
from reintegra.programme.refusal import CASE_NOT_GIVEN, OLDER_CASE, Refusal
from reintegra.programme.rounds.given import Given
from reintegra.programme.rounds.round import Site
from reintegra.programme.working import Working
from reintegra.rules import judge_together, verdicts_together
from reintegra.vocabulary.identifiers import CaseId, SiteId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reintegra.chain.award_record import Award
    from reintegra.programme.money.ledger import AwardBalance
    from reintegra.programme.paying.answering import DeskEvent
    from reintegra.programme.paying.orders import Order
    from reintegra.rules import Verdict
    from reintegra.vocabulary.identifiers import AccountReference, AwardId, PaymentId, PersonId

_BEFORE_SENDING = (PaymentPrepared, PaymentAmended, PaymentApproved, PaymentSent)


@attrs.define(eq=False)
class Recording:
    """Cases and programme while events are recorded; `changed` are the cases that were.

    `latest` is the last event that the programme recorded in each case before. `is_reading` where
    what is recorded is said by the lines of a statement.
    """

    policy: Policy
    site: Callable[[SiteId], Site]
    working: Working
    cases: CaseIndex
    knowing: Mapping[CaseId, Known]
    given: Given | None
    accounts: OpenAccounts
    latest: Mapping[CaseId, Event]
    changed: dict[CaseId, Case] = attrs.field(factory=dict[CaseId, Case])
    findings: dict[OrderFinding, None] = attrs.field(factory=dict[OrderFinding, None])
    is_reading: bool = False

    def record(self, event: Event | OfProgramme) -> None:
        """Ask about one event, and carry it.

        Raises:
            TransitionRefused: case, desk or fund refuse it; nothing of it is carried.
            UnknownEvent: neither the chain, the desk nor the fund has such an event.
            InvalidValue: it belongs to none of the cases, or its case is given as it stood before.
            OutsideCoverage: it lies outside every edition, or awards at no site of the programme.
        """
        if isinstance(event, OfProgramme):
            verdict = self.consider(event)
            if not verdict.met:
                raise TransitionRefused(verdict, None)
            self.working.carry(event, None)
            return
        case = self._case_of(event)
        award = self._award(event, case)
        about = None if award is None else self._about(case, award)
        verdicts = self._of_case(event, case, award)
        if not (all(verdict.met for verdict in verdicts) and self._is_permitted(event, about)):
            raise self._refused(event, case, (*verdicts, *self._of_programme(event, about)))
        self._find(event, about)
        self.working.carry(event, about)
        if not isinstance(event, NOT_OF_THE_CHAIN):
            self.changed[case.id] = case.carry(event)
            self.accounts.see(event)

    def consider(self, event: Event | OfProgramme) -> Verdict:
        """What case, desk and fund say of one event, as one verdict; nothing is carried."""
        if isinstance(event, FundAppropriated):
            return self.working.books.consider(event)
        if isinstance(event, OfficeChanged):
            own = event.programme == self.working.books.programme
            return judge_together("office", event.words, OF_THE_OFFICE, {"own_programme": own})
        case = self._case_of(event)
        award = self._award(event, case)
        about = None if award is None else self._about(case, award)
        verdicts = (*self._of_case(event, case, award), *self._of_programme(event, about))
        return verdicts_together(code_of(type(event)), event.words, verdicts)

    def _case_of(self, event: Event) -> Case:
        if not isinstance(event, Event):
            raise UnknownEvent(type(event))
        changed = self.changed.get(event.case)
        if changed is not None:
            return changed
        case = self.cases.get(event.case)
        if case is None:
            raise InvalidValue("events", "no-such-case", "an event belongs to a case given")
        if self._is_older(case):
            hint = "give the case as it stands after what was last recorded in it"
            raise InvalidValue("cases", "older-case", hint)
        return case

    def _is_older(self, case: Case) -> bool:
        """Whether a case stands as it did before the last that was recorded in it here."""
        latest = self.latest.get(case.id)
        return latest is not None and latest not in reversed(case.events)

    def _of_case(self, event: Event, case: Case, award: Award | None) -> list[Verdict]:
        """What is said by the case, by the register of awards, and by the rule of eligibility.

        And of a doubt that is ended, whether a statement says so, or somebody answers for it.
        """
        known = self.knowing.get(case.id, NOTHING_KNOWN)
        verdicts: list[Verdict] = []
        if not isinstance(event, NOT_OF_THE_CHAIN):
            verdicts.append(case.consider(event, under=self.policy, knowing=known))
        if isinstance(event, Awarded):
            self.site(event.site)
            before = self._given_before(event, case)
            verdicts.append(only_once_for_a_purpose.judge({not_given_before.name: not before}))
        if isinstance(event, ReturnUpheld):
            stands = event.by is not None or self.is_reading
            verdicts.append(answered_for.judge({"answered_for": stands}))
        if award is not None and isinstance(event, PaymentSent | GoodsHandedOver):
            verdicts.append(self._eligible(event, case, award, known))
        return verdicts

    def _of_programme(self, event: Event, about: About | None) -> list[Verdict]:
        """What desk and fund say, as far as each is asked."""
        verdicts: list[Verdict] = []
        if isinstance(event, AT_THE_DESK):
            verdicts.append(self.working.desk.consider(cast("DeskEvent", event), about))
        if isinstance(event, MOVES_MONEY):
            verdicts.append(self.working.books.consider(event))
        return verdicts

    def _is_permitted(self, event: Event, about: About | None) -> bool:
        """Whether both would be met: no verdict is made of what is recorded."""
        desk, books = self.working.desk, self.working.books
        at_the_desk = isinstance(event, AT_THE_DESK)
        return (not at_the_desk or desk.permits(cast("DeskEvent", event), about)) and (
            not isinstance(event, MOVES_MONEY) or books.permits(event)
        )

    def _award(self, event: Event, case: Case) -> Award | None:
        """The award that an event names, or whose order it names, as it stands in the case."""
        if not isinstance(event, ON_FILE):
            return None
        act = cast("DeskEvent", event)
        if not isinstance(act, PaymentAmended | PaymentApproved | PaymentWithdrawn):
            return self._own(act.award, case)
        order = self.working.desk.orders.get(act.payment)
        return None if order is None else self._own(order.award, case)

    def _own(self, number: AwardId, case: Case) -> Award | None:
        """An award of the case, if it is this programme's: another may number its awards alike."""
        award, held = case.stimulus.award(number), self.working.books.award(number)
        if award is None or held is None:
            return None
        mine = (held.terms.programme, held.terms.case)
        return award if (award.terms.programme, case.id) == mine else None

    def _about(self, case: Case, award: Award) -> About:
        account = case.stimulus.account
        return About.of(
            case,
            award,
            holders=() if account is None else self._holders(account),
            awards=self.working.books.awards_of(case.person),
        )

    def _holders(self, account: AccountReference) -> frozenset[CaseId]:
        """Of the cases at hand those that have the account now; of others what is known here."""
        elsewhere = self.working.accounts.holders_of(account)
        return self.accounts.holders_of(account).union(
            case for case in elsewhere if case not in self.cases
        )

    def _given_before(self, terms: Awarded, case: Case, *, without: Award | None = None) -> bool:
        """Whether the person has had aid for the purpose and period of an award, itself apart."""
        person = case.person
        numbers = self.cases.of_person.get(person, ())
        cases = [self.changed.get(each) or self.cases[each] for each in numbers]
        elsewhere = self.given.to(person) if self.given else None
        held = Given.of(cases, besides=elsewhere, without=without)
        if held.has(person, terms.purpose, terms.period):
            return True
        return any(
            each.terms.purpose is terms.purpose and each.terms.period.overlaps(terms.period)
            for each in self._elsewhere(person)
        )

    def _elsewhere(self, person: PersonId) -> Iterator[AwardBalance]:
        """The awards of this programme to a person that stand, in cases that are not at hand."""
        books = self.working.books
        for number in books.awards_of(person):
            held = books.award(number)
            if held is not None and held.terms.case not in self.cases and held.stands:
                yield held

    def _eligible(
        self, event: PaymentSent | GoodsHandedOver, case: Case, award: Award, known: Known
    ) -> Verdict:
        """Whether the person is eligible on the day of the event, the award itself apart."""
        edition, terms = self.policy.at(event.on), award.terms
        asked = {fact.name for fact in edition.register_facts}
        facts = case.facts(
            on=event.on,
            edition=edition,
            knowing={name: value for name, value in known.items() if name in asked},
            given_before=self._given_before(terms, case, without=award),
            channel=terms.channel,
            without=terms.award,
        )
        return edition.eligibility.judge(facts)

    def _refused(self, event: Event, case: Case, verdicts: Sequence[Verdict]) -> TransitionRefused:
        """Every reason in one refusal, and what is possible instead with the order or the case."""
        kind = type(event)
        verdict = verdicts_together(code_of(kind), event.words, verdicts)
        order = self._order(event)
        if isinstance(event, NOT_OF_THE_CHAIN):
            return refused_with(order, event, verdict)
        at_the_desk = () if order is None else possible_with(order)
        known = self.knowing.get(case.id, NOTHING_KNOWN)
        possible = case.possible(under=self.policy, on=event.on, knowing=known)
        instead = instead_of(kind, possible)
        if verdicts[0].met and at_the_desk:
            instead = tuple(each for each in at_the_desk if each is not kind)
        return TransitionRefused(verdict, possible, instead=instead)

    def _order(self, event: Event) -> Order | None:
        """The order that the event names, if it is one of the same case."""
        if not isinstance(event, OF_AN_ORDER):
            return None
        order = self.working.desk.orders.get(event.payment)
        return order if order is not None and order.case == event.case else None

    def _find(self, event: Event, about: About | None) -> None:
        """Note what gives pause about an order that is on its way to being sent.

        A return that is contradicted gives it about each order for the same person.
        """
        desk = self.working.desk
        if about is None:
            return
        if isinstance(event, ReturnContradicted):
            found = Found.paid_after_return(event.payment, event.on, event.record)
            for order in desk.orders_to_be_sent(about):
                self._note(order.case, order.payment, found)
        elif isinstance(event, _BEFORE_SENDING):
            for finding in desk.findings(about, event.on):
                self._note(event.case, event.payment, finding)

    def _note(self, case: CaseId, payment: PaymentId, finding: Found) -> None:
        self.findings[OrderFinding(case, payment, finding)] = None

    def after(self) -> CaseIndex:
        """The cases after all that was recorded."""
        return self.cases.over(self.changed, self.accounts.closed())

    def attempt(self, event: Event) -> Refusal | None:
        """Record what a line of a statement says, which stops no other; why not, where it fails."""
        case = self.cases.get(event.case)
        if case is None:
            return CASE_NOT_GIVEN
        if self._is_older(case):
            return OLDER_CASE
        try:
            self.record(event)
        except (TransitionRefused, OutsideCoverage) as error:
            return Refusal.by(error)
        return None

    def all_or_none(self, events: Sequence[Event | OfProgramme]) -> tuple[Refusal, Verdict] | None:
        """Record one event after another, as `record` does, until one is refused: which, and why.

        What comes after it is only looked at, so that what is malformed is said to be so wherever
        it stands.
        """
        for place, event in enumerate(events, 1):
            try:
                self.record(event)
            except TransitionRefused as error:
                for later in events[place:]:
                    self.consider(later)
                return Refusal.by(error).at(place, events), error.verdict
        return None
