"""Write down what the examples print, for a person to read and approve.

The tests compare each example with what stands in `examples/expected`; a change there is a change
of what readers see, and belongs into the same commit as its cause.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = ROOT / "examples" / "expected"
EXAMPLES: dict[str, tuple[str, ...]] = {
    "lombok_2019.en.txt": ("lombok_2019.py",),
    "lombok_2019.id.txt": ("lombok_2019.py", "--lang", "id"),
    "lombok_2019.sandbox.txt": ("lombok_2019.py", "--policy", "sandbox"),
    "other_rounds.en.txt": ("other_rounds.py",),
    "other_rounds.id.txt": ("other_rounds.py", "--lang", "id"),
}
ON_SPARK: dict[str, tuple[str, ...]] = {
    "spark_rules.txt": ("spark_rules.py",),
}
"""What runs on a Java machine, and is compared in the nightly run alone."""


def printed(script: str, *arguments: str) -> str:
    """What an example prints, run as a reader runs it."""
    command = [sys.executable, str(ROOT / "examples" / script), *arguments]
    run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603 - our own examples
    return run.stdout


def main() -> None:
    """Write every expected output anew."""
    EXPECTED.mkdir(exist_ok=True)
    for name, command in EXAMPLES.items():
        (EXPECTED / name).write_text(printed(*command), encoding="utf-8")


if __name__ == "__main__":
    main()
