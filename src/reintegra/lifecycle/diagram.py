"""The tables as text for drawing: one composite state for each, the same text every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from reintegra.lifecycle.table import Table
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from reintegra.vocabulary.texts import Language, Text

S = TypeVar("S", bound=Worded)

Naming = Callable[[type], "Text"]
"""The words of an event class."""


@attrs.frozen
class Drawing:
    """A table and the arrows between its statuses, each with its events."""

    table: Table[Any]
    arrows: Mapping[tuple[Worded, Worded], tuple[type, ...]]

    @classmethod
    def of(cls, table: Table[Any]) -> Drawing:
        """All that the rows of a table permit."""
        arrows: dict[tuple[Worded, Worded], list[type]] = {}
        for row in table.rows:
            for before in row.when:
                for after in row.leads_to(before):
                    arrows.setdefault((before, after), []).append(row.event)
        return cls(table, {way: tuple(events) for way, events in arrows.items()})


def mermaid(tables: Sequence[Table[Any]], language: Language, naming: Naming) -> str:
    """A Mermaid `stateDiagram-v2`; events between the same two statuses share an arrow."""
    return mermaid_of(map(Drawing.of, tables), language, naming)


def dot(tables: Sequence[Table[Any]], language: Language, naming: Naming) -> str:
    """A Graphviz graph with one cluster for each table."""
    return dot_of(map(Drawing.of, tables), language, naming)


def mermaid_of(drawings: Iterable[Drawing], language: Language, naming: Naming) -> str:
    """The same of any arrows between the statuses of tables."""
    lines = ["stateDiagram-v2"]
    for drawing in drawings:
        table, prefix = drawing.table, _identifier(drawing.table)
        lines.append(f'    state "{_quoted(table.name(language))}" as {prefix} {{')
        for status in _statuses(table):
            words = _quoted(status.text(language))
            lines.append(f'        state "{words}" as {_state(prefix, status)}')
        lines.append(f"        [*] --> {_state(prefix, table.initial)}")
        for (before, after), events in drawing.arrows.items():
            label = ", ".join(_quoted(naming(event)(language)) for event in events)
            lines.append(f"        {_state(prefix, before)} --> {_state(prefix, after)}: {label}")
        lines.append("    }")
    return "\n".join(lines) + "\n"


def dot_of(drawings: Iterable[Drawing], language: Language, naming: Naming) -> str:
    """The same of any arrows between the statuses of tables."""
    lines = ["digraph lifecycle {", "    rankdir=LR;"]
    for drawing in drawings:
        table, prefix = drawing.table, _identifier(drawing.table)
        lines.append(f"    subgraph cluster_{prefix} {{")
        lines.append(f'        label="{_quoted(table.name(language))}";')
        for status in _statuses(table):
            shape = ", penwidth=2" if status is table.initial else ""
            words = _quoted(status.text(language))
            lines.append(f'        {_state(prefix, status)} [label="{words}"{shape}];')
        for (before, after), events in drawing.arrows.items():
            label = "\\n".join(_quoted(naming(event)(language)) for event in events)
            arrow = f"{_state(prefix, before)} -> {_state(prefix, after)}"
            lines.append(f'        {arrow} [label="{label}"];')
        lines.append("    }")
    return "\n".join([*lines, "}"]) + "\n"


def _statuses(table: Table[S]) -> tuple[S, ...]:
    return tuple(table.statuses)


def _identifier(table: Table[Any]) -> str:
    return table.statuses.__name__


def _state(prefix: str, status: str) -> str:
    return f"{prefix}_{status.replace('-', '_')}"


def _quoted(words: str) -> str:
    return words.replace('"', "'").replace("\n", " ")
