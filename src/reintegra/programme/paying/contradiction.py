"""What a bank says of a payment that came back: that it was paid after all, or did come back.

Neither moves money or the status of an order: what came back is paid by a new attempt only. While
a return stands contradicted, the person may have the money already. So each order of the award
that is still to be sent has a finding, and what came back is not remitted.
"""

from __future__ import annotations

from typing import ClassVar

import attrs

from reintegra.chain.stage import Event
from reintegra.vocabulary.identifiers import AwardId, PaymentId, RecordNumber
from reintegra.vocabulary.texts import Text


@attrs.frozen(kw_only=True)
class ReturnContradicted(Event):
    """The bank said of a payment that had come back that it was paid.

    `record` is the bank's number of the booking, or of the letter that says so.
    """

    words: ClassVar[Text] = Text(id="Retur dibantah bank", en="Return contradicted by the bank")

    award: AwardId
    payment: PaymentId
    record: RecordNumber


@attrs.frozen(kw_only=True)
class ReturnUpheld(Event):
    """The bank said again that a payment came back, after it had said that it was paid.

    `record` is the bank's number of the booking, or of the letter that says so.
    """

    words: ClassVar[Text] = Text(id="Retur ditegaskan bank", en="Return upheld by the bank")

    award: AwardId
    payment: PaymentId
    record: RecordNumber


SAID_OF_A_RETURN = (ReturnContradicted, ReturnUpheld)
"""What is said of a payment after it came back, and compared with the days of that payment alone:
a day that was mistyped stops nothing else of the award."""
