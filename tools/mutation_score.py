"""How many planted faults the tests notice, by package, read from what mutmut has on record.

`python -m tools.mutation_score` tells it of all packages, `... chain journal` of these two. It
ends with 1 where fewer than 95 of 100 were noticed, or some not tried. `--survivors` names those
that nobody noticed; `mutmut show NAME` shows one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from mutmut.stats import status_by_exit_code

PLANTED = Path("mutants") / "src"
LEAST = 95
NOTICED = {"killed", "timeout", "caught by type check"}


def found(folder: Path) -> dict[str, dict[str, str]]:
    """Of each package the planted faults, and what became of each."""
    packages: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(folder.rglob("*.meta")):
        codes: dict[str, int | None] = json.loads(file.read_text(encoding="utf-8"))[
            "exit_code_by_key"
        ]
        for name, code in codes.items():
            packages[name.split(".")[1]][name] = status_by_exit_code[code]
    return packages


def main(arguments: list[str]) -> int:
    """Print the score of each package; 0 when all are high enough, else 1."""
    packages = found(PLANTED)
    wanted = [each for each in arguments if each != "--survivors"] or sorted(packages)
    enough = bool(wanted)
    for package in wanted:
        planted = packages.get(package, {})
        told = Counter(planted.values())
        noticed = sum(told[each] for each in NOTICED)
        untried = told["not checked"]
        print(f"{package}: {noticed} of {len(planted)} planted faults noticed, {untried} not tried")
        if "--survivors" in arguments:
            print("".join(f"  {name}\n" for name in planted if planted[name] == "survived"), end="")
        enough &= bool(planted) and not untried and noticed * 100 >= len(planted) * LEAST
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
