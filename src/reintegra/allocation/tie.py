"""Where claims are placed alike and not all can be served, a named rule decides, on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import attrs

from reintegra.errors import Conflict, InvalidValue
from reintegra.vocabulary.checks import plain_text
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim


class TieRule(Worded):
    """Who is served first among claims that are placed alike.

    `LARGER_WEIGHT` falls back on the earlier claim where the weights are equal too; `BY_ID` goes
    by the order of the characters' code points.
    """

    EARLIER = "earlier", "Klaim yang lebih dahulu", "The earlier claim"
    LARGER_WEIGHT = "larger-weight", "Bobot yang lebih besar", "The larger weight"
    BY_ID = "by-id", "Urutan pengenal", "The order of the ids"
    REFUSE = "refuse", "Tidak diputuskan oleh aturan", "Not decided by a rule"

    @property
    def heeds_order(self) -> bool:
        """Whether the order of the claims may decide, in the end."""
        return self in {TieRule.EARLIER, TieRule.LARGER_WEIGHT}


def as_tie_rule(value: TieRule | str) -> TieRule:
    """A tie rule, or the code of one.

    Raises:
        WrongType: the value is neither a tie rule nor a text.
        InvalidValue: no tie rule has this code.
    """
    if isinstance(value, TieRule):
        return value
    given = plain_text("tie", value)
    rules = {str(rule): rule for rule in TieRule}
    if given not in rules:
        hint = f"use one of {', '.join(rules)}"
        raise InvalidValue(field="tie", code="unknown-tie-rule", hint=hint)
    return rules[given]


@attrs.frozen
class Tie:
    """Claims were placed alike, and a rule decided which of them were served.

    `competed` holds the ids in the order of the claims, `served` in the order of service.
    """

    competed: tuple[str, ...]
    served: tuple[str, ...]
    rule: TieRule


def settle(
    competitors: Sequence[int], places: int, claims: Sequence[Claim], rule: TieRule
) -> tuple[list[int], tuple[Tie, ...]]:
    """Claims that are placed alike are served by the tie rule, as far as the places go.

    `competitors` are positions in `claims`, ascending. Where all or none can be served nothing is
    decided, and there is no tie.

    Raises:
        Conflict: the rule is `REFUSE` and a tie would decide; `key` holds the positions.
    """
    if not 0 < places < len(competitors):
        return list(competitors[:places]), ()
    match rule:
        case TieRule.EARLIER:
            return _record(competitors, competitors, places, claims, rule)
        case TieRule.BY_ID:
            ranked = sorted(competitors, key=lambda position: claims[position].id)
            return _record(competitors, ranked, places, claims, rule)
        case TieRule.LARGER_WEIGHT:
            return _settle_by_weight(competitors, places, claims)
        case TieRule.REFUSE:
            hint = "a tie would decide among the claims at these positions; name a tie rule"
            raise Conflict(code="tie", key=tuple(competitors), hint=hint)
        case _:
            assert_never(rule)


def _record(
    competitors: Sequence[int],
    ranked: Sequence[int],
    places: int,
    claims: Sequence[Claim],
    rule: TieRule,
) -> tuple[list[int], tuple[Tie, ...]]:
    served = list(ranked[:places])
    competed = tuple(claims[position].id for position in competitors)
    return served, (Tie(competed, tuple(claims[position].id for position in served), rule),)


def _settle_by_weight(
    competitors: Sequence[int], places: int, claims: Sequence[Claim]
) -> tuple[list[int], tuple[Tie, ...]]:
    ranked = sorted(competitors, key=lambda position: -claims[position].weight)
    border = claims[ranked[places - 1]].weight
    alike = [position for position in competitors if claims[position].weight == border]
    heavier = sum(claims[position].weight > border for position in competitors)
    _, inner = settle(alike, places - heavier, claims, TieRule.EARLIER)
    if len(alike) == len(competitors):
        return ranked[:places], inner
    served, outer = _record(competitors, ranked, places, claims, TieRule.LARGER_WEIGHT)
    return served, outer + inner
