"""What an installation brings, from the source tree or from the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata, resources
from pathlib import Path

import pytest

PACKAGE = resources.files("reintegra")

PACKAGES = (
    "allocation",
    "chain",
    "errors",
    "lifecycle",
    "policies.kemensos",
    "policies.sandbox",
    "programme",
    "rules",
    "vocabulary",
)
OURS = {"attr", "attrs", "moneyed", "pendulum", "reintegra"}
"""The library and what it depends on, by the names under which they are imported."""

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

WHOLE = "from reintegra import *; import reintegra.policies.kemensos, reintegra.policies.sandbox"
"""What loads every package: the front by itself loads none, each name comes when it is used."""

MODULES_OF_PYTHON = {"csv", "fractions", "hashlib", "heapq", "hmac", "json"}
"""What the library needs of Python beside what its three dependencies have loaded already."""


def modules_loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after one statement."""
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    listing = subprocess.run(  # noqa: S603 - our own interpreter and a text written here
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return set(listing.stdout.split())


def top_level(modules: set[str]) -> set[str]:
    """The packages and modules to which these belong."""
    return {name.partition(".")[0] for name in modules}


def files_in(package: Path) -> dict[str, bytes]:
    """Every file of a package by its path, with what it holds; what Python has compiled apart."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_what_is_installed_is_what_the_source_holds() -> None:
    """No module and no table is missing, changed or too many."""
    source = Path(__file__).parents[2] / "src" / "reintegra"
    assert files_in(source) == files_in(Path(str(PACKAGE)))


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


def test_the_rules_in_bulk_bring_narwhals_and_numpy_and_no_more() -> None:
    """Which frames there are is for the application to say."""
    extra = [
        line for line in metadata.requires("reintegra") or [] if re.search(r"extra == .bulk.", line)
    ]
    names = [re.split(r"[<>=!~ ;\[]", line, maxsplit=1)[0] for line in extra]
    assert ["narwhals", "numpy"] == names
    loaded = top_level(modules_loaded_by("import reintegra.bulk"))
    assert {"narwhals", "numpy"} == loaded & EXTRAS


def test_the_whole_library_loads_no_extra() -> None:
    """All of the library, loaded in a fresh process, loads none of the extras."""
    loaded = modules_loaded_by(WHOLE)
    assert set() == top_level(loaded) & EXTRAS
    assert {f"reintegra.{name}" for name in PACKAGES} <= loaded


def test_the_whole_library_adds_no_input_or_output() -> None:
    """It loads six modules of Python more than its dependencies do: none can store or send."""
    brought_along = top_level(modules_loaded_by("import attrs, pendulum, moneyed"))
    added = top_level(modules_loaded_by(WHOLE)) - brought_along
    assert {"reintegra"} == {name for name in added if name[0] != "_"} - MODULES_OF_PYTHON


def test_the_front_loads_nothing_until_a_name_is_used() -> None:
    """`import reintegra` loads no other module of the library and none of its dependencies."""
    loaded = modules_loaded_by("import reintegra")
    assert {"reintegra"} == {name for name in loaded if name.partition(".")[0] in OURS}
