"""What the library made once is forgotten between tests while planted faults are looked for.

Otherwise only the first test that needed it would meet a fault in how it is made, and the others
would be given what stood before.
"""

from __future__ import annotations

import functools
import gc
from functools import cache, partial
from typing import TYPE_CHECKING

from reintegra.chain.policy import Edition
from reintegra.journal import Coding
from reintegra.journal.straight import Ways

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def _forgetting() -> tuple[Callable[[], None], ...]:
    """How to forget all that stands when it is first asked; what a test makes itself is new."""
    found = gc.get_objects()
    made_once = (each for each in found if isinstance(each, functools._lru_cache_wrapper))  # noqa: SLF001 - the class has no other name
    # the journeys of the tests are led by the library, and made once too
    ours = "reintegra.", "tests.chain.journeys"
    of_library = (each for each in made_once if str(each.__module__).startswith(ours))
    return (
        *(each.cache_clear for each in of_library),
        *(each.clear for each in found if isinstance(each, Ways)),
        *(each.kept.clear for each in found if isinstance(each, Edition)),
        # those that stand in a test module are made as it is imported
        *(
            partial(Coding.__init__, each, limits=each.limits)
            for each in found
            if isinstance(each, Coding)
        ),
    )


def forget() -> None:
    """Begin as a process begins that has imported the library and done nothing."""
    for each in _forgetting():
        each()
