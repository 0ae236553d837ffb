"""How much of a fund may go to whom: ceilings of the programme, of a round, a site and a person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import instance_of, optional
from reintegra.vocabulary.identifiers import Code, Identifier, SiteId
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.vocabulary.money import Currency

Name = TypeVar("Name", bound=Identifier)


def _rounds(ceilings: Mapping[Code, Money]) -> FrozenMapping[Code, Money]:
    return FrozenMapping(ceilings)


def _sites(ceilings: Mapping[SiteId, Money]) -> FrozenMapping[SiteId, Money]:
    return FrozenMapping(ceilings)


_NO_ROUNDS: FrozenMapping[Code, Money] = FrozenMapping({})
_NO_SITES: FrozenMapping[SiteId, Money] = FrozenMapping({})


def _amount(field: str, ceiling: object) -> None:
    if instance_of(Money, field, ceiling).units < 0:
        raise InvalidValue(field, "negative", "a ceiling is not below zero")


def _by(kind: type[Identifier], field: str, ceilings: Mapping[Name, Money]) -> None:
    for name, ceiling in ceilings.items():
        instance_of(kind, field, name)
        _amount(field, ceiling)


@attrs.frozen
class Ceilings:
    """What awards may take of a fund at most; where nothing is said, the whole fund is open.

    `programme` is for all awards together, `person` for all awards of any one person, `rounds`
    and `sites` for those of a round (by the code of its terms) and of a site. What an award took
    counts until it is released: what came back, and was remitted, counts.

    Raises:
        InvalidValue: a ceiling is below zero.
        WrongType: a ceiling is not an amount, or not under the code of a round or a site.
    """

    programme: Money | None = None
    person: Money | None = None
    rounds: Mapping[Code, Money] = attrs.field(default=_NO_ROUNDS, converter=_rounds)
    sites: Mapping[SiteId, Money] = attrs.field(default=_NO_SITES, converter=_sites)

    def __attrs_post_init__(self) -> None:
        for field, ceiling in (("programme", self.programme), ("person", self.person)):
            if optional(Money, f"Ceilings.{field}", ceiling) is not None:
                _amount(f"Ceilings.{field}", ceiling)
        _by(Code, "Ceilings.rounds", self.rounds)
        _by(SiteId, "Ceilings.sites", self.sites)

    @cached_property
    def currencies(self) -> frozenset[Currency]:
        """The currencies of all ceilings there are."""
        ceilings = (self.programme, self.person, *self.rounds.values(), *self.sites.values())
        return frozenset(each.currency for each in ceilings if each is not None)

    def fit_into(self, total: Money) -> None:
        """Nothing, if each ceiling, and all of the rounds and all of the sites, fit into a fund.

        Raises:
            InvalidValue: one does not, or the rounds or the sites do not together.
            CurrencyMismatch: a ceiling is in another currency.
        """
        for field, ceiling in self._sums(total.currency):
            if ceiling > total:
                raise InvalidValue(field, "above-total", "ceilings cannot exceed the fund")

    def _sums(self, currency: Currency) -> Iterator[tuple[str, Money]]:
        for field, ceiling in (("programme", self.programme), ("person", self.person)):
            if ceiling is not None:
                yield f"ceilings.{field}", ceiling
        yield "ceilings.rounds", Money.total(self.rounds.values(), currency)
        yield "ceilings.sites", Money.total(self.sites.values(), currency)


NO_CEILINGS = Ceilings()
"""Every award may take all that the fund has."""
