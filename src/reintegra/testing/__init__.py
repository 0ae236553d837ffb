"""For the tests of those who build on the library: a policy of your own, walked to its last state.

Where things are: `exploring` the call, `walking` one walk, `offers`, `award_offers` and `misfits`
the events that are tried, `standing` what can still decide, `laws` what must hold at every step,
`scope` the bounds.
"""

from __future__ import annotations

from reintegra.testing.exploring import explore_policy
from reintegra.testing.laws import Law, Violation
from reintegra.testing.scope import Scope
from reintegra.testing.walking import Explored

__all__ = ["Explored", "Law", "Scope", "Violation", "explore_policy"]
