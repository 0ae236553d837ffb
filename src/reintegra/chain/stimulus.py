"""Business stimulus: account and consent, award, payment, receipt, accounting for its use.

Who acts: the programme awards; the bank, or an LKS, or a card, brings the money, and each has its
own proof; where goods are given a handover record proves it; a companion or supervisory team sees
how it is used. A symbolic handover is a ceremony: it moves no money and changes no status. Each
award has its own status, since one person may hold several, for several purposes and periods.

Sources: ANTARA on Lombok, 31 October 2019 (own accounts); the rounds of 2018 to 2023
(channels); Majalengka 2019 (symbolic handover).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain import fitting
from reintegra.chain.award import (
    OF_AN_AWARD,
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    OfAnAward,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
    suits,
)
from reintegra.chain.award_record import Award
from reintegra.chain.award_status import CAN_END, TO_BE_PAID, StimulusStatus
from reintegra.chain.drafting import Draft
from reintegra.chain.stage import SPECIFIC, CaseStatus, Event, Record, Row, Stage
from reintegra.lifecycle import Table
from reintegra.vocabulary.aid import PROOF_OF, Channel
from reintegra.vocabulary.identifiers import AccountReference, AwardId, PaymentId
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class Consent(Worded):
    """The person's answer to being paid and to passing on what the payment needs."""

    GIVEN = "given", "Diberikan", "Given"
    DECLINED = "declined", "Tidak diberikan", "Declined"
    WITHDRAWN = "withdrawn", "Ditarik kembali", "Withdrawn"


@attrs.frozen(kw_only=True, weakref_slot=False)
class AccountRegistered(Event):
    """The person's own account is known to the register; the event holds its reference only."""

    words: ClassVar[Text] = Text(id="Rekening tercatat", en="Account registered")

    account: AccountReference = attrs.field(metadata=SPECIFIC)


@attrs.frozen(kw_only=True, weakref_slot=False)
class NoAccountStated(Event):
    """The person was asked, and has no account."""

    words: ClassVar[Text] = Text(id="Dinyatakan tanpa rekening", en="No account stated")


@attrs.frozen(kw_only=True, weakref_slot=False)
class ConsentRecorded(Event):
    """The person answered the question of consent; the newest answer stands."""

    words: ClassVar[Text] = Text(id="Persetujuan dicatat", en="Consent recorded")

    answer: Consent


@attrs.frozen(kw_only=True, weakref_slot=False)
class SymbolicHandoverHeld(Event):
    """A ceremony was held; no money moved."""

    words: ClassVar[Text] = Text(id="Penyerahan simbolis diadakan", en="Symbolic handover held")


@attrs.frozen(weakref_slot=False)
class Stimulus(Record):
    """What is on record of the stimulus.

    `status` is that of the newest award; `has_account` is `None` until the person was asked.
    `accounts` are all that were ever registered, in order.
    """

    status: StimulusStatus = StimulusStatus.NOT_AWARDED
    last_on: date | None = None
    account: AccountReference | None = None
    has_account: bool | None = None
    accounts: Sequence[AccountRegistered] = ()
    consent: ConsentRecorded | None = None
    awards: tuple[Award, ...] = ()
    ceremonies: Sequence[SymbolicHandoverHeld] = ()

    def award(self, award: AwardId) -> Award | None:
        """The award of this number, if it is on record."""
        return next((each for each in self.awards if each.terms.award == award), None)

    def without(self, award: AwardId) -> Stimulus:
        """The record as if this award had not been made."""
        others = tuple(each for each in self.awards if each.terms.award != award)
        return attrs.evolve(self, awards=others, status=_status_of(others))

    @property
    def account_changed_on(self) -> date | None:
        """The day on which the account last registered took the place of another, if it did."""
        changed: date | None = None
        for before, after in pairwise(self.accounts):
            changed = changed if before.account == after.account else after.on
        return changed

    def status_for(self, event: Event) -> StimulusStatus:
        """The status of the award that the event names; where it names none, of the newest."""
        if not isinstance(event, (Awarded, *OF_AN_AWARD)):
            return self.status
        named = self.award(event.award)
        return named.status if named else _S.NOT_AWARDED

    def statuses_for(self, event: type[Event]) -> tuple[StimulusStatus, ...]:
        """The statuses of the awards that an event of this type could name."""
        if event is Awarded:
            return (_S.NOT_AWARDED,)
        if event not in OF_AN_AWARD:
            return (self.status,)
        return tuple(
            award.status for award in self.awards if suits(event, award.terms.channel)
        ) or (_S.NOT_AWARDED,)

    def latest_for(self, event: Event) -> date | None:
        """What a bank reports of a payment is compared with what was said of that payment alone."""
        if not isinstance(event, OF_A_BANK):
            return self.last_on
        named = self.award(event.award)
        return named.last_of(event.payment) if named else None

    def earliest_for(self, event: type[Event]) -> date | None:
        """The earliest day of the payments of which a bank could report this."""
        if event not in OF_A_BANK:
            return self.last_on
        days = (award.last_of(each) for award in self.awards for each in _reported(event, award))
        return min((day for day in days if day is not None), default=None)

    def particulars(self, event: Event) -> Mapping[str, bool]:
        """How account, payment and use fit the award and the account on record."""
        if isinstance(event, Awarded):
            return {"account_ready": self.is_ready(event.channel)}
        award = self.award(event.award) if isinstance(event, OF_AN_AWARD) else None
        if award is None:
            return dict.fromkeys(_OF_AN_AWARD, False)
        proved = PROOF_OF[award.terms.channel]
        return {
            "earlier_tranches_accounted": award.is_accounted,
            "payment_fits": self._payment_fits(event, award),
            "proof_fits": isinstance(event, PaymentConfirmed) and event.proof.kind is proved,
            "use_fits": (
                isinstance(event, UseAccounted) and award.can_account(event.amount, event.record)
            ),
            "reduction_fits": (
                isinstance(event, AwardReduced) and award.can_reduce(event.tranches)
            ),
            "paying_back_fits": (
                isinstance(event, AidPaidBack)
                and award.can_pay_back(event.payment, event.amount, event.record)
            ),
            "cancellation_fits": award.can_cancel,
            "account_ready": self.is_ready(award.terms.channel),
        }

    def possible_particulars(self, event: type[Event]) -> Mapping[str, bool]:
        """No account, a tranche that waits, nothing to report, reduce, pay back and so on."""
        if event is UseAccounted:
            return {"use_fits": not all(award.is_accounted for award in self.awards)}
        if event is AwardReduced:
            return {"reduction_fits": any(map(_can_be_less, self.awards))}
        if event is AidPaidBack:
            held = (a.kept_of(sent.payment) for a in self.awards for sent in a.confirmed)
            return {"paying_back_fits": any(held)}
        if event is AwardCancelled:
            ending = (a.can_cancel for a in self.awards if a.status in CAN_END)
            return {"cancellation_fits": any(ending)}
        if event in OF_A_BANK:
            return {"payment_fits": any(_reported(event, award) for award in self.awards)}
        if event is not PaymentSent:
            return {}
        payable = [award for award in self.awards if award.is_payable]
        ready = [award for award in payable if self.is_ready(award.terms.channel)]
        return {
            "account_ready": bool(ready) or not payable,
            "earlier_tranches_accounted": not ready or any(award.is_accounted for award in ready),
        }

    def is_ready(self, channel: Channel) -> bool:
        """Whether this channel can be used now: an own account must be on record."""
        return self.account is not None or channel is not Channel.OWN_ACCOUNT

    def _payment_fits(self, event: Event, award: Award) -> bool:
        if not suits(type(event), award.terms.channel):
            return False
        match event:
            case PaymentSent():
                into_account = award.terms.channel is Channel.OWN_ACCOUNT
                known = {sent.payment for each in self.awards for sent in each.attempts}
                return (
                    event.amount == award.tranche_due
                    and event.account == (self.account if into_account else None)
                    and event.payment not in known
                )
            case PaymentConfirmed():
                return award.can_confirm(event.payment, event.amount)
            case PaymentReturned():
                return award.can_return(event.payment, event.amount)
            case _:
                return True


_OF_AN_AWARD = (
    "account_ready",
    "earlier_tranches_accounted",
    "payment_fits",
    "proof_fits",
    "use_fits",
    "reduction_fits",
    "paying_back_fits",
    "cancellation_fits",
)

OF_A_BANK = (PaymentConfirmed, PaymentReturned)
"""What a bank reports of a payment, often later than other events of this stage."""


def _reported(event: type[Event], award: Award) -> tuple[PaymentId, ...]:
    """The payments of the award of which a bank could report this."""
    if event is PaymentReturned:
        return tuple(award.can_come_back)
    return () if award.in_flight is None else (award.in_flight.payment,)


def _can_be_less(award: Award) -> bool:
    """Whether what is left to be paid is more than one unit, and not under way."""
    return award.status in TO_BE_PAID and sum(part.units for part in award.tranches_left) > 1


_S = StimulusStatus


class _Draft(Draft, Stimulus):
    __slots__ = ()

    if TYPE_CHECKING:
        status: StimulusStatus
        account: AccountReference | None
        has_account: bool | None
        accounts: Sequence[AccountRegistered]
        consent: ConsentRecorded | None
        awards: tuple[Award, ...]
        ceremonies: Sequence[SymbolicHandoverHeld]


def _registered(draft: _Draft, event: AccountRegistered) -> None:
    draft.account, draft.has_account = event.account, True
    draft.accounts = with_one_more(draft.accounts, event)


def _without_account(draft: _Draft, _event: NoAccountStated) -> None:
    draft.account = None
    draft.has_account = False


def _answered(draft: _Draft, event: ConsentRecorded) -> None:
    draft.consent = event


def _celebrated(draft: _Draft, event: SymbolicHandoverHeld) -> None:
    draft.ceremonies = with_one_more(draft.ceremonies, event)


def _awarded(draft: _Draft, event: Awarded) -> None:
    draft.awards = (*draft.awards, Award(event))
    draft.status = _status_of(draft.awards)


def _of_an_award(draft: _Draft, event: OfAnAward) -> None:
    held = draft.awards
    draft.awards = tuple(a.after(event) if a.terms.award == event.award else a for a in held)
    draft.status = _status_of(draft.awards)


def _status_of(awards: tuple[Award, ...]) -> StimulusStatus:
    return awards[-1].status if awards else _S.NOT_AWARDED


_PAID = (_S.PART_PAID, _S.RECEIVED)
_UNDER_WAY = (_S.SENT, _S.RETURNED, _S.PART_PAID, _S.CANCELLED)
_EVER = tuple(CaseStatus)

STAGE = Stage(
    code="stimulus",
    name=Text(id="Bantuan stimulan usaha", en="Business stimulus"),
    table=Table(
        name=Text(id="Bantuan stimulan usaha", en="Business stimulus"),
        statuses=StimulusStatus,
        initial=_S.NOT_AWARDED,
        rows=(
            Row(AccountRegistered, when=tuple(_S), to=()),
            Row(NoAccountStated, when=tuple(_S), to=()),
            Row(ConsentRecorded, when=tuple(_S), to=()),
            Row(
                Awarded,
                when=(_S.NOT_AWARDED,),
                to=(_S.AWARDED,),
                fits=(
                    fitting.only_permitted_awards,
                    fitting.only_into_a_known_account,
                    fitting.only_once_for_a_purpose,
                ),
            ),
            Row(
                PaymentSent,
                when=TO_BE_PAID,
                to=(_S.SENT,),
                fits=(fitting.only_the_payment_due, fitting.only_into_a_known_account),
            ),
            Row(
                PaymentConfirmed,
                when=(_S.SENT,),
                to=_PAID,
                while_case=_EVER,
                fits=(fitting.only_the_payment_due, fitting.only_with_its_proof),
            ),
            Row(
                PaymentReturned,
                when=(*_UNDER_WAY, _S.RECEIVED, _S.ACCOUNTED),
                to=(_S.RETURNED,),
                keeps=(_S.CANCELLED,),
                may_keep=(_S.SENT,),
                while_case=_EVER,
                fits=(fitting.only_the_payment_due,),
            ),
            Row(
                GoodsHandedOver,
                when=(_S.AWARDED,),
                to=(_S.RECEIVED,),
                fits=(fitting.only_the_payment_due,),
            ),
            Row(SymbolicHandoverHeld, when=tuple(_S), to=()),
            Row(
                UseAccounted,
                when=(*_UNDER_WAY, _S.RECEIVED),
                to=(_S.RECEIVED, _S.ACCOUNTED),
                keeps=_UNDER_WAY,
                fits=(fitting.only_what_was_paid,),
            ),
            Row(
                AwardReduced,
                when=TO_BE_PAID,
                to=(),
                while_case=_EVER,
                fits=(fitting.only_to_less,),
            ),
            Row(
                AidPaidBack,
                when=(*_UNDER_WAY, _S.RECEIVED, _S.ACCOUNTED),
                to=(_S.RECEIVED, _S.ACCOUNTED),
                keeps=(*_UNDER_WAY, _S.ACCOUNTED),
                while_case=_EVER,
                fits=(fitting.only_what_was_received,),
            ),
            Row(
                AwardCancelled,
                when=CAN_END,
                to=(_S.CANCELLED,),
                while_case=_EVER,
                fits=(fitting.only_while_not_held,),
            ),
        ),
    ),
    start=Stimulus(),
    draft=_Draft,
    changes={
        AccountRegistered: _registered,
        NoAccountStated: _without_account,
        ConsentRecorded: _answered,
        Awarded: _awarded,
        SymbolicHandoverHeld: _celebrated,
        **dict.fromkeys(OF_AN_AWARD, _of_an_award),
    },
)
"""The fifth link of the chain."""
