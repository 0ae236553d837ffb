"""Each entry is chained to the one before it, so that the last digest stands for all.

A leaf and a node begin with different bytes: no content of an entry can be taken for a node.
"""

from __future__ import annotations

import hashlib
from typing import Final

import attrs

from reintegra.vocabulary.checks import at_least, instance_of
from reintegra.vocabulary.identifiers import Digest

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"

BEFORE_THE_FIRST: Final = hashlib.sha256(b"reintegra journal 1").digest()
"""The digest before the first entry: that of the name of this form of journal."""


def chained(before: bytes, content: bytes) -> bytes:
    """The digest of an entry, 32 bytes, from that of the entry before it and its own bytes."""
    leaf = hashlib.sha256(_LEAF + content).digest()
    return hashlib.sha256(_NODE + before + leaf).digest()


@attrs.frozen
class Anchor:
    """How far a journal had come, and the digest that stood for all of it then.

    `sequence` is the number of the last entry; 0 is a journal before its first. Keep it where those
    who keep the journal cannot change it.

    Raises:
        InvalidValue: the sequence is negative.
        WrongType: the sequence is no whole number, or the digest no `Digest`.
    """

    sequence: int
    digest: Digest

    def __attrs_post_init__(self) -> None:
        at_least(0, "Anchor.sequence", self.sequence)
        instance_of(Digest, "Anchor.digest", self.digest)

    @classmethod
    def at(cls, sequence: int, digest: bytes) -> Anchor:
        """The anchor with a digest of 32 bytes."""
        return cls(sequence, Digest(digest.hex()))
