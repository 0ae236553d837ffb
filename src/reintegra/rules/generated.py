"""A rule is judged by a Python function made for it: two masks, met and unknown, one bit a slot.

The text of the function holds numbers only. Names, types and values are handed to it as
constants, so nothing that came from outside is ever read as code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reintegra.rules.comparison import Comparison, Operator
from reintegra.rules.group import Group, Joint
from reintegra.rules.question import Missing, Question
from reintegra.vocabulary.money import Money

Judged = tuple[int, int, tuple[tuple[int, Missing], ...]]
"""The mask of what is met, of what is unknown, and each missing fact by its place."""

Judging = Callable[[Any], Judged]
Completion = Callable[[int, int], tuple[int, int]]
Conditions = Sequence[tuple[int, Comparison]]


def judging(
    facts: Sequence[Question[Any]],
    conditions: Conditions,
    groups: Sequence[Group],
    bits: Sequence[int],
    *,
    of_mapping: bool,
) -> Judging:
    """The function from facts to masks; it looks each fact up once, and reads no other."""
    constants: dict[str, Any] = {"MISSING": Missing, "NA": Missing.NOT_ASKED}
    lines = ["def made(facts):", " m = u = n = 0", " w = ()"]
    if of_mapping:
        lines.append(" get = facts.get")
    places = {fact.name: place for place, fact in enumerate(facts)}
    for place, fact in enumerate(facts):
        constants |= {f"N{place}": fact.name, f"T{place}": fact.type, f"R{place}": fact.read}
        own = [(slot, each) for slot, each in conditions if each.facts == (fact,)]
        lines += _fact_lines(place, own, bits, constants, of_mapping=of_mapping)
    for slot, each in conditions:
        if each.other is not None:
            left, right = places[each.fact.name], places[each.other.name]
            test = _test(each, f"v{left}", f"v{right}")
            lines.append(f" if n & {1 << left | 1 << right}: u |= {bits[slot]}")
            lines.append(f" elif {test}: m |= {bits[slot]}")
    lines += [*_group_lines(groups, bits), " return m, u, w"]
    return _made(lines, constants)


def completion(groups: Sequence[Group], bits: Sequence[int]) -> Completion:
    """The function from the masks of the conditions to those of all slots."""
    return _made(["def made(m, u):", *_group_lines(groups, bits), " return m, u"], {})


def _made(lines: Sequence[str], constants: dict[str, Any]) -> Callable[..., Any]:
    exec("\n".join(lines), constants)  # noqa: S102 - the lines hold numbers only, see above
    made: Callable[..., Any] = constants["made"]
    return made


def _fact_lines(
    place: int,
    conditions: Conditions,
    bits: Sequence[int],
    constants: dict[str, Any],
    *,
    of_mapping: bool,
) -> list[str]:
    value, unknown, met_if_missing = f"v{place}", 0, 0
    tests: list[str] = []
    for slot, each in conditions:
        if each.operator is Operator.IS_MISSING:
            met_if_missing |= bits[slot]
            continue
        unknown |= bits[slot]
        test = _test(each, value, _constants_of(each, f"K{slot}", constants))
        tests.append(f"  if {test}: m |= {bits[slot]}")
    look_up = f"get(N{place}, NA)" if of_mapping else f"getattr(facts, N{place}, NA)"
    read = f"({value} := R{place}({value}))"
    return [
        f" {value} = {look_up}",
        f" if {value}.__class__ is T{place} or {read}.__class__ is not MISSING:",
        *(tests or ["  pass"]),
        " else:",
        f"  w += (({place}, {value}),); u |= {unknown}; m |= {met_if_missing}; n |= {1 << place}",
    ]


def _constants_of(each: Comparison, name: str, constants: dict[str, Any]) -> str:
    values = [value.toordinal() for value in each.values] if each.shift else list(each.values)
    if each.operator is not Operator.IS_IN:
        constants[name] = values[0]
        return name
    if each.fact.type is not Money:
        constants[name] = frozenset(values)
        return name
    names = [f"{name}_{place}" for place in range(len(values))]
    constants.update(zip(names, values, strict=True))
    return " ".join(names)


def _test(each: Comparison, left: str, right: str) -> str:
    """The condition in Python; days are compared as ordinals, so no shift leaves the calendar."""
    if each.shift:
        left = f"{left}.toordinal() + {each.shift}"
        right = right if each.other is None else f"{right}.toordinal()"
    if each.fact.type is Money and each.operator in {Operator.EQUALS, Operator.IS_IN}:
        return " or ".join(f"{one} <= {left} <= {one}" for one in right.split())
    return f"{left} {each.operator.value} {right}"


def _group_lines(groups: Sequence[Group], bits: Sequence[int]) -> list[str]:
    lines: list[str] = []
    for group in groups:
        if group.is_alias:
            continue
        own = bits[group.slot]
        if group.joint is Joint.NOT:
            part = 1 << group.parts[0]
            lines += [f" if u & {part}: u |= {own}", f" elif not m & {part}: m |= {own}"]
            continue
        parts = sum(1 << part for part in group.parts)
        met, may_be_met = {
            Joint.ALL: (f"m & {parts} == {parts}", f"(m | u) & {parts} == {parts}"),
            Joint.ANY: (f"m & {parts}", f"u & {parts}"),
        }.get(
            group.joint,
            (
                f"(m & {parts}).bit_count() >= {group.needed}",
                f"((m | u) & {parts}).bit_count() >= {group.needed}",
            ),
        )
        lines += [f" if {met}: m |= {own}", f" elif {may_be_met}: u |= {own}"]
    return lines
