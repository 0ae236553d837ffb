"""Numbers for people that only the holder of a key can make, one for each purpose.

>>> from reintegra.vocabulary.identifiers import Code
>>> from reintegra.vocabulary.pseudonyms import Pseudonymiser
>>> key = bytes(range(32))  # for this example; a real one is drawn by chance and kept secret
>>> register = Pseudonymiser(key, Code("register"))
>>> str(register.number("register-entry-17"))
'p-agjkmbjmpmnnngflmcdpmaabppojmeiimaphkegp'
>>> register
Pseudonymiser(purpose=Code(value='register'))
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final, NoReturn
from unicodedata import normalize

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import filled_text, instance_of
from reintegra.vocabulary.identifiers import Code, PersonId

SHORTEST_KEY: Final = 32
"""How many bytes a key has at least."""

_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_LENGTH: Final = 40


class Pseudonymiser:
    """Makes the number of a person from what a register knows the person by (HMAC-SHA256).

    The same text gives the same number under the same key and purpose, and another under any other:
    two data sets of two purposes cannot be joined by it. Without the key nobody can try out whose
    number it is. With the key lost the numbers stay, and nobody can make them again: that is how a
    whole register is forgotten. `purpose` is a code of the embedder, such as that of one data set.

    To forget one person the register deletes the text: so it is a number drawn by chance, which
    nobody can guess. Who holds the key can make the number of a NIK again at any time, by trying.

    The key is at least 32 bytes, drawn by chance and kept apart from journal and register. It has
    no default, and appears in no `repr`, no error and no pickle. The number is 160 bits in
    letters.

    Raises:
        InvalidValue: the key is too short, or one byte over and over.
        WrongType: the key is no `bytes`, or the purpose no `Code`.
    """

    __slots__ = ("__digest", "__purpose")

    def __init__(self, key: bytes, purpose: Code) -> None:
        if len(instance_of(bytes, "key", key)) < SHORTEST_KEY:
            raise InvalidValue("key", "too-short", f"a key has at least {SHORTEST_KEY} bytes")
        if len(set(key)) == 1:
            raise InvalidValue("key", "no-chance", "a key is drawn by chance")
        self.__purpose: Code = instance_of(Code, "purpose", purpose)
        self.__digest = hmac.new(key, f"{purpose.value}:".encode(), hashlib.sha256)

    @property
    def purpose(self) -> Code:
        """What the numbers are for; it cannot be changed."""
        return self.__purpose

    def number(self, known_as: str) -> PersonId:
        """The number of the person whom the register knows by this text, taken as it is written.

        A letter with its accent is one, whether the text has it in one character or in two (NFC).

        Raises:
            InvalidValue: the text is blank, or holds half of a character; it is not repeated.
            WrongType: not a plain text.
        """
        digest = self.__digest.copy()
        digest.update(_in_bytes(normalize("NFC", filled_text("known_as", known_as))))
        return PersonId("p-" + digest.hexdigest()[:_LENGTH].translate(_LETTERS))

    def __repr__(self) -> str:
        return f"Pseudonymiser(purpose={self.purpose!r})"

    def __reduce__(self) -> NoReturn:
        """It is not copied into a pickle, where the key would lie open."""
        raise InvalidValue("Pseudonymiser", "secret", "it is made where the key is, never sent")

    __copy__ = __reduce__

    def __deepcopy__(self, memo: object) -> NoReturn:
        """As a pickle."""
        self.__reduce__()


def _in_bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass
    raise InvalidValue("known_as", "lone-surrogate", "a text holds half of a character")
