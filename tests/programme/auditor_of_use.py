"""An auditor of what one person holds of an award, and of what its use is accounted for.

It keeps every unit of money by itself: by which payment it came, and whether its use was told.
"""

from __future__ import annotations

import attrs


@attrs.define
class Unit:
    """One unit of money that the person received."""

    payment: int
    is_told: bool = False


@attrs.define
class Holding:
    """The units that the person received and that did not go back, in the order of receipt.

    `documents` told of the units of which payments; of a payment of which nothing told is left,
    none did.
    """

    units: list[Unit] = attrs.field(factory=list)
    documents: set[tuple[int, object]] = attrs.field(factory=set)

    def receive(self, payment: int, amount: int) -> None:
        """So many more units, whose use nobody has told."""
        self.units += [Unit(payment) for _ in range(amount)]

    def tell(self, amount: int, document: object) -> None:
        """The use of so many units is told by a document: of those that came first."""
        for unit in self.untold[:amount]:
            unit.is_told = True
            self.documents.add((unit.payment, document))

    def lose(self, payment: int, amount: int) -> None:
        """So many units of a payment go back: those first whose use was not told."""
        mine = [unit for unit in self.units if unit.payment == payment]
        gone = sorted(mine, key=lambda unit: unit.is_told)[:amount]
        self.units = [unit for unit in self.units if all(unit is not each for each in gone)]
        still = {unit.payment for unit in self.units if unit.is_told}
        self.documents = {each for each in self.documents if each[0] in still}

    def counts(self, document: object) -> bool:
        """Whether a document tells of something that is held."""
        return document in {each for _, each in self.documents}

    @property
    def untold(self) -> list[Unit]:
        """The units whose use was not told."""
        return [unit for unit in self.units if not unit.is_told]

    @property
    def told(self) -> int:
        """How many units are told of."""
        return len(self.units) - len(self.untold)

    def of(self, payment: int) -> int:
        """How many units of a payment there are."""
        return len([unit for unit in self.units if unit.payment == payment])
