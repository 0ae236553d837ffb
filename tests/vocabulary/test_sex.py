"""The sex of the civil record."""

from __future__ import annotations

from reintegra.vocabulary.sex import Sex


def test_the_civil_record_knows_two() -> None:
    """What is unknown is left out, not coded."""
    assert ["male", "female"] == [str(sex) for sex in Sex]
    assert ["laki-laki", "perempuan"] == [sex.text("id") for sex in Sex]
