"""The tables as text for drawing: one composite state for each, the same text every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from reintegra.lifecycle.table import Table
    from reintegra.vocabulary.texts import Language, Text

S = TypeVar("S", bound=Worded)

Naming = Callable[[type], "Text"]
"""The words of an event class."""

_Edges = dict[tuple[str, str], list[str]]


def mermaid(tables: Sequence[Table[Any]], language: Language, naming: Naming) -> str:
    """A Mermaid `stateDiagram-v2`; events between the same two statuses share an arrow."""
    lines = ["stateDiagram-v2"]
    for table in tables:
        prefix = _identifier(table)
        lines.append(f'    state "{_quoted(table.name(language))}" as {prefix} {{')
        for status in _statuses(table):
            words = _quoted(status.text(language))
            lines.append(f'        state "{words}" as {_state(prefix, status)}')
        lines.append(f"        [*] --> {_state(prefix, table.initial)}")
        for (before, after), names in _edges(table, language, naming).items():
            label = ", ".join(_quoted(name) for name in names)
            lines.append(f"        {_state(prefix, before)} --> {_state(prefix, after)}: {label}")
        lines.append("    }")
    return "\n".join(lines) + "\n"


def dot(tables: Sequence[Table[Any]], language: Language, naming: Naming) -> str:
    """A Graphviz graph with one cluster for each table."""
    lines = ["digraph lifecycle {", "    rankdir=LR;"]
    for table in tables:
        prefix = _identifier(table)
        lines.append(f"    subgraph cluster_{prefix} {{")
        lines.append(f'        label="{_quoted(table.name(language))}";')
        for status in _statuses(table):
            shape = ", penwidth=2" if status is table.initial else ""
            words = _quoted(status.text(language))
            lines.append(f'        {_state(prefix, status)} [label="{words}"{shape}];')
        for (before, after), names in _edges(table, language, naming).items():
            label = "\\n".join(_quoted(name) for name in names)
            arrow = f"{_state(prefix, before)} -> {_state(prefix, after)}"
            lines.append(f'        {arrow} [label="{label}"];')
        lines.append("    }")
    return "\n".join([*lines, "}"]) + "\n"


def _edges(table: Table[Any], language: Language, naming: Naming) -> _Edges:
    edges: _Edges = {}
    for row in table.rows:
        words = naming(row.event)(language)
        for before in row.when:
            for after in row.leads_to(before):
                edges.setdefault((before, after), []).append(words)
    return edges


def _statuses(table: Table[S]) -> tuple[S, ...]:
    return tuple(table.statuses)


def _identifier(table: Table[Any]) -> str:
    return table.statuses.__name__


def _state(prefix: str, status: str) -> str:
    return f"{prefix}_{status.replace('-', '_')}"


def _quoted(words: str) -> str:
    return words.replace('"', "'").replace("\n", " ")
