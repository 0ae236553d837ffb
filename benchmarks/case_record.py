"""How long a guarded step of a case takes, and how long and how large a case is that is replayed.

A session is attended, over and over: it has six guards beside the status and touches one of seven
records. Beside `case.record` stand the same step written by hand, and two state machines that have
the same five statuses, events and guards. Both change what they hold in place, so that they never
copy a history. `eventsourcing` replays the same events into an aggregate with `@event`.

Memory is what `tracemalloc` counts for one case more, with all its events, where many are read from
a journal: words of the policy, days and offices are shared among them, while people, cases, awards,
payments, accounts and documents are each their own. Beside it stands one case whose events share
nothing with anything. And it is the most that a process of its own ever held while it replayed
62,729 cases one by one, or all of them. Times are of the processor; no bound is asserted.

    python -m benchmarks.case_record
"""

from __future__ import annotations

import json
import pickle
import re
import resource
import subprocess
import sys
import tracemalloc
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.common.guidance_by_hand import by_hand, record
from benchmarks.common.guidance_of_peers import (
    STATEMACHINE,
    TRANSITIONS,
    of_statemachine,
    of_transitions,
)
from benchmarks.common.lives import EVENTS, MODULE, SESSIONS, life
from benchmarks.common.peers import module, version
from benchmarks.common.timing import compare, show, side_by_side
from reintegra.chain import Case
from reintegra.chain.guidance import SessionAttended
from reintegra.policies.kemensos import KEMENSOS
from tests.chain.journeys import ERAS, whole_journey

if TYPE_CHECKING:
    from collections.abc import Callable

OURS, BY_HAND, EVENTSOURCING = "reintegra", "by hand", "eventsourcing"
BOUNDS = {TRANSITIONS: 2.0, STATEMACHINE: 25.0}
BOUND_BY_HAND, BOUND_OF_REPLAY = 2.5, 2.0
BOUND_OF_LENGTH = 1.2
SHORT, LONG = 10, 1_000
ROUNDS, ROUNDS_OF_LONG = 151, 31
MOST_OF_A_CASE = 6 * 1024
PEOPLE, MOST_OF_ALL = 62_729, 600.0
ANOTHER_DAY = date(2019, 10, 2)
KIB = 1024
CASES_READ = 20_000
OF_ONE_CASE = re.compile(r'"((?:case|person|award|payment|record|account|fit-to-travel)-[0-9]+)"')
ONE_BY_ONE, ALL_HELD = "--one-by-one", "--all-held"


def attending(events: int) -> Case:
    """A case with so many events on record, that takes part in guidance."""
    return Case.replay(life(1, events - 2)[:events])


def session(case: Case) -> SessionAttended:
    """One session more, on a day after all others."""
    return SessionAttended(case=case.id, on=ANOTHER_DAY, module=MODULE, hours=2)


def steps() -> None:
    """One step, beside the same by hand and by other state machines."""
    case = attending(SHORT)
    peers: dict[str, Callable[[Case], Callable[[SessionAttended], object] | None]] = {
        TRANSITIONS: of_transitions,
        STATEMACHINE: of_statemachine,
    }
    # a machine keeps what it was given, so that each session has a day of its own for it to be new
    names: dict[str, Any] = {
        "case": case,
        "plain": by_hand(case),
        "event": session(case),
        "KEMENSOS": KEMENSOS,
        "record": record,
        "following": Following(case),
    }
    statements = {
        OURS: "case.record(event, under=KEMENSOS)",
        BY_HAND: "record(plain, event)",
        "(one more event object)": "following()",
    }
    for title, make in peers.items():
        step = make(case)
        if step is None:
            print(f"  NOT MEASURED: {title} is not installed here")
            continue
        name = f"step_{len(names)}"
        names[name] = step
        names[f"{name}_next"] = Following(case)
        statements[title] = f"{name}({name}_next())"
    times = side_by_side(statements, names, ROUNDS)
    made = times.pop("(one more event object)")
    times |= {title: times[title] - made for title in BOUNDS if title in times}
    show(times)
    for title, bound in BOUNDS.items():
        if title in times:
            ratio = times[title] / times[OURS]
            compare(f"so many times as fast as {title}", ratio, bound, at_least=True)
    compare("reintegra beside the step by hand", times[OURS] / times[BY_HAND], BOUND_BY_HAND)


class Following:
    """Gives events that are new each time: the day is after all others."""

    def __init__(self, case: Case) -> None:
        self._case, self._days = case.id, ANOTHER_DAY.toordinal()

    def __call__(self) -> SessionAttended:
        """The session of the next day, and after a long while of the same days again."""
        self._days += 1
        return SessionAttended(
            case=self._case, on=date.fromordinal(self._days), module=MODULE, hours=2
        )


def length() -> None:
    """The same step, after a history of ten events and of a thousand."""
    cases = {count: attending(count) for count in (SHORT, LONG)}
    names: dict[str, Any] = {"KEMENSOS": KEMENSOS, "record": record}
    statements: dict[str, str] = {}
    for count, case in cases.items():
        names |= {
            f"c{count}": case,
            f"p{count}": by_hand(case),
            f"e{count}": session(case),
        }
        statements[f"case.record after {count:,} events"] = (
            f"c{count}.record(e{count}, under=KEMENSOS)"
        )
        statements[f"by hand after {count:,} events"] = f"record(p{count}, e{count})"
    times = side_by_side(statements, names, ROUNDS)
    show(times)
    short, short_by_hand, long, long_by_hand = times.values()
    compare(f"{LONG:,} events of history beside {SHORT}", long / short, BOUND_OF_LENGTH)
    compare("the same by hand", long_by_hand / short_by_hand, None)


def replaying() -> None:
    """Ten events and a thousand, beside `eventsourcing` with `@event`."""
    peer: Any = module("benchmarks.common.lives_of_eventsourcing")
    times: dict[tuple[str, int], float] = {}
    for count, rounds in ((SHORT, ROUNDS), (LONG, ROUNDS_OF_LONG)):
        sessions = count - EVENTS + SESSIONS
        names: dict[str, Any] = {"replay": Case.replay, "ours": life(1, sessions)}
        statements = {OURS: "replay(ours)"}
        if peer is not None:
            names |= {"replayed": peer.replayed, "theirs": peer.life(1, sessions)}
            statements[EVENTSOURCING] = "replayed(theirs)"
        found = side_by_side(statements, names, rounds)
        show({f"{count:,} events replayed, {title}": found[title] for title in found})
        times |= {(title, count): seconds / count for title, seconds in found.items()}
    ratio = times[OURS, LONG] / times[OURS, SHORT]
    compare(f"one event of {LONG:,} beside one of {SHORT}", ratio, BOUND_OF_LENGTH)
    if peer is None:
        print(f"  NOT MEASURED: {EVENTSOURCING} is not installed here")
        return
    for count, bound in ((SHORT, BOUND_OF_REPLAY), (LONG, None)):
        ratio = times[EVENTSOURCING, count] / times[OURS, count]
        compare(f"{count:,} events replayed so many times as fast", ratio, bound, at_least=True)


def memory() -> None:
    """One case after the whole chain, and so many in a process of their own."""
    # first, since a process begins with the most that its parent ever held
    peaks = {
        (option, count): peak(option, count)
        for option in (ONE_BY_ONE, ALL_HELD)
        for count in (PEOPLE // 10, PEOPLE)
    }
    for (option, count), held in peaks.items():
        print(f"  {count:,} cases replayed, {option[2:]}: at most {held:.0f} MiB in the process")
    compare("MiB for all of them, held", peaks[ALL_HELD, PEOPLE], MOST_OF_ALL)
    streamed = peaks[ONE_BY_ONE, PEOPLE] / peaks[ONE_BY_ONE, PEOPLE // 10]
    compare("streamed: all beside a tenth of them", streamed, 1.05)
    of_journal: Any = module("reintegra.journal")
    if of_journal is None:
        print(
            "  NOT MEASURED: cattrs is not installed here, so that nothing is read from a journal"
        )
    else:
        each = one_more(of_journal.Coding()) / KIB
        compare("KiB of one case more, with its events", each, MOST_OF_A_CASE / KIB)
    kept = pickle.dumps(whole_journey(ERAS[0]).events)
    Case.replay(pickle.loads(kept))  # noqa: S301 - our own bytes
    tracemalloc.start()
    events = pickle.loads(kept)  # noqa: S301 - our own bytes: events that share nothing
    of_events = tracemalloc.get_traced_memory()[0]
    case = Case.replay(events)
    in_all = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"  a case after the whole chain has {case.version} events, and is {case.stage.code}")
    compare("KiB of it beside its events", (in_all - of_events) / KIB, None)
    compare("KiB of it, if its events share nothing", in_all / KIB, None)


def one_more(coding: Any) -> float:  # noqa: ANN401 - of a package that may not be installed
    """The bytes that one more case takes after the whole chain, read as a journal reads it."""
    written = json.dumps([coding.write_tagged(event) for event in whole_journey(ERAS[0]).events])

    def read(number: int) -> Case:
        own = OF_ONE_CASE.sub(lambda found: f'"{found[1]}-of-{number}"', written)
        return Case.replay(map(coding.read_tagged, json.loads(own)))

    read(0)
    tracemalloc.start()
    cases = [read(number) for number in range(1, CASES_READ)]
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / len(cases)


def peak(option: str, count: int) -> float:
    """The most memory in MiB that a process held, which replayed so many cases."""
    command = (sys.executable, "-m", "benchmarks.case_record", option, str(count))
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return float(done.stdout)


def replay_many(count: int, *, held: bool) -> None:
    """Replay so many cases, and print the most memory that it took."""
    cases: list[Case] = []
    for number in range(count):
        case = Case.replay(life(number))
        if held:
            cases.append(case)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB)


def main() -> None:
    """Print the medians and the ratios."""
    match sys.argv[1:]:
        case [option, count]:
            replay_many(int(count), held=option == ALL_HELD)
            return
    named = (TRANSITIONS, STATEMACHINE, EVENTSOURCING)
    print(f"  {', '.join(map(version, named))}; replay of {EVENTS} and of {LONG:,} events")
    for part in (steps, length, replaying, memory):
        part()


if __name__ == "__main__":
    main()
