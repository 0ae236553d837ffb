"""What can be wrong with an allocation, as values."""

from __future__ import annotations

import attrs

from reintegra.vocabulary.texts import Text, Worded


class FaultKind(Worded):
    """What can be wrong with an allocation."""

    IDS = "ids", "Bagian tidak sesuai dengan klaim", "The shares are not those of the claims"
    NOT_WHOLE = "not-whole", "Bukan bilangan bulat", "Not a whole number"
    NEGATIVE = "negative", "Kurang dari nol", "Below zero"
    STEP = "step", "Bukan kelipatan satuan", "Not a multiple of the smallest step"
    SUM = "sum", "Jumlah tidak sama dengan dana", "The sum is not the total"
    ABOVE_CAP = "above-cap", "Melampaui batas atas", "Above the cap"
    BELOW_FLOOR = "below-floor", "Di bawah batas bawah", "Below the floor"
    NOT_WAITING = (
        "not-waiting",
        "Tidak menerima apa pun dan tidak ada dalam daftar tunggu",
        "Received nothing and is not on the waiting list",
    )
    WAITING = "waiting", "Daftar tunggu keliru", "The waiting list is wrong"
    NO_WEIGHT = (
        "no-weight",
        "Menerima bagian padahal bobotnya nol",
        "Received a share with a weight of zero",
    )
    TIE = "tie", "Catatan seri keliru", "The record of a tie is wrong"
    REMAINDER = "remainder", "Catatan sisa bagi keliru", "The record of the remainder is wrong"
    LEVEL = (
        "level",
        "Bagian tidak sesuai dengan permukaan air yang tercatat",
        "The shares do not follow from the water level on record",
    )
    METHOD = (
        "method",
        "Metode yang tercatat tidak dapat dipakai untuk klaim ini",
        "The method on record cannot be used for these claims",
    )
    SHARE = (
        "share",
        "Bagian tidak sesuai dengan metode yang tercatat",
        "The shares do not follow from the method on record",
    )
    GROUPS = (
        "groups",
        "Kelompok tidak sesuai dengan metode yang tercatat",
        "The groups are not those of the method on record",
    )
    GROUP_SUM = (
        "group-sum",
        "Anggota menerima lebih dari bagian kelompoknya",
        "The members received more than their group",
    )


@attrs.frozen
class Fault:
    """One thing that is wrong with an allocation, and the claims and groups that it touches."""

    kind: FaultKind
    ids: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """What is wrong, in both languages."""
        return self.kind.text
