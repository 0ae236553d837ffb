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

from reintegra.allocation import Allocation, Claim, allocate, equal, per_head
from reintegra.allocation.inner import inner_method
from reintegra.chain.award import Awarded
from reintegra.chain.case import NOTHING_KNOWN, Case, Known
from reintegra.chain.policy import Edition, RoundTerms
from reintegra.errors import InvalidValue, OutsideCoverage
from reintegra.programme.rounds.given import Given
from reintegra.programme.rounds.limits import (
    NO_LIMITS,
    Limits,
    check_limits,
    check_weights,
    held_back_by_a_group,
)
from reintegra.programme.rounds.numbers import award_number
from reintegra.rules import Decision, MissingFact, Outcome, Reason, Verdict, decide
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.checks import filled_text, instance_of
from reintegra.vocabulary.identifiers import (
    AwardId,
    CaseId,
    Code,
    Digest,
    PersonId,
    ProgrammeId,
    SiteId,
)
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Money, currencies_apart
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from reintegra.allocation import Method
    from reintegra.vocabulary.aid import Channel


@attrs.frozen
class Site:
    """Where rounds of a programme are held.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
        InvalidValue: the name is empty.
    """

    id: SiteId
    name: str
    regency: RegionCode

    def __attrs_post_init__(self) -> None:
        instance_of(SiteId, "Site.id", self.id)
        filled_text("Site.name", self.name)
        instance_of(RegionCode, "Site.regency", self.regency)


class WaitingKind(Worded):
    """Why somebody has no share, in one word; the reasons say it in full."""

    NOT_ELIGIBLE = "not-eligible", "Tidak memenuhi syarat", "Not eligible"
    TO_ASK = "to-ask", "Perlu keterangan", "Facts to ask"
    FUND_SHORT = "fund-short", "Dana tidak mencukupi", "The money did not suffice"
    AT_THE_CAP = (
        "at-the-cap",
        "Batas atas orang ini tidak menyisakan ruang: tidak boleh menerima lagi",
        "The cap of this person leaves no room: nothing more may be received",
    )
    GROUP_AT_THE_CAP = (
        "group-at-the-cap",
        "Kelompok orang ini, misalnya rumah tangganya, sudah mencapai batas atasnya",
        "The group of this person, such as the household, has reached its cap",
    )


@attrs.frozen
class Occasion:
    """Which round it was: whose, by the code of the policy, where, on which day, for which period.

    What was decided or allocated on one occasion counts on no other.
    """

    programme: ProgrammeId
    round: Code
    site: SiteId
    on: date
    period: Period


@attrs.frozen
class Decided:
    """The decision about one case; the verdict explains it, the `decision` is what is kept.

    `award` is the number that an award of this decision has, `occasion` the round that decided.
    """

    occasion: Occasion
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

    `short_by` is what is missing to the share: the whole amount where a fixed amount is shared, of
    a kit what its price was above the rest, elsewhere one step. What the round has left over is
    not counted against it otherwise. It is `None` where money was not the reason.
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

    occasion: Occasion
    shares: Mapping[CaseId, Money]
    left_over: Money
    waiting: tuple[WaitingEntry, ...]
    result: Allocation
    decided: Mapping[CaseId, Decided] = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False)
class Round:
    """One distribution at one site on one day, under one edition, within a budget.

    Raises:
        InvalidValue: the period does not contain the day: aid is given for the period in which it
            is given.
    """

    programme: ProgrammeId
    site: Site
    on: date
    edition: Edition
    terms: RoundTerms
    period: Period
    budget: Money

    def __attrs_post_init__(self) -> None:
        if not self.period.contains(self.on):
            hint = "the period of a round contains the day of the round"
            raise InvalidValue("period", "not-on-that-day", hint)

    @property
    def occasion(self) -> Occasion:
        """Which round this is."""
        return Occasion(self.programme, self.terms.code, self.site.id, self.on, self.period)

    def decide(
        self,
        cases: Iterable[Case],
        *,
        knowing: Mapping[CaseId, Known] = MappingProxyType({}),
        given: Given | None = None,
        channel: Channel | None = None,
    ) -> tuple[Decided, ...]:
        """A decision for each case, in the order given.

        `knowing` are facts from the register by case. `given` is what other programmes and other
        cases have given, beside what is on record in the cases named. Of two cases of one person
        the earlier may be eligible, the later is not. `channel` is how the aid will reach people,
        by default as the terms of the round say; where nobody says, whether an account is needed
        is one more fact to ask.

        Raises:
            InvalidValue: a case is named twice, or the code of the round and the number of a case
                are too long together for the numbers of an award and its payments; the field says
                which case it is by its place: `cases[0]` is the first.
        """
        candidates = tuple(cases)
        if len({case.id for case in candidates}) != len(candidates):
            raise InvalidValue("cases", "case-twice", "name each case once")
        held, served = Given.of(candidates, besides=given), set[PersonId]()
        decided: list[Decided] = []
        for place, case in enumerate(candidates):
            award = self._award_id(f"cases[{place}]", case)
            before = case.person in served or held.has(case.person, self.terms.purpose, self.period)
            known = knowing.get(case.id, NOTHING_KNOWN)
            by = channel or self.terms.channel
            answer = self._decide(case, award, known, given_before=before, channel=by)
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
        limits: Mapping[CaseId, Limits] = MappingProxyType({}),
    ) -> RoundAllocation:
        """The budget shared among the eligible; by default the amount of the round to each.

        The budget is the limit of the site and of the programme. `weights` are for methods that
        weigh claims; a case without one weighs 1. `limits` are those of a person, for methods that
        honour them. Those of a household are a group's: `nested` takes the numbers of the cases.

        Raises:
            OutsideCoverage: no method is named, and nobody stated the amount of this round.
            CurrencyMismatch: the budget is not in the currency of the edition, or a limit not in
                that of the budget.
            InvalidValue: a case is decided twice, two eligible cases are of one person, or a
                decision is that of another round; a weight is below 1; a weight or limits are those
                of a case that was not decided, or more than the method heeds; or as `allocate`,
                where `claims[0]` is the first eligible case, and `weights[0]` the first weight.
            WrongType: a weight is not a whole number, limits are no `Limits`, what was decided is
                no `Decided`, or the method is none.
            Conflict: the tie rule is `REFUSE` and a tie would decide.
        """
        answers, currency = self._answers(decided), self.budget.currency
        if currency != self.edition.currency:
            raise currencies_apart(currency, self.edition.currency)
        named = per_head(self.amount.units) if method is None else method
        sharing = inner_method("method", named)
        check_weights(weights, answers, sharing)
        check_limits(limits, answers, sharing, currency)
        eligible = [case for case, each in answers.items() if each.outcome is Outcome.MET]
        claims = [
            limits.get(case, NO_LIMITS).claim(case, weights.get(case, 1), currency)
            for case in eligible
        ]
        result = allocate(self.budget.units, claims, sharing)
        shares = {
            case: Money(result.shares[str(case)], currency)
            for case in eligible
            if result.shares[str(case)]
        }
        return RoundAllocation(
            occasion=self.occasion,
            shares=FrozenMapping(shares),
            left_over=Money(result.left_over, currency),
            waiting=(*self._without(answers.values()), *self._short(result, sharing)),
            result=result,
            decided=FrozenMapping(answers),
        )

    def award(
        self, allocation: RoundAllocation, *, channel: Channel | None = None
    ) -> tuple[Awarded, ...]:
        """The awards of an allocation, one a share, in the tranches of the edition.

        Raises:
            OutsideCoverage: neither the round nor the caller names a channel.
            InvalidValue: the allocation is that of another round, or a share has fewer units than
                the edition has tranches.
        """
        if allocation.occasion != self.occasion:
            hint = "a round awards what it has allocated itself"
            raise InvalidValue("allocation", "another-round", hint)
        by = channel or self.terms.channel
        if by is None:
            raise OutsideCoverage(f"channel of round {self.terms.code}", self.on)
        return tuple(
            Awarded(
                case=case,
                on=self.on,
                award=allocation.decided[case].award,
                person=allocation.decided[case].person,
                programme=self.programme,
                round=self.terms.code,
                site=self.site.id,
                purpose=self.terms.purpose,
                period=self.period,
                amount=amount,
                channel=by,
                tranches=self._tranches(amount),
                grounds=Digest(allocation.decided[case].decision.facts_digest),
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
            raise currencies_apart(amount.currency, self.edition.currency)
        return amount

    def _answers(self, decided: Iterable[Decided]) -> dict[CaseId, Decided]:
        listed = tuple(instance_of(Decided, "decided", each) for each in decided)
        answers = {answer.case: answer for answer in listed}
        if len(answers) != len(listed):
            raise InvalidValue("decided", "case-twice", "name each case once")
        if any(answer.occasion != self.occasion for answer in listed):
            raise InvalidValue("decided", "another-round", "a round allocates what it has decided")
        people = [answer.person for answer in listed if answer.outcome is Outcome.MET]
        if len(set(people)) != len(people):
            hint = "decide all cases of one person together: only one of them is eligible"
            raise InvalidValue("decided", "person-twice", hint)
        return answers

    def _decide(
        self,
        case: Case,
        award: AwardId,
        known: Known,
        *,
        given_before: bool,
        channel: Channel | None,
    ) -> Decided:
        facts = case.facts(
            on=self.on,
            edition=self.edition,
            knowing=known,
            given_before=given_before,
            channel=channel,
        )
        rule, code = self.edition.eligibility, self.edition.code
        decision = decide(rule, facts, on=self.on, edition=code)
        verdict = rule.judge(facts)
        return Decided(self.occasion, case.id, case.person, award, decision, verdict)

    def _award_id(self, field: str, case: Case) -> AwardId:
        earlier = (award.terms.award for award in case.stimulus.awards)
        return award_number(field, self.terms.code, case.id, earlier)

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

    def _short(self, result: Allocation, method: Method) -> Iterable[WaitingEntry]:
        waiting = {entry.id: entry for entry in result.waiting}
        in_a_full_group = held_back_by_a_group(result, method)
        for claim in result.claims:
            entry = waiting.get(claim.id)
            if claim.cap is not None and claim.cap < method.unit:
                yield _at_a_cap(claim, WaitingKind.AT_THE_CAP)
            elif entry is not None and claim.id in in_a_full_group:
                yield _at_a_cap(claim, WaitingKind.GROUP_AT_THE_CAP)
            elif entry is not None:
                yield WaitingEntry(
                    CaseId(claim.id),
                    WaitingKind.FUND_SHORT,
                    (entry.text,),
                    (entry.reason.value,),
                    short_by=Money(entry.short_by, self.budget.currency),
                )


def _at_a_cap(claim: Claim, kind: WaitingKind) -> WaitingEntry:
    return WaitingEntry(CaseId(claim.id), kind, (kind.text,), (str(kind),))
