"""What is put into a fund: the one thing that happens to it and not to a case."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import ActorId, ProgrammeId, RecordNumber
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text


@attrs.frozen(kw_only=True)
class FundAppropriated:
    """Money was put into the fund of a programme, and can be awarded from that day on, included.

    `record` is the number of the document by which it was appropriated. A fund takes each number
    once: the same appropriation does not count twice.

    Raises:
        InvalidValue: an amount that is not above zero.
        WrongType: a field holds a value of another type than the one declared.
    """

    words: ClassVar[Text] = Text(id="Dana dianggarkan", en="Fund appropriated")

    programme: ProgrammeId
    on: date = attrs.field(converter=as_day)
    by: ActorId
    amount: Money
    record: RecordNumber

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "FundAppropriated.programme", self.programme)
        instance_of(ActorId, "FundAppropriated.by", self.by)
        instance_of(RecordNumber, "FundAppropriated.record", self.record)
        amount = instance_of(Money, "FundAppropriated.amount", self.amount)
        if amount.units <= 0:
            hint = "an amount is above zero"
            raise InvalidValue("FundAppropriated.amount", "not-positive", hint)
