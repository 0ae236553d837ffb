"""A sum is shared among a million claims that stand in arrays, as exactly as among three.

Where things are: `sharing` shares, `ways` has the methods, `result` says what comes out. Who is
served at a border stands in `serving`; the arithmetic that no 64 bits hold in `division`, and the
water level in `level`. What leaves them no room is shared by `reintegra.allocation`, in `outcome`.
"""

from __future__ import annotations

from reintegra.bulk.arrays.checks import NO_CAP
from reintegra.bulk.arrays.result import ArrayAllocation, ArrayTie, GroupSum
from reintegra.bulk.arrays.sharing import allocate_array

__all__ = ["NO_CAP", "ArrayAllocation", "ArrayTie", "GroupSum", "allocate_array"]
