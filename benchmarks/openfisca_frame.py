"""A million people judged by eight rules, from arrays to result, beside OpenFisca-core.

Both start from the same arrays of numpy and end with nine columns: eight rules and all of them
together. OpenFisca makes a simulation, is handed each array as a variable of one month, and
calculates; this library makes a polars frame and judges it. Where one answer in twenty is missing,
that is a null here, and for OpenFisca the default of its variable, since it has no other. The
status is a number, which suits both. The bound is shown and asserted nowhere.

Most of OpenFisca's time goes into making the simulation. So both are also timed from the point
where the simulation and the frame are ready: there the two are of a kind.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.common import eight
from benchmarks.common.peers import module, version
from benchmarks.common.timing import compare, not_here, show
from reintegra.rules import Fact
from reintegra.vocabulary.money import IDR
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    Formula = Callable[[Any, Any], Any]
    Job = tuple[Callable[[], Any], Callable[[Any], Any]]

PEOPLE = 1_000_000
ROUNDS = 11
BOUND = 5
MISSING = 0.05
LIKELY = 0.9
MONTH = "2019-10"
STATUSES = 3
COVERED = (1, 2)
FIRST_DAY = date(2018, 6, 1)
DAYS = 700

np = module("numpy")
pl = module("polars")
bulk = module("reintegra.bulk")

RULE = eight.rule(Fact("status", int, Text(id="status", en="status")).is_in(*COVERED))


def answers(people: int) -> dict[str, Any]:
    """An array for each fact, the same in every run."""
    chance = np.random.default_rng(20_191_031)
    return {
        "age": chance.integers(10, 70, people, dtype=np.int32),
        "consent": chance.random(people) < LIKELY,
        "returned": chance.random(people) < LIKELY,
        "own_account": chance.random(people) < LIKELY,
        "attended": chance.integers(0, 4, people, dtype=np.int32),
        "income": chance.integers(0, 2 * eight.MOST_INCOME, people, dtype=np.int64),
        "arrived": np.datetime64(FIRST_DAY) + chance.integers(0, DAYS, people),
        "status": chance.integers(0, STATUSES, people, dtype=np.int32),
    }


def gaps(people: int) -> dict[str, Any]:
    """For each fact, in which rows nobody has answered."""
    chance = np.random.default_rng(20_170_602)
    return {name: chance.random(people) < MISSING for name in answers(1)}


def frame_of(given: dict[str, Any], missing: dict[str, Any]) -> Any:  # noqa: ANN401 - of polars
    """A frame of the arrays, with nulls where an answer is missing."""
    columns = {name: pl.Series(values) for name, values in given.items() if name != "arrived"}
    columns["arrived"] = pl.Series(given["arrived"].astype(np.int32)).cast(pl.Date)
    gapped = {f"{name} missing": pl.Series(where) for name, where in missing.items()}
    frame = pl.DataFrame({**columns, **gapped})
    if not missing:
        return frame
    return frame.select(
        pl.when(~pl.col(f"{name} missing")).then(pl.col(name)).alias(name) for name in given
    )


def judged(frame: Any) -> Any:  # noqa: ANN401 - a frame of polars
    """The nine columns as this library works them out."""
    return bulk.judge_frame(RULE, frame, currency=IDR)


def model() -> Any:  # noqa: ANN401 - a tax and benefit system of OpenFisca
    """The facts and the rules as variables of OpenFisca."""
    entities, variables = module("openfisca_core.entities"), module("openfisca_core.variables")
    month = module("openfisca_core.periods").MONTH
    person = entities.Entity("person", "persons", "", "")
    system = module("openfisca_core.taxbenefitsystems").TaxBenefitSystem([person])
    kinds = {"age": int, "attended": int, "income": int, "status": int, "arrived": date}
    declared: list[tuple[str, dict[str, Any]]] = [
        *((name, {"value_type": kinds.get(name, bool)}) for name in answers(1)),
        *((name, {"value_type": bool, "formula": rule}) for name, rule in FORMULAS.items()),
    ]
    for name, own in declared:
        common = {"entity": person, "definition_period": month, "label": name}
        system.add_variable(type(name, (variables.Variable,), {**common, **own}))
    return system


def all_met(person: Any, period: Any) -> Any:  # noqa: ANN401 - arrays
    """Every rule, as OpenFisca writes it."""
    met = person("is_adult", period)
    for name in FORMULAS:
        if name != "stimulus":
            met = met & person(name, period)
    return met


FORMULAS: dict[str, Formula] = {
    "is_adult": lambda person, period: person("age", period) >= eight.ADULT,
    "is_consenting": lambda person, period: person("consent", period),
    "is_back": lambda person, period: person("returned", period),
    "has_account": lambda person, period: person("own_account", period),
    "is_guided": lambda person, period: person("attended", period) >= eight.MEETINGS,
    "is_in_need": lambda person, period: person("income", period) <= eight.MOST_INCOME,
    "is_in_time": lambda person, period: person("arrived", period) <= np.datetime64(eight.LAST_DAY),
    "is_covered": lambda person, period: (
        (person("status", period) == COVERED[0]) | (person("status", period) == COVERED[1])
    ),
    "stimulus": all_met,
}
"""The rules as OpenFisca writes them, each from the arrays of one month."""


def simulation_of(system: Any, given: dict[str, Any]) -> Any:  # noqa: ANN401 - of OpenFisca
    """A simulation of so many people, with an array for each fact."""
    builder = module("openfisca_core.simulations").SimulationBuilder()
    simulation = builder.build_default_simulation(system, len(given["age"]))
    for name, values in given.items():
        simulation.set_input(name, MONTH, values)
    return simulation


def calculated(simulation: Any) -> dict[str, Any]:  # noqa: ANN401 - of OpenFisca
    """The nine columns as OpenFisca works them out."""
    return {name: simulation.calculate(name, MONTH) for name in FORMULAS}


def with_defaults(given: dict[str, Any], missing: dict[str, Any]) -> dict[str, Any]:
    """The arrays with OpenFisca's default where nobody has answered."""
    return {
        name: np.where(missing[name], np.zeros(1, values.dtype), values)
        for name, values in given.items()
    }


def medians(jobs: dict[str, Job]) -> dict[str, float]:
    """The median seconds of each job, taking turns; what is made for it first is not timed."""
    times: dict[str, list[float]] = {title: [] for title in jobs}
    for _ in range(ROUNDS):
        for title, (prepare, run) in jobs.items():
            prepared = prepare()
            gc.collect()
            began = time.perf_counter()
            run(prepared)
            times[title].append(time.perf_counter() - began)
    return {title: statistics.median(values) for title, values in times.items()}


def jobs_on(given: dict[str, Any], missing: dict[str, Any]) -> dict[str, Job]:
    """Whole, with gaps, and from the point where everything is ready, of both."""
    system, filled = model(), with_defaults(given, missing)
    return {
        "OpenFisca-core": (lambda: given, lambda all_: calculated(simulation_of(system, all_))),
        "OpenFisca-core, defaults for what is missing": (
            lambda: filled,
            lambda all_: calculated(simulation_of(system, all_)),
        ),
        "OpenFisca-core, the calculation alone": (
            lambda: simulation_of(system, given),
            calculated,
        ),
        "reintegra on polars": (lambda: given, lambda all_: judged(frame_of(all_, {}))),
        "reintegra on polars, one answer in twenty missing": (
            lambda: given,
            lambda all_: judged(frame_of(all_, missing)),
        ),
        "reintegra on polars, the judging alone": (lambda: frame_of(given, {}), judged),
    }


def main() -> None:
    """Print the medians and the ratios."""
    if None in {np, pl, bulk, module("openfisca_core.variables")}:
        not_here("not all of OpenFisca-core, polars and narwhals")
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    given, missing = answers(people), gaps(people)
    system = model()
    theirs = calculated(simulation_of(system, given))["stimulus"]
    same = (judged(frame_of(given, {}))["outcome"].to_numpy() == theirs).all()
    print(" ", ", ".join(version(name) for name in ("OpenFisca-Core", "polars", "narwhals")))
    print(f"  {people:,} people; same outcomes where nothing is missing: {'yes' if same else 'NO'}")
    open_still = judged(frame_of(given, missing))["outcome"].null_count()
    print(f"  with gaps, {open_still:,} are undetermined here; OpenFisca has no such answer")
    times = medians(jobs_on(given, missing))
    show(times)
    whole, defaulted, calculation, ours, gapped, judging = times.values()
    compare("OpenFisca-core beside ours", whole / ours, BOUND, at_least=True)
    compare("OpenFisca-core beside ours, with gaps", defaulted / gapped, BOUND, at_least=True)
    compare("OpenFisca-core's calculation beside our judging", calculation / judging, None)


if __name__ == "__main__":
    main()
