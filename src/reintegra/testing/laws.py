"""What must hold of every case, whatever happened to it; a law that is broken is told by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.case import Case
from reintegra.chain.table import CHAIN, place_of
from reintegra.errors import TransitionRefused
from reintegra.testing.standing import seven
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from reintegra.chain.policy import Policy
    from reintegra.chain.stage import Event
    from reintegra.rules import Verdict


class Law(Worded):
    """What must hold of every case."""

    REPLAYED = (
        "replayed",
        "Riwayat saja menghasilkan kasus yang sama",
        "The history alone makes the same case",
    )
    COUNTED = (
        "counted",
        "Setiap peristiwa menambah versi dengan satu, dan menjadi yang terakhir",
        "Each event adds one to the version, and stands last",
    )
    DATED = (
        "dated",
        "Hari terakhir tidak pernah mundur, dan ialah hari terakhir peristiwa",
        "The latest day never goes back, and is the latest day of an event",
    )
    BY_ITS_ROW = (
        "by-its-row",
        "Status hanya berubah sebagaimana barisnya dalam tabel, dan hanya pada tahapnya",
        "A status changes only as its row of the table says, and only in its stage",
    )
    STEPS_AGREE = (
        "steps-agree",
        "Langkah berikutnya terbuka tepat bila peristiwanya diterima",
        "A next step is open exactly when an event of it is accepted",
    )
    RECORD_AGREES = (
        "record-agrees",
        "Mencatat menerima dan menolak tepat seperti menimbang",
        "Recording accepts and refuses exactly as considering does",
    )
    UNCHANGED = (
        "unchanged",
        "Peristiwa yang ditolak tidak mengubah apa pun",
        "A refused event changes nothing",
    )
    OTHERS_APART = (
        "others-apart",
        "Peristiwa satu tahap tidak mengubah catatan tahap lain",
        "An event of one stage leaves the records of the others as they are",
    )
    NOTHING_ELSE = (
        "nothing-else",
        "Yang menentukan hanya tahap itu, status kasus, dan fakta yang ditanyakan kebijakan",
        "Only its stage, the status of the case, and what the policy asks decide about an event",
    )


@attrs.frozen
class Violation:
    """A law that does not hold, and the case of which it does not."""

    law: Law
    case: Case


def of_state(case: Case) -> Iterator[Law]:
    """The laws that a case breaks by itself."""
    if Case.replay(case.events) != case:
        yield Law.REPLAYED
    if case.version != len(case.events):
        yield Law.COUNTED
    if case.records.last_on != max(event.on for event in case.events):
        yield Law.DATED


def of_step(before: Case, event: Event, after: Case) -> Iterator[Law]:
    """The laws that a recorded event breaks."""
    if after.version != before.version + 1 or after.events[-1] is not event:
        yield Law.COUNTED
    if after.records.last_on < before.records.last_on:
        yield Law.DATED
    place = place_of(type(event))
    was, became = (each.records.of_stage(place.stage) for each in (before, after))
    way = place.row.leads_to(was.status_for(event))
    if became.status_for(event) not in way or before.ending.status not in place.row.while_case:
        yield Law.BY_ITS_ROW
    pairs = zip(CHAIN, seven(before.records), seven(after.records), strict=True)
    if any(one is not other and stage is not place.stage for stage, one, other in pairs):
        yield Law.OTHERS_APART


def of_recording(
    case: Case, event: Event, verdict: Verdict, policy: Policy, knowing: Mapping[str, object]
) -> Iterator[Law]:
    """The laws that `record` breaks beside what `consider` said.

    What stands afterwards is compared with what the events make anew, since a record that was
    changed in place looks the same from everywhere.
    """
    held = tuple(case.events)
    try:
        after = case.record(event, under=policy, knowing=knowing)
    except TransitionRefused as refused:
        if verdict.met or refused.verdict != verdict:
            yield Law.RECORD_AGREES
    else:
        if not verdict.met or after != case.carry(event):
            yield Law.RECORD_AGREES
    if case != Case.replay(held):
        yield Law.UNCHANGED


def of_steps(
    case: Case,
    accepted: set[type[Event]],
    policy: Policy,
    on: date,
    registers: Iterable[Mapping[str, object]],
) -> Iterator[Law]:
    """The law that a case breaks by calling other steps open than are accepted.

    `accepted` are those of all stages that some event of which is accepted with one of these
    registers.
    """
    opened = {
        kind for known in registers for kind in case.possible(under=policy, on=on, knowing=known)
    }
    if opened != accepted:
        yield Law.STEPS_AGREE
