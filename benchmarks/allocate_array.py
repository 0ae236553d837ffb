"""How long a sum takes to be shared among a million claims that stand in arrays of numpy.

Beside it stand two kernels written by hand, as exact, without a check, groups, floors or a record
of what decided: largest remainder by a float that the last 64 bits of the remainder correct, and
capped sharing by taking out whoever is at the cap until nobody is. The time is that of the
processor, and the bounds are asserted nowhere.
"""

from __future__ import annotations

import math
import tracemalloc
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.common.timing import compare, show, taking_turns
from reintegra.allocation import capped, equal, proportional
from reintegra.bulk import allocate_array

if TYPE_CHECKING:
    from collections.abc import Callable

Whole: TypeAlias = NDArray[np.int64]

CLAIMS = 1_000_000
SMALLER, LARGER = 62_729, 10_000_000
ROUNDS, ROUNDS_OF_LARGER = 9, 3
AMOUNT = 960_000
GROUPS = 500
BOUNDS = {"proportional": 2.0, "capped": 2.5}
EXPONENT = 1.15
TIMES_THE_INPUT = 6


def divided(total: int, weights: Whole) -> tuple[Whole, Whole]:
    """The whole part of each quota and its remainder; a product may lose what is above 64 bits."""
    whole = int(weights.sum())
    quotients = (weights * (total / whole)).astype(np.int64)
    remainders = weights * np.int64(total) - quotients * np.int64(whole)
    low = remainders < 0
    quotients -= low
    remainders += low * whole
    high = remainders >= whole
    quotients += high
    remainders -= high * whole
    return quotients, remainders


def give_the_rest(total: int, shares: Whole, remainders: Whole) -> Whole:
    """One more for the largest remainders, the earlier first where they are equal."""
    places = total - int(shares.sum())
    if places:
        last = remainders.size - places
        border = remainders[np.argpartition(remainders, last)[last]]
        larger = remainders > border
        shares += larger
        alike = np.flatnonzero(remainders == border)
        shares[alike[: places - int(np.count_nonzero(larger))]] += 1
    return shares


def proportional_kernel(total: int, weights: Whole) -> Whole:
    """Largest remainder by hand."""
    return give_the_rest(total, *divided(total, weights))


def capped_kernel(total: int, weights: Whole, caps: Whole) -> Whole:
    """Saturate, subtract, repeat; then largest remainder among those below their caps."""
    shares = np.zeros_like(weights)
    below = np.arange(weights.size)
    while True:
        quotients, remainders = divided(total, weights[below])
        bounds = caps[below]
        over = quotients >= bounds
        if not over.any():
            shares[below] = give_the_rest(total, quotients, remainders)
            return shares
        shares[below[over]] = bounds[over]
        total -= int(bounds[over].sum())
        below = below[~over]


def ways(count: int) -> tuple[dict[str, Callable[[], Whole]], dict[str, int]]:
    """What is timed among so many claims, and how many bytes go into each."""
    chance = np.random.default_rng(20_191_031)
    weights = chance.integers(1, 10**6, count)
    caps = chance.integers(AMOUNT // 4, 3 * AMOUNT, count)
    groups = chance.integers(0, GROUPS, count)
    totals = np.bincount(groups, minlength=GROUPS) * AMOUNT + 1
    total = count * AMOUNT + 1
    return {
        "proportional by hand": lambda: proportional_kernel(total, weights),
        "proportional": lambda: allocate_array(total, weights, proportional()).shares,
        "capped by hand": lambda: capped_kernel(total, weights, caps),
        "capped": lambda: allocate_array(total, weights, capped(), caps=caps).shares,
        "equal": lambda: allocate_array(total, weights, equal()).shares,
        f"proportional in {GROUPS} groups": lambda: (
            allocate_array(totals, weights, proportional(), groups=groups).shares
        ),
    }, {"proportional": weights.nbytes, "capped": weights.nbytes + caps.nbytes}


def most_memory(way: Callable[[], Whole]) -> int:
    """The most bytes that a way holds at once, beside its input."""
    tracemalloc.start()
    way()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def measured(count: int, rounds: int) -> dict[str, float]:
    """The medians for so many claims, shown beside each other."""
    found, _ = ways(count)
    for name in BOUNDS:
        same = bool((found[name]() == found[f"{name} by hand"]()).all())
        print(f"  {count:,} claims; {name} and the kernel agree: {'yes' if same else 'NO'}")
    times = taking_turns(found, rounds)
    show(times)
    for name, bound in BOUNDS.items():
        compare(f"{name}, beside the kernel", times[name] / times[f"{name} by hand"], bound)
    return times


def main() -> None:
    """Print the medians, the ratios, the exponents and the memory."""
    small = measured(SMALLER, ROUNDS)
    measured(CLAIMS, ROUNDS)
    many, _ = ways(LARGER)
    large = taking_turns({name: many[name] for name in BOUNDS}, ROUNDS_OF_LARGER)
    print(f"  {LARGER:,} claims")
    show(large)
    print(f"  from {SMALLER:,} to {LARGER:,} claims the time grows with this power of the claims")
    for name in BOUNDS:
        exponent = math.log(large[name] / small[name]) / math.log(LARGER / SMALLER)
        compare(name, exponent, EXPONENT)
    print(f"  the most memory for {CLAIMS:,} claims, beside the input and in times of it")
    found, sizes = ways(CLAIMS)
    for name, size in sizes.items():
        compare(name, most_memory(found[name]) / size, TIMES_THE_INPUT)


if __name__ == "__main__":
    main()
