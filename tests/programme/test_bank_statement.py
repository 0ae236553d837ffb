"""A bank statement holds what its control totals say, or is refused whole."""

from __future__ import annotations

import json
from decimal import Context, Inexact, localcontext
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InputRefused, InvalidValue, WrongType
from reintegra.programme.statements.bank_statement import (
    BankLine,
    BankStatement,
    ControlCheck,
    ControlFault,
    LineKind,
)
from reintegra.vocabulary.aid import ProofKind, ReturnReason
from reintegra.vocabulary.identifiers import RecordNumber
from reintegra.vocabulary.money import XTS, Money, idr
from tests.programme.statements import DAY, line_about, order_of, statement_of

_FILE = Path(__file__).parents[1] / "cases" / "workflow_and_funds.json"
_CASES = [
    case
    for case in json.loads(_FILE.read_text(encoding="utf-8"))
    if case["kind"] == "control-totals"
]
STATEMENT = RecordNumber("statement-7")
LINE = line_about(order_of(1))


def refusal(*lines: BankLine, count: int, total: Money) -> InputRefused:
    """How the statement is refused."""
    with pytest.raises(InputRefused) as refused:
        BankStatement(STATEMENT, lines, on=DAY, count=count, total=total)
    return refused.value


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_control_totals_answer_as_worked_out(case: dict[str, Any]) -> None:
    """A statement whose lines match its control totals is accepted, another refused whole."""
    lines = tuple(line_about(order_of(1, units=units)) for units in case["input"]["amounts"])
    total = idr(case["input"]["total"])
    try:
        BankStatement(STATEMENT, lines, on=DAY, count=case["input"]["count"], total=total)
    except InputRefused:
        answer = "refused whole"
    else:
        answer = "accepted"
    assert case["expect"]["statement"] == answer
    assert 2 == len(_CASES)


def test_every_control_total_that_differs_is_named() -> None:
    """A count and a total that both differ are two faults, in one refusal."""
    refused = refusal(LINE, count=2, total=idr(1))
    checks = (ControlCheck.COUNT, ControlCheck.TOTAL)
    assert tuple(ControlFault(STATEMENT, check) for check in checks) == refused.faults
    assert (
        "2 faults: statement-7: the lines are not as many as the control count says "
        "[control-count]; statement-7: the amounts of all lines do not add up to the control "
        "total [control-total]"
    ) == str(refused)
    told = "statement-7: banyaknya baris tidak sama dengan banyaknya menurut angka kendali"
    assert told == refused.faults[0].text("id")


def test_a_line_in_another_currency_is_never_added_up() -> None:
    """Two currencies have no sum, so the statement is refused, even where the figures agree."""
    refused = refusal(LINE, count=1, total=Money(960_000, XTS))
    assert (ControlFault(STATEMENT, ControlCheck.CURRENCY),) == refused.faults
    assert (
        "1 fault: statement-7: a line is in another currency than the control total "
        "[control-currency]"
    ) == str(refused)


@given(
    units=st.lists(st.integers(-5, 5), max_size=4),
    count=st.integers(0, 4),
    total=st.integers(-5, 5),
)
def test_a_statement_is_accepted_where_both_control_totals_match(
    units: list[int], count: int, total: int
) -> None:
    """Exactly then, whatever the kinds of the lines; and each fault is that of one total."""
    kinds = list(LineKind)
    lines = tuple(
        line_about(order_of(1), kinds[place % 3], units=each) for place, each in enumerate(units)
    )
    expected = [
        check
        for check, matches in (
            (ControlCheck.COUNT, count == len(units)),
            (ControlCheck.TOTAL, total == sum(units)),
        )
        if not matches
    ]
    found: list[ControlCheck] = []
    try:
        BankStatement(STATEMENT, lines, on=DAY, count=count, total=idr(total))
    except InputRefused as refused:
        found = [fault.check for fault in refused.faults]
    assert expected == found


@pytest.mark.parametrize("context", [Context(prec=1), Context(prec=1, traps=[Inexact])])
def test_a_control_total_is_exact_to_the_rupiah_whatever_the_decimal_context_is(
    context: Context,
) -> None:
    """Of lines of 10^18 and one rupiah, a total that is a rupiah off is refused."""
    lines = tuple(line_about(order_of(1), units=units) for units in (10**18, 10**18, 1))
    with localcontext(context):
        refused = refusal(*lines, count=3, total=idr(2 * 10**18))
        statement = BankStatement(STATEMENT, lines, on=DAY, count=3, total=idr(2 * 10**18 + 1))
    assert (ControlFault(STATEMENT, ControlCheck.TOTAL),) == refused.faults
    assert 3 == statement.count


def test_a_paid_line_has_no_reason_for_having_come_back() -> None:
    """Such a line says two things that cannot both be true."""
    with pytest.raises(InvalidValue) as refused:
        line_about(order_of(1), reason=ReturnReason.ACCOUNT_DORMANT)
    assert ("BankLine.reason", "not-returned") == (refused.value.field, refused.value.code)
    assert "BankLine.reason: only what came back has a reason for it [not-returned]" == str(
        refused.value
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference", 7),
        ("amount", 960_000),
        ("account", "account-1"),
        ("kind", "paid"),
        ("on", "2019-11-04"),
        ("record", "entry-1"),
        ("reason", "not-stated"),
    ],
)
def test_a_line_takes_values_of_its_types_only(field: str, value: Any) -> None:
    """What a reader of files hands over unread is refused by the name of its field."""
    with pytest.raises(WrongType) as refused:
        attrs.evolve(LINE, **{field: value})
    assert ("on" if field == "on" else f"BankLine.{field}") == refused.value.field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "statement-1"),
        ("lines", [LINE]),
        ("lines", ("entry-1",)),
        ("on", "2019-11-04"),
        ("count", True),
        ("total", 960_000),
        ("proof", "bank-confirmation"),
    ],
)
def test_a_statement_takes_values_of_its_types_only(field: str, value: Any) -> None:
    """A wrong type is a misuse, and no fault of the statement."""
    with pytest.raises(WrongType) as refused:
        attrs.evolve(statement_of([LINE]), **{field: value})
    assert ("on" if field == "on" else f"BankStatement.{field}") == refused.value.field


def test_what_a_bank_wrote_as_reference_is_never_shown() -> None:
    """Anything may stand in it: a name, or the number of an account."""
    line = attrs.evolve(LINE, reference="Siti Aminah 0123456789")
    assert "Siti" not in repr(statement_of([line]))


def test_a_statement_proves_what_a_bank_confirms_unless_it_says_otherwise() -> None:
    """The report of an LKS can be read as a statement with its own kind of proof."""
    assert ProofKind.BANK_CONFIRMATION is statement_of([LINE]).proof
    assert ProofKind.LKS_REPORT is statement_of([LINE], proof=ProofKind.LKS_REPORT).proof
