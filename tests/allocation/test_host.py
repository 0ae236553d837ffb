"""What the host has set, its hash seed, locale or Decimal context, never reaches a result."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_SHARE = """
import contextlib
import decimal
import locale
import sys

decimal.getcontext().prec = int(sys.argv[1])
with contextlib.suppress(locale.Error):  # where the host has this language
    locale.setlocale(locale.LC_ALL, "")
from reintegra.allocation import *

claims = [Claim("ärni"), Claim("Iwan"), Claim("iwan", 3), Claim("b", 3), Claim("zoë", 2)]
tree = [Group("I", ("Iwan", "zoë")), Group("i", ("iwan", "b", "ärni"), within=capped(tie="by-id"))]
kits = packages({"stall": 7, "seed": 5}, {each.id: "seed" for each in claims}, tie="by-id")
methods = [
    equal(tie="by-id"),
    per_head(3, tie="by-id"),
    proportional(tie="by-id"),
    capped(tie="by-id"),
    by_priority(within=equal(tie="by-id")),
    divisor("dean", tie="by-id"),
    kits,
    nested(tree),
    carried(balances=[("iwan", 1, 3), ("zoë", -1, 3)]),
]
assert {method.name for method in methods} == set(METHODS)
for method in methods:
    for total in (1, 13, 10**18 + 3):
        result = allocate(total, claims, method)
        print(result, verify(result), sep="\\n")
for row in compare(13, claims, methods[:4]).rows():
    print(row)
print(sufficiency(claims, proportional()))
"""


def _printed(seed: str, precision: int, language: str) -> str:
    path = os.pathsep.join(each for each in sys.path if each)
    host = {"PYTHONHASHSEED": seed, "LC_ALL": language, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    asked = [sys.executable, "-c", _SHARE, str(precision)]
    ran = subprocess.run(asked, env=host, cwd=_ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert ran.stderr == ""
    return ran.stdout


@pytest.mark.parametrize(
    ("seed", "precision", "language"),
    [("1", 1, "C"), ("4242", 2, "C.UTF-8"), ("77", 1, "tr_TR.UTF-8")],
)
def test_no_setting_of_the_host_reaches_a_result(seed: str, precision: int, language: str) -> None:
    """Every method says the same, whole and in order, under any hash seed, language, precision."""
    assert _printed("0", 28, "C") == _printed(seed, precision, language)
