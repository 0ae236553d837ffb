"""What can still decide anything in a case: two cases of one standing can do the same.

Days, numbers of documents and who acted are left out; so are the awards' numbers. What an edition
asks of a case stands in it by the answers, so that another edition tells other cases apart.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reintegra.chain.asking import CASE_ANSWERS
from reintegra.chain.ending import ClosingReason
from reintegra.chain.table import CHAIN
from reintegra.vocabulary.aid import Channel

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from reintegra.chain.award_record import Award
    from reintegra.chain.case import Case
    from reintegra.chain.policy import Edition
    from reintegra.chain.stage import Event, Stage
    from reintegra.vocabulary.texts import Worded


CHANGED_BY: Mapping[str, str] = MappingProxyType(
    {
        "health_problem": "deportation",
        "returned_to_origin": "homecoming",
        "exploitation_indicated": "rehabilitation",
        "endangered": "rehabilitation",
        "agreement_signed": "rehabilitation",
        "needs_assessed": "rehabilitation",
        "plan_agreed": "rehabilitation",
        "service_given": "rehabilitation",
        "rehabilitation_completed": "rehabilitation",
        "guidance_attended": "guidance",
        "guidance_completed": "guidance",
        "own_account": "stimulus",
        "consent": "stimulus",
        "award_open": "stimulus",
        "aid_received": "stimulus",
        "followed_up": "reintegration",
        "case_open": "ending",
    }
)
"""The stage whose plain events change the answer to a fact of a case.

The label is known from the opening, and that somebody is no victim is never plain.
"""


def statuses(case: Case) -> tuple[Worded, ...]:
    """The statuses of the seven records, in the order of the chain."""
    records = case.records
    return tuple(records.of_stage(stage).status for stage in CHAIN)


def asked_before(edition: Edition, kinds: Iterable[type[Event]]) -> tuple[str, ...]:
    """The facts of a case that the edition asks before events of these types, each once."""
    rules = (edition.requirements[kind] for kind in kinds if kind in edition.requirements)
    names = (fact.name for rule in rules for fact in rule.facts if fact.name in CASE_ANSWERS)
    return tuple(dict.fromkeys(names))


def answers(case: Case, edition: Edition, names: tuple[str, ...]) -> tuple[object, ...]:
    """How the records answer these facts now."""
    facts = case.facts(on=case.records.last_on, edition=edition)
    return tuple(facts[name] for name in names)


def reasons_to_close(case: Case) -> tuple[bool, ...]:
    """With which reasons of closing the records agree."""
    return tuple(case.records.agree_with(reason) for reason in ClosingReason)


def of_award(award: Award) -> Hashable:
    """What can still become of an award: its money, to the unit, and how it goes."""
    return (
        award.terms.channel is Channel.OWN_ACCOUNT,
        award.terms.channel is Channel.IN_KIND,
        award.status,
        tuple(part.units for part in award.tranches),
        tuple(
            (each.payment is None, each.amount.units, each.paid_back.units, each.accounted.units)
            for each in award.receipts
        ),
        award.in_flight.amount.units if award.in_flight else 0,
    )


def standing(
    case: Case, edition: Edition, stages: tuple[Stage, ...], names: tuple[str, ...]
) -> Hashable:
    """What decides about the events of these stages, where these facts are asked before them."""
    records, stimulus = case.records, case.stimulus
    return (
        tuple(records.of_stage(stage).status for stage in stages),
        stimulus.account is None,
        records.deportation.found_not_a_victim,
        answers(case, edition, names),
        tuple(map(of_award, stimulus.awards)),
    )
