"""A history of a programme outlives the classes of its day: its seals and its keys stay right."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import reintegra
from tests.journal.after_upgrade import told_of
from tests.journal.golden_life import DIGESTS, LIFE, beginnings, digests
from tests.journal.schema_record import GOLDEN

LIVES = sorted(GOLDEN.glob("programme-*.txt"))
PINNED = json.loads(DIGESTS.read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", LIVES, ids=lambda path: str(path.stem))
def test_the_history_of_each_release_is_replayed_and_its_keys_are_answered(path: Path) -> None:
    """As on that day, from what the programme began with; whatever is changed in it is refused."""
    assert_as_it_was(told_of(path), path)


def assert_as_it_was(told: dict[str, Any], path: Path) -> None:
    """The history is replayed, sealed as recorded, answered as before, and guarded."""
    assert told["replayed"], told
    held = recorded(path)
    assert [entry["seal"] for entry in held] == told["seals"]
    assert held[0]["before"] == told["began"]
    keyed = [entry for entry in held if entry["key"]]
    assert len(keyed) >= 8
    assert told["answers"] == {
        entry["key"]: f"{'refused' if entry['refusal'] else 'repeated'}, True" for entry in keyed
    }
    assert told["tampered"] == told["refused"] >= 100
    assert sum(told["balances"]) == 0
    assert any(told["balances"])


def recorded(path: Path) -> list[dict[str, Any]]:
    """The entries as they were recorded, whatever they are read as today."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line.split(" ", maxsplit=1)[1])["event"]["data"] for line in lines]


def test_every_event_has_the_digest_of_its_release_and_so_has_every_beginning() -> None:
    """A kind of value or a field that got another name, or another default, is found here."""
    assert PINNED["events"] == digests()
    assert PINNED["beginnings"] == beginnings()


# --- another release ------------------------------------------------------------------------------

PLANTED = (
    # a field is added to events, to the entry, to what a bank says, and to what a fund keeps
    ("chain/award.py", r"(class AidPaidBack\(Event\):(?:.*\n)*?    record: RecordNumber\n)",
     r"\1    receipt: RecordNumber | None = None\n"),
    ("chain/award.py", r"(class Awarded\(Event\):(?:.*\n)*?    tranches: .*\n)",
     r"\1    receipt: RecordNumber | None = None\n"),
    ("programme/history.py", r"(    reconciliation: .*\n)",
     r"\1    witness: CaseId | None = attrs.field(default=None, kw_only=True)\n"),
    ("programme/statements/bank_statement.py", r"(    reason: ReturnReason = .*\n)",
     r"\1    fees: tuple[Money, ...] = ()\n"),
    ("programme/money/ledger.py", r"(    movement: Movement\n(?:.*\n)*?    payment: .* = None\n)",
     r"\1    note: str | None = None\n"),
    ("programme/paying/office.py", r"(    attempts: int = .*\n)",
     r"\1    closed: frozenset[int] = attrs.field(factory=frozenset, kw_only=True)\n"),
    # a field and a kind of value are renamed wherever they stand
    ("**/*.py", r"\bdespite\b", "in_spite_of"),
    ("**/*.py", r"\bOrderFinding\b", "FindingOfOrder"),
    # and it is said what was recorded, and what it was called
    ("journal/schemas.py", r"VERSIONS: (.*)MappingProxyType\(\{\}\)",
     r"""VERSIONS: \1MappingProxyType(
        {"aid-paid-back": 2, "awarded": 2, "entry": 2, "payment-approved": 2}
    )"""),
    ("journal/schemas.py", r"UPCASTERS: (.*) = \(\)",
     r"""def _entry(data: Data) -> Data:
    answered = data["reconciliation"] or {"answers": []}
    for answer in answered["answers"]:
        answer["line"]["fees"] = []
    return {**data, "witness": None}


UPCASTERS: \1 = (
    Upcaster("aid-paid-back", 1, lambda data: {**data, "receipt": None}),
    Upcaster("awarded", 1, lambda data: {**data, "receipt": None}),
    Upcaster("payment-approved", 1, lambda data: {"in_spite_of": data.pop("despite"), **data}),
    Upcaster("entry", 1, _entry),
)"""),
)  # fmt: skip
FIRST_NAMES = (
    "programme/content.py", r"FIRST_NAMES: (.*)MappingProxyType\(\{\}\)",
    r"""FIRST_NAMES: \1MappingProxyType({
        "PaymentApproved.in_spite_of": "despite",
        "FindingOfOrder": "OrderFinding",
    })""",
)  # fmt: skip


def after(changes: Any, where: Path) -> dict[str, Any]:
    """What another release of the library makes of the golden history."""
    library = where / "reintegra"
    shutil.copytree(Path(reintegra.__file__).parent, library)
    for pattern, find, put in changes:
        changed = 0
        for path in library.glob(pattern):
            text, times = re.subn(find, put, path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8")
            changed += times
        assert changed, (pattern, find)
    done = subprocess.run(  # noqa: S603 - this interpreter, on a copy of the library
        [sys.executable, "-m", "tests.journal.after_upgrade", str(LIFE)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (where, ROOT)))},
        capture_output=True,
        check=False,
        text=True,
    )
    assert not done.returncode, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_after_an_upgrade_the_history_is_replayed_and_its_keys_are_answered(
    tmp_path: Path,
) -> None:
    """Fields with a default were added everywhere, a field and a kind of value renamed."""
    told = after((*PLANTED, FIRST_NAMES), tmp_path)
    assert_as_it_was(told, LIFE)
    assert {"receipt", "in_spite_of"} <= set(told["fields"])
    assert "despite" not in told["fields"]
    assert told["tampered"] > told_of(LIFE)["tampered"]


def test_a_name_that_is_changed_without_its_first_name_is_found(tmp_path: Path) -> None:
    """From the entry on which it stands; the entries before it are as they were."""
    told = after(PLANTED, tmp_path)
    with_it = next(n for n, entry in enumerate(recorded(LIFE)) if _holds_a_finding(entry))
    assert not told["replayed"]
    assert all(told["whole"][:with_it])
    assert not told["whole"][with_it]


def _holds_a_finding(entry: dict[str, Any]) -> bool:
    seen = (event["data"].get("despite") for event in entry["events"])
    return bool(entry["findings"]) or any(seen)


def test_an_upcaster_that_makes_something_else_of_an_event_is_found(tmp_path: Path) -> None:
    """What was never said cannot be put into a history: here another amount."""
    change = '{**data, "receipt": None, "amount": {**data["amount"], "units": 99}}'
    other = [
        (path, find, put.replace('"aid-paid-back", 1, lambda data: {**data, "receipt": None}',
                                 f'"aid-paid-back", 1, lambda data: {change}'))
        for path, find, put in (*PLANTED, FIRST_NAMES)
    ]  # fmt: skip
    told = after(other, tmp_path)
    assert not told["replayed"]
    whole = ["aid-paid-back" not in _types(entry) for entry in recorded(LIFE)]
    assert whole == told["whole"]


def _types(entry: dict[str, Any]) -> set[str]:
    return {event["type"] for event in entry["events"]}
