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

Naming = Callable[[Any], "Text"]
"""The words of an event class, of whatever classes the table has."""

_MARKS = """\
    classDef never stroke-dasharray: 5 5
    classDef dead stroke:#b00020, stroke-width:3px
"""


@attrs.frozen
class Drawing:
    """A table and the arrows between its statuses, each with its events.

    `never` are statuses that are marked as never reached, `dead` those of dead ends; statuses of
    other tables among them count for nothing.
    """

    table: Table[Any]
    arrows: Mapping[tuple[Worded, Worded], tuple[type, ...]]
    never: frozenset[Worded] = frozenset()
    dead: frozenset[Worded] = frozenset()

    def is_in(self, status: Worded, marked: frozenset[Worded]) -> bool:
        """Whether a status of this table is among these, of which others may have its code."""
        return any(each is status for each in marked)

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
    marks: list[str] = []
    for drawing in drawings:
        table, prefix = drawing.table, _identifier(drawing.table)
        lines.append(f'    state "{_in_mermaid(table.name(language))}" as {prefix} {{')
        for status in _statuses(table):
            words, name = _in_mermaid(status.text(language)), _state(prefix, status)
            lines.append(f'        state "{words}" as {name}')
            for mark, marked in (("never", drawing.never), ("dead", drawing.dead)):
                if drawing.is_in(status, marked):
                    marks.append(f"    class {name} {mark}")
        lines.append(f"        [*] --> {_state(prefix, table.initial)}")
        for (before, after), events in drawing.arrows.items():
            label = ", ".join(_in_mermaid(naming(event)(language)) for event in events)
            lines.append(f"        {_state(prefix, before)} --> {_state(prefix, after)}: {label}")
        lines.append("    }")
    text = "\n".join(lines) + "\n"
    return text + _MARKS + "\n".join(marks) + "\n" if marks else text


def dot_of(drawings: Iterable[Drawing], language: Language, naming: Naming) -> str:
    """The same of any arrows between the statuses of tables."""
    lines = ["digraph lifecycle {", "    rankdir=LR;"]
    for drawing in drawings:
        table, prefix = drawing.table, _identifier(drawing.table)
        lines.append(f"    subgraph cluster_{prefix} {{")
        lines.append(f'        label="{_in_dot(table.name(language))}";')
        for status in _statuses(table):
            shape = ", penwidth=2" if status is table.initial else ""
            shape += ", style=dashed" if drawing.is_in(status, drawing.never) else ""
            shape += ", color=red" if drawing.is_in(status, drawing.dead) else ""
            words = _in_dot(status.text(language))
            lines.append(f'        {_state(prefix, status)} [label="{words}"{shape}];')
        for (before, after), events in drawing.arrows.items():
            label = "\\n".join(_in_dot(naming(event)(language)) for event in events)
            arrow = f"{_state(prefix, before)} -> {_state(prefix, after)}"
            lines.append(f'        {arrow} [label="{label}"];')
        lines.append("    }")
    return "\n".join([*lines, "}"]) + "\n"


def _statuses(table: Table[S]) -> tuple[S, ...]:
    return tuple(table.statuses)


def _identifier(table: Table[Any]) -> str:
    return table.statuses.__name__


def _state(prefix: str, status: str) -> str:
    """A name for a node: letters, digits and underscores, another for each status."""
    parts = (
        letter
        if letter.islower() or letter.isdigit()
        else "_"
        if letter == "-"
        else f"X{ord(letter)}X"
        for letter in status
    )
    return f"{prefix}_{''.join(parts)}"


def _quoted(words: str) -> str:
    return words.replace('"', "'").replace("\n", " ")


def _in_mermaid(words: str) -> str:
    """Its own signs as the entities that it takes for them."""
    escaped = {"#": "#35;", ":": "#58;", ";": "#59;"}
    return "".join(escaped.get(letter, letter) for letter in _quoted(words))


def _in_dot(words: str) -> str:
    return _quoted(words.replace("\\", "\\\\"))
