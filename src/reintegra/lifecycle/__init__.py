"""Transition tables, and what can be read off them: reach, dead ends, diagrams, all states.

Where things are: `row` and `table` what is possible, with its checks, `reach` how far rows lead,
`diagram` text for drawing, `exploration` a bounded walk over any states. It knows tables, not
people.
"""

from __future__ import annotations

from reintegra.lifecycle.diagram import Naming, dot, mermaid
from reintegra.lifecycle.exploration import Exploration, Transition, walk
from reintegra.lifecycle.reach import dead_ends, reachable
from reintegra.lifecycle.row import Row
from reintegra.lifecycle.table import Table

__all__ = [
    "Exploration",
    "Naming",
    "Row",
    "Table",
    "Transition",
    "dead_ends",
    "dot",
    "mermaid",
    "reachable",
    "walk",
]
