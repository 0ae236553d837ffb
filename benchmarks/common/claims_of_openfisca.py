"""What the page of comparison says about OpenFisca-core."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

from benchmarks.common.claims import (
    APART,
    BELOW,
    ELSEWHERE,
    FROM_OUTSIDE,
    MANY,
    MONEY,
    NEXT,
    NOT_BELOW,
    OR_TRUE,
    TIME,
    WHY,
    WRONG_TYPE,
    Claim,
    offers,
)
from benchmarks.common.peers import module

MONTH = "2024-01"
PAST_FLOAT32 = 2**24 + 1
PAST_INT32 = 3_000_000_000
WRAPPED = PAST_INT32 - 2**32


def system() -> Any:  # noqa: ANN401 - a tax and benefit system of OpenFisca
    """Facts of the page, and what follows from an age."""
    entities, variables = module("openfisca_core.entities"), module("openfisca_core.variables")
    person = entities.Entity("person", "persons", "", "")
    made = module("openfisca_core.taxbenefitsystems").TaxBenefitSystem([person])
    month = module("openfisca_core.periods").MONTH
    declared: dict[str, dict[str, Any]] = {
        "age": {"value_type": int},
        "account": {"value_type": bool},
        "arrived": {"value_type": date},
        "income": {"value_type": float},
        "units": {"value_type": int},
        "below": {"value_type": bool, "formula": lambda p, t: p("age", t) < ADULT},
        "either": {"value_type": bool, "formula": lambda p, t: (p("age", t) < ADULT) | True},
        "not_below": {"value_type": bool, "formula": lambda p, t: ~(p("age", t) < ADULT)},
        "grant": {
            "value_type": float,
            "formula_2020_01": lambda p, t: p("age", t) * 0 + 50,
            "formula_2021_01": lambda p, t: p("age", t) * 0 + 70,
        },
    }
    for name, own in declared.items():
        common = {"entity": person, "definition_period": month, "label": name}
        made.add_variable(type(name, (variables.Variable,), {**common, **own}))
    return made


ADULT = 18


def simulation(facts: dict[str, object]) -> Any:  # noqa: ANN401 - of OpenFisca
    """One person of whom this is known in a month."""
    builder = module("openfisca_core.simulations").SimulationBuilder()
    known = {name: {MONTH: value} for name, value in facts.items()}
    return builder.build_from_dict(system(), {"persons": {"one": known}})


def calculated(name: str, month: str = MONTH, **facts: object) -> Any:  # noqa: ANN401 - a number
    """What OpenFisca calculates for one person."""
    return simulation(facts).calculate(name, month)[0]


def array_of(name: str, values: list[int]) -> list[int]:
    """What OpenFisca keeps of an array of numbers."""
    builder = module("openfisca_core.simulations").SimulationBuilder()
    many = builder.build_default_simulation(system(), len(values))
    many.set_input(name, MONTH, module("numpy").array(values))
    return [int(value) for value in many.calculate(name, MONTH)]


def is_traced() -> bool:
    """The log names each variable that was calculated, and an unknown one with its default."""
    one = simulation({})
    one.trace = True
    one.calculate("below", MONTH)
    lines = [line.strip() for line in one.tracer.computation_log.lines()]
    return lines == [f"below<{MONTH}> >> [ True]", f"age<{MONTH}> >> [0]"]


def time_has_one_axis() -> bool:
    """A formula holds from a day; of what was known then, nothing is asked."""
    grants = [calculated("grant", f"{year}-05") for year in (2019, 2020, 2021)]
    asked = inspect.signature(system().get_parameters_at_instant).parameters
    return grants == [0, 50, 70] and list(asked) == ["instant"]


def openfisca() -> list[Claim]:
    """One claim for each question."""
    return [
        Claim(BELOW, "true: it counts as 0", lambda: bool(calculated("below"))),
        Claim(OR_TRUE, "true", lambda: bool(calculated("either"))),
        Claim(NOT_BELOW, "false", lambda: not calculated("not_below")),
        Claim(
            APART,
            "no: 0, `False` or the first day of 1970",
            lambda: (
                (calculated("age"), calculated("account")) == (0, False)
                and str(calculated("arrived")) == "1970-01-01"
            ),
        ),
        Claim(
            NEXT,
            "not offered",
            lambda: not offers(simulation({}), "missing", "ask"),
        ),
        Claim(WHY, "a log of every value on the way, on request; defaults look known", is_traced),
        Claim(WRONG_TYPE, "taken for 17", lambda: calculated("age", age="17") == int("17")),
        Claim(
            MONEY,
            "float32 (16,777,217 becomes 16,777,216) or int32 (an array with 3,000,000,000 wraps)",
            lambda: (
                array_of("income", [PAST_FLOAT32]) == [PAST_FLOAT32 - 1]
                and array_of("units", [PAST_INT32]) == [WRAPPED]
            ),
        ),
        Claim(TIME, "one axis: formulas and parameters from a day on", time_has_one_axis),
        Claim(
            FROM_OUTSIDE,
            "formulas are Python; parameters are YAML",
            lambda: offers(module("openfisca_core.parameters"), "load_parameter_file"),
        ),
        Claim(MANY, "arrays of a whole population", lambda: array_of("age", [3, 30]) == [3, 30]),
        Claim(
            ELSEWHERE,
            "a web API; reforms as deltas; groups such as households",
            lambda: (
                module("openfisca_web_api") is not None
                and offers(module("openfisca_core.reforms"), "reform")
                and offers(module("openfisca_core.entities"), "group")
            ),
        ),
    ]
