"""How a case stands: what can still decide anything, without days, numbers and names."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from reintegra.chain.ending import ClosingReason
from reintegra.chain.table import CHAIN
from reintegra.vocabulary.aid import Channel

if TYPE_CHECKING:
    from collections.abc import Hashable

    from reintegra.chain.award_record import Award
    from reintegra.chain.case import Case
    from reintegra.chain.records import Records
    from reintegra.chain.stage import Record
    from reintegra.vocabulary.texts import Worded

_seven = operator.attrgetter(*(stage.code for stage in CHAIN))
_statuses = operator.attrgetter(*(f"{stage.code}.status" for stage in CHAIN))


def statuses(case: Case) -> tuple[Worded, ...]:
    """The statuses of the seven records, in the order of the chain."""
    found: tuple[Worded, ...] = _statuses(case.records)
    return found


def seven(records: Records) -> tuple[Record, ...]:
    """The records of the seven stages, in the order of the chain."""
    found: tuple[Record, ...] = _seven(records)
    return found


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
