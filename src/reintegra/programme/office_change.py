"""A programme gets another office: the second thing that happens to a programme and to no case."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.programme.demand import demand
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.paying.office import Office
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import ActorId, ProgrammeId
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.rules import Rule

OF_THE_OFFICE: tuple[Rule, ...] = (
    demand(
        "own-programme",
        "Kantor itu kantor program ini",
        "The office is that of this programme",
    ),
)
"""What must hold before a programme gets another office; who decides it is not governed here."""


@attrs.frozen(kw_only=True)
class OfficeChanged:
    """From the next event recorded on, whatever its day, a programme is run by this office.

    An officer came or left, an approval was delegated, another number must approve. An order that
    was approved before stays approved; of one that is still prepared, approvals in the name of
    somebody who does not approve in this office, or by no officer of it, do not count any more.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
    """

    words: ClassVar[Text] = Text(id="Susunan kantor diganti", en="Office changed")

    programme: ProgrammeId
    on: date = attrs.field(converter=as_day)
    by: ActorId
    office: Office

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "OfficeChanged.programme", self.programme)
        instance_of(ActorId, "OfficeChanged.by", self.by)
        instance_of(Office, "OfficeChanged.office", self.office)


OfProgramme = FundAppropriated | OfficeChanged
"""What happens to a programme and to no case."""
