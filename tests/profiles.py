"""How many examples a property tries: by the profile, and fewer where one example is dear.

A property whose example takes less than a millisecond tries all that the profile asks for. One
whose example is a frame, a history or a search tries at most so many in `make test`, and in the
nightly run as many times more as everything else.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES: Final[Mapping[str, int]] = MappingProxyType({"dev": 50, "ci": 500, "nightly": 20_000})
"""By profile: while one works, in `make test`, and in `make nightly`, where chance draws them."""

_PATIENT: Final = (HealthCheck.too_slow,)
"""A shared machine is slow at times; that is no fault of a test."""


def register() -> None:
    """Make the profiles known to Hypothesis, and begin with that of one who works."""
    for name, examples in EXAMPLES.items():
        settings.register_profile(
            name,
            max_examples=examples,
            deadline=None,
            derandomize=name != "nightly",
            suppress_health_check=_PATIENT,
        )
    settings.load_profile("dev")


def at_most(examples: int) -> int:
    """As many as the profile asks for, and no more than this in `make test`.

    The nightly run is not held to it: there it is raised as much as the profile is.
    """
    return bounded(examples, settings().max_examples)


def bounded(examples: int, asked: int) -> int:
    """The same, where so many are asked for."""
    return min(asked, max(examples, examples * asked // EXAMPLES["ci"]))
