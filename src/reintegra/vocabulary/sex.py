"""The sex of a person as the civil record states it; where it is unknown it is left out."""

from __future__ import annotations

from reintegra.vocabulary.texts import Worded


class Sex(Worded):
    """What the civil record, and with it the population number, says."""

    MALE = "male", "laki-laki", "male"
    FEMALE = "female", "perempuan", "female"
