"""Commands to a programme with their planned outcomes, and the programme that they are given to."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import TYPE_CHECKING

import attrs

from tests.programme.auditor_of_money import DURING, GIVING
from tests.programme.books_of_money import in_the_books
from tests.programme.money_words import EARLY, Command, Step
from tests.programme.money_world import HOUSES, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.programme import auditor
    from tests.programme.auditor_of_awards import Held
    from tests.programme.auditor_of_money import Auditor
    from tests.programme.auditor_of_orders import Order

ACTORS = ("maker-1", "maker-2", "clerk-1", "approver-1", "approver-2", "approver-3")
APPROVALS = (
    *(("approver-1", ""), ("approver-2", ""), ("approver-3", "")) * 2,
    ("approver-4", ""),
    *(("clerk-1", "approver-3"), ("clerk-1", ""), ("maker-1", ""), ("maker-1", "approver-1")),
    *(("approver-2", "approver-1"), ("approver-3", "approver-2")),
)
STANDING = ("prepared", "approved", "sent", "confirmed", "returned", "handed-over")
NEXT: dict[str, tuple[str, ...]] = {
    "": ("prepare",) * 12 + ("account", "reduce", "cancel", "hold", "resume"),
    "prepared": ("approve",) * 12 + ("amend", "withdraw", "return"),
    "approved": ("send",) * 12 + ("approve", "amend", "withdraw", "hold", "resume", "return"),
    "sent": ("confirm", "confirm", "return", "return"),
    "confirmed": ("prepare",) * 3 + ("account",) * 3 + ("return", "back", "remit", "reduce"),
    "handed-over": ("account",) * 3 + ("return", "back", "goods", "withdraw"),
    "returned": (
        *("prepare",) * 5,
        *("decide",) * 4,
        *("cancel", "reduce", "remit", "contradict", "uphold"),
    ),
}
STOPPING = {"withdraw", "cancel", "hold", "amend"}
NOBODYS = 9
"""A case that is not given: what is asked of it is malformed, and burns no key."""
NEVER_FOUND = ("account-changed -900", "account-shared 99", "paid-after-return 9999 -900 0")
ANY = tuple(dict.fromkeys(verb for verbs in NEXT.values() for verb in verbs))


@attrs.frozen
class Planned:
    """A command, what becomes of it, and the code that it was made to be refused with, if any."""

    command: Command
    outcome: str
    refused: frozenset[str]
    aim: str = ""


def plan(length: int, seed: int) -> Iterator[tuple[Planned, Auditor]]:
    """A history that moves on with most commands, and misses by one thing with the others.

    With each command comes the auditor who has answered it, and none of those after it.
    """
    chance, auditor = Random(seed), told()  # noqa: S311 - no secret
    before: list[Command] = []
    today = 0
    for number in range(length):
        today += chance.choice((0, 0, 0, 1, 1, 3))
        again = _again(chance, before)
        command, aim = again or _aimed(chance, auditor, today, f"key-{number}")
        outcome, refused = auditor.answer(command)
        yield Planned(command, outcome, frozenset(refused), aim), auditor
        if not again:
            before.append(command)


def _again(chance: Random, before: list[Command]) -> tuple[Command, str] | None:
    """What was asked before: with its key or without one, or its key with something else."""
    keyed = [each for each in before if each.key]
    if not before or not chance.randrange(40):
        return (attrs.evolve(chance.choice(before[-2:]), key=""), "") if before else None
    if not keyed or chance.randrange(8):
        return None
    command = chance.choice(keyed)
    if command.steps[0].case == NOBODYS:
        return attrs.evolve(command, steps=(attrs.evolve(command.steps[0], case=1),)), ""
    if not chance.randrange(4):
        (first, *rest) = command.steps
        command = attrs.evolve(command, steps=(attrs.evolve(first, day=first.day + 1), *rest))
    return attrs.evolve(command, adult=chance.choice((True, False))), ""


def _aimed(chance: Random, auditor: Auditor, today: int, key: str) -> tuple[Command, str]:
    key = "" if chance.randrange(4) else key
    if not chance.randrange(60):
        return Command((Step("consent", NOBODYS, day=today, answer="given"),), key), ""
    step = _right(chance, auditor, today)
    if not chance.randrange(24):
        return _several(chance, auditor, today, step, key), ""
    if not chance.randrange(3) and not auditor.refuses(step, adult=True):
        return _spoilt(chance, auditor, step, key)
    return Command((step,), key), ""


def _several(chance: Random, auditor: Auditor, today: int, step: Step, key: str) -> Command:
    """Several at once, each planned as if those before were carried."""
    copy, steps = deepcopy(auditor), [step]
    for _ in range(chance.choice((1, 2))):
        copy.answer(Command((steps[-1],)))
        steps.append(_right(chance, copy, today))
    return Command(tuple(steps), key)


def _right(chance: Random, auditor: Auditor, today: int) -> Step:
    """The first of a few steps that can be taken, or whatever came last."""
    step = _next(chance, auditor, today)
    for _ in range(chance.choice((0, 4, 8))):
        if not auditor.refuses(step, adult=True):
            break
        step = _next(chance, auditor, today)
    return step


def _next(chance: Random, auditor: Auditor, today: int) -> Step:
    live = [number for number, each in auditor.awards.items() if each.status != "cancelled"]
    if not chance.randrange(5 if len(live) < 3 else 25) or not auditor.awards:
        return _award(chance, auditor, today)
    if not chance.randrange(20):
        return _of_no_award(chance, auditor, today)
    stopped = [e for e in auditor.desk.orders.values() if e.by.award not in live]
    if stopped and not chance.randrange(20):
        one = chance.choice(stopped)
        verb = "goods" if auditor.awards[one.by.award].by.channel == "in-kind" else "send"
        return _step(chance, auditor, today, verb, one.by.award, one)
    award = chance.choice([*live, *live, *live, *auditor.awards])
    orders = auditor.desk.of_award(award, *STANDING)
    order = orders[-1] if orders else None
    verb = chance.choice(NEXT[order.status if order else ""] if chance.randrange(12) else ANY)
    if verb in {"send", "decide"} and not chance.randrange(12):
        return _of_the_office(chance, today)
    if verb == "send" and not chance.randrange(5):
        return _meanwhile(chance, auditor.awards[award].by.case, today)
    is_in_kind = auditor.awards[award].by.channel == "in-kind"
    if verb == "send" and (is_in_kind or not chance.randrange(12)):
        verb = "goods"
    verb = _going_on(chance, auditor.awards[award], verb, order)
    if verb in {"contradict", "uphold"}:
        back = auditor.desk.of_award(award, "returned", "followed", "remitted")
        order = chance.choice(back or [order])
    if verb == "return":
        order = chance.choice(auditor.desk.of_award(award, "sent", "confirmed") or [order])
    if orders and not chance.randrange(12):
        order = chance.choice([*auditor.desk.orders.values()])
    return _step(chance, auditor, today, verb, award, order)


def _going_on(chance: Random, held: Held, verb: str, order: Order | None) -> str:
    """What stops an award is rarer than what goes on, until all of it was paid back."""
    if held.is_paid_back and not chance.randrange(3):
        return "cancel"
    if verb in STOPPING and chance.randrange(4):
        return NEXT[order.status if order else ""][0]
    return verb


def _award(chance: Random, auditor: Auditor, today: int) -> Step:
    case = chance.choice([*auditor.cases])
    step = Step(
        "award",
        case,
        max(auditor.awards, default=0) + 1,
        day=today if chance.randrange(20) else EARLY,
        parts=(chance.randint(1, 9), chance.randint(1, 9)),
        person=auditor.cases[case].person,
        round=chance.choice(("round-a", "round-a", "round-b")),
        site=chance.choice(("tengah", "tengah", "barat", "timur")),
        year=chance.choice((2019, 2020, 2021)),
        channel=chance.choice(("own-account", "own-account", "via-lks", "in-kind")),
    )
    if chance.randrange(4):
        return step
    least = _room(auditor.books, in_the_books(step, None)) + chance.choice((0, 0, 1))
    return attrs.evolve(step, parts=(1, least - 1)) if least > 1 else step


def _room(books: auditor.Auditor, award: auditor.Command) -> int:
    """What the fund and every ceiling still permit."""
    ceilings = ((place, books.ceiling(place)) for place in award.places)
    rooms = (most - books.taken_at(place) for place, most in ceilings if most is not None)
    return min((books.available, *rooms))


def _of_no_award(chance: Random, auditor: Auditor, today: int) -> Step:
    verb = chance.choice(
        ("consent", "register", "appropriate", "lose", "regain", "regain", "office", "office")
    )
    case = chance.choice([*auditor.cases])
    if verb in {"lose", "regain"}:
        told = [each.day for each in auditor.cases[case].seen if each.verb == verb]
        return Step(verb, case, day=max(told) if told and chance.randrange(2) else today)
    if verb == "consent":
        return Step(
            verb, case, day=today, answer=chance.choice(("given", "given", "given", "withdrawn"))
        )
    if verb == "register":
        return Step(verb, case, day=today, account=f"account-{chance.choice((case, 7, 7))}")
    if verb == "office":
        return _of_the_office(chance, today)
    day, amount = chance.choice((today, today + 5)), chance.randint(1, 9)
    return Step(verb, day=day, amount=amount, record=len(auditor.books.records))


def _meanwhile(chance: Random, case: int, today: int) -> Step:
    """Another office, or another account of the person, before the money goes out."""
    if chance.randrange(6):
        return _of_the_office(chance, today)
    return Step("register", case, day=today, account=f"account-{chance.choice((7, 8))}")


def _of_the_office(chance: Random, today: int) -> Step:
    """Another office, or the first again."""
    return Step("office", day=today, house=chance.choice((0, 0, *range(len(HOUSES)))))


def _step(
    chance: Random, auditor: Auditor, today: int, verb: str, award: int, order: Order | None
) -> Step:
    """The next step of this verb, with what stands on record."""
    held = auditor.awards[award]
    by = chance.choice(("", "stranger-1", *ACTORS)) if verb == "uphold" else ""
    known = Step(verb, held.by.case, award, day=today, by=by)
    left = auditor.left(award)
    if verb == "reduce":
        less = max(1, sum(left) - chance.choice((1, 1, 2, 0)))
        parts = (less,) if len(left) < 2 or less < 2 else (1, less - 1)
        return attrs.evolve(known, parts=parts)
    if verb in {"cancel", "goods"}:
        return known
    if verb == "account":
        owed, record = len(held.holding.untold), _document_of_use(chance, held)
        return attrs.evolve(known, amount=max(1, owed - chance.choice((0, 0, 1))), record=record)
    if verb in {"hold", "resume", "decide", "remit"}:
        amount = auditor.books.awards[award].to_remit or 1 if verb == "remit" else 0
        who = ACTORS[3:] * 2 + ACTORS if verb == "decide" else ACTORS
        return attrs.evolve(known, by=chance.choice(who), amount=amount)
    if verb == "prepare":
        return _prepare(chance, auditor, known, left)
    number = order.by.payment if order else len(auditor.desk.orders) + 1
    if verb in {"approve", "withdraw", "amend"}:
        of = order.by.award if order else award
        return _act(chance, auditor, attrs.evolve(known, payment=number, award=of))
    amount = order.amount if order else 1
    account = order.account if order and verb == "send" else ""
    known = _said(chance, known, order) if verb in {"contradict", "uphold"} else known
    if order and not chance.randrange(12):
        known = attrs.evolve(known, day=EARLY)
    if order and verb in {"back", "return"}:
        amount = max(1, amount - order.back)
    if verb == "back":
        amount = chance.choice((amount, chance.randint(1, amount)))
        known = attrs.evolve(known, record=_slip(chance, held, number))
    channel = held.by.channel if verb == "confirm" else known.channel
    return attrs.evolve(known, payment=number, amount=amount, account=account, channel=channel)


def _said(chance: Random, step: Step, order: Order | None) -> Step:
    """What is said of a return by some document; an officer names what is answered."""
    record = chance.choice((0, 0, 1))
    if not step.by:
        return attrs.evolve(step, record=record)
    doubts = sorted(order.said.doubts) if order else []
    on, document = chance.choice([*doubts, (step.day, record)])
    payment = order.by.payment if order else 1
    return attrs.evolve(step, about=f"paid-after-return {payment} {on} {document}", record=record)


def _prepare(chance: Random, auditor: Auditor, known: Step, left: list[int]) -> Step:
    """An order for what is due, mostly by one who may, following what came back."""
    back = [
        each.by.payment
        for each in auditor.desk.orders.values()
        if each.by.award == known.award and each.status == "returned"
    ]
    channel = auditor.awards[known.award].by.channel
    via, due = channel != "own-account", left[:1] if channel != "in-kind" else [sum(left)]
    return attrs.evolve(
        known,
        payment=max(auditor.desk.orders, default=0) + 1,
        amount=due[0] if due else 1,
        account="" if via else auditor.cases[known.case].accounts[-1][1],
        payee=chance.choice(("lks-1", "lks-1", "maker-2", "clerk-1", "")) if via else "",
        follows=chance.choice(back) if back else 0,
        by=chance.choice(("maker-1", "maker-1", "maker-2", *ACTORS)),
    )


def _act(chance: Random, auditor: Auditor, known: Step) -> Step:
    """What is done to an order, whichever award it is of."""
    if known.verb == "approve":
        return _approve(chance, auditor, known)
    if known.verb == "amend":
        return _amend(chance, auditor, known, auditor.left(known.award))
    return attrs.evolve(known, by=chance.choice(ACTORS))


def _approve(chance: Random, auditor: Auditor, known: Step) -> Step:
    """By one of those who could, who names what there is to be seen, unless in haste.

    Who was in haste approves again at times, and names it.
    """
    by, name = chance.choice(APPROVALS)
    found, order = auditor.known(known).found, auditor.desk.orders.get(known.payment)
    if order and order.approvals and not found <= order.seen and chance.randrange(2):
        by, name = order.approvals[-1].by, order.approvals[-1].name
    despite = tuple(sorted(found)) if chance.randrange(3) else ()
    return attrs.evolve(known, by=by, name=name, despite=despite)


def _amend(chance: Random, auditor: Auditor, known: Step, left: list[int]) -> Step:
    account = auditor.cases[known.case].accounts[-1][1]
    via = auditor.awards[known.award].by.channel != "own-account"
    return attrs.evolve(
        known,
        by=chance.choice(ACTORS),
        amount=chance.choice((0, left[0] if left else 1)),
        account="" if via else account,
        payee=chance.choice(("lks-2", "approver-3") if via else ("", "", "lks-2")),
    )


def _more(step: Step) -> Step:
    return attrs.evolve(step, amount=step.amount + 1)


def _odd(odd: str) -> Callable[[Step], Step]:
    return lambda step: attrs.evolve(step, odd=odd)


def _by(name: str) -> Callable[[Step], Step]:
    return lambda step: attrs.evolve(step, by=name)


def _early(step: Step) -> Step:
    return attrs.evolve(step, day=EARLY)


def _with_parts(step: Step) -> Step:
    return attrs.evolve(step, parts=(step.parts[0] + 1_000, *step.parts[1:]))


def _as_another(step: Step) -> Step:
    return attrs.evolve(step, person=step.person + 1)


SPOILS: dict[str, dict[str, Callable[[Step], Step]]] = {
    "award": {
        "own-programme": _odd("programme"),
        "own-currency": _odd("foreign"),
        "same-case": _as_another,
        "within-available": _with_parts,
        "award-permitted": lambda step: attrs.evolve(step, parts=(*step.parts, 1)),
    },
    "appropriate": {
        "own-programme": _odd("programme"),
        "own-currency": _odd("foreign"),
        "appropriation-is-new": lambda step: attrs.evolve(step, record=0),
    },
    "remit": {"remits-what-came-back": _more, "own-currency": _odd("foreign")},
    "prepare": {
        "amount-is-due": _more,
        "account-on-record": lambda step: attrs.evolve(step, account="account-99"),
        "follows-the-return": lambda step: attrs.evolve(step, follows=99_999),
        "officer-is-known": _by("stranger-1"),
        "apart-from-beneficiary": lambda step: attrs.evolve(step, payee=step.by),
    },
    "amend": {
        "officer-is-known": _by("stranger-1"),
        "apart-from-beneficiary": lambda step: attrs.evolve(step, payee=step.by),
        "amount-is-due": lambda step: attrs.evolve(step, amount=10_000),
        "account-on-record": lambda step: attrs.evolve(step, account="account-99"),
    },
    "approve": {
        "officer-is-known": _by("stranger-1"),
        "approver-in-group": lambda step: attrs.evolve(step, by="clerk-1", name=""),
        "delegation-in-force": lambda step: attrs.evolve(step, by="maker-2", name="approver-2"),
    },
    "withdraw": {"officer-is-known": _by("stranger-1")},
    "send": {
        "as-ordered": _more,
        "amount-above-zero": lambda step: attrs.evolve(step, amount=0),
        "payment-fits": lambda step: attrs.evolve(step, account="account-99"),
        "own-currency": _odd("foreign"),
    },
    "confirm": {
        "proof-fits": _odd("proof"),
        "payment-was-sent": _more,
        "own-currency": _odd("foreign"),
        "amount-above-zero": lambda step: attrs.evolve(step, amount=0),
    },
    "return": {
        "as-ordered": _more,
        "amount-above-zero": lambda step: attrs.evolve(step, amount=0),
        "payment-fits": _odd("foreign"),
        "order-is-known": lambda step: attrs.evolve(step, payment=99_999),
    },
    "account": {"use-fits": lambda step: attrs.evolve(step, amount=step.amount + 100)},
    "back": {
        "paying-back-fits": lambda step: attrs.evolve(step, amount=step.amount + 100),
        "order-holds-amount": lambda step: attrs.evolve(step, amount=step.amount + 100),
        "own-currency": _odd("foreign"),
        "amount-above-zero": lambda step: attrs.evolve(step, amount=0),
    },
    "reduce": {
        "own-currency": _odd("foreign"),
        "less-than-before": _with_parts,
        "reduction-fits": lambda step: attrs.evolve(step, parts=(1, 1, 1)),
    },
    "office": {"own-programme": _odd("programme")},
    "hold": {"officer-is-known": _by("stranger-1")},
    "resume": {"officer-is-known": _by("stranger-1")},
    "decide": {
        "officer-is-known": _by("stranger-1"),
        "approver-in-group": _by("clerk-1"),
        "acts-in-order": _early,
    },
}


def _spoilt(chance: Random, auditor: Auditor, step: Step, key: str) -> tuple[Command, str]:
    """The step with one thing wrong with it or in the register, and the code that must follow."""
    spoils = {**SPOILS.get(step.verb, {}), **_used_before(auditor, step)}
    asked = ("adult", "?adult") if step.verb in GIVING else ()
    code = chance.choice([*spoils, *asked, "", "early"])
    if code in asked:
        return Command((step,), key, adult=False if code == "adult" else None), code
    if code == "early":
        return Command((_early(step),), key), ""
    return Command((spoils[code](step) if code else step,), key), code


def _used_before(auditor: Auditor, step: Step) -> dict[str, Callable[[Step], Step]]:
    """What is wrong only because of what stands on record, or stands on none."""
    if step.verb == "award" and auditor.awards:
        return {"award-is-new": lambda step: attrs.evolve(step, award=1)}
    if step.verb == "prepare" and auditor.desk.orders:
        taken = auditor.awards[step.award].by.channel == "via-lks"
        unnamed = {"payee-named": lambda step: attrs.evolve(step, payee="")} if taken else {}
        return {
            **unnamed,
            "order-is-new": lambda step: attrs.evolve(step, payment=1),
            "award-on-record": lambda step: attrs.evolve(step, award=999),
        }
    if step.verb == "approve":
        return {"only-what-was-found": lambda step: attrs.evolve(step, despite=NEVER_FOUND)}
    replaced = [
        number
        for number, each in auditor.awards.items()
        if (each.by.case, each.status) == (step.case, "cancelled")
        and auditor.is_given(auditor.cases[step.case], each.by.year, number)
    ]
    if step.verb in {"send", "goods"} and replaced:
        return {"not-given-before": lambda step: attrs.evolve(step, award=replaced[0])}
    if step.verb in DURING and step.verb != "goods":
        unknown = {"stimulus-status": lambda step: attrs.evolve(step, award=999)}
        return {**unknown, **_told_before(auditor, step)}
    if step.verb in {"hold", "resume", "remit", "decide", "goods"}:
        return {"award-on-record": lambda step: attrs.evolve(step, award=999)}
    return {}


def _told_before(auditor: Auditor, step: Step) -> dict[str, Callable[[Step], Step]]:
    """The same with a document that counts already: for this award, or for this payment."""
    codes = {"account": "use-fits", "back": "paying-back-fits"}
    held = auditor.awards[step.award]
    same = [each for each in held.steps if each.verb == step.verb]
    if not same or step.verb not in codes:
        return {}
    once_more: dict[str, Callable[[Step], Step]] = {"new-event": lambda _: same[0]}
    told = [e.record for e in same if held.has_told(attrs.evolve(step, record=e.record))]
    if not told:
        return once_more
    return {**once_more, codes[step.verb]: lambda step: attrs.evolve(step, record=told[0])}


def _document_of_use(chance: Random, held: Held) -> int:
    """A new document, or one of which all the money went back."""
    told = [each.record for each in held.steps if each.verb == "account"]
    again = [each for each in told if not held.holding.counts(each)]
    return chance.choice((len(held.steps), *again))


def _slip(chance: Random, held: Held, payment: int) -> int:
    """A new document, or one by which another payment was paid back."""
    backs = [each for each in held.steps if each.verb == "back"]
    mine = {each.record for each in backs if each.payment == payment}
    others = [each.record for each in backs if each.record not in mine]
    return chance.choice((len(held.steps), *others))
