"""A text is compared letter by letter, whatever collation a database would compare it by.

A collation may take a capital for its small letter, and no frame tells which one a column has. The
bytes of a text have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.bulk.native import Frame
    from reintegra.bulk.steps import Steps

    Letters = dict[str, nw.Expr]


def lettered(frame: Frame, texts: Iterable[str], steps: Steps) -> tuple[Frame, Letters]:
    """The frame, and the bytes of each column of texts where its backend has collations."""
    backend = frame.implementation
    if backend.is_spark_like():  # pragma: no cover - Spark runs in the nightly run only
        return frame, {text: quoted(text, backend).cast(nw.Binary) for text in texts}
    if not backend.is_duckdb():
        return frame, {}
    native, duckdb = nw.to_native(frame), nw.get_native_namespace(frame)
    # narwhals has no word for it, and its cast to bytes takes letters of ASCII only.
    names = {text: steps.name() for text in texts}
    encoded = [_encoded(duckdb, text).alias(name) for text, name in names.items()]
    widened: Any = nw.from_native(native.select(duckdb.StarExpression(), *encoded))
    return widened, {text: nw.col(name) for text, name in names.items()}


def _encoded(duckdb: Any, text: str) -> Any:  # noqa: ANN401 - the module and its expressions
    column = duckdb.ColumnExpression(text).cast("varchar")
    return duckdb.FunctionExpression("encode", column)


def bytes_of(text: str) -> bytes:
    """A text as such a column holds it; what is no letter by itself is in none."""
    return text.encode("utf-8", "surrogatepass")


def quoted(name: str, backend: nw.Implementation) -> nw.Expr:
    """A column of any name; Spark takes a point in a bare one for a step into a record."""
    return nw.col("`" + name.replace("`", "``") + "`" if backend.is_spark_like() else name)
