"""What an installation brings, from the source tree or from the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata, resources

import pytest

PACKAGE = resources.files("reintegra")

REGION_FILES = (
    "regions_provinces.csv",
    "regions_regencies.csv",
    "regions_retired_codes.csv",
    "regions_LICENSE.txt",
)

EXTRAS = {
    "altair",
    "cattrs",
    "duckdb",
    "great_tables",
    "hypothesis",
    "msgspec",
    "narwhals",
    "numpy",
    "orjson",
    "pandas",
    "polars",
    "psycopg",
    "pyarrow",
    "pyspark",
    "pytest",
    "requests",
    "rich",
    "sqlalchemy",
}

INPUT_AND_OUTPUT = {
    "asyncio",
    "concurrent",
    "dbm",
    "ftplib",
    "http",
    "logging",
    "mmap",
    "multiprocessing",
    "queue",
    "secrets",
    "selectors",
    "shelve",
    "signal",
    "smtplib",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "uuid",
    "webbrowser",
}


def modules_loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after one statement."""
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    listing = subprocess.run(  # noqa: S603 - our own interpreter and a text written here
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return {name.partition(".")[0] for name in listing.stdout.split()}


def test_type_checkers_are_told_that_the_package_is_typed() -> None:
    """`py.typed` is installed with the package."""
    assert PACKAGE.joinpath("py.typed").is_file()


@pytest.mark.parametrize("name", REGION_FILES)
def test_the_region_tables_come_with_their_licence(name: str) -> None:
    """The tables of regions and the licence under which they are used are installed."""
    assert PACKAGE.joinpath("vocabulary", "data", name).read_text(encoding="utf-8").strip()


def test_both_licences_stand_in_the_metadata() -> None:
    """The library's licence and that of the region tables are declared as licence files."""
    declared = metadata.metadata("reintegra").get_all("License-File") or []
    assert {"LICENSE", "src/reintegra/vocabulary/data/regions_LICENSE.txt"} == set(declared)


def test_the_core_brings_three_libraries_and_no_more() -> None:
    """Installing without extras brings attrs, pendulum and py-moneyed."""
    core = [line for line in metadata.requires("reintegra") or [] if "extra ==" not in line]
    names = {re.split(r"[<>=!~ ;\[]", line, maxsplit=1)[0] for line in core}
    assert {"attrs", "pendulum", "py-moneyed"} == names


def test_importing_the_library_loads_no_extra() -> None:
    """`import reintegra` in a fresh process loads none of the extras."""
    loaded = modules_loaded_by("import reintegra")
    assert set() == loaded & EXTRAS
    assert "reintegra" in loaded


def test_importing_the_library_adds_no_input_or_output() -> None:
    """The library loads no module of files, network or threads that its dependencies do not."""
    brought_along = modules_loaded_by("import attrs, pendulum, moneyed")
    assert set() == (modules_loaded_by("import reintegra") - brought_along) & INPUT_AND_OUTPUT
