"""What is written for Spark means what it should: it is tried here without Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import narwhals.stable.v2 as nw
import polars as pl

from reintegra.bulk.attaching import with_column, worked_out
from tests.bulk.frames import query

if TYPE_CHECKING:
    import pytest


@attrs.frozen
class Typed:
    """The type of a column, under the names that Spark gives to it."""

    name: str

    @property
    def dataType(self) -> Typed:  # noqa: N802 - the name that Spark gives it
        """The type itself."""
        return self

    def simpleString(self) -> str:  # noqa: N802 - likewise
        """As SQL writes it."""
        return self.name


@attrs.frozen
class Rows:
    """A few rows that answer to what is asked of a frame of Spark, and to nothing else."""

    types: dict[str, str]
    rows: list[tuple[Any, ...]]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.types)

    @property
    def schema(self) -> dict[str, Typed]:
        """Each column with its type."""
        return {name: Typed(kind) for name, kind in self.types.items()}

    @property
    def sparkSession(self) -> Rows:  # noqa: N802 - the name that Spark gives it
        """What makes other frames."""
        return self

    def createDataFrame(self, rows: list[tuple[Any, ...]], layout: str) -> Rows:  # noqa: N802 - likewise
        """Rows of a layout such as "`a` int, `b``c` bigint"."""
        parts = [part.rsplit(" ", 1) for part in layout.split(", ")]
        return Rows({_plain(name): kind for name, kind in parts}, rows)

    def join(self, other: Rows, on: str, how: str) -> Rows:
        """The key first, then the other columns, as Spark lays them out."""
        assert "left" == how
        mine, theirs = self.columns.index(on), other.columns.index(on)
        found = {row[theirs]: row for row in other.rows}
        rows = [
            (row[mine], *_without(row, mine), *_without(found[row[mine]], theirs))
            for row in self.rows
        ]
        return Rows({on: self.types[on]} | self.types | other.types, rows)

    def select(self, *names: str) -> Rows:
        """Some columns, in this order."""
        places = [self.columns.index(_plain(name)) for name in names]
        types = {_plain(name): self.types[_plain(name)] for name in names}
        return Rows(types, [tuple(row[place] for place in places) for row in self.rows])


def _plain(ticked: str) -> str:
    assert ticked[0] == ticked[-1] == "`"
    return ticked[1:-1].replace("``", "`")


def _without(row: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return row[:place] + row[place + 1 :]


def test_a_column_is_joined_by_the_key_and_stands_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under any name, with the type of the key as it was."""
    native = Rows({"a.b": "string", "the `key`": "int"}, [("x", 3), ("y", 1), ("z", 2)])
    spark = property(lambda _: nw.Implementation.PYSPARK)
    monkeypatch.setattr(nw.LazyFrame, "implementation", spark)
    monkeypatch.setattr(nw, "to_native", lambda _: native)
    rows = nw.from_native(pl.DataFrame({"the `key`": [1, 2, 3]}))
    column = nw.new_series("share.of", [10, 20, 30], backend="polars")
    found = with_column(nw.from_native(query("select 1")), rows, column, "the `key`")
    assert {"a.b": "string", "the `key`": "int", "share.of": "bigint"} == found.types
    assert [("x", 3, 30), ("y", 1, 10), ("z", 2, 20)] == found.rows


def test_columns_are_asked_by_names_in_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point in a bare name would be a step into a record; each is asked once."""
    rows = nw.from_native(query('select 1 as "`a.b`", 2 as "`c`", 3 as d'))
    spark = property(lambda _: nw.Implementation.PYSPARK)
    monkeypatch.setattr(nw.LazyFrame, "implementation", spark)
    assert ["`a.b`", "`c`"] == worked_out(rows, ["a.b", "c", "a.b"]).columns
