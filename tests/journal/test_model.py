"""A plain model agrees with a journal in every answer, whatever is appended in whatever order."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reintegra.errors import Conflict
from reintegra.journal import Anchor, Batch, Journal, Soundness
from reintegra.vocabulary import CaseId, CommandKey
from tests.journal import postgresql
from tests.journal.events import LAW, NOW, OFFICE, attested, sessions
from tests.journal.kinds import KINDS, Place
from tests.profiles import at_most

CASES = tuple(CaseId(f"case-{letter}") for letter in "abc")
BATCHES = st.dictionaries(
    st.sampled_from(CASES), st.lists(st.integers(1, 24), min_size=1, max_size=3),
    min_size=1, max_size=3,
)  # fmt: skip


class JournalMachine(RuleBasedStateMachine):
    """A journal of each kind that there is here, and plain lists, given the same commands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        here = [kind for kind in KINDS if kind != "sql-on-postgresql" or postgresql.programs()]
        self.places = [Place(kind, Path(self.folder.name) / kind) for kind in here]
        for place in self.places:
            place.folder.mkdir()
        self.journals: list[Journal] = [place.open() for place in self.places]
        self.all: list[tuple[CaseId, Any]] = []
        self.keys: dict[str, Any] = {}
        self.anchors: list[Anchor] = []

    def teardown(self) -> None:
        """Give the files back."""
        for place in self.places:
            place.close()
        self.folder.cleanup()

    def events_of(self, case: CaseId) -> list[Any]:
        """What the model has of a case."""
        return [event for stream, event in self.all if stream == case]

    @rule(
        batches=BATCHES,
        key=st.none() | st.sampled_from("kl"),
        stale=st.sampled_from([0, 0, 0, 1]),
    )
    def append(self, batches: dict[CaseId, list[int]], key: str | None, stale: int) -> None:
        """Some events in some streams, now and then with a version that is not the present one."""
        asked = {
            case: [*([] if self.events_of(case) else [attested(case)]), *sessions(case, (*hours,))]
            for case, hours in batches.items()
        }
        held = [
            Batch(case, events, len(self.events_of(case)) + (stale if self.events_of(case) else 0))
            for case, events in asked.items()
        ]
        content = [(case, event) for case, events in asked.items() for event in events]
        known = self.keys.get(key or "")
        is_stale = any(len(self.events_of(each.stream)) != each.expected_version for each in held)  # type: ignore[arg-type] # cases
        answers: list[Any] = []
        for journal in self.journals:
            try:
                answer: Any = journal.append_together(
                    held, key=CommandKey(key) if key else None, actor=OFFICE, authority=LAW,
                    recorded_at=NOW,
                )  # fmt: skip
            except Conflict as conflict:
                answer = conflict.code
            answers.append(answer)
        assert answers[:1] * len(answers) == answers
        if known is not None:
            assert answers[0] == (known[1] if known[0] == content else "key-reused")
        elif is_stale:
            assert "version-conflict" == answers[0]
        else:
            assert content == [(entry.stream, entry.event) for entry in answers[0].entries]
            self.all += content
            self.anchors.append(answers[0].anchor)
            if key:
                self.keys[key] = (content, answers[0])

    @precondition(lambda self: self.keys)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """The very same command again."""
        key = data.draw(st.sampled_from(sorted(self.keys)))
        content, answer = self.keys[key]
        streams = list(dict.fromkeys(stream for stream, _ in content))
        held = []
        for stream in streams:
            events = [event for of, event in content if of == stream]
            held.append(Batch(stream, events, 0 if events[0] == attested(stream) else 1))
        for journal in self.journals:
            again = journal.append_together(
                held, key=CommandKey(key), actor=OFFICE, authority=LAW, recorded_at=NOW
            )
            assert answer == again

    @rule()
    def open_again(self) -> None:
        """Each that outlasts the program is closed, and opened by somebody else."""
        for number, place in enumerate(self.places[1:], 1):
            self.journals[number].close()
            self.journals[number] = place.open()

    @invariant()
    def agrees(self) -> None:
        """Streams, versions, order, head and every old anchor."""
        for journal in self.journals:
            assert self.all == [(entry.stream, entry.event) for entry in journal.read_all()]
            assert list(dict.fromkeys(case for case, _ in self.all)) == list(journal.streams())
            for case in CASES:
                read = list(journal.read(case))
                assert self.events_of(case) == [entry.event for entry in read]
                assert list(range(1, len(read) + 1)) == [entry.version for entry in read]
            for anchor in self.anchors[-3:]:
                assert Soundness.INTACT is journal.verify(anchor).outcome
        assert 1 == len({journal.head() for journal in self.journals})


JournalMachine.TestCase.settings = settings(
    max_examples=at_most(15),  # each step verifies every journal
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_journals_and_model_agree = JournalMachine.TestCase
