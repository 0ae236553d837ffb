"""A frame of any kind gains the shares that its rows would have as claims."""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    Claim,
    TieRule,
    allocate,
    by_priority,
    capped,
    equal,
    per_head,
    proportional,
)
from reintegra.bulk import NO_CAP, allocate_frame
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.bulk.frames import (
    ALWAYS,
    DUCKDB,
    EAGER,
    PANDAS,
    POLARS,
    POLARS_LAZY,
    PYARROW,
    SPARK,
    Backend,
    column,
    each,
    query,
    records,
    session,
)
from tests.profiles import at_most

COLUMNS: dict[str, Any] = {"name": str, "weight": int, "least": int, "most": int, "site": str}
ROWS: list[dict[str, Any]] = [
    {"name": "dewi", "weight": 5, "least": 0, "most": None, "site": "52.02"},
    {"name": "budi", "weight": 1, "least": 0, "most": 2, "site": "52.01"},
    {"name": "ayu", "weight": 1, "least": 0, "most": 3, "site": "52.02"},
    {"name": "citra", "weight": 3, "least": 4, "most": 50, "site": "52.01"},
    {"name": "eko", "weight": 0, "least": 0, "most": 9, "site": "52.01"},
]
NAMED = {"weight": "weight", "floor": "least", "cap": "most"}


def as_claims(rows: list[dict[str, Any]]) -> list[Claim]:
    """The rows as claims."""
    return [Claim(row["name"], row["weight"], row["least"], row["most"]) for row in rows]


@each()
def test_a_frame_says_what_claims_would_receive(backend: Backend) -> None:
    """The rows stand in the order of the key, in every kind of frame."""
    frame = backend.frame(COLUMNS, ROWS)
    for method in (capped(), capped(unit=2, tie="larger-weight"), capped(tie="by-id")):
        found = allocate_frame(13, frame, method, key="name", **NAMED)
        ranked = as_claims(sorted(ROWS, key=lambda row: str(row["name"])))
        shares = allocate(13, ranked, method).shares
        assert [shares[str(row["name"])] for row in ROWS] == column(found, "share")


@each(ALWAYS)
@settings(max_examples=at_most(60))  # each is a whole frame
@given(data=st.data())
def test_any_problem_has_the_same_shares(backend: Backend, data: st.DataObject) -> None:
    """Frames of every kind agree with `allocate`."""
    agrees(backend, data)


@pytest.mark.spark
@settings(max_examples=at_most(20))  # each is a job of Spark
@given(data=st.data())
def test_spark_has_the_same_shares(data: st.DataObject) -> None:
    """The same of Spark, which is slower to begin each query."""
    agrees(SPARK, data)


def agrees(backend: Backend, data: st.DataObject) -> None:
    """One generated problem, in a frame and as claims in the order of their ids."""
    name = data.draw(st.sampled_from(["equal", "per_head", "proportional", "capped"]))
    total, claims, method = data.draw(problems(name))
    rows = [
        {"name": each.id, "weight": each.weight, "least": each.floor, "most": each.cap}
        for each in claims
    ]
    frame = backend.frame({use: COLUMNS[use] for use in rows[0]}, rows)
    limits = {"floor": "least", "cap": "most"} if name == "capped" else {}
    named: Any = {"weight": "weight", "key": "name", **limits}
    try:
        shares = allocate(total, sorted(claims, key=lambda claim: claim.id), method).shares
    except Conflict:
        with pytest.raises(Conflict):
            allocate_frame(total, frame, method, **named)
        return
    expected = [shares[claim.id] for claim in claims]
    assert expected == column(allocate_frame(total, frame, method, **named), "share")


@each((*EAGER, POLARS_LAZY), spark=False)
def test_without_a_key_rows_stand_as_they_are(backend: Backend) -> None:
    """The earlier of two that are alike has more."""
    found = allocate_frame(7, backend.frame(COLUMNS, ROWS), equal())
    assert [2, 2, 1, 1, 1] == column(found, "share")


@each()
def test_a_frame_comes_back_whole(backend: Backend) -> None:
    """Every column and row, with the shares as whole numbers at the end, under any name."""
    frame = backend.frame(COLUMNS, ROWS)
    found = allocate_frame(13, frame, proportional(), weight="weight", key="name", into="Bagian")
    assert type(frame) is type(found)
    rows = records(found)
    claims = [Claim(row["name"], row["weight"]) for row in ROWS]
    shares = allocate(13, claims, proportional()).shares
    expected = [
        {"row_id": number, **row, "Bagian": shares[str(row["name"])]}
        for number, row in enumerate(ROWS)
    ]
    assert expected == rows
    assert ["row_id", *COLUMNS, "Bagian"] == list(rows[0])
    assert ["row_id", *COLUMNS] == list(records(frame)[0])


@pytest.mark.parametrize(
    ("backend", "kind"),
    [
        (POLARS, pl.DataFrame),
        (POLARS_LAZY, pl.LazyFrame),
        (PYARROW, pa.Table),
        (DUCKDB, duckdb.DuckDBPyRelation),
        (PANDAS, pd.DataFrame),
    ],
    ids=lambda part: getattr(part, "name", part.__name__ if isinstance(part, type) else ""),
)
def test_shares_are_whole_numbers_of_64_bits(backend: Backend, kind: type) -> None:
    """In a frame of the kind that was given."""
    found: Any = allocate_frame(9, backend.frame(COLUMNS, ROWS), equal(), key="row_id")
    assert isinstance(found, kind)
    if isinstance(found, duckdb.DuckDBPyRelation):
        assert "BIGINT" == str(found.types[-1])
        return
    arrow = found.collect() if isinstance(found, pl.LazyFrame) else found
    table = pa.table(arrow) if not isinstance(arrow, pd.DataFrame) else pa.Table.from_pandas(arrow)
    assert pa.int64() == table.schema.field("share").type


@each()
def test_each_group_shares_its_own_total(backend: Backend) -> None:
    """By the labels of a column; a total that nobody is in stays."""
    totals = {"52.02": 7, "52.01": 5, "52.03": 9}
    frame = backend.frame(COLUMNS, ROWS)
    found = allocate_frame(
        totals, frame, proportional(), weight="weight", group="site", key="row_id"
    )
    assert [6, 1, 1, 4, 0] == column(found, "share")
    numbered = backend.frame({**COLUMNS, "site": int}, [{**row, "site": 8} for row in ROWS])
    found = allocate_frame({8: 10}, numbered, equal(), group="site", key="row_id")
    assert [2] * 5 == column(found, "share")


def test_labels_and_keys_may_be_categories() -> None:
    """They count as their texts."""
    frame = pl.DataFrame(ROWS).with_columns(
        pl.col("site").cast(pl.Categorical),
        pl.col("name").cast(pl.Enum(["eko", "dewi", "citra", "budi", "ayu"])),
    )
    found = allocate_frame(
        {"52.02": 3, "52.01": 4}, frame, equal(tie="by-id"), group="site", key="name"
    )
    assert [1, 2, 2, 1, 1] == found["share"].to_list()


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([10, 9], dtype="category"),
        pd.Series([10, 9], dtype=pd.ArrowDtype(pa.dictionary(pa.int32(), pa.int64()))),
    ],
    ids=["of pandas", "of Arrow"],
)
@pytest.mark.parametrize("use", ["group", "key"])
def test_a_category_that_is_no_text_is_refused(use: str, column: Any) -> None:
    """As a text, 10 would stand before 9, and would be no group of a mapping by numbers."""
    named: Any = {use: "x"}
    with pytest.raises(WrongType) as refusal:
        allocate_frame(9, pd.DataFrame({"x": column}), equal(), **named)
    message = f"{use}: expected categories that are texts, got int"
    assert message == str(refusal.value)


def test_the_columns_of_pandas_may_be_called_by_numbers() -> None:
    """Those that are not named stay as they are."""
    found = allocate_frame(7, pd.DataFrame({0: [5, 6], "name": ["b", "a"]}), equal(), key="name")
    assert ([0, "name", "share"], [3, 4]) == (list(found.columns), list(found["share"]))


@pytest.mark.parametrize(
    "kind", [pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64]
)
def test_numbers_may_have_any_width(kind: Any) -> None:
    """And a null among caps of any width is no cap."""
    frame = pl.DataFrame({"weight": [3, 1], "most": [None, 2]}, schema_overrides={"most": kind})
    found = allocate_frame(600, frame, capped(), weight="weight", cap="most")
    assert [598, 2] == found["share"].to_list()


def test_a_number_without_a_sign_fits_or_is_refused() -> None:
    """Also where it stands beside a null."""
    frame = pl.DataFrame({"most": [None, 2**63]}, schema={"most": pl.UInt64})
    with pytest.raises(InvalidValue) as refusal:
        allocate_frame(600, frame, capped(), cap="most")
    assert "caps[1]: more than 64 bits with a sign hold [too-large]" == str(refusal.value)


def test_no_cap_may_be_written_as_a_number_too() -> None:
    """The largest of 64 bits."""
    frame = pl.DataFrame({"most": [NO_CAP, 2]})
    assert [598, 2] == allocate_frame(600, frame, capped(), cap="most")["share"].to_list()


def test_the_rows_of_pandas_keep_their_index() -> None:
    """Shares are put beside rows and not beside labels."""
    frame = pd.DataFrame({"weight": [1, 3, 1]}, index=[7, 7, 0])
    found = allocate_frame(10, frame, proportional(), weight="weight")
    assert ([7, 7, 0], [2, 6, 2]) == (list(found.index), list(found["share"]))
    found.loc[0, "share"] = 5
    assert ["weight"] == list(frame.columns)


def test_a_frame_without_rows_leaves_everything_over() -> None:
    """There is nobody to share among."""
    frame = pl.DataFrame({"weight": []}, schema={"weight": pl.Int64})
    assert [] == allocate_frame(10, frame, equal(), weight="weight")["share"].to_list()


def test_a_query_of_polars_is_asked_once() -> None:
    """Were it asked again, its rows might stand in another order."""
    asked: list[int] = []

    def noted(frame: pl.DataFrame) -> pl.DataFrame:
        asked.append(len(frame))
        return frame

    lazy = pl.LazyFrame({"weight": [1, 3]}).map_batches(noted, schema={"weight": pl.Int64})
    found = allocate_frame(8, lazy, proportional(), weight="weight")
    assert [2, 6] == found.collect()["share"].to_list()
    assert [2] == asked


def test_a_database_of_its_own_keeps_its_relations() -> None:
    """Two of one connection, read in the other order, and a column of a name that SQL reads."""
    with duckdb.connect() as database:
        rows = database.sql('select unnest([3, 1, 2]) as "the ""key""", 7 as "a.b"')
        first = allocate_frame(7, rows, equal(), key='the "key"', into='the "share"')
        second = allocate_frame(8, rows, equal(), key='the "key"')
        third = allocate_frame(
            100, second, proportional(), weight="share", key='the "key"', into="z"
        )
        assert [(1, 7, 3, 38), (2, 7, 3, 37), (3, 7, 2, 25)] == sorted(third.fetchall())
        assert [(1, 7, 3), (2, 7, 3), (3, 7, 2)] == sorted(second.fetchall())
        assert [(1, 7, 3), (2, 7, 2), (3, 7, 2)] == sorted(first.fetchall())
        assert ['the "key"', "a.b", 'the "share"'] == first.columns
        assert [] == database.sql("show tables").fetchall()


@pytest.mark.parametrize("kind", ["varchar collate nocase", "enum ('b', 'A', 'a')"])
def test_a_key_is_joined_by_no_collation(kind: str) -> None:
    """A database that takes a capital for its small letter would make five rows of three."""
    with duckdb.connect() as database:
        database.sql("set default_collation = 'nocase'")
        rows = database.sql(
            f"select unnest(['a', 'A', 'b'])::{kind} as name, unnest([1, 3, 2]) as w"
        )
        found = allocate_frame(60, rows, proportional(), weight="w", key="name")
        assert [("A", 3, 30), ("a", 1, 10), ("b", 2, 20)] == sorted(found.fetchall())
        assert ["name", "w", "share"] == found.columns
        assert rows.types == found.types[:2]


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:.*pandas")
def test_spark_joins_a_key_by_no_collation_either() -> None:
    """Its collations are part of the type of a column, which stays as it was."""
    plain = session().createDataFrame([("a", 1), ("A", 3), ("b", 2)], "name string, w int")
    frame = plain.selectExpr("name collate UTF8_LCASE as name", "w")
    found = allocate_frame(60, frame, proportional(), weight="w", key="name")
    assert [("A", 3, 30), ("a", 1, 10), ("b", 2, 20)] == sorted(map(tuple, found.collect()))
    assert list(frame.schema) == list(found.schema)[:2]


def test_a_relation_is_asked_again_when_the_answer_is_read() -> None:
    """A row that is new by then has a null, and never the share of another."""
    with duckdb.connect() as database:
        database.sql("create table people as select unnest([1, 2]) as number")
        found = allocate_frame(7, database.table("people"), equal(), key="number")
        database.sql("insert into people values (3)")
        assert [(1, 4), (2, 3), (3, None)] == found.order("number").fetchall()


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:.*pandas")
def test_spark_keeps_its_columns_in_their_order() -> None:
    """Also under names that SQL reads as more than a name."""
    rows = [("x", 3, "c"), ("y", 1, "a")]
    frame = session().createDataFrame(rows, "`a``b` string, `w.1` int, `k.1` string")
    found = allocate_frame(8, frame, proportional(), weight="w.1", key="k.1", into="the `share`")
    assert ["a`b", "w.1", "k.1", "the `share`"] == found.columns
    assert [("x", 3, "c", 6), ("y", 1, "a", 2)] == sorted(map(tuple, found.collect()))


@each(ALWAYS)
@pytest.mark.parametrize("into", ["share", "SHARE", "Name"])
def test_no_column_is_overwritten(backend: Backend, into: str) -> None:
    """In whatever letters: SQL does not tell capitals apart."""
    frame = backend.frame({**COLUMNS, "share": int}, ROWS)
    with pytest.raises(InvalidValue) as refusal:
        allocate_frame(9, frame, equal(), key="name", into=into)
    expected = f"into: the column {into} exists; choose another one [column-exists]"
    assert expected == str(refusal.value)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"weight": "wage"}, "weight: the frame has no such column [missing-column]"),
        ({"key": "wage"}, "key: the frame has no such column [missing-column]"),
        ({"weight": 7}, "weight: expected a text, got int"),
        ({"into": " "}, "into: a text that is not blank is needed [empty]"),
        ({"into": None}, "into: expected a text, got NoneType"),
    ],
)
def test_columns_are_named_by_texts(names: Any, message: str) -> None:
    """And are there."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        allocate_frame(9, POLARS.frame(COLUMNS, ROWS), equal(), **names)
    assert message == str(refusal.value)


NUMBERS = "a column of whole numbers of at most 64 bits"


@pytest.mark.parametrize(
    ("use", "series", "message"),
    [
        ("weight", pl.Series([1.0]), f"weight: expected {NUMBERS}, got Float64"),
        ("weight", pl.Series([True]), f"weight: expected {NUMBERS}, got Boolean"),
        ("weight", pl.Series(["1"]), f"weight: expected {NUMBERS}, got String"),
        ("floor", pl.Series([1], dtype=pl.Int128), f"floor: expected {NUMBERS}, got Int128"),
        ("cap", pl.Series([None]), f"cap: expected {NUMBERS}, got Unknown"),
        ("group", pl.Series([1.5]), f"group: expected {NUMBERS}, or of texts, got Float64"),
        ("key", pl.Series([1.5]), f"key: expected {NUMBERS}, or of texts, got Float64"),
    ],
)
def test_a_column_has_a_type_that_fits_its_use(use: str, series: pl.Series, message: str) -> None:
    """Nothing is converted without being asked."""
    named: Any = {use: "x"}
    with pytest.raises(WrongType) as refusal:
        allocate_frame(9, pl.DataFrame({"x": series}), capped(), **named)
    assert message == str(refusal.value)


def test_the_order_of_the_ids_is_one_of_texts() -> None:
    """Numbers have another order, so that the rule would mean something else."""
    frame = pl.DataFrame({"id": [10, 9]})
    with pytest.raises(WrongType, match=r"^key: expected a column of texts, got Int64$"):
        allocate_frame(1, frame, equal(tie=TieRule.BY_ID), key="id")
    with pytest.raises(InvalidValue) as refusal:
        allocate_frame(1, frame, equal(tie=TieRule.BY_ID))
    assert "key: name the column that says which row is which [missing]" == str(refusal.value)
    assert [0, 1] == allocate_frame(1, frame, equal(), key="id")["share"].to_list()


@pytest.mark.parametrize("use", ["weight", "floor", "group", "key"])
def test_a_null_is_no_number_and_no_name(use: str) -> None:
    """The row is named; only a cap may be missing."""
    named: Any = {use: "x"}
    with pytest.raises(InvalidValue) as refusal:
        allocate_frame(9, pl.DataFrame({"x": [1, None, None]}), capped(), **named)
    assert f"{use}s[1]: a null is no answer to this [unknown]" == str(refusal.value)


@each(ALWAYS)
@pytest.mark.parametrize("key", ["site", "weight"])
def test_a_key_names_one_row(backend: Backend, key: str) -> None:
    """Two rows of one key could not be told apart."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_frame(9, backend.frame(COLUMNS, ROWS), equal(), key=key)
    assert "key: a key must name one row [several-rows]" == str(refusal.value)


def test_rows_without_an_order_need_a_key() -> None:
    """DuckDB may give them back in any order."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_frame(9, query("select 1 as a"), equal())
    assert "key: name the column that says which row is which [missing]" == str(refusal.value)


def test_other_frames_are_refused() -> None:
    """What narwhals reads, and what no column can be joined to."""
    wrong: Any = [1]
    expected = "frame: expected a frame of polars, PyArrow, DuckDB, PySpark or pandas, got list"
    with pytest.raises(WrongType) as refusal:
        allocate_frame(9, wrong, equal())
    assert expected == str(refusal.value)


def test_a_query_to_which_nothing_can_be_joined_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others than DuckDB and Spark are read by narwhals, and not tested here."""
    rows = query("select 1 as a")
    ibis = property(lambda _: nw.Implementation.IBIS)
    monkeypatch.setattr(nw.LazyFrame, "implementation", ibis)
    with pytest.raises(WrongType) as refusal:
        allocate_frame(9, rows, equal(), key="a")
    frames = "a frame of polars, PyArrow, DuckDB, PySpark or pandas"
    assert f"frame: expected {frames}, got DuckDBPyRelation" == str(refusal.value)


def test_faults_of_a_row_are_those_of_an_array() -> None:
    """Named by the position of the row in the order of the key."""
    frame = pl.DataFrame({"weight": [1, -5, 1], "key": ["c", "a", "b"]})
    with pytest.raises(InvalidValue, match=r"^weights\[1\]: .*\[negative\]$"):
        allocate_frame(9, frame, equal(), weight="weight")
    with pytest.raises(InvalidValue, match=r"^weights\[0\]: .*\[negative\]$"):
        allocate_frame(9, frame, equal(), weight="weight", key="key")
    unknown = frame.with_columns(pl.Series("weight", [1, None, 1]))
    with pytest.raises(InvalidValue, match=r"^weights\[0\]: .*\[unknown\]$"):
        allocate_frame(9, unknown, equal(), weight="weight", key="key")


@pytest.mark.parametrize(
    ("method", "message"),
    [
        (by_priority(), r"^method: .*\[not-in-arrays\]$"),
        ("equal", r"^method: expected a Method"),
        (equal(), r"^caps: .*\[not-honoured\]$"),
    ],
)
def test_a_query_is_not_asked_for_a_method_that_arrays_do_not_have(
    method: Any, message: str
) -> None:
    """As of `allocate_array`, and before a million rows are worked out."""

    def asked(frame: pl.DataFrame) -> pl.DataFrame:
        raise AssertionError(frame)

    lazy = pl.LazyFrame({"most": [1]}).map_batches(asked, schema={"most": pl.Int64})
    with pytest.raises((InvalidValue, WrongType), match=message):
        allocate_frame(9, lazy, method, cap="most")


def test_per_head_pays_in_the_order_of_the_key() -> None:
    """The first come first, and the rest have nothing."""
    rows = query("select unnest([30, 10, 20]) as number")
    found = allocate_frame(7, rows, per_head(3), key="number")
    assert [(10, 3), (20, 3), (30, 0)] == sorted(found.fetchall())
