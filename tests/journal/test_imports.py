"""What the journals load, and what they say where an extra is missing."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from cattrs import Converter

import reintegra.journal
import reintegra.journal.sql
from reintegra.errors import InvalidValue
from reintegra.journal import coding

if TYPE_CHECKING:
    from types import ModuleType

KEPT_OUT = ("cattrs", "sqlalchemy", "psycopg", "sqlite3", "reintegra.journal")


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after one statement."""
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(  # noqa: S603 - our own interpreter and a text written here
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


def test_the_library_loads_nothing_of_a_journal() -> None:
    """Nor of what the journals need: neither at the front nor with every name of it."""
    for statement in ("import reintegra", "from reintegra import *"):
        assert set() == loaded_by(statement) & set(KEPT_OUT)


def test_the_journals_of_the_standard_library_load_no_database_library() -> None:
    """SQLAlchemy comes with the journal that needs it, a driver with the engine."""
    assert set() == loaded_by("import reintegra.journal") & {"sqlalchemy", "psycopg"}
    assert "psycopg" not in loaded_by("import reintegra.journal.sql")


@pytest.mark.parametrize(
    ("module", "missing", "extra"),
    [(reintegra.journal, "cattrs", "json"), (reintegra.journal.sql, "sqlalchemy", "sql")],
    ids=["json", "sql"],
)
def test_where_an_extra_is_missing_its_name_is_said(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, missing: str, extra: str
) -> None:
    """Instead of the name of a library that nobody asked for."""
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> Any:
        return None if name == missing else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    spec = module.__spec__
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(ImportError, match=rf"{module.__name__} needs the extra `{extra}`: pip"):
        # into a module of its own: the one that others have imported stays as it is
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_a_field_of_several_types_is_refused_as_it_is_prepared() -> None:
    """What was written could not be told apart when it is read; a type or nothing can be."""
    converter = Converter()
    with pytest.raises(InvalidValue) as caught:
        coding._either(converter, int | str)  # noqa: SLF001 - no class of the library has such a field
    assert ("schema", "no-form") == (caught.value.field, caught.value.code)
    write, read = coding._either(converter, int | None)  # noqa: SLF001 - likewise
    assert [None, 1] == [write(None), write(1)] == [read(None, None), read(1, None)]
