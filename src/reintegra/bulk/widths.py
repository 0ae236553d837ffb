"""What a column of whole numbers can hold, and what a limit beyond it decides."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from reintegra.rules.comparison import Operator

LEAST, MOST = -(2**63), 2**63 - 1
"""The numbers of 64 bits with a sign, in which every backend counts."""

_BOUNDS: dict[type, tuple[int, int]] = {
    nw.Int8: (-(2**7), 2**7 - 1),
    nw.Int16: (-(2**15), 2**15 - 1),
    nw.Int32: (-(2**31), 2**31 - 1),
    nw.Int64: (LEAST, MOST),
    nw.UInt8: (0, 2**8 - 1),
    nw.UInt16: (0, 2**16 - 1),
    nw.UInt32: (0, 2**32 - 1),
    nw.UInt64: (0, 2**64 - 1),
    nw.Int128: (-(2**127), 2**127 - 1),
    nw.UInt128: (0, 2**128 - 1),
}


def bounds(dtype: nw.dtypes.DType) -> tuple[int, int]:
    """The least and the greatest number that a column of whole numbers can hold."""
    return _BOUNDS[type(dtype)]


def decided(sign: Operator, limit: int, least: int, most: int) -> bool | None:
    """What "at most", "at least" or "equals" says of every number in a range, if it says one thing.

    >>> from reintegra.rules.comparison import Operator
    >>> decided(Operator.AT_MOST, 300, -128, 127), decided(Operator.AT_MOST, 100, -128, 127)
    (True, None)
    """
    if sign is Operator.EQUALS:
        return None if least <= limit <= most else False
    never, always = (limit < least, limit >= most)
    if sign is Operator.AT_LEAST:
        never, always = (limit > most, limit <= least)
    return None if never is always else always
