"""The programme: a policy, a fund, sites and partners, and what is recorded in both.

>>> from datetime import date
>>> from reintegra.policies.kemensos import KEMENSOS
>>> from reintegra.programme import Fund, Programme, Site
>>> from reintegra.vocabulary import ProgrammeId, RegionCode, SiteId, idr
>>> number, day = ProgrammeId("stimulus-2019"), date(2019, 10, 31)
>>> site = Site(SiteId("lombok-tengah"), "Lombok Tengah", RegionCode("52.02"))
>>> fund = Fund.appropriate(number, idr(2_000_000), on=date(2019, 10, 1))
>>> held = Programme(number, KEMENSOS, fund, (site,)).round(site.id, day)
>>> f"{held.amount} each, {held.budget} in all"
'Rp960.000 each, Rp2.000.000 in all'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import Award, Awarded, PaymentSent
from reintegra.chain.case import NOTHING_KNOWN, Case, Known
from reintegra.chain.fitting import not_given_before, only_once_for_a_purpose
from reintegra.chain.policy import Policy
from reintegra.chain.stage import Event
from reintegra.chain.table import instead_of
from reintegra.errors import InvalidValue, OutsideCoverage, TransitionRefused, UnknownEvent
from reintegra.programme.books import MOVES_MONEY
from reintegra.programme.fund import Fund
from reintegra.programme.given import Given
from reintegra.programme.numbers import payment_number
from reintegra.programme.round import Round, Site
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.calendar import Period, as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import CaseId, ProgrammeId, SiteId
from reintegra.vocabulary.institutions import Institution
from reintegra.vocabulary.mapping import FrozenMapping

if TYPE_CHECKING:
    from datetime import date

    from reintegra.rules import Verdict
    from reintegra.vocabulary.identifiers import PersonId

Cases = Mapping[CaseId, Case]
"""Cases by their number, as the embedder keeps them."""


@attrs.frozen(eq=False)
class Recorded:
    """A programme and its cases after events were recorded in both."""

    programme: Programme
    cases: Cases


@attrs.frozen(eq=False)
class Programme:
    """What is funded, under which policy, where, and with whom.

    Raises:
        InvalidValue: the fund is that of another programme, two sites have one number, or a
            ceiling of the fund is for a site that the programme does not have.
        WrongType: a field holds a value of another type than the one declared.
    """

    id: ProgrammeId
    policy: Policy
    fund: Fund
    sites: tuple[Site, ...]
    partners: tuple[Institution, ...] = ()

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "Programme.id", self.id)
        instance_of(Policy, "Programme.policy", self.policy)
        instance_of(Fund, "Programme.fund", self.fund)
        instance_of(tuple, "Programme.sites", self.sites)
        instance_of(tuple, "Programme.partners", self.partners)
        for site in self.sites:
            instance_of(Site, "Programme.sites", site)
        for partner in self.partners:
            instance_of(Institution, "Programme.partners", partner)
        if self.fund.programme != self.id:
            raise InvalidValue("fund", "another-programme", "a programme has its own fund")
        known = {site.id for site in self.sites}
        if len(known) != len(self.sites):
            raise InvalidValue("sites", "site-twice", "name each site once")
        if not self.fund.ceilings.keys() <= known:
            raise InvalidValue("fund.ceilings", "no-such-site", "a ceiling is that of a site")

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

        The budget is what the fund has left for the site of what was appropriated by that day.

        Raises:
            OutsideCoverage: no such site, no edition on that day, or no such round in the policy.
            InvalidValue: the period does not contain the day.
        """
        day, place = as_day(on), self.site(site)
        return Round(
            programme=self.id,
            site=place,
            on=day,
            edition=self.policy.at(day),
            terms=self.policy.round_terms(place.regency, day),
            period=period or Period.of_year(day.year),
            budget=self.fund.left_at(site, on=day),
        )

    def record(
        self,
        events: Iterable[Event],
        cases: Cases,
        *,
        knowing: Mapping[CaseId, Known] = MappingProxyType({}),
        given: Given | None = None,
    ) -> Recorded:
        """The programme and the cases after these events: all of them in both, or none.

        `given` is what other programmes have given, beside what is on record in the cases; a
        second award to one person for the same purpose and period is refused, also across two
        cases.

        Raises:
            TransitionRefused: a case or the fund refuses an event; nothing is recorded.
            UnknownEvent: the chain does not have one of the events.
            InvalidValue: an event belongs to none of the cases.
            OutsideCoverage: an event lies outside every edition of the policy, or awards at a
                site that the programme does not have.
        """
        changed, books = dict(cases), self.fund.books()
        of_person: dict[PersonId, list[CaseId]] = {}
        for case in cases.values():
            of_person.setdefault(case.person, []).append(case.id)
        for event in events:
            case = _case_of(event, changed)
            known = knowing.get(case.id, NOTHING_KNOWN)
            changed[case.id] = case.record(event, under=self.policy, knowing=known)
            if isinstance(event, Awarded):
                self.site(event.site)
                others = (changed[each] for each in of_person[case.person] if each != case.id)
                verdict = _once(event, (case, *others), given)
                self._check(verdict, event, case, known)
            if isinstance(event, MOVES_MONEY):
                self._check(books.consider(event), event, case, known)
                books.carry(event)
        return Recorded(attrs.evolve(self, fund=self.fund.after(books)), FrozenMapping(changed))

    def remit(self, case: Case, award: Award, *, on: date) -> Programme:
        """The programme after all that came back of an award was remitted to the treasury.

        Raises:
            InvalidValue: the award is not on record in this case as it is given, it is still to
                be paid and not cancelled, or nothing of it has come back.
        """
        _own_award(case, award)
        if award.is_open:
            hint = "what came back is still to be paid: cancel the award first"
            raise InvalidValue("award", "still-open", hint)
        return attrs.evolve(self, fund=self.fund.remit(award.terms.award, on=on))

    def _check(self, verdict: Verdict, event: Event, case: Case, known: Known) -> None:
        if not verdict.met:
            possible = case.possible(under=self.policy, on=event.on, knowing=known)
            instead = instead_of(type(event), possible)
            raise TransitionRefused(verdict, possible, instead=instead)


def _case_of(event: Event, cases: Cases) -> Case:
    if not isinstance(event, Event):
        raise UnknownEvent(type(event))
    case = cases.get(event.case)
    if case is None:
        raise InvalidValue("events", "no-such-case", "an event belongs to a case given")
    return case


def _once(event: Awarded, cases: tuple[Case, ...], given: Given | None) -> Verdict:
    person = cases[0].person
    elsewhere = given.to(person) if given else None
    before = Given.of(cases, besides=elsewhere).has(person, event.purpose, event.period)
    return only_once_for_a_purpose.judge({not_given_before.name: not before})


def next_payment(case: Case, award: Award, *, on: date) -> PaymentSent:
    """The next attempt to pay an award: the tranche that is due, into the account on record.

    Its number is that of the award and of the attempt, so that no attempt is made twice.

    Raises:
        InvalidValue: the award is not on record in this case as it is given; or nothing of it is
            due: all is paid, a payment is under way, the award was cancelled, or it is given in
            kind; or its number leaves no room for that of a payment.
    """
    _own_award(case, award)
    due = award.tranche_due
    if due is None or not award.is_payable:
        raise InvalidValue("award", "nothing-due", "no tranche of the award can be sent now")
    into_account = award.terms.channel is Channel.OWN_ACCOUNT
    return PaymentSent(
        case=case.id,
        on=on,
        award=award.terms.award,
        payment=payment_number(award.terms.award, len(award.attempts) + 1),
        amount=due,
        account=case.stimulus.account if into_account else None,
    )


def _own_award(case: Case, award: Award) -> None:
    if case.stimulus.award(award.terms.award) != award:
        hint = "take the award from the case as it stands: another's, or an older state, is neither"
        raise InvalidValue("award", "another-case", hint)
