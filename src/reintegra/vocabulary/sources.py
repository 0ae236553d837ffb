"""Every number of a policy says where it stands, or is named as an assumption.

A value whose source is `None` is an assumption of whoever wrote the policy.
"""

from __future__ import annotations

from enum import StrEnum

import attrs


class Standing(StrEnum):
    """How well a source is known: read itself, read about, or worked out from confirmed numbers."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    DERIVED = "derived"


@attrs.frozen
class Source:
    """Where a rule or a number stands: its instrument, its article, and an address."""

    instrument: str
    article: str = ""
    address: str = ""
    standing: Standing = Standing.CONFIRMED

    def __str__(self) -> str:
        return f"{self.instrument}, {self.article}" if self.article else self.instrument
