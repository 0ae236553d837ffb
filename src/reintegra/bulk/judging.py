"""A frame gains the outcome of a rule for each row, and that of every named rule inside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from reintegra.bulk.conditions import condition
from reintegra.bulk.groups import group_value
from reintegra.bulk.layout import check_currency, layout_of, opened, plan_of
from reintegra.bulk.letters import quoted
from reintegra.bulk.naming import OUTCOME, added_names
from reintegra.bulk.steps import Steps
from reintegra.rules.compiled.group import Joint

if TYPE_CHECKING:
    from reintegra.bulk.groups import Value
    from reintegra.bulk.layout import Layout
    from reintegra.rules import Expression
    from reintegra.rules.compiled.plan import Plan
    from reintegra.vocabulary.money import Currency

AnyFrame = TypeVar("AnyFrame")


def judge_frame(
    rule: Expression, frame: AnyFrame, *, prefix: str = "", currency: Currency | None = None
) -> AnyFrame:
    """The frame with a column for each named rule, called by its code, and then `outcome`.

    Each is a nullable boolean: true is met, false not met, and null undetermined; only a rule
    without facts, which is never undetermined, has a plain one on pandas. A rule stands after those
    inside it. The facts are the columns of their names. A null is an unknown answer, and so is a
    code that the enumeration of its fact does not have, or a day outside the years 1 to 9999
    (`unknown_codes` counts those). Amounts are whole numbers of the smallest unit of `currency`.
    The frame that comes back is of the type of the one given, and one that is worked out later
    stays so. `prefix` stands before every column that is added.

    Raises:
        WrongType: a column has a type that its fact cannot have, pandas holds it without a third
            value beside true and false, or the rule is no expression.
        InvalidValue: a fact has no column (`missing-column`), two columns have one name
            (`column-twice`), a column that would be added is there already (`column-exists`), a
            rule is called `outcome`, amounts are asked and no currency is named, or the arithmetic
            has no room (`times`, `too-wide`).
        CurrencyMismatch: the rule names amounts in another currency.
    """
    native: Any = frame
    given = opened(native)
    plan = plan_of(rule)
    existing = given.collect_schema().names()
    steps = Steps([*existing, *added_names(plan, prefix, existing)])
    given, layout = layout_of(plan, given, steps)
    check_currency(plan, currency)
    levels = _levels(plan, layout, steps, prefix)
    # polars uses every core and works equal parts out once, but only where it sees the whole.
    at_once = isinstance(given, nw.DataFrame) and given.implementation.is_polars()
    working: Any = given.lazy() if at_once else given
    for level in (*steps.levels, *levels):
        working = working.with_columns(*level)
    if steps.names:
        working = working.drop(steps.names)
    if at_once:
        working = working.collect()
    answer: AnyFrame = nw.to_native(working)
    return answer


def _levels(plan: Plan, layout: Layout, steps: Steps, prefix: str) -> list[list[nw.Expr]]:
    """The columns to add, one list after another: each uses the columns of those before it."""
    codes = {rule.slot: rule.code for rule in plan.rules}
    values: dict[int, Value] = {
        slot: condition(comparison, layout, steps) for slot, comparison in plan.conditions
    }
    depths = dict.fromkeys(values, 0)
    levels: list[list[nw.Expr]] = []
    often = _written_often(plan)

    def add(depth: int, name: str, value: Value) -> None:
        if depth == len(levels):
            levels.append([])
        expression = _constant(plan, layout, value=value) if isinstance(value, bool) else value
        levels[depth].append(expression.alias(name))

    for group in plan.groups:
        depth = max((depths[part] for part in group.parts), default=0)
        value = group_value(group, [values[part] for part in group.parts])
        named = group.joint is Joint.NAMED
        if named or (group.slot in often and not isinstance(value, bool)):
            name = prefix + codes[group.slot] if named else steps.name()
            add(depth, name, value)
            value = value if isinstance(value, bool) else quoted(name, layout.backend)
            depth += 1
        values[group.slot], depths[group.slot] = value, depth
    add(depths[plan.root], prefix + OUTCOME, values[plan.root])
    return levels


def _written_often(plan: Plan) -> set[int]:
    """The slots that would be written out more than once, each time with all that is inside."""
    written: Counter[int] = Counter()
    for group in plan.groups:
        counts = 1 < group.needed < len(group.parts)
        written.update(group.parts * (1 + counts))
    return {slot for slot, times in written.items() if times > 1}


def _constant(plan: Plan, layout: Layout, *, value: bool) -> nw.Expr:
    """One value in every row; pandas would give a constant a type that has no third value."""
    if not (layout.backend.is_pandas_like() and plan.facts):
        return nw.lit(value)
    column = nw.col(plan.facts[0].name)
    always = (column == column).fill_null(True)  # noqa: FBT003, PLR0124 - null where it is null
    return always if value else ~always
