"""The numbers of awards and payments, made of others so that each is unique and is an identifier.

An identifier counts the digits between two letters. Where two numbers are put together, the
digits of the one must not run on into those of the other: what begins with a digit has a letter
put before it. Two cases never share the number of an award, nor two attempts that of a payment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reintegra.errors import InvalidValue
from reintegra.vocabulary.identifiers import LONGEST, AwardId, CaseId, Code, PaymentId

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOM_FOR_ATTEMPTS: Final = len("/p999")


def award_number(field: str, round_code: Code, case: CaseId, earlier: Iterable[AwardId]) -> AwardId:
    """Round and case; a number before the case where the case has had awards of the round.

    Raises:
        InvalidValue: the number of the case leaves no room for those of the payments; `field`
            says which case it is.
    """
    of_the_round = (f"{round_code}/", f"{round_code}.", f"{round_code}:")
    before = sum(1 for number in earlier if str(number).startswith(of_the_round))
    again = f".{before + 1}" if before else ""
    joint = ":no-" if str(case)[0].isdigit() else "/"
    lead = f"{round_code}{again}{joint}"
    room = LONGEST - _ROOM_FOR_ATTEMPTS - len(lead)
    if len(str(case)) > room:
        hint = f"in this round the number of a case has at most {room} characters"
        raise InvalidValue(field, "number-too-long", hint)
    return AwardId(f"{lead}{case}")


def payment_number(award: AwardId, attempt: int) -> PaymentId:
    """Award and attempt.

    Raises:
        InvalidValue: the number of the award leaves no room for the attempt.
    """
    number = f"{award}/p{attempt}"
    if len(number) > LONGEST:
        hint = f"the numbers of its payments would have more than {LONGEST} characters"
        raise InvalidValue("award", "number-too-long", hint)
    return PaymentId(number)
