"""The text of every error that a test meets stands on record, for a person to read and approve.

A changed message fails the tests that meet it; `make approve` writes the record anew, and the
change is read before it is committed. Tests with generated examples are left out: their errors
are not the same in every run.
"""

from __future__ import annotations

import inspect
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reintegra.errors import ReintegraError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

RECORD = Path(__file__).resolve().parent / "data" / "error_texts.txt"


@cache
def on_record() -> frozenset[str]:
    """Every text that was approved."""
    return frozenset(RECORD.read_text(encoding="utf-8").splitlines())


def write(texts: Iterable[str]) -> None:
    """Write the record anew, one text a line, in order."""
    RECORD.write_text("".join(f"{text}\n" for text in sorted(texts)), encoding="utf-8")


def _is_tried_by_an_explorer() -> bool:
    """Whether an error is an answer to the explorer, which tries whatever does not fit."""
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("reintegra.testing."):
            return True
        frame = frame.f_back
    return False


def note_errors(met: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Note the text of every error of the library that is made from now on."""

    def made(error: ReintegraError, *arguments: object) -> None:
        Exception.__init__(error, *arguments)
        if _is_tried_by_an_explorer():
            return
        text = f"{type(error).__name__}: {' '.join(map(str, arguments))}"
        met.add(" ".join(text.splitlines()))

    monkeypatch.setattr(ReintegraError, "__init__", made)
