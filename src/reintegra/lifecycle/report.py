"""What an exploration found: counts, what never happens, dead ends; as text and as drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic

import attrs

from reintegra.errors import InvalidValue
from reintegra.lifecycle.diagram import Drawing, dot_of, mermaid_of
from reintegra.lifecycle.exploration import Exploration, State
from reintegra.lifecycle.table import Table
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from reintegra.lifecycle.diagram import Naming
    from reintegra.vocabulary.texts import Language


@attrs.frozen
class Refusals:
    """How often a rule stood against an event, and how often it was the only one that did."""

    times: int
    alone: int


@attrs.frozen
class DeadEnd(Generic[State]):
    """A state from which no ending can be reached, the events that lead to it, and its statuses."""

    state: State
    way: tuple[type, ...]
    statuses: tuple[Worded, ...]


@attrs.frozen
class Walked(Generic[State]):
    """One walk: what it found, the statuses of each state, and the states with no way to an end.

    `not_known` is the number of states that only lead past the limit.
    """

    found: Exploration[State, type, Hashable]
    statuses: tuple[tuple[Worded, ...], ...]
    dead_ends: tuple[DeadEnd[State], ...]
    not_known: int


_SUMMARY = Text(
    id="{states} keadaan, {transitions} langkah, {exhausted}; jalan buntu: {dead_ends}.",
    en="{states} states, {transitions} transitions, {exhausted}; dead ends: {dead_ends}.",
)
_WHOLE = Text(id="ditelusuri sampai habis", en="explored to the end")
_CUT = Text(id="TERPOTONG oleh batas", en="CUT by the limit")
_OF_TABLE = Text(id="{table}: {status}", en="{table}: {status}")
_AT_ONCE = Text(id="sejak awal", en="from the beginning")
_NONE = Text(id="tidak ada", en="none")
_PARTS = {
    "dead_ends": Text(id="Jalan buntu, dengan jalan ke sana", en="Dead ends, with a way there"),
    "not_known": Text(
        id="Keadaan yang hanya menuju lewat batas: belum diketahui apakah buntu",
        en="States that only lead past the limit: not known whether they are dead ends",
    ),
    "taken": Text(id="Peristiwa yang diterima", en="Events that were accepted"),
    "never_taken": Text(id="Tidak pernah diterima", en="Never accepted"),
    "never_reached": Text(id="Status yang tidak pernah tercapai", en="Statuses never reached"),
    "refused": Text(
        id="Penolakan menurut aturan (di antaranya sebagai satu-satunya alasan)",
        en="Refusals by rule (of these, as the only reason)",
    ),
    "never_refused": Text(id="Aturan yang tidak pernah menolak", en="Rules that never refuse"),
}


@attrs.frozen
class Report(Generic[State]):
    """What one or several walks met, counted, and what they never met.

    `taken` counts how often each event was accepted; `refusals` how often it was refused for
    exactly these rules.
    """

    tables: tuple[Table[Any], ...]
    rules: Mapping[type, Sequence[str]]
    walks: tuple[Walked[State], ...]
    taken: Mapping[type, int]
    refusals: Mapping[tuple[type, tuple[str, ...]], int]

    @classmethod
    def together(cls, reports: Iterable[Report[State]]) -> Report[State]:
        """Several walks through the same tables as one report: a rule matters if it does in any.

        Raises:
            InvalidValue: there is no report, or they are about other tables or rules.
        """
        first, *others = tuple(reports) or (None,)
        if first is None:
            raise InvalidValue("reports", "empty", "there is at least one report")
        if any((each.tables, each.rules) != (first.tables, first.rules) for each in others):
            raise InvalidValue("reports", "other-tables", "they are about the same tables")
        taken, refusals = Counter(first.taken), Counter(first.refusals)
        for each in others:
            taken.update(each.taken)
            refusals.update(each.refusals)
        walks = tuple(walk for each in (first, *others) for walk in each.walks)
        return cls(first.tables, first.rules, walks, taken, refusals)

    @property
    def states(self) -> int:
        """How many states can be told apart; each walk counts its own."""
        return sum(len(walk.found.states) for walk in self.walks)

    @property
    def transitions(self) -> int:
        """How many different steps lead from one of them to one of them."""
        return sum(len(steps) for walk in self.walks for steps in walk.found.steps)

    @property
    def exhausted(self) -> bool:
        """Whether every walk found everything there is."""
        return all(walk.found.exhausted for walk in self.walks)

    @property
    def dead_ends(self) -> tuple[DeadEnd[State], ...]:
        """The states from which no ending can be reached."""
        return tuple(end for walk in self.walks for end in walk.dead_ends)

    @property
    def not_known(self) -> int:
        """From how many states an ending is reached past the limit, if at all."""
        return sum(walk.not_known for walk in self.walks)

    @property
    def never_taken(self) -> tuple[type, ...]:
        """The events that were never accepted."""
        return tuple(event for event in self.rules if event not in self.taken)

    @cached_property
    def never_reached(self) -> tuple[Worded, ...]:
        """The statuses that no state has."""
        return tuple(
            status
            for place, table in enumerate(self.tables)
            for status in _statuses_of(table)
            if status not in self._reached(place)
        )

    def _reached(self, place: int) -> set[Worded]:
        return {each[place] for walk in self.walks for each in walk.statuses}

    def status_text(self, status: Worded) -> Text:
        """A status with the name of its table, since those of two tables may have one word.

        Raises:
            InvalidValue: no table has it.
        """
        for table in self.tables:
            if isinstance(status, table.statuses):
                return _OF_TABLE.fill(table=table.name, status=status.text)
        raise InvalidValue("status", "unknown-status", "use statuses of this table only")

    def refused_by(self, event: type) -> dict[str, Refusals]:
        """How often each rule stood against an event, for the rules that ever did."""
        times: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        for (refused, codes), count in self.refusals.items():
            if refused is event:
                times.update(dict.fromkeys(codes, count))
                if len(codes) == 1:
                    alone[codes[0]] += count
        return {code: Refusals(times[code], alone[code]) for code in sorted(times)}

    @property
    def never_refused(self) -> tuple[tuple[type, str], ...]:
        """Each event with the rules that never stood against it."""
        return self._rules_without(lambda _: True)

    @property
    def never_alone(self) -> tuple[tuple[type, str], ...]:
        """Each event with the rules that were never all that stood against it."""
        return self._rules_without(lambda met: met.alone > 0)

    def _rules_without(self, counts: Callable[[Refusals], bool]) -> tuple[tuple[type, str], ...]:
        found = {event: self.refused_by(event) for event in self.rules}
        return tuple(
            (event, code)
            for event, codes in self.rules.items()
            for code in codes
            if code not in found[event] or not counts(found[event][code])
        )

    def nearest(self, wanted: Callable[[State], bool]) -> State | None:
        """A state of which this is true that was found by as few steps as any."""
        near = [
            (len(walk.found.shortest(key)), state)
            for walk in self.walks
            for key, state in _first(walk.found.states.items(), wanted)
        ]
        return min(near, key=lambda each: each[0])[1] if near else None

    def text(self, language: Language, naming: Naming) -> str:
        """The report in paragraphs of plain text."""
        summary = _SUMMARY.fill(
            states=self.states,
            transitions=self.transitions,
            exhausted=_WHOLE if self.exhausted else _CUT,
            dead_ends=len(self.dead_ends),
        )
        parts = {
            "dead_ends": [
                " → ".join(naming(event)(language) for event in end.way) or _AT_ONCE(language)
                for end in self.dead_ends
            ],
            "not_known": [str(self.not_known)] if self.not_known else [],
            "taken": [f"{naming(each)(language)} {count}" for each, count in self._in_order],
            "never_taken": [naming(each)(language) for each in self.never_taken],
            "never_reached": [self.status_text(each)(language) for each in self.never_reached],
            "refused": [
                f"{naming(event)(language)}: {code} {met.times} ({met.alone})"
                for event in self.rules
                for code, met in self.refused_by(event).items()
            ],
            "never_refused": _named(self.never_refused, language, naming),
        }
        lines = [summary(language)]
        for name, found in parts.items():
            listed = [f"  {each}" for each in found] or [f"  {_NONE(language)}"]
            lines += [f"{_PARTS[name](language)}:", *listed]
        return "\n".join(lines) + "\n"

    @property
    def _in_order(self) -> list[tuple[type, int]]:
        return [(event, self.taken[event]) for event in self.rules if event in self.taken]

    def mermaid(self, language: Language, naming: Naming) -> str:
        """The steps that were taken, as a Mermaid `stateDiagram-v2` with a part for each table.

        Statuses that were never reached, and those of dead ends, are marked.
        """
        return mermaid_of(self._drawings(), language, naming)

    def dot(self, language: Language, naming: Naming) -> str:
        """The steps that were taken, as a Graphviz graph with a cluster for each table.

        Statuses that were never reached, and those of dead ends, are marked.
        """
        return dot_of(self._drawings(), language, naming)

    def _drawings(self) -> tuple[Drawing, ...]:
        own = [set(table.events) for table in self.tables]
        arrows: list[dict[tuple[Worded, Worded], dict[type, None]]] = [{} for _ in self.tables]
        for walk in self.walks:
            for before, steps in zip(walk.statuses, walk.found.steps, strict=True):
                for event, after in steps:
                    for place, events in enumerate(own):
                        if event in events:
                            way = before[place], walk.statuses[after][place]
                            arrows[place].setdefault(way, {})[event] = None
        never = frozenset(self.never_reached)
        dead = frozenset(status for end in self.dead_ends for status in end.statuses)
        return tuple(
            Drawing(table, _sorted(table, ways), never, dead)
            for table, ways in zip(self.tables, arrows, strict=True)
        )


def _sorted(
    table: Table[Any], arrows: Mapping[tuple[Worded, Worded], Iterable[type]]
) -> dict[tuple[Worded, Worded], tuple[type, ...]]:
    """In the order of the statuses and of the events of the table, however they were met."""
    statuses, events = _statuses_of(table), table.events
    ways = sorted(arrows, key=lambda way: (statuses.index(way[0]), statuses.index(way[1])))
    return {way: tuple(sorted(arrows[way], key=events.index)) for way in ways}


def _first(
    states: Iterable[tuple[Hashable, State]], wanted: Callable[[State], bool]
) -> list[tuple[Hashable, State]]:
    """The first that is wanted, if any; a walk finds the nearest first."""
    for key, state in states:
        if wanted(state):
            return [(key, state)]
    return []


def _named(rules: Iterable[tuple[type, str]], language: Language, naming: Naming) -> list[str]:
    return [f"{naming(event)(language)}: {code}" for event, code in rules]


def _statuses_of(table: Table[Any]) -> tuple[Worded, ...]:
    statuses: Any = table.statuses
    return tuple(statuses)
