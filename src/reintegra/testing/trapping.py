"""States from which no ending can be reached while the register answers as it does.

The ending is joined with no more stages than decide about it. What cannot surely reach an ending
is looked at: if it cannot possibly reach one either, and is surely reached, it is a dead end.
Where neither is sure, the stages that are asked about are joined as well, and it is asked again.
So no dead end is told that is none, and none is passed over; only where the stages that decide
have more states together than the limit, or where more awards could lead on than are followed, is
it not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from reintegra.chain.ending import Died
from reintegra.chain.stage import CaseStatus, Stage
from reintegra.chain.table import CHAIN
from reintegra.lifecycle.exploration import all_before
from reintegra.testing.joining import ENDING, Joined, Joint, Stages, Step

ENDED = (CaseStatus.CLOSED, CaseStatus.DIED)


@attrs.frozen(eq=False)
class Trap:
    """A dead end of some stages: where they stand, with which register, and a shortest way there.

    Each step of the way is a stage, a type of event, and the place of the stage that it leads to.
    """

    joined: Joined
    register: int
    at: Joint
    way: tuple[Step, ...]
    beginning: Joint


@attrs.frozen(eq=False)
class Trapped:
    """The dead ends of an edition, and those registers for which it is not known whether any is."""

    stages: tuple[Stage, ...]
    states: int
    traps: tuple[Trap, ...]
    not_known: tuple[int, ...]


def trapped(stages: Stages, limit: int) -> Trapped:
    """The dead ends of an edition, by joining the stages that decide, up to so many states."""
    chosen: tuple[Stage, ...] = (ENDING,)
    while True:
        space = Space.of(Joined(stages, chosen), limit)
        registers = range(len(stages.terms.registers))
        traps = [trap for each in registers for trap in space.traps(each)]
        doubtful = tuple(each for each in registers if space.doubts(each))
        if not doubtful or space.is_cut or not space.undecided:
            return Trapped(chosen, len(space.found), tuple(traps), doubtful)
        chosen = tuple(stage for stage in CHAIN if stage in {*chosen, *space.undecided})


@attrs.frozen(eq=False)
class Space:
    """All that some stages can possibly come to, nearest first, with every step between two."""

    joined: Joined
    found: Mapping[Joint, int]
    steps: Sequence[Sequence[tuple[int, Step]]]
    is_cut: bool

    @classmethod
    def of(cls, joined: Joined, limit: int) -> Space:
        """What these stages can possibly come to, or so many states of it."""
        found = {joint: place for place, joint in enumerate(joined.beginnings)}
        waiting = list(found)
        steps: list[list[tuple[int, Step]]] = []
        is_cut = False
        for joint in waiting:
            here: list[tuple[int, Step]] = []
            for step in joined.steps(joint):
                if step.to not in found:
                    if len(found) >= limit:
                        is_cut = True
                        continue
                    found[step.to] = len(found)
                    waiting.append(step.to)
                here.append((found[step.to], step))
            steps.append(here)
        return cls(joined, found, steps, is_cut)

    @cached_property
    def ended(self) -> tuple[int, ...]:
        """The places of the endings."""
        at = self.joined.chosen.index(ENDING)
        records = self.joined.stages.by_stage[ENDING].records
        return tuple(
            place for joint, place in self.found.items() if records[joint[at]].status in ENDED
        )

    @cached_property
    def undecided(self) -> frozenset[Stage]:
        """The stages that are not joined, and decide whether something can happen."""
        kinds = {
            step.event for steps in self.steps for _, step in steps if step.sure != step.possible
        }
        asked = (self.joined.stages.asked[kind] for kind in kinds)
        return frozenset(stage for stages in asked for stage in stages) - set(self.joined.chosen)

    def leading(self, register: int, *, surely: bool) -> set[int]:
        """The places from which an ending is reached, death not counted as a way there."""
        into: list[list[int]] = [[] for _ in self.steps]
        for before, steps in enumerate(self.steps):
            for after, step in steps:
                if register in (step.sure if surely else step.possible) and step.event is not Died:
                    into[after].append(before)
        found = all_before(self.ended, into)
        while not surely and (more := self._beyond(register, found)):
            found = all_before((*found, *more), into)
        return found

    def _beyond(self, register: int, found: set[int]) -> list[int]:
        """The places that perhaps come to one of these by what is not followed.

        Where a stage stands after that is not known: it may be anywhere.
        """
        near = {self._others[place] for place in found}
        return [
            place
            for place, others in enumerate(self._others)
            if place not in found and others in near and register in self._unfollowed[place]
        ]

    @cached_property
    def _others(self) -> tuple[Joint, ...]:
        """Where the stages stand to which no more can happen than is followed."""
        loose = self.joined.open_ended
        return tuple(
            tuple(each for place, each in enumerate(joint) if place not in loose)
            for joint in self.found
        )

    @cached_property
    def _unfollowed(self) -> tuple[frozenset[int], ...]:
        """With which registers something that is not followed is possible at each place."""
        return tuple(map(self.joined.beyond, self.found))

    @cached_property
    def surely(self) -> Mapping[int, tuple[int, Step] | None]:
        """What is surely reached, with the last step of a shortest way there."""
        reached: dict[int, tuple[int, Step] | None] = {
            self.found[joint]: None for joint in self.joined.beginnings
        }
        waiting = list(reached)
        for before in waiting:
            for after, step in self.steps[before]:
                if step.sure and after not in reached:
                    reached[after] = before, step
                    waiting.append(after)
        return reached

    def traps(self, register: int) -> Iterator[Trap]:
        """The dead ends that are sure, nearest first."""
        if self.is_cut:
            return
        alive = self.leading(register, surely=False)
        joints = tuple(self.found)
        for place in self.surely:
            if place not in alive:
                first, way = self._way(place)
                yield Trap(self.joined, register, joints[place], way, joints[first])

    def _way(self, place: int) -> tuple[int, tuple[Step, ...]]:
        way: list[Step] = []
        while (last := self.surely[place]) is not None:
            place, step = last
            way.append(step)
        return place, tuple(reversed(way))

    def doubts(self, register: int) -> bool:
        """Whether some place neither surely reaches an ending nor is surely a dead end."""
        if self.is_cut:
            return True
        sure = self.leading(register, surely=True)
        alive = self.leading(register, surely=False)
        return any(
            place not in sure and (place in alive or place not in self.surely)
            for place in self.found.values()
        )
