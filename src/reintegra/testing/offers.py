"""Events to try in a case: the plain ones, by which a case goes on, and every other value.

They are derived from the event classes. Each enumeration is tried with each of its members, each
optional field with and without, each code as the edition knows it; one field at a time varies from
the plain event. What a rule refuses whatever it says stands in `reintegra.testing.misfits`.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from reintegra.chain.award import OF_AN_AWARD, Awarded
from reintegra.chain.deportation import HealthFinding, Label, TraffickingStatus
from reintegra.chain.ending import ClosingReason, ReopeningReason
from reintegra.chain.homecoming import Receiver
from reintegra.chain.reintegration import Answer
from reintegra.chain.stage import Event, declared_types
from reintegra.chain.stimulus import Consent
from reintegra.errors import InvalidValue
from reintegra.rules import Missing
from reintegra.testing.award_offers import of_awards, of_new_awards
from reintegra.vocabulary.identifiers import CaseId, Code, CountryCode, PersonId
from reintegra.vocabulary.places import POINTS_OF_ENTRY, PointOfEntry
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from reintegra.chain.case import Case
    from reintegra.chain.policy import Edition, Instrument, Term
    from reintegra.testing.scope import Scope


class Offer(NamedTuple):
    """An event that can be tried; a plain one is how a case usually goes on."""

    event: Event
    is_plain: bool


_PLAIN: Mapping[str, tuple[object, ...]] = MappingProxyType(
    {
        "label": (Label.WNI_MKPO,),
        "finding": (HealthFinding.NO_PROBLEM,),
        "status": (TraffickingStatus.ACTUAL,),
        "to": (Receiver.FAMILY, Receiver.SOCIAL_SERVICE),
        "substitute_reason": (None,),
        "endangered": (False,),
        "legal_case_pending": (False,),
        "answer": (Consent.GIVEN,),
        "reason": (ClosingReason.OWN_WISH, ReopeningReason.CLOSED_IN_ERROR),
    }
)
"""The values by field name with which a case goes on; of other fields the first is one."""


def offers(
    case: Case, kind: type[Event], on: date, edition: Edition, scope: Scope
) -> tuple[Offer, ...]:
    """The events of one type to try in a case on a day."""
    if kind is Awarded:
        made = tuple(of_new_awards(case, on, edition, scope))
        return tuple(Offer(event, place == 0) for place, event in enumerate(made))
    if kind in OF_AN_AWARD:
        return tuple(itertools.starmap(Offer, of_awards(case, kind, on, edition)))
    return offers_of_a_day(kind, case.id, case.person, on, edition)  # type: ignore[arg-type] # mypy takes the hash of its objects


@lru_cache(maxsize=65_536)
def offers_of_a_day(
    kind: type[Event], case: CaseId, person: PersonId, on: date, edition: Edition
) -> tuple[Offer, ...]:
    """The events of a type that names no award."""
    given = {"case": (case,), "person": (person,), "on": (on,), "returned_on": (on,)}
    values: dict[str, tuple[object, ...]] = {}
    plain: dict[str, tuple[object, ...]] = {}
    for name, accepted, _ in declared_types(kind):  # type: ignore[arg-type] # mypy takes the hash of its objects
        known = given.get(name)
        every = known or tuple(
            value for each in accepted for value in _values(each, name, on, edition)
        )
        wanted = tuple(each for each in every if any(each is one for one in _PLAIN.get(name, ())))
        values[name], plain[name] = every, wanted or every[:1]
    first = {name: choice[0] for name, choice in plain.items()}
    found = dict.fromkeys(_made(kind, plain), True)
    for name, every in values.items():
        for event in _made(kind, {**{each: (one,) for each, one in first.items()}, name: every}):
            found.setdefault(event, False)
    for event in _made(kind, _together(values, first)):
        found.setdefault(event, False)
    return tuple(itertools.starmap(Offer, found.items()))


def _together(
    values: Mapping[str, tuple[object, ...]], first: Mapping[str, object]
) -> dict[str, tuple[object, ...]]:
    """A substitute family and its reason are only ever given together."""
    pair = {"to", "substitute_reason"}
    if not pair <= values.keys():
        return {name: (one,) for name, one in first.items()}
    return {name: values[name] if name in pair else (one,) for name, one in first.items()}


def _made(kind: type[Event], values: Mapping[str, tuple[object, ...]]) -> Iterator[Event]:
    made: Any = kind
    for chosen in itertools.product(*values.values()):
        try:
            yield made(**dict(zip(values, chosen, strict=True)))
        except InvalidValue:
            continue


def _values(kind: type, field: str, on: date, edition: Edition) -> tuple[object, ...]:
    """Well-formed values for a field of this type; identifiers are new ones on each day."""
    if issubclass(kind, Worded):
        return tuple(kind)
    if kind is Code:
        return _codes(field, edition) or (Code(f"{field}-{on.toordinal()}"),)
    if kind is tuple:
        return _several(field, edition)
    fixed: dict[type, tuple[object, ...]] = {
        bool: (True, False),
        int: (1,),
        NoneType: (None,),
        CountryCode: (CountryCode("MY"),),
        RegionCode: (RegionCode("52.02"),),
    }
    named = cast("Callable[[str], object]", kind)
    name = field.replace("_", "-")
    return fixed[kind] if kind in fixed else (named(f"{name}-{on.toordinal()}"),)


def _codes(field: str, edition: Edition) -> tuple[Code, ...]:
    known: dict[str, tuple[PointOfEntry | Term | Instrument, ...]] = {
        "at": tuple(POINTS_OF_ENTRY),
        "module": edition.modules,
        "service": edition.services,
        "instrument": edition.instruments,
    }
    return tuple(each.code for each in known.get(field, ()))[:1]


def _several(field: str, edition: Edition) -> tuple[tuple[object, ...], ...]:
    """All that the edition knows at once, and nothing."""
    if field == "needs":
        return (tuple(term.code for term in edition.needs), ())
    instrument = next(iter(edition.instruments), None)
    items = () if instrument is None else tuple(item.code for item in instrument.items)
    if field == "indications":
        return (items, ())
    options = () if instrument is None else instrument.options
    option = options[0].code if options else Missing.DECLINED
    return (tuple(Answer(item, option) for item in items), ())
