"""A programme that takes planned commands, and says what became of each in the auditor's words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra import chain
from reintegra.errors import Conflict, InvalidValue, TransitionRefused
from reintegra.programme import Command, Programme, Refusal
from reintegra.rules import Verdict
from reintegra.vocabulary import CaseId, CommandKey, Text
from tests.programme.auditor import faults, state
from tests.programme.auditor_of_bank import answers
from tests.programme.money_commands import plan
from tests.programme.money_invariants import breaches
from tests.programme.money_statements import EVERY, drawn, reconciled
from tests.programme.money_world import event_of, opened

if TYPE_CHECKING:
    from tests.programme import money_words
    from tests.programme.auditor_of_bank import Answer, Statement

SAID = Text(id="-", en="-")
Result = tuple[str, frozenset[str]]


@contextmanager
def quickly() -> Iterator[None]:
    """Refusals have their codes and no more, and nobody counts the lines that were run.

    What is possible instead, the words, and the counting take three quarters of the time and move
    no money; the tests that name a rule say its words and run its lines.
    """
    tracer = sys.gettrace()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain.Case, "possible", lambda *_, **__: ())
        patch.setattr(Verdict, "text", lambda *_: "Refused.")
        sys.settrace(None)
        try:
            yield
        finally:
            sys.settrace(tracer)


@attrs.define
class Run:
    """A programme and its cases, as the commands leave them."""

    programme: Programme
    cases: Mapping[CaseId, chain.Case]

    @classmethod
    def opened(cls) -> Run:
        """Before the first command."""
        return cls(*opened())

    def told(self, asked: Statement) -> list[Answer]:
        """What each line of a statement is; the same again changes nothing."""
        done, answers = reconciled(self.programme, self.cases, asked)
        older = {CaseId(f"case-{number}") for number in asked.older}
        fresh = {number: case for number, case in done.cases.items() if number not in older}
        self.programme, self.cases = done.programme, {**self.cases, **fresh}
        again, _ = reconciled(self.programme, self.cases, asked)
        assert again.programme is self.programme
        return answers

    def take(self, command: money_words.Command) -> Result:
        """What becomes of a command, with the codes of its refusal; `?` before what is to ask."""
        register = {} if command.adult is None else {"adult": command.adult}
        knowing = dict.fromkeys(self.cases, register)
        events = tuple(map(event_of, command.steps))
        try:
            if not command.key:
                recorded = self.programme.record(events, self.cases, knowing=knowing)
                self.programme, self.cases = recorded.programme, recorded.cases
                return "done", frozenset()
            asked = Command(CommandKey(command.key), events)
            answer = self.programme.carry_out(asked, self.cases, knowing=knowing)
        except TransitionRefused as error:
            return "refused", _codes_of(error.verdict)
        except Conflict:
            return "conflict", frozenset()
        except InvalidValue:
            return "malformed", frozenset()
        self.programme, self.cases = answer.programme, answer.cases
        refused = answer.refusal or Refusal((), (), (), SAID)
        return str(answer.outcome), frozenset(refused.codes or map("?{}".format, refused.open))


def state_of(programme: Programme) -> tuple[object, ...]:
    """Fund, desk, accounts, history and memory of keys."""
    fund, desk, accounts = programme.fund, programme.desk, programme.accounts
    return (
        *(fund.postings, *state(fund)),
        *(desk.orders, desk.files),
        *(accounts.of_case, accounts.holders),
        *(programme.history, programme.memory),
    )


def audited(length: int, seed: int) -> list[Programme]:
    """A programme after each of so many planned commands, whose every answer the auditor knows.

    Between them come statements of the bank, of which the auditor knows what each line is.

    All that stands is as the auditor knows it, and no invariant is broken; what was recorded up
    to a command, and up to the last, replays to the same.
    """
    run = Run.opened()
    seen = [run.programme]
    chance = Random(seed)  # noqa: S311 - no secret
    for planned, auditor in plan(length, seed):
        before = run.programme
        assert (planned.outcome, planned.refused) == run.take(planned.command)
        assert planned.aim in {"", *planned.refused}
        if planned.outcome == "done":
            assert [] == auditor.disagreements(run.programme, run.cases)
        if run.programme.fund is not before.fund:
            assert [] == faults(run.programme.fund)
        if planned.outcome != "done":
            assert unchanged(before, run.programme)
        seen.append(run.programme)
        if auditor.desk.orders and not chance.randrange(EVERY):
            asked = drawn(chance, auditor, max(step.day for step in planned.command.steps))
            assert answers(auditor, asked) == run.told(asked)
            assert [] == auditor.disagreements(run.programme, run.cases)
            assert [] == faults(run.programme.fund)
            seen.append(run.programme)
    assert [] == breaches(run.programme, run.cases)
    for programme in (seen[seed % length], run.programme):
        assert state_of(programme) == state_of(seen[0].replay(programme.history))
    return seen


def unchanged(before: Programme, after: Programme) -> bool:
    """Whether nothing but the memory of keys has changed."""
    same = (before.fund.postings, before.desk.orders, before.desk.files, before.accounts)
    return same == (after.fund.postings, after.desk.orders, after.desk.files, after.accounts)


def _codes_of(verdict: Verdict) -> frozenset[str]:
    failed = [reason.code for reason in verdict.failed]
    return frozenset(failed or (f"?{reason.code}" for reason in verdict.undetermined))
