"""How the whole suite runs: Hypothesis profiles, and a run against an installed wheel."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reintegra
from tests import cold, profiles, rule_words
from tests.error_texts import note_errors, on_record, write
from tests.journal.postgresql import NOT_INSTALLED, programs

if TYPE_CHECKING:
    from collections.abc import Iterator

profiles.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--installed`: the tests must meet the installed wheel, not the source tree."""
    parser.addoption("--installed", action="store_true", help="fail unless reintegra is installed")
    parser.addoption(
        "--record-error-texts", action="store_true", help="write the error texts down anew"
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop at once where `--installed` is asked for and the source tree is what was imported."""
    home = Path(str(reintegra.__file__)).resolve()
    if session.config.getoption("installed") and not home.is_relative_to(
        Path(sys.prefix).resolve()
    ):
        pytest.exit("--installed: reintegra comes from the source tree, not from the wheel", 3)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is long, so that no worker waits for another at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def lines_are_counted_in_named_examples(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is covered is what a test with examples of its own runs.

    So the coverage hangs neither on what was drawn nor on how far a space was explored, nor on
    what a page or a demonstration happens to touch; and to count lines takes most of their time.
    """
    tracer = sys.gettrace()
    is_shown = request.node.nodeid.startswith(("tests/docs/", "tests/examples/"))
    if is_shown or any(map(request.node.get_closest_marker, ("hypothesis", "long"))):
        sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.fixture(autouse=True)
def nothing_is_remembered_while_faults_are_planted() -> None:
    """The variable is set by the program that plants them, and by nothing else."""
    if "MUTANT_UNDER_TEST" in os.environ:
        cold.forget()


_MET: set[str] = set()


@pytest.fixture(autouse=True)
def error_texts_stand_on_record(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Every error text that a test meets is on record; `make approve` renews the record."""
    met: set[str] = set()
    reads_the_classes = request.node.nodeid.startswith("tests/architecture")
    if not reads_the_classes and not request.node.get_closest_marker("hypothesis"):
        note_errors(met, monkeypatch)
    yield
    _MET.update(met)
    if not request.config.getoption("record_error_texts"):
        assert sorted(met - on_record()) == [], "read the change, then make approve"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the record where that was asked for."""
    if session.config.getoption("record_error_texts"):
        write(_MET)
        rule_words.record()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so where a part could not be tested: a skip alone is easily overlooked."""
    if programs() is None:
        terminalreporter.write_line(NOT_INSTALLED, yellow=True)
