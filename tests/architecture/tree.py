"""The source tree as the tests of this folder see it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reintegra

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "reintegra"

FOLDERS = ("src", "tests", "docs", "examples", "benchmarks", "tools", ".ci")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".yml",
    ".yaml",
    ".cfg",
    ".csv",
    ".json",
    ".typed",
    ".mmd",
    "",
}


def modules() -> list[Path]:
    """Every module of the library."""
    return sorted(SOURCE.rglob("*.py"))


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of one module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    """The dotted name under which a module of the library is imported."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules() -> Iterator[ModuleType]:
    """Every module of the library, imported."""
    yield reintegra
    for found in pkgutil.walk_packages(reintegra.__path__, "reintegra."):
        yield importlib.import_module(found.name)


def project() -> dict[str, Any]:
    """The configuration of the project."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def written_files() -> list[Path]:
    """Every text of the project that a person or a generator wrote, third parties' apart."""
    found = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".cov")]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(
        path
        for path in found
        if path.suffix in TEXT and not {"__pycache__", "third_party"} & set(path.parts)
    )
