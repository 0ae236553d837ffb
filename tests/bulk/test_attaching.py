"""What is written for Spark means what it should: it is tried here without Spark."""

from __future__ import annotations

from typing import Any

import attrs
import narwhals.stable.v2 as nw
import polars as pl
import pytest

from reintegra.bulk.attaching import with_column, worked_out
from tests.bulk.frames import query


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


@attrs.frozen(eq=False)
class Column:
    """A column of some rows; texts are compared without regard to capitals, and bytes with it."""

    rows: Rows
    name: str
    is_binary: bool = False

    def cast(self, kind: str) -> Column:
        """Texts become bytes; a number has none that SQL would take for its own."""
        assert ("binary", "string") == (kind, self.rows.types[self.name].split()[0])
        return attrs.evolve(self, is_binary=True)

    def __eq__(self, other: object) -> Any:
        """A condition, as it is between columns of Spark."""
        return (self, other)

    __hash__ = None  # type: ignore[assignment] # as of a column of Spark

    def of(self, row: tuple[Any, ...]) -> Any:
        """What is compared of a row."""
        value = row[self.rows.columns.index(self.name)]
        return value if self.is_binary or isinstance(value, int) else value.casefold()


@attrs.frozen
class Joined:
    """Pairs of rows, of which columns of either side are chosen."""

    pairs: list[tuple[tuple[Any, ...], tuple[Any, ...]]]
    left: Rows

    def select(self, *columns: Column) -> Rows:
        """Some columns, in this order."""
        types = {each.name: each.rows.types[each.name] for each in columns}
        places = [
            (each.rows is not self.left, each.rows.columns.index(each.name)) for each in columns
        ]
        return Rows(
            types, [tuple(pair[side][place] for side, place in places) for pair in self.pairs]
        )


@attrs.frozen(eq=False)
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

    def __getitem__(self, name: str) -> Column:
        """A column by its name in ticks."""
        return Column(self, _plain(name))

    def join(self, other: Rows, on: tuple[Column, Column], how: str) -> Joined:
        """Every pair of rows for which the condition holds."""
        assert "left" == how
        mine, theirs = on
        pairs = [
            (row, each)
            for row in self.rows
            for each in other.rows
            if mine.of(row) == theirs.of(each)
        ]
        return Joined(pairs, self)


def _plain(ticked: str) -> str:
    assert ticked[0] == ticked[-1] == "`"
    return ticked[1:-1].replace("``", "`")


def joined(native: Rows, rows: pl.DataFrame, shares: list[int], key: str) -> Any:
    """The rows of Spark with a column `share.of` of these shares."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nw.LazyFrame, "implementation", property(lambda _: nw.Implementation.PYSPARK))
        patch.setattr(nw, "to_native", lambda _: native)
        column = nw.new_series("share.of", shares, backend="polars")
        return with_column(nw.from_native(query("select 1")), nw.from_native(rows), column, key)


def test_a_column_is_joined_by_the_key_and_stands_last() -> None:
    """Under any name, with the type of the key as it was."""
    native = Rows({"a.b": "string", "the `key`": "int"}, [("x", 3), ("y", 1), ("z", 2)])
    found = joined(native, pl.DataFrame({"the `key`": [1, 2, 3]}), [10, 20, 30], "the `key`")
    assert {"a.b": "string", "the `key`": "int", "share.of": "bigint"} == found.types
    assert [("x", 3, 30), ("y", 1, 10), ("z", 2, 20)] == found.rows


def test_texts_are_joined_by_their_bytes() -> None:
    """A collation that takes a capital for its small letter would make four rows of two."""
    native = Rows({"key": "string collate UTF8_LCASE"}, [("a",), ("A",)])
    found = joined(native, pl.DataFrame({"key": ["A", "a"]}), [1, 2], "key")
    assert {"key": "string collate UTF8_LCASE", "share.of": "bigint"} == found.types
    assert [("a", 2), ("A", 1)] == found.rows


def test_columns_are_asked_by_names_in_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point in a bare name would be a step into a record; each is asked once."""
    rows = nw.from_native(query('select 1 as "`a.b`", 2 as "`c`", 3 as d'))
    spark = property(lambda _: nw.Implementation.PYSPARK)
    monkeypatch.setattr(nw.LazyFrame, "implementation", spark)
    assert ["`a.b`", "`c`"] == worked_out(rows, ["a.b", "c", "a.b"]).columns
