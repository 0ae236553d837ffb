"""Who may: the maker, the approver and the beneficiary of a payment are three.

People are compared by their stable numbers, by the persons that the office knows them to be, and
by nothing else: by all that any office has known since the first attempt was made. Whoever acts for
another counts as that other too, both ways: a delegate of the maker does not approve, nor does
the maker as the delegate of an approver, nor one whose delegate the maker is.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from reintegra.programme.demand import demand
from reintegra.programme.paying.signatory import OfficeSince, Recognised, Signatory, meet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from reintegra.programme.paying.about import About
    from reintegra.programme.paying.acts import PaymentApproved
    from reintegra.programme.paying.office import People
    from reintegra.programme.paying.orders import Order
    from reintegra.rules import Rule
    from reintegra.vocabulary.identifiers import ActorId

Answers = dict[str, bool]
"""Whether each of the rules is kept, by the name of its fact."""


officer_is_known: Rule = demand(
    "officer-is-known",
    "Yang bertindak adalah petugas kantor ini",
    "Whoever acts is an officer of this office",
)
_in_the_group: Rule = demand(
    "approver-in-group",
    "Yang menyetujui atau memutuskan adalah anggota kelompok penyetuju, atau atas nama anggotanya",
    "Whoever approves or decides is of the group of approvers, or acts in the name of one",
)
OF_WHOEVER_MOVES_MONEY: tuple[Rule, ...] = (
    officer_is_known,
    demand(
        "apart-from-beneficiary",
        "Yang bertindak, menurut semua yang diketahui sejak percobaan pertama, bukan penerima "
        "bantuan, bukan pihak yang menerima uang atau barangnya, dan tidak terikat pelimpahan "
        "dengan mereka",
        "Whoever acts is, by all that was known since the first attempt, neither the beneficiary "
        "nor the payee, nor bound to either by a delegation",
    ),
    demand(
        "apart-from-household",
        "Yang bertindak, menurut semua yang diketahui sejak percobaan pertama, tidak serumah "
        "dengan penerima bantuan atau dengan pihak yang menerima uang atau barangnya, dan bukan "
        "wakil orang yang serumah",
        "Whoever acts is, by all that was known since the first attempt, not of the household of "
        "the beneficiary or of the payee, nor the delegate of one who is",
    ),
)
"""What must hold of whoever brings a payment nearer to being sent."""

OF_A_DECIDER: tuple[Rule, ...] = (
    *OF_WHOEVER_MOVES_MONEY,
    _in_the_group,
    demand(
        "apart-from-maker",
        "Yang menyetujui atau memutuskan, menurut semua yang diketahui sejak percobaan pertama, "
        "bukan penyusun perintah bayar, dan tidak terikat pelimpahan dengan penyusun, baik saat "
        "disusun maupun sekarang",
        "Whoever approves or decides is, by all that was known since the first attempt, no maker "
        "of the order, nor bound to one by a delegation, neither when it was made nor now",
    ),
    demand(
        "apart-from-makers-household",
        "Yang menyetujui atau memutuskan, menurut semua yang diketahui sejak percobaan pertama, "
        "tidak serumah dengan penyusun perintah bayar, dan tidak mewakili orang yang serumah "
        "dengannya",
        "Whoever approves or decides is, by all that was known since the first attempt, not of the "
        "household of a maker of the order, nor the delegate of one who is",
    ),
)
"""What must hold of whoever decides to try a payment again."""

OF_AN_APPROVER: tuple[Rule, ...] = (
    *OF_A_DECIDER,
    demand(
        "delegation-in-force",
        "Yang bertindak atas nama orang lain memegang pelimpahan yang berlaku pada hari itu",
        "Whoever acts in the name of another holds a delegation that is in force on that day",
    ),
    demand(
        "approves-once",
        "Setiap orang tercatat dalam satu persetujuan saja, sebagai pelaku atau sebagai yang "
        "diatasnamakan; pasangan yang sama dapat menyetujui lagi untuk menyebut temuan yang belum "
        "disebut, atau bila persetujuan yang ada kini sudah cukup",
        "Each person stands in one approval, as who acts or as in whose name; the same pair can "
        "approve again to name a finding not yet named, or where the approvals now suffice",
    ),
)
"""What must hold of whoever approves an order."""

OF_THE_MAKERS: tuple[Rule, ...] = (
    demand(
        "signed-apart-from-beneficiary",
        "Penyusun dan penyetuju perintah bayar, menurut semua yang diketahui sejak percobaan "
        "pertama, bukan penerima bantuan, bukan pihak yang menerima uang atau barangnya, dan saat "
        "bertindak tidak terikat pelimpahan dengan mereka",
        "No maker or approver who stands on the order, by all that was known since the first "
        "attempt, is the beneficiary or the payee, or was bound to either by a delegation when "
        "acting",
    ),
    demand(
        "signed-apart-from-household",
        "Penyusun dan penyetuju perintah bayar, menurut semua yang diketahui sejak percobaan "
        "pertama, tidak serumah dengan penerima bantuan atau pihak yang menerima uang atau "
        "barangnya, dan saat bertindak bukan wakil orang yang serumah",
        "No maker or approver who stands on the order, by all that was known since the first "
        "attempt, is of the household of the beneficiary or of the payee, or was the delegate of "
        "one who is",
    ),
)
"""What must hold of those who made an order, or approved it, before it goes further."""

OF_THE_SIGNATORIES: tuple[Rule, ...] = (
    *OF_THE_MAKERS,
    demand(
        "signed-by-different-people",
        "Tidak ada orang yang, menurut semua yang diketahui sejak percobaan pertama, tercatat "
        "sebagai penyusun dan sekaligus penyetuju, atau dalam dua persetujuan",
        "Nobody, by all that was known since the first attempt, stands on it as maker and as "
        "approver, or in two approvals",
    ),
    demand(
        "signed-by-different-households",
        "Tidak ada penyetuju yang, menurut semua yang diketahui sejak percobaan pertama, "
        "serumah dengan penyusunnya",
        "No approver, by all that was known since the first attempt, is of the household of a "
        "maker of it",
    ),
)
"""What must hold of those who made and approved an order before it is sent."""


def of_whoever_moves_money(
    office: OfficeSince, about: About, acting: Signatory, payees: Iterable[ActorId | None]
) -> Answers:
    """Whether whoever acts is an officer, and does not gain by the payment."""
    gains, lives = _gains(office.people, about, (acting.as_known(office.people),), payees)
    return {
        "officer_is_known": office.now.actors.issuperset(acting.pair),
        "apart_from_beneficiary": not gains,
        "apart_from_household": not lives,
    }


def of_the_makers(people: People, about: About, order: Order, payee: ActorId | None) -> Answers:
    """Whether none of those who made the order gains by it, with this payee."""
    return _of_those_who_signed(people, about, _known(people, order.makers), payee)


def of_the_signatories(people: People, about: About, order: Order) -> Answers:
    """Whether those who made and approved the order are still as far apart as they must be."""
    makers = _known(people, order.makers)
    approvers = _known(people, (each.by for each in order.approvals))
    twice = any(
        one.pair != other.pair and meet(one.own, other.own)
        for one, other in combinations(approvers, 2)
    )
    return {
        **_of_those_who_signed(people, about, (*makers, *approvers), order.payee),
        "signed_by_different_people": not (twice or _any_counts_as(approvers, makers)),
        "signed_by_different_households": not _any_lives_with(approvers, makers),
    }


def of_a_decider(
    office: OfficeSince, about: About, by: ActorId, attempts: Iterable[Order], on: date
) -> Answers:
    """Whether an actor may decide, in the own name, that what was tried so is tried again."""
    orders = tuple(attempts)
    payees = (order.payee for order in orders)
    return _of_approving(office, about, Signatory.of(office.now, by, on=on), orders, payees)


def of_an_approver(
    office: OfficeSince, about: About, event: PaymentApproved, order: Order
) -> Answers:
    """Whether an actor may approve this order, in the own name or in that of another."""
    by, name, on = event.by, event.name, event.on
    acting = Signatory.of(office.now, by, on=on, name=name)
    return {
        **_of_approving(office, about, acting, (order,), (order.payee,)),
        "delegation_in_force": name == by or office.now.is_delegate(by, of=name, on=on),
        "approves_once": _approves_once(office, event, acting, order),
    }


def _of_approving(
    office: OfficeSince,
    about: About,
    acting: Signatory,
    orders: Iterable[Order],
    payees: Iterable[ActorId | None],
) -> Answers:
    makers = _known(office.people, (maker for order in orders for maker in order.makers))
    who = (acting.as_known(office.people),)
    return {
        **of_whoever_moves_money(office, about, acting, payees),
        "approver_in_group": acting.name in office.now.approvers,
        "apart_from_maker": not _any_counts_as(who, makers),
        "apart_from_makers_household": not _any_lives_with(who, makers),
    }


def _of_those_who_signed(
    people: People, about: About, signed: Iterable[Recognised], payee: ActorId | None
) -> Answers:
    gains, lives = _gains(people, about, signed, (payee,))
    return {"signed_apart_from_beneficiary": not gains, "signed_apart_from_household": not lives}


def _gains(
    people: People,
    about: About,
    acting: Iterable[Recognised],
    payees: Iterable[ActorId | None],
) -> tuple[bool, bool]:
    """Whether one of these is beneficiary or payee, and whether one lives with either."""
    receiving = people.known_as((about.person, *(each for each in payees if each is not None)))
    homes = people.households_of(receiving) | ({about.household} - {None})
    each_of = tuple(acting)
    return (
        any(meet(each.bound, receiving) for each in each_of),
        any(meet(each.households, homes) for each in each_of),
    )


def _known(people: People, signed: Iterable[Signatory]) -> tuple[Recognised, ...]:
    return tuple(each.as_known(people) for each in signed)


def _any_counts_as(some: Iterable[Recognised], others: Iterable[Recognised]) -> bool:
    others = tuple(others)
    return any(one.counts_as(other) for one in some for other in others)


def _any_lives_with(some: Iterable[Recognised], others: Iterable[Recognised]) -> bool:
    others = tuple(others)
    return any(one.lives_with(other) for one in some for other in others)


def _approves_once(
    office: OfficeSince, event: PaymentApproved, acting: Signatory, order: Order
) -> bool:
    own = office.people.known_as(acting.pair)
    signed = [each.by for each in order.approvals]
    same = [each for each in signed if meet(office.people.known_as(each.pair), own)]
    if any(each.pair != acting.pair for each in same):
        return False
    adds = not order.seen.issuperset(event.despite)
    enough = office.now.is_enough(order.approved_by(office))
    return not same or adds or (order.is_prepared and enough)
