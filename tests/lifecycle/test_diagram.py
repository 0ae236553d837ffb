"""Tables as text for drawing."""

from __future__ import annotations

from reintegra.lifecycle import Row, Table, dot, mermaid
from reintegra.vocabulary.texts import Text, Worded
from tests.lifecycle.door import DOOR, NAME, naming

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


class Odd(Worded):
    """Statuses whose codes differ by a sign, with words that both languages of drawing read."""

    DASHED = "a-b", "A: x; #1", "A: x; #1"
    UNDERSCORED = "a_b", "B\\", "B\\"


class Turned:
    """An event."""


ODD = Table(NAME, Odd, Odd.DASHED, (Row(Turned, (Odd.DASHED,), (Odd.UNDERSCORED,)),))


def odd_naming(_event: type) -> Text:
    """Words with signs of both languages of drawing."""
    return Text(id="x: y; z\\", en="x: y; z\\")


def test_two_statuses_are_two_nodes() -> None:
    """Also where their codes differ by a sign that no name of a node can have."""
    assert "Odd_a_b --> Odd_aX95Xb" in mermaid([ODD], "en", odd_naming)
    assert "Odd_a_b -> Odd_aX95Xb" in dot([ODD], "en", odd_naming)


def test_words_cannot_break_a_drawing() -> None:
    """Colon, semicolon and hash are entities in Mermaid; a backslash is doubled in DOT."""
    drawn, dotted = mermaid([ODD], "id", odd_naming), dot([ODD], "id", odd_naming)
    assert 'state "A#58; x#59; #35;1" as Odd_a_b\n' in drawn
    assert "Odd_aX95Xb: x#58; y#59; z\\\n" in drawn
    assert 'Odd_aX95Xb [label="B\\\\"];' in dotted
    assert '[label="x: y; z\\\\"];' in dotted
