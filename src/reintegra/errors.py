"""A misuse raises; a "no" is a value.

Every error of this library is a `ReintegraError`, and each is also the builtin that fits it:

```text
ReintegraError (Exception)
├── InvalidValue (ValueError)        a value that cannot be what it is given as
├── WrongType (TypeError)            a value of a type that is never accepted
├── CurrencyMismatch (ValueError)    two currencies in one calculation
├── OutsideCoverage (LookupError)    a day or a name for which the policy holds nothing
├── UnknownEvent (LookupError)       an event that the chain does not have
├── TransitionRefused (RuntimeError) a step that is not permitted now
├── Conflict (RuntimeError)          two statements that cannot both be true
└── InputRefused (ValueError)        a document with faults, answered line by line
```

No message repeats the value that was wrong: it may be personal. What a program needs to know
is in the attributes. Whoever raises one passes nothing personal: fields, codes, types, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED: Final = 10


class ReintegraError(Exception):
    """The library was used in a way that has no right answer.

    When it occurs: by itself only where a closed set of codes is written wrongly; otherwise it is
    the root of the errors below.
    How to fix it: see the class that was raised.
    """

    def __reduce__(self) -> tuple[object, ...]:
        """An error crosses to another process whole, with its message and its evidence."""
        return _restored, (type(self), self.args), vars(self)


def _restored(kind: type[ReintegraError], args: tuple[object, ...]) -> ReintegraError:
    return kind.__new__(kind, *args)


class InvalidValue(ReintegraError, ValueError):
    """A value cannot be what it is given as.

    When it occurs: a fraction of a rupiah, a period that ends before it starts, a malformed code.
    How to fix it: correct the field that the message names; the value itself is never repeated.

    Attributes:
        field: the name of the argument or field.
        code: a machine-readable reason, such as `not-whole`.
    """

    def __init__(self, field: str, code: str, hint: str) -> None:
        super().__init__(f"{field}: {hint} [{code}]")
        self.field = field
        self.code = code


class WrongType(ReintegraError, TypeError):
    """A value has a type that is never accepted here.

    When it occurs: a float as an amount, a bool as a number, a text where a day is due.
    How to fix it: convert it before the call, knowingly.

    Attributes:
        field: the name of the argument or field.
        expected: the type that is accepted, in words.
    """

    def __init__(self, field: str, expected: str, got: type) -> None:
        super().__init__(f"{field}: expected {expected}, got {got.__name__}")
        self.field = field
        self.expected = expected


class CurrencyMismatch(ReintegraError, ValueError):
    """Amounts of two currencies met in one calculation.

    When it occurs: adding, subtracting or ordering money of different currencies.
    How to fix it: exchange one of them first; the library never guesses a rate.

    Attributes:
        currencies: the two currency codes, left then right, with their decimals where the codes
            are equal.
    """

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} cannot be calculated together")
        self.currencies: tuple[str, str] = (left, right)


class OutsideCoverage(ReintegraError, LookupError):
    """Nothing holds on this day, or under this name.

    When it occurs: a day lies before the first or after the last dated value or edition.
    How to fix it: add the edition or value that held; never assume the nearest one.

    Attributes:
        what: what was looked up.
        key: the day or code for which nothing holds; never a text that somebody typed.
    """

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"{what}: nothing holds for {key}")
        self.what = what
        self.key = key


class UnknownEvent(ReintegraError, LookupError):
    """The chain does not have this event.

    When it occurs: an object that is not one of the chain's events is recorded.
    How to fix it: use an event class of `reintegra.chain`.

    Attributes:
        event_type: the class that was given.
    """

    def __init__(self, event_type: type) -> None:
        super().__init__(f"{event_type.__name__} is not an event of the chain")
        self.event_type = event_type


class TransitionRefused(ReintegraError, RuntimeError):
    """A step is not permitted now; the verdict says every reason.

    When it occurs: `Case.record` with an event that the table or the policy does not permit.
    How to fix it: read `verdict.reasons`, and take one of `possible` instead.
    Ask `Case.consider` first to get the same answer as a value.

    Attributes:
        verdict: the verdict, with one reason for each failed row and rule.
        possible: the event types that are open instead, each with its `words`; `None` where whoever
            refused does not know, as a fund by itself.
        instead: those of them that the text names, which is all where nobody chose.
    """

    def __init__(
        self,
        verdict: Any,  # noqa: ANN401 - the class of a verdict lies in a layer above
        possible: Sequence[Any] | None,
        *,
        instead: Sequence[Any] | None = None,
    ) -> None:
        self.verdict = verdict
        self.possible: tuple[Any, ...] | None = None if possible is None else tuple(possible)
        named = self.possible if instead is None else tuple(instead)
        self.instead: tuple[Any, ...] | None = named
        super().__init__(self.text("en"))

    def text(self, language: Literal["id", "en"] = "en") -> str:
        """Every reason, what to ask, and what is possible instead if known, in one language.

        Raises:
            InvalidValue: the language is neither `id` nor `en`.
        """
        refusal: str = self.verdict.text(language)
        if self.instead is None or (self.possible and not self.instead):
            return refusal
        lead, nothing = _INSTEAD[language]
        instead = ", ".join(step.words(language) for step in self.instead) or nothing
        return f"{refusal} {lead}: {instead}."


_INSTEAD = {
    "id": ("Yang mungkin sebagai gantinya", "tidak ada"),
    "en": ("Possible instead", "nothing"),
}


class Conflict(ReintegraError, RuntimeError):
    """Two statements cannot both be true.

    When it occurs: one key with two contents, two values for one day, two exceptions that disagree,
    two writers of one stream, a journal that cannot be written now.
    How to fix it: find out which of the two is right; nothing was changed.

    Attributes:
        code: a machine-readable reason, such as `key-reused`.
        key: what the two have in common, whole; of many places the text names the first ten.
        expected: of a `version-conflict`, how many events the stream was said to have; its `key`
            is the stream.
        actual: of a `version-conflict`, how many it has.
    """

    def __init__(
        self,
        code: str,
        key: object,
        hint: str,
        *,
        expected: int | None = None,
        actual: int | None = None,
    ) -> None:
        super().__init__(f"{hint}: {_first_ten(key)} [{code}]")
        self.code = code
        self.key = key
        self.expected = expected
        self.actual = actual


def _first_ten(key: object) -> object:
    if not isinstance(key, tuple):
        return key
    places = cast("tuple[object, ...]", key)
    if len(places) <= _NAMED:
        return places
    return f"({', '.join(str(place) for place in places[:_NAMED])}, ... {len(places)} in all)"


class InputRefused(ReintegraError, ValueError):
    """A document has faults; nothing of it was applied.

    When it occurs: a roster with a malformed line.
    How to fix it: correct the lines that `faults` names, one entry for each fault.

    Attributes:
        faults: every fault found, in the order of the document.
    """

    def __init__(self, faults: Sequence[Any]) -> None:
        counted = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{counted}: " + "; ".join(str(fault) for fault in faults))
        self.faults: tuple[Any, ...] = tuple(faults)
