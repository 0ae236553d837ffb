"""How long a sum takes to be shared among the claims of a whole country, in plain Python.

The bare kernel is what nobody can do without: one division for each claim and one stable sort of
the remainders. Beside it a whole allocation has checks, ids, a waiting list and a record of ties.
The other libraries share by largest remainder as well, with fractions as exact; they give back the
shares and no more. The time is that of the processor, and the bounds are asserted nowhere.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from benchmarks.common.peers import module, version
from benchmarks.common.timing import compare, show, taking_turns
from reintegra.allocation import Claim, allocate, capped, equal, per_head, proportional, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CLAIMS = 62_729
AMOUNT = 960_000
TOTAL = CLAIMS * AMOUNT + 1
ROUNDS = 21
ROUNDS_OF_PEERS = 3
BOUND = 2.5
BOUND_OF_PEERS = 10


def kernel(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder without a check or a record; equal remainders in their order."""
    whole = sum(weights)
    shares: list[int] = []
    remainders: list[int] = []
    for weight in weights:
        share, remainder = divmod(total * weight, whole)
        shares.append(share)
        remainders.append(remainder)
    ranked = sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)
    for position in ranked[: total - sum(shares)]:
        shares[position] += 1
    return shares


def of_votelib(weights: dict[str, int]) -> Callable[[], dict[str, int]] | None:
    """Largest remainder with the quota of Hare, which votelib computes as a fraction."""
    library = module("votelib.evaluate.proportional")
    if library is None:
        return None
    rule: Any = library.LargestRemainder("hare")
    return lambda: dict(rule.evaluate(weights, TOTAL))


def of_apportionment(weights: dict[str, int]) -> Callable[[], dict[str, int]] | None:
    """Largest remainder with fractions: without them it fails at this size."""
    library = module("apportionment.methods")
    if library is None:
        return None
    names, votes = list(weights), list(weights.values())

    def share() -> dict[str, int]:
        seats = library.largest_remainder(votes, TOTAL, fractions=True, parties=names)
        return dict(zip(names, map(int, seats), strict=True))

    return share


def main() -> None:
    """Print the medians and the ratios."""
    chance = random.Random(20_191_031)  # noqa: S311 - weights to be timed, and no secret
    weights = {f"claim-{number:05}": chance.randrange(1, 10**6) for number in range(CLAIMS)}
    claims = [Claim(name, weight) for name, weight in weights.items()]
    limited = [Claim(claim.id, claim.weight, cap=2 * AMOUNT) for claim in claims]
    values = list(weights.values())
    answer = allocate(TOTAL, claims, proportional())
    same = kernel(TOTAL, values) == list(answer.shares.values())
    print(f"  {CLAIMS:,} claims; the kernel and `proportional` agree: {'yes' if same else 'NO'}")
    ours = taking_turns(
        {
            "bare kernel": lambda: kernel(TOTAL, values),
            "proportional": lambda: allocate(TOTAL, claims, proportional()),
            "capped, with a cap on each claim": lambda: allocate(TOTAL, limited, capped()),
            "equal": lambda: allocate(TOTAL, claims, equal()),
            "per_head": lambda: allocate(TOTAL, claims, per_head(2 * AMOUNT)),
            "verify": lambda: verify(answer),
        },
        ROUNDS,
    )
    show(ours)
    for name in ("proportional", "capped, with a cap on each claim", "equal", "per_head"):
        bound = BOUND if name == "proportional" else None
        compare(f"{name}, beside the bare kernel", ours[name] / ours["bare kernel"], bound)
    beside_peers(weights, answer.shares, ours["proportional"])


def beside_peers(weights: dict[str, int], shares: Any, ours: float) -> None:  # noqa: ANN401 - a mapping that equals a plain one
    """Print how much longer the others take, and whether they give the same shares."""
    for name, make in (("votelib", of_votelib), ("apportionment", of_apportionment)):
        share = make(weights)
        if share is None:
            print(f"  NOT MEASURED: {name} cannot be imported here; `make bench` installs it")
            continue
        given = share()
        taken = taking_turns({name: share}, ROUNDS_OF_PEERS)[name]
        exact = "the same shares" if given == shares else f"OTHER SHARES, of {sum(given.values())}"
        show({f"{version(name)}, {exact}": taken})
        compare(f"{name}, beside `proportional`", taken / ours, BOUND_OF_PEERS, at_least=True)


if __name__ == "__main__":
    main()
