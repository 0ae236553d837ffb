"""Columns that are worked out on the way, and that the answer does not have.

What is used several times is a column of its own for that long: written out each time, a day moved
by months would be hundreds of terms, and a database reads each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Steps:
    """The columns kept so far, level by level; a column uses those of the levels before its own."""

    def __init__(self, existing: Iterable[str]) -> None:
        taken = tuple(str(name).casefold() for name in existing)
        self._lead = "step_"
        while any(name.startswith(self._lead) for name in taken):
            self._lead += "_"
        self._kept: dict[str, nw.Expr] = {}
        self.names: list[str] = []
        self.levels: list[list[nw.Expr]] = []

    def name(self) -> str:
        """A name that no other column has, for one that is dropped in the end."""
        self.names.append(f"{self._lead}{len(self.names)}")
        return self.names[-1]

    def keep(self, level: int, what: str, made: Callable[[], nw.Expr]) -> nw.Expr:
        """The column of what is meant; it is made when it is first asked for."""
        if what not in self._kept:
            name = self.name()
            while len(self.levels) <= level:
                self.levels.append([])
            self.levels[level].append(made().alias(name))
            self._kept[what] = nw.col(name)
        return self._kept[what]
