"""How long `import reintegra` takes, beside the three libraries that it stands on.

Whole processes are timed, interleaved in one run, and the medians are compared: only the ratios
mean anything. The bound is 1.6; it is shown beside both and asserted nowhere. The front loads its
names when they are first used, so `import reintegra` alone loads next to nothing and says little:
what a program pays in the end is the second ratio.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

ROUNDS = 15
BOUND = 1.6
# Bytecode is written at the first run, as an installation does it.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
STATEMENTS = {
    "an empty program": "pass",
    "import attrs, pendulum, moneyed": "import attrs, pendulum, moneyed",
    "import reintegra": "import reintegra",
    "from reintegra import *": "from reintegra import *",
}


def seconds_for(statement: str) -> float:
    """The time that one fresh interpreter takes for a statement, from start to end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, env=ENVIRONMENT)  # noqa: S603 - our own statements
    return time.perf_counter() - began


def main() -> None:
    """Print the medians and the ratios."""
    for statement in STATEMENTS.values():
        seconds_for(statement)
    times: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(ROUNDS):
        for name, statement in STATEMENTS.items():
            times[name].append(seconds_for(statement))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:<34} {median * 1000:8.1f} ms")
    _, beside, front, whole = medians.values()
    for name, time_taken in (("the front alone", front), ("every name of it", whole)):
        ratio = time_taken / beside
        kept = "within" if ratio <= BOUND else "above"
        print(f"{name + ', beside the three':<34} {ratio:8.2f}    ({kept} the bound of {BOUND})")


if __name__ == "__main__":
    main()
