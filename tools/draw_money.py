"""Draws what the pages on money say of orders, movements and rules, read off the programme."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reintegra.lifecycle import mermaid
from reintegra.programme.money.ledger import ROUTES, Account
from reintegra.programme.paying.ordering import RULES
from reintegra.programme.paying.orders import ORDERS
from reintegra.programme.statements.answer import LineOutcome
from reintegra.vocabulary.aid import PROOF_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reintegra.vocabulary import Text

    Rows = tuple[Sequence[str], Sequence[Sequence[str]]]


def diagram_of_orders() -> str:
    """The statuses of a payment order, and what leads from one to the next."""
    drawn = mermaid([ORDERS], "en", naming=_words)
    return f"```mermaid\n{drawn}```\n"


def _words(event: type) -> Text:
    words: Text = event.words  # type: ignore[attr-defined] # every event of a table has them
    return words


def diagram_of_money() -> str:
    """The accounts of a fund, and the movements between them."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{each.text.en}" as {_state(each)}' for each in Account]
    lines += [
        f"    {_state(source)} --> {_state(target)}: {movement.text.en}"
        for movement, (source, target) in ROUTES.items()
    ]
    return "\n".join(["```mermaid", *lines, "```", ""])


def _state(account: Account) -> str:
    return account.value.replace("-", "_")


def proofs() -> Rows:
    """The proof that each channel needs."""
    rows = [
        (f"{channel.text.en} (`{channel.value}`)", f"{proof.text.en} (`{proof.value}`)")
        for channel, proof in PROOF_OF.items()
    ]
    return ("channel", "proof that it arrived"), rows


def outcomes() -> Rows:
    """What a line of a statement can be, in both languages."""
    rows = [(f"`{each.value}`", each.text.en, each.text.id) for each in LineOutcome]
    return ("outcome", "English", "Indonesian"), rows


def rules_of_the_desk() -> Rows:
    """What the desk asks before each event, in the order in which it is told."""
    rows = [
        (
            f"{event.words.en}<br>*{event.words.id}*<br>`{event.__name__}`",
            "<br>".join(f"{rule.text.en} (`{rule.code}`)" for rule in rules),
        )
        for event, rules in RULES.items()
    ]
    return ("event", "what the desk asks"), rows


def drawings(
    table: Callable[[Sequence[str], Sequence[Sequence[str]]], str],
) -> Mapping[str, Callable[[], str]]:
    """Every part about money that can be drawn, by its name."""
    found: dict[str, Callable[[], str]] = {
        "diagram-orders": diagram_of_orders,
        "diagram-money": diagram_of_money,
        "proofs": lambda: table(*proofs()),
        "line-outcomes": lambda: table(*outcomes()),
        "rules-desk": lambda: table(*rules_of_the_desk()),
    }
    return MappingProxyType(found)
