"""Transition tables, and what can be read off them: reach, dead ends, diagrams, all states.

Where things are: `row` and `table` what is possible, with its checks, `reach` how far rows lead,
`diagram` text for drawing, `exploration` a bounded walk over any states, `explore` all that code
can do from some states on, and `report` what was met. It knows tables, not people.
"""

from __future__ import annotations

from reintegra.lifecycle.diagram import Naming, dot, mermaid
from reintegra.lifecycle.exploration import Exploration, Transition, walk
from reintegra.lifecycle.explore import Tried, explore
from reintegra.lifecycle.reach import dead_ends, reachable
from reintegra.lifecycle.report import DeadEnd, Refusals, Report
from reintegra.lifecycle.row import Row
from reintegra.lifecycle.table import Table

__all__ = [
    "DeadEnd",
    "Exploration",
    "Naming",
    "Refusals",
    "Report",
    "Row",
    "Table",
    "Transition",
    "Tried",
    "dead_ends",
    "dot",
    "explore",
    "mermaid",
    "reachable",
    "walk",
]
