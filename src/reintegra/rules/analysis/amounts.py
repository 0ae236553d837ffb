"""What amounts name, and which values are worth trying for the facts they are computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.measure import Measure
from reintegra.rules.provisions.amount import Amount, Named
from reintegra.rules.search.turning import number_of
from reintegra.vocabulary.money import XTS, Currency, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reintegra.rules.question import Question

_MUCH = 10**9


def named_in(amounts: Iterable[Amount]) -> Iterator[Any]:
    """Every value that amounts name, by itself or to compute with."""
    for amount in amounts:
        if isinstance(amount, Named):
            yield amount.named
        for part in attrs.astuple(amount, recurse=False):
            if isinstance(part, Amount):
                yield from named_in((part,))
            elif isinstance(part, Measure) and part.plus is not None:
                yield part.plus


def currency_in(amounts: Iterable[Amount]) -> Currency:
    """The currency of the first amount of money that is named."""
    found = (each.currency for each in named_in(amounts) if isinstance(each, Money))
    return next(found, XTS)


def sizes_in(amounts: Iterable[Amount]) -> tuple[int, ...]:
    """Nothing, each number and amount that is named, and more than any of them."""
    named = (each for each in named_in(amounts) if type(each) in {int, Money})
    sizes = sorted({0, *map(number_of, named)})
    return *sizes, max(_MUCH, 2 * sizes[-1])


def facts_in(amounts: Iterable[Amount]) -> tuple[Question[Any], ...]:
    """The facts from which amounts are computed, each once."""
    return tuple(dict.fromkeys(fact for each in amounts for fact in each.facts))
