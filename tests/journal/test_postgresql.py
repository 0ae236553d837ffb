"""The server of the tests: it is gone when they are, and its absence is said."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.journal import postgresql

ROOT = Path(__file__).parents[2]
ASKS = """
from time import sleep
from tests.journal import postgresql
server = postgresql.server()
print(server.port, server.home, flush=True)
sleep(600)
"""
PATIENCE = 60


def answers(port: int) -> bool:
    """Whether anybody listens on a port of loopback."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL], ids=lambda sent: str(sent.name))
def test_no_server_outlives_the_tests_that_were_killed(sent: signal.Signals) -> None:
    """However they end, even with all processes of theirs: neither server nor folder is left."""
    if postgresql.programs() is None:
        pytest.skip(postgresql.NOT_INSTALLED)
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ASKS],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    ) as tests:
        assert tests.stdout is not None
        port, home = tests.stdout.readline().split()
        assert answers(int(port))
        os.killpg(tests.pid, sent)
    until = monotonic() + PATIENCE
    while (answers(int(port)) or Path(home).exists()) and monotonic() < until:
        sleep(0.05)
    assert (False, False) == (answers(int(port)), Path(home).exists())


def test_where_no_server_is_wanted_the_tests_on_it_are_skipped_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once for each test, and once more at the end of the run, where it is not overlooked."""
    monkeypatch.setenv("WITHOUT_POSTGRESQL", "1")
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [
            *(sys.executable, "-m", "pytest", "-rs", "-p", "no:randomly", "-p", "no:cov"),
            *("--basetemp", tmp_path / "within", "tests/journal/test_sql.py"),
            *("-k", "test_the_server_refuses_to_empty_the_table"),
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout
    assert "SKIPPED [1] tests/journal/kinds.py" in told
    assert [postgresql.NOT_INSTALLED] == [
        line for line in told.splitlines() if line == postgresql.NOT_INSTALLED
    ]
    assert "1 skipped" in told
