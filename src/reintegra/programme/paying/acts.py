"""What happens at the desk that pays: payment orders, approvals, holds, decisions to try again.

Each act is an event of one case, done by an actor, who is known by a stable number and never by
name. What a bank says of a return is an event of the desk too, and nobody's act. An account is told
apart by its reference alone.
"""

from __future__ import annotations

from typing import ClassVar

import attrs

from reintegra.chain.stage import SPECIFIC, Event, each_once
from reintegra.errors import InvalidValue
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.findings import Found
from reintegra.vocabulary.identifiers import (
    AccountReference,
    ActorId,
    AwardId,
    PaymentId,
    RecordNumber,
)
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text, Worded


class WithdrawalReason(Worded):
    """Why a payment order was withdrawn before it was sent (assumption: no rule is cited)."""

    PREPARED_IN_ERROR = "prepared-in-error", "Keliru disusun", "Prepared in error"
    NOT_APPROVED = "not-approved", "Tidak disetujui", "Not approved"
    AWARD_CHANGED = "award-changed", "Bantuannya berubah", "The award has changed"
    ACCOUNT_IN_DOUBT = "account-in-doubt", "Rekening diragukan", "The account is in doubt"
    NOT_STATED = "not-stated", "Tidak disebutkan", "Not stated"


class HoldReason(Worded):
    """Why nothing more of an award is sent for now (assumption: no rule is cited)."""

    UNDER_REVIEW = "under-review", "Sedang ditelaah", "Under review"
    COMPLAINT = "complaint", "Ada pengaduan", "A complaint was made"
    ACCOUNT_IN_DOUBT = "account-in-doubt", "Rekening diragukan", "The account is in doubt"
    NOT_STATED = "not-stated", "Tidak disebutkan", "Not stated"


@attrs.frozen(kw_only=True)
class PaymentPrepared(Event):
    """An order to pay the tranche that is due, or to hand over goods, was prepared.

    `account` where the money goes into the account of the person; `payee` where somebody else
    takes it, or the goods, for the person, such as an LKS or a creditor. `follows` is the returned
    payment that this one corrects.
    """

    words: ClassVar[Text] = Text(id="Perintah bayar disusun", en="Payment order prepared")

    by: ActorId
    award: AwardId
    payment: PaymentId
    amount: Money
    account: AccountReference | None = attrs.field(metadata=SPECIFIC)
    payee: ActorId | None = None
    follows: PaymentId | None = None


@attrs.frozen(kw_only=True)
class PaymentAmended(Event):
    """Amount, account or payee of a payment order was changed; what is not named stays.

    Every approval of the order is void from then on.

    Raises:
        InvalidValue: it names nothing.
    """

    words: ClassVar[Text] = Text(id="Perintah bayar diubah", en="Payment order amended")

    by: ActorId
    payment: PaymentId
    amount: Money | None = None
    account: AccountReference | None = attrs.field(default=None, metadata=SPECIFIC)
    payee: ActorId | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.amount is None and self.account is None and self.payee is None:
            hint = "name the amount, the account or the payee"
            raise InvalidValue("PaymentAmended", "nothing-amended", hint)


@attrs.frozen(kw_only=True)
class PaymentApproved(Event):
    """An order was approved, in one's own name or as the delegate of another approver.

    `despite` names the findings that the approver has seen, each as it was found.

    Raises:
        InvalidValue: a finding is named twice.
    """

    words: ClassVar[Text] = Text(id="Perintah bayar disetujui", en="Payment order approved")

    by: ActorId
    payment: PaymentId
    in_the_name_of: ActorId | None = None
    despite: tuple[Found, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        each_once("PaymentApproved.despite", self.despite)

    @property
    def name(self) -> ActorId:
        """In whose name it was approved: the actor's own, unless another is named."""
        return self.in_the_name_of or self.by


@attrs.frozen(kw_only=True)
class PaymentWithdrawn(Event):
    """An order that was not sent was withdrawn; it stays on record."""

    words: ClassVar[Text] = Text(id="Perintah bayar ditarik", en="Payment order withdrawn")

    by: ActorId
    payment: PaymentId
    reason: WithdrawalReason


@attrs.frozen(kw_only=True)
class AwardHeld(Event):
    """An award was held: nothing more of it is sent until it is resumed."""

    words: ClassVar[Text] = Text(id="Bantuan ditahan", en="Award held")

    by: ActorId
    award: AwardId
    reason: HoldReason


@attrs.frozen(kw_only=True)
class AwardResumed(Event):
    """An award that was held can be paid again."""

    words: ClassVar[Text] = Text(id="Penahanan bantuan diakhiri", en="Award resumed")

    by: ActorId
    award: AwardId


@attrs.frozen(kw_only=True)
class FurtherAttemptDecided(Event):
    """After the last attempt that was allowed came back, one more was decided."""

    words: ClassVar[Text] = Text(
        id="Percobaan bayar berikutnya diputuskan", en="Further attempt to pay decided"
    )

    by: ActorId
    award: AwardId


@attrs.frozen(kw_only=True)
class ReturnRemitted(Event):
    """All that came back of an award, and is not due again, was remitted to the treasury.

    A bank returned it, or the person paid it back. `record` is the number of the receipt that the
    treasury gave for the deposit; one deposit can be of several awards.
    """

    words: ClassVar[Text] = Text(
        id="Uang pengembalian disetor ke kas negara",
        en="Money that came back remitted to the treasury",
    )

    by: ActorId
    award: AwardId
    amount: Money
    record: RecordNumber


ACTS = (
    PaymentPrepared,
    PaymentAmended,
    PaymentApproved,
    PaymentWithdrawn,
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    ReturnContradicted,
    ReturnUpheld,
)
"""The events of the desk alone, of which neither a case nor a fund is asked."""

NOT_OF_THE_CHAIN = (*ACTS, ReturnRemitted)
"""The events that no case is told of: those of the desk, and what the fund pays to the treasury."""
