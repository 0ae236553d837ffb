"""A rule is judged by a Python function made for it: two masks, met and unknown, one bit a slot.

The text of the function holds numbers only (masks in base 16: Python reads no longer decimal
number than of 4,300 digits). Names, types and values are handed to it as
constants, and the names of fields are put in once it is compiled, so nothing that came from
outside is ever read as code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from reintegra.rules.comparison import Comparison, Operator
from reintegra.rules.compiled.group import Group, Joint
from reintegra.rules.measure import Measure, moved
from reintegra.rules.outcome import Outcome
from reintegra.rules.question import Missing, Question
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from types import FunctionType

P = TypeVar("P")
_MOST_IN_A_ROW = 50

Judged = tuple[P, int, int, tuple[tuple[int, Missing], ...], Outcome]
"""A plan, what is met and what is unknown as masks, missing facts by place, and the outcome."""

Judging = Callable[[Any], Judged[P]]
Completion = Callable[[int, int], tuple[int, int]]
Conditions = Sequence[tuple[int, Comparison]]


def judging(
    plan: P,
    facts: Sequence[Question[Any]],
    conditions: Conditions,
    groups: Sequence[Group],
    bits: Sequence[int],
    root: int,
    fields: Collection[str] | None,
    answers: Mapping[str, Callable[[Any], object]] | None,
) -> Judging[P]:
    """The function from facts to masks; it looks each fact up once, and reads no other.

    It hands over the plan with them, and the outcome of the root. `fields` are the fields of the
    attrs class whose instances are judged. With `answers` anything is judged, and each fact is
    answered of it by the function of its name. Without both it is a mapping.
    """
    constants: dict[str, Any] = {"MISSING": Missing, "NA": Missing.NOT_ASKED, "moved": moved}
    constants |= {"units_of": _units_of, "NO_FIELD": AttributeError, "PLAN": plan}
    constants |= {each.name: each for each in Outcome}
    lines = ["def made(facts):", " m = u = n = 0", " w = ()"]
    if answers is None:
        lines += _look_up_lines(facts, constants, fields)
    else:
        lines += _answer_lines(facts, constants, answers)
    places = {fact.name: place for place, fact in enumerate(facts)}
    joint: list[tuple[int, Comparison]] = []
    alone: dict[str, list[tuple[int, Comparison]]] = {name: [] for name in places}
    for slot, each in conditions:
        (joint if each.is_joint else alone[each.facts[0].name]).append((slot, each))
    for place, fact in enumerate(facts):
        constants |= {f"T{place}": fact.type, f"R{place}": fact.read}
        lines += _fact_lines(place, fact, alone[fact.name], bits, constants)
    for slot, each in joint:
        asked = sum(1 << places[fact.name] for fact in each.facts)
        lines.append(f" if n & {asked:#x}: u |= {bits[slot]:#x}")
        lines.append(f" elif {_test(each, places, slot, constants)}: m += {bits[slot]:#x}")
    outcome = f"MET if m & {1 << root:#x} else UNDETERMINED if u & {1 << root:#x} else NOT_MET"
    lines += [*_group_lines(groups, bits), f" return PLAN, m, u, w, {outcome}"]
    return _with_names(_made(lines, constants), {f"a{p}": f.name for p, f in enumerate(facts)})


def _look_up_lines(
    facts: Sequence[Question[Any]], constants: dict[str, Any], fields: Collection[str] | None
) -> list[str]:
    constants |= {f"N{place}": fact.name for place, fact in enumerate(facts)}
    if fields is None:
        looked_up = [f" v{place} = get(N{place}, NA)" for place in range(len(facts))]
        return [" get = facts.get", *looked_up]
    one_by_one = [f" v{place} = getattr(facts, N{place}, NA)" for place in range(len(facts))]
    of_fields = [place for place, fact in enumerate(facts) if fact.name in fields]
    if not of_fields:
        return one_by_one
    others = [line for place, line in enumerate(one_by_one) if place not in of_fields]
    # A field that was never set falls back to the plain look-up, where it counts as not asked.
    return [
        " try:",
        *(f"  v{place} = facts.a{place}" for place in of_fields),
        " except NO_FIELD:",
        *(f" {one_by_one[place]}" for place in of_fields),
        *others,
    ]


def _answer_lines(
    facts: Sequence[Question[Any]],
    constants: dict[str, Any],
    answers: Mapping[str, Callable[[Any], object]],
) -> list[str]:
    constants |= {f"A{place}": answers.get(fact.name) for place, fact in enumerate(facts)}
    return [
        f" v{place} = A{place}(facts)" if fact.name in answers else f" v{place} = NA"
        for place, fact in enumerate(facts)
    ]


def completion(groups: Sequence[Group], bits: Sequence[int]) -> Completion:
    """The function from the masks of the conditions to those of all slots."""
    return _made(["def made(m, u):", *_group_lines(groups, bits), " return m, u"], {})


def _made(lines: Sequence[str], constants: dict[str, Any]) -> FunctionType:
    exec("\n".join(lines), constants)  # noqa: S102 - the lines hold numbers only, see above
    made: FunctionType = constants["made"]
    return made


def _with_names(function: FunctionType, names: Mapping[str, str]) -> FunctionType:
    """The function with names of fields in place of numbered ones."""
    code = function.__code__
    named = tuple(names.get(name, name) for name in code.co_names)
    function.__code__ = code.replace(co_names=named)
    return function


def _fact_lines(
    place: int,
    fact: Question[Any],
    conditions: Conditions,
    bits: Sequence[int],
    constants: dict[str, Any],
) -> list[str]:
    value = f"v{place}"
    asked = [(slot, each) for slot, each in conditions if each.operator is not Operator.IS_MISSING]
    unknown = sum(bits[slot] for slot, _ in asked)
    met = sum(bits[slot] for slot, _ in conditions) - unknown
    missing = f"w += (({place}, {value}),); u += {unknown:#x}; n += {1 << place:#x}"
    if met:
        missing += f"; m += {met:#x}"
    if fact.type is bool:
        yes, no = (
            sum(bits[slot] for slot, each in asked if each.holds_for(answer))
            for answer in (True, False)
        )
        return [
            f" if {value} is True: m += {yes:#x}",
            f" elif {value} is False: m += {no:#x}",
            f" elif {value}.__class__ is MISSING: {missing}",
            f" else: R{place}({value})",
        ]
    places = {fact.name: place}
    tests = [
        f"  if {_test(each, places, slot, constants)}: m += {bits[slot]:#x}" for slot, each in asked
    ]
    # What is not missing is read, which gives a known value or raises.
    read = f"{value}.__class__ is not MISSING and ({value} := R{place}({value})) is not NA"
    return [
        f" if {value}.__class__ is T{place} or {read}:",
        *(tests or ["  pass"]),
        f" else: {missing}",
    ]


def _test(each: Comparison, places: Mapping[str, int], slot: int, constants: dict[str, Any]) -> str:
    """The condition in Python, its values being handed over as constants of the slot."""
    if not each.is_joint and each.left.is_plain and each.left.type is Money:
        return _test_of_amount(each, f"v{places[each.facts[0].name]}", slot, constants)
    sides = (each.left,) if each.right is None else (each.left, each.right)
    by_number = each.left.type is date and any(side.is_moved for side in sides)
    left, *right = (
        _side(side, places, f"{slot}_{place}", constants, by_number=by_number)
        for place, side in enumerate(sides)
    )
    values = [value.toordinal() for value in each.values] if by_number else list(each.values)
    if each.operator is Operator.IS_IN and each.left.type is not Money:
        constants[f"K{slot}"] = frozenset(values)
        return f"{left} in K{slot}"
    for place, value in enumerate(values):
        constants[f"K{slot}_{place}"] = value
        right.append(f"K{slot}_{place}")
    if each.left.type is Money and each.operator in {Operator.EQUALS, Operator.IS_IN}:
        return " or ".join(f"{one} <= {left} <= {one}" for one in right)
    return f"{left} {each.operator.value} {right[0]}"


def _test_of_amount(each: Comparison, value: str, slot: int, constants: dict[str, Any]) -> str:
    """Amounts of one currency compare by their units."""
    currency, known = each.values[0].currency, frozenset(money.units for money in each.values)
    constants |= {f"C{slot}": currency, f"K{slot}": known}
    units = f"({value}.units if {value}.currency is C{slot} else units_of({value}, C{slot}))"
    if each.operator in {Operator.EQUALS, Operator.IS_IN}:
        return f"{units} in K{slot}"
    constants[f"K{slot}"] = each.values[0].units
    return f"{units} {each.operator.value} K{slot}"


def _units_of(amount: Money, currency: Currency) -> int:
    return (amount - Money.zero(currency)).units


def _side(
    side: Measure,
    places: Mapping[str, int],
    name: str,
    constants: dict[str, Any],
    *,
    by_number: bool,
) -> str:
    """A measure in Python; moved days are compared by number, so none leaves the calendar."""
    if by_number:
        day = f"v{places[side.facts[0].name]}"
        number = f"moved({day}, {side.months})" if side.months else f"{day}.toordinal()"
        return f"{number} + {side.days}"
    parts = [
        f"v{places[part.fact.name]}" + ("" if part.times == 1 else f" * {part.times:#x}")
        for part in side.parts
    ]
    if side.plus is not None:
        constants[f"P{name}"] = side.plus
        parts.append(f"P{name}")
    return _sum_of(parts)


def _sum_of(parts: Sequence[str]) -> str:
    """A sum of sums where it is long: Python reads no formula of thousands of parts in a row."""
    if len(parts) <= _MOST_IN_A_ROW:
        return f"({' + '.join(parts)})"
    middle = len(parts) // 2
    return f"({_sum_of(parts[:middle])} + {_sum_of(parts[middle:])})"


def _group_lines(groups: Sequence[Group], bits: Sequence[int]) -> list[str]:
    lines: list[str] = []
    for group in groups:
        if group.is_alias:
            continue
        own = bits[group.slot]
        if group.joint is Joint.NOT:
            part = 1 << group.parts[0]
            lines += [
                f" if u & {part:#x}: u |= {own:#x}",
                f" elif not m & {part:#x}: m |= {own:#x}",
            ]
            continue
        parts = sum(1 << part for part in group.parts)
        met, may_be_met = {
            Joint.ALL: (f"m & {parts:#x} == {parts:#x}", f"(m | u) & {parts:#x} == {parts:#x}"),
            Joint.ANY: (f"m & {parts:#x}", f"u & {parts:#x}"),
        }.get(
            group.joint,
            (
                f"(m & {parts:#x}).bit_count() >= {group.needed}",
                f"((m | u) & {parts:#x}).bit_count() >= {group.needed}",
            ),
        )
        lines += [f" if {met}: m |= {own:#x}", f" elif {may_be_met}: u |= {own:#x}"]
    return lines
