"""Four answers that are often taken for one: eligible, enrolled, compliant and entitled.

Somebody can be eligible and not enrolled, enrolled and not compliant, and all three and yet not
entitled, because the money did not suffice. Each is a decision of its own, with the digest of the
facts as they stood when it was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentSent
from reintegra.chain.fitting import earlier_tranches_accounted
from reintegra.chain.guidance import GuidanceStatus
from reintegra.errors import InvalidValue
from reintegra.rules import Decision, Fact, Missing, Outcome, Rule, decide
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.identifiers import CaseId
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from reintegra.chain.case import Case
    from reintegra.programme.rounds.round import Decided, Round, RoundAllocation


def _fact(name: str, indonesian: str, english: str) -> Fact[bool]:
    return Fact(name, bool, Text(id=indonesian, en=english))


_enrolled_here = _fact(
    "enrolled_here",
    "Terdaftar pada bimbingan program ini",
    "Enrolled in the guidance of this programme",
)
_left_guidance = _fact("left_guidance", "Berhenti dari bimbingan", "Left guidance")
_use_is_asked = _fact(
    "use_is_asked",
    "Edisi ini menanyakan penggunaan sebelum tahap berikutnya dibayar",
    "The edition asks about use before the next tranche is paid",
)
_share: Fact[Money] = Fact("share", Money, Text(id="Bagian dari putaran", en="Share of the round"))

ENROLLED = Rule(
    "enrolled",
    _enrolled_here.is_true & _left_guidance.is_false,
    Text(
        id="Terdaftar pada bimbingan program ini dan tidak berhenti "
        "(asumsi: tidak ada aturan yang dikutip)",
        en="Is enrolled in the guidance of this programme and has not left it "
        "(assumption: no rule is cited)",
    ),
)
"""When somebody is enrolled: by the newest enrolment of the case."""

COMPLIANT = Rule(
    "compliant",
    _use_is_asked.is_false | earlier_tranches_accounted.is_true,
    Text(
        id="Yang sudah dibayarkan dipertanggungjawabkan, bila edisi ini menanyakannya",
        en="What was paid so far is accounted for, where the edition asks for it",
    ),
)
"""When somebody is compliant: as far as the edition asks before it lets a payment be sent."""


@attrs.frozen
class Standings:
    """How one person stands with a round on a day; none of the four follows from another."""

    case: CaseId
    eligible: Decision
    enrolled: Decision
    compliant: Decision
    entitled: Decision


def standings(
    held: Round, cases: Iterable[Case], allocation: RoundAllocation, *, on: date | None = None
) -> Mapping[CaseId, Standings]:
    """How each of these cases stands with a round that was allocated, on a day.

    Eligible is what the round decided, entitled what it allocated; whoever has facts to ask is
    undetermined in both. Enrolled and compliant are read from the case as it stood at the end of
    the day, by default that of the round.

    Raises:
        InvalidValue: the allocation is that of another round, or a case was not decided in it.
    """
    if allocation.occasion != held.occasion:
        hint = "a round tells of what it has allocated itself"
        raise InvalidValue("allocation", "another-round", hint)
    day = held.on if on is None else as_day(on)
    told: dict[CaseId, Standings] = {}
    for place, case in enumerate(cases):
        decided = allocation.decided.get(case.id)
        if decided is None:
            hint = "the standing of a case is told where it was decided"
            raise InvalidValue(f"cases[{place}]", "no-such-case", hint)
        told[case.id] = _standings(held, case, decided, allocation.shares.get(case.id), day)
    return FrozenMapping(told)


def _standings(
    held: Round, case: Case, decided: Decided, share: Money | None, day: date
) -> Standings:
    nothing, edition = Money(0, held.budget.currency), held.edition.code
    to_ask = decided.outcome is Outcome.UNDETERMINED
    has_share = Rule("entitled", _share > nothing)
    records = case.as_of(day)
    enrolment, award = records.guidance.enrolment, records.stimulus.award(decided.award)
    asked = held.edition.requirements.get(PaymentSent)
    enrolled = {
        _enrolled_here.name: enrolment is not None and enrolment.programme == held.programme,
        _left_guidance.name: records.guidance.status is GuidanceStatus.LEFT,
    }
    compliant = {
        _use_is_asked.name: asked is not None and earlier_tranches_accounted in asked.facts,
        earlier_tranches_accounted.name: award is None or award.is_accounted,
    }
    entitled = {_share.name: Missing.NOT_ASKED if to_ask else share or nothing}
    return Standings(
        case=case.id,
        eligible=decided.decision,
        enrolled=decide(ENROLLED, enrolled, on=day, edition=edition),
        compliant=decide(COMPLIANT, compliant, on=day, edition=edition),
        entitled=decide(has_share, entitled, on=held.on, edition=edition),
    )
