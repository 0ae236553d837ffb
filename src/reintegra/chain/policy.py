"""What the chain asks of a policy: types only, no answers.

A stage asks, a policy answers. Whatever holds a number, a day or the name of a regulation belongs
to a policy. Each value says where it stands; a value whose source is `None` is an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from reintegra.chain.stage import Event
from reintegra.errors import OutsideCoverage
from reintegra.rules import Dated, Expression, Fact, Rule
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import Code
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
    """A set of questions as data; `items` are what may be answered or indicated."""

    code: Code
    text: Text
    items: tuple[Term, ...]
    source: Source | None = None


@attrs.frozen
class Limit:
    """Something is due within `days` of an event, the day of the event not counted.

    `applies` says when the limit holds at all, judged on the day of the event. `services` are
    those whose delivery meets it; where none is named, any does.
    """

    code: str
    text: Text
    starts: type[Event]
    met_by: tuple[type[Event], ...]
    days: int
    source: Source | None = None
    applies: Expression | None = None
    services: tuple[Code, ...] = ()


@attrs.frozen
class Cadence:
    """Something is due every `every_days` days, for `months` months after an event."""

    code: str
    text: Text
    starts: type[Event]
    met_by: type[Event]
    every_days: int
    months: int
    source: Source | None = None


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


@attrs.frozen(eq=False)
class Edition:
    """A ministry's answers while one regulation holds.

    `order` are the codes of the stages as this edition orders them. `requirements` say what must
    hold across stages before an event. `register_facts` are asked of the embedder's register.
    """

    code: str
    name: Text
    source: Source | None
    order: Stated[tuple[str, ...]]
    requirements: Mapping[type[Event], Rule]
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

    def round_terms(self, regency: RegionCode, on: date) -> RoundTerms:
        """What the round in this regency on this day gives.

        Raises:
            OutsideCoverage: the policy knows no such round.
        """
        for terms in self.rounds:
            if regency in terms.regencies and terms.held.contains(on):
                return terms
        raise OutsideCoverage(f"round of {self.code} in {regency}", on)
