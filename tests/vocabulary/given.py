"""What the tests of the words have in common: worked cases, and the check that nothing leaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reintegra.errors import ReintegraError

CASES = Path(__file__).parents[1] / "cases"
LONGEST_PIECE = 5


def cases(file: str, *kinds: str) -> list[dict[str, Any]]:
    """The worked cases of these kinds, as they were given."""
    held: list[dict[str, Any]] = json.loads((CASES / file).read_text(encoding="utf-8"))
    chosen = [case for case in held if case["kind"] in kinds]
    assert set(kinds) == {case["kind"] for case in chosen}
    return chosen


def value_of(given: object) -> Any:
    """The value that a case gives as text, as an expression or as a JSON document."""
    match given:
        case {"py": str(expression)}:
            return eval(expression)  # noqa: S307 - the expressions stand in the project's own cases
        case {"json": str(document)}:
            return json.loads(document)
        case _:
            return given


def pieces_of(secret: str) -> set[str]:
    """Every piece of a secret that is long enough to tell something."""
    size = LONGEST_PIECE + 1
    return {secret[at : at + size] for at in range(len(secret) - LONGEST_PIECE)}


def assert_silent(error: ReintegraError, secret: str) -> None:
    """No piece of six or more characters of the secret is anywhere in the error."""
    shown = " ".join((str(error), repr(error), repr(error.args), repr(vars(error))))
    assert [] == [piece for piece in pieces_of(secret) if piece in shown]
    assert error.__cause__ is None
    assert error.__context__ is None
