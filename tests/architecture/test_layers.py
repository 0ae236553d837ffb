"""Imports point one way: the contracts of the design hold, and speak of modules that exist."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import grimp
import pytest

from reintegra.chain import CHAIN
from tests.architecture.tree import ROOT, SOURCE, module_name, modules, project, syntax

if TYPE_CHECKING:
    from pathlib import Path

CONTRACTS: list[dict[str, Any]] = project()["tool"]["importlinter"]["contracts"]

STATED = {
    "Imports point up the list of folders only; the engines know nothing of each other",
    "A stage may look back along the chain, never forward",
    "One policy never leans on another",
    "No two siblings import each other, however far around",
    "Only vocabulary.calendar imports pendulum",
    "Only vocabulary.money imports moneyed",
    "The pure part has no clock, no chance, no files, no network, no threads and no extras",
}


def named_in(contract: dict[str, Any]) -> list[str]:
    """Every module of the library that a contract names, in full."""
    names = [
        name.strip("() ")
        for layer in contract.get("layers", ())
        for name in layer.replace(":", "|").split("|")
    ]
    inside = [
        f"{container}.{name}" for container in contract.get("containers", ()) for name in names
    ]
    listed = [
        name
        for key in ("modules", "source_modules", "ancestors", "containers")
        for name in contract.get(key, ())
    ]
    ignored = [name.split(" -> ")[0] for name in contract.get("ignore_imports", ())]
    return inside + listed + ignored


def test_every_contract_is_kept() -> None:
    """import-linter finds every contract of the project kept, and all of them were checked."""
    check = "from importlinter.cli import lint_imports_command as check; check()"
    answer = subprocess.run(  # noqa: S603 - our own interpreter and arguments written here
        [sys.executable, "-c", check, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == answer.returncode, answer.stdout + answer.stderr
    assert f"Contracts: {len(STATED)} kept, 0 broken." in answer.stdout


def test_no_contract_was_dropped() -> None:
    """The contracts of the configuration are those that this page of tests knows."""
    assert STATED == {contract["name"] for contract in CONTRACTS}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: str(contract["name"]))
def test_a_rule_about_nothing_fails(contract: dict[str, Any]) -> None:
    """Every module that a contract names exists: a rule about a missing one means nothing."""
    existing = {module_name(path) for path in modules()}
    assert [] == [name for name in named_in(contract) if name not in existing]


def test_every_package_stands_in_the_layers() -> None:
    """The layers name every package and module of the library's first level."""
    present = {
        path.stem
        for path in SOURCE.iterdir()
        if (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")
    }
    layers = "|".join(CONTRACTS[0]["layers"]).split("|")
    assert present == {name.strip() for name in layers}


def test_the_stages_stand_in_the_order_of_the_chain() -> None:
    """The layers of the chain name the stages in the order of `CHAIN`, the last one highest."""
    order = [stage.code for stage in CHAIN]
    layers: list[str] = CONTRACTS[1]["layers"]
    assert order == [name for name in reversed(layers) if name in order]


def test_no_module_is_reached_from_itself() -> None:
    """No chain of imports leads from a module back to it, by way of a package's front either."""
    graph = grimp.build_graph("reintegra", cache_dir=None)
    around = {
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if graph.find_shortest_chain(imported, importer) is not None
    }
    assert set() == around


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_nothing_is_opened_or_printed(path: Path) -> None:
    """No module calls `open`, `input`, `print` or `breakpoint`; import rules cannot see these."""
    called = {
        node.func.id
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert set() == called & {"open", "input", "print", "breakpoint"}
