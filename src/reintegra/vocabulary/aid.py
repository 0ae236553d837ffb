"""Aid: how it reaches a person, what it is given for, why it comes back.

Sources: the rounds of 2018 to 2023 (channels and kinds); the classes of return reasons follow the
response codes of SNAP BI.
"""

from __future__ import annotations

from reintegra.vocabulary.texts import Worded


class Channel(Worded):
    """How aid reaches a person."""

    OWN_ACCOUNT = "own-account", "Rekening sendiri", "Own account"
    VIA_LKS = "via-lks", "Melalui LKS", "Through an LKS"
    E_MONEY = "e-money", "Uang elektronik", "E-money"
    IN_KIND = "in-kind", "Barang", "In kind"
    DEBT_SETTLEMENT = "debt-settlement", "Pelunasan utang", "Debt settlement"
    LIVING_COST = "living-cost", "Bantuan biaya hidup", "Living-cost aid"


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
    NOT_STATED = "not-stated", "Tidak disebutkan", "Not stated"


class CancellationReason(Worded):
    """Why an award was cancelled."""

    CONSENT_WITHDRAWN = "consent-withdrawn", "Persetujuan ditarik", "Consent withdrawn"
    NOT_ELIGIBLE = "not-eligible", "Ternyata tidak memenuhi syarat", "Found not eligible"
    UNDELIVERABLE = "undeliverable", "Tidak dapat disalurkan", "Could not be delivered"
    DIED = "died", "Meninggal", "Died"
