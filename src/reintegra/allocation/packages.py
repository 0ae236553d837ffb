"""Indivisible kits of given prices: the most people by priority, and nobody receives a part.

```text
of each priority, lowest number first: as many of the cheapest kits as what is left pays for
```

What a priority leaves goes on to the next. The cheapest kits first serve the most people of a
priority, and of all ways to serve as many it is one that costs least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

import attrs

from reintegra.allocation.method import Axiom, Limit, Method
from reintegra.allocation.result import Sharing, Waiting, WaitingReason
from reintegra.allocation.tie import Tie, TieRule, as_tie_rule, settle
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least, filled_text
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim

Prices: TypeAlias = Mapping[str, int] | Iterable[tuple[str, int]]
"""What each kit costs, by its name: a mapping, or pairs as they stand on record."""

Choices: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
"""Which kit was chosen for each claim, by the id of the claim: a mapping, or pairs."""

_ALWAYS = frozenset(Axiom) - {
    Axiom.ORDER_FREE,
    Axiom.EQUAL_TREATMENT,
    Axiom.MONOTONE_IN_TOTAL,
    Axiom.QUOTA,
    Axiom.ENVY_FREE_AMONG_EQUALS,
}


def _by_key(field: str, given: object) -> dict[str, object]:
    """Values by key, in the order given, from a mapping or from pairs."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise WrongType(field, "a mapping, or pairs", type(given))
    pairs = cast("Iterable[object]", given.items() if isinstance(given, Mapping) else given)
    values: dict[str, object] = {}
    for position, pair in enumerate(pairs):
        place = f"{field}[{position}]"
        match cast("Sequence[object]", pair) if type(pair) in {tuple, list} else ():
            case (key, value):
                name = filled_text(place, key)
            case _:
                raise WrongType(place, "a pair", type(pair))
        if name in values:
            raise InvalidValue(place, code="duplicate", hint="an earlier pair has the same key")
        values[name] = value
    return values


def _priced(given: Prices) -> tuple[tuple[str, int], ...]:
    prices = _by_key("prices", given).items()
    return tuple(
        sorted(
            (kit, at_least(1, f"prices[{position}]", price))
            for position, (kit, price) in enumerate(prices)
        )
    )


def _chosen(given: Choices) -> tuple[tuple[str, str], ...]:
    kits = _by_key("chosen", given).items()
    return tuple(
        sorted(
            (identifier, filled_text(f"chosen[{position}]", kit))
            for position, (identifier, kit) in enumerate(kits)
        )
    )


@attrs.frozen
class Packages(Method):
    """A whole kit for each claim, or nothing: the cheapest first within each priority.

    Raises:
        WrongType: not a mapping or pairs, a price is not an `int`, or a name not a text.
        InvalidValue: a price is below 1, a name is blank or stands twice, or the tie rule is
            unknown.
    """

    name: ClassVar[str] = "packages"
    text: ClassVar[Text] = Text(id="Paket utuh menurut prioritas", en="Whole kits by priority")
    shares_by_weight: ClassVar[bool] = False

    prices: tuple[tuple[str, int], ...] = attrs.field(converter=_priced)
    chosen: tuple[tuple[str, str], ...] = attrs.field(converter=_chosen)
    tie: TieRule = attrs.field(default=TieRule.EARLIER, converter=as_tie_rule, kw_only=True)

    @property
    def unit(self) -> int:
        """One: a kit costs what it costs."""
        return 1

    @property
    def prices_by_claim(self) -> dict[str, int]:
        """The price of the kit of each claim, where one is chosen and has a price."""
        prices = dict(self.prices)
        return {claim: prices[kit] for claim, kit in self.chosen if kit in prices}

    @property
    def honours(self) -> frozenset[Limit]:
        """Priorities: the lower number is served first."""
        return frozenset({"priority"})

    @property
    def axioms(self) -> frozenset[Axiom]:
        """What does not compare kits of different prices; free of the order where the rule is."""
        return _ALWAYS if self.tie.heeds_order else _ALWAYS | {Axiom.ORDER_FREE}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The price of the kit for whoever is served; the rest wait for what was missing then.

        Raises:
            InvalidValue: a claim that has a weight has no kit, or one without a price.
            Conflict: the tie rule is `REFUSE`, and some but not all kits of one price can be paid.
        """
        bands = self._bands(claims)
        shares, short_by = [0] * len(claims), dict[int, int]()
        ties: tuple[Tie, ...] = ()
        left = total
        for priority in sorted(bands):
            waiting: dict[int, int] = {}
            for price, alike in sorted(bands[priority].items()):
                served, decided = settle(alike, left // price, claims, self.tie)
                ties += decided
                left -= price * len(served)
                for position in served:
                    shares[position] = price
                waiting.update(dict.fromkeys(set(alike).difference(served), price))
            short_by.update((position, price - left) for position, price in waiting.items())
        reason = WaitingReason.PRICE_ABOVE_THE_REST
        return Sharing(
            shares=tuple(shares),
            waiting=tuple(
                Waiting(claims[position].id, reason, short_by[position])
                for position in sorted(short_by)
            ),
            ties=ties,
        )

    def _bands(self, claims: Sequence[Claim]) -> dict[int, dict[int, list[int]]]:
        """The positions of the claims by priority, and within it by the price of their kits."""
        prices, chosen = dict(self.prices), dict(self.chosen)
        bands: dict[int, dict[int, list[int]]] = {}
        for position, claim in enumerate(claims):
            if not claim.weight:
                continue
            if claim.id not in chosen:
                hint = "no kit is chosen for this claim"
                raise InvalidValue(f"claims[{position}].id", code="no-kit", hint=hint)
            if chosen[claim.id] not in prices:
                hint = "the kit that is chosen for this claim has no price"
                raise InvalidValue(f"claims[{position}].id", code="no-price", hint=hint)
            by_price = bands.setdefault(claim.priority, {})
            by_price.setdefault(prices[chosen[claim.id]], []).append(position)
        return bands


def packages(prices: Prices, chosen: Choices, *, tie: TieRule | str = TieRule.EARLIER) -> Packages:
    """Whole kits of given prices: the most people of each priority, lowest number first.

    `prices` are by the name of the kit, in units of the sum; `chosen` is the kit of each claim, by
    its id.

    Raises:
        WrongType: not a mapping or pairs, a price is not an `int`, or a name not a text.
        InvalidValue: a price is below 1, a name is blank or stands twice, or the tie rule is
            unknown.
    """
    return Packages(prices, chosen, tie=tie)
