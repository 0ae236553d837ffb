"""For the tests of those who build on the library: a policy of your own, walked to its last state.

Where things are: `exploring` the call, `explored` what it gives. `alone` each stage by itself,
`walking` the walk of the whole; `alike`, `joining`, `trapping` and `leading` the dead ends,
`possible` what can never be, `mattering` rules without effect. `terms` what an edition asks,
`offers`, `award_offers` and `misfits` the events that are tried, `standing` what can still decide,
`laws` what must hold at every step, `scope` the bounds.
"""

from __future__ import annotations

from reintegra.testing.explored import Explored
from reintegra.testing.exploring import explore_policy
from reintegra.testing.laws import Law, Violation
from reintegra.testing.leading import PolicyDeadEnd
from reintegra.testing.mattering import WithoutEffect
from reintegra.testing.possible import Never
from reintegra.testing.scope import Scope

__all__ = [
    "Explored",
    "Law",
    "Never",
    "PolicyDeadEnd",
    "Scope",
    "Violation",
    "WithoutEffect",
    "explore_policy",
]
