"""The made-up office and award of `desks`, where an LKS takes the money for the person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs

from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import ActorId
from tests.programme import desks
from tests.programme.desks import FIRST, SECOND, approved

if TYPE_CHECKING:
    from reintegra.programme.paying.about import About
    from reintegra.programme.paying.answering import DeskEvent
    from reintegra.programme.paying.desk import Desk

LKS = ActorId("lks-1")
ABOUT = attrs.evolve(desks.ABOUT, channel=Channel.VIA_LKS)
prepared = partial(desks.prepared, account=None, payee=LKS)
sent = partial(desks.sent, account=None)
after = partial(desks.after, about=ABOUT)


def refusals(desk: Desk, event: DeskEvent, about: About = ABOUT) -> set[str]:
    """The codes with which the desk refuses an event; none where it is recorded."""
    return desks.refusals(desk, event, about)


def attempt(number: int = 1, follows: int | None = None) -> tuple[DeskEvent, ...]:
    """An order prepared, approved by two, sent."""
    first = prepared(number, follows=follows)
    return first, approved(FIRST, number), approved(SECOND, number), sent(number)
