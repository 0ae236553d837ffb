"""What the page of comparison says about an engine, each with the code that shows it."""

from __future__ import annotations

from collections.abc import Callable

import attrs

BELOW = "`age < 18`, the age unknown"
OR_TRUE = "`age < 18 or true`, the age unknown"
NOT_BELOW = "`not (age < 18)`, the age unknown"
APART = "Unknown and no, told apart"
NEXT = "What to ask next"
WHY = "Why"
WRONG_TYPE = 'An age of `"17"`, a text'
MONEY = "Amounts of money"
TIME = "Which law on which day"
FROM_OUTSIDE = "Rules that come from outside"
MANY = "Many records at once"
ELSEWHERE = "Languages and tools"

QUESTIONS = (
    BELOW,
    OR_TRUE,
    NOT_BELOW,
    APART,
    NEXT,
    WHY,
    WRONG_TYPE,
    MONEY,
    TIME,
    FROM_OUTSIDE,
    MANY,
    ELSEWHERE,
)


@attrs.frozen
class Claim:
    """One cell of the page: its words, and whether the engine does what they say."""

    question: str
    words: str
    holds: Callable[[], bool]


def fails(ask: Callable[[], object], saying: str = "") -> bool:
    """Whether it raises, with these words in the message."""
    try:
        ask()
    except BaseException as failure:  # noqa: BLE001 - a panic of zen is no Exception
        return saying in str(failure)
    return False


def offers(thing: object, *words: str) -> bool:
    """Whether something has a public name with one of the words in it."""
    names = (name.lower() for name in dir(thing) if not name.startswith("_"))
    return any(word in name for name in names for word in words)
