"""Times of several statements side by side: interleaved in one run, compared by their medians.

A sample is shorter than the slice of time that a busy machine gives to each program, so that most
samples are undisturbed; a median of many is then one that was.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
import timeit
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

ROUNDS = 301
SAMPLE = 0.0002
WARM_UP = 0.02


def side_by_side(
    statements: Mapping[str, str], names: Mapping[str, Any], rounds: int = ROUNDS
) -> dict[str, float]:
    """The median time in seconds that each statement takes, by its title."""
    timers = {title: timeit.Timer(text, globals=dict(names)) for title, text in statements.items()}
    repeats = {title: _repeats(timer) for title, timer in timers.items()}
    times: dict[str, list[float]] = {title: [] for title in timers}
    for _ in range(rounds):
        for title, timer in timers.items():
            times[title].append(timer.timeit(repeats[title]) / repeats[title])
    return {title: statistics.median(values) for title, values in times.items()}


def taking_turns(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each, for what takes longer than a sample; the first turn warms up."""
    times: dict[str, list[float]] = {title: [] for title in ways}
    for turn in range(rounds + 1):
        for title, way in ways.items():
            gc.collect()
            began = time.process_time()
            way()
            if turn:
                times[title].append(time.process_time() - began)
    return {title: statistics.median(values) for title, values in times.items()}


def _repeats(timer: timeit.Timer) -> int:
    """How often a statement fits into one sample, once the interpreter is used to it."""
    once = timer.timeit(1)
    timer.timeit(max(1, int(WARM_UP / once)))
    return max(1, int(SAMPLE / timer.timeit(10) * 10))


def show(times: Mapping[str, float]) -> None:
    """Print each time in a unit that suits it."""
    for title, seconds in times.items():
        print(f"  {title:<64} {in_words(seconds)}")


def in_words(seconds: float) -> str:
    """A time in microseconds, milliseconds or seconds."""
    for limit, factor, unit in ((1e-3, 1e6, "µs"), (1.0, 1e3, "ms")):
        if seconds < limit:
            return f"{seconds * factor:9.2f} {unit}"
    return f"{seconds:9.2f} s"


def compare(title: str, ratio: float, bound: float | None, *, at_least: bool = False) -> None:
    """Print a ratio beside its bound, if it has one, and whether it holds; nothing is asserted."""
    verdict = ""
    if bound is not None:
        holds = ratio >= bound if at_least else ratio <= bound
        words = "at least" if at_least else "at most"
        verdict = f"    ({words} {bound:g}: {'holds' if holds else 'MISSED'})"
    print(f"  {title:<64} {ratio:9.2f}{verdict}")


def not_here(name: str) -> None:
    """Say that a measurement needs something that is not installed, and end well."""
    print(f"  NOT MEASURED: {name} could be imported here. `make bench` puts the other engines")
    print("  into .venv-bench, where pip can reach them.")
    sys.exit(0)
