"""Where a journal is kept: rows in order, which are added to and never changed.

A store knows nothing of events. What a journal promises is kept by `Journal`, over these few
methods; a store promises that what `insert` was given within `writing` is kept whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, Protocol, cast, runtime_checkable

from reintegra.errors import Conflict, InvalidValue, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

LEAST: Final = -(2**63)
MOST: Final = 2**63 - 1
"""The largest number of a row; with `LEAST` every row that a store can hold lies between."""


_A_DAY: Final = 24 * 60 * 60

LONGEST_PAGE: Final = 4 * 1024 * 1024
"""Bytes of content after which a page of rows ends, so that a reader holds little at a time."""


Fault = tuple[str, str]
"""The code of what went wrong, and a hint."""

LOCKED: Final[Fault] = "locked", "another process is writing"
RECORDING: Final[Fault] = "locked", "this thread is in the midst of recording"
DAMAGED: Final[Fault] = "damaged", "the journal is not as the library left it"
DAMAGED_INDEX: Final[Fault] = (
    "damaged-index",
    "only the index that finds the entries is damaged",
)
CLOSED: Final[Fault] = "closed", "the journal was closed"
INPUT_OUTPUT: Final[Fault] = "input-output", "the disk does not read or write"


def refuse(fault: Fault) -> NoReturn:
    """Say what went wrong, and nothing of what a driver said: that may repeat an event.

    Raises:
        Conflict: always.
    """
    code, hint = fault
    raise_alone(Conflict(code, "journal", f"{hint}, and nothing was recorded"))


def refuse_unanswered() -> NoReturn:
    """Say that nobody knows whether it was recorded.

    Raises:
        Conflict: always (`unanswered`).
    """
    hint = "nobody answered whether it was recorded: send it again with its key"
    raise_alone(Conflict("unanswered", "journal", hint))


def raise_alone(conflict: Conflict) -> NoReturn:
    """Raise it without the error of a driver that led to it.

    Raises:
        Conflict: always.
    """
    try:
        raise conflict
    finally:
        conflict.__context__ = None


def seconds(timeout: object) -> float:
    """For how long a writer waits for another.

    Raises:
        InvalidValue: below 0, above a day, or no number.
        WrongType: no number.
    """
    if type(timeout) not in (int, float):
        raise WrongType("timeout", "a number of seconds", type(timeout))
    held = cast("float", timeout)
    if not 0 <= held <= _A_DAY:
        hint = f"a writer waits from 0 to {_A_DAY} seconds"
        raise InvalidValue("timeout", "out-of-range", hint)
    return held


class Row(NamedTuple):
    """One entry as it is kept: its canonical bytes, and beside them what it is found by.

    `stream` is `case:` or `programme:` and the number; `digest` has 32 bytes.
    """

    sequence: int
    stream: str
    version: int
    key: str | None
    digest: bytes
    content: bytes


@runtime_checkable
class Store(Protocol):
    """What a journal asks of the place where it is kept.

    Raises:
        Conflict: it cannot be read or written now: `locked`, `full`, `read-only`, `damaged`,
            `input-output`. Nothing of what was to be recorded is; but where it answers
            `unanswered`, nobody knows.
    """

    def writing(self) -> AbstractContextManager[None]:
        """The only writer until the end of the block; an error undoes all of it."""
        ...

    def insert(self, rows: Sequence[Row]) -> None:
        """Keep rows that follow the last one; only within `writing`."""
        ...

    def last(self) -> Row | None:
        """The row with the highest sequence."""
        ...

    def by_key(self, key: str) -> Sequence[Row]:
        """The rows of one command, in order."""
        ...

    def last_of(self, stream: str) -> Row | None:
        """The row with the highest version in a stream."""
        ...

    def version_of(self, stream: str) -> int:
        """The highest version in a stream; 0 where it has no row."""
        ...

    def streams(self) -> Iterator[str]:
        """Every stream once, in the order of its first row."""
        ...

    def scan(self, first: int, last: int) -> Iterator[Row]:
        """The rows with a sequence from one to another, both included, in order."""
        ...

    def contents(self, first: int, last: int) -> Iterator[bytes]:
        """The contents of the same rows."""
        ...

    def contents_of(self, stream: str, first: int, last: int) -> Iterator[bytes]:
        """Those of a stream with a version from one to another, both included, in order."""
        ...

    def check(self) -> None:
        """Hold that by which rows are found to the rows themselves: `damaged-index`."""
        ...

    def close(self) -> None:
        """Give back what is held of the machine."""
        ...
