"""Rosters for the tests: lines of the recorded one, with some fields changed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from lombok.candidate import FIELDS
from lombok_2019 import ROSTER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

UPSTREAM = ("country", "reason", "document", "deported_on", "arrived_at", "health")
WITHOUT_A_DEPORTATION = dict.fromkeys(UPSTREAM, "")


def recorded_lines(count: int) -> list[dict[str, str]]:
    """The first lines of the recorded roster."""
    with ROSTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[:count]


def write_lines(tmp_path: Path, lines: Sequence[dict[str, str]]) -> Path:
    """A roster of these lines."""
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(lines)
    return path


def written(tmp_path: Path, **changes: str) -> Path:
    """A roster of two lines, the second, which is line 3 of the file, with these fields changed."""
    first, second = recorded_lines(2)
    return write_lines(tmp_path, [first, {**second, **changes}])
