"""A method is a named way of sharing a sum, with its options, and says what holds of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import attrs

from reintegra.allocation.result import MethodRecord, Option, Sharing
from reintegra.allocation.tie import TieRule, as_tie_rule
from reintegra.vocabulary.checks import at_least
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim

Limit: TypeAlias = Literal["floor", "cap", "priority"]
"""What a claim may carry beside its weight, and a method may honour or refuse."""


class Axiom(Worded):
    """What may be asked of any way of sharing; `axioms.py` checks each on a given input."""

    EXACT = (
        "exact",
        "Bagian dan sisa berjumlah tepat sama dengan dana",
        "Shares and what is left over add up to the total exactly",
    )
    WITHIN_CAPS = (
        "within-caps",
        "Tidak ada bagian yang melampaui batas atas",
        "No share is above its cap",
    )
    FLOORS_MET = (
        "floors-met",
        "Tidak ada bagian di bawah batas bawah",
        "No share is below its floor",
    )
    ORDER_FREE = (
        "order-free",
        "Urutan klaim tidak mengubah bagian siapa pun",
        "The order of the claims changes nobody's share",
    )
    EQUAL_TREATMENT = (
        "equal-treatment",
        "Klaim yang sama berbeda paling banyak satu satuan",
        "Claims that are alike differ by one step at most",
    )
    MONOTONE_IN_TOTAL = (
        "monotone-in-total",
        "Dana yang bertambah tidak mengurangi bagian siapa pun",
        "A larger total makes nobody's share smaller",
    )
    MONOTONE_IN_WEIGHT = (
        "monotone-in-weight",
        "Bobot yang bertambah tidak mengurangi bagian sendiri",
        "A larger weight does not make the claim's own share smaller",
    )
    QUOTA = (
        "quota",
        "Setiap bagian berjarak kurang dari satu satuan dari kuota tepatnya",
        "Every share is less than one step away from its exact quota",
    )
    CONSISTENT = (
        "consistent",
        "Tanpa klaim yang sudah terpenuhi, bagian yang lain tetap sama",
        "Leaving out whoever is satisfied, with their share, changes nobody else's",
    )
    ENVY_FREE_AMONG_EQUALS = (
        "envy-free-among-equals",
        "Di antara klaim yang sama, selisih hanya karena keputusan seri yang tercatat",
        "Among claims that are alike only a tie on record makes a difference",
    )


@attrs.frozen
class Method(ABC):
    """A way of sharing a sum among claims, as a value: equal where name and options are equal."""

    name: ClassVar[str]
    text: ClassVar[Text]
    shares_by_weight: ClassVar[bool] = True
    """Whether a larger weight may bring more, and not only an earlier place in a tie."""

    @property
    @abstractmethod
    def unit(self) -> int:
        """The smallest step: every share is a multiple; what does not fill one is left over."""

    @property
    @abstractmethod
    def tie(self) -> TieRule:
        """Who is served first among claims that are placed alike."""

    @property
    def honours(self) -> frozenset[Limit]:
        """What a claim may carry beside its weight; a claim that carries more is refused."""
        return frozenset()

    def weighs(self, identifier: str) -> bool:
        """Whether it makes a difference how large the weight of this claim is, if above zero."""
        del identifier
        return self.shares_by_weight or self.tie is TieRule.LARGER_WEIGHT

    @property
    @abstractmethod
    def axioms(self) -> frozenset[Axiom]:
        """What holds of this method with these options, for every input that it accepts."""

    @abstractmethod
    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The shares in the order of the claims.

        `allocate` has checked the input: a total of at least zero, different ids, some weight
        above zero, and no floor, cap or priority unless the method honours it.

        Raises:
            Conflict: the tie rule is `REFUSE` and a tie would decide.
        """

    def record(self) -> MethodRecord:
        """The name and the options as data, enough to build the method again."""
        fields = (field.name for field in attrs.fields(type(self)))
        options = {name: _as_option(getattr(self, name)) for name in fields}
        return MethodRecord(self.name, FrozenMapping(options))


@attrs.frozen(kw_only=True)
class InSteps(Method):
    """A method that takes its smallest step and its tie rule as options of its own.

    Raises:
        WrongType: the unit is not an `int`, or the tie rule not a text.
        InvalidValue: the unit is below 1, or the tie rule unknown.
    """

    unit: int = 1  # pyright: ignore[reportIncompatibleMethodOverride] - read like the property
    tie: TieRule = attrs.field(default=TieRule.EARLIER, converter=as_tie_rule)

    def __attrs_post_init__(self) -> None:
        """A step is at least one unit of the sum."""
        at_least(1, "unit", self.unit)


@attrs.frozen
class ByAnother(Method):
    """A method that shares by another one, with the step and the tie rule of that one."""

    within: Method

    @property
    def unit(self) -> int:
        """The smallest step of the method within."""
        return self.within.unit

    @property
    def tie(self) -> TieRule:
        """The tie rule of the method within."""
        return self.within.tie

    def weighs(self, identifier: str) -> bool:
        """As under the method within."""
        return self.within.weighs(identifier)


def _as_option(value: Option | Method) -> Option:
    return value.record() if isinstance(value, Method) else value
