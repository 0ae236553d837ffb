"""One person and eight conditions, as this library, plain Python and other engines read them.

The thresholds are made up for measuring; they are no ministry's.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules import Expression, Fact, Rule, all_of
from reintegra.vocabulary.money import Money, idr
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

ADULT = 18
MEETINGS = 1
MOST_INCOME = 3_000_000
LAST_DAY = date(2019, 10, 31)
STATUSES = ("wni-mkpo", "pmi")
OTHER_STATUS = "visitor"


@attrs.frozen
class Person:
    """What is asked about one person, every type of fact among it."""

    age: int
    consent: bool
    returned: bool
    own_account: bool
    attended: int
    income: Money
    arrived: date
    status: str


PERSON = Person(
    age=30,
    consent=True,
    returned=True,
    own_account=True,
    attended=2,
    income=idr(1_000_000),
    arrived=date(2019, 1, 15),
    status="pmi",
)


def as_mapping(person: Person) -> dict[str, Any]:
    """The same facts by name."""
    return attrs.asdict(person, recurse=False)


def as_record(person: Person) -> dict[str, Any]:
    """The same facts as JSON has them: a number for the amount, a text for the day."""
    changed = {"income": person.income.units, "arrived": person.arrived.isoformat()}
    return as_mapping(person) | changed


def _fact(name: str, kind: type[Any]) -> Fact[Any]:
    return Fact(name, kind, _text(name))


def _text(name: str) -> Text:
    return Text(id=name, en=name)


def rule(covered: Expression) -> Rule:
    """All eight, as named rules inside another one; the last condition is handed over."""
    conditions: dict[str, Expression] = {
        "adult": _fact("age", int) >= ADULT,
        "consenting": _fact("consent", bool).is_true,
        "back": _fact("returned", bool).is_true,
        "own-account": _fact("own_account", bool).is_true,
        "guided": _fact("attended", int) >= MEETINGS,
        "in-need": _fact("income", Money) <= idr(MOST_INCOME),
        "in-time": _fact("arrived", date) <= LAST_DAY,
        "covered": covered,
    }
    named = (Rule(code, condition, _text(code)) for code, condition in conditions.items())
    return all_of(*named, code="stimulus", text=_text("stimulus"))


RULE = rule(_fact("status", str).is_in(*STATUSES))

_MOST = idr(MOST_INCOME)
_LAST = LAST_DAY
_COVERED = frozenset(STATUSES)


def inline(person: Person) -> bool:
    """The eight conditions written out; the amount is compared by its bare number."""
    adult = person.age >= ADULT
    consenting = person.consent
    back = person.returned
    own_account = person.own_account
    guided = person.attended >= MEETINGS
    in_need = person.income.units <= MOST_INCOME
    in_time = person.arrived <= _LAST
    covered = person.status in _COVERED
    return adult & consenting & back & own_account & guided & in_need & in_time & covered


def inline_with_currency(person: Person) -> bool:
    """The eight conditions written out; the amount is compared as money, currency and all."""
    adult = person.age >= ADULT
    consenting = person.consent
    back = person.returned
    own_account = person.own_account
    guided = person.attended >= MEETINGS
    in_need = person.income <= _MOST
    in_time = person.arrived <= _LAST
    covered = person.status in _COVERED
    return adult & consenting & back & own_account & guided & in_need & in_time & covered


def inline_of_mapping(facts: dict[str, Any]) -> bool:
    """The eight conditions written out over a mapping; the amount by its bare number."""
    adult = facts["age"] >= ADULT
    consenting = facts["consent"]
    back = facts["returned"]
    own_account = facts["own_account"]
    guided = facts["attended"] >= MEETINGS
    in_need = facts["income"].units <= MOST_INCOME
    in_time = facts["arrived"] <= _LAST
    covered = facts["status"] in _COVERED
    met: bool = adult & consenting & back & own_account & guided & in_need & in_time & covered
    return met


def people() -> Iterator[Person]:
    """256 people: each of the eight conditions met and not met, in every combination."""
    choices = (
        (ADULT, ADULT - 1),
        (True, False),
        (True, False),
        (True, False),
        (MEETINGS, MEETINGS - 1),
        (_MOST, _MOST + idr(1)),
        (LAST_DAY, LAST_DAY.replace(year=LAST_DAY.year + 1)),
        (STATUSES[0], OTHER_STATUS),
    )
    for values in product(*choices):
        yield Person(*values)
