"""Cases, fund, desk and journal together, with two writers and whatever can go wrong between them.

The auditor of the money knows what must be answered to each command and each line of a statement,
whoever of the writers is asked, and however often, late or interrupted the asking is.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reintegra.errors import Conflict
from reintegra.journal import Anchor, Soundness
from tests.journal.writers import CRASHES, Crashed, Outdated, Writer, caught, read
from tests.profiles import at_most
from tests.programme.auditor import faults
from tests.programme.auditor_of_bank import answers
from tests.programme.money_commands import plan
from tests.programme.money_runs import quickly, state_of
from tests.programme.money_statements import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.programme.auditor_of_bank import Statement
    from tests.programme.auditor_of_money import Auditor
    from tests.programme.money_commands import Planned
    from tests.programme.money_runs import Result
    from tests.programme.money_words import Command

    Ask = Callable[[Writer, str], Any]

WRITERS = st.integers(0, 1)
LONGEST = 400


class Machine(RuleBasedStateMachine):
    """Two writers over one file, and an auditor who was told all that they were."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.stack.enter_context(quickly())
        self.path = Path(folder) / "journal.sqlite"
        self.anchors: list[Anchor] = []
        self.keyed: dict[str, tuple[Command, Result]] = {}
        self.statements: list[Statement] = []
        self.today = 0

    @initialize(seed=st.integers(0, 2**32), count=st.sampled_from((1, 40, 60)))
    def begin(self, seed: int, count: int) -> None:
        """The first cases are on record, both writers have read them, and some life has begun."""
        self.chance = Random(seed)  # noqa: S311 - no secret
        self.planned = plan(LONGEST, seed)
        self.auditor: Auditor
        first = Writer(self.path)
        self.anchors.append(first.begin())
        self.writers = [first, Writer(self.path)]
        self.last = 0
        self.carry_out(0, count)

    def teardown(self) -> None:
        """Give the file back."""
        for writer in getattr(self, "writers", ()):
            writer.close()
        self.stack.close()

    @rule(who=WRITERS, count=st.integers(1, 12))
    def carry_out(self, who: int, count: int) -> None:
        """A writer carries out commands; the other hears nothing of it."""
        for _ in range(count):
            planned = self._next()
            self._heard(planned, self._told(who, planned.command))

    @rule(who=WRITERS, crash=st.sampled_from(CRASHES))
    def crash_and_ask_again(self, who: int, crash: str) -> None:
        """The process ends over a command, and another in its place is asked the same."""
        planned = self._next()
        command = planned.command
        answer = self._asked(who, lambda writer, at: writer.carry_out(command, at), crash)
        if isinstance(answer, Crashed):
            if crash == "after" and not command.key:
                return  # nobody knows what to ask: it is on record, as the invariants see
            expected = self.auditor.answer(command) if crash == "after" else None
            answer = self._told(who, command)
            if expected is not None:
                assert (expected[0], frozenset(expected[1])) == answer
                self.keyed.setdefault(command.key, (command, answer))
                return
        self._heard(planned, answer)

    @rule(who=WRITERS)
    def deliver_to_both(self, who: int) -> None:
        """Two who know the same are given one command, and the journal itself takes it once."""
        for each in (0, 1):
            if not self._is_current(each):
                self._resume(each)
        planned, other = self._next(), self.writers[1 - who]
        self._heard(planned, self._told(who, planned.command))
        if planned.command.key and planned.outcome in {"done", "refused"}:
            outcome, refused = self.auditor.answer(planned.command)
            assert (outcome, frozenset(refused)) == other.carry_out(planned.command)
            assert self.anchors[-1] == other.journal.head()
            self.last = 1 - who

    @precondition(lambda self: self.keyed)
    @rule(who=WRITERS, data=st.data())
    def deliver_again(self, who: int, data: st.DataObject) -> None:
        """A command that was answered is delivered once more, to either of them."""
        command, first = self.keyed[data.draw(st.sampled_from(sorted(self.keyed)))]
        outcome, refused = self.auditor.answer(command)
        answer = self._told(who, command)
        assert (outcome, frozenset(refused)) == answer
        assert answer == ("repeated", first[1]) if first[0] == "done" else first

    @precondition(lambda self: any(e.status == "sent" for e in self.auditor.desk.orders.values()))
    @rule(who=WRITERS, order=st.permutations((0, 1, 2)), crash=st.sampled_from(("", *CRASHES)))
    def reconcile(self, who: int, order: list[int], crash: str) -> None:
        """Statements come in any order, one of them twice, and perhaps the process ends."""
        drawn_up = [drawn(self.chance, self.auditor, self.today) for _ in range(2)]
        coming = [*drawn_up, self.chance.choice([*drawn_up, *self.statements])]
        for place in order:
            self._reconcile(who, coming[place], crash)
            crash = ""
        self.statements += drawn_up

    def _reconcile(self, who: int, asked: Statement, crash: str) -> None:
        expected = answers(self.auditor, asked)
        answer = self._asked(who, lambda writer, at: writer.reconcile(asked, at), crash)
        if isinstance(answer, Crashed):
            if crash == "after":
                expected = answers(self.auditor, asked)
            answer = self._asked(who, lambda writer, at: writer.reconcile(asked, at))
        assert expected == answer

    @rule(who=WRITERS)
    def resume(self, who: int) -> None:
        """A process begins from the file; every key answers as before, and changes nothing."""
        self._resume(who)
        held = self.writers[who]
        for command, first in self.keyed.values():
            before = held.run.programme
            outcome = "repeated" if first[0] == "done" else first[0]
            assert (outcome, first[1]) == held.carry_out(command)
            assert before is held.run.programme

    def _next(self) -> Planned:
        """The next command, which the auditor has answered."""
        planned, self.auditor = next(self.planned)
        self.today = max(step.day for step in planned.command.steps)
        return planned

    def _heard(self, planned: Planned, answer: Result) -> None:
        assert (planned.outcome, planned.refused) == answer
        if planned.command.key and planned.outcome in {"done", "refused"}:
            self.keyed.setdefault(planned.command.key, (planned.command, answer))

    def _told(self, who: int, command: Command) -> Any:
        return self._asked(who, lambda writer, at: writer.carry_out(command, at))

    def _asked(self, who: int, ask: Ask, crash: str = "") -> Any:
        """The answer of a writer, who begins again where the other one was first."""
        head, is_current = self.writers[who].journal.head(), self._is_current(who)
        answer = caught(lambda: ask(self.writers[who], crash), Conflict, Outdated, Crashed)
        if isinstance(answer, Conflict | Outdated):
            assert not is_current
            if isinstance(answer, Conflict):
                assert "version-conflict" == answer.code
            self._resume(who)
            answer = caught(lambda: ask(self.writers[who], crash), Crashed)
        self.last = who
        if isinstance(answer, Crashed):
            self._resume(who)
            if crash != "after":
                assert head == self.writers[who].journal.head()
        self.anchors.append(self.writers[who].journal.head())
        return answer

    def _is_current(self, who: int) -> bool:
        return self.writers[who].seen == self.writers[who].journal.head()

    def _resume(self, who: int) -> None:
        self.writers[who].close()
        self.writers[who] = Writer(self.path)

    @invariant()
    def all_of_it_balances(self) -> None:
        """Fund, desk, cases and keys stand as the auditor knows them, in whoever answered last."""
        run = self.writers[self.last].run
        assert [] == faults(run.programme.fund)
        assert [] == self.auditor.disagreements(run.programme, run.cases)

    @invariant()
    def the_journal_makes_what_stands(self) -> None:
        """All of it, from the file alone; and it is intact by anchors that were kept elsewhere."""
        writer = self.writers[self.last]
        made = read(writer.journal)
        assert state_of(writer.run.programme) == state_of(made.programme)
        assert writer.run.cases == made.cases
        for anchor in (self.chance.choice(self.anchors), self.anchors[-1]):
            assert Soundness.INTACT is writer.journal.verify(anchor).outcome


Machine.TestCase.settings = settings(
    max_examples=at_most(20),  # after each step the whole journal is read and verified
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_case_fund_and_journal_stand_together = Machine.TestCase
