"""An independent auditor agrees with every answer of a whole programme, and all of it balances."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import at_most
from tests.programme.auditor_of_bank import answers
from tests.programme.money_commands import SPOILS, plan
from tests.programme.money_runs import audited, quickly, state_of
from tests.programme.money_statements import EVERY, drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 125
"""Commands of one history."""
TOGETHER = 4
"""Histories of one seed: a hundred seeds are 50,000 commands, 2,000 are a million."""

_SAID = ("done", "in-order", "stimulus-status")
_ORDERED = ("done", "acts-in-order", "order-is-known", "order-status")
_WHO = ("officer-is-known", "apart-from-beneficiary", "apart-from-household")
_APART = ("apart-from-maker", "apart-from-makers-household")
_MADE = ("signed-apart-from-beneficiary", "signed-apart-from-household")
_SIGNED = (*_MADE, "signed-by-different-people", "signed-by-different-households")
_DUE = ("amount-is-due", "account-on-record")
_AMOUNT = ("own-currency", "amount-above-zero", "award-is-known")
_BY_BANK = ("as-ordered", "payment-fits", "payment-was-sent", "answer-is-open")
ANSWERS: dict[str, tuple[str, ...]] = {
    "office": ("done", "own-programme"),
    "appropriate": ("done", "own-programme", "own-currency", "appropriation-is-new"),
    "consent": ("done", "new-event", "in-order", "case-status"),
    "register": ("done", "new-event", "in-order", "case-status"),
    "lose": ("done", "new-event", "in-order", "ending-status"),
    "regain": ("done", "new-event", "in-order", "ending-status"),
    "award": (
        *("case-status", "case-open"),
        *(*_SAID, "new-event", "same-case", "award-permitted", "not-given-before"),
        *("consent-recorded", "adult", "?adult", "own-programme", "own-currency", "award-is-new"),
        *("within-available", "funded-by-then", "within-programme-ceiling"),
        *("within-round-ceiling", "within-site-ceiling", "within-person-ceiling"),
    ),
    "prepare": (
        *("done", "award-on-record", "acts-in-order", "order-is-new", "no-order-under-way"),
        *("follows-the-return", "attempts-left", "payee-named", *_WHO, *_DUE),
    ),
    "amend": (*_ORDERED, "something-changes", "payee-named", *_WHO, *_DUE, *_MADE),
    "approve": (
        *(*_ORDERED, *_WHO, *_DUE, "follows-the-return", "only-what-was-found"),
        *("approver-in-group", *_APART, "delegation-in-force", "approves-once"),
    ),
    "withdraw": (*_ORDERED, "officer-is-known"),
    "send": (
        *("case-status", "case-open", "not-given-before"),
        *(*_ORDERED, *_SAID, *_AMOUNT, *_DUE, "new-event", "consent-recorded", "adult", "?adult"),
        *("payment-fits", "account-ready", "earlier-tranches-accounted", "as-ordered"),
        *("follows-the-return", "award-not-held", "findings-seen", "payment-is-new"),
        *("award-holds-amount", *_SIGNED),
    ),
    "goods": (
        *("case-status", "case-open", "not-given-before", "new-event", "consent-recorded"),
        *(*_SAID, "acts-in-order", "award-on-record", "award-not-held", "goods-are-ordered"),
        *("adult", "?adult", "payment-fits", "amount-is-due", "award-is-known", *_SIGNED),
        *("award-holds-amount", "findings-seen", "account-on-record"),
    ),
    "confirm": (
        *(*_ORDERED, *_SAID, *_AMOUNT, *_BY_BANK, "new-event", "proof-fits"),
        "award-holds-amount",
    ),
    "return": (*_ORDERED, *_SAID, *_AMOUNT, *_BY_BANK, "new-event", "award-holds-amount"),
    "back": (
        *(*_ORDERED, *_SAID, *_AMOUNT, "new-event", "paying-back-fits"),
        *("payment-was-received", "payment-holds-amount", "order-holds-amount"),
    ),
    "account": (*_SAID, "new-event", "case-status", "use-fits"),
    "reduce": (
        *(*_SAID, "new-event", "own-currency", "award-is-known", "reduction-fits"),
        "less-than-before",
    ),
    "cancel": (*_SAID, "new-event", "award-is-known", "cancellation-fits"),
    "hold": ("done", "award-on-record", "acts-in-order", "not-held-yet", "officer-is-known"),
    "resume": ("done", "award-on-record", "acts-in-order", "award-is-held", *_WHO),
    "decide": (
        *("done", "award-on-record", "acts-in-order", "attempts-used-up", *_WHO),
        *("approver-in-group", *_APART),
    ),
    "remit": (
        *("done", "award-on-record", "acts-in-order", "no-order-under-way"),
        *("something-came-back", "award-is-known", "return-is-not-due", "no-return-in-doubt"),
        *("remits-what-came-back", "own-currency"),
    ),
    "contradict": (
        *("done", "order-is-known", "order-status"),
        *("contradiction-is-new", "after-the-return"),
    ),
    "uphold": (
        *("done", "order-is-known", "order-status", "return-is-contradicted", "answered-for"),
        *(*_WHO, "approver-in-group", *_APART),
    ),
}
"""What is answered of each verb: done, or each of the codes with which it can be refused."""

_NOT_AT_HAND = ("case-not-given", "older-case")
_OF_A_LINE = ("done", "awaits", "after-the-statement", "before-the-sending", *_NOT_AT_HAND)
LINES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("partial", "excess", "duplicate", "unknown-payment"), ("done",)),
    "wrong-account": ("done",),
    "matched": _OF_A_LINE,
    "returned": (*_OF_A_LINE, "before-the-receipt"),
    "paid-after-return": ("done", "awaits", "after-the-statement", *_NOT_AT_HAND),
}
"""What a line of a statement can be, and why it is not recorded; reversed is as returned."""

HISTORIES = 400
seeds = st.integers(0, 2**32)


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """Refusals have their codes and no more: nothing else is asked here."""
    with quickly():
        yield


@pytest.mark.long
@pytest.mark.parametrize("number", range(TOGETHER))  # so that workers share the longest of all
@settings(max_examples=at_most(100))  # a history of 125 commands, audited after each
@given(seed=seeds)
def test_the_auditor_agrees_with_every_answer_and_all_of_it_balances(
    number: int, seed: int
) -> None:
    """Done, repeated, refused and with which codes, in conflict or malformed.

    After each command all stands as the auditor knows it; and any prefix replays to the same.
    """
    audited(LENGTH, TOGETHER * seed + number)


@pytest.mark.hypothesis  # a random history: no error text of it is put on record
def test_every_prefix_of_a_history_replays_to_the_same_programme() -> None:
    """Fund, desk, accounts, history and memory of keys, after each of its commands."""
    start, *seen = audited(LENGTH, 5)
    states = list(map(state_of, seen))
    assert states == [state_of(start.replay(programme.history)) for programme in seen]
    assert LENGTH // 3 < len({id(programme) for programme in seen})


@pytest.mark.long
def test_the_commands_and_the_statements_between_them_meet_every_answer() -> None:
    """Each verb is done, and refused with each code that it can be refused with; so is each key.

    Each outcome of a line is met, recorded or not; and each reason that a line has by itself.
    """
    met: dict[str, set[str]] = {}
    lines: dict[str, set[str]] = {}
    outcomes: Counter[str] = Counter()
    aims: Counter[tuple[str, str]] = Counter()
    for seed in range(HISTORIES):
        chance = Random(seed)  # noqa: S311 - no secret
        for planned, auditor in plan(LENGTH, seed):
            (first, *others), outcome = planned.command.steps, planned.outcome
            outcomes[outcome] += 1
            aims[first.verb, planned.aim] += 1
            if not others and outcome in {"done", "refused", "open"}:
                met.setdefault(first.verb, set()).update(planned.refused or {outcome})
            if auditor.desk.orders and not chance.randrange(EVERY):
                asked = drawn(chance, auditor, max(step.day for step in planned.command.steps))
                for said, refused in answers(auditor, asked):
                    kind = "returned" if said == "reversed" else said
                    lines.setdefault(kind, set()).update(refused or {"done"})
    assert {verb: set(answers) for verb, answers in ANSWERS.items()} == met
    assert {outcome: set(why) for outcome, why in LINES.items()} == lines
    assert {"done", "refused", "open", "repeated", "conflict", "malformed"} == outcomes.keys()
    assert outcomes["done"] > HISTORIES * LENGTH // 3
    assert {(verb, code) for verb, spoils in SPOILS.items() for code in spoils} <= aims.keys()
