"""Who may: the maker, the approver and the beneficiary of a payment are three.

Actors are compared by their stable numbers and by nothing else. Whoever acts for another counts
as that other too: a delegate of the maker does not approve, and neither does the maker as the
delegate of an approver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.rules import Fact, Rule
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reintegra.programme.paying.about import About
    from reintegra.programme.paying.acts import PaymentApproved
    from reintegra.programme.paying.office import Office
    from reintegra.programme.paying.orders import Order
    from reintegra.vocabulary.identifiers import ActorId


def _rule(code: str, indonesian: str, english: str) -> Rule:
    text = Text(id=indonesian, en=english)
    return Rule(code, Fact(code.replace("-", "_"), bool, text).is_true, text)


officer_is_known: Rule = _rule(
    "officer-is-known",
    "Yang bertindak adalah petugas kantor ini",
    "Whoever acts is an officer of this office",
)
_in_the_group: Rule = _rule(
    "approver-in-group",
    "Yang menyetujui atau memutuskan adalah anggota kelompok penyetuju, atau atas nama anggotanya",
    "Whoever approves or decides is of the group of approvers, or acts in the name of one",
)
apart_from_maker: Rule = _rule(
    "apart-from-maker",
    "Yang menyetujui atau memutuskan bukan penyusun perintah bayar dan bukan wakilnya",
    "Whoever approves or decides is neither a maker of the order nor the delegate of one",
)
OF_WHOEVER_MOVES_MONEY: tuple[Rule, ...] = (
    officer_is_known,
    _rule(
        "apart-from-beneficiary",
        "Yang bertindak bukan penerima bantuan, bukan pihak yang menerima uangnya, dan bukan wakil "
        "mereka",
        "Whoever acts is neither the beneficiary nor the payee, nor the delegate of either",
    ),
    _rule(
        "apart-from-household",
        "Yang bertindak tidak serumah dengan penerima bantuan, dan bukan wakil orang yang serumah",
        "Whoever acts is not of the household of the beneficiary, nor the delegate of one who is",
    ),
)
"""What must hold of whoever brings a payment nearer to being sent."""

OF_A_DECIDER: tuple[Rule, ...] = (*OF_WHOEVER_MOVES_MONEY, _in_the_group, apart_from_maker)
"""What must hold of whoever decides to try a payment again."""

OF_AN_APPROVER: tuple[Rule, ...] = (
    *OF_A_DECIDER,
    _rule(
        "delegation-in-force",
        "Yang bertindak atas nama orang lain memegang pelimpahan yang berlaku pada hari itu",
        "Whoever acts in the name of another holds a delegation that is in force on that day",
    ),
    _rule(
        "approves-once",
        "Setiap pelaku menyetujui sekali, dan atas setiap nama sekali, kecuali untuk menyebut "
        "temuan yang belum disebut",
        "Each actor approves once, and in each name once, unless to name a finding not yet named",
    ),
)
"""What must hold of whoever approves an order."""


def meet(some: AbstractSet[ActorId], others: AbstractSet[ActorId]) -> bool:
    """Whether the two have an actor in common."""
    return not some.isdisjoint(others)


def of_whoever_moves_money(
    office: Office,
    about: About,
    actors: Iterable[ActorId],
    payees: Iterable[ActorId | None],
    on: date,
) -> dict[str, bool]:
    """Whether all who act are officers, and none of them gains by the payment."""
    named = frozenset(actors)
    acting = _behind(office, named, on)
    receiving = {*office.officers_of(about.person), *(each for each in payees if each is not None)}
    return {
        "officer_is_known": named <= office.actors,
        "apart_from_beneficiary": not meet(acting, receiving),
        "apart_from_household": not meet(acting, office.living_with(about.person, about.household)),
    }


def is_payee(office: Office, payee: ActorId | None, makers: Iterable[ActorId], on: date) -> bool:
    """Whether one of the makers of an order receives its money, or somebody for whom one acts."""
    return payee in _behind(office, makers, on)


def of_a_decider(
    office: Office, about: About, by: ActorId, returned: Iterable[Order], on: date
) -> dict[str, bool]:
    """Whether an actor may decide, in the own name, that these returned orders are tried again."""
    orders = tuple(returned)
    makers = {maker for order in orders for maker in order.makers}
    return {
        **of_whoever_moves_money(office, about, (by,), (order.payee for order in orders), on),
        "approver_in_group": by in office.approvers,
        "apart_from_maker": not meet(_behind(office, (by,), on), makers),
    }


def of_an_approver(
    office: Office, about: About, event: PaymentApproved, order: Order
) -> dict[str, bool]:
    """Whether an actor may approve this order, in the own name or in that of another."""
    by, name, on = event.by, event.name, event.on
    return {
        **of_whoever_moves_money(office, about, (by, name), (order.payee,), on),
        "approver_in_group": name in office.approvers,
        "apart_from_maker": not meet(_behind(office, (by, name), on), frozenset(order.makers)),
        "delegation_in_force": name == by or office.is_delegate(by, of=name, on=on),
        "approves_once": _approves_once(event, order),
    }


def _behind(office: Office, actors: Iterable[ActorId], on: date) -> frozenset[ActorId]:
    return frozenset(each for actor in actors for each in office.behind(actor, on=on))


def _approves_once(event: PaymentApproved, order: Order) -> bool:
    same = [each for each in order.approvals if each.by == event.by or each.name == event.name]
    again = [each for each in same if (each.by, each.name) == (event.by, event.name)]
    return not same or (same == again and not order.seen.issuperset(event.despite))
