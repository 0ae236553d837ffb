"""The error tree: eight classes, each a builtin too, and none that repeats a value."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import Any

import pytest

from reintegra import errors
from reintegra.errors import (
    Conflict,
    CurrencyMismatch,
    InputRefused,
    InvalidValue,
    OutsideCoverage,
    ReintegraError,
    TransitionRefused,
    UnknownEvent,
    WrongType,
)
from reintegra.vocabulary.texts import Text

VERDICT = SimpleNamespace(text=Text(id="Belum dewasa.", en="Not an adult."))
STEPS = [
    SimpleNamespace(words=Text(id="Pulang", en="Went home")),
    SimpleNamespace(words=Text(id="Berhenti", en="Left")),
]
EVERY = (
    (InvalidValue("units", "not-whole", "whole units only"), ValueError),
    (WrongType("units", "a whole number", float), TypeError),
    (CurrencyMismatch("IDR", "XTS"), ValueError),
    (OutsideCoverage("edition", "2014-01-01"), LookupError),
    (UnknownEvent(int), LookupError),
    (TransitionRefused(VERDICT, STEPS), RuntimeError),
    (Conflict("key-reused", "key-1", "one key with two contents"), RuntimeError),
    (InputRefused(["line 1: no name", "line 3: no day"]), ValueError),
)


@pytest.mark.parametrize(("error", "builtin"), EVERY, ids=lambda part: type(part).__name__)
def test_every_error_is_the_builtin_that_fits_it_too(
    error: ReintegraError, builtin: type[Exception]
) -> None:
    """An application may catch the root of the library, or what it catches already."""
    assert isinstance(error, ReintegraError)
    assert isinstance(error, builtin)


def test_there_are_eight_errors_and_one_root() -> None:
    """The tree that the module draws is the tree that there is."""
    named = {
        kind.__name__
        for kind in ReintegraError.__subclasses__()
        if kind.__module__ == "reintegra.errors"
    }
    assert {type(error).__name__ for error, _ in EVERY} == named
    assert all(f"── {name} (" in str(errors.__doc__) for name in named)


@pytest.mark.parametrize("kind", [ReintegraError, *(type(error) for error, _ in EVERY)])
def test_every_error_says_when_it_occurs_and_how_to_fix_it(kind: type[ReintegraError]) -> None:
    """A reader of the reference learns what to do."""
    assert "When it occurs:" in str(kind.__doc__)
    assert "How to fix it:" in str(kind.__doc__)


@pytest.mark.parametrize("error", [error for error, _ in EVERY], ids=lambda e: type(e).__name__)
def test_an_error_crosses_to_another_process_whole(error: ReintegraError) -> None:
    """A pickled error keeps its class, its message and its evidence."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - the bytes were made on this line
    assert type(error) is type(again)
    assert str(error) == str(again)
    assert vars(error).keys() == vars(again).keys()


def test_an_invalid_value_names_its_field_and_reason() -> None:
    """A program reads the field and the code; a person reads the hint."""
    error = InvalidValue("units", "not-whole", "whole units only")
    assert ("units", "not-whole") == (error.field, error.code)
    assert "units: whole units only [not-whole]" == str(error)


def test_a_wrong_type_names_the_type_and_not_the_value() -> None:
    """What was given is told by its type alone."""
    error = WrongType("units", "a whole number", float)
    assert ("units", "a whole number") == (error.field, error.expected)
    assert "units: expected a whole number, got float" == str(error)


def test_a_currency_mismatch_names_both_currencies_in_order() -> None:
    """The left one first."""
    error = CurrencyMismatch("IDR", "XTS")
    assert ("IDR", "XTS") == error.currencies
    assert "IDR and XTS cannot be calculated together" == str(error)


def test_outside_coverage_says_what_was_looked_up_and_when() -> None:
    """A day that nothing covers is named."""
    error = OutsideCoverage("edition", "2014-01-01")
    assert ("edition", "2014-01-01") == (error.what, error.key)
    assert "edition: nothing holds for 2014-01-01" == str(error)


def test_an_unknown_event_is_named_by_its_class() -> None:
    """Only the class is kept, not what the event holds."""
    error = UnknownEvent(int)
    assert int is error.event_type
    assert "int is not an event of the chain" == str(error)


def test_a_refused_transition_says_every_reason_and_what_is_possible() -> None:
    """The verdict speaks, and the steps that are open are named in both languages."""
    error = TransitionRefused(VERDICT, STEPS)
    assert VERDICT is error.verdict
    assert tuple(STEPS) == error.possible
    assert "Not an adult. Possible instead: Went home, Left." == str(error)
    assert "Belum dewasa. Yang mungkin sebagai gantinya: Pulang, Berhenti." == error.text("id")


def test_a_refused_transition_may_leave_nothing_possible() -> None:
    """An end is said in words too."""
    assert "Belum dewasa. Yang mungkin sebagai gantinya: tidak ada." == TransitionRefused(
        VERDICT, []
    ).text("id")


def test_who_does_not_know_what_is_possible_says_nothing_of_it() -> None:
    """Not to know is not "nothing": the sentence is left out, in both languages."""
    error = TransitionRefused(VERDICT, None)
    assert error.possible is None
    assert ("Not an adult.", "Belum dewasa.") == (str(error), error.text("id"))


@pytest.mark.parametrize("possible", [None, [], STEPS])
def test_a_refused_transition_speaks_two_languages(possible: list[Any] | None) -> None:
    """A third is a misuse, as it is of every text."""
    french: Any = "fr"
    with pytest.raises(InvalidValue, match="unknown-language"):
        TransitionRefused(VERDICT, possible).text(french)


def test_of_many_places_in_conflict_the_text_names_the_first_ten() -> None:
    """A tie among a million claims has a text that can be read, and all places beside it."""
    ten, eleven = (
        Conflict("tie", tuple(range(10)), "equal"),
        Conflict("tie", tuple(range(11)), "equal"),
    )
    assert "equal: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9) [tie]" == str(ten)
    assert "equal: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... 11 in all) [tie]" == str(eleven)
    assert tuple(range(11)) == eleven.key


def test_a_conflict_names_what_the_two_have_in_common() -> None:
    """The key finds both statements."""
    error = Conflict("key-reused", "key-1", "one key with two contents")
    assert ("key-reused", "key-1") == (error.code, error.key)
    assert "one key with two contents: key-1 [key-reused]" == str(error)


def test_a_refused_input_holds_every_fault_in_order() -> None:
    """One entry for each fault, as the document has them."""
    error = InputRefused(["line 1: no name", "line 3: no day"])
    assert ("line 1: no name", "line 3: no day") == error.faults
    assert "2 faults: line 1: no name; line 3: no day" == str(error)
    assert "1 fault: line 1: no name" == str(InputRefused(["line 1: no name"]))
