"""How the whole suite runs: Hypothesis profiles, and a run against an installed wheel."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import reintegra

_PATIENT = (HealthCheck.too_slow,)  # a shared machine is slow at times; that is no fault of a test

settings.register_profile(
    "dev", max_examples=50, deadline=None, derandomize=True, suppress_health_check=_PATIENT
)
settings.register_profile("ci", settings.get_profile("dev"), max_examples=500)
settings.register_profile(
    "nightly", settings.get_profile("dev"), max_examples=20_000, derandomize=False
)
settings.load_profile("dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--installed`: the tests must meet the installed wheel, not the source tree."""
    parser.addoption("--installed", action="store_true", help="fail unless reintegra is installed")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop at once where `--installed` is asked for and the source tree is what was imported."""
    home = Path(str(reintegra.__file__)).resolve()
    if session.config.getoption("installed") and not home.is_relative_to(
        Path(sys.prefix).resolve()
    ):
        pytest.exit("--installed: reintegra comes from the source tree, not from the wheel", 3)
