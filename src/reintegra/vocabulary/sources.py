"""Every number of a policy says where it stands, or is named as an assumption.

A value whose source is `None` is an assumption of whoever wrote the policy.
"""

from __future__ import annotations

import attrs

from reintegra.vocabulary.checks import filled_text, instance_of, plain_text
from reintegra.vocabulary.texts import Worded


class Standing(Worded):
    """How well a source is known: read itself, read about, or worked out from confirmed numbers."""

    CONFIRMED = "confirmed", "Dibaca sendiri", "Read itself"
    SECONDARY = "secondary", "Dibaca dari sumber lain", "Read about"
    DERIVED = "derived", "Dihitung dari angka terkonfirmasi", "Worked out from confirmed numbers"


@attrs.frozen
class Source:
    """Where a rule or a number stands: its instrument, its article, and an address.

    A source without an instrument is none: where no source states a thing, the source is `None`.

    Raises:
        InvalidValue: the instrument is blank.
        WrongType: a text is not a text, or the standing not a `Standing`.
    """

    instrument: str
    article: str = ""
    address: str = ""
    standing: Standing = Standing.CONFIRMED

    def __attrs_post_init__(self) -> None:
        filled_text("Source.instrument", self.instrument)
        plain_text("Source.article", self.article)
        plain_text("Source.address", self.address)
        instance_of(Standing, "Source.standing", self.standing)

    def __str__(self) -> str:
        return f"{self.instrument}, {self.article}" if self.article else self.instrument
