"""The programme: a policy, a fund, sites and partners, and what is recorded in both.

>>> from datetime import date
>>> from reintegra.policies.kemensos import KEMENSOS
>>> KEMENSOS.rounds[4].place
'Kabupaten Lombok Tengah'
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
from reintegra.errors import InvalidValue, OutsideCoverage, TransitionRefused, UnknownEvent
from reintegra.programme.books import MOVES_MONEY
from reintegra.programme.fund import Fund
from reintegra.programme.given import Given
from reintegra.programme.round import Round, Site
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.calendar import Period, as_day
from reintegra.vocabulary.identifiers import CaseId, PaymentId, ProgrammeId, SiteId
from reintegra.vocabulary.institutions import Institution

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
    """

    id: ProgrammeId
    policy: Policy
    fund: Fund
    sites: tuple[Site, ...]
    partners: tuple[Institution, ...] = ()

    def __attrs_post_init__(self) -> None:
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
        """
        for each in self.sites:
            if each.id == site:
                return each
        raise OutsideCoverage("site", site)

    def round(self, site: SiteId, on: date, *, period: Period | None = None) -> Round:
        """The round at a site on a day; its period is the year unless another is named.

        The budget is what the fund has left for the site.

        Raises:
            OutsideCoverage: no such site, no edition on that day, or no such round in the policy.
        """
        day, place = as_day(on), self.site(site)
        return Round(
            programme=self.id,
            site=place,
            on=day,
            edition=self.policy.at(day),
            terms=self.policy.round_terms(place.regency, day),
            period=period or Period.of_year(day.year),
            budget=self.fund.left_at(site),
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
        return Recorded(attrs.evolve(self, fund=self.fund.after(books)), MappingProxyType(changed))

    def _check(self, verdict: Verdict, event: Event, case: Case, known: Known) -> None:
        if not verdict.met:
            possible = case.possible(under=self.policy, on=event.on, knowing=known)
            raise TransitionRefused(verdict, possible)


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
        InvalidValue: nothing of the award is due: all is paid, a payment is under way, the award
            was cancelled, or it is given in kind.
    """
    due = award.tranche_due
    if due is None or not award.is_payable:
        raise InvalidValue("award", "nothing-due", "no tranche of the award can be sent now")
    into_account = award.terms.channel is Channel.OWN_ACCOUNT
    return PaymentSent(
        case=case.id,
        on=on,
        award=award.terms.award,
        payment=PaymentId(f"{award.terms.award}/{len(award.attempts) + 1}"),
        amount=due,
        account=case.stimulus.account if into_account else None,
    )
