"""Other rule engines, found by name: they are installed in `.venv-bench` only, by `make bench`."""

from __future__ import annotations

import json
import sys
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

JSON_LOGIC = "json_logic"
PANZI = Path(sys.prefix, "panzi")
"""Both json-logic libraries call their module `json_logic`, so that one has a folder of its own."""


def module(name: str) -> Any:  # noqa: ANN401 - what a peer offers is found when it is run
    """A module of a peer, if it is installed here."""
    try:
        return import_module(name)
    except ImportError:
        return None


def version(distribution: str) -> str:
    """The installed version of a peer."""
    for found in metadata.distributions(name=distribution, path=[*sys.path, str(PANZI)]):
        return f"{distribution} {found.version}"
    return f"{distribution} (not installed)"


def description(distribution: str) -> str:
    """What a peer says about itself on its page of the package index."""
    for found in metadata.distributions(name=distribution, path=[*sys.path, str(PANZI)]):
        return found.read_text("METADATA") or ""
    return ""


def json_logic_libraries() -> dict[str, Any]:
    """The `json_logic` modules of panzi-json-logic and json-logic-qubit, by distribution."""
    sys.path.insert(0, str(PANZI))
    panzi = _apart()
    sys.path.remove(str(PANZI))
    found = {"panzi-json-logic": panzi, "json-logic-qubit": _apart()}
    return {name: library for name, library in found.items() if library is not None}


def _apart() -> ModuleType | None:
    for name in [name for name in sys.modules if name.partition(".")[0] == JSON_LOGIC]:
        del sys.modules[name]
    found: ModuleType | None = module(JSON_LOGIC)
    return found


def zen_model(kind: str, content: dict[str, Any]) -> str:
    """A decision model of zen: input, one node, output."""
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "node", "name": "node", "type": kind, "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "node"},
        {"id": "second", "sourceId": "node", "targetId": "out"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def zen_expression_node(expression: str) -> str:
    """A decision model whose one node sets `met` to an expression."""
    expressions = [{"id": "met", "key": "met", "value": expression}]
    return zen_model("expressionNode", {"expressions": expressions})


def zen_table(columns: Sequence[tuple[str, str]]) -> str:
    """A decision model whose one table has one row: `met` is true where every column holds."""
    inputs = [
        {"id": f"c{number}", "name": field, "field": field}
        for number, (field, _) in enumerate(columns)
    ]
    row = {f"c{number}": cell for number, (_, cell) in enumerate(columns)}
    return zen_model(
        "decisionTableNode",
        {
            "hitPolicy": "first",
            "inputs": inputs,
            "outputs": [{"id": "met", "name": "met", "field": "met"}],
            "rules": [{"_id": "row", **row, "met": "true"}],
        },
    )


def answer_of(ask: Callable[[], object]) -> str:
    """What a peer answers, or how it fails, in one line."""
    try:
        return repr(ask())
    except BaseException as failure:  # noqa: BLE001 - zen's panics are no Exception
        message = " ".join(str(failure).partition("Stack backtrace")[0].split())
        return f"{type(failure).__name__}: {message}"
