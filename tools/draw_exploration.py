"""Draws the figures of the exploration into the documentation, from those on record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tools.explore_chain import RECORDED

if TYPE_CHECKING:
    from collections.abc import Callable

HEADS = (
    "edition",
    "states",
    "transitions",
    "walked to the end",
    "dead ends",
    "broken laws",
    "never accepted",
    "never reached",
)


def rows() -> list[tuple[str, ...]]:
    """One line for each edition."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    return [
        (
            f"`{code}`",
            f"{found['states']:,}",
            f"{found['transitions']:,}",
            "yes" if found["exhausted"] else "**no**",
            str(found["dead ends"]),
            str(len(found["violations"])),
            ", ".join(f"`{each}`" for each in found["never accepted"]),
            ", ".join(f"`{each}`" for each in found["never reached"]) or "nothing",
        )
        for code, found in recorded.items()
    ]


def drawings(table: Callable[..., str]) -> dict[str, Callable[[], str]]:
    """The part that can be drawn, by its name."""
    return {"exploration": lambda: table(HEADS, rows())}
