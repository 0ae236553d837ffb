"""The days of the reference case that more than one part of it needs."""

from __future__ import annotations

from datetime import date
from typing import Final

ATTESTED_ON: Final = date(2019, 9, 16)
ROUND_DAY: Final = date(2019, 10, 31)
AFTER_THE_ROUND: Final = date(2019, 11, 20)
