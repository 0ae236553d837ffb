"""What an allocation says: who gets what, who waits and why, and what a rule decided."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

import attrs

from reintegra.allocation.claim import Claim
from reintegra.allocation.tie import Tie
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.texts import Text, Worded

Option: TypeAlias = "int | str | MethodRecord | tuple[Option, ...] | None"
"""An option of a method as data; a method within a method stands as its record."""


def _frozen_options(options: Mapping[str, Option]) -> FrozenMapping[str, Option]:
    return FrozenMapping(options)


def _frozen_shares(shares: Mapping[str, int]) -> FrozenMapping[str, int]:
    return shares if isinstance(shares, FrozenMapping) else FrozenMapping(shares)


@attrs.frozen
class MethodRecord:
    """The method that shared a sum, and its options, as data.

    `METHODS[record.name](**record.options)` builds the method again.
    """

    name: str
    options: Mapping[str, Option] = attrs.field(converter=_frozen_options)


def recorded_step(record: MethodRecord) -> int | None:
    """The smallest step on record: one where none is named, `None` where what is named is none.

    A method that shares by another one, `within`, has the step of that one.
    """
    while isinstance(inner := record.options.get("within"), MethodRecord):
        record = inner
    unit = record.options.get("unit", 1)
    return unit if type(unit) is int and unit > 0 else None


class WaitingReason(Worded):
    """Why a claim waits."""

    TOTAL_USED_UP = (
        "total-used-up",
        "Dana tidak cukup lagi untuk satu bagian penuh; tidak ada yang dibayar sebagian",
        "The total does not reach for one more whole share; nobody is paid in part",
    )
    BELOW_ONE_STEP = (
        "below-one-step",
        "Bagian klaim ini tidak mencapai satu satuan terkecil",
        "The share of this claim does not reach one smallest step",
    )
    EARLIER_PRIORITIES = (
        "earlier-priorities",
        "Dana terpakai oleh prioritas yang lebih dahulu dan oleh batas bawah",
        "Earlier priorities and floors used up the total",
    )
    GROUP_FOUND_NOTHING = (
        "group-found-nothing",
        "Kelompok klaim ini tidak menerima satu satuan terkecil pun",
        "The group of this claim did not receive one smallest step",
    )
    SET_OFF = (
        "set-off",
        "Putaran lalu diperhitungkan: klaim ini menerima di muka, atau klaim lain lebih berhak",
        "Earlier rounds are set off: this claim received ahead, or others are owed more",
    )
    PRICE_ABOVE_THE_REST = (
        "price-above-the-rest",
        "Sisa dana pada gilirannya tidak cukup untuk harga paketnya; paket tidak dibagi",
        "What was left at its turn is less than the price of its kit; no kit is divided",
    )


@attrs.frozen
class Waiting:
    """A claim that did not receive what it could have, with the reason.

    `short_by` is what is missing to its share, in units of the sum: under `per_head` the whole
    amount, under `packages` the price less what was left at its turn, elsewhere one step. What is
    left over in the end is not counted against it.
    """

    id: str
    reason: WaitingReason
    short_by: int

    @property
    def text(self) -> Text:
        """The reason in both languages."""
        return self.reason.text


@attrs.frozen
class Sharing:
    """What a method answers: shares in the order of the claims, before the frame completes it.

    `remainder` are the ids that received one step more than the whole part of their share, `level`
    the exact water level of capped sharing, `groups` what each group of a nested one received.
    """

    shares: tuple[int, ...]
    waiting: tuple[Waiting, ...] = ()
    ties: tuple[Tie, ...] = ()
    remainder: tuple[str, ...] = ()
    level: Fraction | None = None
    groups: Mapping[str, int] = attrs.field(factory=dict[str, int])


@attrs.frozen
class Allocation:
    """A sum shared among claims, with everything that decided it.

    `shares` are by claim id, in the order of the claims, zeros included; `remainder` are the ids
    that received one step more than the whole part of their share, in the order of service. Under
    capped sharing `level` is the exact water level, in units of the sum for a weight of one, and
    `None` where everybody is at the cap. `groups` are the shares of the groups of a nested method,
    by group id: what their members received, and what was left over inside them.
    `verify` checks an allocation without trusting who made it.
    """

    total: int
    claims: tuple[Claim, ...]
    method: MethodRecord
    shares: Mapping[str, int] = attrs.field(converter=_frozen_shares)
    left_over: int
    waiting: tuple[Waiting, ...] = ()
    ties: tuple[Tie, ...] = ()
    remainder: tuple[str, ...] = ()
    level: Fraction | None = None
    groups: Mapping[str, int] = attrs.field(factory=dict[str, int], converter=_frozen_shares)
