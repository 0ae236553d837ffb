"""Which named rules keep an outcome from being met: the innermost ones, and each only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.rules.compiled.group import Joint
from reintegra.rules.outcome import Outcome, negation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.rules.compiled.plan import Judgement

_AGAINST = (Outcome.NOT_MET, Outcome.UNDETERMINED)


@attrs.frozen
class Blame:
    """The codes to blame by outcome, and for which outcomes a condition without a name is too."""

    codes: dict[Outcome, frozenset[str]]
    unnamed: frozenset[Outcome]

    @classmethod
    def together(cls, blames: Iterable[Blame]) -> Blame:
        """What any of them blames."""
        given = tuple(blames)
        return cls(
            {
                outcome: frozenset[str]().union(*(each.codes[outcome] for each in given))
                for outcome in _AGAINST
            },
            frozenset[Outcome]().union(*(each.unnamed for each in given)),
        )


def blame(judgement: Judgement) -> Blame:
    """What keeps the root from being met; nothing, when it is met."""
    return _blame(judgement, judgement.plan.root, wanted=True)


def _blame(judgement: Judgement, slot: int, *, wanted: bool) -> Blame:
    """What stands against a slot being met, or, under a negation, being not met."""
    seen = judgement.outcome_at(slot) if wanted else negation(judgement.outcome_at(slot))
    if seen is Outcome.MET:
        return Blame.together(())
    group = judgement.plan.group_at.get(slot)
    if group is None:
        return Blame(Blame.together(()).codes, frozenset({seen}))
    turned = wanted is (group.joint is not Joint.NOT)
    inside = Blame.together(_blame(judgement, part, wanted=turned) for part in group.parts)
    if group.joint is not Joint.NAMED:
        return inside if group.parts else Blame(inside.codes, frozenset({seen}))
    return _named(judgement, slot, seen, inside, wanted=wanted)


def _named(judgement: Judgement, slot: int, seen: Outcome, inside: Blame, *, wanted: bool) -> Blame:
    by_itself = seen in inside.unnamed or not inside.codes[seen]
    if not wanted and seen is Outcome.NOT_MET:
        return Blame(inside.codes, frozenset({seen}) if by_itself else frozenset())
    codes = dict(inside.codes)
    if by_itself:
        codes[seen] = codes[seen] | {judgement.plan.rule_at[slot].code}
    return Blame(codes, frozenset())
