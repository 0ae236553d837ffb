"""Whether a journal is what it was: nothing changed, taken out, put in, moved or cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.journal.chaining import BEFORE_THE_FIRST, Anchor, chained
from reintegra.journal.reading import DecodingLimits, read_data
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.journal.store import Row


class Soundness(Worded):
    """What a journal was found to be: a closed set.

    Without the anchor of one of its entries it is never `intact`, unless it has none.
    """

    INTACT = "intact", "Utuh", "Intact"
    BROKEN = "broken", "Rusak", "Broken"
    NOT_VERIFIABLE = "not-verifiable", "Tidak dapat dipastikan", "Not verifiable"


class JournalFault(Worded):
    """What is wrong at the first bad position of a journal."""

    MISSING = (
        "missing",
        "catatan dengan nomor urut ini tidak ada di tempatnya",
        "the entry with this number is not in its place",
    )
    UNREADABLE = (
        "unreadable",
        "isi catatan bukan bentuk baku",
        "the content of the entry is not in canonical form",
    )
    MISPLACED = (
        "misplaced",
        "kolom di samping catatan berbeda dengan isinya",
        "what stands beside the entry differs from its content",
    )
    OUT_OF_ORDER = (
        "out-of-order",
        "versi catatan tidak melanjutkan versi sebelumnya dalam alur yang sama",
        "the version of the entry does not follow the one before it in the same stream",
    )
    CHANGED = (
        "changed",
        "sidik digital tidak sesuai dengan isi dan catatan sebelumnya",
        "the digest does not follow from the content and the entry before it",
    )
    ANOTHER_JOURNAL = (
        "another-journal",
        "sidik digital berbeda dengan jangkar",
        "the digest is another than that of the anchor",
    )


_TEXTS = {
    Soundness.INTACT: Text(
        id="Jurnal utuh: {count} catatan, sesuai dengan jangkar pada nomor urut {anchor}.",
        en="The journal is intact: {count} entries, and fits the anchor at number {anchor}.",
    ),
    Soundness.BROKEN: Text(
        id="Jurnal rusak pada nomor urut {position}: {fault}.",
        en="The journal is broken at number {position}: {fault}.",
    ),
    Soundness.NOT_VERIFIABLE: Text(
        id=(
            "Jurnal tidak dapat dipastikan: {count} catatan tidak saling bertentangan, tetapi "
            "tanpa jangkar pada salah satunya tidak terlihat apakah jurnal dipotong atau ditulis "
            "ulang."
        ),
        en=(
            "The journal is not verifiable: its {count} entries do not contradict each other, but "
            "without an anchor at one of them nobody can see whether it was cut off or written "
            "anew."
        ),
    ),
}

_INTACT_SO_FAR = Text(
    id=(
        "Jurnal utuh sampai nomor urut {anchor}, sesuai dengan jangkar; catatan sesudahnya yang "
        "belum dijamin jangkar: {unanchored}."
    ),
    en=(
        "The journal is intact up to number {anchor}, and fits the anchor; later entries, which no "
        "anchor vouches for yet: {unanchored}."
    ),
)


@attrs.frozen(kw_only=True)
class Verification:
    """What was found, and how far the journal goes.

    What is `intact` is so up to the anchor; `unanchored` says how many entries came later, which
    whoever can write the journal could have cut off or written anew.

    `head` is the anchor of the last entry that follows on all before it. `anchor` is the one that
    was given. `position` is the sequence at which the journal is first known to be bad, and `fault`
    what is wrong there; both are `None` where it is not broken.
    """

    outcome: Soundness
    head: Anchor
    anchor: Anchor | None
    position: int | None = None
    fault: JournalFault | None = None

    @property
    def unanchored(self) -> int:
        """How many entries follow after the anchor; all, where none was given."""
        return max(0, self.head.sequence - (0 if self.anchor is None else self.anchor.sequence))

    @property
    def text(self) -> Text:
        """What was found, in one sentence."""
        is_in_part = self.outcome is Soundness.INTACT and self.unanchored
        return (_INTACT_SO_FAR if is_in_part else _TEXTS[self.outcome]).fill(
            count=self.head.sequence,
            anchor=None if self.anchor is None else self.anchor.sequence,
            unanchored=self.unanchored,
            position=self.position,
            fault=self.fault,
        )


def verified(rows: Iterable[Row], anchor: Anchor | None, limits: DecodingLimits) -> Verification:
    """Every row of a journal followed from the first, and held to an anchor.

    Raises:
        WrongType: the anchor is no `Anchor`.
    """
    if anchor is not None and not isinstance(anchor, Anchor):
        raise WrongType("anchor", "Anchor", type(anchor))
    walk = _Walk(limits)
    fault = walk.faces(anchor)
    for row in rows:
        fault = fault or walk.take(row) or walk.faces(anchor)
        if fault is not None:
            break
    position = walk.position
    if fault is None and anchor is not None and anchor.sequence > walk.sequence:
        fault, position = JournalFault.MISSING, walk.sequence + 1
    head = Anchor.at(walk.sequence, walk.digest)
    if fault is not None:
        broken = Soundness.BROKEN
        return Verification(
            outcome=broken, head=head, anchor=anchor, position=position, fault=fault
        )
    # the anchor before the first entry is that of every journal: it says nothing of any entry
    says_nothing = anchor is None or (anchor.sequence == 0 < walk.sequence)
    outcome = Soundness.NOT_VERIFIABLE if says_nothing else Soundness.INTACT
    return Verification(outcome=outcome, head=head, anchor=anchor)


@attrs.define
class _Walk:
    """How far a journal was followed, and where it is looked at."""

    limits: DecodingLimits
    sequence: int = 0
    digest: bytes = BEFORE_THE_FIRST
    position: int = 0
    versions: dict[str, int] = attrs.field(factory=dict)

    def take(self, row: Row) -> JournalFault | None:
        """Follow one row more; what is wrong with it, if anything."""
        self.position = self.sequence + 1
        if row.sequence != self.position:
            return JournalFault.MISSING
        try:
            data = read_data(row.content, self.limits)
        except (InvalidValue, WrongType):
            return JournalFault.UNREADABLE
        if not _stands_beside(row, data):
            return JournalFault.MISPLACED
        if row.version != self.versions.get(row.stream, 0) + 1:
            return JournalFault.OUT_OF_ORDER
        digest = chained(self.digest, row.content)
        if row.digest != digest:
            return JournalFault.CHANGED
        self.sequence, self.digest = self.position, digest
        self.versions[row.stream] = row.version
        return None

    def faces(self, anchor: Anchor | None) -> JournalFault | None:
        """Whether the anchor is of this entry, and says otherwise."""
        if anchor is None or anchor.sequence != self.sequence:
            return None
        self.position = self.sequence
        return None if anchor.digest.value == self.digest.hex() else JournalFault.ANOTHER_JOURNAL


def _stands_beside(row: Row, data: object) -> bool:
    """Whether the columns say what the bytes say, by value and by type."""
    beside = (row.sequence, row.stream, row.version, row.key)
    if not isinstance(data, dict):
        return False
    held = cast("dict[str, object]", data)
    within = tuple(held.get(name) for name in ("sequence", "stream", "version", "key"))
    return within == beside and [*map(type, within)] == [*map(type, beside)]
