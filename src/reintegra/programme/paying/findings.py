"""What gives pause before a payment is sent, and must be seen by somebody else than its maker.

A finding does not refuse a payment. An approval has to name it; until then the order is not sent.
It is named as it was found, with the case, the day or the payment that it is about, so that what is
found after an approval was not seen by it, though it be of the same kind.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.vocabulary.calendar import as_optional_day, day_in_words
from reintegra.vocabulary.checks import instance_of, optional
from reintegra.vocabulary.identifiers import CaseId, PaymentId, RecordNumber
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reintegra.programme.paying.about import About


class PaymentFinding(Worded):
    """What kinds of things can give pause about a payment (assumption: no rule is cited)."""

    ACCOUNT_SHARED = (
        "account-shared",
        "Rekening dipakai juga oleh kasus lain",
        "Account shared with another case",
    )
    ACCOUNT_CHANGED = (
        "account-changed",
        "Rekening baru saja diganti",
        "Account changed shortly before",
    )
    PAID_AFTER_RETURN = (
        "paid-after-return",
        "Pembayaran kepada orang ini yang retur dinyatakan sudah dibayarkan",
        "A payment to this person that came back is said to have been paid after all",
    )


_WITH_DETAILS = Text(id="{kind} ({details})", en="{kind} ({details})")
_BY_DOCUMENT = Text(id="bukti {record}", en="document {record}")


def _as_day(value: date | None) -> date | None:
    return as_optional_day(value, "on")


@attrs.frozen(kw_only=True)
class Found:
    """One thing that gives pause about a payment: of which kind, and about what.

    `case` is one other case that has the account. `on` is the day on which the account took the
    place of another, or on which `payment`, which had come back, was said to be paid; by which
    document, `record` says.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
    """

    kind: PaymentFinding
    case: CaseId | None = None
    payment: PaymentId | None = None
    on: date | None = attrs.field(default=None, converter=_as_day)
    record: RecordNumber | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(PaymentFinding, "Found.kind", self.kind)
        optional(CaseId, "Found.case", self.case)
        optional(PaymentId, "Found.payment", self.payment)
        optional(RecordNumber, "Found.record", self.record)

    @classmethod
    def paid_after_return(cls, payment: PaymentId, on: date, record: RecordNumber) -> Found:
        """That a payment which had come back was said to be paid on a day, by a document."""
        return cls(kind=PaymentFinding.PAID_AFTER_RETURN, payment=payment, on=on, record=record)

    @property
    def text(self) -> Text:
        """What was found, and about what."""
        told = [Text(str(each), str(each)) for each in (self.case, self.payment) if each]
        if self.on is not None:
            told.append(Text(day_in_words(self.on, "id"), day_in_words(self.on, "en")))
        if self.record is not None:
            told.append(_BY_DOCUMENT.fill(record=self.record))
        if not told:
            return self.kind.text
        details = Text(", ".join(each.id for each in told), ", ".join(each.en for each in told))
        return _WITH_DETAILS.fill(kind=self.kind, details=details)


def findings_on(
    about: About, *, on: date, recent_days: int, doubts: Iterable[Found] = ()
) -> tuple[Found, ...]:
    """What there is to be seen on a day before anything more of an award is paid.

    An account is recently changed from the day on which it took the place of another to the day
    `recent_days` later, both included. An account entered first is not changed. Of an account
    into which nothing is paid nothing is found. `doubts` are what is found whatever the day: of the
    payments to the person, those that came back and are said to be paid.
    """
    return (*_of_the_account(about, on, recent_days), *doubts)


def _of_the_account(about: About, on: date, recent_days: int) -> Iterator[Found]:
    if about.pays_into is None:
        return
    for case in sorted(about.shared_with):
        yield Found(kind=PaymentFinding.ACCOUNT_SHARED, case=case)
    changed = about.changed_on
    if changed is not None and (on - changed).days <= recent_days:
        yield Found(kind=PaymentFinding.ACCOUNT_CHANGED, on=changed)
