"""Aid: how it reaches a person, what proves it, what it is given for, why it comes back.

Sources: the rounds of 2018 to 2023 (channels and kinds); the classes of return reasons follow the
response codes of SNAP BI. That a bank reversed its booking, which is no class of theirs, the kinds
of proof, which channel needs which, and the reasons of cancelling and reducing are assumptions: no
text that states them was available.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import RecordNumber
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class Channel(Worded):
    """How aid reaches a person."""

    OWN_ACCOUNT = "own-account", "Rekening sendiri", "Own account"
    VIA_LKS = "via-lks", "Melalui LKS", "Through an LKS"
    E_MONEY = "e-money", "Uang elektronik", "E-money"
    IN_KIND = "in-kind", "Barang", "In kind"
    DEBT_SETTLEMENT = "debt-settlement", "Pelunasan utang", "Debt settlement"
    LIVING_COST = "living-cost", "Bantuan biaya hidup", "Living-cost aid"


class ProofKind(Worded):
    """What shows that aid has reached a person."""

    BANK_CONFIRMATION = "bank-confirmation", "Konfirmasi bank", "Bank confirmation"
    LKS_REPORT = "lks-report", "Laporan LKS", "Report of the LKS"
    E_MONEY_CONFIRMATION = (
        "e-money-confirmation",
        "Konfirmasi penerbit uang elektronik",
        "Confirmation of the issuer of e-money",
    )
    HANDOVER_RECORD = "handover-record", "Berita acara serah terima", "Handover record"
    CREDITORS_RECEIPT = "creditors-receipt", "Kuitansi kreditur", "Receipt of the creditor"
    SIGNED_RECEIPT = "signed-receipt", "Tanda terima penerima", "Receipt signed by the person"


PROOF_OF: Mapping[Channel, ProofKind] = MappingProxyType(
    {
        Channel.OWN_ACCOUNT: ProofKind.BANK_CONFIRMATION,
        Channel.VIA_LKS: ProofKind.LKS_REPORT,
        Channel.E_MONEY: ProofKind.E_MONEY_CONFIRMATION,
        Channel.IN_KIND: ProofKind.HANDOVER_RECORD,
        Channel.DEBT_SETTLEMENT: ProofKind.CREDITORS_RECEIPT,
        Channel.LIVING_COST: ProofKind.SIGNED_RECEIPT,
    }
)
"""The proof that each channel needs (assumption: no rule is cited)."""


@attrs.frozen
class Proof:
    """A document that shows that aid has reached a person: its kind and its number.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
    """

    kind: ProofKind
    record: RecordNumber

    def __attrs_post_init__(self) -> None:
        instance_of(ProofKind, "Proof.kind", self.kind)
        instance_of(RecordNumber, "Proof.record", self.record)


class Purpose(Worded):
    """What aid is given for."""

    BUSINESS_STIMULUS = "business-stimulus", "Bantuan stimulan usaha", "Business stimulus"
    LIVING_COST = "living-cost", "Bantuan biaya hidup", "Living-cost aid"
    BUSINESS_TOOLS = "business-tools", "Peralatan usaha", "Business tools"
    DEBT_SETTLEMENT = "debt-settlement", "Pelunasan utang", "Debt settlement"
    CASH_ASSISTANCE = "cash-assistance", "Bantuan tunai", "Cash assistance"


class ReturnReason(Worded):
    """Why a payment came back."""

    ACCOUNT_INVALID = "account-invalid", "Rekening tidak sah", "Account invalid"
    ACCOUNT_DORMANT = "account-dormant", "Rekening pasif", "Account dormant or inactive"
    NAME_DIFFERS = "name-differs", "Nama pemilik berbeda", "Name of the holder differs"
    LIMIT_EXCEEDED = "limit-exceeded", "Melampaui batas", "Limit exceeded"
    REVERSED_BY_BANK = "reversed-by-bank", "Pembukuan dibatalkan bank", "Reversed by the bank"
    NOT_STATED = "not-stated", "Tidak disebutkan", "Not stated"


class CancellationReason(Worded):
    """Why an award was cancelled."""

    CONSENT_WITHDRAWN = "consent-withdrawn", "Persetujuan ditarik", "Consent withdrawn"
    NOT_ELIGIBLE = "not-eligible", "Ternyata tidak memenuhi syarat", "Found not eligible"
    UNDELIVERABLE = "undeliverable", "Tidak dapat disalurkan", "Could not be delivered"
    DIED = "died", "Meninggal", "Died"


class ReductionReason(Worded):
    """Why the parts of an award that are still to be paid became smaller."""

    NEED_SMALLER = "need-smaller", "Kebutuhan berkurang", "The need is smaller"
    FUND_SHORT = "fund-short", "Dana berkurang", "The money was cut"
    EVIDENCE_LACKING = "evidence-lacking", "Bukti penggunaan kurang", "Evidence of use is lacking"
    AWARDED_IN_ERROR = "awarded-in-error", "Keliru ditetapkan", "Awarded in error"
