"""The divisors of Adams, Dean, Huntington-Hill, Sainte-Laguë and D'Hondt, exact as quotients."""

from __future__ import annotations

from typing import assert_never

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import plain_text
from reintegra.vocabulary.texts import Worded


class DivisorRule(Worded):
    """What the weight is divided by before the next place is given, `k` being the places held.

    From the rule that favours the small claims most to the one that favours the large ones most.
    """

    ADAMS = "adams", "Metode Adams: k", "Method of Adams: k"
    DEAN = "dean", "Metode Dean: 2k(k+1)/(2k+1)", "Method of Dean: 2k(k+1)/(2k+1)"
    HUNTINGTON_HILL = (
        "huntington-hill",
        "Metode Huntington-Hill: √(k(k+1))",
        "Method of Huntington-Hill: √(k(k+1))",
    )
    SAINTE_LAGUE = "sainte-lague", "Metode Sainte-Laguë: 2k+1", "Method of Sainte-Laguë: 2k+1"
    DHONDT = "dhondt", "Metode D'Hondt: k+1", "Method of D'Hondt: k+1"

    @property
    def leaning(self) -> int:
        """Where a part of a place is rounded: up (1), down (-1), or about as often either way."""
        return {DivisorRule.ADAMS: 1, DivisorRule.DHONDT: -1}.get(self, 0)

    def compared(self, value: int) -> int:
        """The value as it is compared with a divisor: its square under Huntington-Hill."""
        return value * value if self is DivisorRule.HUNTINGTON_HILL else value

    def divisor(self, held: int) -> tuple[int, int]:
        """The divisor after so many places, as it is compared: numerator and denominator.

        By itself, not as a square, it lies between `held` and `held + 1`, both included; under
        Sainte-Laguë it stands halved for that, which changes no order.
        """
        match self:
            case DivisorRule.ADAMS:
                return held, 1
            case DivisorRule.DEAN:
                return 2 * held * (held + 1), 2 * held + 1
            case DivisorRule.HUNTINGTON_HILL:
                return held * (held + 1), 1
            case DivisorRule.SAINTE_LAGUE:
                return 2 * held + 1, 2
            case DivisorRule.DHONDT:
                return held + 1, 1
            case _:
                assert_never(self)


def as_divisor_rule(value: DivisorRule | str) -> DivisorRule:
    """A divisor rule, or the code of one.

    Raises:
        WrongType: the value is neither a divisor rule nor a text.
        InvalidValue: no divisor rule has this code.
    """
    if isinstance(value, DivisorRule):
        return value
    given = plain_text("rule", value)
    rules = {str(rule): rule for rule in DivisorRule}
    if given not in rules:
        hint = f"use one of {', '.join(rules)}"
        raise InvalidValue(field="rule", code="unknown-divisor-rule", hint=hint)
    return rules[given]
