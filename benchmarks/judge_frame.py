"""How long a frame takes to be judged, beside the same columns written by hand.

Eight rules over ten columns in which one answer in twenty is missing. All are timed in one run,
taking turns, and the medians are compared: only the ratios mean anything. The bounds are shown here
and asserted nowhere.
"""

from __future__ import annotations

import gc
import statistics
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl

from benchmarks.common.timing import compare, show
from reintegra.bulk import judge_frame
from reintegra.rules import Fact, Rule, all_of, at_least
from reintegra.vocabulary.money import IDR, Money, idr
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.rules import Expression

ROWS = 1_000_000
LARGER = 10
ROUNDS, ROUNDS_OF_LARGER = 15, 5
BOUND = 1.5
MISSING = 0.05
LIKELY = 0.8
ADULT = 18
MOST_WAGE = 3_000_000
ANSWERS = ("consent", "account", "guided", "waived", "card", "register", "passport")


def rule() -> Expression:
    """Eight rules, and all of them together."""
    asked = {name: Fact(name, bool, _words(name)) for name in ANSWERS}
    age, wage = Fact("age", int, _words("age")), Fact("wage", Money, _words("wage"))
    arrived, region = (
        Fact("arrived", date, _words("arrived")),
        Fact("region", str, _words("region")),
    )
    papers = (asked[name].is_true for name in ("card", "register", "passport"))
    conditions = {
        "adult": age >= ADULT,
        "agreed": asked["consent"].is_true,
        "own-account": asked["account"].is_true,
        "recent": arrived.months_later(18) >= date(2026, 1, 31),
        "low-wage": wage <= idr(MOST_WAGE),
        "of-region": region.is_in("52", "53"),
        "guided-or-waived": asked["guided"].is_true | asked["waived"].is_true,
        "two-papers": at_least(2, *papers),
    }
    named = (Rule(code, condition, _words(code)) for code, condition in conditions.items())
    return all_of(*named)


def _words(name: str) -> Text:
    return Text(id=name, en=name)


def people(count: int) -> pl.DataFrame:
    """So many rows, the same in every run."""
    chance = np.random.default_rng(20_191_031)

    def some(values: Any) -> pl.Series:  # noqa: ANN401 - an array of numpy
        answered = pl.Series(chance.random(count) >= MISSING)
        return pl.select(pl.when(answered).then(pl.lit(pl.Series(values)))).to_series()

    days = chance.integers(19_000, 20_800, count, dtype=np.int32)
    codes = np.array(["51", "52", "53", "73"])[chance.integers(0, 4, count)]
    columns = {
        "age": some(chance.integers(10, 70, count)),
        "wage": some(chance.integers(0, 6_000_000, count)),
        "arrived": some(days).cast(pl.Date),
        "region": some(codes.astype(object)),
    } | {name: some(chance.random(count) < LIKELY) for name in ANSWERS}
    return pl.DataFrame(columns)


def by_hand(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The same columns, as somebody writes them who knows polars."""
    card, register, passport = (pl.col(name) for name in ("card", "register", "passport"))
    columns = {
        "adult": pl.col("age") >= ADULT,
        "agreed": pl.col("consent"),
        "own-account": pl.col("account"),
        "recent": pl.col("arrived") >= date(2024, 7, 31),
        "low-wage": pl.col("wage") <= MOST_WAGE,
        "of-region": (pl.col("region") == "52") | (pl.col("region") == "53"),
        "guided-or-waived": pl.col("guided") | pl.col("waived"),
        "two-papers": (card & register) | (card & passport) | (register & passport),
    }
    return frame.with_columns(**columns).with_columns(outcome=pl.all_horizontal(*columns))


SQL = """
with judged as (
  select *,
    age >= 18 as adult, consent as agreed, account as "own-account",
    arrived >= date '2024-07-31' as recent, wage <= 3000000 as "low-wage",
    region = '52' or region = '53' as "of-region", guided or waived as "guided-or-waived",
    (card and register) or (card and passport) or (register and passport) as "two-papers"
  from people
)
select *, adult and agreed and "own-account" and recent and "low-wage" and "of-region"
  and "guided-or-waived" and "two-papers" as outcome
from judged
"""


def medians(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each, all taking turns."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()
            began = time.perf_counter()
            way()
            if turn:  # the first turn warms up
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in times.items()}


def ways_of(frame: pl.DataFrame, database: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What is timed on one frame; every way ends with all rows at hand."""
    expression = rule()
    rows = frame.lazy()
    database.register("given", frame.to_arrow())
    database.execute("create or replace table people as select * from given")
    relation = database.table("people")
    database.unregister("given")
    return {
        "polars by hand": lambda: by_hand(rows).collect(),
        "polars": lambda: judge_frame(expression, frame, currency=IDR),
        "polars, lazy": lambda: judge_frame(expression, rows, currency=IDR).collect(),
        "DuckDB by hand": lambda: database.sql(SQL).to_arrow_table(),
        "DuckDB": lambda: judge_frame(expression, relation, currency=IDR).to_arrow_table(),
    }


def measured(count: int, rounds: int) -> dict[str, float]:
    """The medians for so many rows, shown beside each other."""
    with duckdb.connect() as database:
        found = medians(ways_of(people(count), database), rounds)
    print(f"{count:,} rows, {rounds} rounds")
    show(found)
    for name, hand in (
        ("polars", "polars by hand"),
        ("polars, lazy", "polars by hand"),
        ("DuckDB", "DuckDB by hand"),
    ):
        compare(f"{name}, beside {hand}", found[name] / found[hand], BOUND)
    return found


def main() -> None:
    """Print the medians and the ratios, for one size and for ten times as many rows."""
    small = measured(ROWS, ROUNDS)
    large = measured(ROWS * LARGER, ROUNDS_OF_LARGER)
    print(f"{LARGER} times as many rows take so many times as long")
    for name in small:
        bound = None if name.endswith("by hand") else LARGER
        compare(name, large[name] / small[name], bound)


if __name__ == "__main__":
    main()
