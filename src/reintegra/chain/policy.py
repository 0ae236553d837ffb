"""What the chain asks of a policy: types only, no answers.

A stage asks, a policy answers. Whatever holds a number, a day or the name of a regulation belongs
to a policy. Each value says where it stands; a value whose source is `None` is an assumption.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from reintegra.chain.stage import Event
from reintegra.errors import InvalidValue, OutsideCoverage
from reintegra.rules import Dated, Expression, Fact, Rule
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.calendar import Period, as_day
from reintegra.vocabulary.checks import at_least, instance_of
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Currency, Money
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from datetime import date

T = TypeVar("T")


@attrs.frozen
class Stated(Generic[T]):
    """A value of a policy with where it stands; without a source it is an assumption."""

    value: T
    text: Text
    source: Source | None = None


@attrs.frozen
class Term:
    """A word of the policy's vocabulary: a need, a service, a guidance module."""

    code: Code
    text: Text
    source: Source | None = None


@attrs.frozen
class Instrument:
    """A set of questions as data; `items` are what may be answered or indicated.

    `options` are the answers to choose from; where none is named, any code is an answer.
    """

    code: Code
    text: Text
    items: tuple[Term, ...]
    source: Source | None = None
    options: tuple[Term, ...] = ()

    def offers(self, chosen: Iterable[Code]) -> bool:
        """Whether all that was chosen is among its options."""
        return not self.options or set(chosen) <= {option.code for option in self.options}


@attrs.frozen
class Limit:
    """Something is due within `days` of an event, the day of the event not counted.

    `applies` says when the limit holds at all, judged on the day of the event. `services` are
    those whose delivery meets it; where none is named, any does. An event of `stopped_by` ends
    what is not yet done; one that names a payment ends only what that payment started.

    Raises:
        WrongType: `days` is not a whole number.
        InvalidValue: `days` is below 0, or nothing meets the limit.
    """

    code: str
    text: Text
    starts: type[Event]
    met_by: tuple[type[Event], ...]
    days: int
    source: Source | None = None
    applies: Expression | None = None
    services: tuple[Code, ...] = ()
    stopped_by: tuple[type[Event], ...] = ()

    def __attrs_post_init__(self) -> None:
        at_least(0, "Limit.days", self.days)
        if not self.met_by:
            raise InvalidValue("Limit.met_by", "empty", "at least one event meets a limit")


@attrs.frozen
class Cadence:
    """Something is due every `every_days` days, for `months` months after an event.

    An event of `stopped_by` ends it; one that names a payment ends only what that payment started.

    Raises:
        WrongType: `every_days` or `months` is not a whole number.
        InvalidValue: one of them is below 1.
    """

    code: str
    text: Text
    starts: type[Event]
    met_by: type[Event]
    every_days: int
    months: int
    source: Source | None = None
    stopped_by: tuple[type[Event], ...] = ()

    def __attrs_post_init__(self) -> None:
        at_least(1, "Cadence.every_days", self.every_days)
        at_least(1, "Cadence.months", self.months)


class Basis(Worded):
    """How the amount per person of a round is known."""

    STATED = "stated", "dinyatakan", "stated"
    DERIVED = "derived", "diturunkan", "derived"
    UNKNOWN = "unknown", "tidak diketahui", "unknown"


@attrs.frozen
class RoundTerms:
    """What one round gives, and where: amounts belong to a round, there is no constant.

    `stated` is the amount per person where the source states it, `total` what the source gives
    for all `participants`; `channel` is `None` where nobody stated it.
    """

    code: Code
    place: str
    held: Period
    regencies: tuple[RegionCode, ...]
    participants: int
    purpose: Purpose
    channel: Channel | None
    stated: Money | None = None
    total: Money | None = None
    partner: str = ""
    note: Text | None = None
    source: Source | None = None

    @property
    def amount(self) -> Money | None:
        """Per person: as stated, or derived where the total divides exactly, else unknown."""
        if self.stated is not None or self.total is None:
            return self.stated
        exact = self.total.units % self.participants == 0
        return self.total // self.participants if exact else None

    @property
    def basis(self) -> Basis:
        """How the amount per person is known."""
        if self.stated is not None:
            return Basis.STATED
        return Basis.UNKNOWN if self.amount is None else Basis.DERIVED


def _frozen(requirements: Mapping[type[Event], Rule]) -> FrozenMapping[type[Event], Rule]:
    return FrozenMapping(requirements)


@attrs.frozen(eq=False)
class Edition:
    """A ministry's answers while one regulation holds.

    `order` are the codes of the stages as this edition orders them. `requirements` say what must
    hold across stages before an event. `register_facts` are asked of the embedder's register.
    Whether the chain can answer all that it asks is seen when it is first used
    (`reintegra.chain.check_edition`).

    Raises:
        WrongType: the number of tranches or the horizon is not a whole number.
        InvalidValue: one of them is below 1.
    """

    code: str
    name: Text
    source: Source | None
    order: Stated[tuple[str, ...]]
    requirements: Mapping[type[Event], Rule] = attrs.field(converter=_frozen)
    eligibility: Rule
    currency: Currency
    channels: Stated[frozenset[Channel]]
    tranches: Stated[int]
    modules: tuple[Term, ...]
    needs: tuple[Term, ...]
    services: tuple[Term, ...]
    instruments: tuple[Instrument, ...]
    limits: tuple[Limit, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    risk_horizon_months: Stated[int] | None = None
    register_facts: tuple[Fact[bool], ...] = ()

    def __attrs_post_init__(self) -> None:
        at_least(1, "Edition.tranches", self.tranches.value)
        if self.risk_horizon_months is not None:
            at_least(1, "Edition.risk_horizon_months", self.risk_horizon_months.value)

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What the chain makes of this edition once: it lives as long as the edition, no longer."""
        return {}

    @property
    def dues(self) -> tuple[Limit | Cadence, ...]:
        """Its limits, then its cadences."""
        return (*self.limits, *self.cadences)


@attrs.frozen(eq=False)
class Policy:
    """A ministry: its editions by the day from which they hold, and its rounds."""

    code: str
    name: Text
    editions: Dated[Edition]
    rounds: tuple[RoundTerms, ...] = ()

    def at(self, on: date) -> Edition:
        """The edition that holds on this day.

        Raises:
            OutsideCoverage: no edition holds; nothing is guessed.
        """
        return self.editions.at(on)

    @cached_property
    def register_facts(self) -> tuple[Fact[bool], ...]:
        """What any of its editions asks of the embedder's register, each once."""
        asked = (fact for edition in self._stated for fact in edition.register_facts)
        return tuple(dict.fromkeys(asked))

    @property
    def starting_events(self) -> tuple[type[Event], ...]:
        """The events with which a limit or a cadence of any of its editions begins."""
        starts = (each.starts for edition in self._stated for each in edition.dues)
        return tuple(dict.fromkeys(starts))

    @property
    def _stated(self) -> tuple[Edition, ...]:
        values = (entry.value for entry in self.editions.entries)
        return tuple(edition for edition in values if edition is not None)

    def round_terms(self, regency: RegionCode, on: date) -> RoundTerms:
        """What the round in this regency on this day gives.

        Raises:
            OutsideCoverage: the policy knows no such round.
            WrongType: the regency is not a `RegionCode`, or the day not a date.
        """
        instance_of(RegionCode, "regency", regency)
        day = as_day(on)
        for terms in self.rounds:
            if regency in terms.regencies and terms.held.contains(day):
                return terms
        raise OutsideCoverage(f"round of {self.code} in {regency}", day)
