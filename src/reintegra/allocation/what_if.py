"""What other methods would have given: who gains and loses, how far apart, and who is reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from reintegra.allocation.claim import Claim
from reintegra.allocation.inner import inner_method
from reintegra.allocation.result import Allocation, MethodRecord
from reintegra.allocation.sharing import allocate, checked_ids, listed
from reintegra.allocation.spread import Spread, spread_of
from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least, filled_text
from reintegra.vocabulary.mapping import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from reintegra.allocation.method import Method

Cell: TypeAlias = "str | int | bool | Fraction | None"
"""What stands in a row for a chart or table."""


@attrs.frozen
class Refusal:
    """A method did not share: the code of the error, its field, and its text.

    `field` is `None` where a refused tie would have decided.
    """

    code: str
    field: str | None
    error: str


@attrs.frozen
class Outcome:
    """What one method gave, beside the first; or why it gave nothing.

    `changes` are the shares less those of the first method, by claim id, zeros included; they are
    `None` where one of the two did not share, for then nobody knows who gains and who loses.
    `spread` and `by_group` are of those who have a weight, and a group without any has none.
    """

    method: MethodRecord
    allocation: Allocation | None = None
    refusal: Refusal | None = None
    changes: Mapping[str, int] | None = None
    spread: Spread | None = None
    by_group: Mapping[str, Spread] = FrozenMapping[str, Spread]({})

    @property
    def gain(self) -> tuple[str, ...] | None:
        """Who receives more than by the first method; `None` where it is not known."""
        if self.changes is None:
            return None
        return tuple(name for name, change in self.changes.items() if change > 0)

    @property
    def lose(self) -> tuple[str, ...] | None:
        """Who receives less than by the first method; `None` where it is not known."""
        if self.changes is None:
            return None
        return tuple(name for name, change in self.changes.items() if change < 0)


@attrs.frozen
class Comparison:
    """The same sum and claims under several methods, by their labels; the first is compared with.

    `groups` are the labels of the claims, by id; empty where none were given.
    """

    total: int
    claims: tuple[Claim, ...]
    groups: Mapping[str, str]
    outcomes: Mapping[str, Outcome]

    @property
    def base(self) -> str:
        """The label of the first method, beside which the others gain and lose."""
        return next(iter(self.outcomes))

    def rows(self) -> list[dict[str, Cell]]:
        """One row for each claim under each method that shared, in order, ready for a chart.

        The columns are `method`, `claim`, `group`, `weight`, `share`, `change` and `waits`;
        `group` and `change` are `None` where there is none.
        """
        return [row for label, each in self.outcomes.items() for row in self._rows(label, each)]

    def _rows(self, label: str, outcome: Outcome) -> Iterator[dict[str, Cell]]:
        if outcome.allocation is None:
            return
        waiting = {entry.id for entry in outcome.allocation.waiting}
        for claim in self.claims:
            yield {
                "method": label,
                "claim": claim.id,
                "group": self.groups.get(claim.id),
                "weight": claim.weight,
                "share": outcome.allocation.shares[claim.id],
                "change": None if outcome.changes is None else outcome.changes[claim.id],
                "waits": claim.id in waiting,
            }

    def group_rows(self) -> list[dict[str, Cell]]:
        """One row for each method that shared, then one for each of its groups, ready for a chart.

        The columns are `method`, `group` (`None` for everyone), those of `Spread`, `coverage`, and
        how many `gain` and `lose` beside the first method, `None` where it is not known. Mean, Gini
        coefficient and coverage are exact fractions.
        """
        return [row for label, each in self.outcomes.items() for row in self._by_group(label, each)]

    def _by_group(self, label: str, outcome: Outcome) -> Iterator[dict[str, Cell]]:
        gain, lose = self._counted(outcome.gain), self._counted(outcome.lose)
        for group, spread in ((None, outcome.spread), *outcome.by_group.items()):
            if spread is not None:
                yield {
                    "method": label,
                    "group": group,
                    **attrs.asdict(spread),
                    "coverage": spread.coverage,
                    "gain": None if gain is None else gain[group],
                    "lose": None if lose is None else lose[group],
                }

    def _counted(self, names: Sequence[str] | None) -> Counter[str | None] | None:
        """How many there are in each group, and of everyone, who stands as `None`."""
        if names is None:
            return None
        counted = Counter[str | None](self.groups[name] for name in names if self.groups)
        counted[None] = len(names)
        return counted


def compare(
    total: int,
    claims: Iterable[Claim],
    methods: Iterable[Method] | Mapping[str, Method],
    groups: Mapping[str, str] | None = None,
) -> Comparison:
    """One sum under several methods: who gains and loses beside the first, and who is reached.

    The methods are labelled by their names, numbered where a name repeats, or by the keys of a
    mapping. A method that refuses the claims, or a tie, is reported with its reason. `groups` is
    the label of each claim, such as its site, by claim id.

    Raises:
        WrongType: the total is not an `int`, an item not a `Claim` or a `Method`, the groups no
            mapping, or a label not a text.
        InvalidValue: the total is negative, two claims have one id, all weights are zero, there is
            no method, a label is blank, or a claim has no group.
    """
    at_least(0, "total", total)
    given = listed(claims)
    checked_ids(given)
    labelled = _labelled(methods)
    labels = {} if groups is None else _labels(given, groups)
    first: Allocation | None = None
    outcomes: dict[str, Outcome] = {}
    for place, (label, method) in enumerate(labelled.items()):
        outcome = _outcome(total, given, method, labels)
        first = outcome.allocation if place == 0 else first
        outcomes[label] = attrs.evolve(outcome, changes=_changes(outcome.allocation, first))
    return Comparison(total, given, FrozenMapping(labels), FrozenMapping(outcomes))


def _labelled(methods: Iterable[Method] | Mapping[str, Method]) -> dict[str, Method]:
    if not isinstance(methods, Iterable):
        raise WrongType("methods", "methods in a list, or by label", type(methods))
    if isinstance(methods, Mapping):
        labelled = _by_label(cast("Mapping[str, Method]", methods))
    else:
        labelled = _numbered(methods)
    if not labelled:
        raise InvalidValue("methods", code="empty", hint="a comparison needs a method")
    return labelled


def _by_label(methods: Mapping[str, Method]) -> dict[str, Method]:
    return {
        filled_text("methods", label): inner_method(f"methods[{place}]", method)
        for place, (label, method) in enumerate(methods.items())
    }


def _numbered(methods: Iterable[Method]) -> dict[str, Method]:
    given = [inner_method(f"methods[{place}]", each) for place, each in enumerate(methods)]
    often = Counter(method.name for method in given)
    met: Counter[str] = Counter()
    labelled: dict[str, Method] = {}
    for method in given:
        met[method.name] += 1
        number = f" {met[method.name]}" if often[method.name] > 1 else ""
        labelled[method.name + number] = method
    return labelled


def _labels(claims: Sequence[Claim], groups: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(groups, Mapping):
        raise WrongType("groups", "a mapping by claim id", type(groups))
    labels: dict[str, str] = {}
    for position, claim in enumerate(claims):
        if claim.id not in groups:
            hint = "no group is given for this claim"
            raise InvalidValue(f"claims[{position}].id", code="in-no-group", hint=hint)
        labels[claim.id] = filled_text(f"groups, of claims[{position}]", groups[claim.id])
    return labels


def _outcome(
    total: int, claims: tuple[Claim, ...], method: Method, labels: Mapping[str, str]
) -> Outcome:
    record = method.record()
    try:
        allocation = allocate(total, claims, method)
    except InvalidValue as refusal:
        refused = Refusal(refusal.code, refusal.field, str(refusal))
        return Outcome(record, refusal=refused)
    except Conflict as conflict:
        return Outcome(record, refusal=Refusal(conflict.code, None, str(conflict)))
    entitled = [claim for claim in claims if claim.weight]
    by_group: dict[str, list[int]] = {}
    for claim in entitled if labels else ():
        by_group.setdefault(labels[claim.id], []).append(allocation.shares[claim.id])
    shares = [allocation.shares[claim.id] for claim in entitled]
    return Outcome(
        record,
        allocation,
        spread=spread_of(shares) if shares else None,
        by_group=FrozenMapping({label: spread_of(each) for label, each in by_group.items()}),
    )


def _changes(allocation: Allocation | None, first: Allocation | None) -> Mapping[str, int] | None:
    if allocation is None or first is None:
        return None
    shares = allocation.shares.items()
    return FrozenMapping({name: share - first.shares[name] for name, share in shares})
