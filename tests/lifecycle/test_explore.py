"""What an exploration reports: counts, what never happens, dead ends, text and drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reintegra.errors import InvalidValue
from reintegra.lifecycle import DeadEnd, Refusals, Report, Row, Table, Tried, explore
from reintegra.vocabulary.texts import LANGUAGES, Text, Worded
from tests.lifecycle.door import Door

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Gate(Worded):
    """How a gate stands; nobody ever breaks it."""

    SHUT = "shut", "Tertutup", "Shut"
    OPEN = "open", "Terbuka", "Open"
    WALLED = "walled", "Ditembok", "Walled up"
    BROKEN = "broken", "Rusak", "Broken"


class Opened:
    """It was opened."""


class Shut:
    """It was shut."""


class Walled:
    """It was walled up, for ever."""


class Broke:
    """It broke."""


GATE = Table(
    Text(id="Gerbang", en="Gate"),
    Gate,
    Gate.SHUT,
    (
        Row(Opened, (Gate.SHUT,), (Gate.OPEN,)),
        Row(Shut, (Gate.OPEN,), (Gate.SHUT,)),
        Row(Walled, (Gate.SHUT,), (Gate.WALLED,)),
        Row(Broke, (Gate.OPEN,), (Gate.BROKEN,)),
    ),
)
RULES = dict.fromkeys(GATE.events, ("gate-status", "permitted"))
OTHER_RULES = {**RULES, Broke: ("gate-status",)}


def naming(event: type) -> Text:
    """The name of the class in both languages."""
    return Text(id=f"{event.__name__} (id)", en=event.__name__)


def steps(now: Gate) -> Iterator[Tried[Gate]]:
    """Each event is tried once; nobody may break the gate."""
    for row in GATE.rows:
        refused = [] if now in row.when else ["gate-status"]
        if row.event is Broke:
            refused.append("permitted")
        yield Tried(row.event, None if refused else row.to[0], tuple(refused))


def explored(rules: Any = RULES, besides: Iterable[type] = (), limit: int = 9) -> Report[Gate]:
    """All that can become of a gate that is shut; it ends when it is open."""
    return explore(
        (Gate.SHUT,),
        steps,
        key=lambda now: now,
        tables=(GATE,),
        statuses=lambda now: (now,),
        rules=rules,
        is_ending=lambda now: now is Gate.OPEN,
        besides=besides,
        limit=limit,
    )


def test_states_and_steps_are_counted() -> None:
    """Three states, three steps, and each event as often as it was accepted."""
    report = explored()
    assert (3, 3, True) == (report.states, report.transitions, report.exhausted)
    assert {Opened: 1, Shut: 1, Walled: 1} == dict(report.taken)


def test_what_never_happens_is_named() -> None:
    """An event that was never accepted, and the status to which only it leads."""
    report = explored()
    assert (Broke,) == report.never_taken
    assert (Gate.BROKEN,) == report.never_reached


def test_a_state_without_a_way_to_an_end_is_a_dead_end() -> None:
    """What was walled up never opens; and nothing ends, where opening does not count."""
    assert (DeadEnd(Gate.WALLED, (Walled,), (Gate.WALLED,)),) == explored().dead_ends
    dead = explored(besides=(Opened,)).dead_ends
    assert [(Gate.SHUT, ()), (Gate.WALLED, (Walled,))] == [(each.state, each.way) for each in dead]
    assert dead == explored(besides=iter((Opened,))).dead_ends


def test_a_rule_matters_where_it_is_the_only_reason() -> None:
    """Breaking is refused in each state, and in one of them by the permission alone."""
    report = explored()
    assert {
        "gate-status": Refusals(times=2, alone=0),
        "permitted": Refusals(times=3, alone=1),
    } == report.refused_by(Broke)
    never = {(event, "permitted") for event in (Opened, Shut, Walled)}
    assert never == set(report.never_refused)
    assert never | {(Broke, "gate-status")} == set(report.never_alone)


def test_what_is_possible_but_not_followed_leads_nowhere() -> None:
    """It counts as accepted, and makes no step."""
    report: Report[Gate] = explore(
        (Gate.SHUT,),
        lambda _: [Tried(Opened, None)],
        key=str,
        tables=(GATE,),
        statuses=lambda now: (now,),
        rules=RULES,
        is_ending=lambda _: True,
    )
    assert (1, 0, {Opened: 1}) == (report.states, report.transitions, dict(report.taken))


def test_a_cut_exploration_says_so() -> None:
    """Two states are known, and a third was met."""
    report = explored(limit=2)
    assert (2, False) == (report.states, report.exhausted)
    assert "CUT by the limit" in report.text("en", naming)


def test_what_leads_past_the_cut_is_not_known_to_be_a_dead_end() -> None:
    """Of an endless count that ends at ten, three states are met, and none is called dead."""
    report: Report[int] = explore(
        (0,),
        lambda number: [Tried(Opened, number + 1), Tried(Shut, -1)] if number >= 0 else [],
        key=lambda number: number,
        tables=(),
        statuses=lambda _: (),
        rules={Opened: (), Shut: ()},
        is_ending=lambda number: number == 10,
        limit=4,
    )
    assert ((-1,), 3) == (tuple(each.state for each in report.dead_ends), report.not_known)
    text = report.text("en", naming)
    assert "not known whether they are dead ends:\n  3\n" in text
    assert "Dead ends, with a way there:\n  Shut\n" in text


def test_the_nearest_is_the_nearest_of_all_walks() -> None:
    """A state that a later walk comes to sooner is the one that is told."""

    def counted(first: int) -> Report[int]:
        return explore(
            (first,),
            lambda number: [Tried(Opened, number + 1)] if number < 5 else [],
            key=lambda number: number,
            tables=(),
            statuses=lambda _: (),
            rules={Opened: ()},
            is_ending=lambda _: True,
        )

    both = Report.together((counted(0), counted(3)))
    assert 3 == both.nearest(lambda number: number in {2, 3})


def test_of_two_that_are_as_near_the_one_of_the_earlier_walk_is_told() -> None:
    """States need no order among themselves."""
    one = explored()
    assert Gate.SHUT is Report.together((one, one)).nearest(lambda now: now in Gate)


def test_an_event_is_counted_as_often_as_it_was_accepted() -> None:
    """From zero to five it is five times."""
    report: Report[int] = explore(
        (0,),
        lambda number: [Tried(Opened, number + 1)] if number < 5 else [],
        key=lambda number: number,
        tables=(),
        statuses=lambda _: (),
        rules={Opened: ()},
        is_ending=lambda number: number == 5,
    )
    assert {Opened: 5} == dict(report.taken)
    assert ((), 0) == (report.dead_ends, report.not_known)


def test_the_whole_text_is_what_a_team_reads() -> None:
    """A way of two events; and nothing is told to be unknown where all is known."""
    report: Report[Gate] = explore(
        (Gate.OPEN,),
        steps,
        key=lambda now: now,
        tables=(GATE,),
        statuses=lambda now: (now,),
        rules={Opened: ("gate-status",)},
        is_ending=lambda now: now is Gate.OPEN,
    )
    expected = """3 states, 3 transitions, explored to the end; dead ends: 1.
Dead ends, with a way there:
  Shut → Walled
States that only lead past the limit: not known whether they are dead ends:
  none
Events that were accepted:
  Opened 1
Never accepted:
  none
Statuses never reached:
  Gate: Broken
Refusals by rule (of these, as the only reason):
  Opened: gate-status 2 (2)
Rules that never refuse:
  none
"""
    assert expected == report.text("en", naming)
    assert expected == Report.together((report,)).text("en", naming)


def test_the_arrows_are_drawn_in_the_order_of_the_table() -> None:
    """Not in that in which they were met, nor by the names of the statuses."""
    drawn = explored().mermaid("en", naming)
    arrows = [
        line.partition(":")[0].split()
        for line in drawn.splitlines()
        if "-->" in line and ": " in line
    ]
    assert [
        ["Gate_shut", "-->", "Gate_open"],
        ["Gate_shut", "-->", "Gate_walled"],
        ["Gate_open", "-->", "Gate_shut"],
    ] == arrows


def test_a_bound_below_the_beginnings_is_refused() -> None:
    """Each way to begin is a state."""
    with pytest.raises(InvalidValue, match="at least 4, the number of initial states"):
        explore(
            tuple(Gate),
            steps,
            key=str,
            tables=(GATE,),
            statuses=lambda now: (now,),
            rules=RULES,
            is_ending=lambda _: True,
            limit=3,
        )


def test_several_beginnings_of_one_key_are_one_state() -> None:
    """The first stands for both."""
    report: Report[int] = explore(
        (1, 3, 2),
        lambda _: (),
        key=lambda number: number % 2,
        tables=(),
        statuses=lambda _: (),
        rules={},
        is_ending=lambda number: number > 1,
    )
    assert ([1], 2) == ([each.state for each in report.dead_ends], report.states)
    assert 2 == report.nearest(lambda number: number > 1)
    assert report.nearest(lambda number: number > 2) is None


def test_reports_are_added_up() -> None:
    """States, steps and refusals of both; a rule matters if it does in one of them."""
    one = explored()
    both = Report.together((one, one))
    assert (6, 6, True) == (both.states, both.transitions, both.exhausted)
    assert 2 * one.taken[Opened] == both.taken[Opened]
    assert Refusals(times=6, alone=2) == both.refused_by(Broke)["permitted"]
    assert [Gate.WALLED] * 2 == [each.state for each in both.dead_ends]
    assert not Report.together((one, explored(limit=2))).exhausted
    assert 1 == one.taken[Opened]


@pytest.mark.parametrize(
    ("reports", "code"), [((), "empty"), ((explored(), explored(OTHER_RULES)), "other-tables")]
)
def test_only_reports_on_the_same_tables_are_added_up(reports: Any, code: str) -> None:
    """And there is at least one."""
    with pytest.raises(InvalidValue) as refused:
        Report.together(reports)
    assert code == refused.value.code


def test_the_report_is_read_in_both_languages() -> None:
    """Counts, what never happens, and each rule with how often it refused."""
    english, indonesian = (explored().text(language, naming) for language in ("en", "id"))
    assert english.startswith("3 states, 3 transitions, explored to the end; dead ends: 1.\n")
    assert "Never accepted:\n  Broke\n" in english
    assert "Dead ends, with a way there:\n  Walled\n" in english
    assert "Statuses never reached:\n  Gate: Broken\n" in english
    assert "  Broke: permitted 3 (1)\n" in english
    assert "Rules that never refuse:\n  Opened: permitted\n" in english
    assert indonesian.startswith("3 keadaan, 3 langkah, ditelusuri sampai habis; jalan buntu: 1.")
    assert "Tidak pernah diterima:\n  Broke (id)\n" in indonesian


def test_a_status_is_named_with_its_table() -> None:
    """Two stages may say "Completed"; and what no table has is no status of the report."""
    assert Text(id="Gerbang: Rusak", en="Gate: Broken") == explored().status_text(Gate.BROKEN)
    with pytest.raises(InvalidValue, match="unknown-status"):
        explored().status_text(Door.OPEN)


def test_where_nothing_is_missing_the_report_says_none() -> None:
    """An empty part is not left out."""
    report = explored(dict.fromkeys((Opened, Shut, Walled), ("gate-status",)))
    assert "Never accepted:\n  none\n" in report.text("en", naming)
    ended = explored(besides=(Opened,)).text("id", naming)
    assert "Jalan buntu, dengan jalan ke sana:\n  sejak awal\n  Walled (id)\n" in ended


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawings_show_the_steps_that_were_taken(language: Any) -> None:
    """And not those that the table only permits."""
    drawn, dotted = explored().mermaid(language, naming), explored().dot(language, naming)
    words = naming(Opened)(language)
    assert f"        Gate_shut --> Gate_open: {words}\n" in drawn
    assert f'        Gate_shut -> Gate_open [label="{words}"];\n' in dotted
    assert "Gate_broken:" not in drawn
    assert drawn.count("-->") == 4
    assert dotted.count("->") == 3


def test_what_is_never_reached_and_what_is_dead_is_marked() -> None:
    """In both drawings, and nothing is where there is nothing to mark."""
    drawn, dotted = explored().mermaid("en", naming), explored().dot("en", naming)
    assert "    class Gate_walled dead\n    class Gate_broken never\n" in drawn
    assert '[label="Broken", style=dashed];' in dotted
    assert '[label="Walled up", color=red];' in dotted
