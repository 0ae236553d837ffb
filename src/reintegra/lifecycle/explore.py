"""Everything that real code can do from some states on, as a report: what is met, what never is.

>>> from reintegra.lifecycle import Row, Table, Tried, explore
>>> from reintegra.vocabulary.texts import Text, Worded
>>> class Door(Worded):
...     SHUT = "shut", "Tertutup", "Shut"
...     OPEN = "open", "Terbuka", "Open"
>>> class Opened: ...
>>> class Closed: ...
>>> door = Table(
...     Text(id="Pintu", en="Door"),
...     Door,
...     Door.SHUT,
...     (Row(Opened, (Door.SHUT,), (Door.OPEN,)), Row(Closed, (Door.OPEN,), (Door.SHUT,))),
... )
>>> def steps(now):
...     for event in door.events:
...         row = door.row_for(event)
...         refused = () if now in row.when else ("door-status",)
...         yield Tried(event, None if refused else row.to[0], refused)
>>> report = explore(
...     (Door.SHUT,),
...     steps,
...     key=lambda now: now,
...     tables=(door,),
...     statuses=lambda now: (now,),
...     rules={Opened: ("door-status",), Closed: ("door-status",)},
...     is_ending=lambda now: now is Door.OPEN,
... )
>>> report.states, report.transitions, report.exhausted, report.dead_ends
(2, 2, True, ())
>>> report.refused_by(Opened)
{'door-status': Refusals(times=1, alone=1)}
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Generic

import attrs

from reintegra.lifecycle.exploration import State, walk_from
from reintegra.lifecycle.report import DeadEnd, Report, Walked

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from reintegra.lifecycle.table import Table
    from reintegra.vocabulary.texts import Worded


@attrs.frozen
class Tried(Generic[State]):
    """One event that was tried in a state, and what came of it.

    `after` is the state that follows; `None` where the event was refused, or is possible and not
    followed. `refused` are the codes of the rules that stood against it.
    """

    event: type
    after: State | None
    refused: tuple[str, ...] = ()


def explore(
    initials: Iterable[State],
    steps: Callable[[State], Iterable[Tried[State]]],
    key: Callable[[State], Hashable],
    *,
    tables: Sequence[Table[Any]],
    statuses: Callable[[State], tuple[Worded, ...]],
    rules: Mapping[type, Sequence[str]],
    is_ending: Callable[[State], bool],
    besides: Iterable[type] = (),
    limit: int = 1_000_000,
) -> Report[State]:
    """Try everything in every state that is reached, breadth first, and report on it.

    `key` holds all that can still decide anything: two states with one key count as one.
    `statuses` are those of a state, one for each table, in their order. `rules` are the codes
    of the rules that can refuse each event. A state is a dead end where no ending can be reached
    from it by events that are not among `besides`; what leads past the limit is not known to be
    one.

    Raises:
        InvalidValue: the limit is below 1, or below the number of initial states.
        WrongType: the limit is not an int.
    """
    uncounted = frozenset(besides)
    taken: Counter[type] = Counter()
    refusals: Counter[tuple[type, tuple[str, ...]]] = Counter()

    def followed(state: State) -> Iterator[tuple[type, State]]:
        for tried in steps(state):
            if tried.refused:
                refusals[tried.event, tried.refused] += 1
                continue
            taken[tried.event] += 1
            if tried.after is not None:
                yield tried.event, tried.after

    found = walk_from(initials, followed, key, limit)
    held = tuple(zip(found.states, found.states.values(), strict=True))
    told = tuple(statuses(state) for _, state in held)
    endings = [place for place, (_, state) in enumerate(held) if is_ending(state)]
    ending = found.leading_to(endings, uncounted)
    perhaps = found.leading_to((*endings, *found.cut), uncounted)
    dead = tuple(
        DeadEnd(state, found.shortest(name), told[place])
        for place, (name, state) in enumerate(held)
        if place not in perhaps
    )
    walked = Walked(found, told, dead, len(perhaps) - len(ending))
    return Report(tuple(tables), rules, (walked,), taken, refusals)
