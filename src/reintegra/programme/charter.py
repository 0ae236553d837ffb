"""The charter of a programme: what it is and how it stands; it is changed by recording only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.policy import Policy
from reintegra.chain.stage import Event
from reintegra.errors import InvalidValue, OutsideCoverage
from reintegra.programme.accounts import Accounts, holding_of
from reintegra.programme.case_index import NO_CASES, CaseIndex, Cases
from reintegra.programme.content import digest_of_parts
from reintegra.programme.history import Entry, OrderFinding
from reintegra.programme.money.fund import Fund
from reintegra.programme.paying.about import About
from reintegra.programme.paying.acts import PaymentPrepared
from reintegra.programme.paying.attempts import to_be_tried
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.office import Office
from reintegra.programme.rounds.numbers import payment_number
from reintegra.programme.rounds.round import Round, Site
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.calendar import Period, as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import CaseId, CommandKey, ProgrammeId, SiteId
from reintegra.vocabulary.institutions import Institution
from reintegra.vocabulary.layers import LayeredMapping, LayeredSequence

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain.award_record import Award
    from reintegra.chain.case import Case
    from reintegra.programme.paying.orders import Order
    from reintegra.vocabulary.identifiers import ActorId, Digest, PaymentId
    from reintegra.vocabulary.texts import Text


@attrs.frozen(eq=False)
class Charter:
    """All that a programme is and holds; see `Programme`."""

    id: ProgrammeId
    policy: Policy
    fund: Fund
    sites: tuple[Site, ...]
    office: Office
    partners: tuple[Institution, ...] = ()
    desk: Desk = attrs.field(
        default=attrs.Factory(lambda programme: Desk(programme.office), takes_self=True)
    )
    accounts: Accounts = attrs.field(factory=Accounts)
    latest: LayeredMapping[CaseId, Event] = attrs.field(factory=LayeredMapping[CaseId, Event])
    history: LayeredSequence[Entry] = attrs.field(factory=LayeredSequence[Entry])
    memory: LayeredMapping[CommandKey, Entry] = attrs.field(
        factory=LayeredMapping[CommandKey, Entry]
    )

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "Programme.id", self.id)
        instance_of(Policy, "Programme.policy", self.policy)
        instance_of(Fund, "Programme.fund", self.fund)
        instance_of(tuple, "Programme.sites", self.sites)
        instance_of(Office, "Programme.office", self.office)
        instance_of(tuple, "Programme.partners", self.partners)
        for site in self.sites:
            instance_of(Site, "Programme.sites", site)
        for partner in self.partners:
            instance_of(Institution, "Programme.partners", partner)
        if self.fund.programme != self.id:
            raise InvalidValue("fund", "another-programme", "a programme has its own fund")
        if self.desk.office is not self.office and self.desk.office != self.office:
            raise InvalidValue("desk", "another-office", "a desk works by the rules of its office")
        known = {site.id for site in self.sites}
        if len(known) != len(self.sites):
            raise InvalidValue("sites", "site-twice", "name each site once")
        if not self.fund.ceilings.sites.keys() <= known:
            raise InvalidValue("fund.ceilings", "no-such-site", "a ceiling is that of a site")
        rounds = {terms.code for terms in self.policy.rounds}
        if not self.fund.ceilings.rounds.keys() <= rounds:
            raise InvalidValue("fund.ceilings", "no-such-round", "a ceiling is that of a round")

    @property
    def seal(self) -> Digest:
        """The seal of the last entry; before the first, that of what the programme began with."""
        if self.history:
            return self.history[-1].seal
        fund, desk, accounts = self.fund, self.desk, self.accounts
        began: dict[str, object] = {
            "programme": self.id,
            "policy": self.policy.code,
            "sites": self.sites,
            "office": self.office,
            "partners": self.partners,
            "ceilings": fund.ceilings,
            "appropriations": fund.appropriations,
            "postings": fund.postings,
            "awards": fund.awards,
            "payments": fund.payments,
            "orders": desk.orders,
            "files": desk.files,
            "known": desk.known,
            "accounts": accounts.of_case,
            "holders": accounts.holders,
            "latest": self.latest,
        }
        return digest_of_parts(began)

    def site(self, site: SiteId) -> Site:
        """One of the programme's sites.

        Raises:
            OutsideCoverage: the programme has no such site.
            WrongType: the site is not named by its `SiteId`.
        """
        instance_of(SiteId, "site", site)
        for each in self.sites:
            if each.id == site:
                return each
        raise OutsideCoverage("site", site)

    def round(self, site: SiteId, on: date, *, period: Period | None = None) -> Round:
        """The round at a site on a day; its period is the year unless another is named.

        The budget is what the fund has left for the site and the round of what was appropriated
        by that day.

        Raises:
            OutsideCoverage: no such site, no edition on that day, or no such round in the policy.
            InvalidValue: the period does not contain the day.
        """
        day, place = as_day(on), self.site(site)
        edition, terms = self.policy.at(day), self.policy.round_terms(place.regency, day)
        return Round(
            programme=self.id,
            site=place,
            on=day,
            edition=edition,
            terms=terms,
            period=period or Period.of_year(day.year),
            budget=self.fund.left_at(site, of=terms.code, on=day),
        )

    def next_order(
        self, case: Case, award: Award, *, on: date, by: ActorId, payee: ActorId | None = None
    ) -> PaymentPrepared:
        """The next order to pay an award: the tranche that is due, into the account on record.

        What goes in kind is ordered as a whole, and without an account.

        Its number is that of the award and of the order, so that no order is made twice. It
        follows the payment of the award that came back, if one did; of several, the one of which
        the first attempt was ordered first.

        Raises:
            InvalidValue: the award is not on record in this case as it is given; or nothing of it
                is due: all is paid or handed over, a payment is under way, or the award was
                cancelled; or its number leaves no room for that of a payment.
        """
        about, orders = About.of(case, award), self.desk.orders_of(award.terms.award)
        if about.due is None:
            raise InvalidValue("award", "nothing-due", "no tranche of the award can be sent now")
        returned = (each.payment for each in to_be_tried(orders))
        return PaymentPrepared(
            case=case.id,
            on=on,
            by=by,
            award=about.award,
            payment=payment_number(about.award, len(orders) + 1),
            amount=about.due,
            account=about.pays_into,
            payee=payee,
            follows=next(returned, None),
        )

    def explain(self, payment: PaymentId) -> Text:
        """The life of a payment with every attempt linked to it, told from its events.

        A line an event, in the order of recording; then how each attempt stands.

        Raises:
            OutsideCoverage: no payment of this number was ever ordered.
            WrongType: the payment is not named by its `PaymentId`.
        """
        return self.desk.explain(payment)

    def findings(self, on: date, cases: Cases = NO_CASES) -> tuple[OrderFinding, ...]:
        """What gives pause, on a day, about all orders that are still to be sent.

        The cases given say themselves which account they have, and since when; of all others
        counts what was recorded in this programme.
        """
        index, day = CaseIndex.of(cases), as_day(on)
        return tuple(
            OrderFinding(order.case, order.payment, finding)
            for order in self.desk.orders.values()
            if order.is_to_be_sent
            for finding in self.desk.findings(self._known_of(order, index), day)
        )

    def _known_of(self, order: Order, cases: CaseIndex) -> About:
        """What is known of the account of an order, whether its case is given or not."""
        terms = self.fund.awards[order.award].terms
        awards = frozenset(self.fund.of_person[terms.person]) - {order.award}
        about = attrs.evolve(About.on_file(terms, None), others=awards)
        if about.channel is not Channel.OWN_ACCOUNT or order.account is None:
            return about
        case = cases.get(order.case)
        held = self.accounts.of_case.get(order.case) if case is None else holding_of(case)
        return attrs.evolve(
            about,
            account=order.account,
            changed_on=None if held is None else held.changed_on,
            shared_with=cases.holders(order.account, self.accounts) - {order.case},
        )
