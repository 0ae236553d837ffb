"""Tables as text for drawing."""

from __future__ import annotations

from reintegra.lifecycle import dot, mermaid
from tests.lifecycle.door import DOOR, naming

_MERMAID = """\
stateDiagram-v2
    state "Pintu" as Door {
        state "Tertutup" as Door_shut
        state "Terbuka" as Door_open
        state "Dilepas 'selamanya'" as Door_taken_away
        [*] --> Door_shut
        Door_shut --> Door_open: dibuka
        Door_open --> Door_shut: ditutup, dibanting
        Door_open --> Door_open: dibanting, dicat
        Door_shut --> Door_shut: dicat
        Door_open --> Door_taken_away: dilepas
    }
"""
_DOT = """\
digraph lifecycle {
    rankdir=LR;
    subgraph cluster_Door {
        label="Door";
        Door_shut [label="Shut", penwidth=2];
        Door_open [label="Open"];
        Door_taken_away [label="Taken away"];
        Door_shut -> Door_open [label="opened"];
        Door_open -> Door_shut [label="closed\\nslammed"];
        Door_open -> Door_open [label="slammed\\npainted"];
        Door_shut -> Door_shut [label="painted"];
        Door_open -> Door_taken_away [label="removed"];
    }
}
"""


def test_mermaid_draws_each_table_as_one_state() -> None:
    """Words in the language asked for, quotes made harmless, one arrow for a pair of statuses."""
    assert _MERMAID == mermaid([DOOR], "id", naming)


def test_dot_draws_each_table_as_a_cluster() -> None:
    """The initial status has a thick line."""
    assert _DOT == dot([DOOR], "en", naming)


def test_tables_follow_one_another() -> None:
    """In the order given."""
    assert 2 == mermaid([DOOR, DOOR], "en", naming).count('state "Door" as Door {')
    assert "digraph lifecycle {\n    rankdir=LR;\n}\n" == dot([], "en", naming)
