"""What is said of a payment that came back: that it was paid after all, or did come back.

Neither moves money or the status of an order: what came back is paid by a new attempt only. While
a return stands contradicted, the person may have the money already. So each order for
that person that is still to be sent has a finding, and what came back is not remitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.stage import Event
from reintegra.errors import InvalidValue
from reintegra.programme.demand import demand
from reintegra.programme.paying.findings import Found
from reintegra.vocabulary.identifiers import ActorId, AwardId, PaymentId, RecordNumber
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.rules import Rule


@attrs.frozen(kw_only=True)
class ReturnContradicted(Event):
    """A payment that had come back is said to be paid: by the bank, or by whom it went through.

    `record` is the bank's number of the booking, or of the letter that says so.
    """

    words: ClassVar[Text] = Text(id="Retur dibantah", en="Return contradicted")

    award: AwardId
    payment: PaymentId
    record: RecordNumber


@attrs.frozen(kw_only=True)
class ReturnUpheld(Event):
    """A payment that came back, and was said to be paid, is said again to have come back.

    `record` is the bank's number of the booking, or of the letter that says so. `by` is who answers
    for the letter, and `answers` what was found that the letter answers: that alone. The line of a
    statement has neither: it answers all that was said of its day and before, where it is of a
    later day than the return.

    Raises:
        InvalidValue: it has one of the two without the other.
    """

    words: ClassVar[Text] = Text(id="Retur ditegaskan", en="Return upheld")

    award: AwardId
    payment: PaymentId
    record: RecordNumber
    by: ActorId | None = None
    answers: Found | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if (self.by is None) is not (self.answers is None):
            hint = "a letter has an officer and what it answers, a line has neither"
            raise InvalidValue("ReturnUpheld.answers", "unpaired", hint)


answered_for: Rule = demand(
    "answered-for",
    "Penegasan retur berasal dari rekening koran, atau ada petugas yang bertanggung jawab atas "
    "suratnya (asumsi: tidak ada aturan yang dikutip)",
    "That a payment did come back is said by a statement, or an officer answers for the letter "
    "that says so (assumption: no rule is cited)",
)
"""What must hold before a doubt is ended; who that officer can be, the desk asks."""

SAID_OF_A_RETURN = (ReturnContradicted, ReturnUpheld)
"""What is said of a payment after it came back, and compared with the days of that payment alone:
a day that was mistyped stops nothing else of the award."""
