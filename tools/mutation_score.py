"""How many planted faults the tests notice, read from the statistics that mutmut exports."""

from __future__ import annotations

import json
import sys
from pathlib import Path

STATISTICS = Path("mutants") / "mutmut-cicd-stats.json"
LEAST = 95


def main() -> int:
    """Print the score in percent; 0 when it is high enough, else 1."""
    counts: dict[str, int] = json.loads(STATISTICS.read_text(encoding="utf-8"))
    noticed = counts["killed"] + counts["timeout"]
    tried = counts["total"] - counts["skipped"]
    print(f"{noticed} of {tried} planted faults noticed ({LEAST} % are asked for)")
    return 0 if tried and noticed * 100 >= tried * LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
