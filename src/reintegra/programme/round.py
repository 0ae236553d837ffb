"""A round: one distribution at one site on one day, from decisions to awards.

`decide` answers for each case, `allocate` shares the money among those who are eligible, and
`award` turns shares into events. None of them changes anything: the awards count once they are
recorded in the cases and in the fund (`Programme.record`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.allocation import Allocation, Claim, Method, allocate, equal, per_head
from reintegra.chain.award import Awarded
from reintegra.chain.case import NOTHING_KNOWN, Case, Known
from reintegra.chain.policy import Edition, RoundTerms
from reintegra.errors import CurrencyMismatch, InvalidValue, OutsideCoverage
from reintegra.programme.given import Given
from reintegra.rules import Decision, MissingFact, Outcome, Reason, Verdict, decide
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import AwardId, CaseId, PersonId, ProgrammeId, SiteId
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from reintegra.vocabulary.aid import Channel


@attrs.frozen
class Site:
    """Where rounds of a programme are held."""

    id: SiteId
    name: str
    regency: RegionCode


class WaitingKind(Worded):
    """Why somebody has no share, in one word; the reasons say it in full."""

    NOT_ELIGIBLE = "not-eligible", "Tidak memenuhi syarat", "Not eligible"
    TO_ASK = "to-ask", "Perlu keterangan", "Facts to ask"
    FUND_SHORT = "fund-short", "Dana tidak mencukupi", "The money did not suffice"


@attrs.frozen
class Decided:
    """The decision about one case; the verdict explains it, the `decision` is what is kept.

    `award` is the number that an award of this decision has.
    """

    case: CaseId
    person: PersonId
    award: AwardId
    decision: Decision
    verdict: Verdict = attrs.field(eq=False, repr=False)

    @property
    def outcome(self) -> Outcome:
        """Whether the case is eligible."""
        return self.decision.outcome


@attrs.frozen
class WaitingEntry:
    """Somebody without a share: every reason, and what to ask where facts are missing.

    `short_by` is what the fund lacked for this share, `None` where money was not the reason.
    """

    case: CaseId
    kind: WaitingKind
    reasons: tuple[Text, ...]
    codes: tuple[str, ...]
    to_ask: tuple[MissingFact, ...] = ()
    short_by: Money | None = None


@attrs.frozen
class RoundAllocation:
    """The money of a round shared among the eligible, and everybody else with the reasons."""

    shares: Mapping[CaseId, Money]
    left_over: Money
    waiting: tuple[WaitingEntry, ...]
    result: Allocation
    decided: Mapping[CaseId, Decided] = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False)
class Round:
    """One distribution at one site on one day, under one edition, within a budget."""

    programme: ProgrammeId
    site: Site
    on: date
    edition: Edition
    terms: RoundTerms
    period: Period
    budget: Money

    def decide(
        self,
        cases: Iterable[Case],
        *,
        knowing: Mapping[CaseId, Known] = MappingProxyType({}),
        given: Given | None = None,
    ) -> tuple[Decided, ...]:
        """A decision for each case, in the order given.

        `knowing` are facts from the register by case. `given` is what other programmes and other
        cases have given, beside what is on record in the cases named. Of two cases of one person
        the earlier may be eligible, the later is not.

        Raises:
            InvalidValue: a case is named twice, or the code of the round and the number of a case
                are too long together for the number of an award.
        """
        candidates = tuple(cases)
        if len({case.id for case in candidates}) != len(candidates):
            raise InvalidValue("cases", "case-twice", "name each case once")
        held, served = Given.of(candidates, besides=given), set[PersonId]()
        decided: list[Decided] = []
        for case in candidates:
            before = case.person in served or held.has(case.person, self.terms.purpose, self.period)
            answer = self._decide(case, knowing.get(case.id, NOTHING_KNOWN), given_before=before)
            decided.append(answer)
            if answer.outcome is Outcome.MET:
                served.add(case.person)
        return tuple(decided)

    def allocate(
        self,
        decided: Iterable[Decided],
        method: Method | None = None,
        *,
        weights: Mapping[CaseId, int] = MappingProxyType({}),
    ) -> RoundAllocation:
        """The budget shared among the eligible; by default the amount of the round to each.

        `weights` are for methods that weigh claims; a case without one weighs 1.

        Raises:
            OutsideCoverage: no method is named, and nobody stated the amount of this round.
            CurrencyMismatch: the budget is not in the currency of the edition.
            InvalidValue: a case is decided twice, or weighs less than 1: whoever is eligible has
                a share or a reason.
        """
        listed = tuple(decided)
        answers = {answer.case: answer for answer in listed}
        if len(answers) != len(listed):
            raise InvalidValue("decided", "case-twice", "name each case once")
        if self.budget.currency != self.edition.currency:
            raise CurrencyMismatch(self.budget.currency.code, self.edition.currency.code)
        if any(weight < 1 for weight in weights.values()):
            raise InvalidValue("weights", "too-small", "each weight is at least 1")
        eligible = [each for each in answers.values() if each.outcome is Outcome.MET]
        claims = [Claim(str(each.case), weights.get(each.case, 1)) for each in eligible]
        result = allocate(self.budget.units, claims, method or per_head(self.amount.units))
        shares = {
            each.case: Money(result.shares[str(each.case)], self.budget.currency)
            for each in eligible
            if result.shares[str(each.case)]
        }
        return RoundAllocation(
            shares=MappingProxyType(shares),
            left_over=Money(result.left_over, self.budget.currency),
            waiting=(*self._without(answers.values()), *self._short(result)),
            result=result,
            decided=MappingProxyType(answers),
        )

    def award(
        self, allocation: RoundAllocation, *, channel: Channel | None = None
    ) -> tuple[Awarded, ...]:
        """The awards of an allocation, one a share, in the tranches of the edition.

        Raises:
            OutsideCoverage: neither the round nor the caller names a channel.
            InvalidValue: a share has fewer units than the edition has tranches.
        """
        by = channel or self.terms.channel
        if by is None:
            raise OutsideCoverage(f"channel of round {self.terms.code}", self.on)
        return tuple(
            Awarded(
                case=case,
                on=self.on,
                award=allocation.decided[case].award,
                programme=self.programme,
                site=self.site.id,
                purpose=self.terms.purpose,
                period=self.period,
                amount=amount,
                channel=by,
                tranches=self._tranches(amount),
            )
            for case, amount in allocation.shares.items()
        )

    @property
    def amount(self) -> Money:
        """What this round gives to each person.

        Raises:
            OutsideCoverage: nobody stated it, and the total does not divide exactly.
            CurrencyMismatch: the policy states it in another currency than that of its edition.
        """
        amount = self.terms.amount
        if amount is None:
            raise OutsideCoverage(f"amount per person of round {self.terms.code}", self.on)
        if amount.currency != self.edition.currency:
            raise CurrencyMismatch(amount.currency.code, self.edition.currency.code)
        return amount

    def _decide(self, case: Case, known: Known, *, given_before: bool) -> Decided:
        facts = case.facts(
            on=self.on, edition=self.edition, knowing=known, given_before=given_before
        )
        rule, code = self.edition.eligibility, self.edition.code
        decision = decide(rule, facts, on=self.on, edition=code)
        return Decided(case.id, case.person, self._award_id(case), decision, rule.judge(facts))

    def _award_id(self, case: Case) -> AwardId:
        """Round and case; a number before the case where the case has had awards of the round."""
        rounds = (f"{self.terms.code}/", f"{self.terms.code}.")
        numbers = (str(award.terms.award) for award in case.stimulus.awards)
        earlier = sum(1 for number in numbers if number.startswith(rounds))
        again = f".{earlier + 1}" if earlier else ""
        return AwardId(f"{self.terms.code}{again}/{case.id}")

    def _tranches(self, amount: Money) -> tuple[Money, ...]:
        parts = [Claim(str(number)) for number in range(self.edition.tranches.value)]
        shares = allocate(amount.units, parts, equal()).shares.values()
        return tuple(Money(units, amount.currency) for units in shares)

    def _without(self, decided: Iterable[Decided]) -> Iterable[WaitingEntry]:
        for each in decided:
            if each.outcome is Outcome.MET:
                continue
            to_ask = each.outcome is Outcome.UNDETERMINED
            reasons: tuple[Reason, ...] = (
                each.verdict.undetermined if to_ask else each.verdict.failed
            )
            yield WaitingEntry(
                each.case,
                WaitingKind.TO_ASK if to_ask else WaitingKind.NOT_ELIGIBLE,
                tuple(reason.text for reason in reasons),
                tuple(reason.code for reason in reasons),
                each.verdict.missing,
            )

    def _short(self, result: Allocation) -> Iterable[WaitingEntry]:
        for waiting in result.waiting:
            yield WaitingEntry(
                CaseId(waiting.id),
                WaitingKind.FUND_SHORT,
                (waiting.text,),
                (waiting.reason.value,),
                short_by=Money(waiting.short_by, self.budget.currency),
            )
