"""Conditions are joined in a frame as in one case, with three outcomes.

What is always met or never met is a bool here, and is worked out before any row is looked at.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from reintegra.bulk.joining import all_hold, any_holds, total
from reintegra.rules.compiled.group import Joint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.rules.compiled.group import Group

    Value = bool | nw.Expr

_FEW = 24
"""So many bits of every choice are faster to look at than to count."""


def group_value(group: Group, parts: Sequence[Value]) -> Value:
    """The outcome of a group: met, not met, or an expression for it."""
    if group.joint is Joint.NOT:
        part = parts[0]
        return not part if isinstance(part, bool) else ~part
    open_parts = [part for part in parts if not isinstance(part, bool)]
    met = sum(part for part in parts if isinstance(part, bool))
    needed = {Joint.ANY: 1, Joint.AT_LEAST: group.needed}.get(group.joint, len(parts))
    return _at_least(needed - met, open_parts)


def _at_least(needed: int, parts: Sequence[nw.Expr]) -> Value:
    if needed <= 0:
        return True
    if needed > len(parts):
        return False
    if needed == len(parts):
        return all_hold(parts)
    if needed == 1:
        return any_holds(parts)
    if comb(len(parts), needed) * needed <= _FEW:
        return any_holds([all_hold(some) for some in combinations(parts, needed)])
    surely, perhaps = (
        total([part.fill_null(taken).cast(nw.Int32) for part in parts]) for taken in (False, True)
    )
    met = surely >= needed
    return nw.when(met | (perhaps < needed)).then(met)
