"""How often a rule may still be judged before a search is cut."""

from __future__ import annotations

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import whole_number


class Budget:
    """Counts judgings down, and knows afterwards whether one was asked for too many.

    Raises:
        InvalidValue: the limit is below 1.
        WrongType: the limit is not a whole number.
    """

    def __init__(self, limit: int) -> None:
        if whole_number("limit", limit) < 1:
            raise InvalidValue("limit", "range", "at least one judging")
        self._left = limit

    def spend(self, judgings: int = 1) -> bool:
        """Whether so many more judgings are within the limit."""
        self._left -= judgings
        return not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than the limit allows: the search was cut."""
        return self._left < 0
