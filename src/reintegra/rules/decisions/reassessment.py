"""What would be decided otherwise now: a change of the law that reaches back rewrites no record.

It lists what would be decided today about each past day, with the difference to what was paid.

>>> from datetime import date
>>> from reintegra.rules import Dated, DatedValue, Enacted, Fact, PastDecision, Provision, decide
>>> from reintegra.rules import reassess, when
>>> from reintegra.vocabulary.money import idr
>>> from reintegra.vocabulary.texts import Text
>>> eligible = Fact("eligible", bool, Text(id="Memenuhi syarat", en="Eligible"))
>>> def grant(amount):
...     return Provision("grant", (when(eligible.is_true).then(amount),), otherwise=idr(0))
>>> law = Dated((
...     DatedValue(Enacted("first", grant(idr(50_000))), date(2024, 1, 1), date(2023, 12, 1)),
...     DatedValue(Enacted("second", grant(idr(70_000))), date(2024, 1, 1), date(2024, 7, 1)),
... ))
>>> facts = {"eligible": True}
>>> march = decide(grant(idr(50_000)), facts, on=date(2024, 3, 1), edition="first")
>>> past = [PastDecision(march, facts, paid=(idr(50_000), idr(5_000)))]
>>> [str(each.difference) for each in reassess(past, law, known_at=date(2024, 7, 1))]
['Rp15.000']
>>> reassess(past, law, known_at=date(2024, 6, 30))
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.errors import Conflict, OutsideCoverage
from reintegra.rules.decisions.correction import (
    Enacted,
    PastDecision,
    Reassessment,
    amount_of_decision,
)
from reintegra.rules.decisions.decision import decide
from reintegra.rules.law.dated import Dated
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of, whole_number
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from reintegra.rules.decisions.correction import Sum
    from reintegra.rules.decisions.decision import Basis


def reassess(
    past: Iterable[PastDecision], law: Dated[Enacted], *, known_at: date
) -> tuple[Reassessment, ...]:
    """What would be decided otherwise by the law as known on a day, in the order given.

    Of a decision that was reassessed before, hand over the latest. The law must still have the
    rule that each decision was made by: the facts handed over are checked against its digest.

    Raises:
        OutsideCoverage: the law has no such rule, holds nothing on the day of a decision, or
            its provision gives nothing on the facts.
        Conflict: the facts are not those of the decision, its record was altered, or a provision
            contradicts itself.
        WrongType: a fact has another type than declared, or an argument is of another kind.
        CurrencyMismatch: what is due now is in another currency than what was paid.
    """
    day = as_day(known_at, "known_at")
    instance_of(Dated, "law", law)
    held = (entry.value for entry in law.entries if entry.value is not None)
    enacted = [instance_of(Enacted, "law", each) for each in held]
    by_digest = {each.basis.digest: each.basis for each in enacted}
    found = [
        _reassessed(instance_of(PastDecision, f"past[{place}]", each), law, by_digest, day, place)
        for place, each in enumerate(past)
    ]
    return tuple(each for each in found if each is not None)


def _reassessed(
    past: PastDecision, law: Dated[Enacted], by_digest: Mapping[str, Basis], day: date, place: int
) -> Reassessment | None:
    old = past.decision
    _check_record(past, by_digest.get(old.rule_digest), place)
    now = law.at(old.on, known_at=day)
    new = decide(now.basis, past.facts, on=old.on, edition=now.edition)
    if (new.outcome, type(new.value), new.value) == (old.outcome, type(old.value), old.value):
        return None
    missing = now.basis.judge(past.facts).missing
    return Reassessment(
        old, new, past.paid, _difference(amount_of_decision(new), past.paid), missing
    )


def _check_record(past: PastDecision, basis: Basis | None, place: int) -> None:
    on = past.decision.on
    if basis is None:
        raise OutsideCoverage(f"past[{place}]: the law does not have the rule of the decision", on)
    confirmation = past.decision.confirms(basis, past.facts)
    if not confirmation.same_facts:
        raise Conflict("other-facts", on, f"past[{place}]: not the facts of the decision")
    if not confirmation:
        raise Conflict("other-answer", on, f"past[{place}]: not what its rule and facts give")


def _difference(due: Sum | None, paid: tuple[Sum, ...]) -> Sum | None:
    if due is None:
        return None
    if isinstance(due, Money):
        return due - Money.total((instance_of(Money, "paid", each) for each in paid), due.currency)
    return due - sum(whole_number("paid", each) for each in paid)
